#include "analysis/effects/indicators.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>

#include "analysis/stats/statistics.hpp"

namespace cptsim {
namespace {

/// One run in one month, asked by observables; persons are those of one profession, or of all.
class View {
  public:
    View(Observation const& observation, double inhabitants, int date, int profession)
        : observation_(observation), date_(date), profession_(profession), inhabitants_(inhabitants)
    {
    }
    [[nodiscard]] double inhabitants() const { return inhabitants_; }
    /// A stock in the month of the date.
    [[nodiscard]] double now(observable::Row field) const { return column(field)(date_); }
    /// A quantity that is observed each December.
    [[nodiscard]] double december(observable::Row field) const
    {
        return is_december() ? column(field)(date_ / 12) : kNaN;
    }
    /// Sum over the twelve months that end with the date.
    [[nodiscard]] double year(observable::Row field) const
    {
        if (date_ < 11) return kNaN;
        auto const monthly = column(field);
        double sum = 0;
        for (int month = date_ - 11; month <= date_; ++month) sum += monthly(month);
        return sum;
    }
    [[nodiscard]] double mission_mean(observable::Row field) const
    {
        if (profession_ != kProfessions) return kNaN;
        double sum = 0;
        for (int mission = 0; mission < kMissions; ++mission)
            sum += values(field).at(static_cast<std::size_t>(date_ * kMissions + mission));
        return sum / kMissions;
    }
    [[nodiscard]] double paired(paired::Row field) const
    {
        if (observation_.paired.empty() || !is_december()) return kNaN;
        return Column{observation_.paired.at(static_cast<std::size_t>(field)), kProfessions + 1,
                      profession_}(date_ / 12);
    }

    [[nodiscard]] double active() const { return now(observable::active) + now(observable::board); }
    [[nodiscard]] double chosen() const { return now(observable::passive) + active() + now(observable::on_leave); }
    [[nodiscard]] double hours() const { return year(observable::hours_paid) + year(observable::hours_unpaid); }

  private:
    /// One profession of an array, or all of one that knows no professions.
    struct Column {
        std::vector<float> const& array;
        int columns;
        int place;
        double operator()(int row) const
        {
            return place < columns ? array.at(static_cast<std::size_t>(row * columns + place)) : kNaN;
        }
    };
    [[nodiscard]] bool is_december() const { return date_ % 12 == 11; }
    [[nodiscard]] std::vector<float> const& values(observable::Row field) const
    {
        return observation_.own.at(static_cast<std::size_t>(field));
    }
    [[nodiscard]] Column column(observable::Row field) const
    {
        auto const row = static_cast<std::size_t>(field);
        bool const by_profession = observable_fields()[row].axes.size() == 2;
        int const all_together = profession_ == kProfessions ? 0 : 1;  // 1: none, the array has no such profession
        return {observation_.own.at(row), by_profession ? kProfessions + 1 : 1,
                by_profession ? profession_ : all_together};
    }

    Observation const& observation_;
    int date_;
    int profession_;
    double inhabitants_;
};

double ratio(double part, double whole) { return whole > 0 ? part / whole : kNaN; }
double percent(double part, double whole) { return 100 * ratio(part, whole); }

struct Row {
    Indicator indicator;
    double (*value)(View const&);
};

bool same(LeverEntry const& a, LeverEntry const& b)
{
    auto const key = [](LeverEntry const& e) {
        return std::tie(e.lever, e.month, e.ramp, e.value, e.target.professions, e.target.size_classes,
                        e.target.milieux, e.target.zones, e.target.regions, e.target.territories);
    };
    return key(a) == key(b);
}

/// Scenarios that are set against the reference; the placebo that a launch adds is none.
std::vector<int> policies(Plan const& plan)
{
    std::vector<int> all;
    for (int i = 1; i < static_cast<int>(plan.scenarios.size()); ++i)
        if (i != plan.placebo_scenario) all.push_back(i);
    return all;
}

/// The territories in which a lever may differ between two scenarios: one stands for all where no entry names places.
std::vector<Territory> where_to_look(Plan const& plan, Scenario const& a, Scenario const& b, int lever)
{
    auto const plain = [&](Scenario const& scenario) {
        return std::all_of(scenario.levers.begin(), scenario.levers.end(),
                           [&](auto const& entry) { return entry.lever != lever || entry.target.everywhere(); });
    };
    auto const& rows = plan.territories.rows;
    if (rows.empty() || !plain(a) || !plain(b)) return rows;
    return {rows.front()};
}

std::vector<Row> const& rows()
{
    using enum IndicatorKind;
    static std::vector<Row> const all = {
#define CPT_INDICATOR(id, kind, decimals, en, fr, unit_en, unit_fr, ...) \
    {{#id, kind, decimals, {en, fr}, {unit_en, unit_fr}}, [](View const& v) -> double { return __VA_ARGS__; }},
#include "analysis/effects/indicators.inc"
#undef CPT_INDICATOR
    };
    return all;
}

}  // namespace

std::vector<Indicator> const& indicators()
{
    static auto const all = [] {
        std::vector<Indicator> list;
        for (auto const& row : rows()) list.push_back(row.indicator);
        return list;
    }();
    return all;
}

std::vector<double> indicator_values(Plan const& plan, Observation const& observation, int date)
{
    if (date % 12 != 11) throw std::logic_error("indicators are taken in Decembers");
    View const view(observation, plan.territories.inhabitants(), date, kProfessions);
    std::vector<double> values;
    for (auto const& row : rows()) values.push_back(row.value(view));
    return values;
}

double indicator_value(Plan const& plan, Observation const& observation, int indicator, int month, int profession)
{
    return rows()[static_cast<std::size_t>(indicator)].value(
        {observation, plan.territories.inhabitants(), month, profession});
}

std::vector<double> indicator_series(Plan const& plan, Observation const& observation, int indicator)
{
    double const inhabitants = plan.territories.inhabitants();
    std::vector<double> series;
    for (int month = 0; month < plan.months(); ++month)
        series.push_back(
            rows()[static_cast<std::size_t>(indicator)].value({observation, inhabitants, month, kProfessions}));
    return series;
}

int policy_start(Plan const& plan, int scenario)
{
    return std::max(first_change(plan, scenario), plan.scenarios[static_cast<std::size_t>(scenario)].policy_month);
}

int policy_start(Plan const& plan)
{
    int start = plan.scenarios.front().policy_month;
    bool is_first = true;
    for (int const scenario : policies(plan)) {
        int const own = policy_start(plan, scenario);
        start = is_first ? own : std::min(start, own);
        is_first = false;
    }
    return start;
}

bool shares_cohort(Plan const& plan, int scenario)
{
    return plan.scenarios[static_cast<std::size_t>(scenario)].policy_month == plan.scenarios.front().policy_month;
}

bool is_of_cohort(int indicator)
{
    return indicator == indicator::cohort_chosen_ || indicator == indicator::cohort_active_;
}

std::vector<int> table_dates(Plan const& plan)
{
    auto const all = policies(plan);
    std::set<int> dates;
    for (int const scenario : all)
        for (int const date : table_dates(plan, scenario)) dates.insert(date);
    if (all.empty()) return table_dates(plan, 0);
    return {dates.begin(), dates.end()};
}

std::vector<int> table_dates(Plan const& plan, int scenario)
{
    int const first = (policy_start(plan, scenario) + 11) / 12 * 12 + 11, last = plan.years() * 12 - 1;
    if (last < 0) return {};
    if (last < first) return {last};
    std::vector<int> dates;
    for (int const whole_years : {1, 5, 10})
        if (int const date = first + 12 * (whole_years - 1); date <= last) dates.push_back(date);
    bool const stops_before_tenth = dates.size() < 3 && dates.back() < last;
    if (stops_before_tenth) dates.push_back(last);
    return dates;
}

int first_change(Plan const& plan, int scenario)
{
    auto const& reference = plan.scenarios.front();
    auto const& policy = plan.scenarios[static_cast<std::size_t>(scenario)];
    std::set<int> levers;
    auto const add_own = [&](Scenario const& of, Scenario const& other) {
        for (auto const& entry : of.levers) {
            if (std::any_of(other.levers.begin(), other.levers.end(), [&](auto const& e) { return same(e, entry); }))
                continue;
            levers.insert(entry.lever);
        }
    };
    add_own(policy, reference);
    add_own(reference, policy);
    int first = plan.months();
    for (int const lever : levers)
        for (auto const& territory : where_to_look(plan, policy, reference, lever))
            for (int p = 0; p < kProfessions; ++p) {
                auto const a = lever_path(policy, lever, plan.months(), p, territory),
                           b = lever_path(reference, lever, plan.months(), p, territory);
                first =
                    std::min(first, static_cast<int>(std::mismatch(a.begin(), a.end(), b.begin()).first - a.begin()));
            }
    return first < plan.months() ? first : -1;
}

}  // namespace cptsim
