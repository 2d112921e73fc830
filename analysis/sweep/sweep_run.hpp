// Runs a sweep: packs of up to 16 runs of one frame, whatever their scenarios and points.
#pragma once
#include <functional>
#include <span>

#include "analysis/sweep/sweep.hpp"
#include "sim/run/ensemble.hpp"

namespace cptsim {

struct SweepOptions {
    int threads = 0;                              ///< 0: as many as the process may use
    bool fail_fast = false;                       ///< stop at the first run that fails
    std::function<bool()> stopped;                ///< asked between years; then packs in work are given up
    Progress progress;                            ///< may be empty
    std::function<void(Run const&)> before_each;  ///< may throw, as a run that fails would; for tests
};

struct SweepOutcome {
    std::size_t done = 0, failed = 0;
    double wall_seconds = 0;
    double professional_months = 0;  ///< occupied slots x months x runs
};

/// Runs those of `packs` that the ledger lets it claim, in their order. What a run gives depends neither on the others
/// of its pack nor on threads. A run that fails is alone in that: the others of its pack are run again.
SweepOutcome run_sweep(Sweep const&, std::span<std::size_t const> packs, SweepLedger&, SweepOptions const&);

/// Runs one run alone. An exception of the run is thrown here.
[[nodiscard]] SweepResult run_alone(Sweep const&, Run const&, SweepOptions const&);

}  // namespace cptsim
