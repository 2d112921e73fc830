// Boxes and regrets where they are known.
#include <catch2/catch.hpp>

#include <cmath>
#include <numeric>

#include "analysis/decision/conditions.hpp"
#include "analysis/decision/regret.hpp"
#include "tests/analysis/decision/made_up_draws.hpp"

using namespace cptsim;
using namespace cptsim::test;

namespace {

constexpr double kWithin = 0.9, kElsewhere = 0.15;

/// Cases lie mostly where the first parameter is above 0.3 and the second below 0.2.
Draws draws_with_box(std::uint32_t seed, std::size_t count, std::size_t drawn, double inside, double outside)
{
    Normals normal(seed);
    return made_up_draws(count, drawn, 1, normal, [&](std::size_t, std::vector<double> const& z) {
        bool const in = z[0] > 0.3 && z[1] < 0.2;
        return normal.uniform() < (in ? inside : outside) ? 1.0 : -1.0;
    });
}

}  // namespace

// 800 draws, of which 38 % x 58 % = 22 % lie in the true box. An end is found to a step of peeling, 5 % of the draws in
// the box: about 0.1 here, and 0.25 leaves two steps and a half.
TEST_CASE("a box of parameters is found with its ends, its coverage and its density")
{
    auto const found = find_conditions(draws_with_box(1, 800, 12, kWithin, kElsewhere), 1, {0, 99});
    REQUIRE(found.stands());
    REQUIRE(found.box.sides.size() == 2);
    for (auto const& side : found.box.sides) {
        REQUIRE(side.quantity < 2);
        if (side.quantity == 0) {
            CHECK(side.low == Approx(0.3).margin(0.25));
            CHECK(std::isinf(side.high));
        } else {
            CHECK(side.high == Approx(0.2).margin(0.25));
            CHECK(std::isinf(side.low));
        }
    }
    double const inside = (1 - standard_normal_cdf(0.3)) * standard_normal_cdf(0.2);
    double const coverage = inside * kWithin / (inside * kWithin + (1 - inside) * kElsewhere);
    // Binomial, of some 180 draws in the box and 250 cases: standard errors 0.022 and 0.031; ends a step off move both.
    CHECK(found.found.density == Approx(kWithin).margin(4 * 0.022 + 0.05));
    CHECK(found.found.coverage == Approx(coverage).margin(4 * 0.031 + 0.05));
    CHECK(std::abs(found.found.density - (inside * kWithin + (1 - inside) * kElsewhere)) > 0.3);  // the base rate
    CHECK(quantile(found.trust.density, 0.05) < kWithin);
    CHECK(quantile(found.trust.density, 0.95) > 0.75);
    for (double const share : found.trust.reproduced) CHECK(share > 0.9);
}

// Each of 40 sets of noise gives a box with probability 5 % or less; more than 7 do with probability 0.002. Sets with a
// box of 70 draws among 320 give one.
TEST_CASE("noise has no conditions")
{
    int told = 0, found = 0;
    for (std::uint32_t seed = 0; seed < 40; ++seed) {
        told += find_conditions(draws_with_box(seed + 50, 160, 6, 0.4, 0.4), 1, {0, 59}).stands() ? 1 : 0;
        if (seed < 10)
            found +=
                find_conditions(draws_with_box(seed + 150, 320, 6, kWithin, kElsewhere), 1, {0, 59}).stands() ? 1 : 0;
    }
    CHECK(told <= 7);
    CHECK(found >= 9);
}

TEST_CASE("no conditions are sought where too few draws lie on one side, and a threshold moves them")
{
    auto const draws = draws_with_box(3, 200, 4, 1, 1);
    auto const always = find_conditions(draws, 1, {0, 9});
    CHECK(always.cases == 200);
    CHECK_FALSE(always.is_sought());
    CHECK(find_conditions(draws, 1, {2, 9}).cases == 0);
    auto lower = draws;
    lower.question.lower = true;
    CHECK(find_conditions(lower, 1, {0, 9}).cases == 0);
}

TEST_CASE("regret is what an option lacks to the best of the same draw")
{
    Draws draws;
    draws.values = {{0, 0, 0, 0}, {1, 2, -3, 0}, {4, 1, -1, 0}};
    draws.replicates = {0, 1, 2, 3};
    auto const found = regrets(draws);
    // Best: policy 2, policy 1, reference, and all three alike.
    CHECK(found[0].best.mean == Approx((1 + 1.0 / 3) / 4));
    CHECK(found[1].best.mean == Approx((1 + 1.0 / 3) / 4));
    CHECK(found[2].best.mean == Approx((1 + 1.0 / 3) / 4));
    CHECK(found[0].mean.mean == Approx((4 + 2 + 0 + 0) / 4.0));
    CHECK(found[1].mean.mean == Approx((3 + 0 + 3 + 0) / 4.0));
    CHECK(found[2].mean.mean == Approx((0 + 1 + 1 + 0) / 4.0));
    CHECK(found[1].worst == 3);
    // The twin: what options lack to the one that is best on average, 1, 1 and 0, is less.
    for (std::size_t option = 0; option < 3; ++option) {
        double const mean_of_all = mean(draws.values[2]) - mean(draws.values[option]);
        CHECK_FALSE(found[option].mean.mean == Approx(mean_of_all));
    }
    draws.question.lower = true;
    CHECK(regrets(draws)[0].mean.mean == Approx((0 + 0 + 3 + 0) / 4.0));
    CHECK(regrets(draws)[2].worst == 4);
}
