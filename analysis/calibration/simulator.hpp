// The simulator of a calibration: runs of all populations at many points, 16 side by side.
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "analysis/calibration/evaluation.hpp"
#include "analysis/calibration/targets.hpp"

namespace cptsim {

/// Synthetic people that evaluations take in turn: evaluation e has frame (e / 16) mod 4.
inline constexpr std::uint32_t kCalibrationFrames = 4;

/// First number of evaluations that are no part of the sampler: those of the screening, of the check of what is outside
/// the fit, and of predictions.
inline constexpr std::uint32_t kScreeningEvaluation = 1u << 29, kOutsideEvaluation = 3u << 28,
                               kPredictionEvaluation = 1u << 30;

/// A point at which populations are run.
struct CalibrationPoint {
    std::vector<double> parameters;  ///< in the order of parameter_fields()
    std::vector<double> operators;   ///< in the order of operator_fields()
    std::uint32_t evaluation = 0;    ///< address of the run's chance, as its replicate number; under 2^31
};

/// Sets the value of standard score z.
void set_score(CalibrationPoint&, Coordinate const&, double z);

/// The point of standard scores z [coordinate]; what is outside the fit is in the middle of its prior, and what has no
/// prior keeps its default.
[[nodiscard]] CalibrationPoint point_of(Calibration const&, std::span<double const> z, std::uint32_t evaluation);

/// A point drawn from the priors, of what is outside the fit too; `evaluation` addresses the draw too.
[[nodiscard]] CalibrationPoint prior_draw(Calibration const&, std::uint32_t evaluation);

/// Runs the calibration's scenario in all its populations and measures targets. What an evaluation gives depends on its
/// point and number alone: not on the others of its batch, nor on threads. Call it within with_threads().
class TargetSimulator {
  public:
    /// The targets' runs end in the December after the last of them. Keeps a reference to the calibration.
    TargetSimulator(Calibration const&, std::vector<CalibrationTarget>);
    ~TargetSimulator();
    TargetSimulator(TargetSimulator&&) noexcept;

    /// Values of the targets [point][target].
    [[nodiscard]] std::vector<std::vector<Measured>> values(std::span<CalibrationPoint const>);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// The simulator that the sampler asks for, over a TargetSimulator and the summaries of the same targets, both of which
/// must outlive it.
[[nodiscard]] Simulator make_simulator(Calibration const&, TargetSimulator&, Summaries const&);

}  // namespace cptsim
