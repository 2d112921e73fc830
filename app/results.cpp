// cptsim info, digest, cite, export: what a result file says, without running anything.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "analysis/report/stored_report.hpp"
#include "analysis/sweep/sweep_file.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/text.hpp"
#include "sim/files/toml_reader.hpp"
#include "sim/results/results_export.hpp"
#include "sim/results/results_reader.hpp"

namespace cptsim::app {
namespace {

struct ResultsOptions {
    std::string file;
    std::string format;
    std::string folder;
    bool summary = false;
    bool force = false;
    Language language{};
};

std::string scenario_names(Plan const& plan, bool with_placebo)
{
    std::vector<std::string> names;
    for (std::size_t i = 0; i < plan.scenarios.size(); ++i)
        if (with_placebo || static_cast<int>(i) != plan.placebo_scenario) names.push_back(plan.scenarios[i].name);
    return join(names);
}

void print_line(Language language, Text const& name, std::string const& text)
{
    fmt::print("  {:<14} {}\n", name.in(language), text);
}

void print_scenarios(Plan const& plan, Language language)
{
    for (std::size_t i = 0; i < plan.scenarios.size(); ++i) {
        auto const& scenario = plan.scenarios[i];
        auto text = format(language, {"{}: {}", "{} : {}"}, scenario.name,
                           Text{scenario.title_en.c_str(), scenario.title_fr.c_str()}.in(language));
        if (i == 0) text += Text{" (reference)", " (référence)"}.in(language);
        if (static_cast<int>(i) == plan.placebo_scenario)
            text +=
                format(language, {" (placebo, replicates: {})", " (placebo, réplicats : {})"}, plan.placebo_replicates);
        print_line(language, i == 0 ? Text{"scenarios", "scénarios"} : Text{}, text);
    }
}

std::string population_words(TerritoryTable const& table, Language language)
{
    auto const synthetic =
        std::count_if(table.rows.begin(), table.rows.end(), [](auto const& row) { return row.synthetic; });
    auto text = format(language, {"{}: {} territories, {} inhabitants", "{} : {} territoires, {} habitants"},
                       table.name, table.rows.size(), format_number(table.inhabitants(), 0, language));
    if (synthetic > 0) text += format(language, {"; synthetic rows: {}", " ; lignes synthétiques : {}"}, synthetic);
    return text;
}

std::string parameter_words(ParameterSource source, Language language)
{
    switch (source) {
        case ParameterSource::defaults:
            return Text{"defaults", "valeurs par défaut"}.in(language);
        case ParameterSource::prior:
            return Text{"drawn from their priors for each replicate",
                        "tirés de leurs lois a priori pour chaque réplicat"}
                .in(language);
        case ParameterSource::posterior:
            return Text{"drawn from the posterior for each replicate",
                        "tirés de la loi a posteriori pour chaque réplicat"}
                .in(language);
    }
    return {};
}

void run_info(ResultsOptions const& options)
{
    ResultsFile const results(options.file);
    auto const& plan = results.plan();
    auto const language = options.language;
    auto const planned = planned_runs(plan).size();
    auto const done =
        std::count_if(results.runs().begin(), results.runs().end(), [](auto const& run) { return run.done(); });
    fmt::print("{}\n", options.file);
    print_scenarios(plan, language);
    print_line(language, {"replicates", "réplicats"}, std::to_string(plan.replicates));
    print_line(language, {"runs", "simulations"},
               format(language, {"{} of {} done", "{} sur {} faites"}, done, planned));
    print_line(language, {"population", "population"}, population_words(plan.territories, language));
    print_line(language, {"months", "mois"},
               format(language, {"{} to {}", "de {} à {}"}, month_name(0), month_name(plan.end_month)));
    print_line(language, {"parameters", "paramètres"}, parameter_words(plan.parameter_source, language));
    print_line(language, {"seed", "graine"}, std::to_string(plan.seed));
    print_line(language, {"made by", "fait par"},
               fmt::format("cptsim {} (results {}), commit {}, {}, {}", results.provenance("version"),
                           results.provenance("results_version"), results.provenance("git_commit"),
                           results.provenance("build"), results.provenance("compiler")));
    print_line(language, {"made on", "fait le"}, results.provenance("created"));
    print_line(language, {"command line", "commande"}, plan.command_line);
    print_line(language, {"digest", "empreinte"}, results.recorded_digest());
}

void run_digest_command(ResultsOptions const& options)
{
    bool const merged = format_of(options.file) == kSweepFormat;
    fmt::print("{}\n", merged ? merged_digest(options.file) : ResultsFile(options.file).digest());
}

/// Underscores as TeX wants them.
std::string for_tex(std::string const& text)
{
    std::string escaped;
    for (char const c : text) escaped += c == '_' ? std::string("\\_") : std::string(1, c);
    return escaped;
}

void run_cite(ResultsOptions const& options)
{
    ResultsFile const results(options.file);
    auto const& plan = results.plan();
    auto const digest = results.digest();
    auto const year = results.provenance("created").substr(0, 4);
    auto const version = results.provenance("version"), commit = results.provenance("git_commit");
    auto const what = fmt::format("{} ({}, {} to {})", scenario_names(plan, false), plan.territories.name,
                                  month_name(0), month_name(plan.end_month));
    fmt::print(
        "The cptsim contributors ({}). cptsim {} [simulation results]: {}. Commit {}, seed {}, {} replicates. "
        "SHA-256 {}.\n\n",
        year, version, what, commit, plan.seed, plan.replicates, digest);
    fmt::print(
        "@misc{{cptsim_{},\n  author = {{{{The cptsim contributors}}}},\n  title = {{cptsim {}, simulation results: "
        "{}}},\n  year = {{{}}},\n  note = {{Commit {}, seed {}, {} replicates, SHA-256 {}}}\n}}\n",
        digest.substr(0, 8), version, for_tex(what), year, commit, plan.seed, plan.replicates, digest);
}

/// "valletoux.h5" goes to "valletoux_csv" beside it.
std::string folder_for(std::string const& file, char const* ending)
{
    auto folder = std::filesystem::path(file);
    folder.replace_filename(folder.stem().string() + ending);
    return folder.string();
}

/// The numbers of a report as tables.
void export_summary(std::string const& file, std::string const& folder, bool force)
{
    StoredReport const stored(file);
    std::vector<NamedText> texts;
    for (auto const& table : summary_tables(stored.input()))
        texts.emplace_back(table.name() + ".csv", table_csv(table));
    export_texts(texts, folder, force);
}

void run_export(ResultsOptions const& options)
{
    auto const folder =
        !options.folder.empty() ? options.folder : folder_for(options.file, options.summary ? "_summary" : "_csv");
    if (options.summary)
        export_summary(options.file, folder, options.force);
    else
        export_csv(ResultsFile(options.file), folder, options.force);
    fmt::print("{}\n", folder);
}

Command add_results_command(Program& program, char const* name, char const* description,
                            std::shared_ptr<ResultsOptions> const& options, void (*run)(ResultsOptions const&))
{
    auto command = program.add(name, description);
    command.text("FILE", options->file, "Result file of cptsim run").shown_as("FILE.h5").required();
    command.run([options, run] { run(*options); });
    return command;
}

}  // namespace

void setup_info(Program& program)
{
    auto const options = std::make_shared<ResultsOptions>();
    auto command =
        add_results_command(program, "info", "Say what a result file holds and what made it", options, run_info);
    command.language(options->language);
}

void setup_digest(Program& program)
{
    add_results_command(program, "digest", "Print the digest of a result file, computed anew",
                        std::make_shared<ResultsOptions>(), run_digest_command);
}

void setup_cite(Program& program)
{
    add_results_command(program, "cite", "Print how to cite a result file, as text and BibTeX",
                        std::make_shared<ResultsOptions>(), run_cite);
}

void setup_export(Program& program)
{
    auto const options = std::make_shared<ResultsOptions>();
    auto command =
        add_results_command(program, "export", "Write the runs of a result file as tables", options, run_export);
    command.text("--to", options->format, "Format: csv").required().one_of({"csv"});
    command.flag("--summary", options->summary, "Means and quantiles over replicates, as in a report, instead of runs");
    command.text("-o,--output", options->folder, "Folder (else FILE_csv or FILE_summary beside FILE.h5)")
        .shown_as("DIR");
    command.flag("--force", options->force, "Replace files that exist");
}

}  // namespace cptsim::app
