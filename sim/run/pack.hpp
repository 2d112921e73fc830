// Which runs go side by side: packs of up to 16 runs of one frame, each compared with the run of the reference that
// has its replicate. docs/decisions/0022.
#pragma once
#include <array>
#include <cstddef>
#include <vector>

#include "sim/model/recorder.hpp"

namespace cptsim {

/// Up to kLanes runs of one frame. Idle lanes repeat lane 0.
struct Pack {
    std::vector<Run> runs;  ///< one per lane in use
    /// Of each lane, the lane of the reference's run; in a pack that stands apart, which of those that the first pack
    /// of the frame left (ReferenceRuns).
    std::array<int, kLanes> reference_lane{};
    bool apart = false;  ///< the runs of the reference are in the first pack of the frame
    int first_year = 0;  ///< 0 is 2019; later where the pack goes on from a January of the reference
};

/// The packs of frame `frame`. The first holds all runs of the reference, and no other does: they are run in their
/// order, and the others stand apart.
[[nodiscard]] std::vector<Pack> packs_of_frame(Plan const& plan, int frame);

/// The first month of an entry that one of two lists has and the other has not; `end` where there is none before.
[[nodiscard]] int first_difference(std::vector<LeverEntry> const& a, std::vector<LeverEntry> const& b, int end);

/// The first year (0 is 2019) in whose January the runs of a scenario may cease to be those of another, the reference:
/// the same parameters and cohort, and the same levers before it. The last year of the plan where nothing differs.
[[nodiscard]] int fork_year(Plan const& plan, int scenario, int other = 0);

[[nodiscard]] inline int frames_of(Plan const& plan) { return (plan.replicates + kStreams - 1) / kStreams; }

/// Values of all parameters of a run: its point, then what its scenario sets.
[[nodiscard]] std::vector<double> run_parameters(Plan const& plan, Run const& run);

/// About how many slots the population of a plan has.
[[nodiscard]] std::size_t slots_of(Plan const& plan);

/// Years that a run goes through, the last perhaps in part.
[[nodiscard]] inline int years_begun(Plan const& plan) { return (plan.months() + 11) / 12; }

/// Memory that a launch may fill with the states of packs, and that the Januaries of one frame may take: a gigabyte.
inline constexpr std::size_t kStateMemory = std::size_t{1} << 30;

}  // namespace cptsim
