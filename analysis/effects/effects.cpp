#include "analysis/effects/effects.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "analysis/effects/money.hpp"
#include "analysis/stats/variance_ratio.hpp"

namespace cptsim {
namespace {

std::size_t place(int row, int columns, int column)
{
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(column);
}

int columns(std::vector<int> const& dates) { return static_cast<int>(dates.size() * indicators().size()); }

/// One value for each replicate in which it exists.
struct Replicates {
    std::vector<int> replicate;
    std::vector<double> value;
    int left_out = 0;
    void add(int r, double x)
    {
        if (std::isnan(x)) {
            ++left_out;
            return;
        }
        replicate.push_back(r);
        value.push_back(x);
    }
};

Replicates differences(Summary const& s, int scenario, int date, int indicator, std::span<int const> replicates)
{
    bool const paired = indicators()[static_cast<std::size_t>(indicator)].kind == IndicatorKind::paired;
    bool const withheld = is_of_cohort(indicator) && !shares_cohort(s.plan, scenario);
    Replicates result;
    for (int r : replicates) {
        if (withheld) {
            result.add(r, kNaN);
            continue;
        }
        double const reference = paired ? 0 : s.value(0, r, date, indicator);
        result.add(r, s.value(scenario, r, date, indicator) - reference);
    }
    return result;
}

MeanEstimate estimate_mean(Replicates const& replicates)
{
    std::vector<ClusteredValue> clustered;
    for (std::size_t i = 0; i < replicates.value.size(); ++i)
        clustered.push_back({replicates.replicate[i] / kStreams, replicates.value[i]});
    return estimate_mean(clustered);
}

Estimate estimate(Replicates const& replicates)
{
    double const tail = 0.5 * (1 - kCoverage);
    return {estimate_mean(replicates),
            {quantile(replicates.value, tail), quantile(replicates.value, 1 - tail)},
            replicates.left_out};
}

Replicates gather(std::span<ReplicateValue const> values)
{
    Replicates all;
    for (auto const& v : values) all.add(v.replicate, v.value);
    return all;
}

Effect count_signs(Replicates const& all)
{
    Effect result{estimate(all)};
    for (double x : all.value) {
        result.positive += x > 0;
        result.negative += x < 0;
        result.tied += x == 0;
    }
    return result;
}

/// The cost of an hour, a ratio of means, of each replicate as it is linearised. Empty for other indicators.
std::vector<ReplicateValue> linearised(Summary const& s, int scenario, int date, int indicator,
                                       std::span<int const> replicates)
{
    if (indicator != indicator::cost_per_hour_) return {};
    std::vector<ReplicateValue> cost, hours;
    for (int r : replicates) {
        cost.push_back({r, 1e6 * s.value(scenario, r, date, indicator::public_cost_)});
        hours.push_back({r, s.value(scenario, r, date, indicator::hours_) * s.plan.territories.inhabitants() / 1000});
    }
    return linearised_ratio(cost, hours);
}

/// What a scenario changes in each draw, the reference's level for scenario 0; nothing of fewer than kDrawsForSign.
std::vector<double> outcomes(Summary const& s, int scenario, int date, int indicator)
{
    Replicates all;
    auto const finished = finished_replicates(s, {0, scenario});
    if (scenario > 0)
        all = differences(s, scenario, date, indicator, finished);
    else
        for (int r : finished) all.add(r, s.value(0, r, date, indicator));
    if (all.value.size() < kDrawsForSign) all.value.clear();
    return std::move(all.value);
}

/// Parameters that differ between the points and that the two scenarios leave free.
std::vector<int> free_parameters(Plan const& plan, int scenario)
{
    std::vector<int> free;
    auto const& reference = plan.scenarios.front().parameters;
    auto const& policy = plan.scenarios[static_cast<std::size_t>(scenario)].parameters;
    for (std::size_t p = 0; p < plan.points.front().size(); ++p) {
        int const row = static_cast<int>(p);
        bool const varies = std::any_of(plan.points.begin(), plan.points.end(),
                                        [&](auto const& point) { return point[p] != plan.points.front()[p]; });
        if (varies && !(reference.contains(row) && policy.contains(row))) free.push_back(row);
    }
    return free;
}

}  // namespace

bool Summary::is_done(int scenario, int replicate) const
{
    return done[place(scenario, plan.replicates, replicate)] != 0;
}

double Summary::value(int scenario, int replicate, int date, int indicator) const
{
    auto const run = static_cast<int>(place(scenario, plan.replicates, replicate));
    auto const cell = static_cast<int>(place(date, static_cast<int>(indicators().size()), indicator));
    return values[place(run, columns(dates), cell)];
}

int Summary::runs_done() const { return std::accumulate(done.begin(), done.end(), 0); }

std::vector<int> summary_dates(Plan const& plan, SummaryDates which)
{
    auto dates = table_dates(plan);
    int const end = 12 * plan.years() - 1;
    if (which == SummaryDates::table_and_end && end > 0 && (dates.empty() || dates.back() < end)) dates.push_back(end);
    if (which != SummaryDates::every) return dates;
    dates.clear();
    for (int date = plan.scenarios.front().policy_month / 12 * 12 + 11; date <= end; date += 12) dates.push_back(date);
    return dates;
}

void SummaryRecorder::begin(Plan const& plan)
{
    auto const scenarios = static_cast<int>(plan.scenarios.size());
    auto const runs = place(scenarios, plan.replicates, 0);
    auto const dates = summary_dates(plan, dates_);
    auto const spells = place(scenarios, kSpellAges, 0) * extent(plan, Axis::entry_year);
    summary_ = {plan,
                dates,
                std::vector<double>(runs * static_cast<std::size_t>(columns(dates)), kNaN),
                std::vector<std::uint8_t>(runs, 0),
                std::vector<double>(spells, 0),
                std::vector<double>(spells, 0),
                std::vector<double>(runs * money_cells(plan), kNaN)};
}

void SummaryRecorder::write(Run const& run, Observation const& observation)
{
    auto const row = place(run.scenario, summary_.plan.replicates, run.replicate);
    auto to =
        summary_.values.begin() + static_cast<std::ptrdiff_t>(row * static_cast<std::size_t>(columns(summary_.dates)));
    for (int date : summary_.dates) {
        auto const values = indicator_values(summary_.plan, observation, date);
        to = std::copy(values.begin(), values.end(), to);
    }
    summary_.done[row] = 1;
    auto const paid = money_of(summary_.plan, observation);
    std::copy(paid.begin(), paid.end(), summary_.money.begin() + static_cast<std::ptrdiff_t>(row * paid.size()));

    auto const add = [&](observable::Row field, std::vector<double>& sums) {
        auto const& spells = observation.own.at(static_cast<std::size_t>(field));
        auto const size = sums.size() / summary_.plan.scenarios.size();
        if (spells.size() != size) throw std::logic_error("spells have another shape than the plan");
        auto const first = static_cast<std::size_t>(run.scenario) * size;
        for (std::size_t i = 0; i < size; ++i) sums[first + i] += static_cast<double>(spells[i]);
    };
    std::lock_guard const lock(spells_);  // counts: their sum in double is exact, so the order of runs does not matter
    add(observable::spell_exits, summary_.spell_exits);
    add(observable::spell_censored, summary_.spell_censored);
}

std::vector<int> date_rows(Summary const& s, int scenario)
{
    auto const own = table_dates(s.plan, scenario);
    std::vector<int> rows;
    for (int row = 0; row < static_cast<int>(s.dates.size()); ++row)
        if (std::find(own.begin(), own.end(), s.dates[static_cast<std::size_t>(row)]) != own.end()) rows.push_back(row);
    return rows;
}

std::vector<int> finished_replicates(Summary const& s, std::initializer_list<int> scenarios)
{
    std::vector<int> finished;
    for (int r = 0; r < s.plan.replicates; ++r)
        if (std::all_of(scenarios.begin(), scenarios.end(), [&](int scenario) { return s.is_done(scenario, r); }))
            finished.push_back(r);
    return finished;
}

Estimate level(Summary const& s, int scenario, int date, int indicator)
{
    Replicates all;
    auto const finished = finished_replicates(s, {scenario});
    for (int r : finished) all.add(r, s.value(scenario, r, date, indicator));
    Estimate result = estimate(all);
    if (auto const ratio = linearised(s, scenario, date, indicator, finished); !ratio.empty())
        result.mean = estimate_mean(gather(ratio));
    result.mean.values = static_cast<int>(all.value.size());  // those that are not left out
    return result;
}

std::vector<ReplicateValue> linearised_ratio(std::span<ReplicateValue const> numerator,
                                             std::span<ReplicateValue const> denominator)
{
    double const mean = estimate_mean(gather(denominator)).mean, ratio = estimate_mean(gather(numerator)).mean / mean;
    std::vector<ReplicateValue> values;
    if (!(mean > 0)) return values;
    for (std::size_t i = 0; i < numerator.size(); ++i)
        values.push_back({numerator[i].replicate, ratio + (numerator[i].value - ratio * denominator[i].value) / mean});
    return values;
}

Estimate level_of(std::span<ReplicateValue const> values) { return estimate(gather(values)); }

Effect effect_of(std::span<ReplicateValue const> differences) { return count_signs(gather(differences)); }

std::vector<ReplicateValue> replicate_effects(Summary const& s, int scenario, int date, int indicator)
{
    auto const all = differences(s, scenario, date, indicator, finished_replicates(s, {0, scenario}));
    std::vector<ReplicateValue> values;
    for (std::size_t i = 0; i < all.value.size(); ++i) values.push_back({all.replicate[i], all.value[i]});
    return values;
}

Effect effect(Summary const& s, int scenario, int date, int indicator, std::span<int const> replicates)
{
    auto const all = differences(s, scenario, date, indicator, replicates);
    Effect result = count_signs(all);
    auto const policy = linearised(s, scenario, date, indicator, replicates);
    auto const reference = linearised(s, 0, date, indicator, replicates);
    if (!policy.empty() && !reference.empty() && result.mean.values > 0) {
        auto difference = gather(policy);
        for (std::size_t i = 0; i < difference.value.size(); ++i) difference.value[i] -= reference[i].value;
        result.mean = estimate_mean(difference);
        result.mean.values = static_cast<int>(all.value.size());  // what the counts of signs are taken over
    }
    return result;
}

Effect effect(Summary const& s, int scenario, int date, int indicator)
{
    return effect(s, scenario, date, indicator, finished_replicates(s, {0, scenario}));
}

std::optional<bool> is_assumption_driven(Summary const& posterior, Summary const& prior, int scenario, int date,
                                         int indicator)
{
    double const most = variance_ratio_bound(outcomes(posterior, scenario, date, indicator),
                                             outcomes(prior, scenario, date, indicator), kSureOfContraction);
    if (std::isnan(most)) return {};
    return most > 1 - kLeastPredictiveContraction;
}

SignCall call_sign(Effect const& e, ParameterSource source)
{
    if (e.is_identical()) return SignCall::identical;
    if (source == ParameterSource::defaults) return SignCall::parameters_fixed;
    if (source == ParameterSource::posterior) return SignCall::after_data;
    if (e.mean.values < kDrawsForSign) return SignCall::too_few_draws;
    if (e.positive > 0.95 * e.mean.values) return SignCall::assumed_positive;
    if (e.negative > 0.95 * e.mean.values) return SignCall::assumed_negative;
    return SignCall::open;
}

std::vector<SignDriver> ranked_parameters(Summary const& s, int scenario, int date, int indicator)
{
    if (s.plan.points.size() != static_cast<std::size_t>(s.plan.replicates)) return {};
    auto const all = differences(s, scenario, date, indicator, finished_replicates(s, {0, scenario}));
    std::vector<SignDriver> ranked;
    for (int parameter : free_parameters(s.plan, scenario)) {
        std::vector<double> drawn;
        for (int r : all.replicate)
            drawn.push_back(s.plan.points[static_cast<std::size_t>(r)][static_cast<std::size_t>(parameter)]);
        SignDriver driver;
        driver.parameter = parameter;
        driver.correlation = rank_correlation(drawn, all.value);
        if (!std::isnan(driver.correlation)) ranked.push_back(driver);
    }
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](auto const& a, auto const& b) { return std::abs(a.correlation) > std::abs(b.correlation); });
    auto const n = static_cast<int>(all.value.size());
    for (auto& driver : ranked) {
        driver.candidates = static_cast<int>(ranked.size());
        driver.standard_error = 1 / std::sqrt(n - 1.0);
        driver.threshold = rank_correlation_threshold(n, driver.candidates);
    }
    return ranked;
}

std::optional<SignDriver> strongest_parameter(Summary const& s, int scenario, int date, int indicator)
{
    auto const ranked = ranked_parameters(s, scenario, date, indicator);
    if (ranked.empty()) return {};
    return ranked.front();
}

int placebo_of(Plan const& plan)
{
    if (plan.placebo_scenario >= 0) return plan.placebo_scenario;
    auto const& all = plan.scenarios;
    auto const twin =
        std::find_if(all.begin(), all.end(), [&](auto const& x) { return is_placebo_of(all.front(), x); });
    return twin == all.end() ? -1 : static_cast<int>(twin - all.begin());
}

std::vector<SurvivalPoint> membership_survival(Summary const& s, int scenario, int year)
{
    auto const years = static_cast<int>(extent(s.plan, Axis::entry_year));
    auto const cohort = [&](std::vector<double> const& sums) {
        return std::span(sums).subspan(place(scenario * years + year, kSpellAges, 0), kSpellAges);
    };
    return survival_curve(cohort(s.spell_exits), cohort(s.spell_censored));
}

}  // namespace cptsim
