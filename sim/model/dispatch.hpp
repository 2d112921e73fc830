// Chooses the kernel for this CPU at start.
#pragma once
#include <string_view>

#include "sim/model/kernel/interface.hpp"

namespace cptsim {

/// What a CPU offers beyond the baseline.
struct Instructions {
    bool avx2;
    bool avx512;
};

/// The kernel that `word` asks for (baseline, avx2 or avx512), or the best of the CPU where it is empty.
/// Throws InputError where the word is unknown or the CPU lacks it.
[[nodiscard]] kernel::Table const& kernel_for(std::string_view word, Instructions cpu);

/// The kernel for this CPU and the environment's CPTSIM_SIMD. Throws as kernel_for does.
[[nodiscard]] kernel::Table const& kernel_table();

}  // namespace cptsim
