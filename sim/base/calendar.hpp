// Months: counted from January 2019, and named.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "sim/base/language.hpp"

namespace cptsim {

inline constexpr int kFirstYear = 2019;  ///< months count from January of this year
inline constexpr int kLastYear = 2060;   ///< the last year that a scenario may name

/// Months since January 2019.
[[nodiscard]] constexpr int month_index(int year, int month) { return (year - kFirstYear) * 12 + month - 1; }

/// July 2019: the interprofessional agreement of 20 June 2019 opens the signature of ACI.
inline constexpr int kFirstSignature = month_index(2019, 7);

/// 60 -> "2024-01", as files and options write it.
[[nodiscard]] std::string month_name(int month);

/// "2024-01" -> 60, of any year; nothing where the text is no month.
[[nodiscard]] std::optional<int> parse_month(std::string_view text);

/// 60 -> "January 2024", "janvier 2024".
[[nodiscard]] std::string month_words(int month, Language);

}  // namespace cptsim
