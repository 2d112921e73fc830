#include "analysis/report/numbers.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/effects/answer_cells.hpp"

namespace cptsim {
namespace {

constexpr int kFewestBins = 5, kMostBins = 24;
constexpr std::size_t kFewestDistributed = 5;

using Factors = std::array<double, kHoursFactors.size()>;

/// Professionals per 1,000 inhabitants x chosen members per professional x active per chosen member x hours a year of
/// an active one. NaN where one of them has no one to be taken over.
Factors factors(Summary const& s, int scenario, int replicate, int date)
{
    auto const value = [&](indicator::Row row) { return s.value(scenario, replicate, date, row); };
    double const hours = value(indicator::hours_), chosen = value(indicator::net_chosen_),
                 active = value(indicator::net_active_);
    double const eligible = 100 * chosen / value(indicator::chosen_);
    double const per_thousand = 1000 / s.plan.territories.inhabitants();
    return {eligible * per_thousand, chosen / eligible, active / chosen, hours / (active * per_thousand)};
}

/// Shares of `after - before` that its factors carry: the logarithmic mean of both times the logarithm of each factor's
/// ratio, which sum to the difference (Ang 2004, LMDI-I).
Factors shares_of_change(Factors const& before, Factors const& after)
{
    double a = 1, b = 1;
    for (std::size_t i = 0; i < before.size(); ++i) b *= before[i], a *= after[i];
    double const weight = a == b ? a : (a - b) / std::log(a / b);
    Factors shares{};
    for (std::size_t i = 0; i < before.size(); ++i) {
        double const share = weight * std::log(after[i] / before[i]);
        shares[i] = std::isfinite(share) ? share : kNaN;
    }
    return shares;
}

}  // namespace

std::vector<int> shown_scenarios(Plan const& plan)
{
    std::vector<int> all;
    for (int i = 0; i < static_cast<int>(plan.scenarios.size()); ++i)
        if (i != plan.placebo_scenario) all.push_back(i);
    return all;
}

std::array<double, kBand.size()> band(RunRows const& rows, int scenario, std::size_t cell,
                                      std::vector<int> const& replicates)
{
    std::vector<double> sorted;
    for (int const r : replicates)
        if (double const x = rows.at(scenario, r, cell); !std::isnan(x)) sorted.push_back(x);
    std::sort(sorted.begin(), sorted.end());
    std::array<double, kBand.size()> quantiles{};
    for (std::size_t q = 0; q < kBand.size(); ++q) quantiles[q] = quantile_of_sorted(sorted, kBand[q]);
    return quantiles;
}

Estimate cell_level(Summary const& s, RunRows const& rows, int scenario, std::size_t cell)
{
    std::vector<ReplicateValue> all;
    for (int const r : finished_replicates(s, {scenario})) all.push_back({r, rows.at(scenario, r, cell)});
    return level_of(all);
}

Effect cell_effect(Summary const& s, RunRows const& rows, int scenario, std::size_t cell, bool paired)
{
    std::vector<ReplicateValue> all;
    for (int const r : finished_replicates(s, {0, scenario}))
        all.push_back({r, rows.at(scenario, r, cell) - (paired ? 0.0F : rows.at(0, r, cell))});
    return effect_of(all);
}

bool is_paired(int indicator)
{
    return indicators()[static_cast<std::size_t>(indicator)].kind == IndicatorKind::paired;
}

std::optional<Effect> effect_before_data(Summary const& s, Summary const* prior, int scenario, int date, int indicator)
{
    auto const& before = prior ? *prior : s;
    if (before.plan.parameter_source != ParameterSource::prior) return {};
    return effect(before, scenario, date, indicator);
}

SignCall call_before_data(Summary const& s, Summary const* prior, int scenario, int date, int indicator)
{
    auto const& before = prior ? *prior : s;
    return call_sign(effect(before, scenario, date, indicator), before.plan.parameter_source);
}

Flows flows_of(Summary const& s, int scenario)
{
    int const placebo = placebo_of(s.plan);
    int const beside = placebo == scenario ? -1 : placebo;
    return {beside, finished_replicates(s, {0, scenario, std::max(beside, 0)})};
}

std::vector<int> spell_years(Plan const& plan)
{
    int const start = policy_start(plan) / 12, years = plan.end_month / 12 + 1;
    std::vector<int> all;
    for (int const year : {start - 3, start - 1, start, start + 2})
        if (year >= 0 && year < years) all.push_back(year);
    return all;
}

std::optional<Histogram> effect_histogram(Summary const& s, int indicator)
{
    std::vector<std::vector<ReplicateValue>> all;
    double low = INFINITY, high = -INFINITY;
    std::size_t most = 0;
    for (int const scenario : answered(s)) {
        all.push_back(replicate_effects(s, scenario, answer_date(s, scenario), indicator));
        most = std::max(most, all.back().size());
        for (auto const& v : all.back()) low = std::min(low, v.value), high = std::max(high, v.value);
    }
    if (most < kFewestDistributed || !(low < high)) return {};
    int const bins =
        std::clamp(static_cast<int>(std::ceil(2 * std::sqrt(static_cast<double>(most)))), kFewestBins, kMostBins);
    double const width = (high - low) / bins;
    Histogram histogram;
    for (int i = 0; i <= bins; ++i) histogram.edges.push_back(low + width * i);
    for (auto const& values : all) {
        std::vector<int> counts(static_cast<std::size_t>(bins), 0);
        for (auto const& v : values)
            ++counts[static_cast<std::size_t>(std::min(static_cast<int>((v.value - low) / width), bins - 1))];
        histogram.counts.push_back(std::move(counts));
    }
    return histogram;
}

std::array<Effect, kHoursFactors.size()> split_of_hours(Summary const& s, int scenario, int date)
{
    std::array<std::vector<ReplicateValue>, kHoursFactors.size()> shares;
    for (int const r : finished_replicates(s, {0, scenario})) {
        auto const own = shares_of_change(factors(s, 0, r, date), factors(s, scenario, r, date));
        bool const whole = std::none_of(own.begin(), own.end(), [](double x) { return std::isnan(x); });
        for (std::size_t i = 0; i < own.size(); ++i) shares[i].push_back({r, whole ? own[i] : kNaN});
    }
    std::array<Effect, kHoursFactors.size()> split;
    for (std::size_t i = 0; i < split.size(); ++i) split[i] = effect_of(shares[i]);
    return split;
}

}  // namespace cptsim
