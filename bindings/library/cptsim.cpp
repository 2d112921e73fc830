#include "bindings/library/cptsim.hpp"

#include <dlfcn.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <utility>

#include "analysis/effects/effects.hpp"
#include "analysis/sweep/study.hpp"
#include "bindings/library/results.hpp"
#include "sim/base/build_info.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/error.hpp"
#include "sim/files/text_file.hpp"
#include "sim/input/prepared_launch.hpp"
#include "sim/input/scenario_reader.hpp"
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

/// Has the allocator keep what one call frees for the next: glibc learns from what is freed which sizes come again
/// (mallopt(3), M_MMAP_THRESHOLD). Else it hands the pages of a pack back, and the system clears them for the next: up
/// to three runs in a hundred. To a program that has freed an array of this size before, it is nothing new.
void teach_allocator()
{
    void* volatile block = std::malloc(std::size_t{16} << 20);  // its pages are not touched
    std::free(block);
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

std::unique_ptr<Results> run_plan(Plan plan, int threads, std::atomic<bool> const* interrupted,
                                  std::function<void(double)> const& progress, std::shared_ptr<Spare> spare = {})
{
    if (threads < 0) throw Refused("threads: must be 0 or more");
    auto state = std::make_unique<Results::State>(std::move(plan), std::move(spare), threads);
    auto const timing = run_ensemble(
        state->grid.plan(), *state, threads,
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
    std::shared_ptr<Spare> spare = std::make_shared<Spare>();
};

Prepared::Prepared(Launch const& launch)
{
    look_beside_library();
    teach_allocator();
    refusing([&] { state_ = std::make_unique<State>(State{PreparedLaunch(options_of(launch)), launch.threads}); });
}
Prepared::~Prepared() = default;

std::unique_ptr<Results> Prepared::run(std::vector<std::string> const& sets, std::uint64_t seed,
                                       std::atomic<bool> const* interrupted,
                                       std::function<void(double)> const& progress) const
{
    return refusing([&] {
        return run_plan(state_->launch.plan(sets, seed), state_->threads, interrupted, progress, state_->spare);
    });
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
        return run_plan(std::move(plan), threads, interrupted, progress);
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
