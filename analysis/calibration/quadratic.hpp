// Ridge regression of residuals on a quadratic function of standard scores.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "analysis/stats/linear_algebra.hpp"

namespace cptsim {

/// The functions of z that residuals are regressed on: 1, z, and where `curved` each (z_k^2 - 1) and the squares and
/// products of some directions.
struct Features {
    std::size_t dimensions = 0;
    bool curved = false;
    Matrix directions;  ///< [direction, dimension], rows of length 1

    [[nodiscard]] std::size_t count() const;
    [[nodiscard]] std::vector<double> at(std::span<double const> z) const;
    /// Derivatives [feature, dimension].
    [[nodiscard]] Matrix slopes_at(std::span<double const> z) const;
};

struct QuadraticFit {
    Features features;
    Matrix simulated;     ///< residuals [evaluation, summary]
    Matrix coefficients;  ///< [feature, summary]
    Matrix errors;        ///< of prediction [evaluation, summary], each evaluation left out in turn

    /// Covariance of the errors of prediction, correlations drawn towards none where evaluations are few.
    [[nodiscard]] Matrix left() const;
};

/// `scores` and `residuals` are rows of evaluations. Squares and products only where there are four evaluations for
/// each feature, those of the eight directions in which the residuals move most by the slopes of a linear fit.
[[nodiscard]] QuadraticFit fit_quadratic(std::span<double const> scores, std::span<double const> residuals,
                                         std::size_t evaluations);

}  // namespace cptsim
