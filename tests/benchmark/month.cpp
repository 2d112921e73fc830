// Professional-months per second: a year of the ten CPTS of Alsace, and the synthesis of their people.
// Occupied slots count, as in the last line of `cptsim run`.
#include <benchmark/benchmark.h>

#include "sim/base/parallel.hpp"
#include "sim/io/scenario_file.hpp"
#include "sim/io/territory_file.hpp"
#include "sim/io/text_file.hpp"
#include "sim/run/ensemble.hpp"
#include "sim/run/pack_run.hpp"

namespace {

using namespace cptsim;

/// Sixteen runs fill a pack: two scenarios of eight replicates.
Plan two_scenarios()
{
    Plan plan;
    plan.scenarios = {read_scenario(shipped_folder() + "/baseline.toml", {}),
                      read_scenario(shipped_folder() + "/valletoux.toml", {})};
    plan.territories = read_territories("alsace", shipped_folder());
    plan.replicates = kStreams;
    for (int r = 0; r < plan.replicates; ++r) plan.points.push_back(prior_point(plan.seed, r));
    return plan;
}

double occupied(Frame const& frame)
{
    double people = 0;
    for (auto const& territory : frame.territories)
        for (int const n : territory.occupied) people += n;
    return people;
}

void a_year(benchmark::State& state)
{
    Plan const plan = two_scenarios();
    with_threads(static_cast<int>(state.range(0)), [&] {
        Frame const frame = draw_frame(plan, 0);
        auto const packs = packs_of_frame(plan, 0);
        double months = 0;
        for (auto _ : state) {
            state.PauseTiming();
            PackRun run(plan, frame, packs.front());
            run.initialise();
            for (int year = 0; year < 5; ++year) run.advance_year(year);
            state.ResumeTiming();
            run.advance_year(5);  // 2024, the first year in which the scenarios differ
            months += occupied(frame) * kernel::kMonths * static_cast<double>(packs.front().runs.size());
        }
        state.counters["professional_months"] = benchmark::Counter(months, benchmark::Counter::kIsRate);
    });
}
BENCHMARK(a_year)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

void people_of_a_frame(benchmark::State& state)
{
    Plan const plan = two_scenarios();
    double people = 0;
    for (auto _ : state) {
        Frame const frame = draw_frame(plan, 0);
        people += occupied(frame);
    }
    state.counters["professionals"] = benchmark::Counter(people, benchmark::Counter::kIsRate);
}
BENCHMARK(people_of_a_frame)->Unit(benchmark::kMillisecond);

}  // namespace
