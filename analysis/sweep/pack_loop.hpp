// Packs of a ledger, several at once: a run that fails is alone in that, whatever it is that runs them.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "analysis/sweep/sweep.hpp"
#include "sim/run/ensemble.hpp"

namespace cptsim {

struct SweepOptions {
    int threads = 0;                ///< 0: as many as the process may use
    bool fail_fast = false;         ///< stop at the first run that fails
    std::function<bool()> stopped;  ///< asked between years; then packs in work are given up
    Progress progress;              ///< may be empty
};

struct SweepOutcome {
    std::size_t done = 0, failed = 0;
    double wall_seconds = 0;
    double professional_months = 0;  ///< occupied slots x months x runs
};

/// Runs side by side, of one pack. Returns their results in their order, or nothing where it found that it is stopped.
/// An exception says that one of them failed; but InputError, and what is the machine's, is none of the runs'.
using RunTogether = std::function<std::optional<std::vector<SweepResult>>(std::span<std::uint32_t const> runs,
                                                                          std::function<bool()> const& stopped)>;

/// Begins the work on a unit, of which these are all runs to do; they may share what its RunTogether keeps.
using BeginUnit = std::function<RunTogether(std::vector<std::uint32_t> const& runs)>;

/// Runs the packs of `units` that the ledger lets it claim, in their order, `at_once` units side by side on the threads
/// of the caller's with_threads(), the packs of a unit one after the other. Where the runs of a pack fail together,
/// each is run again alone. Counts no professional-months.
SweepOutcome run_packs(std::span<std::vector<std::size_t> const> units, std::size_t at_once, SweepLedger&,
                       BeginUnit const&, SweepOptions const&);

}  // namespace cptsim
