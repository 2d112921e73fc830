// Parameters that are outside the fit: drawn from their priors, and checked to change no target.
#pragma once
#include "analysis/calibration/simulator.hpp"

namespace cptsim {

/// Values of what is outside the fit, [row][parameter]: a Latin hypercube of the priors. Each parameter has one value
/// in each of `rows` parts of its prior of the same probability, in an order of its own, so that it is independent of
/// all others and of what was fitted.
[[nodiscard]] std::vector<std::vector<double>> outside_draws(Calibration const&, std::size_t rows);

/// Runs some draws of the priors with all that is outside the fit at one end of its prior, then at the other: targets
/// must be the same to the bit. Throws InputError that names the parameters which change one. Call it within
/// with_threads().
void check_outside(Calibration const&, TargetSimulator&, std::vector<CalibrationTarget> const&);

}  // namespace cptsim
