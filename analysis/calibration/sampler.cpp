#include "analysis/calibration/sampler.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

#include "analysis/calibration/emulator.hpp"
#include "sim/base/error.hpp"
#include "sim/base/philox.hpp"
#include "sim/base/portable_math.hpp"

namespace cptsim {
namespace {

constexpr int kRounds = 5;  ///< of leaving implausible evaluations out
constexpr double kNever = std::numeric_limits<double>::quiet_NaN();

void check(SamplerOptions const& o)
{
    auto const require = [](bool holds, Text const& text) {
        if (!holds) throw InputError(Text{"the calibration's ", "calage : "} + Words(text));
    };
    require(o.dimensions > 0, {"there are no parameters", "il n'y a pas de paramètre"});
    require(o.summaries > 0, {"targets are none", "aucune cible"});
    require(o.particles >= 2, {"particles must be 2 at least", "il faut au moins 2 particules"});
    require(o.waves >= 2, {"waves must be 2 at least", "il faut au moins 2 vagues"});
    require(o.kept >= 2, {"draws must be 2 at least", "il faut au moins 2 tirages"});
    require(o.resimulated >= o.kept, {"simulations of final draws must be as many as its draws at least",
                                      "il faut au moins autant de simulations des tirages finals que de tirages"});
    require(o.chain_steps >= 1, {"steps of a chain must be 1 at least", "il faut au moins un pas par chaîne"});
}

std::vector<double> draw_from_prior(SamplerOptions const& o)
{
    std::vector<double> z;
    for (std::size_t particle = 0; particle < o.particles; ++particle) {
        PhiloxEngine engine(o.seed, 0, 0, address(Purpose::calibration, 0, 1), static_cast<std::uint32_t>(particle));
        for (std::size_t k = 0; k < o.dimensions; ++k)
            z.push_back(static_cast<double>(normal_quantile(uniform(static_cast<std::int32_t>(engine())))));
    }
    return z;
}

/// An emulator, and the evaluations that it was fitted to.
struct Fitted {
    Emulator emulator;
    std::vector<std::size_t> evaluations;
    std::size_t left_out = 0;
};

std::span<double const> row(std::vector<double> const& all, std::size_t i, std::size_t width)
{
    return std::span(all).subspan(i * width, width);
}

/// The emulator of some evaluations.
Emulator emulator_of(SamplerState const& s, SamplerOptions const& o, std::vector<std::size_t> const& evaluations)
{
    std::vector<double> scores, residuals;
    for (auto const i : evaluations) {
        auto const z = row(s.scores, i, o.dimensions), r = row(s.residuals, i, o.summaries);
        scores.insert(scores.end(), z.begin(), z.end());
        residuals.insert(residuals.end(), r.begin(), r.end());
    }
    return {scores, residuals, o.dimensions, o.bounds};
}

/// The plausible ones of evaluations, but the least implausible as far as a fit needs that many.
std::vector<std::size_t> plausible(SamplerState const& s, SamplerOptions const& o, Emulator const& emulator,
                                   std::vector<std::size_t> const& evaluations)
{
    auto const needed = std::max(o.particles / 2, 2 * (1 + o.dimensions));
    std::vector<double> implausibilities;
    for (auto const i : evaluations)
        implausibilities.push_back(emulator.implausibility(row(s.scores, i, o.dimensions)));
    if (needed >= evaluations.size()) return evaluations;
    auto sorted = implausibilities;
    std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(needed - 1), sorted.end());
    double const limit = std::max(kImplausible, sorted[needed - 1]);
    std::vector<std::size_t> kept;
    for (std::size_t k = 0; k < evaluations.size(); ++k)
        if (implausibilities[k] <= limit) kept.push_back(evaluations[k]);
    return kept;
}

/// The emulator of the plausible evaluations of waves `first` and later, before `end`.
Fitted emulate(SamplerState const& s, SamplerOptions const& o, int first, int end)
{
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < s.waves.size(); ++i)
        if (s.waves[i] >= first && s.waves[i] < end) all.push_back(i);
    auto emulator = emulator_of(s, o, all);
    auto kept = all;
    for (int round = 0; round < kRounds; ++round) {  // an emulator of fewer is surer, and may find more implausible
        auto next = plausible(s, o, emulator, all);
        if (next == kept) break;
        kept = std::move(next);
        emulator = emulator_of(s, o, kept);
    }
    auto const left_out = all.size() - kept.size();
    return {std::move(emulator), std::move(kept), left_out};
}

int first_of_later_half(int wave) { return (wave + 1) / 2; }

/// Mean square error of prediction of a wave by an emulator, over the variance that it left.
double surprise_of(SamplerState const& s, SamplerOptions const& o, Emulator const& before, int wave)
{
    double squares = 0, count = 0;
    for (std::size_t i = 0; i < s.waves.size(); ++i) {
        if (s.waves[i] != wave) continue;
        auto const expected = before.expected(row(s.scores, i, o.dimensions));
        for (std::size_t k = 0; k < o.summaries; ++k) {
            double const error = s.residuals[i * o.summaries + k] - expected[k];
            squares += error * error;
            count += 1;
        }
    }
    return squares / count / before.left_variance();
}

/// Mean and variance of score k of particles, of the same weight or weighted.
std::pair<double, double> moments(std::vector<double> const& z, std::size_t dimensions, std::size_t k,
                                  std::vector<double> const& weights = {})
{
    auto const n = z.size() / dimensions;
    double mean = 0, second = 0;
    for (std::size_t i = 0; i < n; ++i) {
        double const weight = weights.empty() ? 1 / static_cast<double>(n) : weights[i], x = z[i * dimensions + k];
        mean += weight * x;
        second += weight * x * x;
    }
    return {mean, second - mean * mean};
}

/// Root mean square over scores of a move of the means, in deviations of `to`.
double shift_of(std::vector<double> const& from, std::vector<double> const& to, std::size_t dimensions,
                std::vector<double> const& weights = {})
{
    double squares = 0;
    for (std::size_t k = 0; k < dimensions; ++k) {
        auto const [before, spread] = moments(from, dimensions, k, weights);
        auto const [after, variance] = moments(to, dimensions, k);
        squares += (after - before) * (after - before) / std::max(variance, 1e-12);
    }
    return std::sqrt(squares / static_cast<double>(dimensions));
}

/// Of the wave that is being simulated, or of the posterior.
std::size_t points_of(SamplerState const& s, SamplerOptions const& o)
{
    return s.finished != 0 ? o.kept : s.wave == o.waves ? o.resimulated : o.particles;
}

bool are_finite(std::vector<double> const& values)
{
    return std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

/// The waves of all evaluations, in their order: whole ones, and what there is of the last.
bool are_in_order(SamplerState const& s, SamplerOptions const& o)
{
    for (std::size_t i = 0; i < s.waves.size(); ++i)
        if (s.waves[i] != static_cast<double>(std::min(i / o.particles, static_cast<std::size_t>(o.waves))))
            return false;
    return true;
}

}  // namespace

std::string fault_of(SamplerState const& s, SamplerOptions const& o)
{
    if (s.wave < 0 || s.wave > o.waves || s.finished < 0 || s.finished > 1 || (s.finished != 0 && s.wave != o.waves))
        return "wave";
    auto const points = points_of(s, o), spent = s.waves.size();
    auto const waves = static_cast<std::size_t>(s.wave);
    if (s.z.size() != points * o.dimensions || !are_finite(s.z)) return "z";
    if (s.next_particle >= points || (s.finished != 0 && s.next_particle != 0)) return "next_particle";
    auto const last = s.finished != 0 ? o.resimulated : static_cast<std::size_t>(s.next_particle);
    if (spent != waves * o.particles + last || s.evaluations != spent || !are_in_order(s, o)) return "waves";
    if (s.scores.size() != spent * o.dimensions || !are_finite(s.scores)) return "scores";
    if (s.residuals.size() != spent * o.summaries || !are_finite(s.residuals)) return "residuals";
    auto const& t = s.trace;
    for (auto const* part : {&t.evaluations, &t.left_variance, &t.implausible, &t.surprise, &t.shift})
        if (part->size() != waves) return "trace";
    auto const& c = s.check;
    if (c.log_weights.size() != (s.finished != 0 ? o.resimulated : 0)) return "check_log_weights";
    for (auto const* part : {&c.mean, &c.deviation, &c.kurtosis, &c.outside, &c.distance})
        if (part->size() != (s.finished != 0 ? o.summaries : 0)) return "check";
    return {};
}

Sampler::Sampler(SamplerOptions options, Simulator simulator, SamplerState state)
    : options_(options), simulate_(std::move(simulator)), state_(std::move(state))
{
    check(options_);
    if (state_.z.empty()) state_.z = draw_from_prior(options_);
    if (auto const fault = fault_of(state_, options_); !fault.empty())
        throw std::logic_error("the state of the sampler is not one of these options: " + fault);
}

std::size_t Sampler::points() const { return points_of(state_, options_); }

void Sampler::step()
{
    if (finished()) return;
    auto& s = state_;
    std::size_t const last = std::min(points(), s.next_particle + options_.batch);
    std::vector<Proposal> proposals;
    for (std::size_t particle = s.next_particle; particle < last; ++particle) {
        auto const z = s.z.begin() + static_cast<std::ptrdiff_t>(particle * options_.dimensions);
        proposals.push_back({{z, z + static_cast<std::ptrdiff_t>(options_.dimensions)},
                             s.evaluations + static_cast<std::uint32_t>(proposals.size())});
    }
    auto const evaluations = simulate_(proposals);
    if (evaluations.size() != proposals.size()) throw std::logic_error("the simulator did not return one each");
    for (std::size_t i = 0; i < evaluations.size(); ++i) {
        auto const& e = evaluations[i];
        if (e.residuals.size() != options_.summaries)
            throw std::logic_error("the simulator returned another number of residuals");
        for (double const r : e.residuals)
            if (!std::isfinite(r)) throw std::logic_error("the simulator returned a residual that is no finite number");
        s.scores.insert(s.scores.end(), proposals[i].z.begin(), proposals[i].z.end());
        s.residuals.insert(s.residuals.end(), e.residuals.begin(), e.residuals.end());
        s.waves.push_back(s.wave);
    }
    s.evaluations += static_cast<std::uint32_t>(proposals.size());
    s.next_particle = last;
    if (last == points()) s.wave == options_.waves ? finish() : finish_wave();
}

void Sampler::finish_wave()
{
    auto& s = state_;
    s.trace.surprise.push_back(
        s.wave == 0
            ? kNever
            : surprise_of(s, options_, emulate(s, options_, first_of_later_half(s.wave - 1), s.wave).emulator, s.wave));
    auto const fitted = emulate(s, options_, first_of_later_half(s.wave), s.wave + 1);
    auto const next = s.wave + 1 < options_.waves ? options_.particles : options_.resimulated;
    auto particles =
        fitted.emulator.sample(next, options_.chain_steps, options_.seed, static_cast<std::uint32_t>(s.wave));
    s.trace.evaluations.push_back(s.evaluations);
    s.trace.left_variance.push_back(fitted.emulator.left_variance());
    s.trace.implausible.push_back(static_cast<double>(fitted.left_out));
    s.trace.shift.push_back(shift_of(s.z, particles, options_.dimensions));
    s.z = std::move(particles);
    s.next_particle = 0;
    s.wave += 1;
}

void Sampler::finish()
{
    auto& s = state_;
    auto const& o = options_;
    int const first = first_of_later_half(o.waves - 1);
    auto const before = emulate(s, o, first, o.waves).emulator;
    auto const after = emulate(s, o, first, o.waves + 1);
    auto const begin = s.waves.size() - o.resimulated;
    s.check = check_errors(before, s.z, std::span(s.residuals).subspan(begin * o.summaries));
    for (std::size_t i = 0; i < o.resimulated; ++i) {
        auto const z = row(s.z, i, o.dimensions);
        auto const& used = after.evaluations;
        auto const own = std::lower_bound(used.begin(), used.end(), begin + i);
        bool const is_used = own != used.end() && *own == begin + i;
        double const now = is_used ? after.emulator.log_likelihood_without(static_cast<std::size_t>(own - used.begin()))
                                   : after.emulator.log_likelihood(z);
        s.check.log_weights.push_back(now - before.log_likelihood(z));
    }
    auto const weights = weights_of(s.check.log_weights);
    double squares = 0;
    for (double const w : weights) squares += w * w;
    s.check.effective_size = 1 / squares;
    s.check.shift = shift_of(s.z, s.z, o.dimensions, weights);
    PhiloxEngine engine(o.seed, 0, 0, address(Purpose::calibration, 0, 5), 0);
    std::vector<double> posterior;
    for (auto const i : resample(weights, o.kept, static_cast<double>(uniform(static_cast<std::int32_t>(engine()))))) {
        auto const z = row(s.z, i, o.dimensions);
        posterior.insert(posterior.end(), z.begin(), z.end());
    }
    s.z = std::move(posterior);
    s.next_particle = 0;
    s.finished = 1;
}

std::uint32_t Sampler::evaluations_left() const
{
    auto const all = static_cast<std::uint32_t>(options_.particles) * static_cast<std::uint32_t>(options_.waves);
    return all + static_cast<std::uint32_t>(options_.resimulated) - state_.evaluations;
}

}  // namespace cptsim
