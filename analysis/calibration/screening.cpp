#include "analysis/calibration/screening.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "analysis/stats/distributions.hpp"
#include "analysis/stats/latin_hypercube.hpp"
#include "analysis/stats/sensitivity.hpp"
#include "sim/base/philox.hpp"

namespace cptsim {
namespace {

constexpr double kStep = 0.5;
constexpr std::uint32_t kScreen = 3;  ///< part of the address, after those of the sampler

/// One uniform in each of `blocks` equal strata, in random order.
std::vector<double> strata(ScreeningOptions const& o, std::size_t dimension)
{
    return stratified({o.seed, 0, 0, address(Purpose::calibration, 0, kScreen), static_cast<std::uint32_t>(dimension)},
                      o.blocks);
}

double score(double probability)
{
    constexpr double edge = 1e-6;  // a quantile that is not infinite
    return standard_normal_quantile(std::clamp(probability, edge, 1 - edge));
}

/// Elementary effects of one row: [block, summary].
std::vector<std::vector<double>> effects_of(ScreeningOptions const& o, std::span<Evaluation const> evaluations,
                                            std::span<double const> base, std::size_t row)
{
    std::vector<std::vector<double>> effects;
    for (std::size_t b = 0; b < o.blocks; ++b) {
        auto const& from = evaluations[b * (2 + o.dimensions)];
        auto const& to = evaluations[b * (2 + o.dimensions) + (row == o.dimensions ? 1 : 2 + row)];
        if (from.summaries.size() != o.summaries || to.summaries.size() != o.summaries)
            throw std::logic_error("the simulator returned another number of summaries");
        double const step = row < o.dimensions && base[row * o.blocks + b] >= kStep ? -kStep : kStep;
        auto& effect = effects.emplace_back(o.summaries);
        for (std::size_t s = 0; s < o.summaries; ++s) effect[s] = (to.summaries[s] - from.summaries[s]) / step;
    }
    return effects;
}

/// Root sum of squares of mu* over the errors, from the sums of absolute effects over `n` blocks, one block left out.
double strength_of(std::span<double const> sums, std::vector<double> const* left_out, double n,
                   std::span<double const> errors)
{
    double squares = 0;
    for (std::size_t s = 0; s < sums.size(); ++s) {
        double const sum = sums[s] - (left_out ? std::abs((*left_out)[s]) : 0);
        squares += std::pow(sum / (n * errors[s]), 2);
    }
    return std::sqrt(squares);
}

void summarise(Screening& result, std::vector<std::vector<double>> const& effects, std::span<double const> errors)
{
    double const n = static_cast<double>(effects.size());
    bool const enough = effects.size() >= 2;
    std::vector<double> sums(errors.size()), column(effects.size());
    for (std::size_t s = 0; s < errors.size(); ++s) {
        for (std::size_t e = 0; e < effects.size(); ++e) column[e] = effects[e][s];
        for (double effect : column) sums[s] += std::abs(effect);
        auto const summary = summarise_effects(column);
        result.absolute_mean.push_back(summary.absolute_mean);
        result.standard_error.push_back(summary.absolute_mean_error);
        result.deviation.push_back(summary.deviation);
    }
    result.strength.push_back(enough ? strength_of(sums, nullptr, n, errors) : kNaN);
    double sum = 0, squares = 0;
    for (auto const& e : effects) {
        double const without = strength_of(sums, &e, n - 1, errors);
        sum += without;
        squares += without * without;
    }
    double const variance = std::max(0.0, squares - sum * sum / n) * (n - 1) / n;
    result.strength_error.push_back(enough ? std::sqrt(variance) : kNaN);
}

/// [dimension, block]
std::vector<double> base_points(ScreeningOptions const& o)
{
    std::vector<double> base;
    for (std::size_t j = 0; j < o.dimensions; ++j) {
        auto const own = strata(o, j);
        base.insert(base.end(), own.begin(), own.end());
    }
    return base;
}

}  // namespace

std::vector<Proposal> screening_design(ScreeningOptions const& o)
{
    auto const base = base_points(o);
    std::vector<Proposal> proposals;
    auto const add = [&](std::vector<double> const& z) {
        proposals.push_back({z, o.first_evaluation + static_cast<std::uint32_t>(proposals.size())});
    };
    for (std::size_t b = 0; b < o.blocks; ++b) {
        std::vector<double> z(o.dimensions);
        for (std::size_t j = 0; j < o.dimensions; ++j) z[j] = score(base[j * o.blocks + b]);
        add(z);
        add(z);
        for (std::size_t j = 0; j < o.dimensions; ++j) {
            double const from = base[j * o.blocks + b];
            auto moved = z;
            moved[j] = score(from < kStep ? from + kStep : from - kStep);
            add(moved);
        }
    }
    return proposals;
}

Screening screen(ScreeningOptions const& o, std::span<Evaluation const> evaluations, std::span<double const> errors)
{
    if (evaluations.size() != o.blocks * (2 + o.dimensions) || errors.size() != o.summaries)
        throw std::logic_error("the evaluations are not those of the screening's design");
    auto const base = base_points(o);
    Screening result;
    for (std::size_t row = 0; row <= o.dimensions; ++row)
        summarise(result, effects_of(o, evaluations, base, row), errors);
    result.ranking.resize(o.dimensions);
    std::iota(result.ranking.begin(), result.ranking.end(), std::size_t{0});
    auto const key = [&](std::size_t j) { return std::isnan(result.strength[j]) ? -1 : result.strength[j]; };
    std::stable_sort(result.ranking.begin(), result.ranking.end(),
                     [&](std::size_t a, std::size_t b) { return key(a) > key(b); });
    return result;
}

}  // namespace cptsim
