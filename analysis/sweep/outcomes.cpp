#include "analysis/sweep/outcomes.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/effects/indicators.hpp"
#include "analysis/stats/statistics.hpp"

namespace cptsim {
namespace {

/// Observables that have one value of all professions at a date.
bool is_simple(ObservableField const& field)
{
    return std::all_of(field.axes.begin(), field.axes.end(),
                       [](Axis axis) { return axis == Axis::month || axis == Axis::year || axis == Axis::profession; });
}

}  // namespace

StudyOutcomes::StudyOutcomes(Sweep const& sweep) : sweep_(sweep), fields_(kept_fields(sweep.kept, sweep.plan))
{
    for (int const month : sweep.kept.months)
        if (month % 12 == 11) dates_.push_back(month);
    std::size_t width = 0;
    for (auto const& field : fields_) width += field.source.size();
    for (auto const& field : observable_fields())
        observation_.own.emplace_back(extent(sweep.plan, field), std::numeric_limits<float>::quiet_NaN());
    // What follows from a run where everything that is kept is one.
    std::vector<float> const ones(width, 1.0F);
    fill(ones);
    keep_what_follows(indicator_candidates());
    keep_what_follows(observable_candidates());
    is_done_.assign(sweep.runs(), false);
    values_.assign(list_.size() * dates_.size() * sweep.runs(), kNaN);
}

void StudyOutcomes::fill(std::span<float const> kept)
{
    std::size_t at = 0;
    for (auto const& field : fields_)
        for (auto const source : field.source)
            observation_.own[static_cast<std::size_t>(field.observable)][source] = kept[at++];
}

/// Adds those that have a value at some date, of the run that was filled in.
void StudyOutcomes::keep_what_follows(std::vector<StudyOutcome> candidates)
{
    auto const known = std::exchange(list_, std::move(candidates));
    std::vector<bool> follows(list_.size());
    for (int const date : dates_) {
        auto const values = values_at(date);
        for (std::size_t i = 0; i < values.size(); ++i) follows[i] = follows[i] || !std::isnan(values[i]);
    }
    auto const found = std::exchange(list_, known);
    for (std::size_t i = 0; i < found.size(); ++i)
        if (follows[i]) list_.push_back(found[i]);
}

std::vector<StudyOutcome> StudyOutcomes::indicator_candidates() const
{
    std::vector<StudyOutcome> all;
    for (std::size_t i = 0; i < indicators().size(); ++i) {
        auto const& x = indicators()[i];
        if (x.kind != IndicatorKind::headline && x.kind != IndicatorKind::second) continue;
        all.push_back({std::string(x.id), x.title, x.unit, x.decimals, static_cast<int>(i), -1,
                       x.kind == IndicatorKind::headline});
    }
    return all;
}

/// Those whose name is not that of an indicator that follows.
std::vector<StudyOutcome> StudyOutcomes::observable_candidates() const
{
    std::vector<StudyOutcome> all;
    for (int const row : sweep_.kept.observables) {
        auto const& field = observable_fields()[static_cast<std::size_t>(row)];
        if (!is_simple(field) || find(field.name) >= 0) continue;
        char const* const unit = field.unit.data();  // these are literals
        all.push_back(
            {field.name, {field.long_name.data(), field.long_name_fr.data()}, {unit, unit}, 2, -1, row, false});
    }
    return all;
}

std::vector<double> StudyOutcomes::values_at(int month) const
{
    auto const of_indicators = indicator_values(sweep_.plan, observation_, month);
    std::vector<double> values;
    for (auto const& outcome : list_)
        values.push_back(outcome.indicator >= 0 ? of_indicators[static_cast<std::size_t>(outcome.indicator)]
                                                : observed(outcome.observable, month));
    return values;
}

double StudyOutcomes::observed(int observable, int month) const
{
    auto const row = static_cast<std::size_t>(observable);
    auto const& axes = observable_fields()[row].axes;
    auto const by = [&](Axis axis) { return std::find(axes.begin(), axes.end(), axis) != axes.end(); };
    int const time = by(Axis::month) ? month : by(Axis::year) ? month / 12 : 0;
    int const columns = by(Axis::profession) ? kProfessions + 1 : 1;
    return observation_.own[row].at(static_cast<std::size_t>(time * columns + columns - 1));
}

std::size_t StudyOutcomes::place(int outcome, int date, std::size_t run) const
{
    return (static_cast<std::size_t>(outcome) * dates_.size() + static_cast<std::size_t>(date)) * sweep_.runs() + run;
}

void StudyOutcomes::add(std::size_t run, std::span<float const> kept)
{
    fill(kept);
    for (std::size_t date = 0; date < dates_.size(); ++date) {
        auto const values = values_at(dates_[date]);
        for (std::size_t i = 0; i < values.size(); ++i)
            values_[place(static_cast<int>(i), static_cast<int>(date), run)] = values[i];
    }
    is_done_[run] = true;
    balance_.reset();
}

int StudyOutcomes::find(std::string_view id) const
{
    auto const found = std::find_if(list_.begin(), list_.end(), [&](auto const& outcome) { return outcome.id == id; });
    return found == list_.end() ? -1 : static_cast<int>(found - list_.begin());
}

PointValues StudyOutcomes::levels(int outcome, int date, int scenario) const
{
    PointValues values(sweep_.design.size());
    for (std::size_t p = 0; p < values.size(); ++p)
        for (int r = 0; r < sweep_.plan.replicates; ++r)
            values[p].push_back(values_[place(outcome, date, sweep_.number({scenario, r, static_cast<int>(p)}))]);
    return values;
}

PointValues StudyOutcomes::effects(int outcome, int date, int scenario) const
{
    auto values = levels(outcome, date, scenario);
    auto const reference = levels(outcome, date, 0);
    for (std::size_t p = 0; p < values.size(); ++p)
        for (std::size_t r = 0; r < values[p].size(); ++r) values[p][r] -= reference[p][r];
    return values;
}

std::size_t StudyOutcomes::runs_done() const
{
    return static_cast<std::size_t>(std::count(is_done_.begin(), is_done_.end(), true));
}

StudyOutcomes::Balance const& StudyOutcomes::balance() const
{
    if (!balance_) balance_ = find_balance();
    return *balance_;
}

/// A point has a replicate where all scenarios have it.
StudyOutcomes::Balance StudyOutcomes::find_balance() const
{
    auto const points = sweep_.design.size(), replicates = static_cast<std::size_t>(sweep_.plan.replicates);
    auto const has = [&](std::size_t p, std::size_t r) {
        bool all = true;
        for (std::size_t s = 0; s < sweep_.plan.scenarios.size(); ++s)
            all = all && is_done_[sweep_.number({static_cast<int>(s), static_cast<int>(r), static_cast<int>(p)})];
        return all;
    };
    std::vector<std::size_t> counts(replicates, 0);
    for (std::size_t r = 0; r < replicates; ++r)
        for (std::size_t p = 0; p < points; ++p) counts[r] += has(p, r) ? 1U : 0U;
    auto const most = *std::max_element(counts.begin(), counts.end());
    Balance balance{std::vector<bool>(points, true), std::vector<bool>(replicates)};
    for (std::size_t r = 0; r < replicates; ++r) {
        balance.replicates[r] = counts[r] > 0 && (2 * counts[r] > points || counts[r] == most);
        for (std::size_t p = 0; balance.replicates[r] && p < points; ++p)
            balance.points[p] = balance.points[p] && has(p, r);
    }
    return balance;
}

PointValues StudyOutcomes::balanced(PointValues values) const
{
    auto const& balance = this->balance();
    for (std::size_t p = 0; p < values.size(); ++p)
        for (std::size_t r = 0; r < values[p].size(); ++r)
            if (!balance.points[p] || !balance.replicates[r]) values[p][r] = kNaN;
    return values;
}

std::size_t StudyOutcomes::balanced_points() const
{
    auto const& points = balance().points;
    return static_cast<std::size_t>(std::count(points.begin(), points.end(), true));
}

std::size_t StudyOutcomes::balanced_replicates() const
{
    auto const& replicates = balance().replicates;
    return static_cast<std::size_t>(std::count(replicates.begin(), replicates.end(), true));
}

std::vector<int> StudyOutcomes::frames() const
{
    std::vector<int> frames;
    for (int r = 0; r < sweep_.plan.replicates; ++r) frames.push_back(r / kStreams);
    return frames;
}

}  // namespace cptsim
