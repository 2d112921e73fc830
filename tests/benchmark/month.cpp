// The month and the year of a territory, for each instruction set of this CPU; a lone run and a half-filled pack
// against a full one.
#include <benchmark/benchmark.h>

#include <chrono>
#include <string>

#include "tests/benchmark/targets.hpp"

namespace cptsim::benchmarks {
namespace {

using Clock = std::chrono::steady_clock;

/// `months` months of a territory in sixteen runs, from January 2025 on.
void territory(benchmark::State& state, kernel::Table const& table, int months)
{
    Territories world("alsace", 2, kStreams);
    Scene scene = world.scene(0);
    scene.input.months = months;
    for (auto _ : state) {
        world.restore();
        auto const start = Clock::now();
        table.territory_year(scene.block, *scene.runs, scene.input, *scene.output, *scene.counts, nullptr);
        state.SetIterationTime(std::chrono::duration<double>(Clock::now() - start).count());
    }
    // Occupied slots of January 2019, as everywhere; the territory has a few more slots.
    double professionals = 0;
    for (int const n : scene.block.occupied) professionals += n;
    state.counters["professional_months"] = benchmark::Counter(
        professionals * months * kLanes * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

/// A year of all territories in `scenarios` x `replicates` runs side by side: lanes that are idle cost as much.
void pack(benchmark::State& state)
{
    Territories world("alsace", static_cast<int>(state.range(0)), static_cast<int>(state.range(1)));
    auto const& table = has_avx512() ? kernel::table_avx512 : has_avx2() ? kernel::table_avx2 : kernel::table_baseline;
    for (auto _ : state) {
        world.restore();
        double seconds = 0;
        for (int t = 0; t < world.count(); ++t) {
            Scene const scene = world.scene(t);
            auto const start = Clock::now();
            table.territory_year(scene.block, *scene.runs, scene.input, *scene.output, *scene.counts, nullptr);
            seconds += std::chrono::duration<double>(Clock::now() - start).count();
        }
        state.SetIterationTime(seconds);
    }
    state.counters["professional_months"] = benchmark::Counter(
        world.professionals() * kernel::kMonths * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}
BENCHMARK(pack)
    ->ArgNames({"scenarios", "replicates"})
    ->Args({1, 1})
    ->Args({1, kStreams})
    ->Args({2, kStreams})
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

int const registered = [] {
    auto const add = [](bool here, kernel::Table const& table) {
        if (!here) return;
        for (auto const& [what, months] : {std::pair{"month/", 1}, std::pair{"territory_year/", kernel::kMonths}})
            benchmark::RegisterBenchmark((std::string(what) + table.name).c_str(), territory, table, months)
                ->UseManualTime()
                ->Unit(benchmark::kMicrosecond);
    };
    add(true, kernel::table_baseline);
    add(has_avx2(), kernel::table_avx2);
    add(has_avx512(), kernel::table_avx512);
    return 0;
}();

}  // namespace
}  // namespace cptsim::benchmarks
