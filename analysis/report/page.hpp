// The page of a report: one HTML file that needs no network.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "analysis/report/data.hpp"
#include "analysis/report/study_data.hpp"
#include "sim/base/language.hpp"

namespace cptsim {

/// Whether this build has the library of charts that a page needs (Chart.js, docs/guide.md).
[[nodiscard]] bool has_report_page();

/// SHA-256 of some bytes, in base64.
using Base64Hash = std::function<std::string(std::string_view)>;

/// The whole page. Its content security policy allows the scripts and the style that are in it, by their hashes, and
/// nothing else. Throws std::logic_error where has_report_page() is false.
[[nodiscard]] std::string report_page(ReportInput const&, Language, Base64Hash const& sha256_base64);
/// The same of a study.
[[nodiscard]] std::string study_page(StudyReportInput const&, Language, Base64Hash const& sha256_base64);

}  // namespace cptsim
