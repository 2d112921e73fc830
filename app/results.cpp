// cptsim info, digest, cite, export: what a result file says, without running anything.
#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "analysis/report/sheets.hpp"
#include "analysis/report/small_cells.hpp"
#include "analysis/report/stored_report.hpp"
#include "analysis/report/workbook.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "sim/base/error.hpp"
#include "sim/files/atomic_file.hpp"
#include "sim/results/results_export.hpp"
#include "sim/results/results_reader.hpp"
#include "sim/results/results_words.hpp"

namespace cptsim::app {
namespace {

struct ResultsOptions {
    std::string file;
    std::string format;
    std::string decimal = "point";
    std::string output;
    bool summary = false;
    bool force = false;
    bool unsealed = false;
    int least_persons = 0;
    Language language{};
};

void run_info(ResultsOptions const& options)
{
    ResultsFile const results(options.file, seal_asked(options.unsealed));
    if (options.format == "json") return fmt::print("{}", results_json(results));
    fmt::print("{}\n{}", options.file, results_words(results, options.language));
}

/// One digest alone, or those of several files as sha256sum prints them.
void run_digest(std::vector<std::string> const& files, Seal seal)
{
    for (auto const& file : files) {
        auto const digest = ResultsFile(file, seal).digest();
        fmt::print("{}{}\n", digest, files.size() == 1 ? "" : "  " + file);
    }
}

void run_cite(ResultsOptions const& options)
{
    fmt::print("{}", citation(ResultsFile(options.file, seal_asked(options.unsealed)), options.language));
}

/// "valletoux.h5" goes to "valletoux_csv" beside it.
std::string beside(std::string const& file, char const* ending)
{
    auto other = std::filesystem::path(file);
    other.replace_filename(other.stem().string() + ending);
    return other.string();
}

/// The numbers of a report as tables.
void export_summary(ResultsOptions const& options, std::string const& folder, Decimal decimal)
{
    StoredReport const stored(options.file, seal_asked(options.unsealed));
    auto input = stored.input();
    input.least_persons = options.least_persons;
    std::vector<NamedText> texts;
    for (auto const& table : summary_tables(input))
        texts.emplace_back(table.name() + ".csv", csv_with(decimal, table_csv(table)));
    export_texts(texts, folder, options.force);
}

std::vector<Sheet> sheets_of(ResultsOptions const& options)
{
    auto const seal = seal_asked(options.unsealed);
    if (format_of(options.file, seal) == kSweepFormat) {
        require_unmasked(options.least_persons);
        return study_sheets(StoredStudy(options.file, seal).input(), options.language);
    }
    StoredReport const stored(options.file, seal);
    auto input = stored.input();
    input.least_persons = options.least_persons;
    return run_sheets(input, options.language);
}

void export_workbook(ResultsOptions const& options, std::string const& path)
{
    require_workbooks(path);
    check_outputs({{path, OutputKind::workbook}}, {options.file}, options.force);
    write_workbook(path, options.force, sheets_of(options));
}

void run_export(ResultsOptions const& options)
{
    bool const workbook = options.format == "xlsx";
    auto const output = !options.output.empty() ? options.output
                                                : beside(options.file, workbook          ? ".xlsx"
                                                                       : options.summary ? "_summary"
                                                                                         : "_csv");
    auto const decimal = options.decimal == "comma" ? Decimal::comma : Decimal::point;
    if (workbook && decimal == Decimal::comma)
        throw InputError(Text{"--decimal is of csv (in a workbook numbers are numbers) leave it out?",
                              "--decimal va avec csv (dans un classeur, les nombres sont des nombres) l'ôter ?"});
    if (workbook)
        export_workbook(options, output);
    else if (options.summary)
        export_summary(options, output, decimal);
    else
        export_csv(ResultsFile(options.file, seal_asked(options.unsealed)), output, options.force, decimal,
                   options.least_persons);
    if (options.least_persons > 0)
        fmt::print(stderr, "{}\n", small_cell_words(options.least_persons, options.language));
    fmt::print("{}\n", output);
}

Command add_results_command(Program& program, char const* name, Text const& description,
                            std::shared_ptr<ResultsOptions> const& options, void (*run)(ResultsOptions const&))
{
    auto command = program.add(name, description);
    add_result_file(command, options->file);
    add_seal_option(command, options->unsealed);
    command.run([options, run] { run(*options); });
    return command;
}

}  // namespace

void setup_info(Program& program)
{
    auto const options = std::make_shared<ResultsOptions>();
    auto command = add_results_command(program, "info",
                                       {"Say what a result file holds and what made it",
                                        "Dit ce que contient un fichier de résultats et ce qui l'a produit"},
                                       options, run_info);
    command.text("--format", options->format, {"In words, or as JSON", "En clair, ou en JSON"})
        .one_of({"words", "json"})
        .default_is("words");
    command.language(options->language);
}

void setup_digest(Program& program)
{
    auto command = program.add("digest", {"Compute and print the digest of result files",
                                          "Calcule et affiche l'empreinte de fichiers de résultats"});
    auto const options = std::make_shared<ResultsOptions>();
    auto const files = std::make_shared<std::vector<std::string>>();
    command
        .texts("FILE", *files,
               {"Result files of cptsim run, or merged files of sweeps",
                "Fichiers de résultats de cptsim run, ou fichiers fusionnés de balayages"})
        .shown_as("FILE.h5")
        .result_input()
        .required();
    add_seal_option(command, options->unsealed);
    command.language(options->language);
    command.run([options, files] { run_digest(*files, seal_asked(options->unsealed)); });
}

void setup_cite(Program& program)
{
    auto const options = std::make_shared<ResultsOptions>();
    add_results_command(program, "cite",
                        {"Print how to cite a result file, as text and BibTeX",
                         "Affiche comment citer un fichier de résultats, en texte et en BibTeX"},
                        options, run_cite)
        .language(options->language);
}

void setup_export(Program& program)
{
    auto const options = std::make_shared<ResultsOptions>();
    auto command = add_results_command(program, "export",
                                       {"Write a result file as tables: CSV, or a workbook",
                                        "Écrit un fichier de résultats sous forme de tables : CSV, ou classeur"},
                                       options, run_export);
    command
        .text("--to", options->format,
              {"CSV (a folder of them), or one workbook for Excel and LibreOffice, in the language of --lang",
               "CSV (un dossier), ou un classeur pour Excel et LibreOffice, dans la langue de --lang"})
        .required()
        .one_of({"csv", "xlsx"});
    command
        .text("--decimal", options->decimal,
              {"Numbers of CSV: 1.5 among commas, or 1,5 among semicolons, as French Excel reads them",
               "Nombres des CSV : 1.5 entre virgules (point), ou 1,5 entre points-virgules, comme les lit un Excel "
               "français (comma)"})
        .with_default()
        .one_of({"point", "comma"});
    command.flag(
        "--summary", options->summary,
        {"Means and quantiles over replicates, as in a report, instead of runs; a workbook always has these",
         "Moyennes et quantiles sur les simulations, comme dans un rapport, au lieu de chaque simulation ; un classeur "
         "a toujours ceux-ci"});
    command
        .text("-o,--output", options->output,
              {"Folder of CSV, or workbook (default: FILE_csv, FILE_summary or FILE.xlsx beside FILE.h5)",
               "Dossier des CSV, ou classeur (par défaut : FICHIER_csv, FICHIER_summary ou FICHIER.xlsx à côté de "
               "FICHIER.h5)"})
        .shown_as("DIR|FILE.xlsx");
    add_mask(command, options->least_persons);
    command.flag("--force", options->force, {"Replace files that exist", "Remplace les fichiers qui existent"});
    command.language(options->language);
}

}  // namespace cptsim::app
