// What a calibration is fitted to: summaries of patterns, their observed values, their declared covariance
// (docs/model.md, "Patterns and measurement").
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "analysis/calibration/predictions.hpp"

namespace cptsim {

/// A pattern, or several that the model does not tell apart (their values are added).
struct CalibrationTarget {
    std::string label;  ///< "stage_signed 2022-02 ile_de_france": pattern, month, population if not the first
    std::string use;
    std::string unit;
    Quantity const* quantity = nullptr;
    std::size_t population = 0;  ///< in Calibration::populations
    int month = 0;
    std::uint32_t professions = 0;
    double value = 0;
    double definition_error = 0;  ///< standard deviation, twice that of the table for weak patterns
    std::string source;
    /// Of the share that the others of its whole leave, where that was an answer of its own; 0: it was none.
    double remainder_error = 0;

    /// An upper bound: one-sided, and independent of all others.
    [[nodiscard]] bool is_bound() const { return use == "soft_bound"; }
};

/// Share of the variance of the definition error of counts and money that all of one series have in common: sources
/// count differently, by 6 to 8 % on any count.
inline constexpr double kSharedVariance = 0.5;

/// Targets of the patterns of some uses, those that the model has a quantity for, in the order of the table.
[[nodiscard]] std::vector<CalibrationTarget> make_targets(Calibration const&, std::vector<std::string> const& uses);

/// Declared covariance of the targets' values, sampling and definition, [target][target].
[[nodiscard]] std::vector<double> value_covariance(std::vector<CalibrationTarget> const&);

/// Maps values of targets to summaries: counts and money of a series as the first level and increments, shares of one
/// whole as log-ratios to the remainder, other shares as log-odds; and weighs their distance from the observed ones by
/// the declared covariance.
class Summaries {
  public:
    /// Throws InputError where the covariance is not positive definite, naming the summaries that are tied, and where
    /// an observed value has no place on the scale of its errors.
    explicit Summaries(std::vector<CalibrationTarget> targets);

    [[nodiscard]] std::vector<CalibrationTarget> const& targets() const { return targets_; }
    [[nodiscard]] std::vector<std::string> const& labels() const { return labels_; }
    [[nodiscard]] std::vector<double> const& observed() const { return observed_; }
    [[nodiscard]] std::vector<double> const& covariance() const { return covariance_; }  ///< [summary][summary]

    /// Summaries that are upper bounds, and not observations.
    [[nodiscard]] std::vector<std::size_t> bounds() const;

    /// Summaries of values [target]; all finite where the values are.
    [[nodiscard]] std::vector<double> of(std::span<Measured const> values) const;
    /// L^-1 (summaries - observed), where L L' is the covariance: the sum of their squares is the squared Mahalanobis
    /// distance.
    [[nodiscard]] std::vector<double> residuals(std::span<double const> summaries) const;

  private:
    void relate();
    void require_untied() const;
    [[nodiscard]] std::vector<double> scaled(std::span<Measured const> values) const;
    [[nodiscard]] std::vector<double> slopes() const;

    std::vector<CalibrationTarget> targets_;
    std::vector<std::vector<std::size_t>> whole_;  ///< [target]: the shares of its whole, for a composition
    std::vector<int> before_;                      ///< [target]: the target of the same series before, or -1
    std::vector<std::string> labels_;
    std::vector<double> observed_, covariance_;
    std::vector<double> whitening_;  ///< inverse of the Cholesky factor, [summary][summary]
};

/// A value on the scale of its errors, alone: log, log-odds for shares of any kind, else itself. Counted ones with half
/// a person more: n of N as ln((n + 1/2) / (N - n + 1/2)), n for each of N as ln((n + 1/2) / N); 0 where N is 0.
[[nodiscard]] double to_scale(ErrorScale, Measured const&);
[[nodiscard]] double from_scale(ErrorScale, double scaled);
/// Standard deviation on that scale of a value with a small error.
[[nodiscard]] double error_on_scale(ErrorScale, double value, double error);

}  // namespace cptsim
