// Priors of a calibration's file, which take the place of those of the lists.
#pragma once
#include <string>
#include <vector>

#include "analysis/calibration/calibration.hpp"
#include "sim/files/toml_reader.hpp"

namespace cptsim {

/// Reads the table `priors` into the coordinates that it names; notes what is wrong.
void read_priors(TomlReader&, TomlNode const& priors, std::vector<Coordinate>& known);

/// Names of parameters, and "group.*" of their groups.
[[nodiscard]] std::vector<std::string> parameter_names(std::vector<Coordinate> const& known);

}  // namespace cptsim
