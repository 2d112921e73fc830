#include "analysis/calibration/screening.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <set>

#include "tests/analysis/calibration/toy.hpp"

using namespace cptsim;

namespace {

/// Probabilities of the scores of a proposal.
std::vector<double> probabilities(Proposal const& proposal)
{
    std::vector<double> u;
    for (double z : proposal.z) u.push_back(0.5 * std::erfc(-z / std::sqrt(2.0)));
    return u;
}

using Function = std::function<std::vector<double>(Proposal const&)>;

Screening screen_function(ScreeningOptions const& options, Function const& function, std::vector<double> const& errors)
{
    std::vector<Evaluation> evaluations;
    for (auto const& p : screening_design(options)) evaluations.push_back({function(p), {}});
    return screen(options, evaluations, errors);
}

/// Sobol's g function with a = (0, 1, 4.5, 9, 99, 99): importance falls in this order; the last two matter little.
std::vector<double> g_function(Proposal const& proposal)
{
    std::vector<double> const a = {0, 1, 4.5, 9, 99, 99};
    auto const u = probabilities(proposal);
    double product = 1;
    for (std::size_t j = 0; j < a.size(); ++j) product *= (std::abs(4 * u[j] - 2) + a[j]) / (1 + a[j]);
    return {product};
}

/// Ishigami's function with a = 7, b = 0.1: the third parameter acts through the first alone.
std::vector<double> ishigami(Proposal const& proposal)
{
    auto x = probabilities(proposal);
    double const pi = std::acos(-1.0);
    for (double& value : x) value = pi * (2 * value - 1);
    return {std::sin(x[0]) + 7 * std::pow(std::sin(x[1]), 2) + 0.1 * std::pow(x[2], 4) * std::sin(x[0])};
}

}  // namespace

TEST_CASE("elementary effects of a line are its slopes, with no error and no sigma")
{
    ScreeningOptions const options{3, 2, 6, 1, 0};
    auto const line = [](Proposal const& p) {
        auto const u = probabilities(p);
        return std::vector<double>{1 + 3 * u[0] - 2 * u[1], 10 * u[1]};
    };
    auto const s = screen_function(options, line, {1, 5});
    std::vector<double> const slopes = {3, 0, 2, 10, 0, 0, 0, 0};  // rows: three parameters, chance
    for (std::size_t k = 0; k < slopes.size(); ++k) {
        CHECK(s.absolute_mean[k] == Approx(slopes[k]).margin(1e-9));
        CHECK(s.standard_error[k] == Approx(0).margin(1e-7));
        CHECK(s.deviation[k] == Approx(0).margin(1e-7));
    }
    CHECK(s.strength[0] == Approx(3));
    CHECK(s.strength[1] == Approx(std::sqrt(4 + 4.0)));  // 2 / 1 and 10 / 5
    CHECK(s.strength[2] == Approx(0).margin(1e-9));
    CHECK(s.chance() == Approx(0).margin(1e-9));
    CHECK(s.ranking == std::vector<std::size_t>{0, 1, 2});
    CHECK(screen_function(options, line, {1, 1}).ranking == std::vector<std::size_t>{1, 0, 2});  // twin: other errors
}

TEST_CASE("screening ranks the parameters of Sobol's g function")
{
    // A step of half the range of |4u - 2| changes it by 2 |4u' - 1| - a mean of 1 over u: mu* of the first four are
    // some 2, 1, 0.36, 0.2 times the mean of the others' product; 40 blocks tell them apart.
    auto const s = screen_function({6, 1, 40, 1, 0}, g_function, {1});
    CHECK(std::vector<std::size_t>(s.ranking.begin(), s.ranking.begin() + 4) == std::vector<std::size_t>{0, 1, 2, 3});
    CHECK(s.strength[0] - s.strength[1] > 2 * (s.strength_error[0] + s.strength_error[1]));
    CHECK(s.strength[4] < 0.1 * s.strength[2]);
    auto const reversed = [](Proposal p) {
        std::reverse(p.z.begin(), p.z.end());
        return g_function(p);
    };
    CHECK(screen_function({6, 1, 40, 1, 0}, reversed, {1}).ranking[0] == 5);  // the twin
}

TEST_CASE("sigma finds a parameter that acts through another alone")
{
    auto const s = screen_function({3, 1, 60, 1, 0}, ishigami, {1});
    // Moving the third by half its range changes x3^4, and the effect has the sign of sin x1: mu* without a mean.
    CHECK(s.deviation[2] > 0.8 * s.absolute_mean[2]);
    CHECK(s.absolute_mean[2] > 5 * s.standard_error[2]);
}

TEST_CASE("the row of chance shows what a parameter without effect would")
{
    // Effects of chance alone are differences of two normals over a step of 1/2: |N(0, 8)|, mean 4 / sqrt(pi) = 2.257,
    // standard deviation sqrt(8 - 16 / pi) = 1.705; 400 blocks: standard error 0.085. Four of them: 6e-5 each.
    ScreeningOptions const options{2, 1, 400, 1, 7};
    auto const noisy = [](Proposal const& p) {
        return std::vector<double>{20 * probabilities(p)[0] + toy_normals(p.evaluation, 1, 1)(0, 0)};
    };
    auto const s = screen_function(options, noisy, {1});
    CHECK(std::abs(s.chance() - 2.257) < 4 * 0.085);
    CHECK(std::abs(s.strength[1] - 2.257) < 4 * 0.085);
    CHECK_FALSE(std::abs(s.strength[0] - 2.257) < 4 * 0.085);  // the twin: a parameter that acts
    CHECK(s.strength_error[1] == Approx(0.085).epsilon(0.2));
}

TEST_CASE("a design numbers its evaluations, spreads its base points and moves one parameter by half its range")
{
    ScreeningOptions const options{4, 1, 8, 3, 100};
    auto const design = screening_design(options);
    REQUIRE(design.size() == 8 * 6);
    std::vector<std::set<int>> strata(4);
    for (std::size_t k = 0; k < design.size(); ++k) {
        CHECK(design[k].evaluation == 100 + k);
        auto const base = probabilities(design[k / 6 * 6]), u = probabilities(design[k]);
        int moved = 0;
        for (std::size_t j = 0; j < 4; ++j) {
            if (k % 6 == 0) strata[j].insert(static_cast<int>(8 * u[j]));
            if (std::abs(u[j] - base[j]) < 1e-9) continue;
            ++moved;
            CHECK(j == k % 6 - 2);
            CHECK(std::abs(u[j] - base[j]) == Approx(0.5));
        }
        CHECK(moved == (k % 6 < 2 ? 0 : 1));
    }
    for (auto const& s : strata) CHECK(s.size() == 8);  // a Latin hypercube: one base point in each eighth
}

TEST_CASE("evaluations of another design are refused, and one block alone has no error")
{
    ScreeningOptions const options{2, 1, 1, 1, 0};
    std::vector<Evaluation> evaluations;
    for (auto const& p : screening_design(options)) evaluations.push_back({{probabilities(p)[0]}, {}});
    CHECK(std::isnan(screen(options, evaluations, std::vector<double>{1}).strength[0]));
    evaluations.pop_back();
    CHECK_THROWS_AS(screen(options, evaluations, std::vector<double>{1}), std::logic_error);
}
