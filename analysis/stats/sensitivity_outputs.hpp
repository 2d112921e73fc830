// Whole outputs of a design, and products of what they estimate.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "analysis/stats/sensitivity.hpp"
#include "sim/base/language.hpp"

namespace cptsim {

/// What is left of the outputs when missing runs are taken out.
struct WholeOutputs {
    std::vector<std::size_t> blocks;         ///< whole ones, ascending; a block is so many consecutive points
    std::vector<std::vector<double>> units;  ///< [point][independent replicate]; empty where a point is not whole
    SensitivityBasis basis;
    [[nodiscard]] bool whole(std::size_t point) const { return !units[point].empty(); }
};

/// Throws InputError as sensitivity.hpp says.
[[nodiscard]] WholeOutputs whole_outputs(DesignPoints, DesignOutputs, std::size_t points_of_block,
                                         SensitivityOptions const&);

/// <a, b> of sensitivity.hpp, over all replicates or all but one. Sizes are the same and not 0.
inline constexpr auto kNoUnit = static_cast<std::size_t>(-1);
[[nodiscard]] double chanceless_product(std::span<double const> a, std::span<double const> b,
                                        std::size_t left_out = kNoUnit);
/// Mean of the same replicates.
[[nodiscard]] double mean_of_units(std::span<double const> values, std::size_t left_out);

/// Variance of an estimate by what it is without each part (jackknife); 0 of fewer than kLeastUnits parts.
[[nodiscard]] double jackknife_variance(std::span<double const> without);

/// What replicates make an estimate vary together at all blocks (points): its jackknife variance beyond what chance of
/// single blocks makes of it. `influence` is [replicate][block], what the estimate changes in a block without the
/// replicate; 0 of fewer than kLeastUnits.
[[nodiscard]] double shared_variance(std::vector<std::vector<double>> const& influence);

/// The interval of resamples of blocks about a value, wider by a variance that `units` replicates share, whose few have
/// the quantile of Student. Its ends may be infinite.
[[nodiscard]] SensitivityIndex index_of(double value, std::vector<double> const& resampled, double shared,
                                        std::size_t units);

/// `count` rows drawn out of `count`, with replacement.
[[nodiscard]] std::vector<std::size_t> resampled_rows(std::size_t count, std::uint64_t seed, std::size_t resample);

/// The variance of f over points, from all replicates or all but one; and its interval, by a bootstrap over points and
/// a jackknife over replicates.
[[nodiscard]] double point_variance(std::vector<std::vector<double>> const& units, std::span<std::size_t const> points,
                                    std::size_t left_out = kNoUnit);
[[nodiscard]] Interval interval_of_variance(std::vector<std::vector<double>> const& units,
                                            std::span<std::size_t const> points, SensitivityOptions const&);

/// Whether a variance is more than what rounding leaves of outputs (in single precision) about this mean.
[[nodiscard]] inline bool is_above_rounding(double variance, double mean) { return variance > 1e-14 * mean * mean; }

/// Variance of their mean if they are independent; NaN of one.
[[nodiscard]] double variance_of_mean(std::span<double const> values);

/// Takes from each independent replicate its mean over the given points.
void centre_units(std::vector<std::vector<double>>& units, std::span<std::size_t const> points);

[[noreturn]] void refuse_sensitivity(Words const& why);

}  // namespace cptsim
