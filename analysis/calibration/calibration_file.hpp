// Reads CALIBRATION.toml, with the scenario, the tables of territories and the table of patterns that it names.
#pragma once
#include <string>

#include "analysis/calibration/calibration.hpp"

namespace cptsim {

/// Reads a calibration: a file, or the shipped one by its name ("calibration"). What it names is looked for beside it,
/// then among the shipped data, and must lie there (unless it may be `anywhere`). Throws InputError with every problem
/// of the file, or of the first bad one it names.
[[nodiscard]] Calibration read_calibration(std::string const& file, bool anywhere = false);

/// SHA-256 over everything that decides the results of a calibration.
[[nodiscard]] std::string calibration_key(Calibration const&);

}  // namespace cptsim
