// The synthetic people of a frame, and how many frames in work fit in memory.
#pragma once
#include <vector>

#include "sim/model/population.hpp"
#include "sim/model/recorder.hpp"

namespace cptsim {

/// The synthetic people of a frame: shared by all packs of the frame.
struct Frame {
    int number = 0;
    std::vector<TerritorySlots> territories;
};

/// Draws a frame's people, territories in parallel.
[[nodiscard]] Frame draw_frame(Plan const& plan, int number);

/// Packs that may be alive at once, with what their frames keep: one for each thread of the current with_threads(), as
/// far as a gigabyte, or half of what is granted, goes (not counting the January that units of sweeps keep beside
/// them). Throws InputError where one pack needs more than is granted.
[[nodiscard]] std::size_t packs_at_once(Plan const& plan);

}  // namespace cptsim
