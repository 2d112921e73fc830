// Parts of the merged file of a sweep: what its runs lie on, and /sweep, which the manifest has too.
#pragma once
#include "analysis/sweep/sweep.hpp"
#include "sim/files/netcdf_file.hpp"
#include "sim/results/run_grid.hpp"

namespace cptsim {

/// What the runs of a merged file lie on, with the columns of its factors.
[[nodiscard]] RunGrid merged_grid(Sweep const&);

/// Adds the group /sweep, and the key to the root.
void add_sweep(NetcdfWriter&, Sweep const&);

}  // namespace cptsim
