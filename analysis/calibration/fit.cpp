#include "analysis/calibration/fit.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <utility>

#include "analysis/calibration/outside.hpp"
#include "sim/base/text.hpp"
#include "sim/files/atomic_file.hpp"

namespace cptsim {
namespace {

SamplerOptions sampler_options(Calibration const& calibration, Summaries const& summaries)
{
    SamplerOptions options;
    options.dimensions = calibration.coordinates.size();
    options.summaries = summaries.labels().size();
    options.particles = static_cast<std::size_t>(calibration.method.particles);
    options.bounds = summaries.bounds();
    options.waves = calibration.method.waves;
    options.resimulated = static_cast<std::size_t>(calibration.method.resimulated);
    options.kept = static_cast<std::size_t>(calibration.method.kept);
    options.seed = calibration.seed;
    return options;
}

/// Simulations for each fitted parameter below which an emulator of slopes and some curvature hardly holds.
constexpr std::size_t kFewPerCoordinate = 10;
/// What the file holds of the calibration, or the beginning.
CalibrationProgress begun(Calibration const& calibration, SamplerOptions const& options, std::string const& file)
{
    bool const resumes = std::filesystem::exists(file);
    check_output(file, resumes);
    return resumes ? read_calibration_progress(file, calibration, options) : CalibrationProgress{};
}

Screening run_screening(Calibration const& calibration, Summaries const& summaries, Simulator const& simulator)
{
    ScreeningOptions options;
    options.dimensions = calibration.coordinates.size();
    options.summaries = summaries.labels().size();
    options.blocks = static_cast<std::size_t>(calibration.method.screening_blocks);
    options.seed = calibration.seed;
    options.first_evaluation = kScreeningEvaluation;
    std::vector<double> errors;
    for (std::size_t i = 0; i < options.summaries; ++i)
        errors.push_back(std::sqrt(summaries.covariance()[i * (options.summaries + 1)]));
    return screen(options, simulator(screening_design(options)), errors);
}

}  // namespace

Fit::Fit(Calibration const& calibration, std::string file)
    : calibration_(calibration),
      file_(std::move(file)),
      summaries_(make_targets(calibration, calibration.uses)),
      targets_(calibration, summaries_.targets()),
      simulator_(make_simulator(calibration, targets_, summaries_))
{
    auto const options = sampler_options(calibration, summaries_);
    auto progress = begun(calibration, options, file_);
    screening_ = std::move(progress.screening);
    sampler_.emplace(options, simulator_, std::move(progress.state));
}

void Fit::step()
{
    if (sampler_->state().evaluations == 0) check_outside(calibration_, targets_, summaries_.targets());
    if (!screening_ && calibration_.method.screening_blocks > 0)
        screening_ = run_screening(calibration_, summaries_, simulator_);
    if (!begun_) begun_ = Beginning{std::chrono::steady_clock::now(), sampler_->state().evaluations};
    sampler_->step();
    write_calibration(file_, calibration_, summaries_, progress());
}

std::string Fit::opening(Language language) const
{
    auto text = format(
        language,
        {"{} parameters are fitted, {} keep their priors\n", "{} paramètres ajustés, {} gardent leur loi a priori\n"},
        calibration_.coordinates.size(), calibration_.outside.size());
    auto const fitted = calibration_.coordinates.size();
    if (fitted > kManyCoordinates)
        text += format(language,
                       {"MORE THAN {} PARAMETERS ARE FITTED: the patterns cannot tell so many apart; fix some, or put "
                        "those without effect on any target outside\n",
                        "PLUS DE {} PARAMÈTRES AJUSTÉS : les motifs ne peuvent pas en distinguer autant ; fixez-en, "
                        "ou sortez de l'ajustement ceux qui n'agissent sur aucune cible\n"},
                       kManyCoordinates);
    auto const& method = calibration_.method;
    auto const seen = static_cast<std::size_t>(method.particles) * static_cast<std::size_t>((method.waves + 1) / 2);
    if (seen < kFewPerCoordinate * fitted || static_cast<std::size_t>(method.resimulated) < 2 * fitted)
        text += format(
            language,
            {"SMALL BUDGET: the last emulator learns {} parameters from {} simulations, and {} draws weigh the "
             "posterior ({} and {} at least to be relied on); more method.particles, waves, resimulated?\n",
             "PETIT BUDGET : le dernier émulateur apprend {} paramètres de {} simulations, et {} tirages pèsent le "
             "résultat ({} et {} au moins pour s'y fier) ; plus de method.particles, waves, resimulated ?\n"},
            fitted, seen, method.resimulated, kFewPerCoordinate * fitted, 2 * fitted);
    return text;
}

std::string Fit::status(Language language) const
{
    auto const& state = sampler_->state();
    double const spent = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_->time).count();
    double const left = spent / std::max(1u, state.evaluations - begun_->evaluations) * sampler_->evaluations_left();
    int const waves = calibration_.method.waves;
    auto const where =
        state.wave == waves
            ? std::string(Text{"last draws, simulated again", "derniers tirages, resimulés"}.in(language))
            : format(language, {"wave {} of {}", "vague {} sur {}"}, state.wave + 1, waves);
    auto text = format(language, {"{}, {} evaluations; {:.0f} min left\n", "{}, {} évaluations ; reste {:.0f} min\n"},
                       where, state.evaluations, left / 60);
    if (state.next_particle > 0 || state.finished) return text;
    return text +
           format(language,
                  {"  the emulator leaves {:.2f} declared variances; surprise {:.2f}, shift {:.2f}; {:.0f} "
                   "implausible points left out\n",
                   "  l'émulateur laisse {:.2f} variances déclarées ; surprise {:.2f}, déplacement {:.2f} ; {:.0f} "
                   "points peu plausibles écartés\n"},
                  state.trace.left_variance.back(), state.trace.surprise.back(), state.trace.shift.back(),
                  state.trace.implausible.back());
}

}  // namespace cptsim
