// The territory that a page asks for: a shipped table, a department, or head counts of one's own. No path comes from a
// page.
#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "analysis/explore/land.hpp"
#include "analysis/explore/policy_form.hpp"

namespace cptsim {

struct TerritoryChoice {
    LandOrigin origin;
    std::vector<FieldProblem> problems;
};

/// Populations that a page offers beside departments, with their titles: shipped tables, then the regions of France
/// that have none.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> const& offered_tables();

/// "kind": table, department or own; "value": the table or department; of one's own "name", "department",
/// "inhabitants", "counted", "count_gp" and so on.
[[nodiscard]] TerritoryChoice choose_territory(std::map<std::string, std::string> const& asked);

}  // namespace cptsim
