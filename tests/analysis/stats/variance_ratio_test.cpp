// How often a bound of a ratio of variances fails.
#include "analysis/stats/variance_ratio.hpp"

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "analysis/stats/distributions.hpp"
#include "analysis/stats/statistics.hpp"

using namespace cptsim;

namespace {

constexpr int kTrials = 4000, kAbove = 100, kBelow = 40;

double variance_of(std::vector<double> const& values)
{
    double sum = 0;
    for (double const x : values) sum += (x - mean(values)) * (x - mean(values));
    return sum / (static_cast<double>(values.size()) - 1);
}

/// Shares of pairs of samples with the same variance in which the ratio is said, at 5 %, to be less than 1.
struct FalseAlarms {
    double bound = 0, f_test = 0;
};

/// Normal values, or their third powers (kurtosis 46), which are as a few far outcomes among many that hardly differ.
FalseAlarms false_alarms(bool heavy, double ratio = 1)
{
    boost::random::mt19937_64 engine(20260101);
    boost::random::normal_distribution<double> normal;
    auto const sample = [&](int n, double scale) {
        std::vector<double> values;
        for (int i = 0; i < n; ++i) {
            double const x = normal(engine);
            values.push_back(scale * (heavy ? x * x * x : x));
        }
        return values;
    };
    FalseAlarms alarms;
    for (int trial = 0; trial < kTrials; ++trial) {
        auto const above = sample(kAbove, std::sqrt(ratio)), below = sample(kBelow, 1);
        alarms.bound += (variance_ratio_bound(above, below, 0.95) < 1) / double{kTrials};
        alarms.f_test +=
            (variance_of(above) / variance_of(below) < f_quantile(0.05, kAbove - 1, kBelow - 1)) / double{kTrials};
    }
    return alarms;
}

}  // namespace

// Standard error of a share of 5 % of 4,000: 0.35 points. The jackknife is approximate: up to two points more are
// allowed, which a sound bound of 5 % passes by chance less than once in a million times.
TEST_CASE("a ratio of variances is under its bound, whether values are normal or far apart")
{
    auto const normal = false_alarms(false), heavy = false_alarms(true);
    CAPTURE(normal.bound, heavy.bound);
    CHECK(normal.bound < 0.07);
    CHECK(normal.bound > 0.03);
    CHECK(heavy.bound < 0.07);
    CHECK(normal.f_test == Approx(0.05).margin(0.015));
    CHECK(heavy.f_test > 0.2);  // the twin that fails: what the F test says of the same samples
}

TEST_CASE("a variance that is a third is mostly seen to be less") { CHECK(false_alarms(false, 1.0 / 3).bound > 0.9); }

TEST_CASE("without variance there is no ratio, or nothing left of it")
{
    std::vector<double> const constant(20, 3.0), few = {1, 2};
    std::vector<double> varied;
    for (int i = 0; i < 20; ++i) varied.push_back(i % 7);
    CHECK(variance_ratio_bound(constant, varied, 0.95) == 0);
    CHECK(std::isnan(variance_ratio_bound(varied, constant, 0.95)));
    CHECK(std::isnan(variance_ratio_bound(few, varied, 0.95)));
    auto const same = variance_ratio_bound(varied, varied, 0.95);
    CHECK(same > 1);
    std::vector<double> wider;
    for (double const x : varied) wider.push_back(3 * x - 5);
    CHECK(variance_ratio_bound(wider, varied, 0.95) == Approx(9 * same));  // only scale counts
    std::vector<double> one(20, 0.0);
    one.front() = 1;  // a single value that differs says next to nothing of a variance
    CHECK(variance_ratio_bound(one, varied, 0.95) > 1e3);
}
