#include "analysis/calibration/emulator.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/analysis/calibration/toy.hpp"

using namespace cptsim;

namespace {

/// Scores [evaluation, dimension] of independent normals, and what `residual` makes of them [evaluation, summary].
template <class Residual>
Emulator emulate(int evaluations, Eigen::Index dimensions, Residual const& residual,
                 std::vector<std::size_t> bounds = {}, int without = -1)
{
    Eigen::MatrixXd const z = toy_normals(3, dimensions, evaluations);
    std::vector<double> scores, residuals;
    for (int i = 0; i < evaluations; ++i) {
        if (i == without) continue;
        scores.insert(scores.end(), z.col(i).begin(), z.col(i).end());
        for (double const r : residual(Eigen::VectorXd(z.col(i)), i)) residuals.push_back(r);
    }
    return {scores, residuals, static_cast<std::size_t>(dimensions), bounds};
}

}  // namespace

TEST_CASE("a quadratic simulator without chance is emulated, one summary of it exactly known", "[calibration]")
{
    auto const quadratic = [](Eigen::VectorXd const& z, int) {
        return std::vector{1 + 2 * z(0) - z(1) + 0.5 * z(0) * z(1) - z(2) * z(2), 3 * z(2)};
    };
    auto const emulator = emulate(2000, 3, quadratic);
    std::vector<double> const at = {0.3, -1.2, 0.8};
    auto const expected = emulator.expected(at);
    auto const exact = quadratic(Eigen::Vector3d(0.3, -1.2, 0.8), 0);
    CHECK(expected[0] == Approx(exact[0]).margin(0.02));  // the ridge is worth ten of 2,000 evaluations
    CHECK(expected[1] == Approx(exact[1]).margin(0.02));
    CHECK(emulator.left_variance() < 1e-3);
    // With few evaluations the squares are left out, and the emulator knows that it errs.
    CHECK(emulate(30, 3, quadratic).left_variance() > 0.5);
}

TEST_CASE("what the emulator leaves is the chance of simulations, however many functions it fits", "[calibration]")
{
    // 200 evaluations, 31 functions: errors of the fit have 31 / 200 less variance than the chance, errors of
    // prediction about as much more. Standard error of a mean of 4 x 200 squares: 0.05; the bounds are 4 of them around
    // 1 and 1.17.
    auto const noise = toy_normals(9, 4, 200);
    auto const emulator = emulate(200, 30, [&](Eigen::VectorXd const& z, int i) {
        return std::vector{noise(0, i) + 5 * z(0), noise(1, i), noise(2, i) - z(7), noise(3, i)};
    });
    CHECK(emulator.left_variance() > 1 - 0.2);
    CHECK(emulator.left_variance() < 1.17 + 0.2);
    // The likelihood falls with the distance in standard deviations of declared error and chance together.
    std::vector<double> near(30, 0.0), far(30, 0.0);
    far[0] = 1;
    double const fall = emulator.log_likelihood(near) - emulator.log_likelihood(far);
    CHECK(fall == Approx(0.5 * 25 / 2.17).epsilon(0.35));
}

TEST_CASE("draws from an emulator have an address, whatever their number", "[calibration]")
{
    auto const emulator = emulate(100, 2, [](Eigen::VectorXd const& z, int) {
        return std::vector{4 * z(0) - 2, z(0) + z(1)};
    });
    auto const many = emulator.sample(20, 10, 7, 3), few = emulator.sample(5, 10, 7, 3);
    CHECK(std::equal(few.begin(), few.end(), many.begin()));
    CHECK(emulator.sample(5, 10, 8, 3) != few);
    CHECK(emulator.sample(5, 10, 7, 4) != few);
}

TEST_CASE("a bound forgives what lies under it and costs what lies over it, by its own deviation", "[calibration]")
{
    // Residuals 4 z + chance of variance 1, twice: as an observation and as a bound.
    auto const noise = toy_normals(9, 2, 4000);
    auto const emulator = emulate(4000, 1,
                                  [&](Eigen::VectorXd const& z, int i) {
                                      return std::vector{4 * z(0) + noise(0, i), 4 * z(0) + noise(1, i)};
                                  },
                                  {1});
    auto const observed_only =
        emulate(4000, 1, [&](Eigen::VectorXd const& z, int i) { return std::vector{4 * z(0) + noise(0, i)}; });
    for (double const z : {-3.0, -0.5, 0.0, 0.4, 2.0, 6.0}) {
        std::vector<double> const at = {z};
        double const bound = emulator.log_likelihood(at) - observed_only.log_likelihood(at);
        double const exact = std::log(0.5 * std::erfc(4 * z / std::sqrt(2.0) / std::sqrt(2.0)));
        CHECK(bound == Approx(exact).epsilon(0.05).margin(0.01));
    }
}

TEST_CASE("an evaluation's own simulation says nothing of its likelihood without it", "[calibration]")
{
    auto const noise = toy_normals(9, 3, 400);
    auto const residual = [&](Eigen::VectorXd const& z, int i) {
        return std::vector{noise(0, i) + 2 * z(0), noise(1, i) - z(1), noise(2, i) + z(0)};
    };
    auto const all = emulate(400, 80, residual, {2});
    auto const z = toy_normals(3, 80, 400);
    double difference = 0;
    for (int const i : {0, 17, 121, 399}) {
        auto const without = emulate(400, 80, residual, {2}, i);
        std::vector<double> const at(z.col(i).begin(), z.col(i).end());
        // Up to the covariance, which 399 evaluations know as well as 400.
        double const expected = without.log_likelihood(at);
        CHECK(all.log_likelihood_without(static_cast<std::size_t>(i)) == Approx(expected).epsilon(0.02).margin(0.02));
        difference = std::max(difference, std::abs(all.log_likelihood(at) - expected));
    }
    CHECK(difference > 0.2);  // the twin: with it
}

TEST_CASE("implausibility is the second largest distance, in deviations of error and chance", "[calibration]")
{
    auto const noise = toy_normals(9, 3, 4000);
    auto const lines = [&](Eigen::VectorXd const& z, int i) {
        return std::vector{9 * z(0) + noise(0, i), -6 * z(0) + noise(1, i), 7 * z(0) + noise(2, i)};
    };
    std::vector<double> const up = {1}, down = {-1};
    auto const observed = emulate(4000, 1, lines);
    CHECK(observed.implausibility(up) == Approx(7 / std::sqrt(2.0)).epsilon(0.03));
    CHECK(observed.implausibility(down) == Approx(7 / std::sqrt(2.0)).epsilon(0.03));
    auto const bound = emulate(4000, 1, lines, {2});
    CHECK(bound.implausibility(up) == Approx(7 / std::sqrt(2.0)).epsilon(0.03));
    CHECK(bound.implausibility(down) == Approx(6 / std::sqrt(2.0)).epsilon(0.03));  // a bound that is kept
    auto const single =
        emulate(4000, 1, [&](Eigen::VectorXd const& z, int i) { return std::vector{9 * z(0) + noise(0, i)}; });
    CHECK(single.implausibility(up) == Approx(9 / std::sqrt(2.0)).epsilon(0.03));
}
