// Chooses the kernel for this CPU at start.
#pragma once
#include "sim/model/kernel/interface.hpp"

namespace cptsim {

/// The best kernel that the CPU supports, or the one that CPTSIM_SIMD = baseline | avx2 | avx512 asks for.
/// Throws InputError where that word is unknown or the CPU lacks it.
[[nodiscard]] kernel::Table const& kernel_table();

}  // namespace cptsim
