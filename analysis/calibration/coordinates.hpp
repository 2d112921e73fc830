// From standard normal coordinates to values of uncertain quantities.
#pragma once
#include "sim/model/calibration.hpp"

namespace cptsim {

/// The value at which the prior's distribution function is that of the standard normal distribution at z: where z is
/// standard normal, the value has the prior.
[[nodiscard]] double value_of(Coordinate const&, double z);

}  // namespace cptsim
