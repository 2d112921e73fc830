#include "analysis/calibration/identifiability.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <stdexcept>

#include "analysis/stats/statistics.hpp"

namespace cptsim {
namespace {

/// (sum of weights)^2 / sum of their squares, copies taken together; 0 if none is positive.
double effective_sample_size(std::span<double const> z, std::span<double const> weights)
{
    auto const dimensions = z.size() / weights.size();
    std::map<std::vector<double>, double> particles;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        auto const row = z.subspan(i * dimensions, dimensions);
        particles[{row.begin(), row.end()}] += weights[i];
    }
    double sum = 0, squares = 0;
    for (auto const& [row, w] : particles) sum += w, squares += w * w;
    return squares > 0 ? sum * sum / squares : 0;
}

ScoreMarginal marginal(std::span<double const> values, std::span<double const> weights, double effective_size)
{
    ScoreMarginal m;
    for (std::size_t i = 0; i < values.size(); ++i) m.mean += weights[i] * values[i];
    double second = 0, fourth = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        double const square = std::pow(values[i] - m.mean, 2);
        second += weights[i] * square;
        fourth += weights[i] * square * square;
    }
    double const variance = second * effective_size / (effective_size - 1);
    m.deviation = std::sqrt(variance);
    m.low = weighted_quantile(values, weights, 0.05);
    m.median = weighted_quantile(values, weights, 0.50);
    m.high = weighted_quantile(values, weights, 0.95);
    m.contraction = 1 - variance;
    m.contraction_error = std::sqrt(std::max(0.0, fourth - second * second) / effective_size);
    return m;
}

}  // namespace

Said ScoreMarginal::said() const
{
    double const beyond = contraction - kLeastContraction;
    if (std::abs(beyond) <= 2 * contraction_error) return Said::unsure;
    return beyond > 0 ? Said::much : Said::little;
}

Identifiability identify(std::span<double const> z, std::span<double const> weights)
{
    Identifiability result;
    result.effective_size = effective_sample_size(z, weights);
    if (!(result.effective_size > 1)) throw std::logic_error("a posterior of fewer than two particles");
    std::size_t const n = weights.size(), dimensions = z.size() / n;
    double const total = std::accumulate(weights.begin(), weights.end(), 0.0);
    std::vector<double> shares(weights.begin(), weights.end());
    for (double& share : shares) share /= total;

    std::vector<std::vector<double>> columns(dimensions, std::vector<double>(n));
    for (std::size_t i = 0; i < z.size(); ++i) columns[i % dimensions][i / dimensions] = z[i];
    for (auto& column : columns) {
        auto const m = result.marginals.emplace_back(marginal(column, shares, result.effective_size));
        for (double& value : column) value -= m.mean;
    }
    auto const covariance = [&](std::size_t a, std::size_t b) {
        double sum = 0;
        for (std::size_t i = 0; i < n; ++i) sum += shares[i] * columns[a][i] * columns[b][i];
        return sum;
    };
    for (std::size_t a = 0; a < dimensions; ++a)
        for (std::size_t b = 0; b < dimensions; ++b)
            result.correlations.push_back(a == b ? 1
                                                 : covariance(a, b) / std::sqrt(covariance(a, a) * covariance(b, b)));
    return result;
}

std::vector<std::size_t> by_contraction(Identifiability const& identifiability)
{
    auto const& marginals = identifiability.marginals;
    std::vector<std::size_t> order(marginals.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return marginals[a].contraction > marginals[b].contraction; });
    return order;
}

}  // namespace cptsim
