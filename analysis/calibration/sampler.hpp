// Approximate Bayesian computation by sequential Monte Carlo.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/calibration/evaluation.hpp"
#include "analysis/calibration/surrogate.hpp"

namespace cptsim {

/// The defaults reach tolerance 1 on a linear test problem of 72 dimensions and 35 summaries with about half of
/// their budget; tests/calibration/sampler_test.cpp.
struct SamplerOptions {
    std::size_t dimensions = 0;  ///< of z
    std::size_t summaries = 0;   ///< of each evaluation; residuals are as many, or none
    std::size_t particles = 500;
    std::size_t replicates = 1;       ///< simulations a point: the kernel is their mean
    double alpha = 0.5;               ///< effective sample size that a new tolerance leaves, as a share of that before
    double correlation = 0.5;         ///< with the start of a generation, under which its moves have mixed enough
    double final_correlation = 0.02;  ///< the same in the last generation
    double acceptance = 0.1;          ///< that the step of the moves aims at
    int max_moves = 40;               ///< of a particle in a generation
    std::uint32_t budget = 20000;     ///< evaluations
    std::size_t batch = 128;          ///< evaluations of a step at most (a particle's replicates stay together)
    std::uint64_t seed = 1;
};

/// One row for each finished generation; the first is the draw from the prior.
struct SamplerTrace {
    std::vector<double> evaluations;     ///< spent until its end
    std::vector<double> tolerance;       ///< infinite for the draw from the prior
    std::vector<double> effective_size;  ///< of the weights that the new tolerance gave, before resampling
    /// Of the particles after the generation, those at one point counted as one family: particles^2 / sum of squared
    /// sizes. Under half of the particles: chance makes lucky simulations stick.
    std::vector<double> distinct_size;
    std::vector<double> moves;              ///< of a particle
    std::vector<double> acceptance;         ///< of its last move
    std::vector<double> step;               ///< after its last move
    std::vector<double> residual_variance;  ///< GaussianReference::residual_variance
};

/// All that a resume needs beside the same options and simulator. Particles are equally weighted.
struct SamplerState {
    std::int32_t generation = 0;      ///< 0: the draw from the prior
    std::int32_t move = 0;            ///< finished moves of all particles in this generation
    std::uint64_t next_particle = 0;  ///< the first that has yet to make the present move
    std::uint32_t evaluations = 0;    ///< spent
    std::uint32_t failures = 0;       ///< evaluations without a finite distance
    std::int32_t finished = 0;        ///< 1: nothing is left to do
    double tolerance = 0;             ///< of this generation; infinite for the draw from the prior
    double effective_size = 0;        ///< as in the trace
    double step = 1;                  ///< of the moves, in (0, 1]
    double accepted = 0;              ///< in the present move, so far
    double acceptance = 0;            ///< of the move before
    double mixing = 0;                ///< share of the correlation with where it was that the move before took away
    double correlation = 1;           ///< what is left of it since the start of the generation
    std::vector<double> z;            ///< [particle, dimension]
    std::vector<double> distance2;    ///< [particle, replicate], infinite where the simulation failed
    std::vector<double> summaries;    ///< [particle, replicate, summary], NaN where the simulation failed
    RegressionSums sums;
    GaussianReference reference;
    SamplerTrace trace;
};

/// Calls f(name, member) for each member of a state: to write, read or compare it.
template <class State, class F>
void visit_members(State& state, F&& f)
{
    f("generation", state.generation), f("move", state.move), f("next_particle", state.next_particle);
    f("evaluations", state.evaluations), f("failures", state.failures), f("finished", state.finished);
    f("tolerance", state.tolerance), f("effective_size", state.effective_size), f("step", state.step);
    f("accepted", state.accepted), f("acceptance", state.acceptance), f("mixing", state.mixing);
    f("correlation", state.correlation), f("z", state.z), f("distance2", state.distance2);
    f("summaries", state.summaries), f("regression_count", state.sums.count);
    f("regression_gram", state.sums.gram), f("regression_cross", state.sums.cross);
    f("regression_squares", state.sums.squares), f("reference_mean", state.reference.mean);
    f("reference_factor", state.reference.precision_factor);
    f("residual_variance", state.reference.residual_variance);
    f("trace_evaluations", state.trace.evaluations), f("trace_tolerance", state.trace.tolerance);
    f("trace_effective_size", state.trace.effective_size);
    f("trace_distinct_size", state.trace.distinct_size), f("trace_moves", state.trace.moves);
    f("trace_acceptance", state.trace.acceptance), f("trace_step", state.trace.step);
    f("trace_residual_variance", state.trace.residual_variance);
}

struct SamplerProgress {
    std::uint32_t evaluations = 0;    ///< spent
    std::uint32_t expected_left = 0;  ///< guess, see Sampler::progress()
    std::uint32_t left_at_most = 0;   ///< what is left of the budget
    double tolerance = 0;
};

/// Samples z from N(0, I) times the kernel exp(-distance2 / (2 tolerance^2)), in generations of falling tolerance. At
/// tolerance 1 that is the posterior of the model with the declared errors, its chance included (Wilkinson 2013).
///
/// A generation takes the tolerance that leaves the share `alpha` of the effective sample size (Del Moral, Doucet &
/// Jasra 2012), resamples (systematic), and moves all particles by Metropolis-Hastings on point and simulations
/// together (pseudo-marginal, Andrieu & Roberts 2009), until they have forgotten where they were (the rule of Drovandi
/// & Pettitt 2011, for moves that keep a part of z), at tolerance 1 also until half of the particles are distinct.
/// Moves are made from the Gaussian posterior of a linear surrogate: a wrong one costs acceptance, never truth.
/// docs/decisions/0010-moves-from-a-surrogate.md
///
/// The result is the same to the bit for any number of threads and however often it was resumed: all draws have the
/// address (seed, generation, move, particle), all sums a fixed order. It may differ between processors, by libm.
class Sampler {
  public:
    /// Throws InputError for options that cannot be, std::logic_error for a state that is not of these options.
    Sampler(SamplerOptions, Simulator, SamplerState = {});

    /// Simulates one batch. Throws InputError if all particles drawn from the prior failed, std::logic_error if the
    /// simulator returns what was not asked for.
    void step();
    /// Tolerance 1 was reached and mixed, or the budget does not pay for another move of all particles. Which one:
    /// state().tolerance; it is never less than 1.
    [[nodiscard]] bool finished() const { return state_.finished != 0; }
    [[nodiscard]] SamplerState const& state() const { return state_; }
    /// The evaluations expected to be left are those of the moves that this generation and the last one still need at
    /// the present mixing, and of generations between them as long as this one and of the same fall in log tolerance as
    /// the one before; within the budget. Rather low: falls shrink and moves grow towards tolerance 1.
    [[nodiscard]] SamplerProgress progress() const;

  private:
    [[nodiscard]] std::vector<double> draw(std::size_t particle) const;
    void decide(std::size_t particle, Proposal const&, std::span<Evaluation const>);
    void finish_move();
    void begin_generation();
    void resample(std::vector<double> const& weights);
    [[nodiscard]] double next_tolerance() const;
    [[nodiscard]] double correlation_goal() const;

    SamplerOptions options_;
    Simulator simulate_;
    SamplerState state_;
};

}  // namespace cptsim
