#include "analysis/behaviour/people.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/stats/statistics.hpp"

namespace cptsim {
namespace {

constexpr int kYear = 12;

}  // namespace

double retention(Panel const& panel, Followed followed, int first, int last, int tenure_low, int tenure_high)
{
    auto const counts = [&](PersonState const& s) {
        return followed == Followed::members ? is_member(s) : is_active_member(s);
    };
    Share kept;
    for_pairs(panel, kYear, [&](Snapshot const& before, Snapshot const& after) {
        if (before.month < first || after.month > last) return;
        for (std::size_t i = 0; i < before.people.size(); ++i) {
            auto const &was = before.people[i], &is = after.people[i];
            int const tenure = before.month - was.entry;
            if (!counts(was) || tenure < tenure_low || tenure >= tenure_high) continue;
            kept.add(same_person(was, is) && counts(is));
        }
    });
    return kept.value();
}

double exhaustion_autocorrelation(Panel const& panel, int lag)
{
    PooledCorrelation<2> correlation;
    for_pairs(panel, lag, [&](Snapshot const& before, Snapshot const& after) {
        std::vector<std::array<double, 2>> rows;
        for (std::size_t i = 0; i < before.people.size(); ++i)
            if (same_person(before.people[i], after.people[i]))
                rows.push_back({static_cast<double>(before.people[i].exhaustion),
                                static_cast<double>(after.people[i].exhaustion)});
        correlation.add_group(rows);
    });
    return kReliability * correlation.of(0, 1);
}

CrossLag cross_lag(LagCorrelations const& r)
{
    double const left = 1 - r.hb * r.hb;
    return {(r.hb2 - r.hb * r.bb2) / left, (r.bh2 - r.hb * r.hh2) / left};
}

CrossLag cross_lag(Panel const& panel, double load)
{
    auto const hours = [&](PersonState const& s) {
        return static_cast<double>(s.hours) * (1 + load * static_cast<double>(s.exhaustion));
    };
    PooledCorrelation<4> r;
    for_pairs(panel, kYear, [&](Snapshot const& before, Snapshot const& after) {
        std::vector<std::array<double, 4>> rows;
        for (std::size_t i = 0; i < before.people.size(); ++i) {
            auto const &was = before.people[i], &is = after.people[i];
            if (!same_person(was, is) || !is_active_member(was) || !is_active_member(is)) continue;
            rows.push_back(
                {hours(was), static_cast<double>(was.exhaustion), hours(is), static_cast<double>(is.exhaustion)});
        }
        r.add_group(rows);
    });
    double const once = std::sqrt(kReliability);
    return cross_lag({once * r.of(0, 1), r.of(0, 2), once * r.of(0, 3), once * r.of(1, 2), kReliability * r.of(1, 3)});
}

Concentration concentration(std::vector<double> hours)
{
    if (hours.empty()) return {kNaN, kNaN, kNaN};
    std::sort(hours.begin(), hours.end());
    auto const n = static_cast<double>(hours.size());
    auto const none = std::upper_bound(hours.begin(), hours.end(), 0.0) - hours.begin();
    Concentration c{kNaN, kNaN, static_cast<double>(none) / n};
    double const total = std::accumulate(hours.begin(), hours.end(), 0.0);
    if (total <= 0) return c;
    double top = 0, ranked = 0;
    for (std::size_t i = 0; i < hours.size(); ++i) {
        ranked += static_cast<double>(i + 1) * hours[i];
        double const from_top = n - static_cast<double>(i);  // this one is the from_top-th of those who give most
        top += hours[i] * std::clamp(n / 10 - (from_top - 1), 0.0, 1.0);
    }
    c.top_tenth = top / total;
    c.gini = 2 * ranked / (n * total) - (n + 1) / n;
    return c;
}

std::vector<double> member_hours(Snapshot const& snapshot)
{
    std::vector<double> hours;
    for (auto const& s : snapshot.people)
        if (is_member(s)) hours.push_back(static_cast<double>(s.year_hours));
    return hours;
}

Volunteers volunteers(Snapshot const& snapshot)
{
    std::vector<double> active, theta, income, theta_of_active;
    for (auto const& s : snapshot.people) {
        if (!present(s) || s.profession != 0) continue;
        active.push_back(is_active_member(s) ? 1 : 0);
        theta.push_back(static_cast<double>(s.theta));
        income.push_back(static_cast<double>(s.income));
        if (is_active_member(s)) theta_of_active.push_back(theta.back());
    }
    return {mean(theta_of_active) / mean(theta), rank_correlation(active, theta), rank_correlation(active, income)};
}

}  // namespace cptsim
