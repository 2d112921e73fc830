#include <algorithm>
#include <cmath>

#include "analysis/stats/distributions.hpp"
#include "analysis/stats/linear_algebra.hpp"
#include "analysis/stats/sensitivity_outputs.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

using Columns = std::vector<std::vector<double>>;  ///< [column][point]

/// y = mean + slopes' (x - mean) / deviation + rest.
struct Plane {
    std::vector<double> slopes;    ///< [factor] per standard deviation of the factor
    std::vector<double> leverage;  ///< [factor] variance of the slope / variance of the rest
    double squares = 0;            ///< of y about its mean
    double rest_squares = 0;       ///< of what the plane leaves
    double freedom = 0;            ///< points - factors - 1
};

/// Factors about their means, each in its standard deviations, [point, factor].
Matrix standard_columns(Columns const& factors, std::size_t points)
{
    Matrix x(points, factors.size());
    for (std::size_t j = 0; j < x.columns; ++j) {
        auto const column = centred(factors[j]);
        double const deviation = std::sqrt(squared_length(column) / static_cast<double>(points - 1));
        if (!(deviation > 1e-12))
            refuse_sensitivity(both({"factor {} does not vary", "le facteur {} ne varie pas"}, j + 1));
        for (std::size_t i = 0; i < points; ++i) x(i, j) = column[i] / deviation;
    }
    return x;
}

Plane fit_plane(Columns const& factors, std::vector<double> const& output)
{
    auto const degrees = static_cast<double>(output.size() - 1);
    auto const x = standard_columns(factors, output.size());
    auto const y = centred(output);
    auto gram = multiply_transposed(x, x);
    for (double& value : gram.values) value /= degrees;
    auto inverted = inverse(gram, 1e-10);
    if (!inverted)
        refuse_sensitivity(Text{"some factor is a sum of others, at the points that have their runs",
                                "un facteur est la somme d'autres, aux points qui ont leurs simulations"});
    for (double& value : inverted->values) value /= degrees;
    Plane plane;
    plane.slopes = multiply(*inverted, multiply_transposed(x, y));
    for (std::size_t j = 0; j < x.columns; ++j) plane.leverage.push_back((*inverted)(j, j));
    plane.squares = squared_length(y);
    auto rest = multiply(x, plane.slopes);
    for (std::size_t i = 0; i < rest.size(); ++i) rest[i] = y[i] - rest[i];
    plane.rest_squares = squared_length(rest);
    plane.freedom = static_cast<double>(output.size()) - static_cast<double>(x.columns) - 1;
    return plane;
}

double r_squared(Plane const& plane) { return plane.squares > 0 ? 1 - plane.rest_squares / plane.squares : kNaN; }

/// Slopes over the deviation of f, with the intervals of the regression.
std::vector<SensitivityIndex> standardise(Plane const& plane, double variance)
{
    std::vector<SensitivityIndex> result(plane.slopes.size());
    if (!(variance > 0)) return result;
    double const t = student_t_quantile(0.5 + 0.5 * kCoverage, plane.freedom), scale = 1 / std::sqrt(variance);
    for (std::size_t j = 0; j < result.size(); ++j) {
        double const value = plane.slopes[j] * scale;
        double const error = scale * std::sqrt(plane.rest_squares / plane.freedom * plane.leverage[j]);
        result[j] = {value, error, {value - t * error, value + t * error}};
    }
    return result;
}

/// Partial correlations r = b / sqrt(b^2 + rest x leverage), their intervals by Fisher's transformation.
std::vector<SensitivityIndex> partial_correlations(Plane const& plane)
{
    std::vector<SensitivityIndex> result(plane.slopes.size());
    if (!(plane.squares > 0)) return result;
    double const rest = std::max(plane.rest_squares, 1e-12 * plane.squares);  // a rest of rounding is no rest
    double const z = standard_normal_quantile(0.5 + 0.5 * kCoverage);
    double const width = z / std::sqrt(plane.freedom - 1);
    for (std::size_t j = 0; j < result.size(); ++j) {
        double const b = plane.slopes[j], r = b / std::sqrt(b * b + rest * plane.leverage[j]);
        double const centre = std::atanh(std::clamp(r, -1 + 1e-15, 1 - 1e-15));
        result[j] = {r, (1 - r * r) / std::sqrt(plane.freedom), {std::tanh(centre - width), std::tanh(centre + width)}};
    }
    return result;
}

Columns columns_of(DesignPoints design, std::vector<std::size_t> const& points)
{
    Columns columns(design[0].size());
    for (std::size_t const p : points)
        for (std::size_t j = 0; j < columns.size(); ++j) columns[j].push_back(design[p][j]);
    return columns;
}

}  // namespace

RegressionIndices regression_indices(DesignPoints design, DesignOutputs outputs, SensitivityOptions const& options)
{
    auto whole = whole_outputs(design, outputs, 1, options);
    auto const& points = whole.blocks;
    auto factors = columns_of(design, points);
    if (points.size() < factors.size() + 3)
        refuse_sensitivity(both({"a regression on {} factors takes {} points at least",
                                 "une régression sur {} facteurs demande {} points au moins"},
                                factors.size(), factors.size() + 3));
    centre_units(whole.units, points);  // what a replicate does to all points alike moves no factor's effect
    std::vector<double> output;
    double chance = 0;
    for (std::size_t const p : points) {
        output.push_back(mean(whole.units[p]));
        chance += variance_of_mean(whole.units[p]);
    }
    double const freedom = static_cast<double>(points.size()) - 1;
    chance /= freedom;  // per point, of its mean; centring took one point's worth
    auto const plane = fit_plane(factors, output);
    RegressionIndices result;
    result.basis = whole.basis;
    double const of_means = plane.squares / freedom;
    result.variance = of_means - (std::isnan(chance) ? 0 : chance);
    // Where chance is most of it, what is left is too uncertain to be divided by.
    bool const clear = result.variance > 0.5 * of_means;
    result.standardised = standardise(plane, clear ? result.variance : kNaN);
    result.r_squared = r_squared(plane);
    if (clear && !std::isnan(chance))
        result.r_squared_without_chance =
            std::min(1.0, 1 - (plane.rest_squares / plane.freedom - chance) / result.variance);
    for (auto& column : factors) column = mid_ranks(column);
    auto const ranks = fit_plane(factors, mid_ranks(output));
    result.partial_rank = partial_correlations(ranks);
    result.rank_r_squared = r_squared(ranks);
    return result;
}

}  // namespace cptsim
