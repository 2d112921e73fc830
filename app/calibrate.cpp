// cptsim calibrate CALIBRATION.toml: fits the parameters to the observed patterns, or goes on with a file begun before.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <memory>

#include "analysis/calibration/calibration_file.hpp"
#include "analysis/calibration/calibration_store.hpp"
#include "analysis/calibration/coordinates.hpp"
#include "analysis/calibration/identifiability.hpp"
#include "analysis/calibration/simulator.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/signals.hpp"
#include "sim/base/parallel.hpp"
#include "sim/base/text.hpp"
#include "sim/files/atomic_file.hpp"

namespace cptsim::app {
namespace {

constexpr double kSurprising = 1.25;  ///< surprise over which the last wave has not settled
constexpr double kMoving = 2;         ///< shift over which it has not, in that of independent draws of one posterior
constexpr double kFailing = 0.05;     ///< share of failed simulations that is more than an accident

struct CalibrateOptions {
    std::string calibration, output, sample;
    int threads = 0;
    bool quiet = false;
    Language language{};
};

SamplerOptions sampler_options(Calibration const& calibration, Summaries const& summaries)
{
    SamplerOptions options;
    options.dimensions = calibration.coordinates.size();
    options.summaries = summaries.labels().size();
    options.particles = static_cast<std::size_t>(calibration.method.particles);
    options.waves = calibration.method.waves;
    options.seed = static_cast<std::uint64_t>(calibration.seed);
    return options;
}

/// A line after each batch, with the time that remains at the mean pace of this launch.
class Report {
  public:
    Report(CalibrateOptions const& options, int waves, std::uint32_t evaluations)
        : options_(options), waves_(waves), first_(evaluations)
    {
    }
    void show(Sampler const& sampler)
    {
        auto const& state = sampler.state();
        if (options_.quiet) return;
        double const spent = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
        double const left = spent / std::max(1u, state.evaluations - first_) * sampler.evaluations_left();
        fmt::print(stderr, "{}",
                   format(options_.language,
                          {"wave {} of {}, {} evaluations; {:.0f} min left\n",
                           "vague {} sur {}, {} évaluations ; reste {:.0f} min\n"},
                          std::min(state.wave + 1, waves_), waves_, state.evaluations, left / 60));
        if (state.next_particle == 0)
            fmt::print(stderr, "{}",
                       format(options_.language,
                              {"  the emulator leaves {:.2f} declared variances; surprise {:.2f}, shift {:.2f}\n",
                               "  l'émulateur laisse {:.2f} variances déclarées ; surprise {:.2f}, déplacement "
                               "{:.2f}\n"},
                              state.trace.left_variance.back(), state.trace.surprise.back(), state.trace.shift.back()));
        std::fflush(stderr);
    }

  private:
    CalibrateOptions const& options_;
    int waves_;
    std::uint32_t first_;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

Screening run_screening(Calibration const& calibration, Summaries const& summaries, Simulator const& simulator)
{
    ScreeningOptions options;
    options.dimensions = calibration.coordinates.size();
    options.summaries = summaries.labels().size();
    options.blocks = static_cast<std::size_t>(calibration.method.screening_blocks);
    options.seed = static_cast<std::uint64_t>(calibration.seed);
    options.first_evaluation = kScreeningEvaluation;
    std::vector<double> errors;
    for (std::size_t i = 0; i < options.summaries; ++i)
        errors.push_back(std::sqrt(summaries.covariance()[i * (options.summaries + 1)]));
    return screen(options, simulator(screening_design(options)), errors);
}

void print_screening(Calibration const& calibration, Screening const& screening, Language language)
{
    fmt::print("{}\n", Text{"Screening: strength of each parameter, in declared errors of the summaries",
                            "Criblage : poids de chaque paramètre, en erreurs déclarées des résumés"}
                           .in(language));
    for (auto const i : screening.ranking)
        fmt::print("  {:<44} {:>8} ± {}\n", calibration.coordinates[i].path,
                   format_number(screening.strength[i], 1, language),
                   format_number(screening.strength_error[i], 1, language));
    fmt::print("  {:<44} {:>8}\n", Text{"(chance alone)", "(hasard seul)"}.in(language),
               format_number(screening.chance(), 1, language));
}

/// Posterior against prior of each parameter, the most contracted first.
void print_posterior(Calibration const& calibration, SamplerState const& state, Language language)
{
    auto const n = static_cast<std::size_t>(calibration.method.particles);
    auto const found = identify(state.z, std::vector<double>(n, 1.0));
    std::vector<std::size_t> order(found.marginals.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return found.marginals[a].contraction > found.marginals[b].contraction;
    });
    fmt::print("{}\n", Text{"Posterior: median [5 %, 95 %], contraction of the variance (in the prior's normal scores)",
                            "A posteriori : médiane [5 %, 95 %], contraction de la variance (scores normaux)"}
                           .in(language));
    for (auto const i : order) {
        auto const& c = calibration.coordinates[i];
        auto const& m = found.marginals[i];
        fmt::print("  {:<44} {:>9.4g} [{:.4g}, {:.4g}]  {} %{}\n", c.path, value_of(c, m.median), value_of(c, m.low),
                   value_of(c, m.high), format_number(100 * m.contraction, 0, language),
                   m.contraction < kLeastContraction
                       ? Text{"  driven by assumption", "  relève de l'hypothèse"}.in(language)
                       : "");
    }
}

void finish(CalibrateOptions const& options, Calibration const& calibration, CalibrationProgress const& progress)
{
    auto const& state = progress.state;
    if (progress.screening) print_screening(calibration, *progress.screening, options.language);
    print_posterior(calibration, state, options.language);
    auto const number = [&](double x) { return format_number(x, 2, options.language); };
    fmt::print(
        "{}",
        format(options.language,
               {"{} evaluations ({} failed). The emulator leaves {} declared variances of chance and lack "
                "of fit; surprise of the last wave {} (1: it knows what it does not know); it moved the means by {} "
                "deviations.\n",
                "{} évaluations (dont {} en échec). L'émulateur laisse {} variances déclarées de hasard et "
                "d'inadéquation ; surprise de la dernière vague {} (1 : il sait ce qu'il ignore) ; déplacement {}.\n"},
               state.evaluations, state.failures, number(state.trace.left_variance.back()),
               number(state.trace.surprise.back()), number(state.trace.shift.back())));
    double const noise = std::sqrt(2.0 / calibration.method.particles);
    if (state.failures > kFailing * state.evaluations)
        fmt::print("{}",
                   Text{"Many simulations failed; the posterior is that of the others, and knows nothing of them.\n",
                        "Beaucoup de simulations en échec ; l'a posteriori est celui des autres, et ignore les "
                        "premières.\n"}
                       .in(options.language));
    if (!(state.trace.surprise.back() < kSurprising && state.trace.shift.back() < kMoving * noise))
        fmt::print("{}",
                   Text{"Not settled: the emulator is surprised, or the posterior still moves; more method.waves?\n",
                        "Pas stabilisé : l'émulateur est surpris, ou l'a posteriori bouge encore ; plus de "
                        "method.waves ?\n"}
                       .in(options.language));
    if (options.sample.empty()) return;
    AtomicFile file(options.sample, true);
    file.write(sample_csv(posterior_sample(calibration, state)));
    file.commit();
}

void calibrate(CalibrateOptions const& options)
{
    auto const calibration = read_calibration(options.calibration);
    Summaries const summaries(make_targets(calibration, calibration.uses));
    bool const resumes = std::filesystem::exists(options.output);
    check_output(options.output, resumes);
    CalibrationProgress progress;
    if (resumes) progress = read_calibration_progress(options.output, calibration);

    SignalWatch const watch;
    TargetSimulator targets(calibration, summaries.targets());
    auto const simulator = make_simulator(calibration, targets, summaries);
    if (!progress.screening && calibration.method.screening_blocks > 0)
        progress.screening = run_screening(calibration, summaries, simulator);
    Sampler sampler(sampler_options(calibration, summaries), simulator, std::move(progress.state));
    Report report(options, calibration.method.waves, sampler.state().evaluations);
    while (!sampler.finished()) {
        sampler.step();
        progress.state = sampler.state();
        write_calibration(options.output, calibration, summaries, progress);
        report.show(sampler);
        if (watch.interrupted()) watch.stop();
    }
    progress.state = sampler.state();
    finish(options, calibration, progress);
}

}  // namespace

void setup_calibrate(Program& program)
{
    auto command = program.add("calibrate", "Fit the parameters to observed patterns; goes on where it was stopped");
    auto const options = std::make_shared<CalibrateOptions>();
    command.text("CALIBRATION", options->calibration, "Calibration file, or \"calibration\" for the shipped one")
        .required();
    command.text("-o,--output", options->output, "File of the calibration (netCDF-4), written after each batch")
        .shown_as("FILE.h5")
        .required();
    command.text("--sample", options->sample, "Write the posterior, when it is reached, as a table of draws")
        .shown_as("FILE.csv");
    command.threads(options->threads);
    command.flag("--quiet", options->quiet, "No progress on stderr");
    command.language(options->language);
    command.run([options] { with_threads(options->threads, [&] { calibrate(*options); }); });
}

}  // namespace cptsim::app
