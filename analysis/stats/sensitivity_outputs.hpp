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

/// <a, b> of sensitivity.hpp. Sizes are the same and not 0.
[[nodiscard]] double chanceless_product(std::span<double const> a, std::span<double const> b);

/// Variance of their mean if they are independent; NaN of one.
[[nodiscard]] double variance_of_mean(std::span<double const> values);

/// Takes from each independent replicate its mean over the given points.
void centre_units(std::vector<std::vector<double>>& units, std::span<std::size_t const> points);

[[noreturn]] void refuse_sensitivity(Words const& why);

}  // namespace cptsim
