// Plans and observations with known numbers.
#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "sim/model/recorder.hpp"

namespace cptsim {

/// Two territories of 40,000 and 60,000 inhabitants, 2019-01 to 2026-12, policies from 2024-01, parameters fixed.
inline Plan made_up_plan(int scenarios, int replicates)
{
    Plan plan;
    for (int i = 0; i < scenarios; ++i) {
        Scenario scenario;
        scenario.name = i == 0 ? "base" : "policy_" + std::to_string(i);
        scenario.title_en = i == 0 ? "As it is" : "As it might be";
        scenario.title_fr = i == 0 ? "Comme avant" : "Autrement";
        scenario.end_month = 95;
        plan.scenarios.push_back(scenario);
    }
    plan.territories.name = "two";
    plan.territories.rows.resize(2);
    plan.territories.rows[0].inhabitants = 40000;
    plan.territories.rows[1].inhabitants = 60000;
    plan.seed = 7;
    plan.replicates = replicates;
    plan.end_month = 95;
    plan.parameter_source = ParameterSource::defaults;
    plan.points.assign(1, std::vector<double>(parameter_fields().size(), 0.5));
    return plan;
}

/// All zero.
inline Observation made_up_observation(Plan const& plan, int scenario)
{
    Observation observation;
    for (auto const& field : observable_fields()) observation.own.emplace_back(extent(plan, field), 0.0F);
    if (scenario > 0)
        for (auto const& field : paired_fields()) observation.paired.emplace_back(extent(plan, field), 0.0F);
    return observation;
}

/// The array of an observable, by its name.
inline std::vector<float>& array_of(Observation& observation, std::string const& name)
{
    if (int const row = observable_index(name); row >= 0) return observation.own.at(static_cast<std::size_t>(row));
    auto const& paired = paired_fields();
    auto const found =
        std::find_if(paired.begin(), paired.end(), [&](auto const& field) { return field.name == name; });
    return observation.paired.at(static_cast<std::size_t>(found - paired.begin()));
}

/// Sets an observable to the same value everywhere.
inline void fill(Observation& observation, std::string const& name, double value)
{
    for (float& x : array_of(observation, name)) x = static_cast<float>(value);
}

/// An observation with 1,000 eligible professionals of whom so many are active.
inline Observation with_active(Plan const& plan, int scenario, double active)
{
    auto observation = made_up_observation(plan, scenario);
    fill(observation, "eligible", 1000);
    fill(observation, "active", active);
    return observation;
}

}  // namespace cptsim
