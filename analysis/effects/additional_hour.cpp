#include "analysis/effects/additional_hour.hpp"

namespace cptsim {

std::optional<MeanEstimate> cost_of_an_additional_hour(Summary const& s, int scenario, int date)
{
    auto money = replicate_effects(s, scenario, date, indicator::spending_);
    auto hours = replicate_effects(s, scenario, date, indicator::net_hours_);
    if (money.empty() || money.size() != hours.size()) return {};
    for (auto& x : money) x.value *= 1e6;
    for (auto& x : hours) x.value *= s.plan.territories.inhabitants() / 1000;
    auto const more = effect_of(hours).mean;
    // A single unit knows no error: nothing can then be told.
    if (!(more.mean > more.half_width) || !(effect_of(money).mean.mean > 0)) return {};
    return effect_of(linearised_ratio(money, hours)).mean;
}

}  // namespace cptsim
