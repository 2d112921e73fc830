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

constexpr double kNever = std::numeric_limits<double>::quiet_NaN();

void check(SamplerOptions const& o)
{
    auto const require = [](bool holds, char const* text) {
        if (!holds) throw InputError(std::string("the calibration's ") + text);
    };
    require(o.dimensions > 0, "there are no parameters");
    require(o.summaries > 0, "targets are none");
    require(o.particles >= 2, "particles must be 2 at least");
    require(o.waves >= 2, "waves must be 2 at least");
    require(o.chain_steps >= 1, "steps of a chain must be 1 at least");
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

/// The emulator of the evaluations of waves `first` and later, before `end`.
Emulator emulate(SamplerState const& s, SamplerOptions const& o, int first, int end)
{
    auto const begin = std::lower_bound(s.waves.begin(), s.waves.end(), first) - s.waves.begin();
    auto const stop = std::lower_bound(s.waves.begin(), s.waves.end(), end) - s.waves.begin();
    auto const rows = [&](std::vector<double> const& all, std::size_t width) {
        return std::span(all).subspan(static_cast<std::size_t>(begin) * width,
                                      static_cast<std::size_t>(stop - begin) * width);
    };
    return {rows(s.scores, o.dimensions), rows(s.residuals, o.summaries), o.dimensions};
}

int first_of_later_half(int wave) { return (wave + 1) / 2; }

/// Mean square error of prediction of a wave by an emulator, over the variance that it left.
double surprise_of(SamplerState const& s, SamplerOptions const& o, Emulator const& before, int wave)
{
    double squares = 0, count = 0;
    for (std::size_t i = 0; i < s.waves.size(); ++i) {
        if (s.waves[i] != wave) continue;
        auto const expected = before.expected(std::span(s.scores).subspan(i * o.dimensions, o.dimensions));
        for (std::size_t k = 0; k < o.summaries; ++k) {
            double const error = s.residuals[i * o.summaries + k] - expected[k];
            squares += error * error;
            count += 1;
        }
    }
    return squares / count / before.left_variance();
}

double shift_of(std::vector<double> const& from, std::vector<double> const& to, std::size_t dimensions)
{
    auto const n = static_cast<double>(to.size() / dimensions);
    double squares = 0;
    for (std::size_t k = 0; k < dimensions; ++k) {
        double before = 0, after = 0, second = 0;
        for (std::size_t i = k; i < to.size(); i += dimensions)
            before += from[i] / n, after += to[i] / n, second += to[i] * to[i] / n;
        squares += (after - before) * (after - before) / std::max(second - after * after, 1e-12);
    }
    return std::sqrt(squares / static_cast<double>(dimensions));
}

}  // namespace

Sampler::Sampler(SamplerOptions options, Simulator simulator, SamplerState state)
    : options_(options), simulate_(std::move(simulator)), state_(std::move(state))
{
    check(options_);
    if (state_.z.empty()) state_.z = draw_from_prior(options_);
    auto const kept = state_.waves.size();
    if (state_.z.size() != options_.particles * options_.dimensions || state_.next_particle >= options_.particles ||
        state_.scores.size() != kept * options_.dimensions || state_.residuals.size() != kept * options_.summaries)
        throw std::logic_error("the state of the sampler is not one of these options");
}

void Sampler::step()
{
    if (finished()) return;
    auto& s = state_;
    std::size_t const last = std::min(options_.particles, s.next_particle + options_.batch);
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
        if (!std::isfinite(e.distance2)) {
            s.failures += 1;
            continue;
        }
        if (e.residuals.size() != options_.summaries)
            throw std::logic_error("the simulator returned another number of residuals");
        s.scores.insert(s.scores.end(), proposals[i].z.begin(), proposals[i].z.end());
        s.residuals.insert(s.residuals.end(), e.residuals.begin(), e.residuals.end());
        s.waves.push_back(s.wave);
    }
    s.evaluations += static_cast<std::uint32_t>(proposals.size());
    s.next_particle = last;
    if (last == options_.particles) finish_wave();
}

void Sampler::finish_wave()
{
    auto& s = state_;
    if (s.waves.empty())
        throw InputError("all " + std::to_string(options_.particles) +
                         " simulations drawn from the prior failed (no finite distance from the targets): see whether "
                         "the targets are defined in this scenario and population");
    bool const simulated = s.waves.back() == s.wave;
    s.trace.surprise.push_back(
        s.wave == 0 || !simulated
            ? kNever
            : surprise_of(s, options_, emulate(s, options_, first_of_later_half(s.wave - 1), s.wave), s.wave));
    auto const emulator =
        emulate(s, options_, std::min(first_of_later_half(s.wave), static_cast<int>(s.waves.back())), s.wave + 1);
    auto particles =
        emulator.sample(options_.particles, options_.chain_steps, options_.seed, static_cast<std::uint32_t>(s.wave));
    s.trace.evaluations.push_back(s.evaluations);
    s.trace.left_variance.push_back(emulator.left_variance());
    s.trace.shift.push_back(shift_of(s.z, particles, options_.dimensions));
    s.z = std::move(particles);
    s.next_particle = 0;
    s.wave += 1;
    s.finished = s.wave == options_.waves;
}

std::uint32_t Sampler::evaluations_left() const
{
    auto const all = static_cast<std::uint32_t>(options_.particles) * static_cast<std::uint32_t>(options_.waves);
    return all - state_.evaluations;
}

}  // namespace cptsim
