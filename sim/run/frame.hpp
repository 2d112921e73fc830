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

/// Bytes of the state of a pack of a plan's runs.
[[nodiscard]] std::size_t pack_bytes(Plan const& plan);

/// Units of work of `bytes` each that may be alive at once: one for each thread of the current with_threads(), as far
/// as a gigabyte, or half of what is granted, goes. Throws InputError where one needs more than is granted.
[[nodiscard]] std::size_t units_at_once(std::size_t bytes);

/// Packs of a launch that may be alive at once, with what their frames keep.
[[nodiscard]] std::size_t packs_at_once(Plan const& plan);

}  // namespace cptsim
