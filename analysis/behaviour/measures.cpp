#include "analysis/behaviour/measures.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "analysis/behaviour/peers.hpp"
#include "analysis/behaviour/people.hpp"
#include "analysis/behaviour/places.hpp"
#include "analysis/stats/statistics.hpp"

namespace cptsim {
namespace {

using namespace behaviour;

constexpr int kGp = 0, kAll = kProfessions, kYear = 12;
constexpr int kFrom = 2024, kTo = 2033;  ///< Decembers that levels are taken over
constexpr double kFall = 0.05;           ///< less is chance: a few dozen people give most hours

/// An observable of persons in a month.
double people(ExperimentRun const& run, observable::Row row, int month, int profession)
{
    auto const at = static_cast<std::size_t>(month) * (kProfessions + 1) + static_cast<std::size_t>(profession);
    return static_cast<double>(run.observation.own[static_cast<std::size_t>(row)][at]);
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
    auto const felt = cross_lag(panel, kFeltLoad);
    v[felt_to_exhaustion] = felt.hours_to_exhaustion, v[exhaustion_to_felt] = felt.exhaustion_to_hours;

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
}

/// Severely exhausted over all of a kind, in Decembers.
double severe_share(ExperimentRun const& run, observable::Row severe, observable::Row of)
{
    auto const sum = [&](observable::Row row) {
        bool const monthly = observable_fields()[static_cast<std::size_t>(row)].axes[0] == Axis::month;
        double total = 0;
        for (int year = kFrom; year <= kTo; ++year)
            total += people(run, row, monthly ? december(year) : year - kFirstYear, kAll);
        return total;
    };
    return ratio(sum(severe), sum(of));
}

void measure_exhausted(ExperimentRun const& run, PatternValues& v)
{
    double severe = 0, posts = 0, severe_seats = 0, others = 0;
    for (int year = kFrom; year <= kTo; ++year) {
        auto const month = december(year);
        auto const all = [&](observable::Row row) { return people(run, row, month, kAll); };
        severe_seats += all(observable::severe_board) - all(observable::severe_president);
        others += all(observable::board) - all(observable::presidents);
        auto const at = static_cast<std::size_t>(month);
        severe += static_cast<double>(run.observation.own[observable::coordinators_severe][at]);
        posts += static_cast<double>(run.observation.own[observable::coordinators_at_work][at]);
    }
    v[severe_others] = ratio(severe_seats, others), v[severe_coordinators] = ratio(severe, posts);
    v[severe_presidents] = severe_share(run, observable::severe_president, observable::presidents);
    v[behaviour::severe_active] = severe_share(run, observable::severe_active, observable::active);
    v[severe_everyone] = severe_share(run, observable::severe, observable::eligible);
    v[severe_ever_board] = severe_share(run, observable::ever_board_severe, observable::ever_board);
    v[severe_ever_president] = severe_share(run, observable::ever_president_severe, observable::ever_president);
    v[elected_by_lot] = severe_share(run, observable::elected_candidates_severe, observable::elected_candidates);
    v[not_elected] = severe_share(run, observable::other_candidates_severe, observable::other_candidates);
}

/// Where the contrasts of a seat go.
struct ContrastRows {
    Row entrants, peers, entrants_two, peers_two, worse, clearly_worse, clearly_better;
};

void measure_seat(ExperimentRun const& run, Seat const& ever, ContrastRows const& rows, PatternValues& v)
{
    double const threshold = run.parameters[parameter::strain_severe_threshold];
    auto const year = matched_contrast(run.panel, ever, threshold, kYear);
    auto const two = matched_contrast(run.panel, ever, threshold, 2 * kYear);
    v[rows.entrants] = year.entrants, v[rows.peers] = year.peers;
    v[rows.entrants_two] = two.entrants, v[rows.peers_two] = two.peers;
    if (year.matched == 0) return;
    double const difference = year.entrants - year.peers;
    v[rows.worse] = difference > 0;
    v[rows.clearly_worse] = difference > 2 * year.error;
    v[rows.clearly_better] = difference < -2 * year.error;
}

void measure_boards(ExperimentRun const& run, PatternValues& v)
{
    measure_exhausted(run, v);
    measure_seat(
        run, [](PersonState const& s) { return s.ever_board; },
        {entrants_12, peers_12, entrants_24, peers_24, boards_worse, boards_clearly_worse, boards_clearly_better}, v);
    measure_seat(
        run, [](PersonState const& s) { return s.ever_president; },
        {presidents_12, presidents_peers_12, presidents_24, presidents_peers_24, presidents_worse,
         presidents_clearly_worse, presidents_clearly_better},
        v);
}

/// Whether hours fall at some step of the indemnity.
bool falls(std::span<double const> hours)
{
    for (std::size_t k = 1; k < hours.size(); ++k)
        if (hours[k] < (1 - kFall) * hours[k - 1]) return true;
    return false;
}

double largest_difference(DrawRecord::Kept const& kept, std::size_t who)
{
    for (auto const& k : kept)
        if (std::isnan(k[who])) return kNaN;
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

double later_hours(ExperimentRun const& run, int profession)
{
    int const start = run.plan->scenarios[0].policy_month;
    double sum = 0;
    for (int month = start + 5 * kYear; month < start + 10 * kYear; ++month)
        sum += people(run, observable::hours_paid, month, profession) +
               people(run, observable::hours_unpaid, month, profession);
    return sum;
}

void measure_indemnity(ExperimentRun const& run, std::size_t level, DrawRecord& record)
{
    record.hours_gp[level] = later_hours(run, kGp);
    record.hours_all[level] = later_hours(run, kAll);
    if (kIndemnities[level] != 0) return;
    auto const unpaid = volunteers(snapshot_of(run.panel, december(kTo)));
    record.values[unpaid_theta] = unpaid.theta_ratio;
    record.values[unpaid_rank_theta] = unpaid.rank_theta;
    record.values[unpaid_rank_income] = unpaid.rank_income;
}

void measure_contracts(ExperimentRun const& run, bool opt_out, DrawRecord& record)
{
    int const start = run.plan->scenarios[0].policy_month;
    auto const under_contract = [&](int months) {
        int const month = start + months - 1;
        return ratio(people(run, observable::bonus_contracts, month, kGp),
                     people(run, observable::eligible, month, kGp));
    };
    record.values[opt_out ? opt_out_12 : opt_in_12] = under_contract(kYear);
    record.values[opt_out ? opt_out_24 : opt_in_24] = under_contract(2 * kYear);
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
    auto const at = [](DrawRecord::Hours const& hours, int level) {
        auto const found = std::find(kIndemnities.begin(), kIndemnities.end(), level);
        return hours[static_cast<std::size_t>(found - kIndemnities.begin())];
    };
    auto const gp = [&](int level) { return ratio(at(record.hours_gp, level), at(record.hours_gp, 65)); };
    v[hours_gp_0] = gp(0), v[hours_gp_10] = gp(10), v[hours_gp_20] = gp(20), v[hours_gp_30] = gp(30);
    v[hours_gp_50] = gp(50), v[hours_gp_80] = gp(80), v[hours_gp_100] = gp(100);
    v[hours_gp_50_over_30] = ratio(at(record.hours_gp, 50), at(record.hours_gp, 30));
    v[hours_all_0] = ratio(at(record.hours_all, 0), at(record.hours_all, 65));
    v[hours_all_50_over_30] = ratio(at(record.hours_all, 50), at(record.hours_all, 30));
    v[hours_fall] = falls(record.hours_all), v[hours_fall_uncrowded] = falls(record.uncrowded_all);
    auto const known = [&](Row row) {
        auto const& p = behaviour_patterns()[row];
        return v[row] >= p.low && v[row] <= p.high;
    };
    v[both_contracts] = known(opt_in_12) && known(opt_out_12);
    v[kept_members_1] = record.kept.front()[0], v[kept_members_12] = record.kept.back()[0];
    v[kept_active_1] = record.kept.front()[1], v[kept_active_12] = record.kept.back()[1];
    v[interval_members] = largest_difference(record.kept, 0);
    v[interval_active] = largest_difference(record.kept, 1);
    v[interval_members_policy] = largest_difference(record.kept_policy, 0);
    v[interval_active_policy] = largest_difference(record.kept_policy, 1);
}

}  // namespace cptsim
