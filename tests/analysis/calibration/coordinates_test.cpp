// Standard scores become values of their priors.
#include "analysis/calibration/coordinates.hpp"

#include <boost/math/distributions/normal.hpp>
#include <catch2/catch.hpp>
#include <cmath>

namespace cptsim {
namespace {

Coordinate coordinate(Prior prior, double min = -1e9, double max = 1e9)
{
    return {"x", prior, min, max, {}, {}, 0, -1};
}

double probability(double z) { return boost::math::cdf(boost::math::normal(), z); }

}  // namespace

TEST_CASE("a score has the probability of its value", "[calibration]")
{
    boost::math::normal const wide(3, 2);
    for (double const z : {-6.0, -2.5, -0.3, 0.0, 0.7, 2.0, 6.0}) {
        CAPTURE(z);
        double const p = probability(z);
        CHECK(value_of(coordinate({Prior::uniform, 2, 6}), z) == Approx(2 + 4 * p));
        CHECK(std::log(value_of(coordinate({Prior::log_uniform, 0.01, 1}), z)) == Approx(std::log(0.01) * (1 - p)));
        CHECK(value_of(coordinate({Prior::normal, 3, 2}), z) == Approx(3 + 2 * z));
        // Cut to [1, 4]: P(X < x) = (F(x) - F(1)) / (F(4) - F(1)).
        double const x = value_of(coordinate({Prior::normal, 3, 2}, 1, 4), z), f1 = cdf(wide, 1), f4 = cdf(wide, 4);
        CHECK((cdf(wide, x) - f1) / (f4 - f1) == Approx(p).margin(1e-12));
        CHECK((x >= 1 && x <= 4));
    }
}

TEST_CASE("a prior cut far in its tail keeps its digits", "[calibration]")
{
    // [8, 9] of the standard normal: masses of 1e-16 that 1 - p would lose. Median: P(X > x) is the mean of both ends'.
    boost::math::normal const standard;
    double const above = (cdf(complement(standard, 8.0)) + cdf(complement(standard, 9.0))) / 2;
    double const median = quantile(complement(standard, above));
    CHECK(value_of(coordinate({Prior::normal, 0, 1}, 8, 9), 0) == Approx(median).epsilon(1e-6));
}

TEST_CASE("alternatives keep their weights", "[calibration]")
{
    auto choice = coordinate({});
    choice.values = {-1, 5, 7};
    choice.weights = {0.25, 0.5, 0.25};
    CHECK(value_of(choice, -0.68) == -1);  // P = 0.248
    CHECK(value_of(choice, -0.67) == 5);   // P = 0.251
    CHECK(value_of(choice, 0.67) == 5);
    CHECK(value_of(choice, 0.68) == 7);
}

TEST_CASE("the score of a value is the one that it came from", "[calibration]")
{
    for (double const z : {-3.0, -0.4, 0.0, 1.1, 2.9})
        for (auto const& c : {coordinate({Prior::uniform, 2, 6}), coordinate({Prior::log_uniform, 0.01, 1}),
                              coordinate({Prior::normal, 3, 2}), coordinate({Prior::normal, 3, 2}, 1, 4)})
            CHECK(score_of(c, value_of(c, z)) == Approx(z).margin(1e-9));
    CHECK(score_of(coordinate({Prior::uniform, 2, 6}), 7) == 8);
    auto choice = coordinate({});
    choice.values = {-1, 5};
    choice.weights = {0.5, 0.5};
    CHECK(probability(score_of(choice, 5)) == Approx(0.75));
}

}  // namespace cptsim
