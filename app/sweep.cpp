// cptsim sweep STUDY.toml: runs the points of a study, or those that are missing.
#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <memory>
#include <vector>

#include "analysis/sweep/duration.hpp"
#include "analysis/sweep/pilot.hpp"
#include "analysis/sweep/run.hpp"
#include "analysis/sweep/run_name.hpp"
#include "analysis/sweep/study.hpp"
#include "analysis/sweep/work.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/progress.hpp"
#include "app/signals.hpp"
#include "sim/base/error.hpp"
#include "sim/run/progress_meter.hpp"

namespace cptsim::app {
namespace {

struct SweepCommand {
    std::string study, folder, shard, deadline, only;
    int threads = 0;
    double segment_seconds = 10;
    bool dry_run = false, fail_fast = false, retry = false, quiet = false, anywhere = false;
    Language language{};
    Clock::time_point start = Clock::now();
};

/// "2/8" -> {1, 8}: the shard from 0, and how many there are.
Shard parse_shard(std::string const& text)
{
    if (text.empty()) return {};
    auto const slash = text.find('/');
    if (slash == std::string::npos)
        throw InputError(fmt::format("--shard is \"{}\" (must be i/N, from 1/N to N/N) as in 1/4", text));
    auto const number = parse_whole("--shard", text.substr(0, slash), 1000000);
    auto const count = parse_whole("--shard", text.substr(slash + 1), 1000000);
    if (number < 1 || number > count)
        throw InputError(fmt::format("--shard is \"{}\" (must be i/N, from 1/N to N/N) as in 1/4", text));
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

void run_in_folder(SweepCommand const& command, Sweep const& sweep, Shard shard)
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
}

void sweep(SweepCommand command)
{
    if (!std::isfinite(command.segment_seconds)) throw InputError("--segment-seconds is not a number of seconds");
    if (command.folder.empty() && has_manifest(command.study)) command.folder = command.study;
    auto const language = command.language;
    SignalWatch const watch;
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
        throw InputError("-o is missing (a sweep is kept in a folder) -o DIR, or --dry-run?");
    } else {
        run_in_folder(command, study, shard);
    }
}

}  // namespace

void setup_sweep(Program& program)
{
    auto command = program.add("sweep", "Run the points of a study; the same command resumes it");
    auto const options = std::make_shared<SweepCommand>();
    command.text("STUDY", options->study, "Study file, the name of a shipped one, or the folder of a sweep").required();
    command.text("-o,--output", options->folder, "Folder of the sweep").shown_as("DIR");
    command.text("--shard", options->shard, "Only part i of N, from 1/N to N/N").shown_as("i/N");
    command.text("--deadline", options->deadline, "Stop cleanly after this time, as 8h or 1h30m").shown_as("TIME");
    command.flag("--dry-run", options->dry_run, "Run a few packs, and estimate time, memory and disk");
    command.flag("--fail-fast", options->fail_fast, "Stop at the first run that fails");
    command.flag("--retry", options->retry, "Run failed runs again");
    command.text("--only", options->only, "Run one run alone, and keep nothing").shown_as("SCENARIO:POINT:REPLICATE");
    command.real("--segment-seconds", options->segment_seconds, 0.0, 3600.0, "Seconds of work for each segment")
        .shown_as("S")
        .with_default();
    command.threads(options->threads);
    command.flag("--quiet", options->quiet, "No progress on stderr");
    add_anywhere(command, options->anywhere);
    command.language(options->language);
    command.run([options] { sweep(*options); });
}

}  // namespace cptsim::app
