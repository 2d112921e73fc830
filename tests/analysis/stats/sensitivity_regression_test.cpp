#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>

#include "analysis/stats/sensitivity.hpp"
#include "sim/base/error.hpp"
#include "tests/analysis/stats/known.hpp"

using namespace cptsim;

namespace {

Points hypercube(std::size_t factors, std::size_t points, std::uint64_t seed = 1)
{
    return make_design(continuous(factors), {DesignMethod::latin_hypercube, points, seed});
}

std::vector<double> column(Points const& rows, std::size_t j)
{
    std::vector<double> values;
    for (auto const& row : rows) values.push_back(row[j]);
    return values;
}

double plane(std::vector<double> const& u) { return 3 * u[0] - 4 * u[1]; }

}  // namespace

TEST_CASE("a plane is found without rest, and its standardised slopes are shares of its deviation")
{
    auto const design = hypercube(3, 500);
    auto const r = regression_indices(design, run(design, plane));
    CHECK(r.r_squared == Approx(1));
    // Deviations 3 and 4 of 5, but for the correlation c of the two by chance, with an error of 1 / sqrt(500) = 0.045:
    // the variance is (25 - 24 c) / 12. Four of them: 0.36 in the variance, half of 0.17 of the slopes.
    CHECK(r.standardised[0].value == Approx(0.6).epsilon(0.1));
    CHECK(r.standardised[1].value == Approx(-0.8).epsilon(0.1));
    CHECK(r.standardised[2].value == Approx(0).margin(1e-9));
    CHECK(r.standardised[0].error < 1e-6);
    CHECK(r.partial_rank[0].value > 0.95);
    CHECK(r.partial_rank[1].value < -0.95);
    CHECK(std::abs(r.variance - 25.0 / 12) < 0.36);
    CHECK(std::isnan(r.r_squared_without_chance));
    CHECK_FALSE(r.standardised[0].value == Approx(r.standardised[1].value).epsilon(0.1));  // the twin
}

TEST_CASE("a monotonic curve has a rank correlation of one, a symmetric one none")
{
    auto const design = hypercube(3, 300);
    auto const steep = regression_indices(design, run(design, [](auto const& u) { return std::exp(10 * u[1]); }));
    CHECK(steep.rank_r_squared == Approx(1));
    CHECK(steep.partial_rank[1].value == Approx(1));
    CHECK(steep.partial_rank[0].value == Approx(0).margin(1e-5));
    CHECK(steep.r_squared < 0.7);  // the twin: no plane
    auto const bowl = regression_indices(design, run(design, [](auto const& u) { return std::pow(u[1] - 0.5, 2); }));
    CHECK(std::abs(bowl.partial_rank[1].value) < 4 / std::sqrt(300));
    CHECK(bowl.rank_r_squared < 0.1);
}

TEST_CASE("a partial rank correlation is that of its definition by single ones")
{
    // r(1y.2) = (r1y - r12 r2y) / sqrt((1 - r12^2)(1 - r2y^2)) of Spearman's correlations.
    auto const design = hypercube(2, 80);
    auto const outputs = run(
        design, [](auto const& u) { return u[0] * u[0] + 0.3 * u[1]; }, 1, 0.2, 3);
    auto const x = column(design, 0), z = column(design, 1), y = column(outputs, 0);
    double const xy = rank_correlation(x, y), xz = rank_correlation(x, z), zy = rank_correlation(z, y);
    auto const r = regression_indices(design, outputs).partial_rank[0];
    CHECK(r.value == Approx((xy - xz * zy) / std::sqrt((1 - xz * xz) * (1 - zy * zy))));
    CHECK_FALSE(r.value == Approx(xy).epsilon(1e-4));  // the twin: not the single one
    CHECK(r.interval.low < r.value);
    CHECK(r.value < r.interval.high);
}

TEST_CASE("chance is taken from what the slopes are compared with, and from the lack of fit")
{
    // Noise of the variance of f, four replicates: means have a variance of 5/4 V, so that a plane explains 80 % of it,
    // but all of f. Slopes are known to sqrt(V / 4 / (n V / 25 x 25 ..)) = sqrt(0.25 / 2000) = 0.0112 of the deviation
    // of f; that deviation, to some sqrt(2 / 2000) x 1.25 / 2 = 0.02 of itself. Four of sqrt(0.0112^2 + (0.8 x
    // 0.02)^2).
    auto const design = hypercube(3, 2000);
    auto const outputs = run(design, plane, 4, std::sqrt(25.0 / 12), 7);
    auto const r = regression_indices(design, outputs);
    CHECK(std::abs(r.standardised[0].value - 0.6) < 4 * 0.0195);
    CHECK(std::abs(r.standardised[1].value + 0.8) < 4 * 0.0195);
    CHECK(r.standardised[0].error == Approx(0.0112).epsilon(0.1));
    CHECK(r.r_squared == Approx(0.8).margin(0.03));
    CHECK(r.r_squared_without_chance == Approx(1).margin(0.03));
    Points means;
    for (auto const& output : outputs) means.push_back({mean(output)});
    auto const twin = regression_indices(design, means);  // its deviation has chance in it: 0.8 x sqrt(0.8) = 0.716
    CHECK_FALSE(std::abs(twin.standardised[1].value + 0.8) < 4 * 0.0195);
}

TEST_CASE("what a replicate adds to all points alike is no chance of a slope")
{
    auto const design = hypercube(2, 50);
    auto outputs = run(design, plane, 3);
    for (auto& output : outputs)
        for (std::size_t r = 0; r < 3; ++r) output[r] += 100 * static_cast<double>(r);
    auto const r = regression_indices(design, outputs);
    CHECK(r.variance == Approx(regression_indices(design, run(design, plane)).variance));
    CHECK(r.r_squared_without_chance == Approx(1));
    CHECK(r.basis.chance_variance == Approx(10000));
}

TEST_CASE("intervals of slopes hold the truth in 90 of 100 cases")
{
    // 400 seeds of noise: standard error of the rate sqrt(0.9 x 0.1 / 400) = 0.015; four: 6e-5 each. Slopes are
    // compared unscaled: standardised x deviation of the means / deviation of the factor.
    auto const design = hypercube(2, 40);
    auto const x = column(design, 0);
    double squares = 0;
    for (double v : x) squares += std::pow(v - mean(x), 2);
    double const deviation = std::sqrt(squares / 39);
    int held = 0, twin = 0, rank_held = 0;
    for (std::uint32_t seed = 1; seed <= 400; ++seed) {
        auto const r = regression_indices(design, run(design, plane, 1, 1, seed));
        double const scale = std::sqrt(r.variance) / deviation;
        auto const holds = [&](double slope) {
            auto const& i = r.standardised[0].interval;
            return i.low * scale <= slope && slope <= i.high * scale;
        };
        held += holds(3);
        twin += holds(4);
        auto const none = regression_indices(design, run(
                                                         design, [](auto const&) { return 0.0; }, 1, 1, seed));
        rank_held += none.partial_rank[1].interval.low <= 0 && 0 <= none.partial_rank[1].interval.high;
    }
    CHECK(std::abs(held / 400.0 - 0.9) < 4 * 0.015);
    CHECK(std::abs(rank_held / 400.0 - 0.9) < 4 * 0.015);
    CHECK_FALSE(std::abs(twin / 400.0 - 0.9) < 4 * 0.015);
}

TEST_CASE("a regression on too few points, on a factor that stands still or on two that go together is refused")
{
    auto const refusal = [](Points const& design, Points const& outputs) -> std::string {
        try {
            (void)regression_indices(design, outputs);
        } catch (InputError const& error) {
            return error.what();
        }
        return "computed";
    };
    auto design = hypercube(3, 6);
    auto outputs = run(design, plane, 1, 0.1);
    CHECK(refusal(design, outputs) == "computed");
    outputs[4][0] = std::numeric_limits<double>::quiet_NaN();
    CHECK(refusal(design, outputs) ==
          "no sensitivity can be computed: a regression on 3 factors takes 6 points at least");
    design = hypercube(3, 20);
    outputs = run(design, plane, 1, 0.1);
    auto still = design, together = design;
    for (auto& point : still) point[2] = 0.5;
    CHECK(refusal(still, outputs) == "no sensitivity can be computed: factor 3 does not vary");
    for (auto& point : together) point[2] = 0.3 * point[0] + 0.7 * point[1];
    CHECK(refusal(together, outputs) ==
          "no sensitivity can be computed: some factor is a sum of others, at the points that have their runs");
    auto const flat = regression_indices(design, Points(20, {1.0}));
    CHECK(std::isnan(flat.standardised[0].value));
    CHECK(std::isnan(flat.partial_rank[0].value));
    CHECK(std::isnan(flat.r_squared));
}
