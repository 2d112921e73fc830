// Which factors of a study move an outcome: the indices that its design allows (analysis/stats/sensitivity.hpp).
#pragma once
#include <string>
#include <string_view>
#include <variant>

#include "analysis/stats/sensitivity.hpp"
#include "analysis/sweep/outcomes.hpp"

namespace cptsim {

/// No indices, and why.
struct NoSensitivity {
    Words why;
};
using StudySensitivity = std::variant<NoSensitivity, VarianceIndices, ElementaryEffects, RegressionIndices>;

/// By the design's method: indices of Sobol' (saltelli, and a list that is laid out like one), elementary effects
/// (morris), else a regression. `design` are its points in probability; of a list of points (csv), the points
/// themselves. Choices between more than two words have no slope: their effects and slopes are NaN.
[[nodiscard]] StudySensitivity study_sensitivity(std::string_view method, std::vector<SweepFactor> const&,
                                                 DesignPoints design, DesignOutputs outputs, SensitivityOptions const&);
/// What the indices rest on, in a sentence: variance, chance, blocks, replicates; or why there are none.
[[nodiscard]] std::string sensitivity_basis(StudySensitivity const&, int decimals, Language);

/// What stands before a table of indices: "active members (December 2030, valletoux)".
struct SensitivityTitle {
    std::string outcome, unit;
    std::string where;
    int decimals = 2;
};
/// A table for a terminal, at most 118 columns: what it rests on, and a line for each factor, the largest first.
[[nodiscard]] std::string format_sensitivity(StudySensitivity const&, std::vector<SweepFactor> const&,
                                             SensitivityTitle const&, Language);

/// "none", "variance", "effects" or "regression".
[[nodiscard]] char const* sensitivity_kind(StudySensitivity const&);
/// [factor] how much it moves the outcome, in the unit of the kind: total index, mu*, share of the deviation (by slope
/// or by any form, the larger).
[[nodiscard]] std::vector<double> sensitivity_shares(StudySensitivity const&);

/// Names of the figures of each factor, and their values in the same order: [factor][figure]. For files.
struct SensitivityFigures {
    std::vector<std::string> names;
    std::vector<std::vector<double>> values;
};
[[nodiscard]] SensitivityFigures sensitivity_figures(StudySensitivity const&);

}  // namespace cptsim
