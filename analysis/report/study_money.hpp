// What a sum a year would bring, from the doses of a study.
#pragma once
#include <string>
#include <vector>

#include "analysis/sweep/outcomes.hpp"

namespace cptsim {

/// A sentence for each scenario beside the reference, at the last date: hours for 10 M€ a year, between the points of a
/// study whose one factor is the amount of a lever; or why that is not said.
[[nodiscard]] std::vector<std::string> study_purchases(StudyOutcomes const&, Language);

}  // namespace cptsim
