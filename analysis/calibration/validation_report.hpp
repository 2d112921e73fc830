// The words and tables of `cptsim validate`.
#pragma once
#include <string>

#include "analysis/calibration/validation.hpp"
#include "sim/base/language.hpp"

namespace cptsim {

/// A document in Markdown: patterns, coverage, and, of a posterior, what the data say of each parameter.
[[nodiscard]] std::string validation_markdown(Validation const&, Language);

/// One row for each pattern.
[[nodiscard]] std::string validation_csv(Validation const&);

}  // namespace cptsim
