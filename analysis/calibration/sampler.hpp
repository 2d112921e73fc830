// Calibration in waves: simulate, emulate, draw from what the emulator believes, simulate there.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/calibration/evaluation.hpp"

namespace cptsim {

struct SamplerOptions {
    std::size_t dimensions = 0;  ///< of z
    std::size_t summaries = 0;   ///< residuals of each evaluation
    std::size_t particles = 400;
    int waves = 12;
    int chain_steps = 40;     ///< of each particle's chain between waves
    std::size_t batch = 128;  ///< evaluations of a step at most
    std::uint64_t seed = 1;
};

/// One row for each finished wave; the first is the draw from the prior.
struct SamplerTrace {
    std::vector<double> evaluations;    ///< spent until its end
    std::vector<double> left_variance;  ///< Emulator::left_variance() after it
    /// Mean square of how far its simulations fell from what the emulator before expected, over the variance that the
    /// emulator had left: 1 where that knew what it did not know. NaN for the first.
    std::vector<double> surprise;
    /// Root mean square over z of how far the mean of the particles moves after it, in their standard deviations.
    std::vector<double> shift;
};

/// All that a resume needs beside the same options and simulator.
struct SamplerState {
    std::int32_t wave = 0;            ///< that is being simulated
    std::uint64_t next_particle = 0;  ///< the first of the wave that has yet to be simulated
    std::uint32_t evaluations = 0;    ///< spent
    std::uint32_t failures = 0;       ///< evaluations without a finite distance
    std::int32_t finished = 0;        ///< 1: z is the posterior
    std::vector<double> z;            ///< [particle, dimension]: points of the wave, or the posterior
    std::vector<double> scores;       ///< [evaluation that did not fail, dimension]
    std::vector<double> residuals;    ///< [the same, summary]
    std::vector<double> waves;        ///< [the same]: the wave of each
    SamplerTrace trace;
};

/// Calls f(name, member) for each member of a state: to write, read or compare it.
template <class State, class F>
void visit_members(State& state, F&& f)
{
    f("wave", state.wave), f("next_particle", state.next_particle), f("evaluations", state.evaluations);
    f("failures", state.failures), f("finished", state.finished), f("z", state.z), f("scores", state.scores);
    f("residuals", state.residuals), f("waves", state.waves), f("trace_evaluations", state.trace.evaluations);
    f("trace_left_variance", state.trace.left_variance), f("trace_surprise", state.trace.surprise);
    f("trace_shift", state.trace.shift);
}

/// Samples z from N(0, I) times the likelihood of the observations, for a simulator whose summaries at a point are
/// about normal: a synthetic likelihood (Wood 2010; Price et al. 2018), with mean and covariance from an emulator
/// (Emulator) instead of replicates at each point. Each wave simulates the particles once, fits the emulator to the
/// later half of all waves, and draws the particles of the next wave from the posterior that it gives, as history
/// matching does (Craig et al. 1997; Vernon, Goldstein & Bower 2010): what the emulator does not know yet widens its
/// likelihood, so the first waves are wide. Failed simulations are left out.
/// docs/decisions/0013-waves-and-an-emulator.md
///
/// The result is the same to the bit for any number of threads and however often it was resumed. It may differ between
/// processors, by libm and the vector width of linear algebra.
class Sampler {
  public:
    /// Throws InputError for options that cannot be, std::logic_error for a state that is not of these options.
    Sampler(SamplerOptions, Simulator, SamplerState = {});

    /// Simulates one batch. Throws InputError if all simulations of the first wave failed, std::logic_error if the
    /// simulator returns what was not asked for.
    void step();
    [[nodiscard]] bool finished() const { return state_.finished != 0; }
    [[nodiscard]] SamplerState const& state() const { return state_; }
    [[nodiscard]] std::uint32_t evaluations_left() const;

  private:
    void finish_wave();

    SamplerOptions options_;
    Simulator simulate_;
    SamplerState state_;
};

}  // namespace cptsim
