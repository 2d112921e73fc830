#include "analysis/calibration/weights.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace cptsim;

namespace {
constexpr double kInfinity = std::numeric_limits<double>::infinity();
}

TEST_CASE("the kernel is the mean over replicates, and a failed one counts as nothing")
{
    std::vector<double> const two = {2, 6}, half = {2, kInfinity}, none = {kInfinity, kInfinity};
    CHECK(log_kernel(two, 1) == Approx(std::log((std::exp(-1.0) + std::exp(-3.0)) / 2)));
    CHECK(log_kernel(two, 2) == Approx(std::log((std::exp(-0.25) + std::exp(-0.75)) / 2)));
    CHECK(log_kernel(two, kInfinity) == 0);
    CHECK(log_kernel(half, 1) == Approx(-1 - std::log(2.0)));
    CHECK(log_kernel(none, kInfinity) == -kInfinity);
    CHECK(log_kernel(std::vector<double>{1e6}, 1) == -5e5);  // no underflow
}

TEST_CASE("narrowing the kernel weighs particles by the ratio of kernels")
{
    std::vector<double> const distance2 = {8, 16, kInfinity};
    auto const w = kernel_weights(distance2, 1, 2, 1);
    CHECK(w[0] == 1);
    CHECK(w[1] == Approx(std::exp(-8 * (0.5 - 0.125))));
    CHECK(w[2] == 0);
    CHECK(kernel_weights(distance2, 1, kInfinity, kInfinity) == std::vector<double>{1, 1, 0});
    CHECK(kernel_weights(std::vector<double>{kInfinity, kInfinity}, 1, kInfinity, 1) == std::vector<double>{0, 0});
    CHECK(kernel_weights(std::vector<double>{kInfinity, 4, 4, kInfinity}, 2, 2, 1) == std::vector<double>{1, 1});
}

TEST_CASE("effective sizes count weights and families")
{
    CHECK(effective_sample_size(std::vector<double>{3, 3, 0, 3}) == Approx(3));
    CHECK(effective_sample_size(std::vector<double>{2, 1, 1}) == Approx(16.0 / 6));
    CHECK(effective_sample_size(std::vector<double>{0, 0}) == 0);
    CHECK(distinct_sample_size(std::vector<double>{5, 7, 5, 9}, 1) == Approx(16.0 / 6));
    CHECK(distinct_sample_size(std::vector<double>{5, 1, 5, 2, 6, 1, 7, 1}, 2) == Approx(16.0 / 6));
}
