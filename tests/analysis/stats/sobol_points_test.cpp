#include "analysis/stats/sobol_points.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "tests/analysis/stats/known.hpp"

using namespace cptsim;

namespace {

/// Whether each of n = last - first equal intervals has one point, in every dimension.
bool balanced(Points const& points, std::size_t first, std::size_t last)
{
    auto const n = static_cast<double>(last - first);
    for (std::size_t j = 0; j < points[0].size(); ++j) {
        std::set<int> intervals;
        for (std::size_t p = first; p < last; ++p) intervals.insert(static_cast<int>(points[p][j] * n));
        if (intervals.size() != last - first) return false;
    }
    return true;
}

/// Whether each box of 2^-a by 2^-(m-a) has one of 2^m points, for all a.
bool is_net(Points const& points, std::size_t i, std::size_t j, int m)
{
    for (int a = 0; a <= m; ++a) {
        std::set<std::pair<int, int>> boxes;
        for (auto const& p : points)
            boxes.insert({static_cast<int>(std::ldexp(p[i], a)), static_cast<int>(std::ldexp(p[j], m - a))});
        if (boxes.size() != points.size()) return false;
    }
    return true;
}

Points random_points(std::size_t n, std::size_t k, std::uint32_t seed)
{
    PhiloxEngine engine(5, seed, 0, 0, 0);
    Points points(n, std::vector<double>(k));
    for (auto& p : points)
        for (double& u : p) u = uniform(static_cast<std::int32_t>(engine()));
    return points;
}

/// Squared centred discrepancy (Hickernell 1998).
double discrepancy2(Points const& points)
{
    auto const n = static_cast<double>(points.size());
    double once = 0, twice = 0;
    for (auto const& x : points) {
        double product = 1;
        for (double u : x) product *= 1 + 0.5 * std::abs(u - 0.5) - 0.5 * std::pow(u - 0.5, 2);
        once += product;
        for (auto const& y : points) {
            product = 1;
            for (std::size_t j = 0; j < x.size(); ++j)
                product *= 1 + 0.5 * std::abs(x[j] - 0.5) + 0.5 * std::abs(y[j] - 0.5) - 0.5 * std::abs(x[j] - y[j]);
            twice += product;
        }
    }
    return std::pow(13.0 / 12, static_cast<double>(points[0].size())) - 2 / n * once + twice / (n * n);
}

/// Root mean square error, over scrambles, of the mean of prod (1 + (u_j - 1/2)) over points; the integral is 1.
template <class Sampler>
double error_of_mean(Sampler const& sample)
{
    double squares = 0;
    for (std::uint32_t seed = 0; seed < 30; ++seed) {
        auto const points = sample(seed);
        double sum = 0;
        for (auto const& x : points) {
            double product = 1;
            for (double u : x) product *= 0.5 + u;
            sum += product;
        }
        squares += std::pow(sum / static_cast<double>(points.size()) - 1, 2);
    }
    return std::sqrt(squares / 30);
}

}  // namespace

TEST_CASE("of 2^m scrambled Sobol' points each dyadic interval of each dimension has exactly one")
{
    for (std::uint64_t const seed : {1u, 2u, 3u}) {
        auto const points = sobol_points(512, 40, seed);
        for (std::size_t n = 1; n <= 512; n *= 2)
            for (std::size_t first = 0; first < 512; first += n) REQUIRE(balanced(points, first, first + n));
        CHECK_FALSE(balanced(points, 1, 257));  // the twin: without the origin, as Boost's sequence begins
    }
    auto const last = sobol_points(256, kMostSobolDimensions, 1);
    CHECK(balanced(last, 0, 256));
}

TEST_CASE("the first two dimensions are a net in all boxes, scrambled or not")
{
    auto points = sobol_points(256, 5, 9);
    CHECK(is_net(points, 0, 1, 8));
    CHECK_FALSE(is_net(random_points(256, 5, 1), 0, 1, 8));  // the twins
    std::swap(points[0][0], points[1][0]);
    CHECK_FALSE(is_net(points, 0, 1, 8));
}

TEST_CASE("scrambled Sobol' points are more even than random ones, and integrate better")
{
    // Of random points the mean of the squared discrepancy is ((5/4)^6 - (13/12)^6) / n = 2.198 / 256 = 0.00859.
    double const random = discrepancy2(random_points(256, 6, 1));
    CHECK(random == Approx(0.00859).epsilon(0.5));
    CHECK(discrepancy2(sobol_points(256, 6, 1)) < 0.1 * random);
    CHECK_FALSE(discrepancy2(random_points(256, 6, 2)) < 0.1 * random);  // the twin
    // One run of the function has variance (13/12)^5 - 1 = 0.492: error at random sqrt(0.492 / 1024) = 0.0219.
    double const at_random = error_of_mean([](std::uint32_t seed) { return random_points(1024, 5, seed); });
    CHECK(at_random == Approx(0.0219).epsilon(0.5));
    CHECK(error_of_mean([](std::uint32_t seed) { return sobol_points(1024, 5, seed); }) < 0.0219 / 20);
    // An error that falls faster than 1 / n, as of Owen's scramble (n^-3/2 but for logarithms).
    CHECK(error_of_mean([](std::uint32_t seed) { return sobol_points(4096, 5, seed); }) < 0.0219 / 20 / 5);
}

TEST_CASE("a scrambled point is uniform over seeds, and independent between dimensions and halves")
{
    // 4000 seeds: mean 1/2, standard error 1 / sqrt(12 x 4000) = 0.00456; correlations 1 / sqrt(4000) = 0.0158. Four of
    // them: 6e-5 each. The bits below the first are no shift common to both halves: so the product of the second bits'
    // signs of the first two points (in different halves, whose first bits differ) has the mean 0, error 0.0158.
    double sum = 0, product = 0, bits = 0, first_bits = 0;
    for (std::uint64_t seed = 0; seed < 4000; ++seed) {
        auto const points = sobol_points(2, 2, seed);
        sum += points[0][0];
        product += 12 * (points[0][0] - 0.5) * (points[0][1] - 0.5);
        auto const sign = [&](std::size_t p, double scale) {
            return static_cast<int>(points[p][0] * scale) % 2 == 0 ? 1 : -1;
        };
        bits += sign(0, 4) * sign(1, 4);
        first_bits += sign(0, 2) * sign(1, 2);
    }
    CHECK(std::abs(sum / 4000 - 0.5) < 4 * 0.00456);
    CHECK(std::abs(product / 4000) < 4 * 0.0158);
    CHECK(std::abs(bits / 4000) < 4 * 0.0158);
    CHECK(first_bits / 4000 == -1);  // the twin: they are in different halves always
}

TEST_CASE("more points go on from fewer, and more dimensions beside fewer")
{
    auto const few = sobol_points(10, 3, 4), many = sobol_points(20, 5, 4);
    for (std::size_t p = 0; p < 10; ++p) CHECK(std::vector<double>(many[p].begin(), many[p].begin() + 3) == few[p]);
    CHECK_THROWS_AS(sobol_points(2, 0, 1), std::logic_error);
    CHECK_THROWS_AS(sobol_points(2, kMostSobolDimensions + 1, 1), std::logic_error);
}
