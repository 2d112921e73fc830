// Which factors of a design move an output, and how much of it is chance. docs/guide.md
//
// Outputs are [point][replicate], in the order of the design, as many replicates for each point; a value that is not
// finite is a run that is missing or has failed. What is left out for missing runs: first the replicates that most
// points lack, so that as many runs as possible are in whole blocks (a night cut short costs its last replicate, or its
// last points); then the blocks (Saltelli), effects (Morris) or points (regression) that are not whole. InputError is
// thrown if less than two blocks (three points more than factors, in a regression) are left, if outputs and design
// differ in size, and if the design has not the layout of make_design().
//
// Chance. With y_pr the output of replicate r at point p, all indices are those of f(p) = E y_pr, not of one run, and
// not of the average of R runs, which still has chance in it. A product f(p) f(q) is estimated by products of different
// replicates only,
//     <p, q> = sum_{r != s} y_pr y_qs / (R (R - 1)) = mean_r y_pr mean_r y_qr - cov_r(y_pr, y_qr) / R,
// whose mean is f(p) f(q) whether replicates share their chance between points (common random numbers) or not. With one
// replicate <p, q> is y_p y_q: then chance counts as interaction of all factors, and figures of chance are NaN.
// Replicates must be independent of each other. Those that share their people are not: give their frame as cluster,
// and averages over clusters take the place of replicates where there are two clusters at least. Intervals hold
// what differs between replicates where three of these are independent; fewer are taken as given. Parameters that were
// drawn anew for each replicate, and are no factor, are part of chance.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/stats/statistics.hpp"

namespace cptsim {

using DesignPoints = std::span<std::vector<double> const>;   ///< [point][factor]
using DesignOutputs = std::span<std::vector<double> const>;  ///< [point][replicate]

struct SensitivityOptions {
    std::vector<int> clusters;  ///< [replicate], the frame of each; empty: each its own
    std::uint64_t seed = 1;     ///< of the bootstrap
    int resamples = 1000;
};

/// An estimate, its standard error and its interval of probability kCoverage.
struct SensitivityIndex {
    double value = kNaN;
    double error = kNaN;
    Interval interval;
};

/// Why indices that could be computed are not given: they are NaN.
enum class Withheld {
    no,
    few_blocks,   ///< of a design of Saltelli: fewer than kLeastBlocks
    no_variance,  ///< that of f is not above zero in 95 of 100 resamples: what it would be divided by is chance
};
inline constexpr std::size_t kLeastBlocks = 16;
/// Independent replicates from which on intervals hold what differs between them.
inline constexpr std::size_t kLeastUnits = 3;

/// What an analysis rests on.
struct SensitivityBasis {
    std::size_t blocks = 0;      ///< whole base points (Saltelli), or whole points
    std::size_t replicates = 0;  ///< of each
    std::size_t units = 0;       ///< independent ones: clusters, or the replicates
    Withheld withheld = Withheld::no;
    /// Of one run at a given point: mean over points of the variance over replicates. [squared unit of the output]
    double chance_variance = kNaN;
};

/// Shares of the variance of f over the factors' distributions (Sobol' 1993). Intervals are percentiles of a bootstrap
/// over base points, widened by what a jackknife says that replicates differ at all of them alike: too wide rather than
/// too narrow for Sobol' points. A resample without variance counts as an index beyond all others.
struct VarianceIndices {
    std::vector<SensitivityIndex> first;   ///< [factor] of the factor alone
    std::vector<SensitivityIndex> total;   ///< [factor] of the factor and all its interactions
    std::vector<SensitivityIndex> second;  ///< [pair] (0, 1), (0, 2) .. (k-2, k-1): of the interaction of two; or empty
    double mean = kNaN;                    ///< of the output
    double variance = kNaN;                ///< of f, without chance
    Interval variance_interval;            ///< of the same bootstrap. Indices are NaN unless it lies above zero
    double chance_share = kNaN;            ///< of chance in the variance of single runs over the whole design
    SensitivityBasis basis;
};

/// Whether points are laid out as a design of Saltelli: blocks of A, B, AB_1 .. and perhaps BA_1 ..
[[nodiscard]] bool is_saltelli(DesignPoints);

/// From a design of Saltelli: S_j = mean <B, AB_j - A> / V (Saltelli et al. 2010), T_j = mean <A - AB_j, A - AB_j> / 2V
/// (Jansen 1999), each averaged with its mirror image where there are BA_j; S_ij = mean(<BA_i, AB_j> - <A, B>) / V -
/// S_i
/// - S_j (Saltelli 2002). Outputs are centred on the mean of A and B first.
[[nodiscard]] VarianceIndices variance_indices(DesignPoints, DesignOutputs, SensitivityOptions const& = {});

/// Of elementary effects of one factor (Morris 1991); NaN of fewer than two.
struct EffectSummary {
    int effects = 0;
    double mean = kNaN;  ///< mu
    double mean_error = kNaN;
    double absolute_mean = kNaN;  ///< mu* (Campolongo, Cariboni & Saltelli 2007)
    double absolute_mean_error = kNaN;
    double deviation = kNaN;  ///< sigma: interaction, curvature and chance
};
[[nodiscard]] EffectSummary summarise_effects(std::span<double const> effects);

/// Effects are changes of the mean of the replicates per unit of a factor's probability: what moving it through all of
/// its range would do at constant slope.
struct FactorEffects {
    EffectSummary summary;
    double deviation_without_chance = kNaN;  ///< sigma, less the variance over replicates of the effects; 0 if less
    double chance = kNaN;  ///< mu* that chance of this size alone would show (half-normal): a mu* near it says nothing
};

struct ElementaryEffects {
    std::vector<FactorEffects> factors;
    SensitivityBasis basis;
};

/// From a design of Morris.
[[nodiscard]] ElementaryEffects elementary_effects(DesignPoints, DesignOutputs, SensitivityOptions const& = {});

/// A plane through the mean of the replicates, for designs that fill the space or are factorial. Orders of categories
/// mean nothing: of factors with more than two categories slopes and ranks mean nothing either.
struct RegressionIndices {
    /// [factor] slope x deviation of the factor / deviation of f. Its square is a product of different replicates, so
    /// that chance does not add to it (0 where that product is not positive); its interval, Student's about the mean
    /// slope, holds lack of fit, chance and what differs between the slopes of replicates.
    std::vector<SensitivityIndex> standardised;
    /// [factor] share of the variance of f that the factor has alone, whatever the form: see first_order_indices().
    std::vector<SensitivityIndex> first;
    /// [factor] correlation of ranks of factor and output, all other factors being held (PRCC: Iman & Conover 1979);
    /// interval of Fisher. Chance is in it: it lies nearer to 0 than without.
    std::vector<SensitivityIndex> partial_rank;
    double r_squared = kNaN;  ///< of the plane, in the variance of means of replicates
    double r_squared_without_chance =
        kNaN;                      ///< in the variance of f: how far the plane is the right form; may err beyond 1
    double rank_r_squared = kNaN;  ///< of the plane through ranks; near 1 for monotonic f
    double variance = kNaN;        ///< of f, without chance
    Interval variance_interval;    ///< over points and replicates. Shares and slopes are NaN unless above 0
    SensitivityBasis basis;
};

/// Throws InputError, too, for a factor that does not vary or is a sum of others.
[[nodiscard]] RegressionIndices regression_indices(DesignPoints, DesignOutputs, SensitivityOptions const& = {});

}  // namespace cptsim
