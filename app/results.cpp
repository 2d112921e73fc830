// cptsim info, digest, cite, export: what a result file says, without running anything.
#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "analysis/report/small_cells.hpp"
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
    int least_persons = 0;
    Language language{};
};

void run_info(ResultsOptions const& options)
{
    fmt::print("{}\n{}", options.file, results_words(ResultsFile(options.file), options.language));
}

void run_digest(ResultsOptions const& options) { fmt::print("{}\n", ResultsFile(options.file).digest()); }

void run_cite(ResultsOptions const& options) { fmt::print("{}", citation(ResultsFile(options.file))); }

/// "valletoux.h5" goes to "valletoux_csv" beside it.
std::string folder_for(std::string const& file, char const* ending)
{
    auto folder = std::filesystem::path(file);
    folder.replace_filename(folder.stem().string() + ending);
    return folder.string();
}

/// The numbers of a report as tables.
void export_summary(ResultsOptions const& options, std::string const& folder)
{
    StoredReport const stored(options.file);
    auto input = stored.input();
    input.least_persons = options.least_persons;
    std::vector<NamedText> texts;
    for (auto const& table : summary_tables(input)) texts.emplace_back(table.name() + ".csv", table_csv(table));
    export_texts(texts, folder, options.force);
}

void run_export(ResultsOptions const& options)
{
    auto const folder =
        !options.folder.empty() ? options.folder : folder_for(options.file, options.summary ? "_summary" : "_csv");
    if (options.summary)
        export_summary(options, folder);
    else
        export_csv(ResultsFile(options.file), folder, options.force, options.least_persons);
    if (options.least_persons > 0)
        fmt::print(stderr, "{}\n", small_cell_words(options.least_persons, options.language));
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
    command.language(options->language);
}

void setup_digest(Program& program)
{
    add_results_command(program, "digest", "Compute and print the digest of a result file",
                        std::make_shared<ResultsOptions>(), run_digest);
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
    add_mask(command, options->least_persons);
    command.flag("--force", options->force, "Replace files that exist");
}

}  // namespace cptsim::app
