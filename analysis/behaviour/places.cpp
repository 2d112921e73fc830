#include "analysis/behaviour/places.hpp"

#include <cmath>

#include "analysis/stats/statistics.hpp"

namespace cptsim {
namespace {

constexpr double kFewActive = 10;

}  // namespace

std::vector<PlaceYear> places_in(Plan const& plan, Observation const& observation, int year)
{
    auto const& territories = plan.territories.rows;
    auto const value = [&](observable::Row row, std::size_t t) {
        return static_cast<double>(
            observation.own[static_cast<std::size_t>(row)][static_cast<std::size_t>(year) * territories.size() + t]);
    };
    std::vector<PlaceYear> places(territories.size());
    for (std::size_t t = 0; t < territories.size(); ++t) {
        auto& place = places[t];
        place.inhabitants = territories[t].inhabitants;
        place.awake = static_cast<int>(value(observable::territory_stage, t)) == kSigned &&
                      value(observable::territory_dormant, t) == 0;
        if (!place.awake) continue;
        place.members = value(observable::territory_chosen, t);
        place.active = value(observable::territory_active, t);
        place.hours = value(observable::territory_hours, t);
    }
    return places;
}

Drift drift(std::vector<PlaceYear> const& before, std::vector<PlaceYear> const& after)
{
    auto const sums = [](std::vector<PlaceYear> const& places) {
        PlaceYear sum;
        double awake = 0;
        for (auto const& p : places) {
            awake += p.awake;
            sum.members += p.members, sum.active += p.active, sum.hours += p.hours;
        }
        return std::array{awake, sum.members, sum.active, sum.hours};
    };
    auto const a = sums(before), b = sums(after);
    std::array<double, 4> logs{};
    for (std::size_t k = 0; k < 4; ++k) logs[k] = a[k] > 0 && b[k] > 0 ? std::log(b[k] / a[k]) : kNaN;
    return {logs[0], logs[1] - logs[0], logs[2] - logs[1], logs[3] - logs[2]};
}

Spread spread_between(std::vector<std::vector<PlaceYear>> const& years)
{
    std::vector<double> hours;
    for (auto const& places : years)
        for (auto const& place : places)
            if (place.awake) hours.push_back(place.hours / place.inhabitants);
    double const middle = quantile(hours, 0.5);
    if (!(middle > 0)) return {kNaN, kNaN};
    return {quantile(hours, 0.1) / middle, quantile(hours, 0.9) / middle};
}

double share_halved(std::vector<std::vector<PlaceYear>> const& years)
{
    double halved = 0, of = 0;
    for (std::size_t y = 1; y < years.size(); ++y)
        for (std::size_t t = 0; t < years[y].size(); ++t) {
            auto const& before = years[y - 1][t];
            if (!before.awake || before.active < kFewActive) continue;
            ++of;
            halved += years[y][t].active < before.active / 2;
        }
    return of > 0 ? halved / of : kNaN;
}

}  // namespace cptsim
