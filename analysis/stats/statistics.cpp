#include "analysis/stats/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <numeric>

#include "analysis/stats/distributions.hpp"

namespace cptsim {

double mean(std::span<double const> values)
{
    if (values.empty()) return kNaN;
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double quantile(std::vector<double> values, double p)
{
    std::sort(values.begin(), values.end());
    return quantile_of_sorted(values, p);
}

double quantile_of_sorted(std::span<double const> values, double p)
{
    if (values.empty()) return kNaN;
    auto const n = static_cast<double>(values.size());
    double const position = std::clamp(p * (n + 1), 1.0, n) - 1;
    auto const below = static_cast<std::size_t>(position);
    auto const above = std::min(below + 1, values.size() - 1);
    return values[below] + (position - static_cast<double>(below)) * (values[above] - values[below]);
}

double weighted_quantile(std::span<double const> values, std::span<double const> weights, double p)
{
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (weights[i] > 0) order.push_back(i);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    double const goal = p * std::accumulate(weights.begin(), weights.end(), 0.0);
    double below = 0, last_position = 0, last_value = 0;
    for (std::size_t k = 0; k < order.size(); ++k) {
        double const weight = weights[order[k]], value = values[order[k]], position = below + 0.5 * weight;
        if (goal <= position)
            return k == 0 ? value
                          : last_value + (value - last_value) * (goal - last_position) / (position - last_position);
        below += weight;
        last_position = position;
        last_value = value;
    }
    return last_value;
}

MeanEstimate estimate_mean(std::span<ClusteredValue const> values)
{
    std::map<int, std::vector<double>> clusters;
    for (auto const& v : values) clusters[v.cluster].push_back(v.value);
    std::vector<double> units;
    if (clusters.size() == 1)
        units = clusters.begin()->second;
    else
        for (auto const& cluster : clusters) units.push_back(mean(cluster.second));

    MeanEstimate result;
    result.mean = mean(units);
    result.values = static_cast<int>(values.size());
    result.clusters = static_cast<int>(clusters.size());
    result.units = static_cast<int>(units.size());
    if (units.size() < 2) return result;
    double squares = 0;
    for (double u : units) squares += (u - result.mean) * (u - result.mean);
    auto const n = static_cast<double>(units.size());
    result.half_width = student_t_quantile(0.5 + 0.5 * kCoverage, n - 1) * std::sqrt(squares / (n - 1) / n);
    return result;
}

std::vector<double> mid_ranks(std::span<double const> values)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> ranks(values.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first;
        while (last + 1 < order.size() && values[order[last + 1]] == values[order[first]]) ++last;
        double const rank = 1 + 0.5 * static_cast<double>(first + last);
        for (std::size_t i = first; i <= last; ++i) ranks[order[i]] = rank;
        first = last + 1;
    }
    return ranks;
}

double rank_correlation(std::span<double const> x, std::span<double const> y)
{
    if (x.size() != y.size() || x.size() < 3) return kNaN;
    auto const a = mid_ranks(x), b = mid_ranks(y);
    double const centre = 0.5 * (static_cast<double>(x.size()) + 1);
    double ab = 0, aa = 0, bb = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        ab += (a[i] - centre) * (b[i] - centre);
        aa += (a[i] - centre) * (a[i] - centre);
        bb += (b[i] - centre) * (b[i] - centre);
    }
    return aa > 0 && bb > 0 ? ab / std::sqrt(aa * bb) : kNaN;
}

double rank_correlation_threshold(int values, int candidates)
{
    double const z = standard_normal_quantile(1 - 0.05 / (2.0 * candidates));
    return z / std::sqrt(values - 1.0);
}

}  // namespace cptsim
