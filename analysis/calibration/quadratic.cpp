#include "analysis/calibration/quadratic.hpp"

#include <algorithm>
#include <numbers>

namespace cptsim {
namespace {

using Vector = std::vector<double>;

constexpr std::size_t kDirections = 8;
constexpr std::size_t kEvaluationsPerFeature = 4;
constexpr double kRidge = 1;            ///< a slope of one declared error is worth so many evaluations a priori
constexpr double kCurvatureRidge = 10;  ///< the same for squares and products

/// `rows` rows, given one after the other.
Matrix by_rows(std::span<double const> values, std::size_t rows)
{
    Matrix result(rows, values.size() / rows);
    for (std::size_t k = 0; k < values.size(); ++k) result(k / result.columns, k % result.columns) = values[k];
    return result;
}

/// [evaluation, feature], of scores [evaluation, dimension].
Matrix design_of(Features const& features, std::span<double const> scores)
{
    Matrix f(scores.size() / features.dimensions, features.count());
    for (std::size_t i = 0; i < f.rows; ++i) {
        auto const row = features.at(scores.subspan(i * features.dimensions, features.dimensions));
        for (std::size_t j = 0; j < row.size(); ++j) f(i, j) = row[j];
    }
    return f;
}

double ridge(Features const& features, std::size_t feature)
{
    return feature == 0 ? 0 : feature <= features.dimensions ? kRidge : kCurvatureRidge;
}

void regress(QuadraticFit& fit, std::span<double const> scores)
{
    auto const design = design_of(fit.features, scores);
    auto gram = multiply_transposed(design, design);
    for (std::size_t j = 0; j < gram.rows; ++j) gram(j, j) += ridge(fit.features, j);
    Cholesky const solver(gram);
    fit.coefficients = solver.solve(multiply_transposed(design, fit.simulated));
    fit.errors = fit.simulated;
    subtract_product(fit.errors, design, fit.coefficients);
    auto const leverage = solver.squared_lengths(design);
    for (std::size_t i = 0; i < design.rows; ++i) {
        double const rest = std::max(1 - leverage[i], 1e-3);
        for (std::size_t s = 0; s < fit.errors.columns; ++s) fit.errors(i, s) /= rest;
    }
}

/// Rows: the directions in which the residuals move most, by the slopes of a linear fit.
Matrix moving_directions(Matrix const& coefficients, std::size_t dimensions)
{
    Matrix slopes(coefficients.columns, dimensions);
    for (std::size_t s = 0; s < slopes.rows; ++s)
        for (std::size_t k = 0; k < dimensions; ++k) slopes(s, k) = coefficients(1 + k, s);
    auto const all = right_singular_vectors(slopes);
    Matrix directions(std::min(kDirections, all.columns), dimensions);
    for (std::size_t j = 0; j < directions.rows; ++j)
        for (std::size_t k = 0; k < dimensions; ++k) directions(j, k) = all(k, j);
    return directions;
}

}  // namespace

std::size_t Features::count() const
{
    auto const r = directions.rows;
    return 1 + dimensions + (curved ? dimensions + r * (r + 1) / 2 : 0);
}

Vector Features::at(std::span<double const> z) const
{
    Vector f = {1};
    f.reserve(count());
    f.insert(f.end(), z.begin(), z.end());
    if (!curved) return f;
    for (double const x : z) f.push_back((x * x - 1) / std::numbers::sqrt2);
    auto const u = multiply(directions, z);
    for (std::size_t a = 0; a < u.size(); ++a)
        for (std::size_t b = 0; b <= a; ++b) f.push_back(u[a] * u[b]);
    return f;
}

Matrix Features::slopes_at(std::span<double const> z) const
{
    Matrix d(count(), dimensions);
    for (std::size_t k = 0; k < dimensions; ++k) d(1 + k, k) = 1;
    if (!curved) return d;
    for (std::size_t k = 0; k < dimensions; ++k) d(1 + dimensions + k, k) = std::numbers::sqrt2 * z[k];
    auto const u = multiply(directions, z);
    std::size_t next = 1 + 2 * dimensions;
    for (std::size_t a = 0; a < u.size(); ++a)
        for (std::size_t b = 0; b <= a; ++b, ++next)
            for (std::size_t k = 0; k < dimensions; ++k) d(next, k) = u[a] * directions(b, k) + u[b] * directions(a, k);
    return d;
}

Matrix QuadraticFit::left() const
{
    auto covariance = multiply_transposed(errors, errors);
    auto const n = static_cast<double>(errors.rows);
    double const noisy = std::min(1.0, static_cast<double>(errors.columns) / n);
    for (std::size_t i = 0; i < covariance.rows; ++i)
        for (std::size_t j = 0; j < covariance.columns; ++j) {
            double const value = covariance(i, j) / n;
            covariance(i, j) = (1 - noisy) * value + (i == j ? noisy * value : 0);
        }
    return covariance;
}

QuadraticFit fit_quadratic(std::span<double const> scores, std::span<double const> residuals, std::size_t evaluations)
{
    QuadraticFit fit;
    fit.simulated = by_rows(residuals, evaluations);
    auto& features = fit.features;
    features.dimensions = scores.size() / evaluations;
    regress(fit, scores);
    features.directions = moving_directions(fit.coefficients, features.dimensions);
    features.curved = true;
    features.curved = evaluations >= kEvaluationsPerFeature * features.count();
    if (features.curved) regress(fit, scores);
    return fit;
}

}  // namespace cptsim
