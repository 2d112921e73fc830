// Small made-up plans, run into memory, and exact comparison of what came out.
#pragma once
#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "sim/run/ensemble.hpp"

namespace cptsim {

inline constexpr std::size_t kAll = kProfessions;  ///< index of "all" on the axis of professions

/// A territory with professionals of every kind, about 500 per 100,000 inhabitants.
inline Territory made_up_territory(std::string const& id, double inhabitants, Stage stage,
                                   std::string const& region = "here")
{
    Territory t;
    t.id = id;
    t.name = "CPTS " + id;
    t.region = region;
    t.inhabitants = inhabitants;
    t.size_class = inhabitants < 40e3 ? 1 : inhabitants < 80e3 ? 2 : 3;
    t.milieu = "mixed";
    t.zone = "other";
    t.stage = stage;
    t.stage_months = 2;
    t.density = {80, 70, 120, 90, 40, 15, 50, 30};
    return t;
}

inline void set(Scenario& scenario, parameter::Row row, double value) { scenario.parameters[row] = value; }

/// Sets a parameter in all professions.
inline void set_all(Scenario& scenario, parameter::Row first, double value)
{
    for (int p = 0; p < kProfessions; ++p) set(scenario, static_cast<parameter::Row>(first + p), value);
}

inline void add_lever(Scenario& scenario, int lever, int month, double value, int ramp = 0, Target const& target = {})
{
    LeverEntry entry;
    entry.lever = lever;
    entry.month = month;
    entry.ramp = ramp;
    entry.value.fill(value);
    entry.target = target;
    auto const later = std::find_if(scenario.levers.begin(), scenario.levers.end(),
                                    [&](LeverEntry const& other) { return other.month > month; });
    scenario.levers.insert(later, entry);
}

/// A world in which much happens: people join and leave, give paid hours, sit on boards.
inline Scenario busy_scenario(std::string const& name, int policy_month)
{
    Scenario scenario;
    scenario.name = name;
    scenario.policy_month = policy_month;
    set_all(scenario, parameter::participation_inclination, -20);
    set(scenario, parameter::lifecycle_initial_share, 0.3);
    add_lever(scenario, lever::lump_sum, 0, 600);
    add_lever(scenario, lever::hourly_indemnity, 0, 60);
    return scenario;
}

/// Five territories in two regions, at different stages.
inline TerritoryTable made_up_table()
{
    TerritoryTable table;
    table.name = "made_up";
    table.rows = {made_up_territory("oak", 42000, kSigned), made_up_territory("elm", 23000, kLetter),
                  made_up_territory("ash", 35000, kSigned, "there"), made_up_territory("fir", 20500, kPreProject),
                  made_up_territory("yew", 31000, kValidated, "there")};
    return table;
}

/// Towns with 250 professionals of each kind for 100,000 inhabitants, all signed.
inline TerritoryTable crowd(int territories)
{
    TerritoryTable table;
    for (int k = 0; k < territories; ++k) {
        table.rows.push_back(made_up_territory("town_" + std::to_string(k), 50000, kSigned));
        table.rows.back().density.fill(250);
    }
    return table;
}

inline Plan made_up_plan(std::vector<Scenario> scenarios, TerritoryTable table, int months, int replicates)
{
    Plan plan;
    plan.scenarios = std::move(scenarios);
    for (auto& scenario : plan.scenarios) scenario.end_month = months - 1;
    plan.territories = std::move(table);
    plan.seed = 20190101;
    plan.replicates = replicates;
    plan.end_month = months - 1;
    plan.parameter_source = ParameterSource::defaults;
    plan.points = {default_point()};
    return plan;
}

/// Keeps every observation, by the name of the scenario and the replicate.
class Memory final : public Recorder {
  public:
    using Key = std::pair<std::string, int>;
    std::map<Key, Observation> kept;
    int begun = 0, finished = 0, written_again = 0;

    void begin(Plan const& plan) override
    {
        ++begun;
        for (auto const& scenario : plan.scenarios) names_.push_back(scenario.name);
    }
    void write(Run const& run, Observation const& observation) override
    {
        std::scoped_lock const lock(mutex_);
        Key const key{names_[static_cast<std::size_t>(run.scenario)], run.replicate};
        if (!kept.emplace(key, observation).second) ++written_again;
    }
    void finish() override { ++finished; }
    Observation const& at(std::string const& scenario, int replicate = 0) const
    {
        return kept.at({scenario, replicate});
    }

  private:
    std::vector<std::string> names_;
    std::mutex mutex_;
};

inline void run_into(Memory& memory, Plan const& plan, int threads = 1)
{
    run_ensemble(plan, memory, threads, {}, nullptr);
}

/// One value of an observable, by its position.
inline double value(Observation const& o, observable::Row row, std::size_t index)
{
    return static_cast<double>(o.own.at(static_cast<std::size_t>(row)).at(index));
}
/// One value of an observable by profession.
inline double value(Observation const& o, observable::Row row, std::size_t time, std::size_t profession)
{
    return value(o, row, time * (kProfessions + 1) + profession);
}
inline double flow(Observation const& o, std::size_t month, Role from, Role to)
{
    return value(o, observable::flows,
                 (month * kRoles + static_cast<std::size_t>(from)) * kRoles + static_cast<std::size_t>(to));
}

inline bool same_bits(float a, float b)
{
    return (std::isnan(a) && std::isnan(b)) || std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b);
}

/// The first difference of two observations in words, "" where there is none. `paired` says whether to compare the
/// effects too.
inline std::string difference(Observation const& a, Observation const& b, bool paired = true)
{
    auto const compare = [](auto const& fields, auto const& x, auto const& y) -> std::string {
        if (x.size() != y.size()) return "another number of fields";
        for (std::size_t k = 0; k < x.size(); ++k) {
            if (x[k].size() != y[k].size()) return fields[k].name + ": another size";
            for (std::size_t i = 0; i < x[k].size(); ++i)
                if (!same_bits(x[k][i], y[k][i]))
                    return fields[k].name + '[' + std::to_string(i) + "]: " + std::to_string(x[k][i]) + " and " +
                           std::to_string(y[k][i]);
        }
        return "";
    };
    auto const own = compare(observable_fields(), a.own, b.own);
    return own.empty() && paired ? compare(paired_fields(), a.paired, b.paired) : own;
}

/// The first difference between runs of the same name and replicate in two launches, and how many runs they share.
struct Comparison {
    std::string difference;
    int shared = 0;
};
inline Comparison compare(Memory const& a, Memory const& b, bool paired = true)
{
    Comparison result;
    for (auto const& [key, observation] : a.kept) {
        auto const other = b.kept.find(key);
        if (other == b.kept.end()) continue;
        ++result.shared;
        auto const found = difference(observation, other->second, paired);
        if (!found.empty() && result.difference.empty())
            result.difference = key.first + ' ' + std::to_string(key.second) + ": " + found;
    }
    return result;
}

}  // namespace cptsim
