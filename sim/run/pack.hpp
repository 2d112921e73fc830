// Which runs go side by side: packs of up to 16 runs of one frame, each with the run of the reference it is paired
// with.
#pragma once
#include <array>
#include <vector>

#include "sim/model/recorder.hpp"

namespace cptsim {

/// Up to kLanes runs of one frame. Idle lanes repeat lane 0.
struct Pack {
    std::vector<Run> runs;                     ///< one per lane in use
    std::array<int, kLanes> reference_lane{};  ///< lane of the same replicate's run of the reference
    std::array<bool, kLanes> written{};        ///< false for a reference that is here only to be compared with
};

/// The packs of frame `frame`. Every pack holds, with each run, the reference's run of the same replicate.
[[nodiscard]] std::vector<Pack> packs_of_frame(Plan const& plan, int frame);

[[nodiscard]] inline int frames_of(Plan const& plan) { return (plan.replicates + kStreams - 1) / kStreams; }

/// Values of all parameters of a run: its point, then what its scenario sets.
[[nodiscard]] std::vector<double> run_parameters(Plan const& plan, Run const& run);

}  // namespace cptsim
