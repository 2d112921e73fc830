#include "sim/model/recorder.hpp"

namespace cptsim {

std::vector<Run> planned_runs(Plan const& plan)
{
    std::vector<Run> runs;
    int const scenarios = static_cast<int>(plan.scenarios.size());
    bool const drawn = plan.points.size() > 1;
    for (int scenario = 0; scenario < scenarios; ++scenario) {
        int const replicates = scenario == plan.placebo_scenario ? plan.placebo_replicates : plan.replicates;
        for (int replicate = 0; replicate < replicates; ++replicate)
            runs.push_back({scenario, replicate, drawn ? replicate : 0});
    }
    return runs;
}

std::size_t extent(Plan const& plan, Axis axis)
{
    switch (axis) {
        case Axis::month:
            return static_cast<std::size_t>(plan.months());
        case Axis::year:
            return static_cast<std::size_t>(plan.years());
        case Axis::profession:
            return kProfessions + 1;
        case Axis::mission:
            return kMissions;
        case Axis::territory:
            return plan.territories.rows.size();
        case Axis::from_role:
        case Axis::to_role:
            return kRoles;
        // A spell may begin in the last year even when the run ends before its December.
        case Axis::entry_year:
            return static_cast<std::size_t>(plan.end_month / 12 + 1);
        case Axis::spell_age:
            return kSpellAges;
    }
    return 0;
}

std::size_t extent(Plan const& plan, ObservableField const& field)
{
    std::size_t product = 1;
    for (Axis const axis : field.axes) product *= extent(plan, axis);
    return product;
}

void Recorders::begin(Plan const& plan)
{
    for (auto* recorder : all_) recorder->begin(plan);
}

void Recorders::write(Run const& run, Observation const& observation)
{
    for (auto* recorder : all_) recorder->write(run, observation);
}

void Recorders::finish()
{
    for (auto* recorder : all_) recorder->finish();
}

}  // namespace cptsim
