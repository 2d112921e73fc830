// Tipping points that a study asks for: a line for each scenario and each combination of its other factors.
#pragma once
#include <string>

#include "analysis/sweep/sensitivity_table.hpp"
#include "analysis/sweep/study_results.hpp"
#include "sim/base/language.hpp"

namespace cptsim {

/// Whether a study asks for them.
[[nodiscard]] bool asks_for_tipping(StudyResults const&);

/// For a terminal, and as lines of CSV with the header of kSensitivityHeader; of results whose runs were read. Throws
/// InputError for an outcome or a month that the file does not hold.
[[nodiscard]] SensitivityTexts tipping_texts(std::string const& file, StudyResults const&, Language);

}  // namespace cptsim
