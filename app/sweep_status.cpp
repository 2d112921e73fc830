// cptsim status and merge: how far a sweep is, and its runs as one file.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "analysis/report/study_tables.hpp"
#include "analysis/sweep/study.hpp"
#include "analysis/sweep/sweep_folder.hpp"
#include "analysis/sweep/sweep_merge.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "sim/base/error.hpp"
#include "sim/base/text.hpp"

namespace cptsim::app {
namespace {

struct StatusOptions {
    std::vector<std::string> folders;
    std::string output;
    bool partial = false, force = false;
    Language language{};
};

Manifest manifest_of(std::string const& folder)
{
    auto const path = folder + "/manifest.h5";
    if (!has_manifest(folder))
        throw InputError(
            {InputProblem{folder, 0, 0, "is no folder of a sweep (it has no manifest.h5) another folder?"}});
    return read_manifest(path);
}

void print_line(Language language, Text const& name, std::string const& text)
{
    fmt::print("  {:<14} {}\n", name.in(language), text);
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

void print_workers(std::vector<SweepWorker> const& workers, std::size_t missing, Language language)
{
    double rate = 0;
    for (auto const& worker : workers) {
        double const own = worker.seconds > 0 ? static_cast<double>(worker.done) / worker.seconds : 0;
        if (worker.alive) rate += own;
        auto text = format(language,
                           {"{} (process {}, since {}): {} runs done, {} failed",
                            "{} (processus {}, depuis {}) : {} "
                            "simulations faites, {} en échec"},
                           worker.host, worker.pid, worker.started, worker.done, worker.failed);
        if (!worker.shard.empty()) text += ", " + std::string(Text{"shard ", "part "}.in(language)) + worker.shard;
        print_line(language, worker.alive ? Text{"at work", "au travail"} : Text{"ended early", "fini avant l'heure"},
                   text);
    }
    if (rate <= 0 || missing == 0) return;
    print_line(
        language, {"rate", "rythme"},
        format(language, {"{} runs/s, about {} min left", "{} simulations/s, reste environ {} min"},
               format_number(rate, 1, language), format_number(static_cast<double>(missing) / rate / 60, 0, language)));
}

void run_status(StatusOptions const& options)
{
    auto const& folder = options.folders.front();
    auto const language = options.language;
    auto const manifest = manifest_of(folder);
    auto const& sweep = manifest.sweep;
    SweepState state;
    state.runs.assign(sweep.runs(), SweepState::missing);
    scan_segments(folder, manifest.key, state);
    auto const missing = state.count(SweepState::missing);
    auto const title = title_of_study(sweep, language);
    fmt::print("{}{}{}\n", folder, title.empty() ? "" : Text{": ", " : "}.in(language), title);
    print_line(language, {"runs", "simulations"},
               format(language,
                      {"{} = {} scenarios x {} points x {} replicates", "{} = {} scénarios x {} points x {} réplicats"},
                      sweep.runs(), sweep.plan.scenarios.size(), sweep.design.size(), sweep.plan.replicates));
    print_line(language, {"done", "faites"},
               format(language, {"{} ({} %), whole replicates: {} of {}", "{} ({} %), réplicats entiers : {} sur {}"},
                      state.count(SweepState::done),
                      format_number(100.0 * static_cast<double>(state.count(SweepState::done)) /
                                        static_cast<double>(sweep.runs()),
                                    1, language),
                      whole_replicates(sweep, state), sweep.plan.replicates));
    print_line(language, {"failed", "en échec"}, std::to_string(state.failures.size()));
    print_line(language, {"missing", "manquantes"}, std::to_string(missing));
    print_line(language, {"segments", "segments"},
               format(language, {"{} files, {} MB", "{} fichier(s), {} Mo"}, state.segments.size(),
                      format_number(static_cast<double>(state.bytes) / 1e6, 1, language)));
    print_workers(sweep_workers(folder), missing, language);
    for (auto const& [run, why] : state.failures)
        fmt::print("{} {}: {}\n    {}\n", Text{"failed", "en échec"}.in(language), run_name(sweep, sweep.run(run)), why,
                   command_alone(folder, sweep, sweep.run(run)));
}

/// Names of the runs that a merge would leave out: the first of them, and how many more.
std::string holes(Sweep const& sweep, SweepSegments const& segments)
{
    constexpr std::size_t kShown = 8;
    std::vector<std::string> names;
    std::size_t more = 0;
    for (std::size_t run = 0; run < sweep.runs(); ++run) {
        if (segments.status(run) == MergedRun::done) continue;
        if (names.size() < kShown)
            names.push_back(run_name(sweep, sweep.run(run)) +
                            (segments.status(run) == MergedRun::failed ? " (failed)" : ""));
        else
            ++more;
    }
    return fmt::format("{}{}", fmt::join(names, ", "), more > 0 ? fmt::format(" and {} more", more) : "");
}

void run_merge(StatusOptions const& options)
{
    auto const manifest = manifest_of(options.folders.front());
    for (auto const& folder : options.folders) static_cast<void>(manifest_of(folder));
    auto const output = options.output.empty() ? options.folders.front() + "/merged.h5" : options.output;
    check_output(output, options.force);
    SweepSegments const segments(options.folders, manifest);
    auto const& sweep = manifest.sweep;
    auto const done = segments.count(MergedRun::done);
    if (done < sweep.runs() && !options.partial)
        throw InputError({InputProblem{
            options.folders.front(), 0, 0,
            fmt::format("has {} of {} runs (missing: {}) the same sweep again{}, or --partial?", done, sweep.runs(),
                        holes(sweep, segments), segments.count(MergedRun::failed) > 0 ? " with --retry" : "")}});
    auto const digest = write_merged(output, options.force, sweep, segments.source());
    fmt::print(
        stderr, "{}",
        format(options.language, {"{}: {} of {} runs\n", "{} : {} simulations sur {}\n"}, output, done, sweep.runs()));
    fmt::print("{}\n", digest);
}

}  // namespace

void setup_status(Program& program)
{
    auto command = program.add("status", "Say how far a sweep is, who is at work, and what failed");
    auto const options = std::make_shared<StatusOptions>();
    command.texts("DIR", options->folders, "Folder of a sweep").required().single();
    command.language(options->language);
    command.run([options] { run_status(*options); });
}

void setup_merge(Program& program)
{
    auto command = program.add("merge", "Write the runs of a sweep into one file; print its digest");
    auto const options = std::make_shared<StatusOptions>();
    command.texts("DIR", options->folders, "Folders of one sweep").required();
    command.text("-o,--output", options->output, "Merged file (netCDF-4), else DIR/merged.h5").shown_as("FILE.h5");
    command.flag("--partial", options->partial, "Go on although runs are missing");
    command.flag("--force", options->force, "Replace the file if it exists");
    command.language(options->language);
    command.run([options] { run_merge(*options); });
}

}  // namespace cptsim::app
