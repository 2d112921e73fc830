// Bounds, implausible points, and the last draws simulated again, on simulators whose posterior is known.
#include <catch2/catch.hpp>
#include <cmath>

#include "analysis/calibration/sampler.hpp"
#include "tests/analysis/calibration/toy.hpp"

using namespace cptsim;

namespace {

constexpr auto kDraws = 1000;  ///< of each posterior here

SamplerOptions options_of(std::size_t dimensions, std::size_t summaries)
{
    SamplerOptions o;
    o.dimensions = dimensions;
    o.summaries = summaries;
    o.particles = 300;
    o.waves = 6;
    o.resimulated = 2 * kDraws;
    o.kept = kDraws;
    return o;
}

/// A simulator from what one proposal gives.
template <class Residuals>
Simulator simulator_of(Residuals const& residuals)
{
    return [residuals](std::span<Proposal const> proposals) {
        std::vector<Evaluation> evaluations;
        for (auto const& p : proposals) evaluations.push_back({residuals(p), residuals(p)});
        return evaluations;
    };
}

struct Moments {
    double mean = 0, deviation = 0;
};
Moments moments(std::vector<double> const& z, std::size_t dimensions, std::size_t first = 0)
{
    double n = 0, sum = 0, squares = 0;
    for (std::size_t i = first * dimensions; i < z.size(); i += dimensions) n += 1, sum += z[i], squares += z[i] * z[i];
    return {sum / n, std::sqrt(squares / n - sum * sum / n / n)};
}

/// Of the first score under N(0, 1) times a likelihood, by quadrature.
template <class LogLikelihood>
Moments exact_moments(LogLikelihood const& log_likelihood)
{
    double mass = 0, first = 0, second = 0;
    for (double x = -8; x <= 8; x += 0.001) {
        double const density = std::exp(-0.5 * x * x + log_likelihood(x));
        mass += density, first += density * x, second += density * x * x;
    }
    return {first / mass, std::sqrt(second / mass - first * first / mass / mass)};
}

double normal(Proposal const& p, Eigen::Index row = 0) { return toy_normals(1000 + p.evaluation, 2, 1)(row, 0); }

}  // namespace

TEST_CASE("a bound that is active gives the posterior that it implies", "[calibration]")
{
    // Residual of a bound: 3 (z - 0.2) + chance of deviation 0.5. p(z) ~ N(z; 0, 1) Phi(-3 (z - 0.2) / sqrt(1.25)).
    auto options = options_of(2, 2);
    options.bounds = {1};
    auto const simulator = simulator_of([](Proposal const& p) {
        return std::vector{2 * p.z[1] + normal(p), 3 * (p.z[0] - 0.2) + 0.5 * normal(p, 1)};
    });
    auto const exact = exact_moments(
        [](double z) { return std::log(0.5 * std::erfc(3 * (z - 0.2) / std::sqrt(1.25) / std::sqrt(2.0))); });
    auto const found = moments(run_to_end(options, simulator).z, 2);
    // Half of the draws granted as independent: 4 standard errors of a mean, and of a deviation (kurtosis near 3).
    double const error = exact.deviation / std::sqrt(kDraws / 2);
    CHECK(std::abs(found.mean - exact.mean) < 4 * error);
    CHECK(std::abs(found.deviation - exact.deviation) < 4 * error / std::sqrt(2.0));
    options.bounds = {};  // the twin: the bound taken for an observation
    CHECK_FALSE(std::abs(moments(run_to_end(options, simulator).z, 2).mean - exact.mean) < 4 * error);
}

TEST_CASE("points that are implausible are left out of the fit, and a cliff among them does not bend it",
          "[calibration]")
{
    // Below z = -0.6 a world dies: all three summaries fall off a cliff of forty errors. The posterior lies around 1.
    auto const options = options_of(3, 3);
    auto const simulator = simulator_of([](Proposal const& p) {
        double const dead = p.z[0] < -0.6 ? 40 : 0;
        return std::vector{4 * (p.z[0] - 1) - dead, 2 * p.z[1] - dead + normal(p),
                           p.z[2] - p.z[0] - dead + normal(p, 1)};
    });
    auto const state = run_to_end(options, simulator);
    auto const first = static_cast<std::ptrdiff_t>(options.particles * 3);
    Emulator const of_all({state.scores.begin(), state.scores.begin() + first},
                          {state.residuals.begin(), state.residuals.begin() + first}, 3);
    CAPTURE(state.trace.implausible, state.trace.left_variance, of_all.left_variance());
    CHECK(state.trace.implausible.front() > 20);  // of 300, of whom a quarter die
    CHECK(state.trace.left_variance.front() < 0.9 * of_all.left_variance());
    CHECK(state.trace.implausible.back() < 10);
    // Residuals of errors 1 and 2 (chance too): precision 1 + 16 + 1 / (1 + 1 + 1), the third score having variance 1.
    double const precision = 1 + 16 + 1.0 / 3;
    auto const found = moments(state.z, 3);
    double const error = 1 / std::sqrt(precision) / std::sqrt(kDraws / 2);
    CHECK(std::abs(found.mean - 16 / precision) < 4 * error);
    CHECK(found.deviation == Approx(1 / std::sqrt(precision)).epsilon(0.15));
}

TEST_CASE("weights take back the bias of an emulator that the simulations of its draws contradict", "[calibration]")
{
    // A simulator that says 1.5 errors too much until the last draws are simulated: the means of the draws are wrong.
    auto const options = options_of(2, 2);
    auto const first_of_last = static_cast<std::uint32_t>(options.particles) * 6;
    auto const run = [&](double bias) {
        return run_to_end(options, simulator_of([&](Proposal const& p) {
                              double const wrong = p.evaluation < first_of_last ? bias : 0;
                              return std::vector{2 * p.z[0] - 2 + wrong + normal(p), p.z[1] + normal(p, 1)};
                          }));
    };
    auto const exact = exact_moments([](double z) { return -0.25 * (2 * z - 2) * (2 * z - 2); });
    auto const biased = run(1.5);
    auto const draws = moments(biased.scores, 2, first_of_last), weighted = moments(biased.z, 2);
    double const error = exact.deviation / std::sqrt(biased.check.effective_size / 2);
    CHECK(std::abs(draws.mean - exact.mean) > 0.4);
    // The emulator of the weights has seen 2,000 right simulations and 900 to 1,200 wrong ones.
    CHECK(std::abs(weighted.mean - exact.mean) < 0.5 * std::abs(draws.mean - exact.mean));
    CHECK(biased.check.shift > 0.2);
    CHECK(biased.check.mean[0] < -1);  // in deviations of chance: the check has seen it too
    auto const right = run(0);         // the twin
    CHECK(right.check.effective_size > 0.9 * static_cast<double>(options.resimulated));
    CHECK(std::abs(moments(right.z, 2).mean - exact.mean) < 4 * error);
    CHECK(std::abs(right.check.mean[0]) < 0.2);
}

TEST_CASE("the check of the last draws knows normal chance from another", "[calibration]")
{
    auto const options = options_of(2, 2);
    auto const state = run_to_end(options, simulator_of([](Proposal const& p) {
                                      double const n = normal(p, 1);
                                      return std::vector{2 * p.z[0] + normal(p), p.z[1] + n * n * n / std::sqrt(15.0)};
                                  }));
    // 2,000 errors: standard errors 0.022 of the mean, 0.016 of the deviation, 0.11 of the kurtosis, 0.007 of the share
    // outside, and what the emulator does not know of both; 5 of them. 95 % of distances are under 1.36 / sqrt(2000).
    auto const& check = state.check;
    CHECK(std::abs(check.mean[0]) < 0.15);
    CHECK(check.deviation[0] == Approx(1).margin(0.1));
    CHECK(check.kurtosis[0] == Approx(3).margin(0.6));
    CHECK(check.outside[0] == Approx(0.10).margin(0.035));
    CHECK(check.distance[0] < 0.06);
    CHECK(check.kurtosis[1] > 10);  // the twin: 46.2 of the cube of a normal
    CHECK(check.distance[1] > 0.1);
}

TEST_CASE("draws are resampled as often as they weigh", "[calibration]")
{
    CHECK(resample(std::vector{0.5, 0.25, 0.25}, 4, 0.5) == std::vector<std::size_t>{0, 0, 1, 2});
    CHECK(resample(std::vector{0.1, 0.0, 0.9}, 2, 0.1) == std::vector<std::size_t>{0, 2});
    CHECK(resample(std::vector{0.1, 0.0, 0.9}, 2, 0.9) == std::vector<std::size_t>{2, 2});
    auto const weights = weights_of(std::vector{-2000.0, -2000.0 + std::log(3.0)});
    CHECK(weights[0] == Approx(0.25));
    CHECK(weights[1] == Approx(0.75));
}
