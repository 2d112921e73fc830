// Mathematics of + - * / sqrt against the standard library in double precision, and the variates made of it.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <vector>

#include "sim/base/philox.hpp"
#include "sim/base/portable_math.hpp"

namespace cptsim {
namespace {

double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

/// Quantile of the standard normal in double precision: Newton's method from a start that is nearly right.
double exact_quantile(double p, double start)
{
    double z = start;
    for (int k = 0; k < 6; ++k)
        z -= (normal_cdf(z) - p) / (std::exp(-0.5 * z * z) / std::sqrt(2 * 3.14159265358979323846));
    return z;
}

/// Kolmogorov's statistic sqrt(n) D of a sample against a distribution.
double kolmogorov(std::vector<double> sample, std::function<double(double)> const& cdf)
{
    std::sort(sample.begin(), sample.end());
    double const n = static_cast<double>(sample.size());
    double d = 0;
    for (std::size_t k = 0; k < sample.size(); ++k) {
        double const f = cdf(sample[k]), below = static_cast<double>(k) / n;
        d = std::max({d, f - below, below + 1 / n - f});
    }
    return std::sqrt(n) * d;
}
constexpr double kKolmogorovLimit = 2.23;  ///< passed with probability 2 exp(-2 x^2) = 1e-4 by a right sample

std::vector<double> sample(float (*variate)(float))
{
    std::vector<double> values;
    PhiloxEngine engine(2026, 1, 2, address(Purpose::choice), 3);
    for (int k = 0; k < 40000; ++k)
        values.push_back(static_cast<double>(variate(uniform(static_cast<std::int32_t>(engine())))));
    return values;
}

struct Moments {
    double mean = 0, variance = 0;
};
Moments moments(std::vector<double> const& x)
{
    Moments m;
    double const n = static_cast<double>(x.size());
    for (double const v : x) m.mean += v / n;
    for (double const v : x) m.variance += (v - m.mean) * (v - m.mean) / n;
    return m;
}

}  // namespace

TEST_CASE("the exponential is right to 3e-7 of its value from -87 to 87, and constant beyond")
{
    double worst = 0;
    for (int k = -87 * 4096; k <= 87 * 4096; ++k) {
        float const x = static_cast<float>(k) / 4096.0f;
        double const exact = std::exp(static_cast<double>(x));
        worst = std::max(worst, std::abs(static_cast<double>(portable_exp(x)) / exact - 1));
    }
    REQUIRE(worst < 3e-7);
    REQUIRE(portable_exp(0.0f) == 1.0f);
    REQUIRE(portable_exp(1000.0f) == portable_exp(87.0f));
    REQUIRE(portable_exp(-1000.0f) == portable_exp(-87.0f));
    REQUIRE(portable_exp(-1000.0f) > 0.0f);
    REQUIRE(std::isfinite(portable_exp(1000.0f)));
}

TEST_CASE("the logarithm is right to 3e-7 of its value for all magnitudes, and near one")
{
    double worst = 0;
    auto const look = [&](float x) {
        double const exact = std::log(static_cast<double>(x));
        if (x != 1.0f) worst = std::max(worst, std::abs(static_cast<double>(portable_log(x)) / exact - 1));
    };
    for (std::uint32_t bits = 0x00800000u; bits < 0x7F800000u; bits += 4099)  // every positive normal number's turn
        look(bits_real(static_cast<std::int32_t>(bits)));
    for (std::int32_t bits = 0x3F700000; bits < 0x3F900000; bits += 7) look(bits_real(bits));  // 0.94 to 1.13
    REQUIRE(worst < 3e-7);
    REQUIRE(portable_log(1.0f) == 0.0f);
}

TEST_CASE("the normal quantile is right to 2e-6 over all values that a uniform takes")
{
    double worst = 0;
    auto const look = [&](float p) {
        double const z = static_cast<double>(normal_quantile(p)), exact = exact_quantile(static_cast<double>(p), z);
        worst = std::max(worst, std::abs(z - exact) / std::max(1.0, std::abs(exact)));
    };
    for (std::uint32_t k = 0; k < 4000; ++k) {
        look(uniform(static_cast<std::int32_t>(k << 9)));        // the lower tail, number by number
        look(uniform(static_cast<std::int32_t>(~(k << 9))));     // the upper tail
        look(uniform(static_cast<std::int32_t>(k * 1073741u)));  // the whole
    }
    REQUIRE(worst < 2e-6);
    REQUIRE(normal_quantile(0.5f) == 0.0f);
    REQUIRE(normal_quantile(0.975f) == Approx(1.959964).epsilon(1e-5));
}

TEST_CASE("softplus is right to 2e-7 and 3e-7 of its value, above zero and large where its argument is large")
{
    double worst = 0;
    for (int k = -100 * 512; k <= 100 * 512; ++k) {
        float const x = static_cast<float>(k) / 512.0f;
        double const exact =
            std::max(static_cast<double>(x), 0.0) + std::log1p(std::exp(-std::abs(static_cast<double>(x))));
        worst = std::max(worst, std::abs(static_cast<double>(softplus(x)) - exact) / (2e-7 + 3e-7 * exact));
        REQUIRE(softplus(x) >= std::max(x, 0.0f));
    }
    REQUIRE(worst < 1);
}

TEST_CASE("a uniform is never 0 or 1, and the upper 23 bits of a word decide it")
{
    REQUIRE(uniform(std::int32_t{0}) == 0x1p-24f);
    REQUIRE(uniform(std::int32_t{-1}) == 1.0f - 0x1p-24f);
    REQUIRE(uniform(std::int32_t{511}) == uniform(std::int32_t{0}));
    REQUIRE(uniform(std::int32_t{512}) == 3 * 0x1p-24f);
    REQUIRE(uniform(static_cast<std::int32_t>(0x80000000u)) == 0.5f + 0x1p-24f);
}

TEST_CASE("variates have the distributions that their names say")
{
    auto const flat = sample([](float u) { return u; });
    auto const flat_cdf = [](double x) { return std::clamp(x, 0.0, 1.0); };
    REQUIRE(kolmogorov(flat, flat_cdf) < kKolmogorovLimit);

    auto const bell = sample([](float u) { return normal_quantile(u); });
    REQUIRE(kolmogorov(bell, normal_cdf) < kKolmogorovLimit);
    REQUIRE(kolmogorov(bell, [](double z) { return normal_cdf(z - 0.03); }) > kKolmogorovLimit);  // twins: a shift
    REQUIRE(kolmogorov(bell, [](double z) { return normal_cdf(z / 1.06); }) > kKolmogorovLimit);  // a wider one

    auto const choice = sample([](float u) { return logistic(u); });
    auto const logistic_cdf = [](double x) { return 1 / (1 + std::exp(-x)); };
    REQUIRE(kolmogorov(choice, logistic_cdf) < kKolmogorovLimit);
    REQUIRE(kolmogorov(choice, [&](double x) { return logistic_cdf(x - 0.06); }) > kKolmogorovLimit);
    REQUIRE(kolmogorov(choice, [&](double x) { return logistic_cdf(x / 1.06); }) > kKolmogorovLimit);
    // The twin of the same variance: a normal variate is no logistic one.
    REQUIRE(kolmogorov(choice, [](double x) { return normal_cdf(x / 1.81379936); }) > kKolmogorovLimit);
}

TEST_CASE("means and variances of variates are within four standard errors")  // false alarm 4 x 6e-5
{
    double const n = 40000;
    auto const bell = moments(sample([](float u) { return normal_quantile(u); }));
    REQUIRE(std::abs(bell.mean) < 4 / std::sqrt(n));
    REQUIRE(std::abs(bell.variance - 1) < 4 * std::sqrt(2 / n));

    double const variance = 3.14159265358979323846 * 3.14159265358979323846 / 3;  // of a logistic, kurtosis 4.2
    auto const choice = moments(sample([](float u) { return logistic(u); }));
    REQUIRE(std::abs(choice.mean) < 4 * std::sqrt(variance / n));
    REQUIRE(std::abs(choice.variance - variance) < 4 * variance * std::sqrt(3.2 / n));
    REQUIRE(std::abs(choice.variance - variance / 2) > 4 * variance * std::sqrt(3.2 / n));  // the twin: of one Gumbel
}

}  // namespace cptsim
