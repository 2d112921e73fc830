// What must hold between two years of a run. The presets with CPTSIM_CHECKS look after each year.
#pragma once
#include "sim/model/kernel/interface.hpp"

namespace cptsim {

/// Checks every slot of a territory in the first `lanes` lanes: roles that exist, states inside their ranges, hours
/// that are not negative, no NaN. Throws std::logic_error naming the slot, the lane and the state variable.
void check_invariants(kernel::Block const& block, int lanes);

/// Checks that the professionals by role of month `month` of the output, which follow moves, are those of the state.
/// Throws std::logic_error naming the profession, the role and the lane.
void check_counts(kernel::Block const& block, kernel::YearOutput const& output, int month, int lanes);

}  // namespace cptsim
