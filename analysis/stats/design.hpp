// Designs of experiments: at which points of the factors' ranges to simulate. docs/guide.md
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "sim/base/language.hpp"

namespace cptsim {

/// What a design varies, in probability: the caller turns u into the quantile of the factor's distribution.
struct DesignFactor {
    int levels = 0;  ///< 0: continuous; else so many levels, 2 at least (integers, categories)
};

enum class DesignMethod {
    full_factorial,        ///< all combinations of levels. `points` 0, or their number
    fractional_factorial,  ///< of two levels a factor, see choose_fraction. `points` = 2^(k-p)
    latin_hypercube,       ///< see latin_hypercube. `points` as wished, 2 at least
    sobol,                 ///< scrambled, see sobol_points. `points` as wished, a power of two for balance
    saltelli,              ///< for indices of Sobol': `points` N base points, a power of two; N (k + 2) in all
    morris,                ///< elementary effects: `points` trajectories of k + 1 points each
};

struct DesignOptions {
    DesignMethod method = DesignMethod::sobol;
    std::size_t points = 0;  ///< meaning by method, see there
    std::uint64_t seed = 1;  ///< factorials do not depend on it
    /// Of continuous factors: in a full factorial, required; in a fractional one, 2 (or 0); in Morris' design, a grid
    /// of so many levels instead of any value (0).
    int levels = 0;
    bool second_order = false;  ///< of Saltelli's design: N (2 k + 2) points, for interactions of pairs
};

/// Points in all, of any design.
inline constexpr std::size_t kMostPoints = std::size_t{1} << 20;

/// [point][factor], in (0, 1): never 0 or 1, so that the quantile of any distribution is finite. A factor of k levels
/// (or a continuous one on a grid of k) has the values (i + 0.5) / k: two levels are the quartiles.
///
/// The same options give the same bits on every machine. Layout, where the analysis depends on it:
/// - full factorial: the last factor changes fastest;
/// - Saltelli: for each base point in turn A, B, AB_1 .. AB_k, and with `second_order` BA_1 .. BA_k, where A and B are
///   the halves of one scrambled Sobol' point of 2 k dimensions, and AB_j is A with factor j from B;
/// - Morris: trajectories in turn; from one point to the next one factor moves, by half of its range (of an odd number
///   of levels: by the half rounded down). Starts are a Latin hypercube; order and number of moves are random.
///
/// Throws InputError for what cannot be made: no factor, a factor of one level, too many or too few points, dimensions
/// beyond the table of Sobol', a fraction of factors that have not two levels.
[[nodiscard]] std::vector<std::vector<double>> make_design(std::span<DesignFactor const>, DesignOptions const&);

/// Number of points that make_design() would return; throws as it does.
[[nodiscard]] std::size_t design_size(std::span<DesignFactor const>, DesignOptions const&);

/// What a valid design is short of: points that are no power of two (Sobol', Saltelli), levels that are not met equally
/// often (Latin hypercube), too few trajectories (Morris); in that order, the first.
[[nodiscard]] std::optional<Text> design_advice(std::span<DesignFactor const>, DesignOptions const&);

}  // namespace cptsim
