#include "analysis/calibration/weights.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace cptsim {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

}  // namespace

double log_kernel(std::span<double const> distance2, double tolerance)
{
    double const nearest = *std::min_element(distance2.begin(), distance2.end());
    if (nearest == kInfinity) return -kInfinity;
    double const scale = 0.5 / (tolerance * tolerance);  // 0 where the tolerance is infinite
    double sum = 0;
    for (double d : distance2)
        if (d < kInfinity) sum += std::exp(-scale * (d - nearest));
    return -scale * nearest + std::log(sum / static_cast<double>(distance2.size()));
}

std::vector<double> kernel_weights(std::span<double const> distance2, std::size_t replicates, double from, double to)
{
    std::vector<double> weights;
    for (std::size_t first = 0; first < distance2.size(); first += replicates) {
        auto const own = distance2.subspan(first, replicates);
        double const narrow = log_kernel(own, to);
        weights.push_back(narrow == -kInfinity ? narrow : narrow - log_kernel(own, from));
    }
    double const largest = *std::max_element(weights.begin(), weights.end());
    for (double& w : weights) w = largest == -kInfinity ? 0 : std::exp(w - largest);
    return weights;
}

double effective_sample_size(std::span<double const> weights)
{
    double sum = 0, squares = 0;
    for (double w : weights) sum += w, squares += w * w;
    return squares > 0 ? sum * sum / squares : 0;
}

double distinct_sample_size(std::span<double const> distance2, std::size_t replicates)
{
    std::map<double, double> count;
    for (std::size_t i = 0; i < distance2.size(); i += replicates) count[distance2[i]] += 1;
    std::vector<double> sizes;
    for (auto const& family : count) sizes.push_back(family.second);
    return effective_sample_size(sizes);
}

}  // namespace cptsim
