// The runs of a plan, in their order.
#include "sim/model/recorder.hpp"

#include <catch2/catch.hpp>

namespace cptsim {

TEST_CASE("a plan's runs go through the replicates of each scenario, each with its point where points are drawn")
{
    Plan plan;
    plan.scenarios.resize(3);
    plan.replicates = 2, plan.placebo_scenario = 2, plan.placebo_replicates = 1;
    for (std::size_t const points : {1U, 2U}) {
        plan.points.assign(points, {});
        auto const runs = planned_runs(plan);
        REQUIRE(runs.size() == 5);
        int k = 0;
        for (int scenario = 0; scenario < 3; ++scenario)
            for (int replicate = 0; replicate < (scenario == 2 ? 1 : 2); ++replicate, ++k) {
                INFO("run " << k << " of " << points << " points");
                auto const& run = runs[static_cast<std::size_t>(k)];
                CHECK(run.scenario == scenario);
                CHECK(run.replicate == replicate);
                CHECK(run.point == (points == 1 ? 0 : replicate));
            }
    }
}

TEST_CASE("an observable has a value for each position on its axes")
{
    Plan plan;
    plan.end_month = 29;  // June 2021: two Decembers, three years of entry
    plan.territories.rows.resize(4);
    CHECK(extent(plan, Axis::month) == 30);
    CHECK(extent(plan, Axis::year) == 2);
    CHECK(extent(plan, Axis::profession) == kProfessions + 1);
    CHECK(extent(plan, Axis::mission) == kMissions);
    CHECK(extent(plan, Axis::territory) == 4);
    CHECK(extent(plan, Axis::from_role) == kRoles);
    CHECK(extent(plan, Axis::to_role) == kRoles);
    CHECK(extent(plan, Axis::entry_year) == 3);
    CHECK(extent(plan, Axis::spell_age) == kSpellAges);
    CHECK(extent(plan, observable_fields()[observable::active]) == 30 * (kProfessions + 1));
    plan.end_month = 23;
    CHECK(extent(plan, Axis::entry_year) == 2);
}

}  // namespace cptsim
