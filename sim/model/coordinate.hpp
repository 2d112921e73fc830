// Uncertain quantities: parameters of the model and of the operators that measure it.
#pragma once
#include <string>
#include <vector>

#include "sim/model/fields.hpp"

namespace cptsim {

/// Parameters of the survey operator (docs/model.md, "Patterns and measurement"), as fields: they have priors, and are
/// calibrated, like those of the model, but no run reads them. Their values stand in the order of this list.
[[nodiscard]] std::vector<ParameterField> const& operator_fields();

/// An uncertain quantity of a calibration: a parameter of the model or of an operator, with its prior.
struct Coordinate {
    std::string path;
    Prior prior;
    double min = 0, max = 0;      ///< bounds of a normal prior
    std::vector<double> values;   ///< alternatives; if there are any, they take the place of the prior
    std::vector<double> weights;  ///< of the alternatives; they sum to one
    int row = -1;                 ///< in parameter_fields(), or -1
    int operator_row = -1;        ///< in operator_fields(), or -1
};

}  // namespace cptsim
