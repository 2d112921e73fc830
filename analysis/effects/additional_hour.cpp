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
    double const spent = effect_of(money).mean.mean;
    // A single unit knows no error: nothing can then be told.
    if (!(more.mean > more.half_width) || !(spent > 0)) return {};
    double const ratio = spent / more.mean;
    for (std::size_t i = 0; i < money.size(); ++i)
        money[i].value = ratio + (money[i].value - ratio * hours[i].value) / more.mean;
    return effect_of(money).mean;
}

}  // namespace cptsim
