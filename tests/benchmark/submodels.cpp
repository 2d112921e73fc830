// Each submodel alone, for each instruction set of this CPU: cycles of the time-stamp counter and nanoseconds per
// professional-month. A call on a pack is a month of sixteen professionals; what is called once per CPTS is shared by
// all slots of the territory. Alone, a submodel reads and writes memory where the month keeps registers: the sum is
// more than the month.
#include "tests/benchmark/submodels.hpp"

#include <benchmark/benchmark.h>
#include <x86intrin.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "tests/benchmark/plans.hpp"
#include "tests/benchmark/targets.hpp"

namespace cptsim::benchmarks {
namespace {

/// Seconds of a cycle of the time-stamp counter.
double seconds_per_cycle()
{
    static double const value = [] {
        using Clock = std::chrono::steady_clock;
        auto const start = Clock::now();
        auto const first = __rdtsc();
        while (Clock::now() - start < std::chrono::milliseconds(50)) {
        }
        auto const cycles = __rdtsc() - first;
        return std::chrono::duration<double>(Clock::now() - start).count() / static_cast<double>(cycles);
    }();
    return value;
}

/// Calls on a pack in a professional-month.
double calls(Caller caller, kernel::Block const& block)
{
    constexpr double kSlot = 1.0 / kLanes;
    switch (caller) {
        case Caller::slot:
            return kSlot;
        case Caller::slot_in_december:
            return kSlot / kernel::kMonths;
        case Caller::profession:
            return kSlot * kProfessions / block.rows;
        case Caller::cpts:
            return kSlot / block.rows;
    }
    return 0;
}

void submodel(benchmark::State& state, Submodel const& what)
{
    constexpr int kTimes = 64;
    static Territories world("alsace", 2, kStreams);
    world.restore();
    Scene const scene = world.scene(0);
    double cycles = 0;
    for (auto _ : state) {
        double const now = what.cycles(scene, kTimes);
        cycles += now;
        state.SetIterationTime(now * kTimes * seconds_per_cycle());
    }
    double const per_month = cycles / static_cast<double>(state.iterations()) * calls(what.caller, scene.block);
    state.counters["cycles_per_professional_month"] = per_month;
    state.counters["ns_per_professional_month"] = per_month * seconds_per_cycle() * 1e9;
}

int const registered = [] {
    auto const add = [](char const* target, bool here, Submodel const* list) {
        for (; here && list->name; ++list)
            benchmark::RegisterBenchmark((std::string("submodel/") + target + '/' + list->name).c_str(), submodel,
                                         *list)
                ->UseManualTime()
                ->MinTime(0.01);
    };
    add("baseline", true, submodels_baseline);
    add("avx2", has_avx2(), submodels_avx2);
    add("avx512", has_avx512(), submodels_avx512);
    return 0;
}();

}  // namespace
}  // namespace cptsim::benchmarks
