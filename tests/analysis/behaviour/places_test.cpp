// Statistics of CPTS, on places whose answer is known.
#include "analysis/behaviour/places.hpp"

#include <cmath>

#include "tests/analysis/behaviour/made_up_panel.hpp"

namespace cptsim {
namespace {

PlaceYear place(double members, double active, double hours, double inhabitants = 1000)
{
    return {true, members, active, hours, inhabitants};
}
PlaceYear asleep() { return {false, 0, 0, 0, 1000}; }

}  // namespace

TEST_CASE("the drift of hours is split into factors that add up")
{
    std::vector<PlaceYear> const before = {place(40, 10, 50), place(60, 10, 50), asleep()};
    std::vector<PlaceYear> const after = {place(50, 20, 100), place(90, 20, 100), place(100, 20, 160)};
    auto const d = drift(before, after);
    CHECK(d.places == Approx(std::log(3.0 / 2)));
    CHECK(d.members == Approx(std::log(80.0 / 50)));
    CHECK(d.active == Approx(std::log(0.25 / 0.2)));
    CHECK(d.hours == Approx(std::log(6.0 / 5)));
    CHECK(d.total() == Approx(std::log(360.0 / 100)));
    CHECK(std::isnan(drift({asleep()}, after).total()));
}

TEST_CASE("the spread between CPTS is that of hours per inhabitant of those awake")
{
    std::vector<PlaceYear> places;
    for (int k = 1; k <= 9; ++k) places.push_back(place(10, 5, 2.0 * k, 2));
    places.push_back(asleep());
    auto const spread = spread_between({places});
    CHECK(spread.low == Approx(1 / 5.0));
    CHECK(spread.high == Approx(9 / 5.0));
    CHECK(std::isnan(spread_between({{asleep()}}).low));
}

TEST_CASE("a CPTS is halved when fewer than half of its ten or more active members are left, or it fell asleep")
{
    std::vector<std::vector<PlaceYear>> const years = {
        {place(90, 10, 1), place(90, 10, 1), place(90, 9, 1), place(90, 12, 1), asleep()},
        {place(90, 5, 1), place(90, 4, 1), place(90, 1, 1), asleep(), place(90, 20, 1)}};
    CHECK(share_halved(years) == Approx(2.0 / 3));
    CHECK(std::isnan(share_halved({years[0]})));
}

}  // namespace cptsim
