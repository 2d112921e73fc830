// Regular fractions of two-level factorials (Box & Hunter 1961).
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace cptsim {

/// 2^(k-p) runs of k factors. The first `basic` = k - p factors run through all their combinations; each other factor
/// is set to the product of some of them, low being -1 and high +1.
struct FractionalFactorial {
    std::size_t basic = 0;
    std::vector<std::uint32_t> columns;  ///< [factor] basic factors whose product the factor is, one bit each
    /// Length of the shortest product of factors that is constant. III: main effects are mixed with interactions of
    /// two; IV: with those of three, and interactions of two with each other; V: interactions of two with those of
    /// three.
    std::size_t resolution = 0;
};

inline constexpr std::size_t kMostFractionFactors = 255;
inline constexpr std::size_t kMostFractionPoints = std::size_t{1} << 14;

/// The fraction of `points` runs with the fewest short constant products, and so of the highest resolution, that greedy
/// searches find. It has the resolutions of the table of Box, Hunter & Hunter (2005, 3 to 11 factors), not always their
/// generators. Throws InputError, with the sizes that there are, if `points` is no power of two, not less than
/// 2^factors, or too few for resolution III.
[[nodiscard]] FractionalFactorial choose_fraction(std::size_t factors, std::size_t points);

/// Whether a factor is at its high level in a run, numbered from 0; the first factor changes slowest.
[[nodiscard]] bool is_high(FractionalFactorial const&, std::size_t run, std::size_t factor);

}  // namespace cptsim
