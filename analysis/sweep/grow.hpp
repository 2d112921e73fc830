// Sweeps that grow: more replicates, more points; what was run is kept (docs/decisions/0019).
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "analysis/sweep/sweep.hpp"

namespace cptsim {

/// Where the runs of a smaller sweep stand in a larger one of the same study: [run of the smaller] run of the larger.
/// The larger has all its points and replicates, and differs in nothing else. Throws InputError at `where`, and says
/// what grows and what does not.
[[nodiscard]] std::vector<std::uint32_t> nested_runs(Sweep const& smaller, Sweep const& larger,
                                                     std::string const& where);

/// Makes the folder of a sweep that of a larger one. Returns false where it is that already. Nobody may be at work in
/// it. Killed at any moment it leaves the smaller or the larger sweep, with all its runs: finish_growing() tells.
/// Throws InputError, and changes nothing, where the sweep in it is not a part of this one.
bool grow_folder(std::string const& folder, Sweep const& larger);

/// Completes what a process began that died amid it; does nothing in any other folder.
void finish_growing(std::string const& folder);
/// Whether that is to be done before anything else.
[[nodiscard]] bool is_growing(std::string const& folder);

}  // namespace cptsim
