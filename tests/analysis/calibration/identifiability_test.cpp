#include "analysis/calibration/identifiability.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/analysis/calibration/toy.hpp"

using namespace cptsim;

TEST_CASE("weights count as that many particles")
{
    std::vector<double> const z = {-1, 0.5, 2, 1, 0, -1}, weights = {2, 1, 1};
    std::vector<double> const repeated = {-1, 0.5, -1, 0.5, 2, 1, 0, -1}, ones(4, 1.0);
    auto const a = identify(z, weights), b = identify(repeated, ones);
    CHECK(a.effective_size == Approx(16.0 / 6));
    CHECK(b.effective_size == Approx(16.0 / 6));  // copies know no more than one
    CHECK(identify(std::vector<double>{-1, 0.5, -1, 0.4, 2, 1, 0, -1}, ones).effective_size == Approx(4));
    for (std::size_t j = 0; j < 2; ++j) CHECK(a.marginals[j].mean == Approx(b.marginals[j].mean));
    for (std::size_t k = 0; k < 4; ++k) CHECK(a.correlations[k] == Approx(b.correlations[k]));
    CHECK(b.marginals[0].mean == 0);
    CHECK(b.marginals[0].deviation == Approx(std::sqrt(1.5 * 16 / 10)));  // as a sample of 16 / 6
    CHECK(b.marginals[0].contraction == Approx(1 - 2.4));
    // Covariance (-0.5 - 0.5 + 2) / 4 - 0 with deviations sqrt(6 / 4) and sqrt(2.5 / 4 - 1 / 16).
    CHECK(b.correlations[1] == Approx(0.25 / std::sqrt(1.5 * 0.5625)));
    CHECK_THROWS_AS(identify(z, std::vector<double>{0, 3, 0}), std::logic_error);
}

TEST_CASE("contraction is one minus the posterior variance, within its own standard error")
{
    // 2,000 draws of N(0, v): the contraction is 1 - v with standard error v sqrt(2 / 2000) = 0.0316 v; four of them
    // for three scores: false alarm 2e-4.
    std::vector<double> const variances = {0.04, 0.75, 1.0};
    Eigen::MatrixXd const normals = toy_normals(3, 3, 2000);
    std::vector<double> z;
    for (Eigen::Index i = 0; i < 2000; ++i)
        for (std::size_t j = 0; j < 3; ++j) z.push_back(std::sqrt(variances[j]) * normals(static_cast<long>(j), i));
    auto const found = identify(z, std::vector<double>(2000, 0.3));
    CHECK(found.effective_size == Approx(2000));
    for (std::size_t j = 0; j < 3; ++j) {
        auto const& m = found.marginals[j];
        double const error = variances[j] * std::sqrt(2.0 / 2000);
        CHECK(m.contraction_error == Approx(error).epsilon(0.15));
        CHECK(std::abs(m.contraction - (1 - variances[j])) < 4 * error);
        CHECK_FALSE(std::abs(m.contraction - (1 - 1.2 * variances[j])) < 4 * error);  // the twin: a fifth more variance
        CHECK(m.high == Approx(1.645 * std::sqrt(variances[j])).epsilon(0.15));
        CHECK(m.low == Approx(-m.high).epsilon(0.2));
    }
    CHECK(by_contraction(found) == std::vector<std::size_t>{0, 1, 2});
}

TEST_CASE("a contraction is much or little only where its own error leaves no doubt")
{
    auto const said = [](double contraction, double error) {
        ScoreMarginal m;
        m.contraction = contraction, m.contraction_error = error;
        return m.said();
    };
    CHECK(said(0.30, 0.04) == Said::much);
    CHECK(said(0.10, 0.04) == Said::little);
    CHECK(said(0.30, 0.06) == Said::unsure);
    CHECK(said(0.10, 0.06) == Said::unsure);
}
