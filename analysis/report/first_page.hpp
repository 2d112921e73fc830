// The first page of a report: the answer as HTML that needs no script and prints as a note of two sides.
#pragma once
#include <string>

#include "analysis/effects/answer.hpp"
#include "analysis/report/summary_tables.hpp"

namespace cptsim {

/// Sentences, plot, table with what each policy is, budget, limits. The plan is the answer's.
[[nodiscard]] std::string first_page(Answer const&, Plan const&, ReportIdentity const&, Language);

/// The table of policies by indicators (analysis/report/matrix_page.cpp).
[[nodiscard]] std::string matrix_table(Answer const&, Plan const&, Language);

/// Active members more over the years, and what one of them costs (analysis/report/path_page.cpp).
[[nodiscard]] std::string path_table(Answer const&, Language);

/// The interval plot of the indicators that decide (analysis/report/interval_plot.cpp).
[[nodiscard]] std::string interval_plot(Answer const&, Language);

/// Who pays what in each year, policy by policy (analysis/report/money_page.cpp).
[[nodiscard]] std::string budget_table(Answer const&, Language);
[[nodiscard]] std::string money_by_year(Summary const&, Answer const&, Language);

/// A square, so that it is no estimate: full, empty, hatched, dashed; with its words for who does not see it.
[[nodiscard]] std::string mark_html(Confidence, Language);

/// Text as HTML, with the spaces of French typography.
[[nodiscard]] std::string html(std::string_view text);

/// Class of a policy's colour: "c1" to "c7" in the order of the rows, "c0" beyond.
[[nodiscard]] std::string colour_class(std::size_t row);

}  // namespace cptsim
