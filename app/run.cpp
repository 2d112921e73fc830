// cptsim run SCENARIO...: runs an ensemble, writes the result file, prints the table.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>
#include <optional>
#include <vector>

#include "analysis/effects/effects.hpp"
#include "analysis/effects/table.hpp"
#include "analysis/report/page.hpp"
#include "analysis/report/stored_report.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/progress.hpp"
#include "app/signals.hpp"
#include "sim/input/launch.hpp"
#include "sim/results/results_writer.hpp"
#include "sim/run/ensemble.hpp"

namespace cptsim::app {
namespace {

constexpr int kPriorReplicates = 40;  ///< enough for signs under 5 % or over 95 %

struct RunOptions {
    LaunchOptions launch;
    std::string output;
    std::string report;
    bool force = false;
    bool quiet = false;
    bool no_placebo = false;
    int prior_replicates = kPriorReplicates;
    int threads = 0;
    Language language{};
};

std::vector<Measure> measures(EnsembleTiming const& timing)
{
    return {
        {"ensemble_seconds", timing.wall_seconds, {"s", "wall time of all runs", "durée de toutes les simulations"}},
        {"loop_seconds", timing.loop_seconds, {"s", "wall time of the monthly loop", "durée de la boucle mensuelle"}},
        {"synthesis_seconds",
         timing.synthesis_seconds,
         {"s", "population synthesis, summed over threads", "synthèse de la population, cumulée sur les fils"}},
        {"professional_months",
         timing.professional_months,
         {"1", "occupied slots x months x runs", "places occupées x mois x simulations"}}};
}

/// The same launch with parameters from the priors, where the launch itself has those of a posterior.
std::optional<Summary> run_before_data(Plan const& plan, RunOptions const& options,
                                       std::atomic<bool> const* interrupted, EnsembleTiming& timing)
{
    int const replicates = std::min(options.prior_replicates, plan.replicates);
    if (plan.parameter_source != ParameterSource::posterior || replicates == 0 || *interrupted) return {};
    SummaryRecorder summary;
    ProgressReport progress(options.language, options.quiet);
    auto const own = run_ensemble(
        prior_twin(plan, replicates), summary, options.threads, [&](double done) { progress.show(done); }, interrupted);
    if (*interrupted) return {};
    timing = own;
    return summary.summary();
}

double seconds_since(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void say(Language language, Text words) { fmt::print(stderr, "{}\n", words.in(language)); }

void run_scenarios(RunOptions const& options)
{
    auto const start = std::chrono::steady_clock::now();
    if (!options.report.empty()) check_report(options.report, options.force);
    auto const plan = make_plan(options.launch);
    std::optional<ResultsWriter> file;
    if (!options.output.empty()) file.emplace(options.output, options.force);

    SummaryRecorder summary;
    ReportRecorder series;
    std::vector<Recorder*> recorders = {&summary};
    if (!options.report.empty()) recorders.push_back(&series);
    if (file) recorders.push_back(&*file);  // it is finished once the timing is known
    RecorderTee recorder(recorders);
    SignalWatch const watch;
    EnsembleTiming twin_timing;  // the twin goes first: what is then finished is written at once
    auto const before_data = run_before_data(plan, options, &watch.interrupted(), twin_timing);
    EnsembleTiming timing;
    {
        ProgressReport progress(options.language, options.quiet);
        timing = run_ensemble(
            plan, recorder, options.threads, [&](double fraction) { progress.show(fraction); }, &watch.interrupted());
    }
    auto const measured = measures(timing);
    timing.loop_seconds += twin_timing.loop_seconds;
    timing.professional_months += twin_timing.professional_months;
    if (file) {
        file->set_timing(measured);
        if (before_data) file->set_prior(indicator_table(*before_data));
        file->finish();
    }
    double const whole = seconds_since(start);
    if (watch.interrupted() && timing.runs_done == 0) {
        say(options.language, {"Interrupted before a run was finished: there is nothing to keep.",
                               "Interrompu avant la fin d'une première simulation : rien à garder."});
        watch.stop();
    }
    if (!options.report.empty()) {
        auto identity = own_identity(plan);
        identity.file = options.output;
        identity.digest = file ? file->digest() : "";
        write_report(options.report, options.force,
                     report_page({&summary.summary(), before_data ? &*before_data : nullptr, &series.series(),
                                  observed_points(plan.territories.name), identity},
                                 options.language));
        fmt::print(stderr, "{} {}\n", Text{"Report:", "Rapport :"}.in(options.language), options.report);
    }
    if (file)
        fmt::print(stderr, "{} {} ({})\n", Text{"Results:", "Résultats :"}.in(options.language), options.output,
                   file->digest());
    fmt::print("{}\nspeed: {:.1f} million professional-months/s (monthly loop; {:.1f} whole run)\n",
               format_table(summary.summary(), before_data ? &*before_data : nullptr, options.language),
               timing.professional_months / timing.loop_seconds / 1e6, timing.professional_months / whole / 1e6);
    std::fflush(stdout);
    if (watch.interrupted()) watch.stop();
}

}  // namespace

void setup_run(Program& program)
{
    auto command = program.add("run", "Run scenarios, compare them with the first, print a table");
    auto const options = std::make_shared<RunOptions>();
    options->launch.replicates = 16;
    add_launch_options(command, options->launch);
    command.text("-o,--output", options->output, "Result file (netCDF-4)").shown_as("FILE.h5");
    command.text("--report", options->report, "Page to read, with charts (HTML)").shown_as("FILE.html");
    command.flag("--force", options->force, "Replace the result file and the report if they exist");
    command.whole("--replicates", options->launch.replicates, 1, 100000, "Replicates of each scenario")
        .shown_as("N")
        .with_default();
    command.threads(options->threads);
    command.flag("--quiet", options->quiet, "No progress on stderr");
    command.flag("--no-placebo", options->no_placebo, "Do not run a placebo twin of the reference beside");
    command
        .whole("--prior-replicates", options->prior_replicates, 0, 100000,
               "Beside draws from a posterior, at most so many from the priors, to show what the data changed")
        .shown_as("N")
        .with_default();
    command.language(options->language);
    command.run([options] {
        options->launch.placebo = !options->no_placebo;
        run_scenarios(*options);
    });
}

}  // namespace cptsim::app
