#include "analysis/calibration/sampler.hpp"

#include <boost/math/distributions/chi_squared.hpp>
#include <catch2/catch.hpp>
#include <limits>

#include "analysis/calibration/identifiability.hpp"
#include "sim/base/error.hpp"
#include "sim/base/parallel.hpp"
#include "tests/analysis/calibration/toy.hpp"

using namespace cptsim;

namespace {

constexpr double kNever = std::numeric_limits<double>::quiet_NaN();

/// Largest distance of the particles' means from the exact ones, in standard errors of `independent` draws.
double worst_mean(Toy const& toy, Eigen::MatrixXd const& particles, double independent)
{
    Eigen::ArrayXd const error = (particles.rowwise().mean() - toy.mean()).array();
    return (error / toy.covariance().diagonal().array().sqrt()).abs().maxCoeff() * std::sqrt(independent);
}

/// The same for variances and covariances, in standard errors of Gaussian draws.
double worst_covariance(Toy const& toy, Eigen::MatrixXd const& particles, double independent)
{
    Eigen::MatrixXd const centred = particles.colwise() - particles.rowwise().mean();
    Eigen::MatrixXd const sample = centred * centred.transpose() / static_cast<double>(particles.cols() - 1);
    Eigen::MatrixXd const exact = toy.covariance();
    Eigen::MatrixXd const variance = exact.diagonal() * exact.diagonal().transpose() + exact.cwiseAbs2();
    return ((sample - exact).array() / variance.array().sqrt()).abs().maxCoeff() * std::sqrt(independent);
}

std::vector<std::uint64_t> bits(SamplerState const& state)
{
    std::vector<std::uint64_t> words;
    visit_members(state, [&](char const*, auto const& member) {
        if constexpr (requires { member.size(); })
            for (double x : member) words.push_back(std::bit_cast<std::uint64_t>(x));
        else
            words.push_back(std::bit_cast<std::uint64_t>(static_cast<double>(member)));
    });
    return words;
}

/// Three parameters, five summaries, noise: fast to run to the end.
Toy small_toy(double noise = 0.3) { return make_toy(11, 5, 2, 1, noise); }

SamplerOptions small_options()
{
    auto o = small_toy().options();
    o.particles = 500;
    o.waves = 8;
    o.resimulated = 1000;
    o.kept = 500;
    return o;
}

}  // namespace

TEST_CASE("the sampler finds mean and covariance of a linear Gaussian posterior, however large the simulator's chance")
{
    // 500 chains that start at a draw from the right Gaussian: independent, up to the emulator's own error, for which
    // half are granted. 4.5 standard errors of 3 means and 9 covariances: a false alarm has probability 8e-5 at most.
    auto const options = small_options();
    for (double const noise : {0.0, 0.5, 2.0}) {
        CAPTURE(noise);
        auto const toy = small_toy(noise);
        auto const state = run_to_end(options, toy.simulator());
        auto const particles = particles_of(state, options);
        CHECK(worst_mean(toy, particles, 250) < 4.5);
        CHECK(worst_covariance(toy, particles, 250) < 4.5);
        CHECK(state.trace.left_variance.back() == Approx(noise * noise).epsilon(0.15).margin(1e-3));
    }
    // The twin: the posterior without the simulator's chance.
    auto deaf = small_toy(2);
    auto const particles = particles_of(run_to_end(options, deaf.simulator()), options);
    deaf.noise = 0;
    CHECK_FALSE(worst_covariance(deaf, particles, 250) < 4.5);
}

TEST_CASE("the sampler follows a banana that no Gaussian covers")
{
    // z1 ~ N(0, 1) a priori is seen through z2 = z1^2 - 1 with error 0.3 and not else. The exact moments by quadrature:
    // p(z1) ~ N(z1; 0, 1) N(z1^2 - 1; 0, 1 + 0.3^2).
    auto const banana = [](std::span<Proposal const> proposals) {
        std::vector<Evaluation> evaluations;
        for (auto const& p : proposals) {
            double const r = (p.z[1] - (p.z[0] * p.z[0] - 1)) / 0.3;
            evaluations.push_back({{r}, {r}});
        }
        return evaluations;
    };
    double mass = 0, second = 0, fourth = 0;
    for (double x = -8; x <= 8; x += 0.001) {
        double const density = std::exp(-0.5 * x * x - 0.5 * std::pow(x * x - 1, 2) / (1 + 0.09));
        mass += density, second += density * x * x, fourth += density * x * x * x * x;
    }
    second /= mass, fourth /= mass;

    SamplerOptions options;
    options.dimensions = 2;
    options.summaries = 1;
    options.particles = 2000;
    options.waves = 3;
    options.resimulated = 4000;
    options.kept = 2000;
    options.chain_steps = 200;
    auto const state = run_to_end(options, banana);
    Eigen::ArrayXXd const z = particles_of(state, options);
    double const found = z.row(0).square().mean();
    double const error = std::sqrt((fourth - second * second) / 1000);  // half the particles as independent draws
    CHECK(std::abs(found - second) < 4 * error);                        // false alarm 6e-5
    CHECK_FALSE(std::abs(1 - second) < 4 * error);                      // the twin: the prior's second moment
    CHECK(std::abs((z.row(0) > 0).cast<double>().mean() - 0.5) < 4 * 0.5 / std::sqrt(1000.0));
    CHECK(std::abs((z.row(1) - z.row(0).square() + 1).mean()) < 4 * 0.3 / std::sqrt(1000.0) + 0.3 * 0.3);
}

TEST_CASE("a simulator that breaks its word, or gives what is no number, is a fault of ours")
{
    auto const options = small_options();
    for (double const odd : {kNever, std::numeric_limits<double>::infinity()}) {
        auto const nameless = [&](std::span<Proposal const> proposals) {
            auto evaluations = small_toy().simulator()(proposals);
            evaluations.back().residuals.back() = odd;
            return evaluations;
        };
        CHECK_THROWS_AS(run_to_end(options, nameless), std::logic_error);
    }
    auto const short_of_one = [&](std::span<Proposal const> proposals) {
        auto evaluations = small_toy().simulator()(proposals);
        evaluations.pop_back();
        return evaluations;
    };
    CHECK_THROWS_AS(run_to_end(options, short_of_one), std::logic_error);
}

TEST_CASE("options that cannot be are refused, and so is a state of other options")
{
    auto options = small_options();
    auto const simulator = small_toy().simulator();
    options.waves = 1;
    CHECK_THROWS_WITH(Sampler(options, simulator), Catch::Contains("waves"));
    options.waves = 2;
    auto const state = run_to_end(options, simulator);
    CHECK(state.evaluations == 2000);
    options.kept = 250;
    CHECK_THROWS_AS(Sampler(options, simulator, state), std::logic_error);
    options.kept = 1001;
    CHECK_THROWS_WITH(Sampler(options, simulator), Catch::Contains("final draws"));
}

TEST_CASE("a sampler stopped after any batch and resumed gives the same bits, in batches of any size, on any threads")
{
    auto options = small_options();
    options.particles = 100;
    options.waves = 5;
    options.resimulated = 120;
    options.kept = 60;
    options.batch = 32;
    auto const simulator = small_toy().simulator();
    SamplerState whole;
    with_threads(1, [&] { whole = run_to_end(options, simulator); });

    SamplerState kept;
    for (bool finished = false; !finished;) {
        Sampler sampler(options, simulator, kept);
        sampler.step();
        kept = sampler.state();
        finished = sampler.finished();
    }
    CHECK(bits(kept) == bits(whole));
    options.batch = 1000;
    with_threads(2, [&] { CHECK(bits(run_to_end(options, simulator)) == bits(whole)); });
    options.seed = 2;
    CHECK(bits(run_to_end(options, simulator)) != bits(whole));  // the twin
}

TEST_CASE("each evaluation has a number of its own, a batch is never larger than asked for, and the count goes to zero")
{
    auto options = small_options();
    options.particles = 50;
    options.waves = 4;
    options.resimulated = 70;
    options.kept = 30;
    options.batch = 20;
    std::uint32_t next = 0;
    auto const toy = small_toy();
    auto const simulator = [&](std::span<Proposal const> proposals) {
        CHECK(proposals.size() <= 20);
        for (auto const& p : proposals) CHECK(p.evaluation == next++);
        return toy.simulator()(proposals);
    };
    Sampler sampler(options, simulator);
    while (!sampler.finished()) {
        CHECK(sampler.evaluations_left() == 270 - next);
        sampler.step();
    }
    CHECK(sampler.evaluations_left() == 0);
    CHECK(sampler.state().evaluations == 270);
}

TEST_CASE("the defaults find the posterior of 86 dimensions in 49 summaries whose chance is as large as their errors")
{
    // Means of 86 scores: the mean square of their errors in posterior standard deviations is 1 / n for n independent
    // draws. 50 of 400 are asked for; with 100 (the emulator errs too), chi-squared of 86 degrees of freedom passes
    // twice its mean with probability 2e-8 (if errors of different scores are independent).
    auto const toy = make_toy(1, 49, 12, 74, 1);
    auto const options = toy.options();
    auto const state = run_to_end(options, toy.simulator());
    CHECK(state.trace.surprise.back() < 1.1);
    CHECK(state.trace.shift.back() < 0.15);
    Eigen::ArrayXd const error = (particles_of(state, options).rowwise().mean() - toy.mean()).array() /
                                 toy.covariance().diagonal().array().sqrt();
    CHECK(error.square().mean() < 1.0 / 50);
    Eigen::ArrayXd const without_data = toy.mean().array() / toy.covariance().diagonal().array().sqrt();
    CHECK_FALSE(without_data.square().mean() < 1.0 / 50);  // the twin: the prior's mean
}

namespace {

/// Chi-squared of the ranks of true values among 19 particles over `trials` draws from the prior: 20 cells, all three
/// parameters (Talts et al. 2018). `narrow` shrinks the particles towards their mean.
std::vector<double> rank_chi_squared(int trials, double noise, double narrow)
{
    constexpr Eigen::Index kRanks = 20;
    auto toy = make_toy(5, 5, 2, 1, noise);
    auto options = toy.options();
    options.particles = 19 * 10;
    options.waves = 8;
    options.resimulated = 19 * 20;
    options.kept = 19 * 10;
    Eigen::ArrayXXd counts = Eigen::ArrayXXd::Zero(3, kRanks);
    for (int trial = 0; trial < trials; ++trial) {
        auto const t = static_cast<std::uint32_t>(trial);
        Eigen::VectorXd const truth = toy_normals(50000 + t, 3, 1);
        toy.observed = toy.expected(truth) + toy_normals(70000 + t, 5, 2) * Eigen::Vector2d(toy.noise, 1);
        options.seed = t + 1;
        // Chance of a trial's simulations: numbers of its own.
        auto const simulator = [&](std::span<Proposal const> proposals) {
            std::vector<Evaluation> evaluations;
            for (auto p : proposals) {
                p.evaluation += 100000 * (t + 1);
                evaluations.push_back(toy.evaluate(p));
            }
            return evaluations;
        };
        Eigen::MatrixXd particles = particles_of(run_to_end(options, simulator), options);
        Eigen::VectorXd const mean = particles.rowwise().mean();
        particles = (narrow * (particles.colwise() - mean)).colwise() + mean;
        for (Eigen::Index j = 0; j < 3; ++j) {
            Eigen::Index rank = 0;
            for (Eigen::Index i = 0; i < kRanks - 1; ++i) rank += particles(j, 10 * i) < truth(j);
            counts(j, rank) += 1;
        }
    }
    double const expected = trials / double(kRanks);
    Eigen::ArrayXd const chi_squared = (counts - expected).square().rowwise().sum() / expected;
    return {chi_squared.begin(), chi_squared.end()};
}

}  // namespace

TEST_CASE("true values rank uniformly among the particles (simulation-based calibration)", "[.slow]")
{
    // 600 trials, 20 cells: chi-squared with 19 degrees of freedom. Three parameters, two sizes of chance (in declared
    // errors), at 1e-4 each: 6e-4 in all.
    double const limit = quantile(complement(boost::math::chi_squared(19), 1e-4));
    for (double const noise : {0.5, 1.5})
        for (double const x : rank_chi_squared(600, noise, 1)) CHECK(x < limit);
    // The twin: a posterior that is a third too narrow.
    for (double const x : rank_chi_squared(600, 0.5, 0.67)) CHECK_FALSE(x < limit);
}
