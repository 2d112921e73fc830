// What simulations of the last draws say of the emulator that these came from, and how the draws weigh.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/calibration/emulator.hpp"

namespace cptsim {

/// Errors are those of a simulation against what the emulator expected before it, over the deviation that it had left.
struct FinalCheck {
    std::vector<double> log_weights;  ///< [draw]: of the emulator that has seen the draws too over the one before
    double effective_size = 0;        ///< of the weights, in draws
    double shift = 0;  ///< how far weighting moved the means: root mean square over z, in deviations of the draws
    std::vector<double> mean, deviation, kurtosis;  ///< of the errors [summary]: 0, 1, 3 where the emulator is right
    std::vector<double> outside;                    ///< [summary]: share of the simulations outside the central 90 %
    std::vector<double>
        distance;  ///< [summary]: greatest distance of the ranks (PIT) from uniform: Kolmogorov, Smirnov
};

/// Where the distance of ranks is surprising: the critical value of probability 5 % times the root of their number.
inline constexpr double kSurprisingDistance = 1.36;

/// The errors of simulations `residuals` [draw, summary] of draws `scores` [draw, dimension].
[[nodiscard]] FinalCheck check_errors(Emulator const& before, std::span<double const> scores,
                                      std::span<double const> residuals);

/// Weights of sum one.
[[nodiscard]] std::vector<double> weights_of(std::span<double const> log_weights);

/// `n` numbers of draws, each as often as its weight says, to one more or less (systematic resampling with one
/// uniform).
[[nodiscard]] std::vector<std::size_t> resample(std::span<double const> weights, std::size_t n, double uniform);

}  // namespace cptsim
