// What stands beside the axis `territory` of a launch.
#pragma once
#include <vector>

#include "sim/results/results_layout.hpp"

namespace cptsim {

/// Variables over the territories of a table: "territory_name", "territory_inhabitants" …
[[nodiscard]] std::vector<AxisLabels> territory_columns(TerritoryTable const&);

}  // namespace cptsim
