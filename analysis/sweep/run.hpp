// Runs a sweep: packs of up to 16 runs of one frame, whatever their scenarios and points.
#pragma once
#include <span>

#include "analysis/sweep/pack_loop.hpp"
#include "analysis/sweep/sweep.hpp"

namespace cptsim {

/// Runs those of `packs` that the ledger lets it claim, in their order. What a run gives depends neither on the others
/// of its pack nor on threads. A run that fails is alone in that: the others of its pack are run again.
SweepOutcome run_sweep(Sweep const&, std::span<std::size_t const> packs, SweepLedger&, SweepOptions const&);

/// Runs one run alone. An exception of the run is thrown here.
[[nodiscard]] SweepResult run_alone(Sweep const&, Run const&, int threads = 0);

}  // namespace cptsim
