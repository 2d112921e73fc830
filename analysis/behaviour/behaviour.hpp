// Patterns of behaviour: what draws of the parameters make of experiments, beside what is known of the like.
#pragma once
#include <functional>
#include <vector>

#include "analysis/behaviour/experiments.hpp"
#include "analysis/behaviour/patterns.hpp"
#include "analysis/stats/statistics.hpp"

namespace cptsim {

/// Where experiments run: the shipped baseline and policies over a small table of real places.
struct BehaviourSetup {
    Scenario baseline, activity_pay, valletoux, contract_opt_in, contract_opt_out;
    Plan base;  ///< territories and seed
};

/// Reads the shipped scenarios and `population`.
[[nodiscard]] BehaviourSetup read_behaviour_setup(std::string const& population, std::uint64_t seed);

/// Runs all experiments for draws, whose numbers decide over which synthetic people they run; `show` hears the share
/// that is done. [draw]. Call it within with_threads().
[[nodiscard]] std::vector<PatternValues> behaviour_values(BehaviourSetup const&, std::vector<ExperimentDraw> const&,
                                                          std::function<void(double)> const& show);

/// What draws say of a pattern.
struct PatternSummary {
    double median = kNaN;            ///< of form `draws`: the share of draws in which it holds
    double low = kNaN, high = kNaN;  ///< the middle nine tenths of the draws
    double inside = kNaN;            ///< share of draws in the range, NaN where there is none
    int draws = 0;                   ///< draws that say something
};
/// [row of behaviour_patterns()]
[[nodiscard]] std::vector<PatternSummary> summarise_behaviour(std::vector<PatternValues> const&);

}  // namespace cptsim
