#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <vector>

#include "analysis/stats/fractional_factorial.hpp"
#include "sim/base/error.hpp"
#include "tests/analysis/stats/known.hpp"

using namespace cptsim;

namespace {

/// Whether any `strength` factors have all their combinations equally often: then no product of so many is constant.
bool is_orthogonal(FractionalFactorial const& fraction, std::size_t strength, std::size_t first = 0,
                   std::vector<std::size_t> const& chosen = {})
{
    if (chosen.size() == strength) {
        std::map<std::size_t, std::size_t> combinations;
        for (std::size_t run = 0; run < std::size_t{1} << fraction.basic; ++run) {
            std::size_t code = 0;
            for (std::size_t j : chosen) code = 2 * code + is_high(fraction, run, j);
            ++combinations[code];
        }
        for (auto const& [code, times] : combinations)
            if (times << strength != std::size_t{1} << fraction.basic) return false;
        return true;
    }
    for (std::size_t j = first; j < fraction.columns.size(); ++j) {
        auto more = chosen;
        more.push_back(j);
        if (!is_orthogonal(fraction, strength, j + 1, more)) return false;
    }
    return true;
}

}  // namespace

TEST_CASE("fractions have the resolutions of the table of Box, Hunter and Hunter")
{
    // Statistics for Experimenters (2nd ed.), table 6.22: [points] -> resolution of 3, 4, .. 11 factors; 0: none.
    std::map<std::size_t, std::vector<std::size_t>> const table = {
        {4, {3, 0, 0, 0, 0, 0, 0, 0, 0}},  {8, {0, 4, 3, 3, 3, 0, 0, 0, 0}},  {16, {0, 0, 5, 4, 4, 4, 3, 3, 3}},
        {32, {0, 0, 0, 6, 4, 4, 4, 4, 4}}, {64, {0, 0, 0, 0, 7, 5, 4, 4, 4}}, {128, {0, 0, 0, 0, 0, 8, 6, 5, 5}}};
    for (auto const& [points, resolutions] : table)
        for (std::size_t k = 3; k <= 11; ++k) {
            CAPTURE(points, k);
            if (resolutions[k - 3] == 0) {
                CHECK_THROWS_AS(choose_fraction(k, points), InputError);
                continue;
            }
            CHECK(choose_fraction(k, points).resolution == resolutions[k - 3]);
        }
}

TEST_CASE("any factors fewer than the resolution have all combinations equally often, and as many as it have not")
{
    auto const [k, points] = GENERATE(table<std::size_t, std::size_t>(
        {{3, 4}, {7, 8}, {5, 16}, {8, 16}, {15, 16}, {7, 32}, {16, 32}, {8, 64}, {9, 128}, {17, 256}}));
    CAPTURE(k, points);
    auto const fraction = choose_fraction(k, points);
    REQUIRE(fraction.columns.size() == k);
    CHECK(is_orthogonal(fraction, fraction.resolution - 1));
    CHECK_FALSE(is_orthogonal(fraction, fraction.resolution));  // the twin
}

TEST_CASE("each factor is the product of the basic factors in its column, low being -1")
{
    auto const fraction = choose_fraction(7, 32);
    for (std::size_t run = 0; run < 32; ++run)
        for (std::size_t j = 0; j < 7; ++j) {
            int sign = 1;
            for (std::size_t i = 0; i < fraction.basic; ++i)
                if (fraction.columns[j] >> i & 1) sign *= is_high(fraction, run, i) ? 1 : -1;
            CHECK(is_high(fraction, run, j) == (sign > 0));
        }
    CHECK_FALSE(is_high(fraction, 0, 0));
    CHECK(is_high(fraction, 16, 0));  // the first factor changes slowest
}

TEST_CASE("many factors are found room: 255 of resolution III, 128 of resolution IV, 17 of resolution V in 256 points")
{
    CHECK(choose_fraction(255, 256).resolution == 3);
    CHECK(choose_fraction(128, 256).resolution == 4);
    CHECK(choose_fraction(129, 256).resolution == 3);
    CHECK(choose_fraction(17, 256).resolution == 5);
    auto const factors = continuous(6);
    auto const design = make_design(factors, {DesignMethod::fractional_factorial, 16});
    CHECK(std::set<std::vector<double>>(design.begin(), design.end()).size() == 16);
    CHECK(design[0] == std::vector<double>{0.25, 0.25, 0.25, 0.25, design[0][4], design[0][5]});
}
