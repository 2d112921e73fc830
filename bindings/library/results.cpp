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

/// A variable whose values, of any content yet, take the place of `array`.
Variable variable_of(RunGrid const& grid, GridField const& field, std::vector<float> array)
{
    auto const& what = *field.field;
    Variable variable{what.name,
                      std::string(what.unit),
                      std::string(what.long_name),
                      std::string(what.long_name_fr),
                      grid.axes(),
                      grid.shape(field),
                      std::move(array)};
    for (auto const axis : what.axes) variable.axes.push_back(axis_name(axis));
    std::size_t size = 1;
    for (auto const length : variable.shape) size *= length;
    variable.values.resize(size);
    return variable;
}

void put(std::size_t row, std::vector<GridField> const& fields, std::vector<std::vector<float>> const& from,
         std::vector<Variable>& to)
{
    for (std::size_t i = 0; i < fields.size(); ++i) {
        auto const& values = from.at(fields[i].row);
        std::copy(values.begin(), values.end(),
                  to[i].values.begin() + static_cast<std::ptrdiff_t>(row * fields[i].size()));
    }
}

/// Makes the values of a run that has none NaN.
void fill(std::size_t row, std::vector<GridField> const& fields, std::vector<Variable>& of)
{
    for (std::size_t i = 0; i < fields.size(); ++i) {
        auto const size = fields[i].size();
        std::fill_n(of[i].values.begin() + static_cast<std::ptrdiff_t>(row * size), size,
                    std::numeric_limits<float>::quiet_NaN());
    }
}

Axis axis_of(AxisLabels const& axis) { return {axis.name, axis.caption.units, axis.caption.long_name, axis.labels}; }

}  // namespace

Spare::Arrays Spare::take()
{
    std::scoped_lock const lock(mutex_);
    return std::exchange(arrays_, {});
}

void Spare::give(Arrays arrays)
{
    std::scoped_lock const lock(mutex_);
    arrays_ = std::move(arrays);
}

Results::State::State(std::shared_ptr<Spare> from, int n) : spare(std::move(from)), threads(n) {}

Results::State::~State()
{
    if (!spare) return;
    Spare::Arrays arrays;
    for (auto* variables : {&observations, &effects})
        for (auto& variable : *variables) arrays.push_back(std::move(variable.values));
    spare->give(std::move(arrays));
}

void Results::State::begin(Plan const& plan)
{
    grid.emplace(plan);
    runs.resize(grid->size());
    is_done.assign(grid->size(), 0);
    is_paired.assign(grid->size(), 0);
    auto arrays = spare ? spare->take() : Spare::Arrays{};
    arrays.resize(grid->observations().size() + grid->effects().size());
    auto array = arrays.begin();
    for (auto const& field : grid->observations())
        observations.push_back(variable_of(*grid, field, std::move(*array++)));
    for (auto const& field : grid->effects()) effects.push_back(variable_of(*grid, field, std::move(*array++)));
    planned = static_cast<int>(planned_runs(plan).size());
}

void Results::State::write(Run const& run, Observation const& observation)
{
    auto const row = grid->row(run);
    put(row, grid->observations(), observation.own, observations);
    if (!observation.paired.empty()) {
        put(row, grid->effects(), observation.paired, effects);
        is_paired[row] = 1;
    }
    runs[row] = run;
    is_done[row] = 1;
    ++done;
}

void Results::State::finish()
{
    for (std::size_t row = 0; row < grid->size(); ++row) {
        if (is_done[row] == 0) fill(row, grid->observations(), observations);
        if (is_paired[row] == 0) fill(row, grid->effects(), effects);
    }
}

Results::Results(std::unique_ptr<State> state) : state_(std::move(state)) {}
Results::~Results() = default;

std::vector<Variable> const& Results::observations() const { return state_->observations; }
std::vector<Variable> const& Results::effects() const { return state_->effects; }
int Results::runs_done() const { return state_->done; }
int Results::runs_planned() const { return state_->planned; }
double Results::seconds() const { return state_->seconds; }
std::string Results::population() const { return state_->grid->plan().territories.name; }

std::vector<Axis> Results::axes() const
{
    auto const& grid = *state_->grid;
    std::vector<Axis> axes = {axis_of(scenario_axis(grid.plan())), axis_of(replicate_axis(grid.plan()))};
    std::set<cptsim::Axis> used;
    for (auto const* fields : {&grid.observations(), &grid.effects()})
        for (auto const& field : *fields) used.insert(field.field->axes.begin(), field.field->axes.end());
    for (auto const axis : used) axes.push_back(axis_of(axis_labels(grid.plan(), axis)));
    return axes;
}

std::vector<Axis> Results::beside() const
{
    auto const& plan = state_->grid->plan();
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
    auto const& grid = *state_->grid;
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
