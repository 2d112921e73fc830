// cptsim run SCENARIO...: runs an ensemble, writes the result file, prints the table.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <vector>

#include "analysis/effects/effects.hpp"
#include "analysis/effects/table.hpp"
#include "analysis/report/page.hpp"
#include "analysis/report/small_cells.hpp"
#include "analysis/report/stored_report.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/progress.hpp"
#include "app/signals.hpp"
#include "sim/files/atomic_file.hpp"
#include "sim/input/launch.hpp"
#include "sim/results/results_writer.hpp"
#include "sim/run/progress_meter.hpp"

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
    int least_persons = 0;
    int threads = 0;
    Language language{};
};

/// The file as one of the recorders of a launch: its owner finishes it, once the timing is known.
class LeaveOpen final : public Recorder {
  public:
    explicit LeaveOpen(ResultsWriter& file) : file_(file) {}
    void begin(Plan const& plan) override { file_.begin(plan); }
    void write(Run const& run, Observation const& observation) override { file_.write(run, observation); }
    void finish() override {}

  private:
    ResultsWriter& file_;
};

/// Files that decide a launch, none of which an output may replace.
std::vector<std::string> inputs_of(Plan const& plan, LaunchOptions const& options)
{
    std::vector<std::string> files = {plan.territories.file};
    for (auto const& scenario : plan.scenarios) files.insert(files.end(), scenario.files.begin(), scenario.files.end());
    if (auto const sample = find_sample(options.parameters)) files.push_back(sample->file);
    return files;
}

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

/// A launch: its runs, and what is made of them.
class Launch {
  public:
    explicit Launch(RunOptions const& options) : options_(options), language_(options.language)
    {
        if (!options.report.empty()) check_report(options.report, options.force);
        plan_ = make_plan(options.launch);
        check_outputs({{options.output, OutputKind::hdf5}, {options.report, OutputKind::page}},
                      inputs_of(plan_, options.launch), options.force);
        if (!options.output.empty()) file_.emplace(options.output, options.force);
    }

    void run()
    {
        auto const interrupted = [&] { return SignalWatch::interrupted().load(); };
        EnsembleTiming twin;  // the twin goes first: what is then finished is written at once
        if (int const replicates = prior_replicates(); replicates > 0) {
            SummaryRecorder before;
            twin = run_ensemble_of(prior_twin(plan_, replicates), before);
            if (interrupted())
                twin = {};
            else
                before_data_ = before.summary();
        }
        Recorders recorders;
        recorders.add(summary_);
        if (!options_.report.empty()) recorders.add(series_);
        std::optional<LeaveOpen> open;
        if (file_) recorders.add(open.emplace(*file_));
        auto const timing = run_ensemble_of(plan_, recorders);
        finish_file(timing);
        double const whole = seconds_since(start_);
        if (interrupted() && timing.runs_done == 0) {
            say(language_, {"Interrupted before a run was finished: there is nothing to keep.",
                            "Interrompu avant la fin d'une première simulation : rien à garder."});
            SignalWatch::stop();
        }
        if (!options_.report.empty()) report();
        if (file_)
            fmt::print(stderr, "{} {} ({})\n", Text{"Results:", "Résultats :"}.in(language_), options_.output,
                       file_->digest());
        double const months = timing.professional_months + twin.professional_months;
        fmt::print("{}\nspeed: {:.1f} million professional-months/s (monthly loop; {:.1f} whole run)\n",
                   format_table(summary_.summary(), prior(), language_),
                   months / (timing.loop_seconds + twin.loop_seconds) / 1e6, months / whole / 1e6);
        std::fflush(stdout);
        if (interrupted()) SignalWatch::stop();
    }

  private:
    /// Replicates of the same launch with parameters from the priors, beside one with those of a posterior.
    [[nodiscard]] int prior_replicates() const
    {
        if (plan_.parameter_source != ParameterSource::posterior || SignalWatch::interrupted()) return 0;
        return std::min(options_.prior_replicates, plan_.replicates);
    }
    [[nodiscard]] Summary const* prior() const { return before_data_ ? &*before_data_ : nullptr; }

    EnsembleTiming run_ensemble_of(Plan const& plan, Recorder& recorder)
    {
        ProgressReport progress(language_, options_.quiet);
        return run_ensemble(
            plan, recorder, options_.threads, [&](double fraction) { progress.show(fraction); },
            &SignalWatch::interrupted());
    }

    void finish_file(EnsembleTiming const& timing)
    {
        if (!file_) return;
        file_->set_timing(measures(timing));
        if (before_data_) file_->set_prior(indicator_table(*before_data_));
        file_->finish();
    }

    void report()
    {
        auto identity = own_identity(plan_);
        identity.file = options_.output;
        identity.digest = file_ ? file_->digest() : "";
        write_report(options_.report, options_.force,
                     report_page({&summary_.summary(), prior(), &series_.series(),
                                  observed_points(plan_.territories.name), identity, options_.least_persons},
                                 language_));
        if (options_.least_persons > 0) fmt::print(stderr, "{}\n", small_cell_words(options_.least_persons, language_));
        fmt::print(stderr, "{} {}\n", Text{"Report:", "Rapport :"}.in(language_), options_.report);
    }

    SignalWatch const watch_;  // from the first moment on: whoever stops a launch that reads has its words and status
    Clock::time_point start_ = Clock::now();
    RunOptions const& options_;
    Language language_;
    Plan plan_;
    std::optional<ResultsWriter> file_;
    SummaryRecorder summary_;
    ReportRecorder series_;
    std::optional<Summary> before_data_;
};

}  // namespace

void setup_run(Program& program)
{
    auto command = program.add("run", "Run scenarios, compare them with the first, print a table");
    auto const options = std::make_shared<RunOptions>();
    options->launch.replicates = 16;
    add_launch_options(command, options->launch);
    command.text("-o,--output", options->output, "Result file (netCDF-4)").shown_as("FILE.h5");
    command.text("--report", options->report, "Page to read, with charts (HTML)").shown_as("FILE.html");
    add_mask(command, options->least_persons);
    command.flag("--force", options->force, "Replace the result file and the report if they exist");
    command.whole("--replicates", options->launch.replicates, 1, 100000, "Replicates of each scenario")
        .shown_as("N")
        .with_default();
    command.threads(options->threads);
    command.flag("--quiet", options->quiet, "No progress on stderr");
    command.flag("--no-placebo", options->no_placebo, "Do not add a placebo twin of the reference");
    command
        .whole("--prior-replicates", options->prior_replicates, 0, 100000,
               "With a posterior, also run at most this many replicates from the priors, to show what the data changed")
        .shown_as("N")
        .with_default();
    command.language(options->language);
    command.run([options] {
        options->launch.placebo = !options->no_placebo;
        Launch(*options).run();
    });
}

}  // namespace cptsim::app
