// What the designs share: addresses of their random numbers, and values of factors.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "analysis/stats/design.hpp"
#include "sim/base/philox.hpp"

namespace cptsim {

/// What a random number of a design is for: part of its address. The values are part of the designs: append only.
enum class DesignPart : std::uint32_t { latin_hypercube, scramble, morris_start, morris_path, bootstrap, jackknife };

/// Words at (seed, number, part, who). A part has 2^18 words before it would run into the address of another purpose.
[[nodiscard]] inline PhiloxEngine design_engine(std::uint64_t seed, DesignPart part, std::size_t number,
                                                std::size_t who)
{
    return {seed, static_cast<std::uint32_t>(number), 0, address(Purpose::design, 0, static_cast<std::uint32_t>(part)),
            static_cast<std::uint32_t>(who)};
}

/// Never 0 or 1, so that the quantile of any distribution there is finite.
[[nodiscard]] inline double inside(double u) { return std::clamp(u, 0x1p-53, 1 - 0x1p-53); }

/// The middle of a level.
[[nodiscard]] inline double level_value(std::size_t level, std::size_t levels)
{
    return (static_cast<double>(level) + 0.5) / static_cast<double>(levels);
}

/// The level that u in [0, 1) falls in.
[[nodiscard]] inline std::size_t level_of(double u, std::size_t levels)
{
    return std::min(static_cast<std::size_t>(u * static_cast<double>(levels)), levels - 1);
}

/// u for a continuous factor, the middle of its level for another.
[[nodiscard]] inline double value_on(DesignFactor const& factor, double u)
{
    if (factor.levels == 0) return inside(u);
    auto const levels = static_cast<std::size_t>(factor.levels);
    return level_value(level_of(u, levels), levels);
}

}  // namespace cptsim
