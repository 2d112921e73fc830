// Numbers of the answer as people say them: two digits in sentences, the decimals of the column in tables.
#pragma once
#include <string>
#include <string_view>

#include "analysis/effects/answer.hpp"

namespace cptsim {

/// How numbers of sentences are rounded.
enum class Digits {
    two,   ///< significant ones, three behind a leading 1, whole from ten on: 26,123 is "26,000", 12,510 "12,500",
           ///< 104.8 "105", 0.0347 "0.035"
    whole  ///< the same of what is counted: 9.2 persons are "9", fewer than one has one digit
};

/// How a table shows a quantity, so that sentences give the same digits: hours may be whole thousands there.
struct NumberForm {
    double unit = 1;    ///< what 1 in the table is in the unit of the sentence
    int decimals = -1;  ///< of the table; -1: no table has it
};

/// Millions in words from a million on.
[[nodiscard]] std::string said(double value, Language, Digits = Digits::two, NumberForm = {});
/// With its sign.
[[nodiscard]] std::string said_difference(double value, Language, Digits = Digits::two, NumberForm = {});
/// " (from 20,000 to 35,000)", of a number that is said without a sign: sizes where both ends lie on the side of
/// `mean`, signed ends else.
[[nodiscard]] std::string said_range(Interval, double mean, Language, Digits = Digits::two, NumberForm = {});
/// " (from −3 to 0)", of a number that is said with its sign.
[[nodiscard]] std::string said_signed_range(Interval, Language, Digits = Digits::two, NumberForm = {});

/// Decimals of a cell: none where one of its numbers is 20 or more, else those of its column; two instead of one where
/// all are below 1.
[[nodiscard]] int cell_decimals(Effect const&, int decimals);
/// A number of a table: fixed decimals, and from 200 on the digits of sentences, so that both show the same number;
/// those of a difference with a sign. Zero has none.
[[nodiscard]] std::string shown(double value, int decimals, Language);
[[nodiscard]] std::string shown_difference(double value, int decimals, Language);
/// "[−3.0; +1.4]"; without the blanks of French typography where `is_tight`.
[[nodiscard]] std::string shown_range(Interval, int decimals, bool is_difference, Language, bool is_tight = false);

/// Rounded half away from zero: 72.5 is "73".
[[nodiscard]] std::string whole_percent(double percent, Language);

/// With a capital in front.
[[nodiscard]] std::string capital(std::string text);

/// `text` with % replaced and {s} as an s where `value` takes the plural.
[[nodiscard]] std::string with_number(std::string_view text, std::string const& number, double value, Language);

/// At most `length` characters, cut at a word with … where there are more. Blanks and controls count as one blank.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t length);

/// "a", "a and b", "a, b and c".
[[nodiscard]] std::string listed(std::vector<std::string> const& words, Language);

/// "two" to "ten", digits beyond.
[[nodiscard]] std::string counted(int count, Language);

}  // namespace cptsim
