// cptsim sensitivity FILE.h5: which factors of a study move what comes out.
#include <fmt/format.h>

#include <memory>

#include "analysis/sweep/sensitivity_table.hpp"
#include "analysis/sweep/tipping_table.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "sim/files/atomic_file.hpp"

namespace cptsim::app {
namespace {

struct SensitivityCommand {
    std::string file, csv;
    SensitivityChoice choice;
    bool force = false;
    bool unsealed = false;
    Language language{};
};

void run_sensitivity(SensitivityCommand const& command)
{
    check_outputs({{command.csv, OutputKind::table}}, {command.file}, command.force);
    StudyResults results(command.file, seal_asked(command.unsealed));
    auto const tables = sensitivity_tables(command.file, results, command.choice);
    results.read();
    refuse_without_variance(command.file, results, tables);
    std::string csv = kSensitivityHeader;
    auto* const words = is_standard_output(command.csv) ? stderr : stdout;
    bool const tipping = asks_for_tipping(results) && command.choice.outcomes.empty();
    if (tipping) {
        auto const texts = tipping_texts(command.file, results, command.language);
        fmt::print(words, "{}", texts.table);
        csv += texts.csv;
    }
    for (auto const& table : tables) {
        if (tipping) break;
        auto const texts = sensitivity_texts(results, table, command.language);
        fmt::print(words, "{}\n", texts.table);
        csv += texts.csv;
    }
    if (!command.csv.empty()) write_output(command.csv, command.force, csv);
}

}  // namespace

void setup_sensitivity(Program& program)
{
    auto command = program.add("sensitivity", {"Say which factors of a study move its outcomes",
                                               "Dit quels facteurs d'une étude pèsent sur ses résultats"});
    auto const options = std::make_shared<SensitivityCommand>();
    command.text("FILE", options->file, {"Merged file of a sweep", "Fichier fusionné d'un balayage"})
        .shown_as("FILE.h5")
        .result_input()
        .required();
    command
        .texts("--outcome", options->choice.outcomes,
               {"An indicator or a kept observable; repeatable (default: headlines)",
                "Un indicateur ou une observable conservée ; répétable (par défaut : les principaux)"})
        .shown_as("NAME")
        .repeatable();
    command.text(
        "--scenario", options->choice.scenario,
        {"One scenario (default: all but the reference)", "Un scénario (par défaut : tous sauf la référence)"});
    command
        .text("--month", options->choice.month,
              {"A kept December (default: the last)", "Un mois de décembre conservé (par défaut : le dernier)"})
        .shown_as("YYYY-MM");
    command.flag("--levels", options->choice.levels,
                 {"Of each scenario itself, not of its difference from the reference",
                  "Pour chaque scénario lui-même, non pour son écart à la référence"});
    command
        .text("--csv", options->csv, {"Also write the figures to a file", "Écrit aussi les chiffres dans un fichier"})
        .shown_as("FILE.csv");
    add_seal_option(command, options->unsealed);
    command.flag("--force", options->force, {"Replace the file if it exists", "Remplace le fichier s'il existe"});
    command.language(options->language);
    command.run([options] { run_sensitivity(*options); });
}

}  // namespace cptsim::app
