// From standard normal coordinates to values of uncertain quantities.
#pragma once
#include "analysis/calibration/calibration.hpp"

namespace cptsim {

/// The value at which the prior's distribution function is that of the standard normal distribution at z: where z is
/// standard normal, the value has the prior.
[[nodiscard]] double value_of(Coordinate const&, double z);

/// The score of a value, within [-8, 8]: value_of() takes it back. An alternative gets the middle of its probability;
/// a value that the prior excludes, the score of the nearest end.
[[nodiscard]] double score_of(Coordinate const&, double value);

}  // namespace cptsim
