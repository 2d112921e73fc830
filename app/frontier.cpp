// cptsim frontier STUDY.toml: the most that can be gained for so much money a year.
#include <fmt/format.h>

#include <memory>

#include "analysis/decision/frontier.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/progress.hpp"
#include "app/signals.hpp"
#include "sim/base/error.hpp"
#include "sim/files/atomic_file.hpp"

namespace cptsim::app {
namespace {

struct FrontierCommand {
    std::string study, csv;
    int threads = 0;
    bool quiet = false, force = false, anywhere = false;
    Language language{};
};

void run_frontier(FrontierCommand const& command)
{
    if (!has_optimiser())
        throw InputError(
            Text{"frontier: no front can be searched (NLopt was not found when this program was built) apt-get install "
                 "libnlopt-dev, and build again?",
                 "frontier : pas de recherche possible (ce programme a été construit sans NLopt) apt-get install "
                 "libnlopt-dev et reconstruire ?"});
    auto const study = read_frontier_study(command.study, command.anywhere);
    check_outputs({{command.csv, OutputKind::table}}, {study.file, study.search.territories.file}, command.force);
    ProgressReport progress(command.language, command.quiet);
    auto const front = find_front(
        study, [&](Plan const& plan, Mix const& mix) { return run_mix(study, plan, mix, command.threads); },
        [&](double fraction) {
            progress.show(fraction);
            return !SignalWatch::interrupted().load();
        });
    progress.show(1);
    progress.end();
    if (front.empty()) SignalWatch::stop();
    fmt::print(is_standard_output(command.csv) ? stderr : stdout, "{}", front_text(study, front, command.language));
    if (!command.csv.empty()) write_output(command.csv, command.force, front_csv(study, front));
}

}  // namespace

void setup_frontier(Program& program)
{
    auto command =
        program.add("frontier", {"Search the mixes of levers that gain most for so much money a year",
                                 "Cherche les combinaisons de leviers qui gagnent le plus pour tant d'argent par an"});
    auto const options = std::make_shared<FrontierCommand>();
    command
        .text("STUDY", options->study,
              {"Study of a front, or the name of a shipped one", "Étude d'une frontière, ou nom d'une étude fournie"})
        .text_input()
        .required();
    command.text("--csv", options->csv, {"Also write the front to a file", "Écrit aussi la frontière dans un fichier"})
        .shown_as("FILE.csv");
    command.flag("--force", options->force, {"Replace the file if it exists", "Remplace le fichier s'il existe"});
    add_anywhere(command, options->anywhere);
    command.threads(options->threads);
    command.flag("--quiet", options->quiet, {"No progress on stderr", "N'affiche pas l'avancement (sur stderr)"});
    command.language(options->language);
    command.run([options] { run_frontier(*options); });
}

}  // namespace cptsim::app
