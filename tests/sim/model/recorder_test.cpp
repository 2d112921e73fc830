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

}  // namespace cptsim
