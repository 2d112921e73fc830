#include "sim/files/toml_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/base/calendar.hpp"
#include "sim/base/language.hpp"
#include "sim/base/number.hpp"
#include "sim/base/plain_text.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

/// The unit after a word, or nothing for a bare number.
Words unit_after(Text const& word, NumberRange const& range)
{
    if (range.unit.empty() || range.unit == "1") return {};
    return both({"{}{}", "{}{}"}, word, plural_unit(range.unit));
}

/// The month that "2024-1", "2024/01" or "2024-01-01" mean, or "".
Words mend_month(std::string const& written)
{
    if (written.size() < 6 || !is_digits(written.substr(0, 4)) || is_digits(written.substr(4, 1))) return {};
    auto const end = std::min(written.find_first_not_of("0123456789", 5), written.size());
    auto const digits = written.substr(5, end - 5), day = written.substr(end);
    if (!is_digits(digits) || digits.size() > 2) return {};
    if (!day.empty() && day != "-01" && day != "-1" && day != "/01" && day != "/1")
        return {};  // another month, or none
    int const month = parse_number<int>(digits).value_or(0);
    return month < 1 || month > 12 ? Words{}
                                   : both({" did you mean \"{}-{:02}\"?", " vouliez-vous dire « {}-{:02} » ?"},
                                          written.substr(0, 4), month);
}

bool is_unit(std::string_view word, std::string_view unit)
{
    auto const thing = unit.substr(0, std::min(unit.find('/'), unit.size()));
    return word == unit || word == thing || word == plural_unit(thing) || (thing == "EUR" && word == "\u20AC");
}

/// What a text most likely means as a number, as a suggestion: "0,5", "1 000", "+3" or "100 EUR", of a number in EUR.
/// Nothing where another number may be meant, as by "80 %", "1,000" or "2 k\u20AC".
Words meant_number(std::string const& text, NumberRange const& range)
{
    constexpr std::size_t kLongest = 64;
    auto rest = std::string_view(text).substr(std::min(text.find_first_not_of(' '), text.size()));
    if (rest.starts_with('+')) rest.remove_prefix(1);
    if (rest.size() > kLongest) return {};
    auto const last = rest.find_last_of("0123456789");
    if (last == std::string_view::npos) return {};
    auto unit = rest.substr(last + 1);
    unit.remove_prefix(std::min(unit.find_first_not_of(' '), unit.size()));
    unit = unit.substr(0, unit.find_last_not_of(' ') + 1);
    auto const value = local_number(rest.substr(0, last + 1));
    if (!value || (!unit.empty() && !is_unit(unit, range.unit))) return {};
    return both({" did you mean {}?", " vouliez-vous dire {} ?"}, plain_number(*value));
}

/// A number as it was written, as far as the file's tree knows.
std::string written(TomlNode const& node)
{
    return node.whole ? std::to_string(*node.whole) : plain_number(node.number);
}

constexpr std::int64_t kMostExact = std::int64_t{1} << 53;  ///< beyond it, not every whole number is a double

}  // namespace

std::string join(std::vector<std::string> const& words) { return fmt::format("{}", fmt::join(words, ", ")); }

bool TomlReader::is_table(TomlNode const& node, std::string const& path)
{
    if (node.is(TomlNode::Kind::table)) return true;
    note(node.place, both({"{} is {} (must be a table)", "{} est {} (il faut une table)"}, path, node.kind_name()));
    return false;
}

std::optional<double> TomlReader::number(TomlNode const& node, std::string const& path, NumberRange const& range)
{
    if (!node.is(TomlNode::Kind::number)) {
        note(node.place, both({"{} is {} (must be a number{}){}", "{} est {} (il faut un nombre{}){}"}, path,
                              node.kind_name(), unit_after({" in ", " en "}, range), meant_number(node.text, range)));
        return {};
    }
    if (!std::isfinite(node.number)) {
        note(node.place, both({"{} is {} (must be a finite number{})", "{} vaut {} (il faut un nombre fini{})"}, path,
                              node.number, unit_after({" in ", " en "}, range)));
        return {};
    }
    if (!is_within(range, node.number, written(node), node.place, path)) return {};
    if (node.whole && (*node.whole > kMostExact || *node.whole < -kMostExact)) {
        note(node.place,
             both({"{} is {} (must lie between -2^53 and 2^53)", "{} vaut {} (il faut une valeur entre -2^53 et 2^53)"},
                  path, *node.whole));
        return {};
    }
    return node.number + 0.0;  // no negative zero
}

std::optional<int> TomlReader::whole(TomlNode const& node, std::string const& path, NumberRange const& range)
{
    if (!node.is(TomlNode::Kind::number) || node.number != std::floor(node.number) || node.number < range.min ||
        node.number > range.max) {
        auto const is = node.is(TomlNode::Kind::number) ? Words(written(node)) : node.kind_name();
        note(node.place, both({"{} is {} (must be a whole number from {} to {}{})",
                               "{} est {} (il faut un nombre entier de {} à {}{})"},
                              path, is, range.min, range.max, unit_after({" ", " "}, range)));
        return {};
    }
    return static_cast<int>(node.number);
}

std::optional<std::uint64_t> TomlReader::seed(TomlNode const& node, std::string const& path)
{
    if (node.whole && *node.whole >= 0) return static_cast<std::uint64_t>(*node.whole);
    auto const digits =
        node.is(TomlNode::Kind::text) ? parse_number<std::uint64_t>(node.text) : std::optional<std::uint64_t>{};
    if (!digits)
        note(node.place,
             both({"{} is {} (must be a whole number from 0 to 2^64 - 1; above 2^63 - 1 in quotes)",
                   "{} est {} (il faut un nombre entier de 0 à 2^64 - 1 ; au-delà de 2^63 - 1, entre guillemets)"},
                  path,
                  node.is(TomlNode::Kind::number) ? Words(written(node))
                  : node.is(TomlNode::Kind::text) ? "\"" + abridged(node.text, 64) + "\""
                                                  : Words(node.kind_name())));
    return digits;
}

std::optional<std::string> TomlReader::text(TomlNode const& node, std::string const& path)
{
    if (!node.is(TomlNode::Kind::text)) {
        note(node.place, both({"{} is {} (must be text)", "{} est {} (il faut un texte)"}, path, node.kind_name()));
        return {};
    }
    if (node.text.find_first_of("\n\r\t") == std::string::npos) return node.text;
    note(node.place, both({"{} has line ends or tabs (must be one line)",
                           "{} a des fins de ligne ou des tabulations (il faut une seule ligne)"},
                          path));
    return {};
}

std::vector<std::string> TomlReader::texts(TomlNode const& node, std::string const& path)
{
    std::vector<std::string> words;
    bool const is_list = node.is(TomlNode::Kind::list);
    if (!is_list || node.items.empty())
        note(node.place,
             both({"{} is {} (must be a non-empty list of texts)", "{} est {} (il faut une liste de textes, non vide)"},
                  path, is_list ? Text{"empty", "vide"} : node.kind_name()));
    for (auto const& item : node.items)
        if (auto const word = text(item, path)) words.push_back(*word);
    return words;
}

void TomlReader::languages(TomlNode const& node, std::string const& path, std::string& en, std::string& fr, bool lines)
{
    if (!is_table(node, path)) return;
    for (auto const& [key, words] : node.table) {
        if (key != "en" && key != "fr")
            note_unknown(words.key_place, Text{"language", "langue inconnue"}, key,
                         {"languages are fr, en", "les langues sont fr, en"}, {"fr", "en"});
        else if (lines && words.is(TomlNode::Kind::text))
            (key == "en" ? en : fr) = words.text;
        else if (auto const word = text(words, path + '.' + key))
            (key == "en" ? en : fr) = *word;
    }
}

std::optional<int> TomlReader::month(std::string const& written, Place const& place)
{
    auto const month = parse_month(written);
    if (!month) {
        note(place, both({"\"{}\" is not a month (months are written as 2024-01){}",
                          "« {} » n'est pas un mois (un mois s'écrit 2024-01){}"},
                         written, mend_month(written)));
        return {};
    }
    if (*month < 0 || *month > month_index(kLastYear, 12)) {
        note(place, both({"{} lies outside the calendar (months go from {}-01 to {}-12)",
                          "{} est hors du calendrier (les mois vont de {}-01 à {}-12)"},
                         written, kFirstYear, kLastYear));
        return {};
    }
    return month;
}

std::optional<int> TomlReader::month(TomlNode const& node, std::string const& path)
{
    if (node.is(TomlNode::Kind::text)) return month(node.text, node.place);
    note(node.place, both({"{} is {} (must be a month in quotes, as \"2024-01\")",
                           "{} est {} (il faut un mois entre guillemets, comme \"2024-01\")"},
                          path, node.kind_name()));
    return {};
}

std::optional<double> TomlReader::number(std::string const& written, Place const& place, std::string const& path)
{
    auto const value = parse_number<double>(written);
    if (!value)
        note(place, both({"{} is \"{}\" (must be a number, with a point for decimals)",
                          "{} vaut « {} » (il faut un nombre, avec un point pour les décimales)"},
                         path, written));
    return value;
}

bool TomlReader::is_within(NumberRange const& range, double value, std::string const& written, Place const& place,
                           std::string const& path)
{
    if (value >= range.min && value <= range.max) return true;
    note(place, both({"{} is {} (must lie between {} and {}{})", "{} vaut {} (il faut une valeur entre {} et {}{})"},
                     path, written, plain_number(range.min), plain_number(range.max), unit_after({" ", " "}, range)));
    return false;
}

}  // namespace cptsim
