// January 2019: who is already in a project, and whom it elects.
#include <catch2/catch.hpp>

#include "sim/model/person_state.hpp"
#include "sim/run/pack_run.hpp"
#include "tests/sim/run/made_up_plan.hpp"

using namespace cptsim;

namespace {

constexpr int kRuns = kStreams;  ///< lanes of one scenario in a frame

/// Ten projects and ten places without one; every other professional is of the first profession.
TerritoryTable projects()
{
    TerritoryTable table;
    for (int k = 0; k < 20; ++k) {
        table.rows.push_back(made_up_territory("town_" + std::to_string(k), 50000, k % 2 ? kNone : kLetter));
        table.rows.back().density.fill(40);
        table.rows.back().density[0] = 280;
    }
    return table;
}

Scenario founded()
{
    auto s = busy_scenario("founded", 12);
    set(s, parameter::lifecycle_initial_share, 0.4), set(s, parameter::lifecycle_initial_active, 0.5);
    set(s, parameter::traits_attitude_mean, 0.1), set(s, parameter::traits_attitude_sd, 0.3);
    return s;
}

/// How far a sum of independent yes and no is from what was expected, in standard errors.
struct Count {
    double seen = 0, expected = 0, variance = 0;
    void add(bool yes, double chance)
    {
        chance = std::clamp(chance, 0.0, 1.0);
        seen += yes, expected += chance, variance += chance * (1 - chance);
    }
    [[nodiscard]] double distance() const { return std::abs(seen - expected) / std::sqrt(variance); }
};

int role(kernel::Block const& block, int row, int lane)
{
    auto const word = std::bit_cast<std::int32_t>(cell_of(block, kernel::kStatus, row)[lane]);
    return unpack_status(word).role;
}

}  // namespace

TEST_CASE("a project of 2019 starts with members by their attitude, of whom a share acts, and nowhere else")
{
    auto const plan = made_up_plan({founded()}, projects(), 1, kRuns);
    auto const pack = packs_of_frame(plan, 0).at(0);
    auto const frame = draw_frame(plan, 0);
    PackRun run(plan, frame, pack);
    run.initialise();
    Count members, active, twin;
    for (int t = 0; t < 20; ++t) {
        auto const& block = run.block(t);
        for (int i = 0; i < block.rows; ++i)
            for (int lane = 0; lane < kRuns; ++lane) {
                int const is = role(block, i, lane);
                if (is == kVacant) continue;
                if (t % 2) {
                    REQUIRE(is == kOutside);
                    continue;
                }
                double const attitude = static_cast<double>(cell_of(block, kernel::kAttitude, i)[lane]);
                members.add(is != kOutside, 0.4 * (1 + attitude));
                twin.add(is != kOutside, 0.4 * (1.1 + attitude));
                if (is != kOutside) active.add(is == kActive, 0.5);
            }
    }
    // Some 22,000 people: two comparisons within 4 standard errors, a false alarm in 8,000.
    CHECK(members.distance() < 4);
    CHECK(active.distance() < 4);
    CHECK(twin.distance() > 4);
}

TEST_CASE("the first board is elected among those who act at the start, whatever their profession")
{
    auto s = founded();
    set(s, parameter::board_prestige, 1000), set(s, parameter::board_seats, 8);
    auto const plan = made_up_plan({s}, projects(), 1, kRuns);
    auto const pack = packs_of_frame(plan, 0).at(0);
    auto const frame = draw_frame(plan, 0);
    PackRun run(plan, frame, pack);
    run.initialise();
    std::vector<std::vector<bool>> stood;
    for (int t = 0; t < 20; t += 2) {
        auto const& block = run.block(t);
        for (int lane = 0; lane < kRuns; ++lane) {
            stood.emplace_back();
            for (int i = 0; i < block.rows; ++i) stood.back().push_back(role(block, i, lane) == kActive);
        }
    }
    run.advance_year(0);
    Count of_the_first, twin;
    auto candidates = stood.begin();
    for (int t = 0; t < 20; t += 2) {
        auto const& block = run.block(t);
        for (int lane = 0; lane < kRuns; ++lane, ++candidates) {
            double first = 0, all = 0;
            for (int i = 0; i < block.rows; ++i)
                if ((*candidates)[static_cast<std::size_t>(i)]) ++all, first += i < block.first_row[1];
            for (int i = 0; i < block.rows; ++i)
                if (role(block, i, lane) == kBoard) {
                    REQUIRE((*candidates)[static_cast<std::size_t>(i)]);
                    of_the_first.add(i < block.first_row[1], first / all);
                    twin.add(i < block.first_row[1], 1.2 * first / all);
                }
        }
    }
    // 640 seats: 4 standard errors, a false alarm in 16,000; drawn without replacement they vary less.
    CHECK(of_the_first.expected > 200);
    CHECK(of_the_first.distance() < 4);
    CHECK(twin.distance() > 4);
}
