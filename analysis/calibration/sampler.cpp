#include "analysis/calibration/sampler.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

#include "analysis/calibration/weights.hpp"
#include "sim/base/error.hpp"
#include "sim/base/philox.hpp"
#include "sim/base/portable_math.hpp"

namespace cptsim {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kMemory = 0.5;  ///< of the surrogate, from one generation to the next

enum Part : std::uint32_t { kMove, kAccept, kResample };

/// Uniforms and normals at one address of the calibration.
class Draws {
  public:
    Draws(std::uint64_t seed, SamplerState const& state, Part part, std::size_t particle)
        : engine_(seed, static_cast<std::uint32_t>(state.generation), static_cast<std::uint32_t>(state.move),
                  address(Purpose::calibration, 0, part), static_cast<std::uint32_t>(particle))
    {
    }
    double next_uniform() { return uniform(static_cast<std::int32_t>(engine_())); }
    std::vector<double> normals(std::size_t n)
    {
        std::vector<double> values(n);
        for (double& value : values) value = normal_quantile(uniform(static_cast<std::int32_t>(engine_())));
        return values;
    }

  private:
    PhiloxEngine engine_;
};

double log_prior(std::span<double const> z) { return -0.5 * std::inner_product(z.begin(), z.end(), z.begin(), 0.0); }

void check(SamplerOptions const& o)
{
    auto const require = [](bool holds, char const* text) {
        if (!holds) throw InputError(std::string("the calibration's ") + text);
    };
    require(o.dimensions > 0, "parameters are none");
    require(o.particles >= 2, "particles must be 2 at least");
    require(o.replicates >= 1, "replicates of a point must be 1 at least");
    require(0 < o.alpha && o.alpha < 1, "alpha must lie between 0 and 1");
    require(0 < o.correlation && o.correlation < 1, "correlation must lie between 0 and 1");
    require(0 < o.final_correlation && o.final_correlation < 1, "final correlation must lie between 0 and 1");
    require(0 < o.acceptance && o.acceptance < 1, "acceptance must lie between 0 and 1");
    require(o.max_moves >= 1, "moves of a generation must be 1 at least");
    require(o.budget / o.particles / o.replicates >= 2,
            "budget must pay for two evaluations of each particle's replicates at least");
}

}  // namespace

Sampler::Sampler(SamplerOptions options, Simulator simulator, SamplerState state)
    : options_(options), simulate_(std::move(simulator)), state_(std::move(state))
{
    check(options_);
    std::size_t const n = options_.particles, runs = n * options_.replicates;
    if (state_.z.empty()) {
        state_.tolerance = kInfinity;
        state_.z.resize(n * options_.dimensions);
        state_.distance2.resize(runs, kInfinity);
        state_.summaries.resize(runs * options_.summaries, std::numeric_limits<double>::quiet_NaN());
    }
    if (state_.z.size() != n * options_.dimensions || state_.distance2.size() != runs ||
        state_.summaries.size() != runs * options_.summaries || state_.next_particle >= n)
        throw std::logic_error("the state of the sampler is not one of these options");
}

void Sampler::step()
{
    if (finished()) return;
    std::size_t const replicates = options_.replicates, first = state_.next_particle;
    std::size_t const last =
        std::min(options_.particles, first + std::max<std::size_t>(1, options_.batch / replicates));
    std::vector<Proposal> proposals;
    for (std::size_t particle = first; particle < last; ++particle) {
        Proposal proposal{draw(particle), 0};
        for (std::size_t r = 0; r < replicates; ++r) {
            proposal.evaluation = state_.evaluations + static_cast<std::uint32_t>(proposals.size());
            proposals.push_back(proposal);
        }
    }
    auto const evaluations = simulate_(proposals);
    if (evaluations.size() != proposals.size()) throw std::logic_error("the simulator did not return one each");
    for (std::size_t particle = first; particle < last; ++particle) {
        std::size_t const k = (particle - first) * replicates;
        decide(particle, proposals[k], std::span(evaluations).subspan(k, replicates));
    }
    state_.evaluations += static_cast<std::uint32_t>(proposals.size());
    state_.next_particle = last;
    if (last == options_.particles) finish_move();
}

std::vector<double> Sampler::draw(std::size_t particle) const
{
    auto scores = Draws(options_.seed, state_, kMove, particle).normals(options_.dimensions);
    if (state_.generation == 0) return scores;
    std::span<double const> const z(&state_.z[particle * options_.dimensions], options_.dimensions);
    return state_.reference.move(z, state_.step, scores);
}

void Sampler::decide(std::size_t particle, Proposal const& proposal, std::span<Evaluation const> evaluations)
{
    std::vector<double> distance2, summaries;
    for (auto const& e : evaluations) {
        bool const failed = !std::isfinite(e.distance2);
        if (!failed && (e.summaries.size() != options_.summaries ||
                        (!e.residuals.empty() && e.residuals.size() != options_.summaries)))
            throw std::logic_error("the simulator returned another number of summaries or residuals");
        state_.failures += failed;
        distance2.push_back(failed ? kInfinity : e.distance2);
        if (!failed) summaries.insert(summaries.end(), e.summaries.begin(), e.summaries.end());
        summaries.resize(distance2.size() * options_.summaries, std::numeric_limits<double>::quiet_NaN());
        if (!failed && !e.residuals.empty()) add_evaluation(state_.sums, proposal.z, e.residuals);
    }
    std::span<double> const z(&state_.z[particle * options_.dimensions], options_.dimensions);
    std::span<double> const own(&state_.distance2[particle * options_.replicates], options_.replicates);
    if (state_.generation > 0) {
        auto const log_ratio = [&](std::span<double const> at, std::span<double const> d) {
            return log_prior(at) - state_.reference.log_density(at) + log_kernel(d, state_.tolerance);
        };
        double const u = Draws(options_.seed, state_, kAccept, particle).next_uniform();
        if (!(std::log(u) < log_ratio(proposal.z, distance2) - log_ratio(z, own))) return;
    }
    state_.accepted += 1;
    std::copy(proposal.z.begin(), proposal.z.end(), z.begin());
    std::copy(distance2.begin(), distance2.end(), own.begin());
    std::copy(summaries.begin(), summaries.end(),
              state_.summaries.begin() + static_cast<std::ptrdiff_t>(particle * summaries.size()));
}

void Sampler::finish_move()
{
    auto& s = state_;
    s.acceptance = s.accepted / static_cast<double>(options_.particles);
    s.mixing = s.acceptance * (1 - std::sqrt(1 - s.step * s.step));
    s.correlation *= 1 - s.mixing;
    s.accepted = 0;
    s.next_particle = 0;
    s.move += 1;
    if (s.generation > 0) s.step = std::clamp(s.step * std::exp(s.acceptance - options_.acceptance), 1e-3, 1.0);

    double const distinct = distinct_sample_size(s.distance2, options_.replicates);
    bool const sticks = s.tolerance == 1 && distinct < 0.5 * static_cast<double>(options_.particles);
    bool const mixed =
        (s.correlation <= correlation_goal() && !sticks) || s.move >= options_.max_moves || s.generation == 0;
    bool const spent = options_.budget - s.evaluations < options_.particles * options_.replicates;
    if (!mixed && !spent) return;
    s.trace.evaluations.push_back(s.evaluations);
    s.trace.tolerance.push_back(s.tolerance);
    s.trace.effective_size.push_back(s.generation == 0 ? static_cast<double>(options_.particles) : s.effective_size);
    s.trace.distinct_size.push_back(distinct);
    s.trace.moves.push_back(s.move);
    s.trace.acceptance.push_back(s.acceptance);
    s.trace.step.push_back(s.step);
    s.trace.residual_variance.push_back(s.reference.residual_variance);
    if (spent || s.tolerance == 1)
        s.finished = 1;
    else
        begin_generation();
}

void Sampler::begin_generation()
{
    double const tolerance = next_tolerance();
    auto const w = kernel_weights(state_.distance2, options_.replicates, state_.tolerance, tolerance);
    state_.effective_size = effective_sample_size(w);
    state_.tolerance = tolerance;
    state_.generation += 1;
    state_.move = 0;
    state_.correlation = 1;
    resample(w);
    state_.reference = fit_reference(state_.sums, options_.dimensions, tolerance);
    fade(state_.sums, kMemory);
}

/// The tolerance between 1 and the present one that leaves the share alpha of the effective sample size, by bisection
/// on the log of 1 / tolerance^2.
double Sampler::next_tolerance() const
{
    auto const size = [&](double tolerance) {
        return effective_sample_size(
            kernel_weights(state_.distance2, options_.replicates, state_.tolerance, tolerance));
    };
    double const present = size(state_.tolerance);
    if (present == 0)
        throw InputError("all " + std::to_string(options_.particles) +
                         " simulations drawn from the prior failed (no finite distance from the targets): see whether "
                         "the targets are defined in this scenario and population");
    double const least = options_.alpha * present;
    if (size(1) >= least) return 1;
    double narrow = 0, wide = std::isinf(state_.tolerance) ? 30 : std::log(state_.tolerance);
    for (int halving = 0; halving < 50; ++halving) {
        double const middle = 0.5 * (narrow + wide);
        (size(std::exp(middle)) >= least ? wide : narrow) = middle;
    }
    return std::exp(wide);
}

void Sampler::resample(std::vector<double> const& weights)
{
    double const total = std::accumulate(weights.begin(), weights.end(), 0.0);
    double const u = Draws(options_.seed, state_, kResample, 0).next_uniform();
    auto const before = state_;
    double sum = weights[0];
    for (std::size_t i = 0, from = 0; i < options_.particles; ++i) {
        double const point = (static_cast<double>(i) + u) / static_cast<double>(options_.particles) * total;
        while (sum <= point && from + 1 < weights.size()) sum += weights[++from];
        auto const take = [&](std::vector<double>& to, std::vector<double> const& source) {
            auto const width = static_cast<std::ptrdiff_t>(to.size() / options_.particles);
            auto const begin = source.begin() + static_cast<std::ptrdiff_t>(from) * width;
            std::copy(begin, begin + width, to.begin() + static_cast<std::ptrdiff_t>(i) * width);
        };
        take(state_.z, before.z);
        take(state_.distance2, before.distance2);
        take(state_.summaries, before.summaries);
    }
}

double Sampler::correlation_goal() const
{
    return state_.tolerance == 1 ? options_.final_correlation : options_.correlation;
}

SamplerProgress Sampler::progress() const
{
    auto const& s = state_;
    SamplerProgress p{s.evaluations, 0, options_.budget - s.evaluations, s.tolerance};
    if (finished()) return {s.evaluations, 0, 0, s.tolerance};
    p.expected_left = p.left_at_most;
    if (s.generation < 2 || s.mixing <= 0) return p;  // nothing to judge by
    double const per_move = -std::log1p(-std::min(s.mixing, 0.999));
    auto const moves_to = [&](double correlation) {
        return std::min(std::ceil(-std::log(correlation) / per_move), double(options_.max_moves));
    };
    double moves = std::max(1.0, moves_to(correlation_goal()) - s.move);
    if (s.tolerance > 1) {
        double const fall = std::log(s.trace.tolerance.back() / s.tolerance);
        double const between = std::ceil(std::log(s.tolerance) / fall) - 1;
        moves += between * moves_to(options_.correlation) + moves_to(options_.final_correlation);
    }
    double const evaluations = moves * static_cast<double>(options_.particles * options_.replicates) -
                               static_cast<double>(s.next_particle * options_.replicates);
    p.expected_left = static_cast<std::uint32_t>(std::clamp(evaluations, 1.0, double(p.left_at_most)));
    return p;
}

}  // namespace cptsim
