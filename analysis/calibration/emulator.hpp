// A quadratic emulator of a stochastic simulator, and the Gaussian likelihood that it gives.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace cptsim {

/// Residuals of a simulation as a quadratic function of standard scores z, and what this leaves: the chance of a
/// simulation and lack of fit together, taken for normal with one covariance. Features are 1, z, each (z_k^2 - 1), and
/// the squares and products of the eight directions in which the residuals move most; squares and products only where
/// there are four evaluations for each feature. Coefficients are those of ridge regression; what is left is judged by
/// errors of prediction, each evaluation left out in turn.
class Emulator {
  public:
    /// `scores` are [evaluation, dimension], `residuals` [evaluation, summary], in units of declared errors that are
    /// independent of each other; all finite. Throws std::logic_error without an evaluation.
    Emulator(std::span<double const> scores, std::span<double const> residuals, std::size_t dimensions);
    ~Emulator();
    Emulator(Emulator&&) noexcept;

    [[nodiscard]] std::vector<double> expected(std::span<double const> z) const;
    /// Log density, up to a constant, of residuals of zero at z: normal around expected(), with the variance 1 of the
    /// declared error and what the emulator leaves.
    [[nodiscard]] double log_likelihood(std::span<double const> z) const;
    /// Mean over summaries of the variance that the emulator leaves, in declared variances.
    [[nodiscard]] double left_variance() const;

    /// Draws of z from N(0, I) times the likelihood, [particle, dimension]: generalised elliptical slice sampling
    /// (Nishihara, Murray & Adams 2014) around the Gaussian posterior of the emulator made linear at its mode, one
    /// chain of `steps` steps for each particle. The same for any number of threads; `seed` and `stream` address the
    /// draws.
    [[nodiscard]] std::vector<double> sample(std::size_t particles, int steps, std::uint64_t seed,
                                             std::uint32_t stream) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace cptsim
