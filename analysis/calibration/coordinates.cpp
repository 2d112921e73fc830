#include "analysis/calibration/coordinates.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "analysis/stats/distributions.hpp"

namespace cptsim {
namespace {

/// Quantile of the normal distribution of mean a and standard deviation b, cut to [min, max]. A range beyond the mean
/// is mirrored below it, where probabilities are small and keep their digits. Scores reach 8 here, where the portable
/// cut_normal() of analysis/sweep/sweep.cpp, in single precision, has long ended.
double truncated_normal(Coordinate const& c, double z)
{
    double low = (c.min - c.prior.a) / c.prior.b, high = (c.max - c.prior.a) / c.prior.b;
    bool const mirrored = low + high > 0;
    if (mirrored) std::tie(low, high, z) = std::tuple(-high, -low, -z);
    double const p =
        standard_normal_cdf(low) * standard_normal_cdf(-z) + standard_normal_cdf(high) * standard_normal_cdf(z);
    // Near one, from what is left to one.
    double const q =
        standard_normal_cdf(-low) * standard_normal_cdf(-z) + standard_normal_cdf(-high) * standard_normal_cdf(z);
    double x = p <= 0 ? low : q <= 0 ? high : p < q ? standard_normal_quantile(p) : -standard_normal_quantile(q);
    if (mirrored) x = -x;
    return std::clamp(c.prior.a + c.prior.b * x, c.min, c.max);
}

double alternative(Coordinate const& c, double u)
{
    double sum = 0;
    for (std::size_t k = 0; k + 1 < c.values.size(); ++k) {
        sum += c.weights[k];
        if (u < sum) return c.values[k];
    }
    return c.values.back();
}

}  // namespace

double value_of(Coordinate const& c, double z)
{
    double const u = standard_normal_cdf(z);
    if (!c.values.empty()) return alternative(c, u);
    switch (c.prior.kind) {
        case Prior::uniform:
            return c.prior.a + (c.prior.b - c.prior.a) * u;
        case Prior::log_uniform:
            return std::clamp(c.prior.a * std::pow(c.prior.b / c.prior.a, u), c.prior.a, c.prior.b);
        case Prior::normal:
            return truncated_normal(c, z);
        case Prior::fixed:
            break;
    }
    return c.prior.a;
}

double score_of(Coordinate const& c, double value)
{
    double p = 0;
    if (!c.values.empty()) {
        auto const found = std::find(c.values.begin(), c.values.end(), value);
        auto const before = c.weights.begin() + (found - c.values.begin());
        p = std::accumulate(c.weights.begin(), before, found == c.values.end() ? 0 : 0.5 * *before);
    } else if (c.prior.kind == Prior::uniform) {
        p = (value - c.prior.a) / (c.prior.b - c.prior.a);
    } else if (c.prior.kind == Prior::log_uniform) {
        p = std::log(value / c.prior.a) / std::log(c.prior.b / c.prior.a);
    } else if (c.prior.kind == Prior::normal) {
        double const low = standard_normal_cdf((c.min - c.prior.a) / c.prior.b),
                     high = standard_normal_cdf((c.max - c.prior.a) / c.prior.b);
        p = (standard_normal_cdf((value - c.prior.a) / c.prior.b) - low) / (high - low);
    }
    double const least = standard_normal_cdf(-8);
    return p <= least ? -8 : p >= 1 - least ? 8 : standard_normal_quantile(p);
}

}  // namespace cptsim
