// What a policy is, on one or two lines of the first page: its measures, the law before and after, for whom, from when.
#pragma once
#include <string>

#include "analysis/effects/answer.hpp"

namespace cptsim {

/// "From January 2024: lump sum for coordinated practice 840 → 0 EUR/year (GPs), …" against `base`, the law that the
/// effects are differences from. Long lists end with how many more there are; `cptsim explain` has them all.
[[nodiscard]] std::string policy_words(Scenario const& base, Scenario const& policy, int date, Language);

/// Writes what each policy is into its row, in full and in a line: what terminal and page show beside its numbers.
void say_measures(Answer&, Plan const&, Language);

}  // namespace cptsim
