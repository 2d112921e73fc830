// What the system says, in both languages.
#pragma once
#include "sim/base/language.hpp"

namespace cptsim {

/// What a number of errno means; in English where it is none of those that files and folders meet.
[[nodiscard]] Words system_reason(int error);

}  // namespace cptsim
