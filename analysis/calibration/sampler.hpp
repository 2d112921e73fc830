// Calibration in waves: simulate, emulate, draw from what the emulator believes, simulate there; weigh the last draws.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "analysis/calibration/evaluation.hpp"
#include "analysis/calibration/final_check.hpp"

namespace cptsim {

struct SamplerOptions {
    std::size_t dimensions = 0;       ///< of z
    std::size_t summaries = 0;        ///< residuals of each evaluation
    std::vector<std::size_t> bounds;  ///< summaries that are upper bounds (Emulator)
    std::size_t particles = 400;
    int waves = 12;
    std::size_t resimulated = 800;  ///< draws of the last emulator that are simulated once more, and weighted
    std::size_t kept = 400;         ///< draws of the posterior that are resampled from these
    int chain_steps = 40;           ///< of each particle's chain between waves
    std::size_t batch = 128;        ///< evaluations of a step at most
    std::uint64_t seed = 1;
};

/// An evaluation at a point of a greater implausibility (Emulator) is left out of the fit.
inline constexpr double kImplausible = 3;

/// One row for each finished wave; the first is the draw from the prior.
struct SamplerTrace {
    std::vector<double> evaluations;    ///< spent until its end
    std::vector<double> left_variance;  ///< Emulator::left_variance() after it
    std::vector<double> implausible;    ///< evaluations of the waves of its fit that were left out of it
    /// Mean square of how far its simulations fell from what the emulator before expected, over the variance that the
    /// emulator had left: 1 where that knew what it did not know. NaN for the first.
    std::vector<double> surprise;
    /// Root mean square over z of how far the mean of the particles moves after it, in their standard deviations.
    std::vector<double> shift;
};

/// All that a resume needs beside the same options and simulator.
struct SamplerState {
    std::int32_t wave = 0;            ///< that is being simulated; after the last one, the draws simulated once more
    std::uint64_t next_particle = 0;  ///< the first of the wave that has yet to be simulated
    std::uint32_t evaluations = 0;    ///< spent
    std::int32_t finished = 0;        ///< 1: z is the posterior
    std::vector<double> z;            ///< [particle, dimension]: points of the wave, or the posterior
    std::vector<double> scores;       ///< [evaluation, dimension]
    std::vector<double> residuals;    ///< [evaluation, summary]
    std::vector<double> waves;        ///< [evaluation]: the wave of each
    SamplerTrace trace;
    FinalCheck check;  ///< once finished
};

/// What of a state cannot be one of these options, "" where all can: how many there are of everything, and that they
/// are numbers.
[[nodiscard]] std::string fault_of(SamplerState const&, SamplerOptions const&);

/// Calls f(name, member) for each member of a state: to write, read or compare it.
template <class State, class F>
void visit_members(State& state, F&& f)
{
    f("wave", state.wave), f("next_particle", state.next_particle), f("evaluations", state.evaluations);
    f("finished", state.finished), f("z", state.z), f("scores", state.scores);
    f("residuals", state.residuals), f("waves", state.waves), f("trace_evaluations", state.trace.evaluations);
    f("trace_left_variance", state.trace.left_variance), f("trace_implausible", state.trace.implausible);
    f("trace_surprise", state.trace.surprise), f("trace_shift", state.trace.shift);
    f("check_log_weights", state.check.log_weights), f("check_effective_size", state.check.effective_size);
    f("check_shift", state.check.shift), f("check_mean", state.check.mean), f("check_deviation", state.check.deviation);
    f("check_kurtosis", state.check.kurtosis), f("check_outside", state.check.outside);
    f("check_distance", state.check.distance);
}

/// Samples z from N(0, I) times the likelihood of the observations, for a simulator whose summaries at a point are
/// about normal: a synthetic likelihood (Wood 2010; Price et al. 2018), with mean and covariance from an emulator
/// (Emulator) instead of replicates at each point. Each wave simulates the particles once, fits the emulator to the
/// later half of all waves, and draws the particles of the next wave from the posterior that it gives, as history
/// matching does (Craig et al. 1997; Vernon, Goldstein & Bower 2010): what the emulator does not know yet widens its
/// likelihood, so the first waves are wide. Evaluations at implausible points are left out of a fit, judged by what the
/// emulator of them all expects there and not by what they gave, which would choose among lucky ones.
///
/// The draws of the last emulator are simulated once more. What these simulations say of it is the check; the emulator
/// that has seen them too gives the weights with which the posterior is resampled: its likelihood at each draw, by what
/// all evaluations but the draw's own say of it, over that of the last emulator. So no draw weighs more because its one
/// simulation was lucky. docs/decisions/0017-bounds-weights-and-dead-worlds.md
///
/// The result is the same to the bit for any number of threads and however often it was resumed. It may differ between
/// processors, by libm and the vector width of linear algebra.
class Sampler {
  public:
    /// Throws InputError for options that cannot be, std::logic_error for a state that is not of these options.
    Sampler(SamplerOptions, Simulator, SamplerState = {});

    /// Simulates one batch. Throws std::logic_error if the simulator returns what was not asked for, or a residual that
    /// is no finite number.
    void step();
    [[nodiscard]] bool finished() const { return state_.finished != 0; }
    [[nodiscard]] SamplerState const& state() const { return state_; }
    [[nodiscard]] std::uint32_t evaluations_left() const;

  private:
    [[nodiscard]] std::size_t points() const;  ///< of the wave
    void finish_wave();
    void finish();

    SamplerOptions options_;
    Simulator simulate_;
    SamplerState state_;
};

}  // namespace cptsim
