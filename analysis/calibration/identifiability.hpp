// What the data have said about each parameter, from weighted particles of standard scores.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace cptsim {

/// Below this contraction an outcome that rests on the parameter is driven by assumption.
inline constexpr double kLeastContraction = 0.20;

/// What a contraction says, with its Monte Carlo error: two of them to either side.
enum class Said { much, little, unsure };

/// The posterior of one standard score; its prior is N(0, 1).
struct ScoreMarginal {
    double mean = 0;
    double deviation = 0;
    double low = 0;  ///< 5 % quantile
    double median = 0;
    double high = 0;               ///< 95 % quantile
    double contraction = 0;        ///< 1 - posterior variance / prior variance; negative where the data widen
    double contraction_error = 0;  ///< Monte Carlo standard error, with the effective sample size

    /// Whether the contraction lies beyond its error over kLeastContraction, or under it.
    [[nodiscard]] Said said() const;
};

struct Identifiability {
    double effective_size = 0;
    std::vector<ScoreMarginal> marginals;  ///< [dimension]
    std::vector<double> correlations;      ///< posterior, of scores [dimension, dimension]
};

/// `z` is [particle, dimension]; `weights` are positive or zero, in any unit. Copies of a particle count as one of
/// their weight together. Throws std::logic_error if fewer than two particles weigh anything.
[[nodiscard]] Identifiability identify(std::span<double const> z, std::span<double const> weights);

/// Dimensions, the most contracted first.
[[nodiscard]] std::vector<std::size_t> by_contraction(Identifiability const&);

}  // namespace cptsim
