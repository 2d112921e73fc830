// What the page shows of a policy that is tried, as JSON.
#pragma once
#include <string>

#include "analysis/explore/tried.hpp"
#include "sim/base/language.hpp"

namespace cptsim {

/// Of each December from its first on: answer, cells of the table, departments; and paths over time.
[[nodiscard]] std::string trial_json(Tried const&, Language);

}  // namespace cptsim
