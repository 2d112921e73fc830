// What one more useful hour costs: the welfare question about a policy. docs/model.md, "Observation".
#pragma once
#include "analysis/effects/effects.hpp"

namespace cptsim {

/// Money spent, wherever it lay, for one more useful hour net of the care that it displaces [EUR/h]: the ratio of the
/// mean paired differences of the two, over the replicates that scenario and reference have finished, with its Monte
/// Carlo error (linearisation; Cochran 1977, 6.3). Money that goes to people whose state it does not change is in it.
/// No value where the hours do not rise by more than their own error, or no money more is spent.
[[nodiscard]] std::optional<MeanEstimate> cost_of_an_additional_hour(Summary const&, int scenario, int date);

}  // namespace cptsim
