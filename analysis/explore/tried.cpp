#include "analysis/explore/tried.hpp"

#include <algorithm>

#include "sim/results/results_digest.hpp"

namespace cptsim {
namespace {

/// Rows of equal blocks, [scenario, run, block].
template <class Values>
struct Blocks {
    Values& values;
    std::size_t runs;  ///< of a scenario
    std::size_t run_size, block_size;
    [[nodiscard]] auto at(int scenario, int run, std::size_t block) const
    {
        auto const row = static_cast<std::size_t>(scenario) * runs + static_cast<std::size_t>(run);
        return values.begin() + static_cast<std::ptrdiff_t>(row * run_size + block * block_size);
    }
};

template <class Values>
Blocks<Values> blocks(Values& values, std::size_t scenarios, int runs, std::size_t count)
{
    auto const of_scenario = static_cast<std::size_t>(runs);
    std::size_t const run_size = scenarios == 0 ? 0 : values.size() / scenarios / of_scenario;
    return {values, of_scenario, run_size, count == 0 ? 0 : run_size / count};
}

/// Where each date stands in a list that has them all.
std::vector<std::size_t> places_in(std::vector<int> const& all, std::vector<int> const& dates)
{
    std::vector<std::size_t> places;
    for (int const date : dates)
        places.push_back(static_cast<std::size_t>(std::lower_bound(all.begin(), all.end(), date) - all.begin()));
    return places;
}

/// The first `done` runs of a scenario; `from[i]` is the block that becomes block i.
template <class To, class From>
void copy_runs(To const& to, int scenario, From const& source, int row, int done, std::vector<std::size_t> const& from)
{
    for (int run = 0; run < done; ++run)
        for (std::size_t i = 0; i < from.size(); ++i)
            std::copy_n(source.at(row, run, from[i]), to.block_size, to.at(scenario, run, i));
}

}  // namespace

Findings::Findings(std::vector<Tried> tried) : tried_(std::move(tried))
{
    std::vector<Scenario> policies;
    Trial const* furthest = nullptr;
    for (auto const& one : tried_) {
        policies.push_back(one.named);
        if (!furthest || one.trial->done() > furthest->done()) furthest = one.trial.get();
    }
    auto const& land = furthest->land();
    launch_ = land.launch(std::move(policies));
    launch_.replicates = std::max(1, furthest->done());
    launch_.points.resize(static_cast<std::size_t>(launch_.replicates));
    prior_launch_ = land.prior_launch(launch_);
    prior_launch_.replicates = std::min(launch_.replicates, kPriorReplicates);
    prior_launch_.points.resize(static_cast<std::size_t>(prior_launch_.replicates));
    sources_.push_back({furthest, 0});
    for (auto const& one : tried_) sources_.push_back({one.trial.get(), 1});
}

Summary Findings::gathered(Plan plan, bool prior) const
{
    SummaryRecorder empty;
    empty.begin(plan);
    Summary all = empty.summary();
    auto const scenarios = plan.scenarios.size();
    auto const values = blocks(all.values, scenarios, plan.replicates, all.dates.size());
    auto const money = blocks(all.money, scenarios, plan.replicates, 1);
    auto const done = blocks(all.done, scenarios, plan.replicates, 1);
    for (int scenario = 0; scenario < static_cast<int>(scenarios); ++scenario) {
        auto const [trial, row] = sources_[static_cast<std::size_t>(scenario)];
        auto const& part = prior ? trial->prior_runs() : trial->runs();
        int const most = std::min(trial->done(), plan.replicates), held = part.plan.replicates;
        copy_runs(values, scenario, blocks(part.values, 2, held, part.dates.size()), row, most,
                  places_in(part.dates, all.dates));
        copy_runs(money, scenario, blocks(part.money, 2, held, 1), row, most, {0});  // years from the first on
        copy_runs(done, scenario, blocks(part.done, 2, held, 1), row, most, {0});
        for (auto const sums : {&Summary::spell_exits, &Summary::spell_censored}) {
            if (plan.end_month != part.plan.end_month) continue;  // of whole runs only
            auto const size = static_cast<std::ptrdiff_t>((part.*sums).size() / 2);
            std::copy_n((part.*sums).begin() + row * size, size, (all.*sums).begin() + scenario * size);
        }
    }
    return all;
}

Summary Findings::summary(int end_month) const
{
    auto plan = launch_;
    plan.end_month = end_month;
    return gathered(std::move(plan), false);
}

Summary Findings::prior(int end_month) const
{
    auto plan = prior_launch_;
    plan.end_month = end_month;
    return gathered(std::move(plan), true);
}

ReportSeries Findings::series() const
{
    ReportRecorder empty;
    empty.begin(launch_);
    ReportSeries all = empty.series();
    for (int scenario = 0; scenario < static_cast<int>(launch_.scenarios.size()); ++scenario) {
        auto const [trial, row] = sources_[static_cast<std::size_t>(scenario)];
        auto const& part = trial->series();
        int const most = trial->done(), source_row = row;
        auto const copy = [&](RunRows ReportSeries::*rows, std::vector<std::size_t> const& from, std::size_t held) {
            auto const& source = part.*rows;
            auto& to = all.*rows;
            if (to.cells == 0) return;
            auto const of = [](RunRows const& r) {
                return r.values.size() / r.cells / static_cast<std::size_t>(r.replicates);
            };
            if (static_cast<std::size_t>(scenario) >= of(to)) return;  // history is the reference's alone
            copy_runs(blocks(to.values, of(to), to.replicates, from.size()), scenario,
                      blocks(source.values, of(source), source.replicates, held), source_row, most, from);
        };
        auto const dates = places_in(part.dates, all.dates);
        for (auto const rows : {&ReportSeries::months, &ReportSeries::history, &ReportSeries::territory_years})
            copy(rows, {0}, 1);
        for (auto const rows : {&ReportSeries::professions, &ReportSeries::by_place})
            copy(rows, dates, part.dates.size());
        if (!dates.empty())
            copy(&ReportSeries::territories, {dates.back() + part.territory_dates - part.dates.size()},
                 part.territory_dates);
    }
    return all;
}

std::string Findings::digest() const
{
    std::vector<std::pair<std::string, std::string>> all;
    auto const take = [&](Trial const& trial, bool of_reference, Scenario const& scenario) {
        for (auto const& [run, digest] : trial.digests())
            if ((run.scenario == 0) == of_reference)
                all.emplace_back(run_key(launch_, scenario.resolved_toml,
                                         launch_.points[static_cast<std::size_t>(run.point)], run.replicate),
                                 digest);
    };
    take(*sources_.front().trial, true, launch_.scenarios.front());
    for (auto const& one : tried_) take(*one.trial, false, one.named);
    if (all.empty()) return {};
    return file_digest(std::vector<std::pair<std::string_view, std::string_view>>(all.begin(), all.end()));
}

}  // namespace cptsim
