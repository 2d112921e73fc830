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
    /// independent of each other; all finite. `bounds` are the summaries of which is known that their residual is not
    /// positive, and no more. Throws std::logic_error without an evaluation.
    Emulator(std::span<double const> scores, std::span<double const> residuals, std::size_t dimensions,
             std::vector<std::size_t> bounds = {});
    ~Emulator();
    Emulator(Emulator&&) noexcept;
    Emulator& operator=(Emulator&&) noexcept;

    [[nodiscard]] std::vector<double> expected(std::span<double const> z) const;
    /// Log density, up to a constant, of residuals of zero at z: normal around expected(), with the variance 1 of the
    /// declared error and what the emulator leaves. A bound adds ln Phi(-expected / deviation), with its own variance
    /// of the same kind: a probability, as if its chance were independent of that of the others.
    [[nodiscard]] double log_likelihood(std::span<double const> z) const;
    /// The same at the point of an evaluation (its row in `scores`), by what the others say of it.
    [[nodiscard]] double log_likelihood_without(std::size_t evaluation) const;
    /// Of the summaries, the second largest |expected| in deviations of declared error and what the emulator leaves
    /// (of a bound, expected where positive): how implausible z is, whatever one summary says that the model may not be
    /// able to meet (Vernon, Goldstein & Bower 2010). With a single summary, its own.
    [[nodiscard]] double implausibility(std::span<double const> z) const;
    /// Variance that the emulator leaves of each summary, in declared variances, and their mean.
    [[nodiscard]] std::vector<double> left_variances() const;
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
