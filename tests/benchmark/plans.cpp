#include "tests/benchmark/plans.hpp"

#include "sim/files/text_file.hpp"
#include "sim/input/scenario_file.hpp"
#include "sim/input/territory_file.hpp"
#include "sim/run/ensemble.hpp"

namespace cptsim::benchmarks {

Plan shipped_plan(std::string const& population, int scenarios, int replicates)
{
    Plan plan;
    plan.scenarios.push_back(read_scenario(shipped_folder() + "/baseline.toml", {}));
    if (scenarios > 1) plan.scenarios.push_back(read_scenario(shipped_folder() + "/valletoux.toml", {}));
    plan.territories = read_territories(population, shipped_folder());
    plan.replicates = replicates;
    for (int r = 0; r < replicates; ++r) plan.points.push_back(prior_point(plan.seed, r));
    return plan;
}

double occupied(Frame const& frame)
{
    double people = 0;
    for (auto const& territory : frame.territories)
        for (int const n : territory.occupied) people += n;
    return people;
}

}  // namespace cptsim::benchmarks
