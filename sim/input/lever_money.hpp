// Who pays for a lever, in words: for `cptsim explain` and for reports.
#pragma once
#include "sim/base/language.hpp"

namespace cptsim {

/// What a lever costs and who pays it; what it is without a price of its own. Payers are those of the budget
/// (analysis/effects/money.hpp).
[[nodiscard]] Text who_pays(int lever);

}  // namespace cptsim
