#include "analysis/report/stored_report.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/calibration/pattern_file.hpp"
#include "sim/base/build_info.hpp"
#include "sim/base/error.hpp"
#include "sim/files/text_file.hpp"
#include "sim/input/scenario_file.hpp"
#include "sim/results/results_reader.hpp"

namespace cptsim {
namespace {

constexpr std::size_t kMostPatternBytes = 1 << 20;

/// The plan of a file with what its scenarios set, where this version can read them.
Plan whole_plan(ResultsFile const& results)
{
    auto plan = results.plan();
    try {
        for (auto& scenario : plan.scenarios) {
            auto whole = read_scenario_text(scenario.resolved_toml, scenario.name);
            scenario.description_en = std::move(whole.description_en);
            scenario.description_fr = std::move(whole.description_fr);
            scenario.parameters = std::move(whole.parameters);
            scenario.levers = std::move(whole.levers);
        }
    } catch (InputError const&) {
        return results.plan();
    }
    return plan;
}

/// What was launched, as far as a report asks.
Plan prior_twin_of(Plan const& plan, IndicatorTable const& table)
{
    Plan twin = plan;
    twin.scenarios.resize(table.scenarios.size());
    twin.placebo_scenario = -1;
    twin.replicates = table.replicates;
    twin.parameter_source = ParameterSource::prior;
    twin.points.clear();
    return twin;
}

/// Place of each of `all` in `among`, or -1.
template <class List, class Value>
std::vector<int> places_in(List const& among, std::vector<Value> const& all)
{
    std::vector<int> places;
    for (auto const& value : all) {
        auto const found = std::find(among.begin(), among.end(), value);
        places.push_back(found == among.end() ? -1 : static_cast<int>(found - among.begin()));
    }
    return places;
}

/// The twin from the priors; none where it is not of these scenarios. What another version did not keep is NaN.
std::optional<Summary> prior_summary(ResultsFile const& results, Plan const& plan)
{
    auto const table = results.prior();
    if (!table || table->scenarios.size() > plan.scenarios.size()) return {};
    for (std::size_t i = 0; i < table->scenarios.size(); ++i)
        if (table->scenarios[i] != plan.scenarios[i].name) return {};
    Summary prior;
    prior.plan = prior_twin_of(plan, *table);
    prior.dates = table_dates(plan);
    std::vector<std::string> ids;
    for (auto const& indicator : indicators()) ids.emplace_back(indicator.id);
    auto const columns = places_in(table->indicators, ids), dates = places_in(table->dates, prior.dates);
    auto const runs = table->scenarios.size() * static_cast<std::size_t>(table->replicates);
    prior.done.assign(runs, 0);
    for (std::size_t run = 0; run < runs; ++run)
        for (int const date : dates)
            for (int const column : columns) {
                auto const row = run * table->dates.size() + static_cast<std::size_t>(std::max(date, 0));
                double const value =
                    date < 0 || column < 0
                        ? kNaN
                        : table->values[row * table->indicators.size() + static_cast<std::size_t>(column)];
                prior.values.push_back(value);
                if (!std::isnan(value)) prior.done[run] = 1;
            }
    return prior;
}

ReportIdentity identity_of(ResultsFile const& file, std::string command)
{
    return {file.provenance("version"),    file.provenance("results_version"),
            file.provenance("git_commit"), file.provenance("build"),
            file.provenance("created"),    file.path(),
            file.recorded_digest(),        std::move(command)};
}

}  // namespace

std::vector<ObservedPoint> observed_points(std::string const& population)
{
    auto const file = shipped_file("data/observed.csv");
    std::vector<ObservedPoint> points;
    for (auto const& pattern : read_patterns_text(read_text(file, kMostPatternBytes), file)) {
        if (pattern.population != population || pattern.professions != 0xFF) continue;
        for (std::size_t i = 0; i < kHistorySeries.size(); ++i) {
            if (pattern.name != kHistorySeries[i].pattern) continue;
            double const scale = kHistorySeries[i].is_share ? 100 : 1;
            points.push_back({i, pattern.month, scale * pattern.value, scale * pattern.definition_error,
                              pattern.use == "validate", pattern.source});
        }
    }
    return points;
}

StoredReport::StoredReport(std::string const& file, Seal seal)
{
    ResultsFile const results(file, seal);
    auto const plan = whole_plan(results);
    Recorders both;
    both.add(summary_);
    both.add(series_);
    results.replay(plan, both);
    prior_ = prior_summary(results, plan);
    identity_ = identity_of(results, plan.command_line);
}

ReportInput StoredReport::input() const
{
    ReportInput input;
    input.summary = &summary_.summary();
    input.prior = prior_ ? &*prior_ : nullptr;
    input.series = &series_.series();
    input.observed = observed_points(summary_.summary().plan.territories.name);
    input.identity = identity_;
    return input;
}

StoredStudy::StoredStudy(std::string const& file, Seal seal) : results_(file, seal)
{
    results_.read();
    identity_ = identity_of(results_.file(), results_.sweep().plan.command_line);
}

StudyReportInput StoredStudy::input() const
{
    StudyReportInput input;
    input.outcomes = &results_.outcomes();
    input.method = results_.manifest().design.method;
    input.design = results_.design();
    input.failed = results_.failed();
    input.missing = results_.sweep().runs() - results_.outcomes().runs_done() - input.failed;
    input.identity = identity_;
    return input;
}

ReportIdentity own_identity(Plan const& plan)
{
    return {version(), std::to_string(results_version()), git_commit(), build_type(), "", "", "", plan.command_line};
}

IndicatorTable indicator_table(Summary const& summary)
{
    IndicatorTable table{{}, scenario_names(summary.plan), summary.dates, summary.plan.replicates, summary.values};
    for (auto const& indicator : indicators()) table.indicators.emplace_back(indicator.id);
    return table;
}

}  // namespace cptsim
