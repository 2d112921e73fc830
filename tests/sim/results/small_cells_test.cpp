// Small counts are hidden, and a second one where one alone would be given away by a sum.
#include "sim/results/small_cells.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/sim/results/results_sample.hpp"

using namespace cptsim;

TEST_CASE("one hidden cell of a line hides the smallest other that is not empty, or else the sum", "[small_cells]")
{
    auto const hidden = [](std::vector<CountCell> line) {
        static_cast<void>(hide_second(line));
        std::string marks;
        for (auto const& cell : line) marks += cell.hidden ? 'x' : '.';
        return marks;
    };
    CHECK(hidden({{3, true}, {40, false}, {20, false}, {63, false}}) == "x.x.");
    CHECK(hidden({{3, true}, {0, false}, {0, false}, {3, false}}) == "x..x");
    CHECK(hidden({{3, true}, {4, true}, {20, false}, {27, false}}) == "xx..");  // two say nothing of either
    CHECK(hidden({{30, false}, {40, false}, {70, false}}) == "...");
    CHECK(is_small(1, 11));
    CHECK(is_small(10, 11));
    CHECK_FALSE(is_small(0, 11));
    CHECK_FALSE(is_small(11, 11));
}

TEST_CASE("no count of few persons is left in a run, and none can be told from the sums that are", "[small_cells]")
{
    constexpr int kLeast = 11;
    auto const plan = sample::plan();
    RunGrid const grid(plan);
    auto observation = sample::observation(plan, {1, 0, 0});
    auto& own = observation.own;
    for (auto const row : {observable::outside, observable::passive, observable::active, observable::board})
        for (std::size_t i = 0; i < own[static_cast<std::size_t>(row)].size(); ++i)
            own[static_cast<std::size_t>(row)][i] = static_cast<float>(i % 9 == 8 ? 170 : 20 + row % 3);
    own[observable::active][0] = 4;
    hide_small_cells(grid, kLeast, observation);
    for (auto const row : {observable::outside, observable::passive, observable::active, observable::board})
        for (float const value : own[static_cast<std::size_t>(row)])
            CHECK_FALSE(is_small(static_cast<double>(value), kLeast));
    CHECK(std::isnan(own[observable::active][0]));
    std::size_t professions = 0, roles = 0;  // hidden in the line over professions, and in that over roles
    for (std::size_t p = 0; p < 9; ++p) professions += std::isnan(own[observable::active][p]);
    for (auto const row : {observable::outside, observable::opposed, observable::attached, observable::passive,
                           observable::active, observable::board, observable::on_leave, observable::eligible})
        roles += std::isnan(own[static_cast<std::size_t>(row)][0]);
    CHECK(professions >= 2);
    CHECK(roles >= 2);
}
