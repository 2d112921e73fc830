// Latin hypercubes (McKay, Beckman & Conover 1979): each coordinate meets each of n equal strata once.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/stats/design.hpp"
#include "sim/base/philox.hpp"

namespace cptsim {

/// The most strata that one engine has words for.
inline constexpr std::size_t kMostStrata = std::size_t{1} << 16;

/// One uniform in each of n equal strata of [0, 1), in random order. One coordinate of a Latin hypercube.
[[nodiscard]] std::vector<double> stratified(PhiloxEngine engine, std::size_t n);

/// [point][factor], the best of up to twenty random Latin hypercubes: the one whose two nearest points are farthest
/// apart (maximin). Fewer are tried where comparing all pairs of points would take seconds.
[[nodiscard]] std::vector<std::vector<double>> latin_hypercube(std::span<DesignFactor const>, std::size_t points,
                                                               std::uint64_t seed);

}  // namespace cptsim
