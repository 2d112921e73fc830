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

/// What draws of the parameters give.
struct CheckedDraws {
    std::vector<PredictiveCheck> targets;     ///< [target]
    std::vector<std::vector<double>> states;  ///< [state]: quantiles at kBand over the draws
};

struct Validation {
    Calibration calibration;
    std::vector<CalibrationTarget> targets;  ///< those that were fitted, and those of use "validate"
    /// Quantities that say whether draws mix dead and full worlds, in the last December of what was fitted; nothing was
    /// observed of them.
    std::vector<CalibrationTarget> states;
    ParameterSource parameters{};           ///< those asked for
    std::optional<ParameterSample> sample;  ///< the posterior, where it is asked for
    std::string source;                     ///< where the parameters come from, in words
    int replicates = 0;
    CheckedDraws checked;                     ///< with the parameters asked for
    std::optional<CheckedDraws> before_data;  ///< with those of the priors; nothing: `checked` are these
};

/// Reads what is to be compared; nothing is run yet. `parameters` are what --parameters takes; `anywhere`: the
/// calibration may name files outside its folder.
[[nodiscard]] Validation begin_validation(std::string const& calibration, std::string const& parameters, int replicates,
                                          Language, bool anywhere = false);

/// Parameters of the first draws of a source, those that check_draws() takes, in the order of parameter_fields().
[[nodiscard]] std::vector<std::vector<double>> parameter_draws(Validation const&, ParameterSource, int draws);

/// Runs the replicates with parameters of a source, and checks the targets against them. `show` hears the share that is
/// done. Call it within with_threads().
[[nodiscard]] CheckedDraws check_draws(Validation const&, ParameterSource, std::function<void(double)> const& show);

}  // namespace cptsim
