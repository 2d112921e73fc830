// A calibration at work: the screening, then wave after wave, kept in a file.
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "analysis/calibration/calibration_store.hpp"
#include "analysis/calibration/simulator.hpp"
#include "sim/base/language.hpp"

namespace cptsim {

/// Fits the parameters of a calibration to its targets.
class Fit {
  public:
    /// Goes on with what `file` holds, where there is such a file. Throws InputError where it is of another calibration
    /// or could not be written. Keeps a reference to the calibration.
    Fit(Calibration const&, std::string file);
    Fit(Fit const&) = delete;
    Fit& operator=(Fit const&) = delete;

    /// Simulates one batch, before the first one also the check of what is outside the fit and the screening, and
    /// writes the file. Call it within with_threads(). Throws InputError where something outside changes a target.
    void step();
    [[nodiscard]] bool finished() const { return sampler_->finished(); }
    [[nodiscard]] CalibrationProgress progress() const { return {sampler_->state(), screening_}; }
    [[nodiscard]] Summaries const& summaries() const { return summaries_; }
    /// How many parameters are fitted.
    [[nodiscard]] std::string opening(Language) const;
    /// Lines on the last step: the time that remains at the mean pace since the first one; at the end of a wave, how
    /// well the emulator knows the simulator.
    [[nodiscard]] std::string status(Language) const;

  private:
    /// The first step of this launch.
    struct Beginning {
        std::chrono::steady_clock::time_point time;
        std::uint32_t evaluations;
    };
    Calibration const& calibration_;
    std::string file_;
    Summaries summaries_;
    TargetSimulator targets_;
    Simulator simulator_;
    std::optional<Screening> screening_;
    std::optional<Sampler> sampler_;
    std::optional<Beginning> begun_;
};

}  // namespace cptsim
