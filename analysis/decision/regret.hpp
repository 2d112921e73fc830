// Which option is best how often, and how far from the best where it is not.
#pragma once
#include <vector>

#include "analysis/decision/draws.hpp"
#include "analysis/stats/statistics.hpp"

namespace cptsim {

/// One option over the draws. Regret is what it lacks to the best of the same draw.
struct Regret {
    MeanEstimate best;  ///< share of the draws in which it is the best; equals share a draw
    MeanEstimate mean;
    double high = kNaN;   ///< regret that one draw in twenty exceeds
    double worst = kNaN;  ///< the largest among the draws
};

/// [option], errors over populations of people.
[[nodiscard]] std::vector<Regret> regrets(Draws const&);

}  // namespace cptsim
