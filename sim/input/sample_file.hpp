// Samples of parameters: CSV with a column for each parameter and one draw a row, all of the same weight.
#pragma once
#include <string>
#include <vector>

#include "sim/model/coordinate.hpp"

namespace cptsim {

/// Draws of parameters of the model and of operators; those without a column stay at their defaults.
struct ParameterSample {
    std::string file, sha256;
    std::vector<Coordinate> columns;        ///< their path and row; the rest of a coordinate is unused
    std::vector<std::vector<double>> rows;  ///< [draw][column]
};

/// The shipped posterior. Throws InputError where it is missing.
[[nodiscard]] std::string shipped_posterior();

/// Reads a sample. Throws InputError for a column that is no parameter, or a value outside its range.
[[nodiscard]] ParameterSample read_sample(std::string const& file);

/// The sample as a file: numbers in single precision, as runs take them, in their shortest form.
[[nodiscard]] std::string sample_csv(ParameterSample const&);

/// Values of all parameters of the model in draw `r` modulo the number of draws, in the order of parameter_fields().
[[nodiscard]] std::vector<double> sample_parameters(ParameterSample const&, int r);
/// The same for operators, in the order of operator_fields().
[[nodiscard]] std::vector<double> sample_operators(ParameterSample const&, int r);

}  // namespace cptsim
