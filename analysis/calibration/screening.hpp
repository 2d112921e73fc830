// Which parameters move the fit: elementary effects (Morris 1991) with mu* (Campolongo, Cariboni & Saltelli 2007).
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/calibration/evaluation.hpp"

namespace cptsim {

/// A radial design (Campolongo, Saltelli & Cariboni 2011): in each block a base point, the base point again, and one
/// point for each parameter moved alone by half of its prior's probability, up or down. Half the range, since the
/// chance of a simulation weighs least on the largest step; the base point again, since the difference of two
/// simulations of one point is what a parameter without any effect would show.
struct ScreeningOptions {
    std::size_t dimensions = 0;
    std::size_t summaries = 0;
    std::size_t blocks = 10;
    std::uint64_t seed = 1;
    std::uint32_t first_evaluation = 0;  ///< number of the first simulation, see Proposal
};

/// blocks x (2 + dimensions) points. Base points are a Latin hypercube of the prior's quantiles.
[[nodiscard]] std::vector<Proposal> screening_design(ScreeningOptions const&);

/// Effects are per unit of prior probability: what moving a parameter through its prior would do at constant slope.
/// The row after the last parameter holds repeated base points: chance alone.
struct Screening {
    std::vector<double> absolute_mean;   ///< mu* [1 + dimension, summary], in units of the summary
    std::vector<double> standard_error;  ///< of mu* over blocks [1 + dimension, summary]
    std::vector<double> deviation;       ///< sigma [1 + dimension, summary]: interaction, curvature and chance
    std::vector<double> strength;        ///< root sum over summaries of (mu* / declared error)^2 [1 + dimension]
    std::vector<double> strength_error;  ///< its standard error by the jackknife over blocks [1 + dimension]
    std::vector<std::size_t> ranking;    ///< parameters, the strongest first (without the row of chance)
    [[nodiscard]] double chance() const { return strength.back(); }
};

/// `evaluations` are those of the design, in its order; `errors` the declared standard errors of the summaries.
/// An effect needs two blocks: NaN otherwise, ranked last. Throws std::logic_error for sizes that do not fit.
[[nodiscard]] Screening screen(ScreeningOptions const&, std::span<Evaluation const> evaluations,
                               std::span<double const> errors);

}  // namespace cptsim
