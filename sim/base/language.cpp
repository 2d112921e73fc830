#include "sim/base/language.hpp"

#include <array>
#include <charconv>
#include <cstdlib>
#include <string_view>

#include "sim/base/error.hpp"

namespace cptsim {
namespace {

/// Groups the digits before the point by three, and writes the point of the language.
std::string localise(std::string const& plain, Language language)
{
    std::size_t const first = plain[0] == '-' ? 1 : 0;
    std::size_t point = plain.find('.');
    if (point == std::string::npos) point = plain.size();
    std::string text = first == 1 ? "\u2212" : "";
    for (std::size_t i = first; i < plain.size(); ++i) {
        if (i == point)
            text += Text{".", ","}.in(language);
        else
            text += plain[i];
        if (i + 1 < point && (point - i - 1) % 3 == 0) text += Text{",", "\u202F"}.in(language);
    }
    return text;
}

}  // namespace

Language choose_language(std::string const& option)
{
    if (option == "fr") return Language::fr;
    if (option == "en") return Language::en;
    if (!option.empty()) throw InputError("--lang is \"" + option + "\" (must be fr or en)");
    for (auto const* name : {"LC_ALL", "LC_MESSAGES", "LANG"})  // the first that is set and not empty, as POSIX has it
        if (char const* const locale = std::getenv(name); locale && *locale)
            return std::string_view(locale).substr(0, 2) == "fr" ? Language::fr : Language::en;
    return Language::en;
}

std::string plain_number(double value)
{
    if (value == 0) return "0";
    std::array<char, 400> text;  // the longest double without an exponent has 326 characters
    auto const end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed).ptr;
    return {text.data(), end};
}

std::string format_number(double value, Language language)
{
    return value == value ? localise(plain_number(value), language) : "\u2013";
}

std::string format_number(double value, int decimals, Language language)
{
    if (value != value) return "\u2013";
    std::array<char, 400> text;
    auto const end =
        std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, decimals).ptr;
    std::string plain{text.data(), end};
    if (plain.find_first_not_of("-0.") == std::string::npos && plain[0] == '-') plain.erase(0, 1);
    return localise(plain, language);
}

std::string plural_unit(std::string_view unit)
{
    constexpr std::size_t kSymbol = 3;  // letters of a symbol, at most
    bool const is_word = unit.size() > kSymbol && unit.find('/') == std::string_view::npos && unit.back() != 's';
    return std::string(unit) + (is_word ? "s" : "");
}

}  // namespace cptsim
