#include <Eigen/LU>
#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

#include "analysis/stats/sensitivity_outputs.hpp"

namespace cptsim {
namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;
using Columns = std::vector<std::vector<double>>;  ///< [column][point]

/// y = mean + slopes' (x - mean) / deviation + rest.
struct Plane {
    Vector slopes;            ///< [factor] per standard deviation of the factor
    Vector leverage;          ///< [factor] variance of the slope / variance of the rest
    double squares = 0;       ///< of y about its mean
    double rest_squares = 0;  ///< of what the plane leaves
    double freedom = 0;       ///< points - factors - 1
};

Vector centred(std::vector<double> const& values)
{
    Vector const v = Eigen::Map<Vector const>(values.data(), static_cast<Eigen::Index>(values.size()));
    return v.array() - v.mean();
}

Plane fit_plane(Columns const& factors, std::vector<double> const& output)
{
    auto const n = static_cast<Eigen::Index>(output.size()), k = static_cast<Eigen::Index>(factors.size());
    Matrix x(n, k);
    for (Eigen::Index j = 0; j < k; ++j) {
        x.col(j) = centred(factors[static_cast<std::size_t>(j)]);
        double const deviation = std::sqrt(x.col(j).squaredNorm() / static_cast<double>(n - 1));
        if (!(deviation > 1e-12)) refuse_sensitivity("factor " + std::to_string(j + 1) + " does not vary");
        x.col(j) /= deviation;
    }
    Vector const y = centred(output);
    Eigen::FullPivLU<Matrix> gram(x.transpose() * x / static_cast<double>(n - 1));
    gram.setThreshold(1e-10);
    if (!gram.isInvertible()) refuse_sensitivity("some factor is a sum of others, at the points that have their runs");
    Matrix const inverse = gram.inverse() / static_cast<double>(n - 1);
    Vector const slopes = inverse * (x.transpose() * y);
    double const squares = y.squaredNorm(), rest = (y - x * slopes).squaredNorm();
    return {slopes, inverse.diagonal(), squares, rest, static_cast<double>(n - k - 1)};
}

double r_squared(Plane const& plane) { return plane.squares > 0 ? 1 - plane.rest_squares / plane.squares : kNaN; }

/// Slopes over the deviation of f, with the intervals of the regression.
std::vector<SensitivityIndex> standardise(Plane const& plane, double variance)
{
    std::vector<SensitivityIndex> result(static_cast<std::size_t>(plane.slopes.size()));
    if (!(variance > 0)) return result;
    double const t = student_t_quantile(0.5 + 0.5 * kCoverage, plane.freedom), scale = 1 / std::sqrt(variance);
    for (Eigen::Index j = 0; j < plane.slopes.size(); ++j) {
        double const value = plane.slopes[j] * scale;
        double const error = scale * std::sqrt(plane.rest_squares / plane.freedom * plane.leverage[j]);
        result[static_cast<std::size_t>(j)] = {value, error, {value - t * error, value + t * error}};
    }
    return result;
}

/// Partial correlations r = b / sqrt(b^2 + rest x leverage), their intervals by Fisher's transformation.
std::vector<SensitivityIndex> partial_correlations(Plane const& plane)
{
    std::vector<SensitivityIndex> result(static_cast<std::size_t>(plane.slopes.size()));
    if (!(plane.squares > 0)) return result;
    double const rest = std::max(plane.rest_squares, 1e-12 * plane.squares);  // a rest of rounding is no rest
    double const z = boost::math::quantile(boost::math::normal(), 0.5 + 0.5 * kCoverage);
    double const width = z / std::sqrt(plane.freedom - 1);
    for (Eigen::Index j = 0; j < plane.slopes.size(); ++j) {
        double const b = plane.slopes[j], r = b / std::sqrt(b * b + rest * plane.leverage[j]);
        double const centre = std::atanh(std::clamp(r, -1 + 1e-15, 1 - 1e-15));
        result[static_cast<std::size_t>(j)] = {
            r, (1 - r * r) / std::sqrt(plane.freedom), {std::tanh(centre - width), std::tanh(centre + width)}};
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
        refuse_sensitivity("a regression on " + std::to_string(factors.size()) + " factors takes " +
                           std::to_string(factors.size() + 3) + " points at least");
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
