#include "analysis/behaviour/peers.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/stats/statistics.hpp"

namespace cptsim {
namespace {

constexpr int kYear = 12;

/// Severely exhausted of the entrants and of the peers of a stratum.
struct Stratum {
    Share entrants, peers;
};

int stratum_of(PersonState const& s)
{
    int const exhaustion = std::min(static_cast<int>(s.exhaustion * 10), 9);
    int const hours = s.hours <= 0 ? 0 : s.hours <= 4 ? 1 : s.hours <= 10 ? 2 : 3;
    int const age = s.age < 40 ? 0 : s.age < 55 ? 1 : 2;
    return ((exhaustion * 4 + hours) * 4 + s.setting) * 3 + age;
}

/// Adds those who entered the seat between two Decembers, and their peers, as they are in `later`.
void add_entrants(std::map<int, Stratum>& strata, Snapshot const& base, Snapshot const& entered, Snapshot const& later,
                  Seat const& ever, double threshold)
{
    for (std::size_t i = 0; i < base.people.size(); ++i) {
        auto const &before = base.people[i], &then = entered.people[i], &now = later.people[i];
        if (!same_person(before, then) || !same_person(then, now) || ever(before)) continue;
        auto& stratum = strata[stratum_of(before)];
        (ever(then) ? stratum.entrants : stratum.peers).add(now.exhaustion >= static_cast<float>(threshold));
    }
}

Contrast compare(std::map<int, Stratum> const& strata)
{
    double entrants = 0, severe = 0, peers = 0, weights = 0;
    for (auto const& [key, s] : strata) {
        if (s.entrants.of == 0 || s.peers.of == 0) continue;
        entrants += s.entrants.of;
        severe += s.entrants.count;
        peers += s.entrants.of * s.peers.value();
        weights += s.entrants.of * s.entrants.of / s.peers.of;
    }
    if (entrants == 0) return {kNaN, kNaN, kNaN, 0};
    double const share = (severe + peers) / (2 * entrants);
    double const error = std::sqrt(share * (1 - share) * (1 / entrants + weights / (entrants * entrants)));
    return {severe / entrants, peers / entrants, error, static_cast<int>(entrants)};
}

}  // namespace

Contrast matched_contrast(Panel const& panel, Seat const& ever, double threshold, int after)
{
    std::map<int, Stratum> strata;
    for_pairs(panel, kYear, [&](Snapshot const& base, Snapshot const& entered) {
        for (auto const& later : panel)
            if (later.month == entered.month + after) add_entrants(strata, base, entered, later, ever, threshold);
    });
    return compare(strata);
}

}  // namespace cptsim
