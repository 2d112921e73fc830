// Observed patterns beside what draws of the parameters predict, those that were kept out of the calibration too.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "analysis/calibration/predictive.hpp"
#include "sim/base/language.hpp"
#include "sim/input/sample_file.hpp"
#include "sim/model/recorder.hpp"

namespace cptsim {

struct Validation {
    Calibration calibration;
    std::vector<CalibrationTarget> targets;  ///< those that were fitted, and those of use "validate"
    ParameterSource parameters{};            ///< those asked for
    std::optional<ParameterSample> sample;   ///< the posterior, where it is asked for
    std::string source;                      ///< where the parameters come from, in words
    int replicates = 0;
    std::vector<PredictiveCheck> checks;       ///< [target], with the parameters asked for
    std::vector<PredictiveCheck> before_data;  ///< [target], with those of the priors; empty: `checks` are these
};

/// Reads what is to be compared; nothing is run yet. `parameters` are what --parameters takes.
[[nodiscard]] Validation begin_validation(std::string const& calibration, std::string const& parameters, int replicates,
                                          Language);

/// Parameters of the first draws of a source, those that check_draws() takes, in the order of parameter_fields().
[[nodiscard]] std::vector<std::vector<double>> parameter_draws(Validation const&, ParameterSource, int draws);

/// Runs the replicates with parameters of a source, and checks the targets against them. `show` hears the share that is
/// done. Call it within with_threads().
[[nodiscard]] std::vector<PredictiveCheck> check_draws(Validation const&, ParameterSource,
                                                       std::function<void(double)> const& show);

}  // namespace cptsim
