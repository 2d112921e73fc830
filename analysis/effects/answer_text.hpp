// The answer for a terminal.
#pragma once
#include <string>

#include "analysis/effects/answer.hpp"

namespace cptsim {

/// Lines that the answer takes at most.
inline constexpr int kAnswerLines = 39;  ///< with the line of the speed behind it: 40
/// Columns that it takes at most.
inline constexpr std::size_t kAnswerWidth = 118;

/// Question, sentences, table and warnings, in at most kAnswerLines lines: with many policies a row has one line and
/// fewer columns, and what is left out is said.
[[nodiscard]] std::string format_answer(Answer const&, Language);

/// The budget: what each payer pays, cumulated, for an hour more, and what a sum would buy.
[[nodiscard]] std::string format_budget(Answer const&, Language);

}  // namespace cptsim
