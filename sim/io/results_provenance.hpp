// /provenance of a result file: everything that its runs were made from.
#pragma once
#include <string>

#include "sim/io/netcdf_file.hpp"
#include "sim/model/recorder.hpp"

namespace cptsim {

/// Adds the titles of the scenarios, in both languages, to a group that has the axis scenario.
void add_titles(NetcdfWriter&, std::string const& group, Plan const&);

/// Adds the group /provenance.
void add_provenance(NetcdfWriter&, Plan const&);

/// Reads /provenance again: all of the plan but scenarios' parameters and levers, which stand in their resolved TOML.
[[nodiscard]] Plan read_provenance(NetcdfReader const&, std::string const& path);

}  // namespace cptsim
