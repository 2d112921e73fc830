#include <catch2/catch.hpp>
#include <limits>

#include "analysis/stats/sensitivity.hpp"
#include "sim/base/error.hpp"
#include "tests/analysis/stats/known.hpp"

using namespace cptsim;

namespace {

Points morris(std::size_t factors, std::size_t trajectories, int levels = 0)
{
    return make_design(continuous(factors), {DesignMethod::morris, trajectories, 1, levels});
}

}  // namespace

TEST_CASE("elementary effects of a plane are its slopes, without error or sigma, on a grid or not")
{
    auto const design = morris(3, 6, GENERATE(0, 4, 3));
    auto const effects = elementary_effects(design, run(design, [](auto const& u) { return 1 + 3 * u[0] - 2 * u[1]; }));
    std::vector<double> const slopes = {3, -2, 0};
    for (std::size_t j = 0; j < 3; ++j) {
        auto const& summary = effects.factors[j].summary;
        CHECK(summary.effects == 6);
        CHECK(summary.mean == Approx(slopes[j]).margin(1e-9));
        CHECK(summary.absolute_mean == Approx(std::abs(slopes[j])).margin(1e-9));
        CHECK(summary.deviation == Approx(0).margin(1e-7));
        CHECK(std::isnan(effects.factors[j].chance));
    }
}

TEST_CASE("elementary effects of a product are those of its theory")
{
    // y = u v: an effect of u is the value of v at that time, uniform: mean 1/2, deviation 1 / sqrt(12) = 0.289; 1,000
    // trajectories: standard error 0.00913, if not less by the strata. y = (u - 1/2)(v - 1/2): the same about 0, and
    // mu* the mean of |v - 1/2| = 1/4, deviation sqrt(1/12 - 1/16) = 0.144, error 0.00456. Four of them: 6e-5 each.
    auto const design = morris(2, 1000);
    auto const of_product = elementary_effects(design, run(design, [](auto const& u) { return u[0] * u[1]; }));
    auto const of_centred =
        elementary_effects(design, run(design, [](auto const& u) { return (u[0] - 0.5) * (u[1] - 0.5); }));
    for (std::size_t j = 0; j < 2; ++j) {
        auto const &product = of_product.factors[j].summary, &centred = of_centred.factors[j].summary;
        CHECK(std::abs(product.mean - 0.5) < 4 * 0.00913);
        CHECK(product.mean_error == Approx(0.00913).epsilon(0.05));
        CHECK(product.deviation == Approx(0.2887).epsilon(0.05));
        CHECK(std::abs(centred.mean) < 4 * 0.00913);
        CHECK(std::abs(centred.absolute_mean - 0.25) < 4 * 0.00456);
        CHECK(centred.absolute_mean_error == Approx(0.00456).epsilon(0.05));
        CHECK_FALSE(std::abs(centred.mean - 0.25) < 4 * 0.00913);  // the twin: mu is not mu*
    }
}

TEST_CASE("chance shows in mu* of a factor without effect as it is said to, and is taken from sigma")
{
    // Noise of variance 1 in each of 4 replicates: an effect over half the range has the variance 2 / 4 / 0.25 = 2, its
    // size the mean sqrt(2 x 2 / pi) = 1.128 and the deviation sqrt(2 - 4 / pi) = 0.852: over 800 trajectories a
    // standard error of 0.0301. sigma^2 of the product is 100 / 12 = 8.33.
    auto const design = morris(3, 800);
    auto const outputs = run(
        design, [](auto const& u) { return 10 * u[0] * u[1]; }, 4, 1, 9);
    auto const effects = elementary_effects(design, outputs);
    auto const& none = effects.factors[2];
    CHECK(std::abs(none.summary.absolute_mean - 1.128) < 4 * 0.0301);
    CHECK(none.chance == Approx(1.128).epsilon(0.04));  // error of a root of a variance of 2400 degrees: 1.5 %
    CHECK(none.summary.deviation == Approx(std::sqrt(2)).epsilon(0.1));
    CHECK(none.deviation_without_chance < 0.5);
    auto const& active = effects.factors[0];
    CHECK(active.deviation_without_chance == Approx(std::sqrt(100.0 / 12)).epsilon(0.1));
    CHECK(active.summary.deviation == Approx(std::sqrt(100.0 / 12 + 2)).epsilon(0.1));
    CHECK_FALSE(std::abs(active.summary.absolute_mean - 1.128) < 4 * 0.0301);  // the twin: a factor that acts
    CHECK(effects.basis.chance_variance == Approx(1).epsilon(0.05));
}

TEST_CASE("a missing point spoils the one or two effects beside it")
{
    auto const design = morris(2, 5);
    auto outputs = run(design, [](auto const& u) { return u[0]; });
    outputs[3][0] = std::numeric_limits<double>::quiet_NaN();   // the first of the second trajectory
    outputs[10][0] = std::numeric_limits<double>::quiet_NaN();  // the second of the fourth: both
    auto const effects = elementary_effects(design, outputs);
    CHECK(effects.factors[0].summary.effects + effects.factors[1].summary.effects == 10 - 1 - 2);
    CHECK(effects.factors[0].summary.mean == Approx(1));
    auto const other = make_design(continuous(2), {DesignMethod::sobol, 15});
    CHECK_THROWS_AS(elementary_effects(other, outputs), InputError);
    auto const short_design = Points(design.begin(), design.end() - 1);
    CHECK_THROWS_AS(elementary_effects(short_design, Points(outputs.begin(), outputs.end() - 1)), InputError);
}

TEST_CASE("fewer than two effects have no summary")
{
    CHECK(summarise_effects(std::vector<double>{3}).effects == 1);
    CHECK(std::isnan(summarise_effects(std::vector<double>{3}).absolute_mean));
    auto const two = summarise_effects(std::vector<double>{-1, 3});
    CHECK(two.mean == 1);
    CHECK(two.absolute_mean == 2);
    CHECK(two.deviation == Approx(std::sqrt(8)));
    CHECK(two.mean_error == Approx(2));
    CHECK(two.absolute_mean_error == Approx(1));
}
