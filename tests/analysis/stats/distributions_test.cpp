#include "analysis/stats/distributions.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace cptsim;

TEST_CASE("the logarithm of the normal distribution keeps its digits in the tail")
{
    // ln(erfc(-x / sqrt(2)) / 2) with 30 digits (mpmath).
    CHECK(log_standard_normal_cdf(0) == Approx(std::log(0.5)));
    CHECK(log_standard_normal_cdf(3) == Approx(-0.001350809964748194).epsilon(1e-10));
    CHECK(log_standard_normal_cdf(-5) == Approx(-15.06499839398872).epsilon(1e-12));
    CHECK(log_standard_normal_cdf(-40) == Approx(-804.608442013754).epsilon(1e-12));
    CHECK(log_standard_normal_cdf(-1e4) == Approx(-50000010.1292789).epsilon(1e-12));
    // Both forms meet at -10, and the slope is that of the values.
    CHECK(log_standard_normal_cdf(-10 - 1e-9) == Approx(log_standard_normal_cdf(-10 + 1e-9)).epsilon(1e-9));
    for (double const x : {-300.0, -20.0, -10.0, -9.99, -1.0, 0.0, 4.0}) {
        double const step = 1e-4;
        double const slope = (log_standard_normal_cdf(x + step) - log_standard_normal_cdf(x - step)) / (2 * step);
        CHECK(log_standard_normal_cdf_slope(x) == Approx(slope).epsilon(1e-5));
    }
}
