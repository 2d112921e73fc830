// From finished runs to the page of a report.
#pragma once
#include <string>

#include "analysis/report/data.hpp"
#include "sim/base/language.hpp"
#include "sim/results/results_layout.hpp"

namespace cptsim::app {

/// Refuses a report before the work for it begins: where this build makes none, and where `path` cannot be written.
void check_report(std::string const& path, bool force);

/// Writes the page. Fills in what was asked.
void write_report(std::string const& path, bool force, ReportInput input, Language language);

/// Indicators as the result file keeps them.
[[nodiscard]] IndicatorTable indicator_table(Summary const&);

/// What this program is, of runs that it has made itself.
[[nodiscard]] ReportIdentity own_identity(Plan const&);

}  // namespace cptsim::app
