// cptsim info, digest, cite, export: what a result file says, without running anything.
#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "analysis/report/stored_report.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "sim/results/results_export.hpp"
#include "sim/results/results_reader.hpp"
#include "sim/results/results_words.hpp"

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

void run_info(ResultsOptions const& options)
{
    if (options.format == "json") return fmt::print("{}", results_json(ResultsFile(options.file)));
    fmt::print("{}\n{}", options.file, results_words(ResultsFile(options.file), options.language));
}

/// One digest alone, or those of several files as sha256sum prints them.
void run_digest(std::vector<std::string> const& files)
{
    for (auto const& file : files) {
        auto const digest = ResultsFile(file).digest();
        fmt::print("{}{}\n", digest, files.size() == 1 ? "" : "  " + file);
    }
}

void run_cite(ResultsOptions const& options) { fmt::print("{}", citation(ResultsFile(options.file))); }

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
    command.text("FILE", options->file, "Result file of cptsim run, or merged file of a sweep")
        .shown_as("FILE.h5")
        .required();
    command.run([options, run] { run(*options); });
    return command;
}

}  // namespace

void setup_info(Program& program)
{
    auto const options = std::make_shared<ResultsOptions>();
    auto command =
        add_results_command(program, "info", "Say what a result file holds and what made it", options, run_info);
    command.text("--format", options->format, "words or json").one_of({"words", "json"}).default_is("words");
    command.language(options->language);
}

void setup_digest(Program& program)
{
    auto command = program.add("digest", "Compute and print the digest of result files");
    auto const files = std::make_shared<std::vector<std::string>>();
    command.texts("FILE", *files, "Result files of cptsim run, or merged files of sweeps")
        .shown_as("FILE.h5")
        .required();
    command.run([files] { run_digest(*files); });
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
    command.text("-o,--output", options->folder, "Folder (default: FILE_csv or FILE_summary beside FILE.h5)")
        .shown_as("DIR");
    command.flag("--force", options->force, "Replace files that exist");
}

}  // namespace cptsim::app
