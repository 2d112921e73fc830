#include "sim/input/territory_cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "sim/base/calendar.hpp"
#include "sim/base/error.hpp"
#include "sim/base/plain_text.hpp"
#include "sim/base/text.hpp"
#include "sim/model/fields.hpp"

namespace cptsim {
namespace {

struct Department {
    char const* code;
    char const* name;
};

constexpr std::array kDepartments = {
#define DEPARTMENT(code, name) Department{code, name},
#include "sim/input/departments.inc"
#undef DEPARTMENT
};

constexpr std::size_t kLongestShown = 64;  ///< bytes of what was written, in messages

std::string in_upper_case(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

}  // namespace

std::vector<std::string> const& perimeter_words()
{
    static std::vector<std::string> const words = {"cpts", "municipalities", "synthetic"};
    return words;
}

Words read_signature(std::string const& text, Territory& territory)
{
    if (text.empty()) return {};
    constexpr std::string_view kBy = "by ";
    std::string_view month_text = text;
    territory.signature_or_before =
        plain_letters(text.substr(0, kBy.size())) == "by" && text.size() > 2 && text[2] == ' ';
    if (territory.signature_or_before)
        month_text.remove_prefix(std::min(month_text.find_first_not_of(' ', kBy.size()), month_text.size()));
    auto const month = parse_month(month_text);
    if (!month)
        return both({"\"{}\" (must be a month, as 2022-03, or \"by\" a month, as by 2024-01, or empty)",
                     "« {} » (il faut un mois, comme 2022-03, ou « by » et un mois, comme by 2024-01, ou rien)"},
                    text);
    if (*month < kFirstSignature)
        return both({"{} (must not be before {}, when the first ACI could be signed)",
                     "{} (pas avant {}, date des premières signatures d'ACI possibles)"},
                    text, month_name(kFirstSignature));
    int const last = month_index(kLastYear, 12);
    if (*month > last)
        return both({"{} (must not be after {}, the last month that a run may have)",
                     "{} (pas après {}, dernier mois possible d'une simulation)"},
                    text, month_name(last));
    territory.signature = *month;
    return {};
}

std::string signature_text(Territory const& territory)
{
    if (territory.signature == kUnknownMonth) return "";
    return (territory.signature_or_before ? "by " : "") + month_name(territory.signature);
}

Words read_counted(std::string const& text, int& month)
{
    auto const read = parse_month(text);
    if (!read) return both({"\"{}\" (must be a month, as 2024-12)", "« {} » (il faut un mois, comme 2024-12)"}, text);
    int const last = month_index(kLastYear, 12);
    if (*read < 0 || *read > last)
        return both({"{} (must lie between {} and {}, the months that a run may have)",
                     "{} (entre {} et {}, les mois possibles d'une simulation)"},
                    text, month_name(0), month_name(last));
    month = *read;
    return {};
}

double density_of(double count, double inhabitants, int profession, int month)
{
    auto const row = static_cast<std::size_t>(parameter::demography_stock_trend + profession);
    double const monthly = 1 + parameter_fields()[row].default_value / 12;
    double growth = 1;
    for (int m = 0; m < month; ++m) growth *= monthly;
    return 1e5 * count / (growth * inhabitants);
}

std::string department_code(std::string const& text, std::string const& option)
{
    auto const code = in_upper_case(text.size() == 1 ? '0' + text : text);
    auto const plain = plain_letters(text);
    std::vector<std::string> names;
    for (auto const& department : kDepartments) {
        if (department.code == code || plain_letters(department.name) == plain) return department.code;
        names.emplace_back(department.name);
    }
    // Another code is another place: only names have suggestions.
    bool const like_code = !text.empty() && std::isdigit(static_cast<unsigned char>(text[0])) != 0;
    throw InputError(
        {option}, both({"no department is called \"{}\" (must be a code, as 67, 2A or 971, or a name, as Bas-Rhin){}",
                        "aucun département ne s'appelle « {} » (il faut un code, comme 67, 2A ou 971, ou un nom, comme "
                        "Bas-Rhin){}"},
                       abridged(text, kLongestShown), like_code ? Words{} : name_suggestion(text, names)));
}

std::string department_words(std::string const& code)
{
    auto const name = department_name(code);
    return name.empty() ? code : fmt::format("{} ({})", code, name);
}

std::string department_name(std::string const& code)
{
    for (auto const& department : kDepartments)
        if (department.code == code) return department.name;
    return "";
}

std::string plain_letters(std::string_view name)
{
    // U+00C0 to U+00DF; U+00E0 to U+00FF are the same in lower case.
    constexpr std::string_view kLatin = "aaaaaaaceeeeiiiidnooooo ouuuuy y";
    std::string plain;
    for (std::size_t i = 0; i < name.size(); ++i) {
        auto const byte = static_cast<unsigned char>(name[i]);
        unsigned char const next = i + 1 < name.size() ? static_cast<unsigned char>(name[i + 1]) : 0;
        if (byte < 0x80) {
            if (std::isalnum(byte) != 0) plain += static_cast<char>(std::tolower(byte));
        } else if (byte == 0xC3 && kLatin[next & 31U] != ' ') {
            plain += kLatin[next & 31U];
        } else if (byte == 0xC5 && (next == 0x92 || next == 0x93)) {
            plain += "oe";
        }
    }
    return plain;
}

Words name_suggestion(std::string const& word, std::vector<std::string> const& names)
{
    auto const plain = plain_letters(std::string_view(word).substr(0, kLongestShown));
    std::vector<std::string> plains;
    for (auto const& name : names) plains.push_back(plain_letters(name));
    auto found = std::find(plains.begin(), plains.end(), did_you_mean(plain, plains));
    auto const look = [&](auto const& is_like) {
        if (found == plains.end() && plain.size() > 2) found = std::find_if(plains.begin(), plains.end(), is_like);
    };
    look([&](std::string const& name) { return name.find(plain) != std::string::npos; });
    look([&](std::string const& name) {
        return !did_you_mean(plain, words_of(names[static_cast<std::size_t>(&name - plains.data())])).empty();
    });
    if (found == plains.end()) return {};
    return both({" did you mean \"{}\"?", " vouliez-vous dire « {} » ?"},
                names[static_cast<std::size_t>(found - plains.begin())]);
}

std::vector<std::string> words_of(std::string const& name)
{
    std::vector<std::string> words;
    std::string word;
    for (char const c : name + ' ')
        if (c == ' ' || c == '-' || c == '\'' || c == '_') {
            if (auto plain = plain_letters(word); !plain.empty()) words.push_back(std::move(plain));
            word.clear();
        } else {
            word += c;
        }
    return words;
}

}  // namespace cptsim
