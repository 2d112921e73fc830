#include "analysis/behaviour/measures.hpp"

#include <algorithm>

#include "analysis/behaviour/peers.hpp"
#include "analysis/behaviour/people.hpp"
#include "analysis/behaviour/places.hpp"
#include "analysis/stats/statistics.hpp"

namespace cptsim {
namespace {

using namespace behaviour;

constexpr int kGp = 0, kAll = kProfessions, kYear = 12;
constexpr int kFrom = 2024, kTo = 2033;  ///< Decembers that levels are taken over
constexpr double kFall = 0.01;

/// An observable of persons in a month.
double people(ExperimentRun const& run, observable::Row row, int month, int profession)
{
    auto const at = static_cast<std::size_t>(month) * (kProfessions + 1) + static_cast<std::size_t>(profession);
    return static_cast<double>(run.observation.own[row][at]);
}

double hours_given(ExperimentRun const& run, int first, int last, int profession)
{
    double sum = 0;
    for (int month = first; month <= last; ++month)
        sum += people(run, observable::hours_paid, month, profession) +
               people(run, observable::hours_unpaid, month, profession);
    return sum;
}

double ratio(double a, double b) { return b > 0 ? a / b : kNaN; }

void measure_people(ExperimentRun const& run, PatternValues& v)
{
    auto const& panel = run.panel;
    int const first = december(2022), last = december(kTo);
    auto const members = [&](int low, int high) { return retention(panel, Followed::members, first, last, low, high); };
    v[kept_members] = retention(panel, Followed::members, first, last);
    v[kept_active] = retention(panel, Followed::active, first, last);
    v[kept_first] = members(0, kYear);
    v[kept_second] = members(kYear, 2 * kYear);
    v[kept_third] = members(2 * kYear, 3 * kYear);
    v[kept_later] = members(3 * kYear, 10000);

    v[lag_1] = exhaustion_autocorrelation(panel, 1);
    v[lag_12] = exhaustion_autocorrelation(panel, kYear);
    v[lag_24] = exhaustion_autocorrelation(panel, 2 * kYear);
    auto const actual = cross_lag(panel, 0);
    v[hours_to_exhaustion] = actual.hours_to_exhaustion, v[exhaustion_to_hours] = actual.exhaustion_to_hours;

    auto const hours = concentration(member_hours(snapshot_of(panel, december(kFrom))));
    v[top_tenth] = hours.top_tenth, v[gini] = hours.gini, v[without_hours] = hours.none;
}

void measure_places(ExperimentRun const& run, PatternValues& v)
{
    std::vector<std::vector<PlaceYear>> years;
    for (int year = kFrom; year <= kTo; ++year)
        years.push_back(places_in(*run.plan, run.observation, year - kFirstYear));
    auto const change = drift(years.front(), years.back());
    v[drift_total] = change.total(), v[drift_places] = change.places, v[drift_members] = change.members;
    v[drift_active] = change.active, v[drift_hours] = change.hours;
    auto const between = spread_between(years);
    v[between_low] = between.low, v[between_high] = between.high;
    v[halved] = share_halved(years);

    double with_coordinator = 0, severe = 0;
    for (int year = kFrom; year <= kTo; ++year) {
        for (auto const& place : years[static_cast<std::size_t>(year - kFrom)])
            with_coordinator += place.coordinators > 0;
        severe += static_cast<double>(
            run.observation.own[observable::coordinators_severe][static_cast<std::size_t>(december(year))]);
    }
    v[severe_coordinators] = ratio(severe, with_coordinator);
}

void measure_boards(ExperimentRun const& run, PatternValues& v)
{
    double const threshold = run.parameters[parameter::strain_severe_threshold];
    Share board, active, everyone, ever;
    auto const add = [](Share& sum, Share const& share) { sum.count += share.count, sum.of += share.of; };
    for (int year = kFrom; year <= kTo; ++year) {
        auto const& now = snapshot_of(run.panel, december(year));
        add(board, severe_share(now, threshold, [](PersonState const& s) { return s.role == kBoard; }));
        add(active, severe_share(now, threshold, [](PersonState const& s) { return s.role == kActive; }));
        add(everyone, severe_share(now, threshold, [](PersonState const&) { return true; }));
        add(ever, severe_of_ever_board(run.panel, december(year), threshold));
    }
    v[behaviour::severe_board] = board.value(), v[behaviour::severe_active] = active.value();
    v[severe_everyone] = everyone.value(), v[severe_ever_board] = ever.value();

    auto const sits = [](PersonState const& s) { return s.role == kBoard; };
    auto const year = matched_contrast(run.panel, sits, threshold, kYear);
    auto const two = matched_contrast(run.panel, sits, threshold, 2 * kYear);
    v[entrants_12] = year.entrants, v[peers_12] = year.peers;
    v[entrants_24] = two.entrants, v[peers_24] = two.peers;
    if (year.matched == 0) return;
    double const difference = year.entrants - year.peers;
    v[boards_worse] = difference > 0;
    v[boards_clearly_worse] = difference > 2 * year.error;
    v[boards_clearly_better] = difference < -2 * year.error;
}

double largest_difference(DrawRecord::Kept const& kept, std::size_t who)
{
    auto const [low, high] =
        std::minmax_element(kept.begin(), kept.end(), [&](auto const& a, auto const& b) { return a[who] < b[who]; });
    return (*high)[who] - (*low)[who];
}

}  // namespace

void measure_baseline(ExperimentRun const& run, DrawRecord& record)
{
    measure_people(run, record.values);
    measure_places(run, record.values);
    measure_boards(run, record.values);
}

void measure_indemnity(ExperimentRun const& run, std::size_t level, DrawRecord& record)
{
    int const start = run.plan->scenarios[0].policy_month;
    int const first = start + 5 * kYear, last = start + 10 * kYear - 1;
    record.hours_gp[level] = hours_given(run, first, last, kGp);
    record.hours_all[level] = hours_given(run, first, last, kAll);
    if (kIndemnities[level] != 0) return;
    auto const unpaid = volunteers(snapshot_of(run.panel, december(kTo)));
    record.values[unpaid_theta] = unpaid.theta_ratio;
    record.values[unpaid_rank_theta] = unpaid.rank_theta;
    record.values[unpaid_rank_income] = unpaid.rank_income;
}

void measure_bonus(ExperimentRun const& run, DrawRecord& record)
{
    int const start = run.plan->scenarios[0].policy_month;
    auto const active_after = [&](int months) {
        int const month = start + months - 1;
        double const active = people(run, observable::active, month, kGp) + people(run, observable::board, month, kGp);
        return ratio(active, people(run, observable::eligible, month, kGp));
    };
    record.values[bonus_12] = active_after(kYear), record.values[bonus_24] = active_after(2 * kYear);
}

void measure_opposition(ExperimentRun const& run, DrawRecord& record)
{
    auto& v = record.values;
    int const start = run.plan->scenarios[0].policy_month;
    auto const opposed_after = [&](int months) {
        int const month = start + months - 1;
        return ratio(people(run, observable::opposed, month, kGp), people(run, observable::eligible, month, kGp));
    };
    v[opposed_1] = opposed_after(1), v[opposed_3] = opposed_after(3), v[opposed_6] = opposed_after(6);
    v[opposed_12] = opposed_after(kYear), v[opposed_24] = opposed_after(2 * kYear);
    Share all, older, younger;
    for (auto const& s : snapshot_of(run.panel, start + kYear - 1).people) {
        if (s.profession != kGp || (s.role != kOpposed && s.role != kAttached)) continue;
        all.add(s.role == kOpposed);
        (s.age >= 50 ? older : younger).add(s.role == kOpposed);
    }
    v[opposed_of_concerned] = all.value();
    v[opposed_by_age] = ratio(older.value(), younger.value());
}

std::array<double, 2> measure_retention(ExperimentRun const& run)
{
    int const first = december(2023), last = december(2028);
    return {retention(run.panel, Followed::members, first, last), retention(run.panel, Followed::active, first, last)};
}

void conclude(DrawRecord& record)
{
    auto& v = record.values;
    auto const at = [](std::array<double, kIndemnities.size()> const& hours, int level) {
        auto const found = std::find(kIndemnities.begin(), kIndemnities.end(), level);
        return hours[static_cast<std::size_t>(found - kIndemnities.begin())];
    };
    auto const gp = [&](int level) { return ratio(at(record.hours_gp, level), at(record.hours_gp, 65)); };
    v[hours_gp_0] = gp(0), v[hours_gp_10] = gp(10), v[hours_gp_20] = gp(20), v[hours_gp_30] = gp(30);
    v[hours_gp_50] = gp(50), v[hours_gp_80] = gp(80), v[hours_gp_100] = gp(100);
    v[hours_gp_50_over_30] = ratio(at(record.hours_gp, 50), at(record.hours_gp, 30));
    v[hours_all_0] = ratio(at(record.hours_all, 0), at(record.hours_all, 65));
    v[hours_all_50_over_30] = ratio(at(record.hours_all, 50), at(record.hours_all, 30));
    v[hours_fall] = 0;
    for (std::size_t k = 1; k < kIndemnities.size(); ++k)
        if (record.hours_gp[k] < (1 - kFall) * record.hours_gp[k - 1]) v[hours_fall] = 1;
    v[interval_members] = largest_difference(record.kept, 0);
    v[interval_active] = largest_difference(record.kept, 1);
    v[interval_members_policy] = largest_difference(record.kept_policy, 0);
    v[interval_active_policy] = largest_difference(record.kept_policy, 1);
}

}  // namespace cptsim
