#include "analysis/calibration/fit.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <utility>

#include "sim/base/text.hpp"
#include "sim/files/atomic_file.hpp"

namespace cptsim {
namespace {

/// What the file holds of the calibration, or the beginning.
CalibrationProgress begun(Calibration const& calibration, std::string const& file)
{
    bool const resumes = std::filesystem::exists(file);
    check_output(file, resumes);
    return resumes ? read_calibration_progress(file, calibration) : CalibrationProgress{};
}

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

}  // namespace

Fit::Fit(Calibration const& calibration, std::string file)
    : calibration_(calibration),
      file_(std::move(file)),
      summaries_(make_targets(calibration, calibration.uses)),
      targets_(calibration, summaries_.targets()),
      simulator_(make_simulator(calibration, targets_, summaries_))
{
    auto progress = begun(calibration, file_);
    screening_ = std::move(progress.screening);
    sampler_.emplace(sampler_options(calibration, summaries_), simulator_, std::move(progress.state));
}

void Fit::step()
{
    if (!screening_ && calibration_.method.screening_blocks > 0)
        screening_ = run_screening(calibration_, summaries_, simulator_);
    if (!begun_) begun_ = Beginning{std::chrono::steady_clock::now(), sampler_->state().evaluations};
    sampler_->step();
    write_calibration(file_, calibration_, summaries_, progress());
}

std::string Fit::status(Language language) const
{
    auto const& state = sampler_->state();
    double const spent = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_->time).count();
    double const left = spent / std::max(1u, state.evaluations - begun_->evaluations) * sampler_->evaluations_left();
    int const waves = calibration_.method.waves;
    auto text = format(
        language,
        {"wave {} of {}, {} evaluations; {:.0f} min left\n", "vague {} sur {}, {} évaluations ; reste {:.0f} min\n"},
        std::min(state.wave + 1, waves), waves, state.evaluations, left / 60);
    if (state.next_particle > 0) return text;
    return text + format(language,
                         {"  the emulator leaves {:.2f} declared variances; surprise {:.2f}, shift {:.2f}\n",
                          "  l'émulateur laisse {:.2f} variances déclarées ; surprise {:.2f}, déplacement {:.2f}\n"},
                         state.trace.left_variance.back(), state.trace.surprise.back(), state.trace.shift.back());
}

}  // namespace cptsim
