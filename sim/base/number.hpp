// The one reader of numbers that users write: in cells of tables, in options, at the start of a text.
#pragma once
#include <optional>
#include <string_view>

namespace cptsim {

/// The number that is all of `text`, or nothing. Number is int, std::uint32_t, std::uint64_t or double. The same in
/// every locale: digits, before them "-" where the type has a sign, for double a point and an exponent ("1.5", "2e-3").
/// No number: "", " 1", "+1", "0x1", "1,5", and what the type cannot hold; for double also "inf" and "nan". Whether the
/// number may be what it is remains to be asked: who asks knows what it is of, and says so.
template <class Number>
[[nodiscard]] std::optional<Number> parse_number(std::string_view text);

/// The number that `text` begins with, by the same rules, and takes it off. Nothing, and `text` as it was, where it
/// begins with none.
template <class Number>
[[nodiscard]] std::optional<Number> take_number(std::string_view& text);

/// Whether a text is digits, one or more.
[[nodiscard]] bool is_digits(std::string_view text);

/// The number that is all of `text` as spreadsheets show it: with a point or a comma for decimals and blanks between
/// thousands. Nothing for what is no number, and for "62,000", which may be 62 or 62000.
[[nodiscard]] std::optional<double> local_number(std::string_view text);

}  // namespace cptsim
