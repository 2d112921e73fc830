// The files of a page, embedded by the build (analysis/report/page/embed.cmake).
#pragma once
#include <string>

namespace cptsim {

[[nodiscard]] std::string page_template();
[[nodiscard]] std::string page_style();
[[nodiscard]] std::string page_script();
/// The library of charts, "" where the build found none.
[[nodiscard]] std::string page_chart_library();

}  // namespace cptsim
