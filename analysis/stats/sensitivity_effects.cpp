#include <algorithm>
#include <cmath>

#include "analysis/stats/sensitivity_outputs.hpp"

namespace cptsim {
namespace {

/// The one factor in which two points differ; refuses others.
std::size_t moved_factor(std::vector<double> const& from, std::vector<double> const& to)
{
    auto const [a, b] = std::mismatch(from.begin(), from.end(), to.begin());
    if (a == from.end() || !std::equal(a + 1, from.end(), b + 1))
        refuse_sensitivity(
            Text{"the points are not those of a design of Morris", "les points ne sont pas ceux d'un plan de Morris"});
    return static_cast<std::size_t>(a - from.begin());
}

/// [factor]: what all its effects were.
struct Effects {
    std::vector<double> means;      ///< over replicates
    std::vector<double> variances;  ///< of those means, by chance; NaN for one replicate
};

FactorEffects summarise(Effects const& effects)
{
    FactorEffects result{summarise_effects(effects.means), kNaN, kNaN};
    double const chance2 = mean(effects.variances), sigma = result.summary.deviation;
    result.deviation_without_chance =
        std::isnan(chance2) || std::isnan(sigma) ? kNaN : std::sqrt(std::max(0.0, sigma * sigma - chance2));
    constexpr double half_normal = 0.79788456080286536;  // sqrt(2 / pi)
    result.chance = half_normal * std::sqrt(chance2);
    return result;
}

}  // namespace

EffectSummary summarise_effects(std::span<double const> effects)
{
    EffectSummary result;
    result.effects = static_cast<int>(effects.size());
    if (effects.size() < 2) return result;
    double const n = static_cast<double>(effects.size());
    double absolute = 0, sum = 0, squares = 0;
    for (double const e : effects) absolute += std::abs(e), sum += e, squares += e * e;
    auto const deviation = [&](double total) {
        return std::sqrt(std::max(0.0, squares - total * total / n) / (n - 1));
    };
    result.mean = sum / n;
    result.absolute_mean = absolute / n;
    result.deviation = deviation(sum);
    result.mean_error = result.deviation / std::sqrt(n);
    result.absolute_mean_error = deviation(absolute) / std::sqrt(n);
    return result;
}

ElementaryEffects elementary_effects(DesignPoints design, DesignOutputs outputs, SensitivityOptions const& options)
{
    auto const whole = whole_outputs(design, outputs, 1, options);
    std::size_t const k = design[0].size();
    if (design.size() % (k + 1) != 0)
        refuse_sensitivity(
            Text{"the points are not those of a design of Morris", "les points ne sont pas ceux d'un plan de Morris"});
    std::vector<Effects> effects(k);
    for (std::size_t first = 0; first < design.size(); first += k + 1)
        for (std::size_t p = first; p < first + k; ++p) {
            std::size_t const j = moved_factor(design[p], design[p + 1]);
            if (!whole.whole(p) || !whole.whole(p + 1)) continue;
            auto effect = whole.units[p + 1];
            for (std::size_t r = 0; r < effect.size(); ++r)
                effect[r] = (effect[r] - whole.units[p][r]) / (design[p + 1][j] - design[p][j]);
            effects[j].means.push_back(mean(effect));
            effects[j].variances.push_back(variance_of_mean(effect));
        }
    ElementaryEffects result;
    for (auto const& of_factor : effects) result.factors.push_back(summarise(of_factor));
    result.basis = whole.basis;
    return result;
}

}  // namespace cptsim
