// The table that a run ends with: plain text for a terminal, at most 118 columns.
#pragma once
#include <string>

#include "analysis/effects/effects.hpp"
#include "sim/base/language.hpp"

namespace cptsim {

/// Header, levels of the reference, effects of each other scenario with both intervals and the count of signs, who
/// changed beside the placebo, how long spells last, and notes on what the numbers cannot say. `prior` is the same
/// launch with parameters from the priors, for what the data changed; it may be absent.
[[nodiscard]] std::string format_table(Summary const&, Summary const* prior, Language);

}  // namespace cptsim
