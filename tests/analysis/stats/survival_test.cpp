#include "analysis/stats/survival.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace cptsim;

TEST_CASE("the survival curve is Kaplan and Meier's with Greenwood's error")
{
    // 10 spells. First half-year: 2 end, 1 censored; second: 1 ends of 7; third: none of 6, 2 censored; fourth: 1 ends
    // of 4, 1 censored; 2 are older. S = 8/10, * 6/7, * 1, * 3/4.
    std::vector<double> const exits = {2, 1, 0, 1, 1}, censored = {1, 0, 2, 1, 1};
    auto const curve = survival_curve(exits, censored);
    REQUIRE(curve.size() == 4);
    CHECK(curve[0].years == 0.5);
    CHECK(curve[3].years == 2);
    CHECK(curve[0].at_risk == 10);
    CHECK(curve[1].at_risk == 7);
    CHECK(curve[2].at_risk == 6);
    CHECK(curve[3].at_risk == 4);
    CHECK(curve[0].survival == Approx(0.8));
    CHECK(curve[1].survival == Approx(0.8 * 6 / 7));
    CHECK(curve[2].survival == Approx(0.8 * 6 / 7));
    CHECK(curve[3].survival == Approx(0.8 * 6 / 7 * 0.75));
    CHECK(curve[0].standard_error == Approx(std::sqrt(0.8 * 0.2 / 10)));  // binomial before any censoring
    double const sum = 2.0 / 80 + 1.0 / 42 + 1.0 / 12;
    CHECK(curve[3].standard_error == Approx(0.8 * 6 / 7 * 0.75 * std::sqrt(sum)));
}

TEST_CASE("the survival curve stops with the last spell at risk")
{
    std::vector<double> const exits = {1, 1, 0, 0}, censored = {0, 0, 0, 0};
    auto const curve = survival_curve(exits, censored);
    REQUIRE(curve.size() == 2);
    CHECK(curve[1].survival == 0);
    CHECK(std::isnan(curve[1].standard_error));
    CHECK(survival_curve(censored, censored).empty());
}

TEST_CASE("spells that are only censored all survive")
{
    std::vector<double> const none(5, 0.0), censored = {3, 2, 1, 1, 1};
    for (auto const& point : survival_curve(none, censored)) {
        CHECK(point.survival == 1);
        CHECK(point.standard_error == 0);
    }
}
