// Runs a plan: packs of up to 16 runs of one frame, territory-years as tasks.
#pragma once
#include <atomic>
#include <functional>

#include "sim/model/recorder.hpp"

namespace cptsim {

struct EnsembleTiming {
    double wall_seconds = 0;         ///< whole ensemble
    double synthesis_seconds = 0;    ///< population synthesis (thread-seconds)
    double loop_seconds = 0;         ///< wall time with at least one pack in the monthly loop
    double professional_months = 0;  ///< occupied slots x months x runs
    int runs_done = 0;
};

/// Fraction done in [0, 1]; called from any thread, at most about ten times a second.
using Progress = std::function<void(double)>;

/// Which runs of a plan to do; empty: all.
using WantedRuns = std::function<bool(Run const&)>;

/// Runs everything in `plan`, or what is wanted of it, on `threads` threads (0: as many as the process may use).
/// Stops early, keeping whole runs, when `*interrupted` becomes true.
EnsembleTiming run_ensemble(Plan const& plan, Recorder& recorder, int threads, Progress const& progress,
                            std::atomic<bool> const* interrupted, WantedRuns const& wanted = {});

/// One professional month by month in every scenario of the plan, replicate 0; for `cptsim story`.
struct StoryMonth {
    int month = 0, role = 0, generation = 0;
    float age = 0, attitude = 0, knowledge = 0, exhaustion = 0, social_capital = 0, hours = 0;
    float utility_membership = 0, utility_passive = 0, surplus_active = 0;  ///< EUR/month, at a review, else NaN
    float draw_membership = 0, draw_activity = 0;                           ///< logistic draws of that review
    bool reviewed = false;
};
/// Traits and months of professional `agent` (row in the order of the territory table) in each scenario.
struct Story {
    std::string territory;
    int profession = 0;
    std::vector<std::vector<StoryMonth>> months;  ///< [scenario][month]
};
[[nodiscard]] Story run_story(Plan const& plan, long agent);

/// Draws of every parameter from its prior for replicate r: address (seed, r, parameter).
[[nodiscard]] std::vector<double> prior_point(std::uint64_t seed, int replicate);
[[nodiscard]] std::vector<double> default_point();

/// "baseline", "avx2" or "avx512": the instruction set in use (CPTSIM_SIMD forces one).
[[nodiscard]] char const* simd_target();

}  // namespace cptsim
