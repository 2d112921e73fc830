#include "analysis/sweep/status.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/sweep/folder.hpp"
#include "analysis/sweep/run_name.hpp"
#include "analysis/sweep/sweep_file.hpp"
#include "sim/base/text.hpp"
#include "sim/files/json.hpp"

namespace cptsim {
namespace {

std::string line(Language language, Text const& name, std::string const& text)
{
    return fmt::format("  {:<14} {}\n", name.in(language), text);
}

/// Replicates that have all their runs: what a balanced analysis could use now.
std::size_t whole_replicates(Sweep const& sweep, SweepState const& state)
{
    auto const width = sweep.runs() / static_cast<std::size_t>(sweep.plan.replicates);
    std::size_t whole = 0;
    for (std::size_t first = 0; first < sweep.runs(); first += width) {
        auto const from = state.runs.begin() + static_cast<std::ptrdiff_t>(first);
        whole += std::all_of(from, from + static_cast<std::ptrdiff_t>(width),
                             [](auto status) { return status == SweepState::done; })
                     ? 1U
                     : 0U;
    }
    return whole;
}

std::string run_lines(Sweep const& sweep, SweepState const& state, Language language)
{
    auto const done = state.count(SweepState::done);
    auto const percent = 100.0 * static_cast<double>(done) / static_cast<double>(sweep.runs());
    return line(
               language, {"runs", "simulations"},
               format(language,
                      {"{} = {} scenarios x {} points x {} replicates", "{} = {} scénarios x {} points x {} réplicats"},
                      sweep.runs(), sweep.plan.scenarios.size(), sweep.design.size(), sweep.plan.replicates)) +
           line(language, {"done", "faites"},
                format(language, {"{} ({} %), whole replicates: {} of {}", "{} ({} %), réplicats entiers : {} sur {}"},
                       done, format_number(percent, 1, language), whole_replicates(sweep, state),
                       sweep.plan.replicates)) +
           line(language, {"failed", "en échec"}, std::to_string(state.failures.size())) +
           line(language, {"missing", "manquantes"}, std::to_string(state.count(SweepState::missing))) +
           line(language, {"segments", "segments"},
                format(language, {"{} {}, {} MB", "{} {}, {} Mo"}, state.segments.size(),
                       (state.segments.size() == 1 ? Text{"file", "fichier"} : Text{"files", "fichiers"}).in(language),
                       format_number(static_cast<double>(state.bytes) / 1e6, 1, language)));
}

std::string worker_lines(std::vector<SweepWorker> const& workers, std::size_t missing, Language language)
{
    std::string text;
    double rate = 0;
    for (auto const& worker : workers) {
        if (worker.alive && worker.seconds > 0) rate += static_cast<double>(worker.done) / worker.seconds;
        auto words = format(language,
                            {"{} (process {}, since {}): {} runs done, {} failed",
                             "{} (processus {}, depuis {}) : {} simulations faites, {} en échec"},
                            worker.host, worker.pid, worker.started, worker.done, worker.failed);
        if (!worker.shard.empty()) words += ", " + std::string(Text{"shard ", "part "}.in(language)) + worker.shard;
        text += line(language, worker.alive ? Text{"at work", "au travail"} : Text{"ended early", "fini avant l'heure"},
                     words);
    }
    if (rate <= 0 || missing == 0) return text;
    auto const minutes = static_cast<double>(missing) / rate / 60;
    return text + line(language, {"rate", "rythme"},
                       format(language, {"{} runs/s, about {} min left", "{} simulations/s, reste environ {} min"},
                              format_number(rate, 1, language), format_number(minutes, 0, language)));
}

std::string failure_lines(std::string const& folder, Sweep const& sweep, SweepState const& state, Language language)
{
    std::string text;
    for (auto const& [run, why] : state.failures)
        text += fmt::format("{} {}: {}\n    {}\n", Text{"failed", "en échec"}.in(language),
                            run_name(sweep, sweep.run(run)), why, command_alone(folder, sweep, sweep.run(run)));
    return text;
}

}  // namespace

std::string status_words(std::string const& folder, Language language)
{
    auto const manifest = manifest_of(folder);
    auto const& sweep = manifest.sweep;
    SweepState state(sweep);
    scan_segments(folder, manifest.key, state);
    auto const title = title_of_study(sweep, language);
    return fmt::format("{}{}{}\n", folder, title.empty() ? "" : Text{": ", " : "}.in(language), title) +
           run_lines(sweep, state, language) +
           worker_lines(sweep_workers(folder), state.count(SweepState::missing), language) +
           failure_lines(folder, sweep, state, language);
}

std::string status_json(std::string const& folder)
{
    auto const manifest = manifest_of(folder);
    auto const& sweep = manifest.sweep;
    SweepState state(sweep);
    scan_segments(folder, manifest.key, state);
    std::vector<std::string> workers, failures;
    for (auto const& worker : sweep_workers(folder))
        workers.push_back(JsonObject()
                              .text("host", worker.host)
                              .count("process", static_cast<std::size_t>(worker.pid))
                              .text("since", worker.started)
                              .add("at_work", worker.alive ? "true" : "false")
                              .count("done", worker.done)
                              .count("failed", worker.failed)
                              .text("shard", worker.shard)
                              .json());
    for (auto const& [run, why] : state.failures)
        failures.push_back(JsonObject()
                               .text("run", run_name(sweep, sweep.run(run)))
                               .text("why", why)
                               .text("alone", command_alone(folder, sweep, sweep.run(run)))
                               .json());
    return JsonObject("status")
               .text("folder", folder)
               .count("runs", sweep.runs())
               .count("done", state.count(SweepState::done))
               .count("missing", state.count(SweepState::missing))
               .count("scenarios", sweep.plan.scenarios.size())
               .count("points", sweep.design.size())
               .count("replicates", static_cast<std::size_t>(sweep.plan.replicates))
               .count("whole_replicates", whole_replicates(sweep, state))
               .count("segments", state.segments.size())
               .count("bytes", state.bytes)
               .add("workers", json_array(workers))
               .add("failures", json_array(failures))
               .json() +
           '\n';
}

}  // namespace cptsim
