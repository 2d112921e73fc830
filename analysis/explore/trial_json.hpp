// What the page shows of a policy that is tried, as JSON.
#pragma once
#include <string>

#include "analysis/explore/trial.hpp"
#include "sim/base/language.hpp"

namespace cptsim {

/// Answer, cells of the table, paths over time, departments.
[[nodiscard]] std::string trial_json(Trial const&, Language);

}  // namespace cptsim
