// The words and tables of `cptsim validate`.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "analysis/calibration/predictive.hpp"
#include "sim/base/language.hpp"
#include "sim/input/sample_file.hpp"

namespace cptsim {

/// Observed patterns beside what draws of the parameters predict.
struct Validation {
    Calibration calibration;
    std::vector<CalibrationTarget> targets;
    std::vector<PredictiveCheck> checks;       ///< [target], with the parameters asked for
    std::vector<PredictiveCheck> before_data;  ///< [target], with those of the priors; empty: `checks` are these
    std::optional<ParameterSample> sample;     ///< the posterior, where there is one
    std::string source;                        ///< where the parameters come from
    int replicates = 0;
};

/// A document in Markdown: patterns, coverage, and, of a posterior, what the data say of each parameter.
[[nodiscard]] std::string validation_markdown(Validation const&, Language);

/// One row for each pattern.
[[nodiscard]] std::string validation_csv(Validation const&);

}  // namespace cptsim
