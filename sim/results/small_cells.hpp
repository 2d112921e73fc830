// Counts of few persons, left out of what is published (docs/results.md, "Small cells").
#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "sim/results/run_grid.hpp"

namespace cptsim {

/// Whether a count of persons is so small that it is not shown. Nobody is no small cell: it says nothing of anyone.
[[nodiscard]] bool is_small(double persons, int least);

/// One count in a line of counts whose sum is known; the last may be that sum.
struct CountCell {
    double value = 0;
    bool hidden = false;
};

/// Hides a second cell where one alone is hidden: the sum would give it away. The smallest that is not empty goes, or,
/// if all are, the last, which is the sum. Returns whether it did.
bool hide_second(std::span<CountCell> line);

/// Hides small counts of a run, and what goes with them: NaN in their place.
///
/// - A count of persons (of a profession, a territory, a flow, who changed) from 1 to least - 1.
/// - Means over persons and sums of hours and money of so few: those whose divisor, or the active members who gave
///   them, are hidden.
/// - A second cell in each line of which one is hidden: over professions and their total, over roles and all
///   professionals, over territories.
void hide_small_cells(RunGrid const&, int least, Observation&);

}  // namespace cptsim
