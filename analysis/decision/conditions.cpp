#include "analysis/decision/conditions.hpp"

#include <algorithm>
#include <numeric>

namespace cptsim {

Conditions find_conditions(Draws const& draws, std::size_t option, ConditionsOptions const& options)
{
    Conditions conditions;
    conditions.option = option;
    for (auto& parameter : draws.parameters()) {
        conditions.rows.push_back(parameter.row);
        conditions.quantities.push_back(std::move(parameter.values));
    }
    std::vector<bool> is_case;
    for (double const gain : draws.gain(option, 0)) is_case.push_back(gain > options.by);
    conditions.cases = static_cast<std::size_t>(std::count(is_case.begin(), is_case.end(), true));
    if (std::min(conditions.cases, draws.size() - conditions.cases) < kLeastCases) return conditions;
    std::vector<std::size_t> all(draws.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    conditions.box = find_box(conditions.quantities, is_case, all);
    if (!conditions.is_sought()) return conditions;
    conditions.found = measure_box(conditions.box, conditions.quantities, is_case, all);
    conditions.trust = test_box(conditions.box, conditions.quantities, is_case, draws.frames(), options.resamples);
    return conditions;
}

}  // namespace cptsim
