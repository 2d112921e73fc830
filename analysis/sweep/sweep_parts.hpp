// /sweep: what the manifest and the merged file of a sweep have beside the groups of every result file.
#pragma once
#include "analysis/sweep/sweep.hpp"
#include "sim/files/netcdf_file.hpp"

namespace cptsim {

/// Adds the group, and the key to the root.
void add_sweep(NetcdfWriter&, Sweep const&);

}  // namespace cptsim
