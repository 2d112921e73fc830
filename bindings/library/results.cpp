#include "bindings/library/results.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <span>
#include <utility>

#include "sim/base/parallel.hpp"
#include "sim/results/results_digest.hpp"
#include "sim/results/results_layout.hpp"
#include "sim/run/ensemble.hpp"

namespace cptsim::library {
namespace {

Variable described(RunGrid const& grid, ObservableField const& what)
{
    Variable variable{
        what.name, std::string(what.unit), std::string(what.long_name), std::string(what.long_name_fr), grid.axes(), {},
        {}};
    for (auto const axis : what.axes) variable.axes.push_back(axis_name(axis));
    return variable;
}

/// The variables of these fields, in place of `spare`, which are those of another launch or none. Their values are of
/// any content yet.
std::vector<Variable> variables_of(RunGrid const& grid, std::vector<GridField> const& fields,
                                   std::vector<Variable> spare)
{
    if (spare.empty())
        for (auto const& field : fields) spare.push_back(described(grid, *field.field));
    for (std::size_t i = 0; i < fields.size(); ++i) {
        spare[i].shape = grid.shape(fields[i]);
        spare[i].values.resize(grid.size() * fields[i].size());
    }
    return spare;
}

/// The values of a run, all of them `value` so far.
std::vector<std::span<float>> values_of(std::size_t row, std::vector<GridField> const& fields,
                                        std::vector<Variable>& of, float value)
{
    std::vector<std::span<float>> values;
    values.reserve(fields.size());
    for (std::size_t i = 0; i < fields.size(); ++i) {
        auto const size = fields[i].size();
        auto const& one = values.emplace_back(std::span(of[i].values).subspan(row * size, size));
        std::fill(one.begin(), one.end(), value);
    }
    return values;
}

Axis axis_of(AxisLabels const& axis) { return {axis.name, axis.caption.units, axis.caption.long_name, axis.labels}; }

}  // namespace

Spare::Variables Spare::take()
{
    std::scoped_lock const lock(mutex_);
    return std::exchange(variables_, {});
}

void Spare::give(Variables variables)
{
    std::scoped_lock const lock(mutex_);
    variables_ = std::move(variables);
}

Results::State::State(Plan plan, std::shared_ptr<Spare> from, int n)
    : grid(std::move(plan)), spare(std::move(from)), threads(n)
{
}

Results::State::~State()
{
    if (spare) spare->give({std::move(observations), std::move(effects)});
}

void Results::State::begin(Plan const& plan)
{
    runs.resize(grid.size());
    is_done.assign(grid.size(), 0);
    auto kept = spare ? spare->take() : Spare::Variables{};
    observations = variables_of(grid, grid.observations(), std::move(kept.observations));
    effects = variables_of(grid, grid.effects(), std::move(kept.effects));
    planned = static_cast<int>(planned_runs(plan).size());
}

std::optional<ObservationPlace> Results::State::place_for(Run const& run)
{
    auto const row = grid.row(run);
    ObservationPlace place{values_of(row, grid.observations(), observations, 0), {}};
    if (run.scenario != 0) place.paired = values_of(row, grid.effects(), effects, 0);
    return place;
}

void Results::State::write(Run const& run, Observation const&)
{
    auto const row = grid.row(run);
    runs[row] = run;
    is_done[row] = 1;
    ++done;
}

void Results::State::finish()
{
    constexpr auto kNaN = std::numeric_limits<float>::quiet_NaN();
    for (std::size_t row = 0; row < grid.size(); ++row) {
        if (is_done[row] == 0) values_of(row, grid.observations(), observations, kNaN);
        if (is_done[row] == 0 || runs[row].scenario == 0) values_of(row, grid.effects(), effects, kNaN);
    }
}

Results::Results(std::unique_ptr<State> state) : state_(std::move(state)) {}
Results::~Results() = default;

std::vector<Variable> const& Results::observations() const { return state_->observations; }
std::vector<Variable> const& Results::effects() const { return state_->effects; }
int Results::runs_done() const { return state_->done; }
int Results::runs_planned() const { return state_->planned; }
double Results::seconds() const { return state_->seconds; }
std::string Results::population() const { return state_->grid.plan().territories.name; }

std::vector<Axis> Results::axes() const
{
    auto const& grid = state_->grid;
    std::vector<Axis> axes = {axis_of(scenario_axis(grid.plan())), axis_of(replicate_axis(grid.plan()))};
    std::set<cptsim::Axis> used;
    for (auto const* fields : {&grid.observations(), &grid.effects()})
        for (auto const& field : *fields) used.insert(field.field->axes.begin(), field.field->axes.end());
    for (auto const axis : used) axes.push_back(axis_of(axis_labels(grid.plan(), axis)));
    return axes;
}

std::vector<Axis> Results::beside() const
{
    auto const& plan = state_->grid.plan();
    std::vector<std::string> titles, titles_fr, names, regions;
    for (auto const& scenario : plan.scenarios) {
        titles.push_back(scenario.title_en);
        titles_fr.push_back(scenario.title_fr);
    }
    for (auto const& row : plan.territories.rows) {
        names.push_back(row.name);
        regions.push_back(row.region);
    }
    return {{"scenario_title", "1", "scenario", titles},
            {"scenario_title_fr", "1", "scenario", titles_fr},
            {"territory_name", "1", "territory", names},
            {"territory_region", "1", "territory", regions}};
}

std::string Results::digest() const
{
    auto const& grid = state_->grid;
    auto const& fields = grid.observations();
    std::vector<std::pair<std::string, std::string>> pairs(grid.size());
    with_threads(state_->threads, [&] {
        parallel_for(grid.size(), [&](std::size_t row) {
            if (state_->is_done[row] == 0) return;
            std::vector<std::span<float const>> values;
            for (std::size_t i = 0; i < fields.size(); ++i)
                values.push_back(
                    std::span(state_->observations[i].values).subspan(row * fields[i].size(), fields[i].size()));
            pairs[row] = {run_key(grid.plan(), state_->runs[row]), run_digest(fields, values)};
        });
    });
    std::erase_if(pairs, [](auto const& pair) { return pair.first.empty(); });
    return file_digest({pairs.begin(), pairs.end()});
}

}  // namespace cptsim::library
