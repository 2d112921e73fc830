// Options that several subcommands share.
#include <fmt/format.h>

#include <limits>

#include "analysis/decision/question.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "sim/base/error.hpp"
#include "sim/base/number.hpp"
#include "sim/base/text.hpp"

namespace cptsim::app {

std::uint64_t parse_whole(std::string const& option, std::string const& text, std::uint64_t max)
{
    auto const value = parse_number<std::uint64_t>(text);
    if (!value || *value > max)
        throw InputError(both({"{} is \"{}\" (must be a whole number from 0 to {})",
                               "{} vaut « {} » (il faut un nombre entier de 0 à {})"},
                              option, text, max));
    return *value;
}

void add_scenario_options(Command& command, ScenarioOptions& options)
{
    command
        .texts("SCENARIO", options.files,
               {"Scenario files, or names of shipped scenarios", "Fichiers de scénario, ou noms de scénarios fournis"})
        .text_input()
        .required();
    command
        .texts("--set", options.sets,
               {"Set one number, as in board.term_months=24 or levers.lump_sum.2025-01=500; repeatable",
                "Fixe un nombre, comme board.term_months=24 ou levers.lump_sum.2025-01=500 ; répétable"})
        .shown_as("KEY=VALUE")
        .repeatable();
    add_anywhere(command, options.limits.extends_anywhere);
}

void add_mask(Command& command, int& least_persons)
{
    command.number_flag(  // 11: the threshold of French and European statistics of health
        "--mask-small-cells{11}", least_persons, 2, 1000,
        {"Leave out what rests on fewer persons than N (=N; default: 11), and what would give it away",
         "Omet ce qui repose sur moins de N personnes (=N ; par défaut : 11), et ce qui le révélerait"});
}

void add_anywhere(Command& command, bool& anywhere)
{
    command.flag("--extends-anywhere", anywhere,
                 {"Let files name others outside their own folder",
                  "Permet à un fichier d'en nommer d'autres hors de son dossier"});
}

void add_result_file(Command& command, std::string& file)
{
    command
        .text("FILE", file,
              {"Result file of cptsim run, or merged file of a sweep",
               "Fichier de résultats de cptsim run, ou fichier fusionné d'un balayage"})
        .shown_as("FILE.h5")
        .result_input()
        .required();
}

void add_seal_option(Command& command, bool& unsealed)
{
    command.flag("--unsealed", unsealed,
                 {"Also read a file without a checksum at its end, which another tool has written again",
                  "Lit aussi un fichier sans somme de contrôle à sa fin, récrit par un autre outil"});
}

void add_launch_options(Command& command, LaunchOptions& options)
{
    add_scenario_options(command, options.scenarios);
    command
        .text(
            "--population", options.population,
            {"Territories: alsace, paca, ile_de_france, france (cptsim territories list), a CSV file, or parts: "
             "department:67, region:bretagne, cpts:NAME of france, paca/department:13 of another table; + joins parts",
             "Territoires : alsace, paca, ile_de_france, france (cptsim territories list), un fichier CSV, ou des "
             "parties : department:67, region:bretagne, cpts:NOM de la table france, paca/department:13 d'une autre "
             "table ; + réunit des parties"})
        .text_input()
        .shown_as("NAME|FILE|PARTS");
    command
        .text("--parameters", options.parameters,
              {"A draw for each replicate, from the posterior, the priors or a sample (CSV); defaults: the same for "
               "all (default: posterior)",
               "Un tirage des paramètres par simulation : calés sur les données (posterior), d'avant calage (prior) ou "
               "lus dans un fichier CSV ; defaults : les mêmes valeurs pour toutes (par défaut : posterior)"})
        .text_input()
        .shown_as("posterior|prior|defaults|FILE.csv");
    command
        .natural("--seed", options.seed, std::numeric_limits<std::uint64_t>::max(),
                 {"Seed of all random draws", "Graine de tous les tirages aléatoires"})
        .shown_as("S")
        .default_is(std::to_string(options.seed));
    command.text("--until", options.until, {"Last month of the runs", "Dernier mois des simulations"})
        .shown_as("YYYY-MM");
}

void add_question_options(Command& command, std::string& file, QuestionChoice& choice)
{
    command.text("FILE", file, {"Result file of cptsim run", "Fichier de résultats de cptsim run"})
        .shown_as("FILE.h5")
        .result_input()
        .required();
    command
        .text("--indicator", choice.indicator,
              {"What is to be moved, as in indicator columns of an export",
               "Ce qu'il s'agit de faire bouger, comme dans les colonnes d'un export"})
        .shown_as("NAME")
        .with_default();
    command.text("--at", choice.at, {"A December (default: the last)", "Un décembre (par défaut : le dernier)"})
        .shown_as("YYYY-MM");
    command
        .texts("--policy", choice.policies,
               {"A scenario beside the first, or all; repeatable (default: the second)",
                "Un scénario autre que le premier, ou all ; répétable (par défaut : le deuxième)"})
        .shown_as("NAME")
        .repeatable();
    command.flag("--lower", choice.lower, {"Less of the indicator is better", "Moins de cet indicateur vaut mieux"});
}

}  // namespace cptsim::app
