// Responses and heat maps of a study, on outcomes that are known.
#include <catch2/catch.hpp>

#include <cmath>

#include "analysis/stats/statistics.hpp"
#include "analysis/sweep/response.hpp"

using namespace cptsim;

TEST_CASE("few values of a factor are groups of their own, many are put together evenly")
{
    auto const few = group_points({3, 1, 3, 2, 2, 1}, 5, false);
    CHECK(few.group == std::vector<std::size_t>{2, 0, 2, 1, 1, 0});
    CHECK(few.centres == std::vector<double>{1, 2, 3});
    // Values that do not come again say nothing alone.
    auto const alone = group_points({3, 1, 4, 2}, 5, false);
    CHECK(alone.group == std::vector<std::size_t>{1, 0, 1, 0});
    CHECK(alone.centres == std::vector<double>{1.5, 3.5});

    std::vector<double> many;
    for (int i = 0; i < 100; ++i) many.push_back((i * 37) % 100);
    auto const groups = group_points(many, 5, false);
    REQUIRE(groups.size() == 5);
    CHECK(groups.centres == std::vector<double>{9.5, 29.5, 49.5, 69.5, 89.5});
    for (std::size_t p = 0; p < many.size(); ++p) CHECK(groups.group[p] == static_cast<std::size_t>(many[p]) / 20);

    std::vector<double> words;
    for (int i = 0; i < 40; ++i) words.push_back(i % 20);
    CHECK(group_points(words, 5, true).size() == 20);  // what lies between two words means nothing
    CHECK(group_points(words, 5, false).size() == 5);
}

TEST_CASE("a response has the quantiles of all runs of its group")
{
    FactorGroups const groups{{0, 1, 1}, {0, 1}};
    auto const all = response({{1, 2, 3}, {10, kNaN, 30}, {20, 40, 50}}, groups);
    CHECK(all[0][2] == 2);
    CHECK(all[1][2] == 30);
    CHECK(all[1][1] == quantile({10, 20, 30, 40, 50}, 0.25));
    CHECK(std::isnan(all[1][0]));  // five runs hold no 90 %
    std::vector<double> many;
    for (int i = 0; i < 19; ++i) many.push_back(i);
    CHECK(response({many, {1}, {1}}, groups)[0][0] == quantile(many, 0.05));
    CHECK(std::isnan(response({{kNaN}, {1}, {1}}, groups)[0][2]));
}

TEST_CASE("a heat map has the mean of all runs of each cell, and holes where there is none")
{
    FactorGroups const rows{{0, 0, 1}, {0, 1}}, columns{{0, 1, 0}, {5, 6}};
    auto const map = heat_map({{1, 3}, {5, kNaN}, {7, 9}}, rows, columns);
    CHECK(map.means[0] == std::vector<double>{2, 5});
    CHECK(map.means[1][0] == 8);
    CHECK(std::isnan(map.means[1][1]));
    CHECK(map.runs == std::vector<std::vector<std::size_t>>{{2, 1}, {2, 0}});
}
