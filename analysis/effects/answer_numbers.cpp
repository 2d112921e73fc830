#include "analysis/effects/answer_numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/base/text.hpp"

namespace cptsim {
namespace {

constexpr double kWholeFrom = 20, kRoundedFrom = 200;

/// Rounded to two significant digits, three behind a leading 1 (so that 117 and 125 stay apart), to one unit at most
/// below 200.
double rounded(double value, Digits digits)
{
    double const size = std::abs(value);
    if (value == 0 || !std::isfinite(value)) return value;
    double const power = std::pow(10, std::floor(std::log10(size)));
    int const kept = digits == Digits::whole && size < 10 ? 1 : size >= kRoundedFrom && size < 2 * power ? 3 : 2;
    double unit = power * std::pow(10, 1 - kept);
    if (size < kRoundedFrom) unit = std::min(unit, 1.0);
    return std::round(value / unit) * unit;
}

/// Decimals of a rounded number.
int decimals_of(double value, Digits digits)
{
    double const size = std::abs(value);
    if (size == 0 || size >= 10) return 0;
    bool const is_whole = std::abs(size - std::round(size)) < 1e-9;
    if (size >= 1) return is_whole || digits == Digits::whole ? 0 : 1;
    return std::min(3, static_cast<int>(std::ceil(-std::log10(size))) + (digits == Digits::whole ? 0 : 1));
}

bool is_zero(std::string const& text) { return text.find_first_of("123456789") == std::string::npos; }

std::string with_sign(std::string text, double value) { return value > 0 && !is_zero(text) ? '+' + text : text; }

/// As many as a number of at most three digits needs, two at most.
int decimals_needed(double value)
{
    auto const is_whole = [](double x) { return std::abs(x - std::round(x)) < 1e-6; };
    return is_whole(value) ? 0 : is_whole(10 * value) ? 1 : 2;
}

/// A number that is rounded already.
std::string in_words(double x, int decimals, Language language)
{
    double const millions = x / 1e6;
    if (std::abs(x) >= 999999.5)
        return format(language, {"{} million", "{} million{}"},
                      format_number(millions, decimals_needed(millions), language), std::abs(x) >= 2e6 ? "s" : "");
    if (std::abs(x) < 1e-3) return "0";
    return format_number(x, decimals, language);
}

}  // namespace

std::string said(double value, Language language, Digits digits, NumberForm form)
{
    if (form.decimals < 0) {
        double const x = rounded(value, digits);
        return in_words(x, decimals_of(x, digits), language);
    }
    double const shown = value / form.unit, step = std::pow(10, form.decimals);
    bool const is_large = std::abs(shown) >= kRoundedFrom;
    double const x = is_large ? rounded(shown, Digits::two) : std::round(shown * step) / step;
    return in_words(x * form.unit, is_large || form.unit > 1 || x == 0 ? 0 : form.decimals, language);
}

std::string said_difference(double value, Language language, Digits digits, NumberForm form)
{
    return with_sign(said(value, language, digits, form), value);
}

std::string whole_percent(double percent, Language language)
{
    return format_number(std::copysign(std::floor(std::abs(percent) + 0.5), percent), 0, language);
}

namespace {

std::string from_to(std::string const& low, std::string const& high, Language language)
{
    return format(language, {" (from {} to {})", " (de {} à {})"}, low, high);
}

}  // namespace

std::string said_range(Interval range, double mean, Language language, Digits digits, NumberForm form)
{
    bool const above = range.low >= 0 && mean > 0, below = range.high <= 0 && mean < 0;
    if (!above && !below) return said_signed_range(range, language, digits, form);
    double const a = std::abs(range.low), b = std::abs(range.high);
    return from_to(said(std::min(a, b), language, digits, form), said(std::max(a, b), language, digits, form),
                   language);
}

std::string said_signed_range(Interval range, Language language, Digits digits, NumberForm form)
{
    return from_to(said_difference(range.low, language, digits, form),
                   said_difference(range.high, language, digits, form), language);
}

int cell_decimals(Effect const& e, int decimals)
{
    double const most = std::max({std::abs(e.predictive.low), std::abs(e.predictive.high), std::abs(e.mean.mean)});
    if (most >= kWholeFrom) return 0;
    return decimals == 1 && most < 1 ? 2 : decimals;
}

std::string shown(double value, int decimals, Language language)
{
    bool const is_large = std::abs(value) >= kRoundedFrom;
    auto text = format_number(is_large ? rounded(value, Digits::two) : value, is_large ? 0 : decimals, language);
    return std::isfinite(value) && is_zero(text) ? "0" : text;
}

std::string shown_difference(double value, int decimals, Language language)
{
    auto text = shown(value, decimals, language);
    return with_sign(std::move(text), value);
}

std::string shown_range(Interval range, int decimals, bool is_difference, Language language, bool is_tight)
{
    auto const number = [&](double x) {
        return is_difference ? shown_difference(x, decimals, language) : shown(x, decimals, language);
    };
    return fmt::format("[{}{}{}]", number(range.low), is_tight ? "; " : Text{"; ", " ; "}.in(language),
                       number(range.high));
}

std::string capital(std::string text)
{
    if (text.rfind("\u00E9", 0) == 0) return "\u00C9" + text.substr(2);  // the one accent that words here begin with
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

std::string with_number(std::string_view text, std::string const& number, double value, Language language)
{
    double const size = std::abs(value);
    bool const plural = language == Language::fr ? size >= 2 : number != "1" && number != "+1" && number != "\u22121";
    bool const of = language == Language::fr && number.find("million") != std::string::npos;
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] == '%') {
            out += number;
            if (!of) continue;
            bool const elides =
                i + 2 < text.size() && std::string_view("aeiouh").find(text[i + 2]) != std::string_view::npos;
            out += elides ? " d'" : " de ";
            ++i;  // the blank behind the number
        } else if (text.substr(i, 3) == "{s}") {
            if (plural) out += 's';
            i += 2;
        } else {
            out += text[i];
        }
    return out;
}

std::string shortened(std::string_view text, std::size_t length)
{
    std::string out;
    std::size_t characters = 0, last_blank = 0;
    bool is_cut = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const c = static_cast<unsigned char>(text[i]);
        bool const begins = (c & 0xC0) != 0x80;
        if (begins && characters == length) {
            is_cut = true;
            break;
        }
        characters += begins;
        bool const blank = c <= ' ' || c == 0x7F;
        if (blank) last_blank = out.size();
        if (blank && (out.empty() || out.back() == ' ')) continue;
        out += blank ? ' ' : text[i];
    }
    if (!is_cut) return out;
    if (last_blank > out.size() / 2) out.resize(last_blank);
    while (!out.empty() && (out.back() == ' ' || out.back() == ',' || out.back() == ':')) out.pop_back();
    return out + "…";
}

std::string listed(std::vector<std::string> const& words, Language language)
{
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) out += i + 1 == words.size() ? Text{" and ", " et "}.in(language) : ", ";
        out += words[i];
    }
    return out;
}

std::string counted(int count, Language language)
{
    constexpr std::array<Text, 11> kWords = {{{"no", "aucune"},
                                              {"one", "une"},
                                              {"two", "deux"},
                                              {"three", "trois"},
                                              {"four", "quatre"},
                                              {"five", "cinq"},
                                              {"six", "six"},
                                              {"seven", "sept"},
                                              {"eight", "huit"},
                                              {"nine", "neuf"},
                                              {"ten", "dix"}}};
    if (count >= 0 && count <= 10) return kWords[static_cast<std::size_t>(count)].in(language);
    return std::to_string(count);
}

}  // namespace cptsim
