// cptsim validate: observed patterns beside predicted ones, those that were kept out of the calibration too, and
// patterns of behaviour from experiments.
#include <fmt/format.h>

#include <memory>

#include "analysis/behaviour/behaviour_report.hpp"
#include "analysis/calibration/validation_report.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/progress.hpp"
#include "sim/base/error.hpp"
#include "sim/base/parallel.hpp"
#include "sim/files/atomic_file.hpp"

namespace cptsim::app {
namespace {

struct ValidateOptions {
    std::string calibration = "calibration", parameters, output, csv, behaviour_csv, population = "alsace";
    int replicates = 200, experiments = 64;
    int threads = 0;
    bool force = false, quiet = false, anywhere = false;
    Language language{};
};

BehaviourTable run_experiments(ValidateOptions const& options, Validation const& v)
{
    auto const setup = read_behaviour_setup(options.population, v.calibration.seed);
    auto const run = [&](ParameterSource source) {
        std::vector<ExperimentDraw> draws;
        for (auto& parameters : parameter_draws(v, source, options.experiments))
            draws.push_back({std::move(parameters), static_cast<int>(draws.size())});
        ProgressReport progress(options.language, options.quiet);
        return summarise_behaviour(behaviour_values(setup, draws, [&](double done) { progress.show(done); }));
    };
    BehaviourTable table;
    table.population = setup.base.territories.name;
    table.draws = options.experiments;
    table.draws_asked = run(v.parameters);
    if (v.sample) table.before_data = run(ParameterSource::prior);
    return table;
}

void validate(ValidateOptions const& options)
{
    if (options.experiments == 0 && !options.behaviour_csv.empty())
        throw InputError(Text{"--behaviour-csv: --experiments 0 leaves no numbers to write",
                              "--behaviour-csv : --experiments 0 ne laisse aucun nombre à écrire"});
    auto v = begin_validation(options.calibration, options.parameters, options.replicates, options.language,
                              options.anywhere);
    check_outputs(
        {{options.output, OutputKind::text},
         {options.csv, OutputKind::table},
         {options.behaviour_csv, OutputKind::table}},
        {v.calibration.file, v.calibration.targets_file, v.calibration.scenario.file, v.sample ? v.sample->file : ""},
        options.force);
    auto const check = [&](ParameterSource source) {
        ProgressReport progress(options.language, options.quiet);
        return check_draws(v, source, [&](double done) { progress.show(done); });
    };
    v.checked = check(v.parameters);
    if (v.sample) v.before_data = check(ParameterSource::prior);
    auto text = validation_markdown(v, options.language);
    std::string behaviour;
    if (options.experiments > 0) {
        auto const table = run_experiments(options, v);
        text += behaviour_markdown(table, options.language);
        behaviour = behaviour_csv(table);
    }
    bool const is_taken = is_standard_output(options.output) || is_standard_output(options.csv) ||
                          is_standard_output(options.behaviour_csv);
    fmt::print(is_taken ? stderr : stdout, "{}", text);
    for (auto const& [name, contents] : {std::pair(options.output, text), std::pair(options.csv, validation_csv(v)),
                                         std::pair(options.behaviour_csv, behaviour)}) {
        if (!name.empty()) write_output(name, options.force, contents);
    }
}

}  // namespace

void setup_validate(Program& program)
{
    auto command = program.add("validate", {"Compare observed patterns with what the model predicts",
                                            "Compare les régularités observées à ce que prédit le modèle"});
    auto const options = std::make_shared<ValidateOptions>();
    command
        .text("CALIBRATION", options->calibration,
              {"Calibration that names patterns and populations", "Calage qui nomme régularités et populations"})
        .with_default();
    command
        .text("--parameters", options->parameters,
              {"Draws from the posterior, the priors of the calibration or a sample (CSV), or the defaults",
               "Tirages calés (posterior), d'avant calage (prior) ou lus dans un fichier CSV, ou valeurs par défaut "
               "(defaults)"})
        .text_input()
        .shown_as("posterior|prior|defaults|FILE.csv");
    command.whole("--replicates", options->replicates, 2, 100000, {"Draws", "Nombre de tirages"})
        .shown_as("N")
        .with_default();
    command
        .whole("--experiments", options->experiments, 0, 100000,
               {"Draws of the experiments on behaviour (0: none)",
                "Nombre de tirages des expériences sur les comportements (0 : aucune)"})
        .shown_as("N")
        .with_default();
    command
        .text("--population", options->population,
              {"Territories of the experiments, as run takes them", "Territoires des expériences, comme pour run"})
        .text_input()
        .with_default();
    command
        .text("-o,--output", options->output,
              {"Write the table to a file as well", "Écrit aussi la table dans un fichier"})
        .shown_as("FILE.md");
    command.text("--csv", options->csv, {"Write the numbers", "Écrit les nombres"}).shown_as("FILE.csv");
    command
        .text("--behaviour-csv", options->behaviour_csv,
              {"Write the numbers of the experiments", "Écrit les nombres des expériences"})
        .shown_as("FILE.csv");
    command.flag("--force", options->force, {"Replace files that exist", "Remplace les fichiers qui existent"});
    command.threads(options->threads);
    command.flag("--quiet", options->quiet, {"No progress on stderr", "N'affiche pas l'avancement (sur stderr)"});
    add_anywhere(command, options->anywhere);
    command.language(options->language);
    command.run([options] { with_threads(options->threads, [&] { validate(*options); }); });
}

}  // namespace cptsim::app
