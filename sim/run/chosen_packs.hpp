// Some packs of a plan alone: what a launch gave, computed again in part.
#pragma once
#include <atomic>
#include <cstddef>
#include <functional>
#include <vector>

#include "sim/model/recorder.hpp"

namespace cptsim {

/// A pack of a plan: its frame, and its place among the packs of the frame.
struct PackAddress {
    int frame = 0;
    std::size_t pack = 0;
};

/// All packs of a plan, in the order in which a launch runs them, and the runs that each writes.
[[nodiscard]] std::vector<PackAddress> packs_of(Plan const&);
[[nodiscard]] std::vector<Run> runs_of(Plan const&, PackAddress const&);

/// Runs packs, and what they go on from, on `threads` threads (0: as many as the process may use), and hands each run
/// to `take`, which any thread may call. Stops early, after whole packs, when `*interrupted` becomes true.
void run_chosen_packs(Plan const&, std::vector<PackAddress> const& packs, int threads,
                      std::function<void(Run const&, Observation const&)> const& take,
                      std::atomic<bool> const* interrupted);

}  // namespace cptsim
