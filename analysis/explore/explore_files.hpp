// The files of the page, embedded by the build (analysis/explore/page/embed.cmake).
#pragma once
#include <string>

namespace cptsim {

[[nodiscard]] std::string explore_template();
[[nodiscard]] std::string explore_style();
[[nodiscard]] std::string explore_script();

}  // namespace cptsim
