#include "analysis/sweep/work.hpp"

#include <fmt/format.h>

#include "analysis/sweep/run.hpp"
#include "analysis/sweep/run_name.hpp"
#include "sim/base/text.hpp"
#include "sim/files/shell.hpp"
#include "sim/results/results_digest.hpp"

namespace cptsim {
namespace {

SweepOutcome pass(Sweep const& sweep, SweepFolder& folder, std::vector<std::size_t> const& packs,
                  WorkOptions const& options)
{
    SweepOptions own;
    own.threads = options.threads;
    own.fail_fast = options.fail_fast;
    own.stopped = options.stopped;
    own.progress = options.progress();
    return run_sweep(sweep, packs, folder, own);
}

void add(SweepOutcome& total, SweepOutcome const& outcome)
{
    total.done += outcome.done;
    total.failed += outcome.failed;
    total.professional_months += outcome.professional_months;
    total.wall_seconds += outcome.wall_seconds;
}

}  // namespace

SweepOutcome work(Sweep const& sweep, SweepFolder& folder, WorkOptions const& options)
{
    SweepOutcome total;
    auto packs = folder.pending(options.shard);
    // What others had claimed in the first pass may be free in the second: they died.
    while (!packs.empty() && !options.stopped()) {
        auto const outcome = pass(sweep, folder, packs, options);
        folder.flush();
        add(total, outcome);
        if (options.fail_fast && outcome.failed > 0) break;
        if (outcome.done + outcome.failed == 0) break;
        folder.refresh();
        packs = folder.pending(options.shard);
    }
    folder.finish();
    folder.refresh();
    return total;
}

std::string beginning_words(Sweep const& sweep, SweepState const& state, std::size_t packs, double seconds,
                            Language language)
{
    return format(language,
                  {"{} runs: {} done, {} failed; {} packs to do here ({} s to begin)\n",
                   "{} simulations : {} faites, {} en échec ; {} paquets à faire ici (début en {} s)\n"},
                  sweep.runs(), state.count(SweepState::done), state.count(SweepState::failed), packs,
                  format_number(seconds, 2, language));
}

std::string failure_words(std::string const& folder, Sweep const& sweep, SweepState const& state, Language language)
{
    std::string text;
    for (auto const& [run, why] : state.failures)
        text += format(language, {"failed: {} ({}) {}\n", "en échec : {} ({}) {}\n"}, run_name(sweep, sweep.run(run)),
                       why, command_alone(folder, sweep, sweep.run(run)));
    return text;
}

std::string outcome_words(Sweep const& sweep, SweepFolder const& folder, SweepOutcome const& outcome, double seconds,
                          Language language)
{
    auto const& state = folder.state();
    auto text = format(language,
                       {"runs: {} of {} done ({} here), {} failed, {} missing\n",
                        "simulations : {} sur {} faites ({} ici), {} en échec, {} manquantes\n"},
                       state.count(SweepState::done), sweep.runs(), outcome.done, state.failures.size(),
                       state.count(SweepState::missing));
    if (outcome.wall_seconds > 0)
        text += fmt::format("speed: {:.1f} million professional-months/s (sweep; {:.2f} % of the time for segments)\n",
                            outcome.professional_months / outcome.wall_seconds / 1e6,
                            100 * folder.writing_seconds() / seconds);
    return text;
}

std::string next_words(std::string const& name, SweepFolder const& folder, WorkEnd end, Language language)
{
    auto const line = [&](Text const& words) { return std::string(words.in(language)) + '\n'; };
    if (folder.state().count(SweepState::missing) == 0) {
        auto const ended =
            folder.state().failures.empty()
                ? Text{"All runs have ended: cptsim merge", "Tout est simulé : cptsim merge"}
                : Text{"All runs have ended, some failed: the same command with --retry, or cptsim merge --partial",
                       "Tout est fini, avec des échecs : la même commande avec --retry, ou cptsim merge --partial"};
        return fmt::format("{} {}\n", ended.in(language), shell_word(name));
    }
    std::string text;
    if (end.late)
        text += line({"The deadline is reached: the same command resumes from here.",
                      "L'échéance est atteinte : la même commande reprend d'ici."});
    if (end.interrupted)
        text +=
            line({"Interrupted: the same command resumes from here.", "Interrompu : la même commande reprend d'ici."});
    if (auto const elsewhere = folder.claimed_elsewhere(); elsewhere > 0)
        text += format(language,
                       {"{} runs are being computed elsewhere: cptsim status {}\n",
                        "{} simulations sont en cours ailleurs : cptsim status {}\n"},
                       elsewhere, shell_word(name));
    return text;
}

std::string result_words(Sweep const& sweep, SweepResult const& result, Language language)
{
    auto const fields = kept_fields(sweep.kept, sweep.plan);
    std::string text;
    std::size_t at = 0;
    for (auto const& field : fields) {
        at += field.source.size();
        text += fmt::format("{:<24} {}\n", observable_fields()[static_cast<std::size_t>(field.observable)].name,
                            format_number(static_cast<double>(result.values.at(at - 1)), language));
    }
    return text + fmt::format("digest: {}\n", kept_digest(fields, result.values));
}

}  // namespace cptsim
