// The tables that the page of a launch is drawn from.
#pragma once
#include <vector>

#include "analysis/report/summary_tables.hpp"
#include "sim/base/language.hpp"

namespace cptsim {

/// summary_tables(), and what stands beside their numbers: names, titles, units, what was asked, the answer.
[[nodiscard]] std::vector<ReportTable> run_tables(ReportInput const&, Language);

}  // namespace cptsim
