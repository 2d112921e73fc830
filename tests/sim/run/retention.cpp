// Who is kept from one December to the next, against a record of every slot.
#include <catch2/catch.hpp>

#include "sim/model/person_state.hpp"
#include "sim/run/pack_run.hpp"
#include "tests/sim/run/made_up_plan.hpp"

using namespace cptsim;

namespace {

/// What a slot was in a December.
struct Seen {
    std::uint32_t generation = 0;
    bool present = false, chosen = false, gives = false;
};

std::uint32_t column(kernel::Block const& block, kernel::Column c, int row)
{
    return std::bit_cast<std::uint32_t>(cell_of(block, c, row)[0]);
}

std::vector<Seen> december_of(kernel::Block const& block)
{
    std::vector<Seen> all;
    for (int i = 0; i < block.rows; ++i) {
        auto const status = column(block, kernel::kStatus, i);
        auto const role = static_cast<Role>(status & 0xF);
        all.push_back({status >> 15 & 0xFF, role != kVacant,
                       role == kPassive || role == kActive || role == kBoard || role == kOnLeave,
                       std::bit_cast<float>(column(block, kernel::kHours, i)) > 0});
    }
    return all;
}

}  // namespace

TEST_CASE("those who are kept were there in both Decembers, the same persons")
{
    auto scenario = busy_scenario("busy", 60);
    set_all(scenario, parameter::demography_exit_rate, 0.1);
    set_all(scenario, parameter::demography_move_rate, 0.1);
    TerritoryTable table;
    table.rows = {made_up_territory("town", 90000, kSigned)};
    auto const plan = made_up_plan({scenario}, table, 60, 1);
    auto const frame = draw_frame(plan, 0);
    auto const pack = packs_of_frame(plan, 0).at(0);
    PackRun run(plan, frame, pack);
    run.initialise();
    std::vector<Seen> before;
    std::vector<std::array<double, 3>> expected;  // givers, givers kept, chosen kept
    int replaced = 0;
    for (int year = 0; year < 5; ++year) {
        run.advance_year(year);
        auto const now = december_of(run.block(0));
        auto& counts = expected.emplace_back();
        for (std::size_t i = 0; i < now.size(); ++i) {
            counts[0] += now[i].gives;
            if (before.empty() || !now[i].present || !before[i].present) continue;
            bool const same = now[i].generation == before[i].generation;
            replaced += !same && before[i].chosen && now[i].chosen;
            counts[1] += same && now[i].gives && before[i].gives;
            counts[2] += same && now[i].chosen && before[i].chosen;
        }
        before = now;
    }
    auto const observation = run.take_observation(0);
    for (std::size_t year = 0; year < 5; ++year) {
        CAPTURE(year);
        CHECK(value(observation, observable::givers, year, kAll) == expected[year][0]);
        CHECK(value(observation, observable::givers_kept, year, kAll) == expected[year][1]);
        CHECK(value(observation, observable::chosen_kept, year, kAll) == expected[year][2]);
    }
    CHECK(expected[4][1] > 5);
    CHECK(replaced > 0);  // members whose successors are members do not count
}
