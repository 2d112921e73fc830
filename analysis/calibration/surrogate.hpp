// A linear surrogate of the simulator, and the Gaussian that the posterior would be if it were right.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace cptsim {

/// Sums of the regression of the residuals on (1, z), over evaluations that fade from generation to generation.
struct RegressionSums {
    double count = 0;
    std::vector<double> gram;     ///< [1 + dimension, 1 + dimension], lower triangle
    std::vector<double> cross;    ///< [1 + dimension, residual]
    std::vector<double> squares;  ///< [residual]
};

/// Nothing is counted if a residual is not finite.
void add_evaluation(RegressionSums&, std::span<double const> z, std::span<double const> residuals);
/// Multiplies all sums by `factor`.
void fade(RegressionSums&, double factor);

/// N(mean, (F F')^-1), from which proposals are made.
struct GaussianReference {
    std::vector<double> mean;              ///< [dimension]
    std::vector<double> precision_factor;  ///< F, [dimension, dimension], lower triangular
    double residual_variance = 0;  ///< mean over residuals of what the regression leaves: chance and lack of fit

    /// Log density up to a constant.
    [[nodiscard]] double log_density(std::span<double const> z) const;
    /// mean + sqrt(1 - step^2) (z - mean) + step x, x ~ N(0, (F F')^-1) from the standard normal `scores`: a move that
    /// leaves this Gaussian as it is (preconditioned Crank-Nicolson: Cotter et al. 2013).
    [[nodiscard]] std::vector<double> move(std::span<double const> z, double step,
                                           std::span<double const> scores) const;
};

/// The posterior of z ~ N(0, I) given that residuals intercept + slopes z + noise are 0 within errors of standard
/// deviation `tolerance`; the noise has the variance that the regression leaves. Without evaluations: the prior.
[[nodiscard]] GaussianReference fit_reference(RegressionSums const&, std::size_t dimensions, double tolerance);

}  // namespace cptsim
