#include "analysis/calibration/final_check.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/stats/distributions.hpp"

namespace cptsim {
namespace {

constexpr double kLeastVariance = 1e-12;  ///< of a simulator without chance that the emulator follows exactly
constexpr double kTail = 0.05;

void add_summary(FinalCheck& check, std::vector<double> const& errors)
{
    auto const n = static_cast<double>(errors.size());
    double mean = 0, second = 0, fourth = 0, outside = 0;
    for (double const e : errors) mean += e / n;
    std::vector<double> ranks;
    for (double const e : errors) {
        double const square = (e - mean) * (e - mean);
        second += square / n;
        fourth += square * square / n;
        ranks.push_back(standard_normal_cdf(e));
        outside += (ranks.back() < kTail || ranks.back() > 1 - kTail) / n;
    }
    std::sort(ranks.begin(), ranks.end());
    double distance = 0;
    for (std::size_t i = 0; i < ranks.size(); ++i)
        distance =
            std::max({distance, static_cast<double>(i + 1) / n - ranks[i], ranks[i] - static_cast<double>(i) / n});
    check.mean.push_back(mean);
    check.deviation.push_back(std::sqrt(second));
    check.kurtosis.push_back(second > 0 ? fourth / (second * second) : 3);
    check.outside.push_back(outside);
    check.distance.push_back(distance);
}

}  // namespace

FinalCheck check_errors(Emulator const& before, std::span<double const> scores, std::span<double const> residuals)
{
    auto const left = before.left_variances();
    auto const summaries = left.size(), draws = residuals.size() / summaries, dimensions = scores.size() / draws;
    std::vector<std::vector<double>> errors(summaries);
    for (std::size_t i = 0; i < draws; ++i) {
        auto const expected = before.expected(scores.subspan(i * dimensions, dimensions));
        for (std::size_t s = 0; s < summaries; ++s)
            errors[s].push_back((residuals[i * summaries + s] - expected[s]) /
                                std::sqrt(std::max(left[s], kLeastVariance)));
    }
    FinalCheck check;
    for (auto const& of_summary : errors) add_summary(check, of_summary);
    return check;
}

std::vector<double> weights_of(std::span<double const> log_weights)
{
    double const greatest = *std::max_element(log_weights.begin(), log_weights.end());
    std::vector<double> weights;
    double sum = 0;
    for (double const w : log_weights) sum += weights.emplace_back(std::exp(w - greatest));
    for (double& w : weights) w /= sum;
    return weights;
}

std::vector<std::size_t> resample(std::span<double const> weights, std::size_t n, double uniform)
{
    std::vector<std::size_t> chosen;
    double sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        sum += weights[i];
        while (chosen.size() < n && (static_cast<double>(chosen.size()) + uniform) / static_cast<double>(n) < sum)
            chosen.push_back(i);
    }
    while (chosen.size() < n) chosen.push_back(weights.size() - 1);  // the sum may round to less than one
    return chosen;
}

}  // namespace cptsim
