// cptsim report FILE.h5: the page that a policy analyst hands on, from a result file.
#include "app/report.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <optional>

#include "analysis/report/page.hpp"
#include "app/commands.hpp"
#include "app/explanation.hpp"
#include "sim/base/build_info.hpp"
#include "sim/base/error.hpp"
#include "sim/io/atomic_file.hpp"
#include "sim/io/digest.hpp"
#include "sim/io/pattern_file.hpp"
#include "sim/io/results_reader.hpp"
#include "sim/io/text_file.hpp"

namespace cptsim::app {
namespace {

constexpr std::size_t kMostPatternBytes = 1 << 20;

struct ReportOptions {
    std::string file, output;
    bool force = false;
    Language language{};
};

/// What each scenario changes against the first; a scenario that this version cannot read says so.
std::vector<AskedScenario> asked(Plan const& plan, Language language)
{
    std::vector<AskedScenario> all;
    bool const readable =
        std::none_of(plan.scenarios.begin(), plan.scenarios.end(), [](auto const& s) { return s.levers.empty(); });
    for (auto const& scenario : plan.scenarios) {
        AskedScenario one;
        if (!readable)
            one.notes.emplace_back(Words{"What it changes is not listed: another version of cptsim wrote it.",
                                         "Ce qu'il change n'est pas listé : une autre version de cptsim l'a écrit."}
                                       .in(language));
        else
            for (auto& item : explain_changes(plan.scenarios.front(), scenario, true, language))
                one.items.push_back({std::move(item.heading), std::move(item.lines)});
        all.push_back(std::move(one));
    }
    return all;
}

/// Rows of the table of observed patterns that speak of this population and of what a report draws.
std::vector<ObservedPoint> observed_points(std::string const& population)
{
    auto const file = shipped_folder() + "/data/observed.csv";
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

/// The twin from the priors as it was; none where its rows are not those of this program.
std::optional<Summary> prior_summary(ResultsFile const& results, Plan const& plan)
{
    auto const table = results.prior();
    if (!table || table->dates != table_dates(plan) || table->scenarios.size() > plan.scenarios.size()) return {};
    for (std::size_t i = 0; i < table->scenarios.size(); ++i)
        if (table->scenarios[i] != plan.scenarios[i].name) return {};
    Summary prior;
    prior.plan = plan;
    prior.plan.scenarios.resize(table->scenarios.size());
    prior.plan.placebo_scenario = -1;
    prior.plan.replicates = table->replicates;
    prior.plan.parameter_source = ParameterSource::prior;
    prior.plan.points.clear();
    prior.dates = table->dates;
    auto const runs = table->scenarios.size() * static_cast<std::size_t>(table->replicates);
    auto const from_size = table->indicators.size(), to_size = indicators().size();
    prior.values.assign(runs * prior.dates.size() * to_size, kNaN);
    prior.done.assign(runs, 0);
    for (std::size_t column = 0; column < from_size; ++column) {
        auto const& all = indicators();
        auto const found =
            std::find_if(all.begin(), all.end(), [&](auto const& i) { return i.id == table->indicators[column]; });
        if (found == all.end()) continue;
        auto const to = static_cast<std::size_t>(found - all.begin());
        for (std::size_t row = 0; row < runs * prior.dates.size(); ++row) {
            double const value = table->values[row * from_size + column];
            prior.values[row * to_size + to] = value;
            if (value == value) prior.done[row / prior.dates.size()] = 1;
        }
    }
    return prior;
}

/// Hands runs to the numbers of the table and to those of the page.
class Both final : public Recorder {
  public:
    Both(SummaryRecorder& summary, ReportRecorder& report) : summary_(summary), report_(report) {}
    void begin(Plan const& plan) override { summary_.begin(plan), report_.begin(plan); }
    void write(Run const& run, Observation const& observation) override
    {
        summary_.write(run, observation);
        report_.write(run, observation);
    }
    void finish() override { summary_.finish(), report_.finish(); }

  private:
    SummaryRecorder& summary_;
    ReportRecorder& report_;
};

void run_report(ReportOptions const& options)
{
    check_report(options.output, options.force);
    ResultsFile const results(options.file);
    auto const plan = whole_plan(results);
    SummaryRecorder summary;
    ReportRecorder series;
    Both both(summary, series);
    results.replay(plan, both);
    auto const prior = prior_summary(results, plan);
    ReportInput input;
    input.summary = &summary.summary();
    input.prior = prior ? &*prior : nullptr;
    input.series = &series.series();
    input.identity = {results.provenance("version"),    results.provenance("results_version"),
                      results.provenance("git_commit"), results.provenance("build"),
                      results.provenance("created"),    options.file,
                      results.recorded_digest(),        plan.command_line};
    write_report(options.output, options.force, std::move(input), options.language);
    fmt::print("{}\n", options.output);
}

}  // namespace

void check_report(std::string const& path, bool force)
{
    if (!has_report_page())
        throw InputError(
            fmt::format("{}: no report can be written (Chart.js was not found when this program was built) "
                        "apt-get install libjs-chart.js, and build again?",
                        path));
    check_output(path, force);
}

void write_report(std::string const& path, bool force, ReportInput input, Language language)
{
    auto const& plan = input.summary->plan;
    input.asked = asked(plan, language);
    input.observed = observed_points(plan.territories.name);
    AtomicFile file(path, force);
    file.write(report_page(input, language, sha256_base64));
    file.commit();
}

IndicatorTable indicator_table(Summary const& summary)
{
    IndicatorTable table{{}, {}, summary.dates, summary.plan.replicates, summary.values};
    for (auto const& indicator : indicators()) table.indicators.emplace_back(indicator.id);
    for (auto const& scenario : summary.plan.scenarios) table.scenarios.push_back(scenario.name);
    return table;
}

ReportIdentity own_identity(Plan const& plan)
{
    return {version(), std::to_string(results_version()), git_commit(), build_type(), "", "", "", plan.command_line};
}

void setup_report(CLI::App& program)
{
    auto* const command =
        program.add_subcommand("report", "Write a result file as a page to read: HTML with charts, no network");
    auto const options = std::make_shared<ReportOptions>();
    command->add_option("FILE", options->file, "Result file of cptsim run")->type_name("FILE.h5")->required();
    command->add_option("-o,--output", options->output, "Page to write")->type_name("FILE.html")->required();
    command->add_flag("--force", options->force, "Replace the page if it exists");
    add_language_option(*command, options->language);
    command->callback([options] { run_report(*options); });
}

}  // namespace cptsim::app
