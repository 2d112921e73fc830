#include <algorithm>
#include <cmath>

#include "analysis/stats/distributions.hpp"
#include "analysis/stats/linear_algebra.hpp"
#include "analysis/stats/sensitivity_first.hpp"
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
    std::vector<double> rest;      ///< [point]
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
    plane.rest = multiply(x, plane.slopes);
    for (std::size_t i = 0; i < plane.rest.size(); ++i) plane.rest[i] = y[i] - plane.rest[i];
    plane.rest_squares = squared_length(plane.rest);
    plane.freedom = static_cast<double>(output.size()) - static_cast<double>(x.columns) - 1;
    return plane;
}

double r_squared(Plane const& plane) { return plane.squares > 0 ? 1 - plane.rest_squares / plane.squares : kNaN; }

/// The plane of the means, and of each independent replicate where there are several.
struct Planes {
    Plane of_means;
    std::vector<Plane> of_units;

    [[nodiscard]] std::vector<double> slopes(std::size_t factor) const
    {
        std::vector<double> all;
        for (auto const& plane : of_units) all.push_back(plane.slopes[factor]);
        return all;
    }
    /// Squares of what the plane leaves of f, without chance.
    [[nodiscard]] double rest_squares() const
    {
        if (of_units.empty()) return of_means.rest_squares;
        double sum = 0;
        for (std::size_t p = 0; p < of_means.rest.size(); ++p)
            sum += [&] {
                std::vector<double> rests;
                for (auto const& plane : of_units) rests.push_back(plane.rest[p]);
                return chanceless_product(rests, rests);
            }();
        return sum;
    }
};

Planes fit_planes(Columns const& factors, std::vector<std::vector<double>> const& units,
                  std::vector<std::size_t> const& points)
{
    std::vector<double> means;
    for (std::size_t const p : points) means.push_back(mean(units[p]));
    Planes planes{fit_plane(factors, means), {}};
    std::size_t const count = units[points.front()].size();
    for (std::size_t r = 0; count > 1 && r < count; ++r) {
        std::vector<double> own;
        for (std::size_t const p : points) own.push_back(units[p][r]);
        planes.of_units.push_back(fit_plane(factors, own));
    }
    return planes;
}

/// Variance of a mean slope and its degrees of freedom (Welch & Satterthwaite): what the plane leaves, chance of points
/// included, and what the slopes of replicates differ beyond it.
struct SlopeError {
    double variance = 0, freedom = 0;
};
SlopeError slope_error(Planes const& planes, std::size_t factor)
{
    auto const& plane = planes.of_means;
    SlopeError error{plane.rest_squares / plane.freedom * plane.leverage[factor], plane.freedom};
    if (planes.of_units.empty()) return error;
    auto const slopes = planes.slopes(factor);
    double differing = 0;  // of the rests of replicates from their mean: what chance of single points makes of slopes
    for (auto const& own : planes.of_units)
        for (std::size_t p = 0; p < own.rest.size(); ++p) differing += std::pow(own.rest[p] - plane.rest[p], 2);
    auto const count = static_cast<double>(slopes.size());
    double const by_points = differing / (count - 1) / count / plane.freedom * plane.leverage[factor];
    double const beyond = std::max(0.0, variance_of_mean(slopes) - by_points);
    double const all = error.variance + beyond;
    if (beyond > 0)
        error.freedom = all * all / (error.variance * error.variance / error.freedom + beyond * beyond / (count - 1));
    error.variance = all;
    return error;
}

/// Slopes over the deviation of f.
std::vector<SensitivityIndex> standardise(Planes const& planes, double variance)
{
    auto const& mean_slopes = planes.of_means.slopes;
    std::vector<SensitivityIndex> result(mean_slopes.size());
    for (std::size_t j = 0; j < result.size(); ++j) {
        double const scale = 1 / std::sqrt(variance), slope = mean_slopes[j] * scale;
        auto const slopes = planes.slopes(j);
        double const square = slopes.empty() ? std::pow(mean_slopes[j], 2) : chanceless_product(slopes, slopes);
        double const value = std::copysign(std::sqrt(std::max(0.0, square)) * scale, slope);
        auto const error = slope_error(planes, j);
        double const deviation = scale * std::sqrt(error.variance);
        double const half = deviation > 0 ? deviation * student_t_quantile(0.5 + 0.5 * kCoverage, error.freedom) : 0;
        result[j] = {value, deviation, {std::min(value, slope - half), std::max(value, slope + half)}};
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
    RegressionIndices result;
    result.basis = whole.basis;
    double level = 0;
    for (std::size_t const p : points) level += mean(whole.units[p]) / static_cast<double>(points.size());
    centre_units(whole.units, points);  // what a replicate does to all points alike moves no factor's effect
    auto const planes = fit_planes(factors, whole.units, points);
    auto const& plane = planes.of_means;
    result.variance = point_variance(whole.units, points);
    result.variance_interval = interval_of_variance(whole.units, points, options);
    bool const clear = is_above_rounding(result.variance, level) && result.variance_interval.low > 0;
    result.basis.withheld = clear ? Withheld::no : Withheld::no_variance;
    result.r_squared = r_squared(plane);
    result.standardised.resize(factors.size());
    result.first.resize(factors.size());
    if (clear) {
        result.standardised = standardise(planes, result.variance);
        result.first = first_order_indices(factors, whole.units, points, options);
        if (!planes.of_units.empty())
            result.r_squared_without_chance = 1 - planes.rest_squares() / plane.freedom / result.variance;
    }
    std::vector<double> output;
    for (std::size_t const p : points) output.push_back(mean(whole.units[p]));
    for (auto& column : factors) column = mid_ranks(column);
    auto const ranks = fit_plane(factors, mid_ranks(output));
    result.partial_rank = partial_correlations(ranks);
    result.rank_r_squared = r_squared(ranks);
    return result;
}

}  // namespace cptsim
