// Intervals and scores of predictions, against numbers worked out by hand.
#include "analysis/calibration/predictive.hpp"

#include <catch2/catch.hpp>

#include <cmath>

namespace cptsim {
namespace {

PredictiveCheck check(char const* pattern, char const* unit, double value, double error,
                      std::vector<Measured> const& draws, char const* use = "validate")
{
    std::vector<CalibrationTarget> const targets = {
        {pattern, use, unit, quantity_of(pattern), 0, 36, 0xFF, value, error, ""}};
    std::vector<std::vector<Measured>> values;
    for (auto const& x : draws) values.push_back({x});
    return check_predictions(targets, values)[0];
}

}  // namespace

TEST_CASE("a prediction's interval holds the spread of the draws and the declared error", "[calibration]")
{
    auto const spread = check("stage_signed", "territories", 14, 2, {8, 12});
    CHECK(spread.median == Approx(10));
    CHECK(spread.z == Approx(4 / std::sqrt(4 + 4)));
    auto const certain = check("stage_signed", "territories", 13.0, 2, {10, 10, 10});
    CHECK(certain.low == Approx(10 - 1.645 * 2).margin(0.1));  // by 64 quantiles
    CHECK(certain.high == Approx(10 + 1.645 * 2).margin(0.1));
    CHECK(certain.inside);
    CHECK_FALSE(check("stage_signed", "territories", 13.6, 2, {10, 10, 10}).inside);
    CHECK(check("stage_signed", "territories", 13.6, 2, {10, 10, 13}).inside);  // the twin: with more spread
}

TEST_CASE("predictions of shares and positive numbers stay in their range", "[calibration]")
{
    auto const members = check("members_per_signed", "members", 80, 16, {40, 40});
    CHECK(members.low == Approx(40 * std::exp(-1.645 * 0.2)).epsilon(0.02));  // 16 of 80 is 0.2 in logarithms
    CHECK(members.z == Approx(std::log(2.0) / 0.2));
    auto const covered = check("population_signed", "share", 0.5, 0.2, {0.02, 0.9});
    CHECK((covered.low > 0 && covered.high < 1));
}

TEST_CASE("a bound is kept if it may be", "[calibration]")
{
    auto const bound = [](std::vector<Measured> const& draws) {
        return check("paid_hours_per_signed", "h/year", 2500, 500, draws, "soft_bound");
    };
    CHECK(bound({100, 200}).inside);
    CHECK_FALSE(bound({5000, 5200}).inside);
    CHECK_FALSE(check("paid_hours_per_signed", "h/year", 2500, 500, {100, 200}).inside);  // the twin: an observation
}

TEST_CASE("dead worlds count among the draws", "[calibration]")
{
    auto const dead = check("members_per_signed", "members", 80, 16, {{0, 0}, {70, 10}, {0, 12}});
    CHECK(dead.median == Approx(1));  // nobody in no CPTS counts as one member
    CHECK_FALSE(dead.low > 0.05);
    CHECK(std::isfinite(dead.z));
}

}  // namespace cptsim
