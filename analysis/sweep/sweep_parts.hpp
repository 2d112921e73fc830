// Parts of the netCDF-4 files of sweeps that the manifest and the merged file share.
#pragma once
#include "analysis/sweep/sweep.hpp"
#include "sim/files/netcdf_file.hpp"

namespace cptsim {

/// Adds what the sweep was made from: /provenance, /sweep, and attributes of the root.
void add_sweep_origin(NetcdfWriter&, Sweep const&);

}  // namespace cptsim
