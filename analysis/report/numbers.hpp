// Numbers over replicates that the page of a report and its tables both write: one way to compute each.
#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "analysis/effects/effects.hpp"
#include "analysis/report/series.hpp"

namespace cptsim {

/// Scenarios that are shown: all but the placebo that the launch added.
[[nodiscard]] std::vector<int> shown_scenarios(Plan const&);

/// Quantiles over `replicates` in which the cell has a value; NaN where none has.
[[nodiscard]] std::array<double, kBand.size()> band(RunRows const&, int scenario, std::size_t cell,
                                                    std::vector<int> const& replicates);

/// A cell of RunRows over all finished replicates of a scenario.
[[nodiscard]] Estimate cell_level(Summary const&, RunRows const&, int scenario, std::size_t cell);
/// Its paired difference from the reference; of a paired indicator the value itself.
[[nodiscard]] Effect cell_effect(Summary const&, RunRows const&, int scenario, std::size_t cell,
                                 bool is_paired = false);
[[nodiscard]] bool is_paired(int indicator);

/// The prediction before any data: that of the twin from the priors, or the effect itself where its parameters were
/// drawn from the priors; none where nothing was.
[[nodiscard]] std::optional<Effect> effect_before_data(Summary const&, Summary const* prior, int scenario, int date,
                                                       int indicator);
/// What the draws before any data say of the sign; as call_sign() where there are none.
[[nodiscard]] SignCall call_before_data(Summary const&, Summary const* prior, int scenario, int date, int indicator);

/// Who changed, over the replicates that the policy shares with the placebo.
struct Flows {
    int placebo = -1;  ///< scenario beside, or -1
    std::vector<int> replicates;
};
[[nodiscard]] Flows flows_of(Summary const&, int scenario);

/// Years in which spells of membership begin whose survival is shown.
[[nodiscard]] std::vector<int> spell_years(Plan const&);

/// Indicators whose effects are shown replicate by replicate, and those whose parameters are ranked.
inline constexpr std::array kDistributions = {indicator::active_, indicator::hours_, indicator::chosen_,
                                              indicator::cohort_chosen_};
inline constexpr std::array kDriven = {indicator::active_, indicator::hours_, indicator::chosen_};
inline constexpr std::size_t kDriversShown = 8;

/// Months of policy that the history of the reference goes on for.
inline constexpr int kHistoryAfterPolicy = 18;

/// Replicates by their effect at the last date of each policy; the same bins for all scenarios.
struct Histogram {
    std::vector<double> edges;
    std::vector<std::vector<int>> counts;  ///< [row of answered(), bin]
};
/// None where fewer than five replicates have the quantity, or all have the same effect.
[[nodiscard]] std::optional<Histogram> effect_histogram(Summary const&, int indicator);

/// What hours per 1,000 inhabitants are the product of.
inline constexpr std::array kHoursFactors = {"eligible", "membership", "fidelity", "hours_each"};
/// The effect on hours as a sum of what each factor does to them, over the replicates in which all have a value.
[[nodiscard]] std::array<Effect, kHoursFactors.size()> split_of_hours(Summary const&, int scenario, int date);

}  // namespace cptsim
