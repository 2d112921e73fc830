// The page of a report: one HTML file that needs no network.
#pragma once
#include <string>

#include "analysis/report/study_tables.hpp"
#include "analysis/report/summary_tables.hpp"
#include "sim/base/language.hpp"

namespace cptsim {

/// Whether this build has the library of charts (Chart.js, docs/guide.md).
[[nodiscard]] bool has_charts();

/// The whole page: the answer first, which needs no script; then, where this build has charts, all the rest. Its
/// content security policy allows the scripts and the style that are in it, by their hashes, and nothing else.
[[nodiscard]] std::string report_page(ReportInput const&, Language);
/// The page of a study, which is charts: InputError where this build has none.
[[nodiscard]] std::string study_page(StudyReportInput const&, Language);
/// Throws that error before the work for such a page begins.
void require_charts();

}  // namespace cptsim
