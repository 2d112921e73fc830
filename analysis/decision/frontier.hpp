// The most that can be gained for so much money a year, over mixes of levers: searched on common random numbers, run
// again on fresh ones, where the budgets are kept.
#pragma once
#include <array>
#include <functional>
#include <string>
#include <vector>

#include "analysis/decision/optimiser.hpp"
#include "analysis/stats/statistics.hpp"
#include "sim/base/language.hpp"
#include "sim/model/recorder.hpp"

namespace cptsim {

/// A lever of a mix: what is added to what the reference has.
struct MixedLever {
    int lever = 0;                                 ///< row in lever_fields()
    int from = 0;                                  ///< month
    double most = 0;                               ///< added at most; below zero to take off
    std::array<double, kProfessions> reference{};  ///< what the reference has in that month
    std::uint32_t professions = 0xFF;
    double cost = 0;  ///< stated in the study: M EUR a year of all of it, beside what the model pays
};

/// A study of a front, after reading and validation.
struct FrontierStudy {
    std::string file, title_en, title_fr;
    Plan search,
        fresh;  ///< of the reference; the second has another seed and draws of the parameters that the first lacks
    std::vector<MixedLever> levers;
    int indicator = 0;  ///< row of indicators()
    bool lower = false;
    int month = 0;                ///< the December of indicator and cost
    std::vector<double> budgets;  ///< M EUR a year beyond the reference, ascending
    int evaluations = 40;         ///< for each budget
};

/// Reads a study: a file, or the name of a shipped one ("activity"). Throws InputError with everything that is wrong; a
/// lever that costs nothing in the model must have its cost stated. What it names lies beside it, unless `anywhere`.
[[nodiscard]] FrontierStudy read_frontier_study(std::string const& file, bool anywhere = false);

/// Values of a mix in replicates, against the reference of the same replicate.
struct MixRuns {
    std::vector<ClusteredValue> gain, cost;  ///< cluster: the frame
};
/// Runs a mix over the replicates of a plan.
using RunMix = std::function<MixRuns(Plan const&, Mix const&)>;
[[nodiscard]] MixRuns run_mix(FrontierStudy const&, Plan const&, Mix const&, int threads);

/// A point of the front.
struct FrontPoint {
    double budget = 0;
    Mix mix;                    ///< as it was run again
    double kept = 1;            ///< share of what the search chose that keeps the budget on fresh draws
    MixValue search;            ///< of what the search chose, where it chose it
    MeanEstimate gain, cost;    ///< on fresh draws
    double within = 0;          ///< share of the fresh draws in which the cost is within the budget
    bool is_dominated = false;  ///< a smaller budget gained as much
};

/// Fraction done; returns false to stop.
using FrontProgress = std::function<bool(double)>;

/// Searches the front, then runs it again on fresh draws, pulled back towards the reference until its mean cost there
/// keeps the budget. What a search tried counts for all budgets. Empty where progress stopped it.
[[nodiscard]] std::vector<FrontPoint> find_front(FrontierStudy const&, RunMix const&, FrontProgress const&);

/// Levers as a scenario has them: a mix laid over the reference.
[[nodiscard]] Scenario mixed(Scenario const& reference, std::vector<MixedLever> const&, Mix const&);

[[nodiscard]] std::string front_text(FrontierStudy const&, std::vector<FrontPoint> const&, Language);
/// The same as CSV: a line for each budget.
[[nodiscard]] std::string front_csv(FrontierStudy const&, std::vector<FrontPoint> const&);

}  // namespace cptsim
