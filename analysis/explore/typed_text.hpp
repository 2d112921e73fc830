// What people type into a form, as numbers, months and names.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace cptsim {

/// A comma is a point, blanks of thousands are passed over.
[[nodiscard]] std::optional<double> number_of(std::string typed);

/// "2026-01", "01/2026", "1/2026"; of a year alone its first month, or its last where `is_end`.
[[nodiscard]] std::optional<int> month_of(std::string typed, bool is_end);
/// "01/2026", as the page writes months.
[[nodiscard]] std::string shown_month(int month);

/// The name of a scenario of this title: its plain letters and digits.
[[nodiscard]] std::string plain_name(std::string_view title);
/// A title is one line: line ends and tabs, which no field has but a request may, are blanks.
[[nodiscard]] std::string one_line(std::string text);

}  // namespace cptsim
