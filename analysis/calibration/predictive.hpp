// Observed patterns beside what the model predicts of them, its own spread and the declared errors together.
#pragma once
#include <span>
#include <vector>

#include "analysis/calibration/targets.hpp"

namespace cptsim {

/// What draws of the model say of a target.
struct PredictiveCheck {
    double median = 0;
    double low = 0, high = 0;  ///< interval of probability 90 % of what would be observed, declared error included
    double z = 0;              ///< (observed - mean) / sqrt(variance of the draws + error^2), on the scale of the error
    bool inside = false;       ///< observed lies in the interval; a bound: not under its lower end
};

/// `values` are [draw][target]. Each draw stands for the normal distribution of the declared error around it, by its
/// quantiles on the scale of the error: nothing is drawn.
[[nodiscard]] std::vector<PredictiveCheck> check_predictions(std::vector<CalibrationTarget> const&,
                                                             std::span<std::vector<Measured> const> values);

}  // namespace cptsim
