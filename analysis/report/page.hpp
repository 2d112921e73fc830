// The page of a report: one HTML file that needs no network.
#pragma once
#include <string>

#include "analysis/report/study_tables.hpp"
#include "analysis/report/summary_tables.hpp"
#include "sim/base/language.hpp"

namespace cptsim {

/// Whether this build has the library of charts that a page needs (Chart.js, docs/guide.md).
[[nodiscard]] bool has_report_page();

/// The whole page. Its content security policy allows the scripts and the style that are in it, by their hashes, and
/// nothing else. Throws std::logic_error where has_report_page() is false.
[[nodiscard]] std::string report_page(ReportInput const&, Language);
/// The same of a study.
[[nodiscard]] std::string study_page(StudyReportInput const&, Language);

/// Refuses a page before the work for it begins: InputError where this build makes none, and where `path` cannot be
/// written.
void check_report(std::string const& path, bool force);

/// Writes a page as a file that is there whole or not at all.
void write_report(std::string const& path, bool force, std::string const& page);

}  // namespace cptsim
