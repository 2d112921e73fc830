#include "bindings/library/cptsim.hpp"

#include <dlfcn.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <mutex>
#include <optional>
#include <set>
#include <utility>

#include "analysis/effects/effects.hpp"
#include "analysis/sweep/study.hpp"
#include "sim/base/build_info.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/error.hpp"
#include "sim/files/text_file.hpp"
#include "sim/input/prepared_launch.hpp"
#include "sim/input/scenario_reader.hpp"
#include "sim/results/results_digest.hpp"
#include "sim/results/results_layout.hpp"
#include "sim/results/run_grid.hpp"
#include "sim/run/ensemble.hpp"

namespace cptsim::library {
namespace {

/// Faults of the caller's input leave as the one exception that callers know.
template <class Work>
auto refusing(Work const& work)
{
    try {
        return work();
    } catch (InputError const& error) {
        throw Refused(error.what());
    }
}

/// Data lie beside this library, whose program may be anyone's.
void look_beside_library()
{
    static std::once_flag once;
    std::call_once(once, [] {
        Dl_info here{};
        if (dladdr(reinterpret_cast<void const*>(&look_beside_library), &here) == 0 || !here.dli_fname) return;
        std::error_code error;
        auto const library = std::filesystem::canonical(here.dli_fname, error);
        if (!error) set_installed_data((library.parent_path() / "../../share/cptsim").lexically_normal().string());
    });
}

LaunchOptions options_of(Launch const& launch)
{
    if (launch.replicates < 1) throw Refused("replicates: must be at least 1");
    if (launch.scenarios.empty()) throw Refused("scenarios: none is given");
    LaunchOptions options;
    options.scenarios.files = launch.scenarios;
    options.scenarios.sets = launch.sets;
    options.population = launch.population;
    options.parameters = launch.parameters;
    options.until = launch.until;
    options.seed = launch.seed;
    options.replicates = launch.replicates;
    options.placebo = launch.placebo;
    return options;
}

Variable variable_of(RunGrid const& grid, GridField const& field)
{
    auto const& what = *field.field;
    Variable variable{what.name,
                      std::string(what.unit),
                      std::string(what.long_name),
                      std::string(what.long_name_fr),
                      grid.axes(),
                      grid.shape(field),
                      {}};
    for (auto const axis : what.axes) variable.axes.push_back(axis_name(axis));
    std::size_t size = 1;
    for (auto const length : variable.shape) size *= length;
    variable.values.assign(size, std::numeric_limits<float>::quiet_NaN());
    return variable;
}

Axis axis_of(AxisLabels const& axis) { return {axis.name, axis.caption.units, axis.caption.long_name, axis.labels}; }

}  // namespace

/// Runs as they come in: each has its place in the values of every variable, so threads need no lock.
struct Results::State final : Recorder {
    void begin(Plan const& plan) override
    {
        grid.emplace(plan);
        is_done.assign(grid->size(), 0);
        for (auto const& field : grid->observations()) observations.push_back(variable_of(*grid, field));
        for (auto const& field : grid->effects()) effects.push_back(variable_of(*grid, field));
        planned = static_cast<int>(planned_runs(plan).size());
    }
    void write(Run const& run, Observation const& observation) override
    {
        auto const row = grid->row(run);
        put(row, grid->observations(), observation.own, observations);
        if (!observation.paired.empty()) put(row, grid->effects(), observation.paired, effects);
        runs[row] = run;
        is_done[row] = 1;
        ++done;
    }
    void finish() override {}

    static void put(std::size_t row, std::vector<GridField> const& fields, std::vector<std::vector<float>> const& from,
                    std::vector<Variable>& to)
    {
        for (std::size_t i = 0; i < fields.size(); ++i) {
            auto const& values = from.at(fields[i].row);
            std::copy(values.begin(), values.end(),
                      to[i].values.begin() + static_cast<std::ptrdiff_t>(row * fields[i].size()));
        }
    }

    std::optional<RunGrid> grid;
    std::vector<Variable> observations, effects;
    std::vector<char> is_done;  ///< [row of the grid]
    std::vector<Run> runs;      ///< the same
    std::atomic<int> done{0};
    int planned = 0;
    double seconds = 0;
};

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
    std::vector<std::pair<std::string, std::string>> kept;
    for (std::size_t row = 0; row < grid.size(); ++row) {
        if (state_->is_done[row] == 0) continue;
        Observation observation;
        observation.own.resize(observable_fields().size());
        for (std::size_t i = 0; i < fields.size(); ++i) {
            auto const first =
                state_->observations[i].values.begin() + static_cast<std::ptrdiff_t>(row * fields[i].size());
            observation.own[fields[i].row].assign(first, first + static_cast<std::ptrdiff_t>(fields[i].size()));
        }
        kept.emplace_back(run_key(grid.plan(), state_->runs[row]), run_digest(fields, observation));
    }
    return file_digest({kept.begin(), kept.end()});
}

namespace {

std::unique_ptr<Results> run_plan(Plan const& plan, int threads, std::atomic<bool> const* interrupted,
                                  std::function<void(double)> const& progress)
{
    auto state = std::make_unique<Results::State>();
    state->runs.resize(plan.scenarios.size() * static_cast<std::size_t>(plan.replicates));
    auto const timing = run_ensemble(
        plan, *state, threads,
        [&](double fraction) {
            if (progress) progress(fraction);
        },
        interrupted);
    state->seconds = timing.wall_seconds;
    return std::make_unique<Results>(std::move(state));
}

}  // namespace

std::unique_ptr<Results> run(Launch const& launch, std::atomic<bool> const* interrupted,
                             std::function<void(double)> const& progress)
{
    look_beside_library();
    return refusing([&] { return run_plan(make_plan(options_of(launch)), launch.threads, interrupted, progress); });
}

struct Prepared::State {
    PreparedLaunch launch;
    int threads;
};

Prepared::Prepared(Launch const& launch)
{
    look_beside_library();
    refusing([&] { state_ = std::make_unique<State>(State{PreparedLaunch(options_of(launch)), launch.threads}); });
}
Prepared::~Prepared() = default;

std::unique_ptr<Results> Prepared::run(std::vector<std::string> const& sets, std::uint64_t seed,
                                       std::atomic<bool> const* interrupted,
                                       std::function<void(double)> const& progress) const
{
    return refusing([&] { return run_plan(state_->launch.plan(sets, seed), state_->threads, interrupted, progress); });
}

struct Study::State {
    Sweep sweep;
};

Study::Study(std::string const& file)
{
    look_beside_library();
    refusing([&] { state_ = std::make_unique<State>(State{make_sweep(file)}); });
}
Study::~Study() = default;

std::size_t Study::points() const { return state_->sweep.design.size(); }

std::vector<std::string> Study::factors() const
{
    std::vector<std::string> names;
    for (auto const& factor : state_->sweep.factors) names.push_back(factor.path);
    return names;
}

std::vector<std::variant<double, std::string>> Study::values(std::size_t point) const
{
    auto const& sweep = state_->sweep;
    std::vector<std::variant<double, std::string>> values;
    for (std::size_t i = 0; i < sweep.factors.size(); ++i) {
        auto const& factor = sweep.factors[i];
        double const value = sweep.design.at(point)[i];
        if (factor.kind == SweepFactor::Kind::date)
            values.emplace_back(month_name(static_cast<int>(value)));
        else if (factor.has_words())
            values.emplace_back(std::string(
                lever_fields()[static_cast<std::size_t>(factor.entry.lever)].words[static_cast<std::size_t>(value)]));
        else
            values.emplace_back(value);
    }
    return values;
}

std::unique_ptr<Results> Study::run(std::size_t point, int threads, std::atomic<bool> const* interrupted,
                                    std::function<void(double)> const& progress) const
{
    return refusing([&] {
        auto const& sweep = state_->sweep;
        if (point >= sweep.design.size()) throw Refused("point: the study has " + std::to_string(points()));
        auto plan = sweep.plan;
        for (std::size_t s = 0; s < plan.scenarios.size(); ++s) {
            plan.scenarios[s] = varied(sweep, static_cast<int>(s), static_cast<int>(point));
            plan.scenarios[s].resolved_toml = canonical_toml(plan.scenarios[s]);
        }
        return run_plan(plan, threads, interrupted, progress);
    });
}

std::string resolve_scenario(std::string const& file, std::vector<std::string> const& sets)
{
    look_beside_library();
    return refusing([&] { return read_scenario(file, sets).resolved_toml; });
}

Estimate estimate(std::vector<int> const& replicates, std::vector<double> const& values)
{
    if (replicates.size() != values.size()) throw Refused("estimate: replicates and values differ in number");
    std::vector<ReplicateValue> known;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!std::isnan(values[i])) known.push_back({replicates[i], values[i]});
    auto const result = level_of(known);
    auto const interval = result.mean.interval();
    return {result.mean.mean, interval.low, interval.high, result.predictive.low, result.predictive.high};
}

std::vector<std::string> shipped_scenarios()
{
    look_beside_library();
    return refusing([&] {
        (void)shipped_file("baseline.toml");
        std::vector<std::string> names;
        for (auto const& file : std::filesystem::directory_iterator(shipped_folder()))
            if (file.path().extension() == ".toml") names.push_back(file.path().stem().string());
        std::sort(names.begin(), names.end());
        return names;
    });
}

std::string data_folder()
{
    look_beside_library();
    return shipped_folder();
}
std::string version() { return cptsim::version(); }
int results_version() { return cptsim::results_version(); }

}  // namespace cptsim::library
