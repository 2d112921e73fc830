// cptsim run SCENARIO...: runs an ensemble, writes the result file, prints the answer.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "analysis/effects/answer_text.hpp"
#include "analysis/effects/effects.hpp"
#include "analysis/effects/precision.hpp"
#include "analysis/effects/table.hpp"
#include "analysis/report/answer_json.hpp"
#include "analysis/report/page.hpp"
#include "analysis/report/policy_words.hpp"
#include "analysis/report/small_cells.hpp"
#include "analysis/report/stored_report.hpp"
#include "analysis/sweep/run_store.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/prior_cache.hpp"
#include "app/progress.hpp"
#include "app/signals.hpp"
#include "sim/base/error.hpp"
#include "sim/base/text.hpp"
#include "sim/files/atomic_file.hpp"
#include "sim/files/text_file.hpp"
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
    std::string table;
    std::string format;
    std::string keep;                    ///< folder for finished runs
    std::vector<std::string> precision;  ///< "active@2029-12: 0.2"
    bool force = false;
    bool quiet = false;
    bool no_placebo = false;
    int prior_replicates = kPriorReplicates;
    bool no_cache = false;
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
std::vector<std::string> inputs_of(Plan const& plan, RunOptions const& options)
{
    std::vector<std::string> files = {plan.territories.file, options.keep};
    for (auto const& scenario : plan.scenarios) files.insert(files.end(), scenario.files.begin(), scenario.files.end());
    if (auto const sample = find_sample(options.launch.parameters)) files.push_back(sample->file);
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
        require_one_answer();
        if (!options.report.empty()) (void)shipped_file("data/observed.csv");  // before the runs, not after them
        plan_ = make_plan(options.launch);
        check_outputs({{options.output, OutputKind::hdf5}, {options.report, OutputKind::page}},
                      inputs_of(plan_, options), options.force);
        aims_ = parse_precision(options.precision);
        require_reached(aims_, plan_.end_month);
        if (!options.keep.empty() || !aims_.empty()) store_.emplace(options.keep, plan_);
        if (!options.output.empty()) file_.emplace(options.output, options.force);
    }

    void run()
    {
        auto const interrupted = [&] { return SignalWatch::interrupted().load(); };
        auto const stored = fill_store();
        EnsembleTiming twin;  // the twin goes first: what is then finished is written at once
        if (int const replicates = prior_replicates(); replicates > 0) twin = run_twin(prior_twin(plan_, replicates));
        Recorders recorders;
        recorders.add(summary_);
        if (!options_.report.empty()) recorders.add(series_);
        std::optional<LeaveOpen> open;
        if (file_) recorders.add(open.emplace(*file_));
        auto const timing = store_ ? stored
                                   : run_ensemble_of(plan_, recorders,
                                                     before_data_ ? Text{"calibrated runs", "simulations calées"}
                                                                  : Text{"runs", "simulations"});
        if (store_) store_->replay(plan_, recorders, options_.threads);
        finish_file(timing);
        double const whole = seconds_since(start_);
        if (interrupted() && summary_.summary().runs_done() == 0) {
            say(language_, {"Interrupted before a run was finished: there is nothing to keep.",
                            "Interrompu avant la fin d'une première simulation : rien à garder."});
            SignalWatch::stop();
        }
        if (!options_.report.empty()) report();
        if (file_)
            fmt::print(stderr, "{} {} ({})\n", Text{"Results:", "Résultats :"}.in(language_), options_.output,
                       file_->digest());
        double const months = timing.professional_months + twin.professional_months;
        if (is_json())
            fmt::print("{}", json());
        else
            fmt::print(is_standard_output(options_.report) ? stderr : stdout,
                       "{}speed: {:.1f} million professional-months/s (monthly loop; {:.1f} whole run)\n", text(),
                       months / std::max(1e-9, timing.loop_seconds + twin.loop_seconds) / 1e6, months / whole / 1e6);
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

    /// The prior twin, or what an earlier launch kept of it.
    EnsembleTiming run_twin(Plan const& twin)
    {
        std::optional<PriorCache> cache;
        if (!options_.no_cache) before_data_ = cache.emplace(twin).find();
        if (before_data_) return {};
        SummaryRecorder before(SummaryDates::table_and_end);
        auto const timing = run_ensemble_of(twin, before, {"runs from the priors", "simulations non calées"});
        if (SignalWatch::interrupted()) return {};
        before_data_ = before.summary();
        if (cache) cache->keep(*before_data_);
        return timing;
    }

    EnsembleTiming run_ensemble_of(Plan const& plan, Recorder& recorder, Text what)
    {
        ProgressReport progress(language_, options_.quiet, what.in(language_));
        return run_ensemble(
            plan, recorder, options_.threads, [&](double fraction) { progress.show(fraction); },
            &SignalWatch::interrupted());
    }

    [[nodiscard]] bool is_json() const { return options_.format == "json"; }

    /// Refuses two answers at one place.
    void require_one_answer() const
    {
        if (is_json() && !options_.table.empty())
            throw InputError(Text{"--table is of words (JSON has the answer, its table and the budget) leave it out?",
                                  "--table est pour le texte (le JSON a la réponse, sa table et le budget) l'ôter ?"});
        if (is_json() && is_standard_output(options_.report))
            throw InputError(Text{"--report - and --format json would both write to standard output a file for one?",
                                  "--report - et --format json écriraient tous deux sur la sortie standard un fichier "
                                  "pour l'un ?"});
    }

    [[nodiscard]] std::string json() const
    {
        LaunchFacts const facts{static_cast<int>(planned_runs(plan_).size()), options_.output,
                                file_ ? file_->digest() : ""};
        return answer_json(make_answer(summary_.summary(), prior(), language_), summary_.summary(), facts, language_);
    }

    /// What was asked for: the answer, the table of all indicators, or the budget.
    [[nodiscard]] std::string text() const
    {
        if (options_.table == "full") return format_table(summary_.summary(), prior(), language_);
        auto answer = make_answer(summary_.summary(), prior(), language_);
        say_measures(answer, plan_, language_);
        return options_.table == "money" ? format_budget(answer, language_) : format_answer(answer, language_);
    }

    /// Runs what the store lacks: of the launch or, where a precision is asked for, of as few replicates as have it.
    EnsembleTiming fill_store()
    {
        if (!store_) return {};
        if (aims_.empty()) return fill(plan_);
        auto const whole = std::exchange(plan_, {});
        EnsembleTiming total;
        PrecisionState state;
        for (int const replicates : precision_batches(whole.replicates)) {
            plan_ = with_replicates(whole, replicates);
            add(total, fill(plan_));
            if (SignalWatch::interrupted()) return total;
            AimRecorder aims(aims_);
            store_->replay(plan_, aims, options_.threads);
            state = aims.state();
            if (state.met || is_out_of_reach(state, whole.replicates)) break;
        }
        if (!state.met) refuse_precision(state, plan_.replicates, whole.replicates);
        fmt::print(stderr, "{}",
                   format(language_,
                          {"precision met with {} replicates (widest: ±{} for {})\n",
                           "précision atteinte avec {} simulations (la plus large : ±{} pour {})\n"},
                          plan_.replicates, format_number(state.half_width, 3, language_), state.scenario));
        return total;
    }

    EnsembleTiming fill(Plan const& plan)
    {
        ProgressReport progress(language_, options_.quiet, Text{"runs", "simulations"}.in(language_));
        return store_->fill(
            plan, options_.threads, [&](double fraction) { progress.show(fraction); }, &SignalWatch::interrupted());
    }

    static void add(EnsembleTiming& total, EnsembleTiming const& one)
    {
        total.wall_seconds += one.wall_seconds;
        total.synthesis_seconds += one.synthesis_seconds;
        total.loop_seconds += one.loop_seconds;
        total.professional_months += one.professional_months;
        total.runs_done += one.runs_done;
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
        write_output(options_.report, options_.force,
                     report_page({&summary_.summary(), prior(), &series_.series(),
                                  observed_points(plan_.territories.name), identity, options_.least_persons},
                                 language_));
        if (options_.least_persons > 0) fmt::print(stderr, "{}\n", small_cell_words(options_.least_persons, language_));
        if (!is_standard_output(options_.report))
            fmt::print(stderr, "{} {}\n", Text{"Report:", "Rapport :"}.in(language_), options_.report);
    }

    Clock::time_point start_ = Clock::now();
    RunOptions const& options_;
    Language language_;
    Plan plan_;
    std::vector<PrecisionAim> aims_;
    std::optional<RunStore> store_;
    std::optional<ResultsWriter> file_;
    SummaryRecorder summary_;
    ReportRecorder series_;
    std::optional<Summary> before_data_;
};

}  // namespace

void setup_run(Program& program)
{
    auto command = program.add("run", {"Run scenarios, compare them with the first, print the answer",
                                       "Simule des scénarios, les compare au premier, affiche la réponse"});
    auto const options = std::make_shared<RunOptions>();
    options->launch.replicates = kLaunchReplicates;
    add_launch_options(command, options->launch);
    command.text("-o,--output", options->output, {"Result file (netCDF-4)", "Fichier de résultats (netCDF-4)"})
        .shown_as("FILE.h5");
    command
        .text("--report", options->report, {"Page to read, with charts (HTML)", "Page à lire, avec graphiques (HTML)"})
        .shown_as("FILE.html");
    command
        .text("--table", options->table,
              {"What is printed: the answer, the table of all indicators, or the budget",
               "Ce qui est affiché : la réponse (answer), tous les indicateurs (full) ou le budget (money)"})
        .one_of({"answer", "full", "money"})
        .default_is("answer");
    command.text("--format", options->format, {"In words, or as JSON", "En clair, ou en JSON"})
        .one_of({"words", "json"})
        .default_is("words");
    add_mask(command, options->least_persons);
    command.flag("--force", options->force,
                 {"Replace the result file and the report if they exist",
                  "Remplace le fichier de résultats et le rapport s'ils existent"});
    command
        .whole("--replicates", options->launch.replicates, 1, 100000,
               {"Replicates of each scenario", "Nombre de simulations de chaque scénario"})
        .shown_as("N")
        .with_default();
    command
        .texts("--precision", options->precision,
               {"As few replicates as tell effects to this much, --replicates at most: \"active@2029-12: 0.2\"; "
                "repeatable",
                "Aussi peu de simulations qu'il en faut pour connaître les effets à cette précision, --replicates au "
                "plus : \"active@2029-12: 0.2\" ; répétable"})
        .shown_as("\"NAME@YYYY-MM: X\"")
        .repeatable();
    command
        .text("--keep", options->keep,
              {"Keep finished runs in a folder: the same launch, or a longer one, goes on",
               "Garde les simulations finies dans un dossier : le même lancement, ou un plus long, en repart"})
        .shown_as("DIR");
    command.threads(options->threads);
    command.flag("--quiet", options->quiet, {"No progress on stderr", "N'affiche pas l'avancement (sur stderr)"});
    command.flag("--no-placebo", options->no_placebo,
                 {"Do not add a placebo twin of the reference", "N'ajoute pas de jumeau placebo de la référence"});
    command
        .whole(
            "--prior-replicates", options->prior_replicates, 0, 100000,
            {"With a posterior, also run at most this many replicates from the priors, to show what the data changed",
             "Après calage, lance aussi au plus ce nombre de simulations non calées, pour montrer ce que les données "
             "ont changé"})
        .shown_as("N")
        .with_default();
    command.flag("--no-cache", options->no_cache,
                 {"Neither use nor keep what replicates from the priors gave",
                  "Ne garde ni ne reprend ce qu'ont donné les simulations non calées"});
    command.language(options->language);
    command.run([options] {
        options->launch.placebo = !options->no_placebo;
        Launch(*options).run();
    });
}

}  // namespace cptsim::app
