// /provenance of a result file: everything that its runs were made from.
#pragma once
#include <array>
#include <string>

#include "sim/files/netcdf_file.hpp"
#include "sim/model/recorder.hpp"

namespace cptsim {

/// The attributes of /provenance.
inline constexpr std::array kProvenanceNames = {"version",
                                                "results_version",
                                                "git_commit",
                                                "build",
                                                "compiler",
                                                "created",
                                                "command_line",
                                                "seed",
                                                "replicates",
                                                "last_month",
                                                "parameter_source",
                                                "placebo_scenario",
                                                "placebo_replicates",
                                                "population",
                                                "population_file",
                                                "population_sha256"};

/// Adds the titles of the scenarios, in both languages, to a group that has the axis scenario.
void add_titles(NetcdfWriter&, std::string const& group, Plan const&);

/// Adds the group /provenance.
void add_provenance(NetcdfWriter&, Plan const&);

/// Reads /provenance again: all of the plan but scenarios' parameters and levers, which stand in their resolved TOML.
[[nodiscard]] Plan read_provenance(NetcdfReader const&, std::string const& path);

}  // namespace cptsim
