// Manual pages, made from the description of the commands.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "app/description.hpp"
#include "sim/base/language.hpp"

namespace cptsim::app {

/// Name and text of each page, as groff reads them: "cptsim.1", then one for each command: "cptsim-run.1",
/// "cptsim-territories-make.1".
[[nodiscard]] std::vector<std::pair<std::string, std::string>> manual_pages(CommandDescription const& program,
                                                                            Language language);

}  // namespace cptsim::app
