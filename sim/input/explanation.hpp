// What a scenario changes, in plain words: for `cptsim explain` and for reports.
#pragma once
#include <string>
#include <vector>

#include "sim/base/language.hpp"
#include "sim/model/scenario.hpp"

namespace cptsim {

/// A lever or a parameter that differs, by its meaning, and how: a line for each dated change, the law before and
/// after; of a lever, a last one on what it costs and who pays.
struct ExplainedItem {
    std::string heading;
    std::vector<std::string> lines;
};

/// Levers, then parameters, of `scenario` that differ from those of `base`. `names_base`: lines say what the base has
/// at the same date, where that is not the value before.
[[nodiscard]] std::vector<ExplainedItem> explain_changes(Scenario const& base, Scenario const& scenario,
                                                         bool names_base, Language);

}  // namespace cptsim
