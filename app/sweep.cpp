// cptsim sweep STUDY.toml: runs the points of a study, or those that are missing.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>

#include "analysis/sweep/study.hpp"
#include "analysis/sweep/duration.hpp"
#include "analysis/sweep/run_name.hpp"
#include "analysis/sweep/sweep_file.hpp"
#include "analysis/sweep/folder.hpp"
#include "analysis/sweep/sweep_pilot.hpp"
#include "analysis/sweep/sweep_run.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/progress.hpp"
#include "app/signals.hpp"
#include "sim/base/error.hpp"
#include "sim/base/text.hpp"
#include "sim/files/shell.hpp"
#include "sim/results/results_digest.hpp"

namespace cptsim::app {
namespace {

struct SweepCommand {
    std::string study, folder, shard, deadline, only;
    int threads = 0;
    double segment_seconds = 10;
    bool dry_run = false, fail_fast = false, retry = false, quiet = false;
    Language language{};
    std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
};

void say(Language language, Text words) { fmt::print(stderr, "{}\n", words.in(language)); }

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

/// $CPTSIM_FAIL_RUN names a run that fails, for those who want to see what happens then.
std::function<void(Run const&)> planted_failure(Sweep const& sweep)
{
    char const* const name = std::getenv("CPTSIM_FAIL_RUN");
    if (!name || *name == '\0') return {};
    auto const fails = sweep.number(parse_run(sweep, "CPTSIM_FAIL_RUN", name));
    return [&sweep, fails](Run const& run) {
        if (sweep.number(run) == fails) throw std::runtime_error("this run was asked to fail (CPTSIM_FAIL_RUN)");
    };
}

void run_only(SweepCommand const& command, Sweep const& sweep)
{
    auto const run = parse_run(sweep, "--only", command.only);
    SweepOptions options;
    options.threads = command.threads;
    options.before_each = planted_failure(sweep);
    auto const result = run_alone(sweep, run, options);
    auto const fields = kept_fields(sweep.kept, sweep.plan);
    std::size_t at = 0;
    for (auto const& field : fields) {
        at += field.source.size();
        fmt::print("{:<24} {}\n", observable_fields()[static_cast<std::size_t>(field.observable)].name,
                   format_number(static_cast<double>(result.values.at(at - 1)), command.language));
    }
    fmt::print("digest: {}\n", kept_digest(fields, result.values));
}

class SweepLaunch {
  public:
    SweepLaunch(SweepCommand const& command, Sweep const& sweep)
        : command_(command),
          sweep_(sweep),
          shard_(parse_shard(command.shard)),
          deadline_(command.deadline.empty() ? 0 : parse_duration("--deadline", command.deadline)),
          folder_(command.folder, sweep, {command.segment_seconds, command.retry, command.shard})
    {
    }

    void run()
    {
        SignalWatch const watch;
        if (!folder_.locks_work())
            say(command_.language,
                {"This file system has no locks: let no two processes work on the same shard.",
                 "Ce système de fichiers n'a pas de verrous : pas deux processus sur une même part."});
        auto packs = folder_.pending(shard_);
        say_beginning(packs.size());
        try {
            work(std::move(packs));
        } catch (...) {
            say(command_.language, {"What is in segments is safe; the same command goes on from there.",
                                    "Ce qui est en segments est sauf ; la même commande reprend de là."});
            throw;
        }
        if (auto const& problem = folder_.join_problem(); !problem.empty())
            say(command_.language, {"Segments were not joined, which loses nothing:",
                                    "Les segments n'ont pas été regroupés, sans rien perdre :"}),
                fmt::print(stderr, "{}\n", problem);
        report();
        if (watch.interrupted()) watch.stop();
        if (!folder_.state().failures.empty()) throw Exit{kOurFailure};
    }

  private:
    void work(std::vector<std::size_t> packs)
    {
        // What others had claimed in the first pass may be free in the second: they died.
        while (!packs.empty() && !stopped()) {
            auto const outcome = pass(packs);
            folder_.flush();
            if (command_.fail_fast && outcome.failed > 0) break;
            if (outcome.done + outcome.failed == 0) break;
            folder_.refresh();
            packs = folder_.pending(shard_);
        }
        folder_.finish();
        folder_.refresh();
    }

    [[nodiscard]] double seconds() const
    {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - command_.start).count();
    }
    [[nodiscard]] bool late() const { return deadline_ > 0 && seconds() >= deadline_; }
    [[nodiscard]] bool stopped() const { return SignalWatch::interrupted() || late(); }

    void say_beginning(std::size_t packs) const
    {
        if (command_.quiet) return;
        fmt::print(
            stderr, "{}",
            format(command_.language,
                   {"{} runs: {} done, {} failed; {} packs to do here ({} s to begin)\n",
                    "{} simulations : {} faites, {} en échec ; {} paquets à faire ici (début en "
                    "{} s)\n"},
                   sweep_.runs(), folder_.state().count(SweepState::done), folder_.state().count(SweepState::failed),
                   packs, format_number(seconds(), 2, command_.language)));
    }

    SweepOutcome pass(std::vector<std::size_t> const& packs)
    {
        ProgressReport progress(command_.language, command_.quiet);
        SweepOptions options;
        options.threads = command_.threads;
        options.fail_fast = command_.fail_fast;
        options.stopped = [this] { return stopped(); };
        options.progress = [&](double fraction) { progress.show(fraction); };
        options.before_each = planted_failure(sweep_);
        auto const outcome = run_sweep(sweep_, packs, folder_, options);
        total_.done += outcome.done;
        total_.failed += outcome.failed;
        total_.professional_months += outcome.professional_months;
        total_.wall_seconds += outcome.wall_seconds;
        return outcome;
    }

    void report() const
    {
        auto const language = command_.language;
        auto const& state = folder_.state();
        auto const missing = state.count(SweepState::missing);
        for (auto const& [run, why] : state.failures)
            fmt::print(
                stderr, "{}",
                format(language, {"failed: {} ({}) {}\n", "en échec : {} ({}) {}\n"}, run_name(sweep_, sweep_.run(run)),
                       why, command_alone(command_.folder, sweep_, sweep_.run(run))));
        fmt::print("{}",
                   format(language,
                          {"runs: {} of {} done ({} here), {} failed, {} missing\n",
                           "simulations : {} sur {} faites ({} ici), {} en échec, {} manquantes\n"},
                          state.count(SweepState::done), sweep_.runs(), total_.done, state.failures.size(), missing));
        if (total_.wall_seconds > 0)
            fmt::print("speed: {:.1f} million professional-months/s (sweep; {:.2f} % of the time for segments)\n",
                       total_.professional_months / total_.wall_seconds / 1e6,
                       100 * folder_.writing_seconds() / seconds());
        std::fflush(stdout);
        say_next(missing);
    }

    void say_next(std::size_t missing) const
    {
        auto const language = command_.language;
        if (missing > 0 && late())
            say(language, {"The deadline is reached: the same command goes on from here.",
                           "L'échéance est atteinte : la même commande reprend d'ici."});
        if (missing > 0 && SignalWatch::interrupted())
            say(language,
                {"Interrupted: the same command goes on from here.", "Interrompu : la même commande reprend d'ici."});
        auto const elsewhere = missing > 0 ? folder_.claimed_elsewhere() : 0;
        if (elsewhere > 0)
            fmt::print(stderr, "{}",
                       format(language,
                              {"{} runs are in work elsewhere: cptsim status {}\n",
                               "{} simulations sont en cours ailleurs : cptsim status {}\n"},
                              elsewhere, shell_word(command_.folder)));
        if (missing > 0) return;
        auto const ended =
            folder_.state().failures.empty()
                ? Text{"All runs have ended: cptsim merge", "Tout est simulé : cptsim merge"}
                : Text{"All runs have ended, some failed: the same command with --retry, or cptsim merge --partial",
                       "Tout est fini, avec des échecs : la même commande avec --retry, ou cptsim merge --partial"};
        fmt::print(stderr, "{} {}\n", ended.in(language), shell_word(command_.folder));
    }

    SweepCommand const& command_;
    Sweep const& sweep_;
    Shard shard_;
    double deadline_;
    SweepFolder folder_;
    SweepOutcome total_;
};

void sweep(SweepCommand command)
{
    if (!std::isfinite(command.segment_seconds)) throw InputError("--segment-seconds is no number of seconds");
    if (command.folder.empty() && has_manifest(command.study)) command.folder = command.study;
    std::optional<Text> advice;
    auto const study = make_sweep(command.study, &advice);
    if (advice && !command.quiet) say(command.language, *advice);
    auto const shard = parse_shard(command.shard);
    if (!command.only.empty())
        run_only(command, study);
    else if (command.dry_run)
        print_estimate(study, measure_pilot(study, command.threads),
                       packs_left(study, command.folder, shard), command.segment_seconds,
                       command.language);
    else if (command.folder.empty())
        throw InputError("-o is missing (a sweep is kept in a folder) -o DIR, or --dry-run?");
    else
        SweepLaunch(command, study).run();
}

}  // namespace

void setup_sweep(Program& program)
{
    auto command = program.add("sweep", "Run the points of a study; the same command does what is missing");
    auto const options = std::make_shared<SweepCommand>();
    command.text("STUDY", options->study, "Study file, the name of a shipped one, or the folder of a sweep").required();
    command.text("-o,--output", options->folder, "Folder of the sweep").shown_as("DIR");
    command.text("--shard", options->shard, "Only part i of N, from 1/N to N/N").shown_as("i/N");
    command.text("--deadline", options->deadline, "End in good order after this time, as 8h or 1h30m").shown_as("TIME");
    command.flag("--dry-run", options->dry_run, "Run a few packs, and estimate time, memory and disk");
    command.flag("--fail-fast", options->fail_fast, "Stop at the first run that fails");
    command.flag("--retry", options->retry, "Run those again that failed");
    command.text("--only", options->only, "Run one run alone, and keep nothing").shown_as("SCENARIO:POINT:REPLICATE");
    command.real("--segment-seconds", options->segment_seconds, 0.0, 3600.0, "Seconds of work in a segment")
        .shown_as("S")
        .with_default();
    command.threads(options->threads);
    command.flag("--quiet", options->quiet, "No progress on stderr");
    command.language(options->language);
    command.run([options] { sweep(*options); });
}

}  // namespace cptsim::app
