// cptsim slurm STUDY.toml: the sweep as jobs of a cluster.
#include <fmt/format.h>

#include <memory>

#include "analysis/sweep/slurm_job.hpp"
#include "analysis/sweep/study.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "sim/base/error.hpp"
#include "sim/base/text.hpp"
#include "sim/files/shell.hpp"

namespace cptsim::app {
namespace {

struct SlurmCommand {
    std::string study;
    SlurmOptions job;
    bool submit = false, anywhere = false;
    Language language{};
};

void run_slurm(SlurmCommand const& command)
{
    auto const language = command.language;
    auto job = begin_job(command.job);
    auto const sweep = make_sweep(command.study, nullptr, command.anywhere);
    SweepFolder folder(command.job.folder, sweep, {});
    if (folder.pending().empty()) {
        fmt::print("{}",
                   format(language, {"All runs have ended: cptsim merge {}\n", "Tout est simulé : cptsim merge {}\n"},
                          shell_word(command.job.folder)));
        return;
    }
    auto const seconds = size_job(job, command.job, sweep, folder);
    fmt::print("{}", job_words(job, command.job, seconds, language));
    auto const script = write_scripts(job);
    if (command.submit)
        submit_job(script);
    else
        fmt::print("{}", format(language, {"submit with: {}\n", "à soumettre par : {}\n"}, shell_word(script)));
    fmt::print("{}", format(language, {"follow with: cptsim status {}\n", "à suivre par : cptsim status {}\n"},
                            shell_word(job.folder)));
}

}  // namespace

void setup_slurm(Program& program)
{
    auto command = program.add("slurm", {"Write (and submit) a sweep as an array of Slurm jobs",
                                         "Écrit (et soumet) un balayage comme tableau de travaux Slurm"});
    auto const options = std::make_shared<SlurmCommand>();
    auto const whole = [&](char const* name, std::uint64_t& value, Text const& help) {
        return command.read(
            name,
            [&value, name](std::string const& text) {
                value = parse_whole(name, text, 1000000);
                if (value == 0)
                    throw InputError(both({"{} is 0 (must be at least 1)", "{} vaut 0 (il faut au moins 1)"}, name));
            },
            help);
    };
    command
        .text("STUDY", options->study,
              {"Study file, or the name of a shipped one", "Fichier d'étude, ou nom d'une étude fournie"})
        .text_input()
        .required();
    command
        .text("-o,--output", options->job.folder,
              {"Folder of the sweep; scripts and logs go to DIR/slurm",
               "Dossier du balayage ; scripts et journaux vont dans DOSSIER/slurm"})
        .shown_as("DIR")
        .required();
    whole("--tasks", options->job.tasks,
          {"Number of shards, one for each task of the array", "Nombre de parts, une par tâche du tableau"})
        .shown_as("N")
        .required();
    whole("--throttle", options->job.throttle,
          {"Most tasks at work at once (default: up to Slurm)",
           "Nombre maximal de tâches simultanées (par défaut : au choix de Slurm)"})
        .shown_as("K");
    command
        .whole("--cpus-per-task", options->job.cpus, 1, 4096,
               {"Threads of each task", "Fils d'exécution de chaque tâche"})
        .shown_as("C")
        .with_default();
    command
        .text("--time", options->job.time,
              {"Time limit of each task (default: from a pilot run)",
               "Durée limite de chaque tâche (par défaut : d'après un essai)"})
        .shown_as("T");
    command
        .text("--mem", options->job.memory,
              {"Memory of each task (default: from a pilot run)",
               "Mémoire de chaque tâche (par défaut : d'après un essai)"})
        .shown_as("M");
    command.text("--partition", options->job.partition, {"Partition", "Partition"}).shown_as("P");
    command.text("--account", options->job.account, {"Account", "Compte"}).shown_as("A");
    whole("--rounds", options->job.rounds,
          {"Arrays one after the other, each running what is still missing (default: from the limit)",
           "Tableaux successifs, chacun simulant ce qui manque encore (par défaut : d'après la durée limite)"})
        .shown_as("R");
    command
        .texts("--sbatch", options->job.sbatch,
               {"Another option of sbatch, as --sbatch=--qos=long; repeatable",
                "Une autre option de sbatch, comme --sbatch=--qos=long ; répétable"})
        .shown_as("OPTION")
        .repeatable();
    command
        .texts("--setup", options->job.setup,
               {"A line of shell before the program, as 'module load hdf5'; repeatable",
                "Une ligne de shell avant le programme, comme « module load hdf5 » ; répétable"})
        .shown_as("LINE")
        .repeatable();
    add_anywhere(command, options->anywhere);
    command.flag("--submit", options->submit, {"Submit what was written", "Soumet ce qui a été écrit"});
    command.language(options->language);
    command.run([options] { run_slurm(*options); });
}

}  // namespace cptsim::app
