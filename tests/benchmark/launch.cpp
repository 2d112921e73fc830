// What a launch costs beside its months: population synthesis, the way to the first month, writing results; and a
// national run.
#include <benchmark/benchmark.h>

#include <chrono>
#include <filesystem>
#include <utility>
#include <vector>

#include "sim/results/results_writer.hpp"
#include "sim/run/ensemble.hpp"
#include "tests/benchmark/plans.hpp"

namespace cptsim::benchmarks {
namespace {

/// Slots and peers of the people of a frame, on one thread.
void people_of_a_frame(benchmark::State& state)
{
    Plan const plan = shipped_plan("alsace", 1, 1);
    double people = 0;
    for (auto _ : state) people += occupied(draw_frame(plan, 0));
    state.counters["professionals"] = benchmark::Counter(people, benchmark::Counter::kIsRate);
}
BENCHMARK(people_of_a_frame)->Unit(benchmark::kMillisecond);

/// From reading the files to the end of the first year of sixteen runs of sixteen years on Alsace: more than to the
/// end of the first month.
void start_to_first_year(benchmark::State& state)
{
    double reading = 0, people = 0, traits = 0, year = 0;
    for (auto _ : state) {
        auto const start = std::chrono::steady_clock::now();
        auto lap = [&, last = start](double& sum) mutable {
            auto const now = std::chrono::steady_clock::now();
            sum += std::chrono::duration<double>(now - last).count();
            last = now;
        };
        Plan const plan = shipped_plan("alsace", 2, kStreams);
        lap(reading);
        Frame const frame = draw_frame(plan, 0);
        lap(people);
        auto const packs = packs_of_frame(plan, 0);
        PackRun run(plan, frame, packs.front());
        run.initialise();
        lap(traits);
        run.advance_year(0);
        lap(year);
    }
    auto const n = static_cast<double>(state.iterations());
    state.counters["reading_ms"] = reading / n * 1e3;
    state.counters["people_ms"] = people / n * 1e3;
    state.counters["levers_and_traits_ms"] = traits / n * 1e3;
    state.counters["first_year_ms"] = year / n * 1e3;
}
BENCHMARK(start_to_first_year)->Unit(benchmark::kMillisecond)->UseRealTime();

/// Keeps observations, to be written later.
class Kept final : public Recorder {
  public:
    std::vector<std::pair<Run, Observation>> all;
    void begin(Plan const&) override {}
    void write(Run const& run, Observation const& observation) override { all.emplace_back(run, observation); }
    void finish() override {}
};

/// The result file of sixteen runs of sixteen years on Alsace, compression and digest included.
void write_results(benchmark::State& state)
{
    Plan const plan = shipped_plan("alsace", 2, kStreams);
    Kept kept;
    run_ensemble(plan, kept, 1, {}, nullptr);
    auto const folder = std::filesystem::temp_directory_path() / "cptsim_benchmark";
    std::filesystem::create_directory(folder);
    for (auto _ : state) {
        ResultsWriter writer((folder / "results.h5").string(), true);
        writer.begin(plan);
        for (auto const& [run, observation] : kept.all) writer.write(run, observation);
        writer.finish();
    }
    std::filesystem::remove_all(folder);
}
BENCHMARK(write_results)->Unit(benchmark::kMillisecond)->UseRealTime();

/// One pair of scenarios x 8 replicates over France, 16 years, on all threads; no file is written.
void national_run(benchmark::State& state)
{
    Plan const plan = shipped_plan("france", 2, kStreams);
    double months = 0, loop = 0, synthesis = 0;
    for (auto _ : state) {
        Nowhere nowhere;
        auto const timing = run_ensemble(plan, nowhere, 0, {}, nullptr);
        months += timing.professional_months, loop += timing.loop_seconds, synthesis += timing.synthesis_seconds;
    }
    state.counters["professional_months"] = benchmark::Counter(months, benchmark::Counter::kIsRate);
    state.counters["loop_seconds"] = loop;
    state.counters["synthesis_seconds"] = synthesis;
}
BENCHMARK(national_run)->Unit(benchmark::kSecond)->UseRealTime()->Iterations(1);

}  // namespace
}  // namespace cptsim::benchmarks
