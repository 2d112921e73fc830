// The two languages of tables, messages and reports, and how each writes a number.
#pragma once
#include <string>
#include <string_view>

namespace cptsim {

enum class Language { en, fr };

/// The same words in both languages.
struct Text {
    char const* en = "";
    char const* fr = "";
    [[nodiscard]] char const* in(Language language) const { return language == Language::fr ? fr : en; }
};

/// `option` is the value of --lang, "" where it was not given: then LC_ALL, LC_MESSAGES or LANG decides, the first of
/// them that is set.
/// Whatever does not begin with "fr" is English. Throws InputError for an option that is neither "fr" nor "en".
[[nodiscard]] Language choose_language(std::string const& option);

/// Shortest decimal form that reads back as the same number: 4050.5 is "4,050.5" or "4 050,5" (with U+202F).
[[nodiscard]] std::string format_number(double value, Language);
/// The same with a fixed number of decimals; a value that rounds to zero carries no sign, NaN is a dash.
[[nodiscard]] std::string format_number(double value, int decimals, Language);

/// A unit behind another number than one: "month" is "months"; symbols ("EUR", "h") and ratios ("h/month") stay.
[[nodiscard]] std::string plural_unit(std::string_view unit);

/// `value` in the form that TOML, CSV and JSON share: shortest, with a point, without groups of digits.
[[nodiscard]] std::string plain_number(double value);

}  // namespace cptsim
