#include "analysis/stats/latin_hypercube.hpp"

#include <algorithm>
#include <boost/random/uniform_01.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <limits>
#include <numeric>

#include "analysis/stats/design_parts.hpp"

namespace cptsim {
namespace {

constexpr std::size_t kTries = 20;
constexpr std::size_t kOperations = 1'000'000'000;  ///< in comparing pairs of points, some seconds at worst

std::vector<std::vector<double>> random_hypercube(std::span<DesignFactor const> factors, std::size_t points,
                                                  std::uint64_t seed, std::size_t number)
{
    std::vector<std::vector<double>> design(points, std::vector<double>(factors.size()));
    for (std::size_t j = 0; j < factors.size(); ++j) {
        auto const column = stratified(design_engine(seed, DesignPart::latin_hypercube, number, j), points);
        for (std::size_t p = 0; p < points; ++p) design[p][j] = value_on(factors[j], column[p]);
    }
    return design;
}

/// Squared distance of the two nearest points, or some value of at most `enough` if there is a pair as near as that.
double least_distance2(std::vector<std::vector<double>> const& design, double enough)
{
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t a = 0; a < design.size(); ++a)
        for (std::size_t b = 0; b < a; ++b) {
            double distance2 = 0;
            for (std::size_t j = 0; j < design[a].size(); ++j) {
                double const gap = design[a][j] - design[b][j];
                distance2 += gap * gap;
            }
            least = std::min(least, distance2);
            if (least <= enough) return least;
        }
    return least;
}

}  // namespace

std::vector<double> stratified(PhiloxEngine engine, std::size_t n)
{
    std::vector<double> values(n);
    std::iota(values.begin(), values.end(), 0.0);
    for (std::size_t i = n; i-- > 1;)
        std::swap(values[i], values[boost::random::uniform_int_distribution<std::size_t>(0, i)(engine)]);
    boost::random::uniform_01<double> share;
    for (double& v : values) v = (v + share(engine)) / static_cast<double>(n);
    return values;
}

std::vector<std::vector<double>> latin_hypercube(std::span<DesignFactor const> factors, std::size_t points,
                                                 std::uint64_t seed)
{
    std::size_t const a_try = points * points / 2 * factors.size() + 1;
    std::size_t const tries = std::clamp<std::size_t>(kOperations / a_try, 1, kTries);
    auto best = random_hypercube(factors, points, seed, 0);
    if (tries == 1) return best;
    double widest = least_distance2(best, 0);
    for (std::size_t number = 1; number < tries; ++number) {
        auto other = random_hypercube(factors, points, seed, number);
        double const distance2 = least_distance2(other, widest);
        if (distance2 <= widest) continue;
        widest = distance2;
        best = std::move(other);
    }
    return best;
}

}  // namespace cptsim
