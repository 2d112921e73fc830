#include "analysis/calibration/predictive.hpp"

#include <cmath>

#include "analysis/stats/statistics.hpp"
#include "sim/base/portable_math.hpp"

namespace cptsim {
namespace {

constexpr int kErrorQuantiles = 64;

PredictiveCheck check(CalibrationTarget const& target, double value_variance, std::vector<Measured> const& draws)
{
    auto const scale = target.quantity->scale;
    double const error = error_on_scale(scale, target.value, std::sqrt(value_variance));
    std::vector<double> scaled, observable;
    for (auto const& value : draws) {
        scaled.push_back(to_scale(scale, value));
        for (int k = 0; k < kErrorQuantiles; ++k) {
            double const u = (k + 0.5) / kErrorQuantiles;
            observable.push_back(scaled.back() + error * static_cast<double>(normal_quantile(static_cast<float>(u))));
        }
    }
    double const center = mean(scaled);
    double variance = 0;
    for (double const x : scaled) variance += (x - center) * (x - center) / static_cast<double>(scaled.size());
    PredictiveCheck result;
    result.median = from_scale(scale, quantile(scaled, 0.5));
    result.low = from_scale(scale, quantile(observable, (1 - kCoverage) / 2));
    result.high = from_scale(scale, quantile(observable, (1 + kCoverage) / 2));
    result.z = (to_scale(scale, target.value) - center) / std::sqrt(variance + error * error);
    result.inside = target.value >= result.low && (target.value <= result.high || target.is_bound());
    return result;
}

}  // namespace

std::vector<PredictiveCheck> check_predictions(std::vector<CalibrationTarget> const& targets,
                                               std::span<std::vector<Measured> const> values)
{
    auto const covariance = value_covariance(targets);
    std::vector<PredictiveCheck> checks;
    for (std::size_t t = 0; t < targets.size(); ++t) {
        std::vector<Measured> draws;
        for (auto const& draw : values) draws.push_back(draw[t]);
        checks.push_back(check(targets[t], covariance[t * (targets.size() + 1)], draws));
    }
    return checks;
}

}  // namespace cptsim
