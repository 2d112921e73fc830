// cptsim report FILE.h5: the page that a policy analyst hands on, from a result file.
#include "app/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "analysis/report/page.hpp"
#include "analysis/report/stored_report.hpp"
#include "analysis/sweep/study_results.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "sim/base/build_info.hpp"
#include "sim/base/error.hpp"
#include "sim/files/atomic_file.hpp"
#include "sim/files/digest.hpp"
#include "sim/files/netcdf_file.hpp"
#include "sim/input/explanation.hpp"
#include "sim/input/wording.hpp"

namespace cptsim::app {
namespace {

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
            one.notes.emplace_back(Text{"What it changes is not listed: another version of cptsim wrote it.",
                                        "Ce qu'il change n'est pas listé : une autre version de cptsim l'a écrit."}
                                       .in(language));
        else
            for (auto& item : explain_changes(plan.scenarios.front(), scenario, true, language))
                one.items.push_back({std::move(item.heading), std::move(item.lines)});
        all.push_back(std::move(one));
    }
    return all;
}

std::string unit_of(SweepFactor const& factor, Language language)
{
    if (factor.kind == SweepFactor::Kind::date) return {};
    auto const unit = factor.kind == SweepFactor::Kind::parameter
                          ? parameter_fields()[static_cast<std::size_t>(factor.rows.front())].unit
                          : lever_fields()[static_cast<std::size_t>(factor.entry.lever)].unit;
    return unit_words(unit, language);
}

std::vector<std::string> choices_of(SweepFactor const& factor, Language language)
{
    if (factor.kind == SweepFactor::Kind::date || !factor.has_words()) return {};
    auto const& field = lever_fields()[static_cast<std::size_t>(factor.entry.lever)];
    std::vector<std::string> words;
    for (std::size_t row = 0; row < field.words.size(); ++row)
        words.push_back(value_words(field, static_cast<double>(row), language));
    return words;
}

void write_study_report(ReportOptions const& options)
{
    StudyResults results(options.file);
    results.read();
    StudyReportInput input;
    input.outcomes = &results.outcomes();
    input.method = results.manifest().design.method;
    input.design = results.design();
    input.failed = results.failed();
    input.missing = results.sweep().runs() - results.outcomes().runs_done() - input.failed;
    input.asked = asked(results.sweep().plan, options.language);
    for (auto const& factor : results.sweep().factors) {
        input.units.push_back(unit_of(factor, options.language));
        input.choices.push_back(choices_of(factor, options.language));
        if (factor.kind == SweepFactor::Kind::parameter) continue;
        for (std::size_t s = 0; s < input.asked.size(); ++s)
            if (factor.scenarios[s])
                input.asked[s].notes.push_back(Text{"Varied by the study, in place of what stands below: ",
                                                    "L'étude fait varier, à la place de ce qui suit : "}
                                                   .in(options.language) +
                                               factor.path);
    }
    NetcdfReader const file(options.file);
    auto const from = [&](char const* name) { return file.attribute("/provenance", name); };
    input.identity = {from("version"),
                      from("results_version"),
                      from("git_commit"),
                      from("build"),
                      from("created"),
                      options.file,
                      file.attribute("/", "digest"),
                      results.sweep().plan.command_line};
    AtomicFile page(options.output, options.force);
    page.write(study_page(input, options.language, sha256_base64));
    page.commit();
}

void run_report(ReportOptions const& options)
{
    check_report(options.output, options.force);
    if (format_of(options.file) == kSweepFormat) {
        write_study_report(options);
    } else {
        StoredReport const stored(options.file);
        write_report(options.output, options.force, stored.input(), options.language);
    }
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
    input.asked = asked(input.summary->plan, language);
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

void setup_report(Program& program)
{
    auto command = program.add("report", "Write a result file as a page to read: HTML with charts, no network");
    auto const options = std::make_shared<ReportOptions>();
    command.text("FILE", options->file, "Result file of cptsim run, or merged file of a sweep")
        .shown_as("FILE.h5")
        .required();
    command.text("-o,--output", options->output, "Page to write").shown_as("FILE.html").required();
    command.flag("--force", options->force, "Replace the page if it exists");
    command.language(options->language);
    command.run([options] { run_report(*options); });
}

}  // namespace cptsim::app
