// Means, intervals, quantiles and rank correlations of replicates. docs/decisions/0003-intervals.md
#pragma once
#include <array>
#include <limits>
#include <span>
#include <vector>

namespace cptsim {

inline constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Probability that both kinds of interval are meant to hold: 5 % stay out on each side.
inline constexpr double kCoverage = 0.90;

/// Probabilities of the quantiles of a band in a chart: 90 %, 50 %, and the median.
inline constexpr std::array kBand = {0.05, 0.25, 0.5, 0.75, 0.95};

struct Interval {
    double low = kNaN;
    double high = kNaN;
};

/// Mean of no value is NaN.
[[nodiscard]] double mean(std::span<double const> values);

/// Quantile with P(next value < quantile) = p for exchangeable values: linear between the order statistics at
/// p (n + 1), the extremes beyond (Hyndman & Fan 1996, type 6; R quantile(type = 6)). NaN of no value.
[[nodiscard]] double quantile(std::vector<double> values, double p);
/// The same of values in ascending order.
[[nodiscard]] double quantile_of_sorted(std::span<double const> values, double p);
/// Value that the weighted values stay under with probability p: linear between values at the middle of their weights.
[[nodiscard]] double weighted_quantile(std::span<double const> values, std::span<double const> weights, double p);

/// One value of a replicate, and the cluster (frame) that it belongs to.
struct ClusteredValue {
    int cluster = 0;
    double value = 0;
};

/// What a mean over replicates is known to.
struct MeanEstimate {
    double mean = kNaN;        ///< mean of the clusters' means: each cluster has the same weight
    double half_width = kNaN;  ///< of the interval of probability kCoverage, symmetric about the mean; NaN if units < 2
    int values = 0;
    int clusters = 0;
    int units = 0;  ///< what the error is taken over: clusters, or the values where there is one cluster only
    [[nodiscard]] Interval interval() const { return {mean - half_width, mean + half_width}; }
};

/// Averages the values of each cluster first, then takes Student's interval with clusters - 1 degrees of freedom.
/// A single cluster leaves its values as units: the error then lacks the part that differs between clusters.
[[nodiscard]] MeanEstimate estimate_mean(std::span<ClusteredValue const> values);

/// Ranks from 1; equal values share the mean of their ranks.
[[nodiscard]] std::vector<double> mid_ranks(std::span<double const> values);

/// Spearman's rank correlation (ties share their mean rank); NaN when either side is constant or n < 3.
/// Standard error without association: 1 / sqrt(n - 1).
[[nodiscard]] double rank_correlation(std::span<double const> x, std::span<double const> y);

/// The absolute rank correlation that the largest of `candidates` unrelated ones exceeds with probability 5 %
/// (Bonferroni, normal approximation).
[[nodiscard]] double rank_correlation_threshold(int values, int candidates);

}  // namespace cptsim
