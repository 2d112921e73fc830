// cptsim sweep STUDY.toml: runs the points of a study, or those that are missing.
#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <memory>
#include <vector>

#include "analysis/sweep/duration.hpp"
#include "analysis/sweep/folder.hpp"
#include "analysis/sweep/grow.hpp"
#include "analysis/sweep/pilot.hpp"
#include "analysis/sweep/run.hpp"
#include "analysis/sweep/run_name.hpp"
#include "analysis/sweep/study.hpp"
#include "analysis/sweep/sweep_file.hpp"
#include "analysis/sweep/sweep_precision.hpp"
#include "analysis/sweep/work.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/progress.hpp"
#include "app/signals.hpp"
#include "sim/base/error.hpp"
#include "sim/base/text.hpp"
#include "sim/run/progress_meter.hpp"

namespace cptsim::app {
namespace {

struct SweepCommand {
    std::string study, folder, shard, deadline, only;
    std::vector<std::string> precision;
    int threads = 0;
    double segment_seconds = 10;
    bool dry_run = false, fail_fast = false, retry = false, grow = false, quiet = false, anywhere = false;
    Language language{};
    Clock::time_point start = Clock::now();
};

/// "2/8" -> {1, 8}: the shard from 0, and how many there are.
Shard parse_shard(std::string const& text)
{
    if (text.empty()) return {};
    auto const slash = text.find('/');
    if (slash == std::string::npos)
        throw InputError(both({"--shard is \"{}\" (must be i/N, from 1/N to N/N) as in 1/4",
                               "--shard vaut « {} » (il faut i/N, de 1/N à N/N) par exemple 1/4"},
                              text));
    auto const number = parse_whole("--shard", text.substr(0, slash), 1000000);
    auto const count = parse_whole("--shard", text.substr(slash + 1), 1000000);
    if (number < 1 || number > count)
        throw InputError(both({"--shard is \"{}\" (must be i/N, from 1/N to N/N) as in 1/4",
                               "--shard vaut « {} » (il faut i/N, de 1/N à N/N) par exemple 1/4"},
                              text));
    return {number - 1, count};
}

/// Progress on stderr, whose line ends with the last copy of it.
Progress progress_of(SweepCommand const& command)
{
    auto const report = std::make_shared<ProgressReport>(command.language, command.quiet);
    return [report](double fraction) { report->show(fraction); };
}

SweepOutcome work_or_say(SweepCommand const& command, Sweep const& sweep, SweepFolder& folder,
                         WorkOptions const& options)
{
    try {
        return work(sweep, folder, options);
    } catch (...) {
        say(command.language, {"Finished segments are safe; the same command resumes from there.",
                               "Ce qui est en segments est sauf ; la même commande reprend de là."});
        throw;
    }
}

/// Returns whether nothing is left to do.
bool run_in_folder(SweepCommand const& command, Sweep const& sweep, Shard shard)
{
    auto const language = command.language;
    double const deadline = command.deadline.empty() ? 0 : parse_duration("--deadline", command.deadline);
    auto const late = [&] { return deadline > 0 && seconds_since(command.start) >= deadline; };
    SweepFolder folder(command.folder, sweep, {command.segment_seconds, command.retry, command.shard});
    if (!folder.locks_work())
        say(language, {"This file system has no locks: let no two processes work on the same shard.",
                       "Ce système de fichiers n'a pas de verrous : pas deux processus sur une même part."});
    if (!command.quiet)
        fmt::print(stderr, "{}",
                   beginning_words(sweep, folder.state(), folder.pending(shard).size(), seconds_since(command.start),
                                   language));
    WorkOptions options{command.threads, shard, command.fail_fast, {}, {}};
    options.stopped = [&] { return SignalWatch::interrupted() || late(); };
    options.progress = [&] { return progress_of(command); };
    auto const outcome = work_or_say(command, sweep, folder, options);
    if (auto const& problem = folder.join_problem(); !problem.empty()) {
        say(language, {"Segments were not joined, which loses nothing:",
                       "Les segments n'ont pas été regroupés, sans rien perdre :"});
        fmt::print(stderr, "{}\n", problem);
    }
    fmt::print(stderr, "{}", failure_words(command.folder, sweep, folder.state(), language));
    fmt::print("{}", outcome_words(sweep, folder, outcome, seconds_since(command.start), language));
    std::fflush(stdout);
    fmt::print(stderr, "{}", next_words(command.folder, folder, {late(), SignalWatch::interrupted()}, language));
    if (SignalWatch::interrupted()) SignalWatch::stop();
    if (!folder.state().failures.empty()) throw Exit{kOurFailure};
    if (late() && !folder.pending(shard).empty()) throw Exit{kDeadline};
    return folder.state().count(SweepState::missing) == 0;
}

/// As few replicates as have the precision, which the folder then holds as if the study had asked for them.
void run_to_precision(SweepCommand const& command, Sweep const& study)
{
    auto const aims = parse_precision(command.precision);
    require_kept(aims, study);
    if (!command.shard.empty())
        throw InputError(Text{"--precision goes with no --shard (the parts would not know of one another's runs)",
                              "--precision ne va pas avec --shard (les parts ne sauraient rien l'une de l'autre)"});
    finish_growing(command.folder);
    int const begun = has_manifest(command.folder) ? manifest_of(command.folder).sweep.plan.replicates : 0;
    PrecisionState state;
    int replicates = 0;
    for (int const batch : precision_batches(study.plan.replicates)) {
        replicates = batch;
        if (batch < begun) continue;
        auto const sweep = with_replicates(study, batch);
        if (has_manifest(command.folder)) grow_folder(command.folder, sweep);
        if (!run_in_folder(command, sweep, {})) return;  // it was said why, and how to go on
        state = sweep_precision(aims, command.folder, sweep);
        if (state.met || is_out_of_reach(state, study.plan.replicates)) break;
    }
    if (!state.met) refuse_precision(state, replicates, study.plan.replicates);
    fmt::print(stderr, "{}",
               format(command.language,
                      {"precision met with {} replicates (widest: ±{} for {})\n",
                       "précision atteinte avec {} simulations (la plus large : ±{} pour {})\n"},
                      replicates, format_number(state.half_width, 3, command.language), state.scenario));
}

/// A sweep that is there grows to what the study is now.
void grow(SweepCommand const& command, Sweep const& study)
{
    if (!has_manifest(command.folder))
        throw InputError({command.folder},
                         {"is not the folder of a sweep (--grow takes one that is there) without it?",
                          "n'est pas le dossier d'un balayage (--grow en prend un qui existe) sans lui ?"});
    if (grow_folder(command.folder, study) && !command.quiet)
        say(command.language,
            {"The sweep has grown; its runs are kept.", "L'étude s'est étendue ; ses simulations restent."});
}

void sweep(SweepCommand command)
{
    if (!std::isfinite(command.segment_seconds))
        throw InputError(
            Text{"--segment-seconds is not a number of seconds", "--segment-seconds n'est pas un nombre de secondes"});
    if (command.folder.empty() && has_manifest(command.study)) command.folder = command.study;
    if (!command.folder.empty()) finish_growing(command.folder);
    auto const language = command.language;
    std::vector<Text> advice;
    auto const study = make_sweep(command.study, &advice, command.anywhere);
    for (auto const& words : advice)
        if (!command.quiet) say(language, words);
    auto const shard = parse_shard(command.shard);
    if (!command.only.empty()) {
        auto const run = parse_run(study, "--only", command.only);
        fmt::print("{}", result_words(study, run_alone(study, run, command.threads), language));
    } else if (command.dry_run) {
        fmt::print("{}", estimate_words(study, measure_pilot(study, command.threads),
                                        packs_left(study, command.folder, shard), command.segment_seconds, language));
    } else if (command.folder.empty()) {
        throw InputError(Text{"-o is missing (a sweep is kept in a folder) -o DIR, or --dry-run?",
                              "-o manque (un balayage se garde dans un dossier) -o DOSSIER, ou --dry-run ?"});
    } else if (!command.precision.empty()) {
        run_to_precision(command, study);
    } else {
        if (command.grow) grow(command, study);
        run_in_folder(command, study, shard);
    }
}

}  // namespace

void setup_sweep(Program& program)
{
    auto command = program.add("sweep", {"Run the points of a study; the same command resumes it",
                                         "Simule les points d'une étude ; la même commande la reprend"});
    auto const options = std::make_shared<SweepCommand>();
    command
        .text("STUDY", options->study,
              {"Study file, the name of a shipped one, or the folder of a sweep",
               "Fichier d'étude, nom d'une étude fournie, ou dossier d'un balayage"})
        .text_input()
        .required();
    command.text("-o,--output", options->folder, {"Folder of the sweep", "Dossier du balayage"}).shown_as("DIR");
    command
        .text("--shard", options->shard,
              {"Only part i of N, from 1/N to N/N", "Seulement la part i sur N, de 1/N à N/N"})
        .shown_as("i/N");
    command
        .text("--deadline", options->deadline,
              {"Stop cleanly after this time, as 8h or 1h30m",
               "S'arrête proprement après cette durée, comme 8h ou 1h30m"})
        .shown_as("TIME");
    command.flag("--dry-run", options->dry_run,
                 {"Run a few packs, and estimate time, memory and disk",
                  "Lance quelques paquets, et estime durée, mémoire et disque"});
    command.flag("--fail-fast", options->fail_fast,
                 {"Stop at the first run that fails", "S'arrête à la première simulation qui échoue"});
    command.flag(
        "--grow", options->grow,
        {"Let a sweep that is there grow to the study as it is now: more replicates, points or values",
         "Étend un balayage déjà là jusqu'à l'étude telle qu'elle est : plus de simulations, points, valeurs"});
    command
        .texts("--precision", options->precision,
               {"As few replicates as tell effects at all points to this much, those of the study at most: "
                "\"active@2029-12: 0.2\"; repeatable",
                "Aussi peu de simulations qu'il en faut pour connaître les effets à cette précision en tout point, "
                "celles de l'étude au plus : \"active@2029-12: 0.2\" ; répétable"})
        .shown_as("\"NAME@YYYY-MM: X\"")
        .repeatable();
    command.flag("--retry", options->retry, {"Run failed runs again", "Relance les simulations qui ont échoué"});
    command
        .text("--only", options->only,
              {"Run one run alone, and keep nothing", "Lance une seule simulation, et n'en garde rien"})
        .shown_as("SCENARIO:POINT:REPLICATE");
    command
        .real("--segment-seconds", options->segment_seconds, 0.0, 3600.0,
              {"Seconds of work for each segment", "Secondes de travail de chaque segment"})
        .shown_as("S")
        .with_default();
    command.threads(options->threads);
    command.flag("--quiet", options->quiet, {"No progress on stderr", "N'affiche pas l'avancement (sur stderr)"});
    add_anywhere(command, options->anywhere);
    command.language(options->language);
    command.run([options] { sweep(*options); });
}

}  // namespace cptsim::app
