#include "sim/run/pack.hpp"

#include <algorithm>
#include <tuple>

#include "sim/run/reference_runs.hpp"

namespace cptsim {
namespace {

/// The replicates of a frame.
std::vector<int> replicates_of(Plan const& plan, int frame)
{
    std::vector<int> replicates;
    for (int r = frame * kStreams; r < std::min(plan.replicates, (frame + 1) * kStreams); ++r) replicates.push_back(r);
    return replicates;
}

Run planned_run(Plan const& plan, int scenario, int replicate)
{
    return {scenario, replicate, plan.points.size() == 1 ? 0 : replicate};
}

/// Runs of all scenarios but the reference, those first that leave it first; in that order, replicate by replicate:
/// runs of one replicate share their random numbers. The placebo twin serves the first replicates only.
std::vector<Run> other_runs(Plan const& plan, std::vector<int> const& replicates)
{
    std::vector<int> scenarios, forks{0};
    for (int s = 1; s < static_cast<int>(plan.scenarios.size()); ++s) {
        scenarios.push_back(s);
        forks.push_back(fork_year(plan, s));
    }
    auto const fork_of = [&](int s) { return forks[static_cast<std::size_t>(s)]; };
    std::stable_sort(scenarios.begin(), scenarios.end(), [&](int a, int b) { return fork_of(a) < fork_of(b); });
    std::vector<Run> runs;
    for (auto first = scenarios.begin(); first != scenarios.end();) {
        auto const last =
            std::find_if(first, scenarios.end(), [&](int scenario) { return fork_of(scenario) != fork_of(*first); });
        for (int const r : replicates)
            for (auto s = first; s != last; ++s)
                if (*s != plan.placebo_scenario || r < plan.placebo_replicates)
                    runs.push_back(planned_run(plan, *s, r));
        first = last;
    }
    return runs;
}

/// The only pack of a frame: its runs replicate by replicate.
Pack whole_frame(Plan const& plan, std::vector<int> const& replicates, std::vector<Run> runs)
{
    Pack pack;
    for (int const r : replicates) runs.push_back(planned_run(plan, 0, r));
    auto const order = [](Run const& run) { return std::tie(run.replicate, run.scenario); };
    std::sort(runs.begin(), runs.end(), [&](Run const& a, Run const& b) { return order(a) < order(b); });
    pack.runs = std::move(runs);
    int reference = 0;
    for (std::size_t lane = 0; lane < pack.runs.size(); ++lane) {
        if (pack.runs[lane].scenario == 0) reference = static_cast<int>(lane);
        pack.reference_lane[lane] = reference;
    }
    return pack;
}

/// As many Januaries as memory takes: packs that would go on from another go on from an earlier one.
void limit_januaries(Plan const& plan, std::size_t replicates, std::vector<Pack>& packs)
{
    std::size_t const each = slots_of(plan) * replicates * kJanuaryBytes;
    std::size_t used = 0;
    int kept = 0;
    for (auto& pack : packs) {
        if (pack.first_year == kept) continue;
        if (used + each > kStateMemory) {
            pack.first_year = kept;
        } else {
            used += each;
            kept = pack.first_year;
        }
    }
}

}  // namespace

int first_difference(std::vector<LeverEntry> const& a, std::vector<LeverEntry> const& b, int end)
{
    auto const [in_a, in_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end(), say_the_same);
    if (in_a != a.end()) end = std::min(end, in_a->month);
    if (in_b != b.end()) end = std::min(end, in_b->month);
    return end;
}

int fork_year(Plan const& plan, int scenario, int other)
{
    auto const &a = plan.scenarios[static_cast<std::size_t>(other)],
               &b = plan.scenarios[static_cast<std::size_t>(scenario)];
    if (a.parameters != b.parameters || a.policy_month != b.policy_month) return 0;
    return first_difference(a.levers, b.levers, plan.end_month) / 12;
}

std::vector<Pack> packs_of_frame(Plan const& plan, int frame)
{
    auto const replicates = replicates_of(plan, frame);
    auto const others = other_runs(plan, replicates);
    if (replicates.size() + others.size() <= kLanes) return {whole_frame(plan, replicates, others)};

    std::vector<Pack> packs(1);
    for (int const r : replicates) packs.back().runs.push_back(planned_run(plan, 0, r));
    for (Run const& run : others) {
        if (packs.back().runs.size() == kLanes) {
            packs.emplace_back();
            packs.back().apart = true;
            packs.back().first_year = fork_year(plan, run.scenario);
        }
        packs.back().runs.push_back(run);
    }
    for (auto& pack : packs)
        for (std::size_t lane = 0; lane < pack.runs.size(); ++lane)
            pack.reference_lane[lane] = pack.runs[lane].replicate - replicates.front();
    limit_januaries(plan, replicates.size(), packs);
    return packs;
}

std::vector<double> run_parameters(Plan const& plan, Run const& run)
{
    auto values = plan.points[static_cast<std::size_t>(run.point)];
    for (auto const& [row, value] : plan.scenarios[static_cast<std::size_t>(run.scenario)].parameters)
        values[static_cast<std::size_t>(row)] = value;
    return values;
}

std::size_t slots_of(Plan const& plan)
{
    constexpr double kSlotsPerPerson = 1.15;
    double people = 0;
    for (auto const& t : plan.territories.rows)
        for (double const d : t.density) people += d * t.inhabitants / 100000.0;
    return static_cast<std::size_t>(people * kSlotsPerPerson);
}

}  // namespace cptsim
