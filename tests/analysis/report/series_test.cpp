// What a report keeps of each run.
#include "analysis/report/series.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <sstream>

#include "tests/analysis/report/made_up_report.hpp"

using namespace cptsim;

TEST_CASE("a monthly series has the indicator's value in Decembers, and no money of months before the first",
          "[report]")
{
    auto const plan = made_up_plan(1, 1);
    auto o = with_active(plan, 0, 100);
    auto& cost = array_of(o, "public_cost");
    for (std::size_t month = 0; month < cost.size(); ++month) cost[month] = static_cast<float>(1000 * month);
    fill(o, "members_year", 600);
    fill(o, "free_riders", 60);
    for (auto const& chart : kCharts) {
        CAPTURE(chart.row);
        int const row = chart.row;
        auto const series = indicator_series(plan, o, row);
        REQUIRE(series.size() == 96);
        for (int const month : {11, 71, 95}) {
            double const value = indicator_values(plan, o, month)[static_cast<std::size_t>(row)];
            double const drawn = series[static_cast<std::size_t>(month)];
            CHECK((drawn == value || (std::isnan(drawn) && std::isnan(value))));
        }
    }
    auto const money = indicator_series(plan, o, indicator::public_cost_);
    CHECK(std::isnan(money[10]));
    CHECK(money[12] == Approx(1000.0 * (1 + 12) * 12 / 2 / 1e6));
    auto const riders = indicator_series(plan, o, indicator::free_riders_);
    CHECK(std::isnan(riders[12]));
    CHECK(riders[23] == Approx(10));
}

TEST_CASE("an indicator of one profession is taken over its own people", "[report]")
{
    auto const plan = made_up_plan(1, 1);
    auto o = made_up_observation(plan, 0);
    auto& eligible = array_of(o, "eligible");
    auto& active = array_of(o, "active");
    for (std::size_t i = 0; i < eligible.size(); ++i) {
        eligible[i] = 100;
        active[i] = static_cast<float>(i % (kProfessions + 1));
    }
    int const row = indicator::active_;
    CHECK(indicator_value(plan, o, row, 71, 2) == Approx(2));
    CHECK(indicator_value(plan, o, row, 71, 7) == Approx(7));
    CHECK(indicator_value(plan, o, row, 71) == Approx(8));
    CHECK(std::isnan(indicator_value(plan, o, indicator::dormant_, 71, 2)));
    CHECK(std::isnan(indicator_value(plan, o, indicator::missions_, 71, 2)));
}

TEST_CASE("places gather territories of a kind, and their shares are of sums", "[report]")
{
    MadeUpReport const report;
    auto const& series = report.series();
    REQUIRE(series.places.size() == 4);  // one size class, two milieux, one zone
    CHECK(series.places[0].rows == std::vector<std::size_t>{0, 1});
    CHECK(series.places[1].label == "rural");
    auto const cell = series.place_cell(1, 0, kPlaceActive);
    CHECK(series.by_place.at(0, 3, cell) == Approx(10));
    CHECK(series.by_place.at(1, 3, cell) == Approx(14));
    CHECK(std::isnan(series.by_place.at(2, 20, cell)));  // the placebo has 8 replicates
    CHECK(series.by_place.at(0, 0, series.place_cell(1, 0, kPlaceDormant)) == Approx(0));
    CHECK(series.territory_years.cells == 2 * 8);
}

TEST_CASE("charts and the history name observables that there are", "[report]")
{
    for (auto const& chart : kCharts) {
        std::istringstream names(chart.observables);
        for (std::string name; std::getline(names >> std::ws, name, ',');) {
            CAPTURE(chart.row, name);
            CHECK(observable_index(name) >= 0);
        }
    }
    CHECK(observable_index("nothing") == -1);
}
