#include "analysis/stats/statistics.hpp"
#include "analysis/stats/distributions.hpp"

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_01.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

using namespace cptsim;

namespace {

constexpr int kClusters = 6, kPerCluster = 8;

/// Share of 4,000 samples whose interval holds the true mean 0, when values share a part with their cluster.
double coverage(bool ignore_clusters)
{
    boost::random::mt19937_64 engine(20190101);
    boost::random::normal_distribution<double> normal;
    int constexpr trials = 4000;
    int holds = 0;
    for (int trial = 0; trial < trials; ++trial) {
        std::vector<ClusteredValue> sample;
        for (int c = 0; c < kClusters; ++c) {
            double const shared = normal(engine);
            for (int i = 0; i < kPerCluster; ++i)
                sample.push_back({ignore_clusters ? c * kPerCluster + i : c, shared + normal(engine)});
        }
        auto const interval = estimate_mean(sample).interval();
        holds += interval.low < 0 && 0 < interval.high;
    }
    return holds / double{trials};
}

/// Share of 1,000 samples of 100 replicates in which the strongest of 20 unrelated parameters exceeds the threshold.
double false_alarms(int candidates_declared)
{
    boost::random::mt19937_64 engine(7);
    boost::random::uniform_01<double> uniform;
    auto const draw = [&] {
        std::vector<double> values(100);
        for (double& x : values) x = uniform(engine);
        return values;
    };
    double const threshold = rank_correlation_threshold(100, candidates_declared);
    int alarms = 0;
    for (int trial = 0; trial < 1000; ++trial) {
        auto const effect = draw();
        double largest = 0;
        for (int parameter = 0; parameter < 20; ++parameter)
            largest = std::max(largest, std::abs(rank_correlation(draw(), effect)));
        alarms += largest > threshold;
    }
    return alarms / 1000.0;
}

}  // namespace

TEST_CASE("Student's quantiles are those of the tables")
{
    CHECK(student_t_quantile(0.95, 1) == Approx(6.313752).epsilon(1e-6));
    CHECK(student_t_quantile(0.975, 10) == Approx(2.228139).epsilon(1e-6));
}

TEST_CASE("a weighted quantile lies between the middles of the weights")
{
    std::vector<double> const values = {3, 1, 2}, weights = {1, 2, 1};  // middles at 1 (of 1), 2.5 (of 2), 3.5 (of 3)
    CHECK(weighted_quantile(values, weights, 0.25) == Approx(1));
    CHECK(weighted_quantile(values, weights, 2.5 / 4) == Approx(2));
    CHECK(weighted_quantile(values, weights, 0.5) == Approx(1 + 1 / 1.5));
    CHECK(weighted_quantile(values, weights, 0.01) == 1);
    CHECK(weighted_quantile(values, weights, 0.99) == 3);
    CHECK(weighted_quantile(values, std::vector<double>{0, 0, 5}, 0.9) == 2);
}

TEST_CASE("the mean of a clustered sample averages each cluster first")
{
    // Clusters' means 2, 5, 9: mean 16/3, variance 37/3, standard error sqrt(37/9), t(0.95; 2) = 2.919986.
    std::vector<ClusteredValue> const sample = {{1, 1}, {1, 3}, {2, 4}, {2, 6}, {2, 5}, {5, 9}};
    auto const e = estimate_mean(sample);
    CHECK(e.mean == Approx(16.0 / 3));
    CHECK(e.half_width == Approx(2.919986 * std::sqrt(37.0 / 9)).epsilon(1e-6));
    CHECK(e.interval().low == Approx(-0.587193).epsilon(1e-5));
    CHECK(e.values == 6);
    CHECK(e.clusters == 3);
    CHECK(e.units == 3);
}

TEST_CASE("a single cluster leaves its values as units")
{
    std::vector<ClusteredValue> const sample = {{3, 1}, {3, 2}, {3, 3}, {3, 4}};
    auto const e = estimate_mean(sample);
    CHECK(e.mean == 2.5);
    CHECK(e.half_width == Approx(2.353363 * std::sqrt(5.0 / 12)).epsilon(1e-6));
    CHECK(e.clusters == 1);
    CHECK(e.units == 4);
}

TEST_CASE("one value has a mean and no error, none has neither")
{
    std::vector<ClusteredValue> const one = {{0, 3}};
    CHECK(estimate_mean(one).mean == 3);
    CHECK(std::isnan(estimate_mean(one).half_width));
    CHECK(std::isnan(estimate_mean({}).mean));
}

TEST_CASE("the Monte Carlo interval holds the true mean as often as it says")
{
    // 6 normal clusters' means: Student's interval is exact. 4,000 trials: standard error sqrt(0.9 * 0.1 / 4000) =
    // 0.0047; four of them are left either way, so a false alarm has probability 6e-5.
    double const tolerance = 4 * std::sqrt(kCoverage * (1 - kCoverage) / 4000);
    CHECK(std::abs(coverage(false) - kCoverage) < tolerance);
    // The twin takes each value as a unit of its own: far too narrow where clusters differ.
    CHECK_FALSE(std::abs(coverage(true) - kCoverage) < tolerance);
}

TEST_CASE("a quantile is the one that the next value stays under with that probability")
{
    std::vector<double> values(19);
    std::iota(values.begin(), values.end(), 1.0);
    CHECK(quantile(values, 0.5) == 10);
    CHECK(quantile(values, 0.05) == 1);  // the next of 20 exchangeable values is the smallest with probability 1/20
    CHECK(quantile(values, 0.95) == 19);
    CHECK(quantile({4, 1, 3, 2}, 0.25) == 1.25);  // R: quantile(1:4, 0.25, type = 6)
    CHECK(quantile({4, 1, 3, 2}, 0.01) == 1);
    CHECK(quantile({5}, 0.95) == 5);
    CHECK(std::isnan(quantile({}, 0.5)));
}

TEST_CASE("the rank correlation is Spearman's, with mean ranks for ties")
{
    std::vector<double> const x = {1, 2, 3, 4, 5}, y = {5, 6, 7, 8, 7};
    CHECK(rank_correlation(x, y) == Approx(8 / std::sqrt(95.0)));  // ranks of y: 1, 2, 3.5, 5, 3.5
    std::vector<double> rising, falling;
    for (double v : x) {
        rising.push_back(std::exp(v));
        falling.push_back(-v * v * v);
    }
    CHECK(rank_correlation(x, rising) == Approx(1));
    CHECK(rank_correlation(x, falling) == Approx(-1));
    std::vector<double> const constant(5, 2.0);
    CHECK(std::isnan(rank_correlation(x, constant)));
}

TEST_CASE("the strongest of unrelated parameters seldom passes for the one that decides")
{
    CHECK(rank_correlation_threshold(101, 1) == Approx(0.1959964).epsilon(1e-6));
    // Bonferroni bounds the false alarms by 5 %; 1,000 trials: standard error 0.0069, four of them allowed above,
    // so this fails by chance with probability 3e-5 at most.
    double const bound = 0.05 + 4 * std::sqrt(0.05 * 0.95 / 1000);
    CHECK(false_alarms(20) < bound);
    CHECK_FALSE(false_alarms(1) < bound);  // the twin forgets that it has chosen among 20
}
