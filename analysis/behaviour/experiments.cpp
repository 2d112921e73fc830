#include "analysis/behaviour/experiments.hpp"

#include <algorithm>

#include "sim/base/parallel.hpp"
#include "sim/run/pack_run.hpp"

namespace cptsim {
namespace {

Snapshot take_snapshot(PackRun const& run, std::size_t territories, int lane, int month)
{
    Snapshot snapshot;
    snapshot.month = month;
    for (std::size_t t = 0; t < territories; ++t) {
        auto const& block = run.block(static_cast<int>(t));
        for (int p = 0; p < kProfessions; ++p)
            for (int row = block.first_row[p]; row < block.first_row[p + 1]; ++row)
                snapshot.people.push_back(person_state(block, row, p, lane, month));
    }
    return snapshot;
}

}  // namespace

void run_experiment(Plan const& base, Frame const& frame, Experiment const& experiment,
                    std::vector<ExperimentDraw> const& draws,
                    std::function<void(std::size_t, ExperimentRun const&)> const& take)
{
    Plan plan = base;
    plan.scenarios = {experiment.scenario};
    plan.end_month = experiment.scenario.end_month;
    plan.points.clear();
    Pack pack;
    for (auto const& draw : draws) {
        auto const lane = static_cast<int>(pack.runs.size());
        pack.runs.push_back({0, draw.replicate, lane});
        pack.reference_lane[static_cast<std::size_t>(lane)] = lane;
        plan.points.push_back(draw.parameters);
    }
    PackRun run(plan, frame, pack);
    std::vector<Panel> panels(draws.size());
    run.initialise();
    for (int year = 0; year * 12 < plan.months(); ++year) {
        run.advance_year(year);
        int const last = std::min(year * 12 + 11, plan.end_month);
        if (!std::binary_search(experiment.snapshots.begin(), experiment.snapshots.end(), last)) continue;
        parallel_for(draws.size(), [&](std::size_t lane) {
            panels[lane].push_back(take_snapshot(run, plan.territories.rows.size(), static_cast<int>(lane), last));
        });
    }
    parallel_for(draws.size(), [&](std::size_t lane) {
        take(lane, {&plan, run_parameters(plan, pack.runs[lane]), run.take_observation(static_cast<int>(lane)),
                    std::move(panels[lane])});
    });
}

Scenario with_indemnity(Scenario scenario, double gp)
{
    constexpr int kLever = lever::hourly_indemnity;
    LeverEntry entry;
    entry.lever = kLever;
    entry.month = scenario.policy_month;
    auto const now = [&](int profession) {
        return lever_value(scenario, kLever, scenario.policy_month, profession, Territory{});
    };
    for (int p = 0; p < kProfessions; ++p) entry.value[static_cast<std::size_t>(p)] = gp * now(p) / now(0);
    std::erase_if(scenario.levers, [&](LeverEntry const& e) { return e.lever == kLever && e.month >= entry.month; });
    auto const later = std::find_if(scenario.levers.begin(), scenario.levers.end(),
                                    [&](LeverEntry const& e) { return e.month > entry.month; });
    scenario.levers.insert(later, entry);
    return scenario;
}

Scenario with_review_interval(Scenario scenario, int months)
{
    scenario.parameters[parameter::participation_review_interval] = months;
    return scenario;
}

}  // namespace cptsim
