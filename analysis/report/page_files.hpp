// The files of a page, embedded by the build (analysis/report/page/embed.cmake).
#pragma once
#include <string>

namespace cptsim {

[[nodiscard]] std::string page_template();
[[nodiscard]] std::string page_style();
/// What the scripts of all pages share; that of a kind of page follows it.
[[nodiscard]] std::string page_base();
/// What all pages explain.
[[nodiscard]] std::string page_glossary();
/// What follows the first page; the second where there is no library of charts.
[[nodiscard]] std::string page_run_sections();
[[nodiscard]] std::string page_run_bare_sections();
/// What the model and its numbers cannot say, in both.
[[nodiscard]] std::string page_run_limits();
[[nodiscard]] std::string page_run_script();
[[nodiscard]] std::string page_study_sections();
[[nodiscard]] std::string page_study_script();
/// The library of charts, "" where the build found none.
[[nodiscard]] std::string page_chart_library();

}  // namespace cptsim
