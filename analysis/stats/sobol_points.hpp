// Scrambled Sobol' points.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace cptsim {

/// Dimensions of the direction numbers of Joe & Kuo (2008) that come with Boost.
inline constexpr std::size_t kMostSobolDimensions = 3667;

/// [point][dimension], in (0, 1): the first `points` of Sobol's sequence, the one at the origin included (Owen 2020:
/// leaving it out costs the balance), under the nested uniform scramble of Owen (1995). Of any 2^m points from a
/// multiple of 2^m on, each dimension has one in each of 2^m equal intervals. The order within is that of Gray's code.
/// Throws std::logic_error for no dimension or too many.
[[nodiscard]] std::vector<std::vector<double>> sobol_points(std::size_t points, std::size_t dimensions,
                                                            std::uint64_t seed);

}  // namespace cptsim
