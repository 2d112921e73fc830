#include "analysis/calibration/surrogate.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

namespace cptsim {
namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using ConstMatrix = Eigen::Map<Matrix const>;

Eigen::Index index(std::size_t i) { return static_cast<Eigen::Index>(i); }

/// r = intercept + slopes' z, and the variance of what it leaves.
struct LinearFit {
    Eigen::VectorXd intercept;  ///< [residual]
    Matrix slopes;              ///< [dimension, residual]
    Eigen::VectorXd variance;   ///< [residual]
};

LinearFit fit_line(RegressionSums const& sums, Eigen::Index dimensions)
{
    Eigen::Index const residuals = index(sums.squares.size());
    Matrix const gram = ConstMatrix(sums.gram.data(), 1 + dimensions, 1 + dimensions).selfadjointView<Eigen::Lower>();
    ConstMatrix const cross(sums.cross.data(), 1 + dimensions, residuals);
    Matrix ridge = gram;  // a slope is worth one evaluation a priori, so that few evaluations make no wild ones
    ridge.diagonal().array() += 1;
    Matrix const slopes = Eigen::LLT<Matrix>(ridge).solve(cross);
    Eigen::VectorXd const squares = Eigen::Map<Eigen::VectorXd const>(sums.squares.data(), residuals);
    Eigen::VectorXd const left = squares - 2 * slopes.cwiseProduct(cross).colwise().sum().transpose() +
                                 slopes.cwiseProduct(gram * slopes).colwise().sum().transpose();
    double const freedom = std::max(sums.count - static_cast<double>(dimensions) - 1, 0.2 * sums.count);
    return {slopes.row(0).transpose(), slopes.bottomRows(dimensions), left.cwiseMax(0) / freedom};
}

}  // namespace

void add_evaluation(RegressionSums& sums, std::span<double const> z, std::span<double const> residuals)
{
    if (!std::all_of(residuals.begin(), residuals.end(), [](double r) { return std::isfinite(r); })) return;
    std::size_t const width = 1 + z.size(), outputs = residuals.size();
    sums.gram.resize(width * width);
    sums.cross.resize(width * outputs);
    sums.squares.resize(outputs);
    sums.count += 1;
    for (std::size_t i = 0; i < width; ++i) {
        double const x = i == 0 ? 1 : z[i - 1];
        for (std::size_t j = 0; j <= i; ++j) sums.gram[i * width + j] += x * (j == 0 ? 1 : z[j - 1]);
        for (std::size_t r = 0; r < outputs; ++r) sums.cross[i * outputs + r] += x * residuals[r];
    }
    for (std::size_t r = 0; r < outputs; ++r) sums.squares[r] += residuals[r] * residuals[r];
}

void fade(RegressionSums& sums, double factor)
{
    sums.count *= factor;
    for (auto* values : {&sums.gram, &sums.cross, &sums.squares})
        for (double& value : *values) value *= factor;
}

double GaussianReference::log_density(std::span<double const> z) const
{
    std::size_t const n = mean.size();
    double sum = 0;
    for (std::size_t j = 0; j < n; ++j) {
        double score = 0;
        for (std::size_t i = j; i < n; ++i) score += precision_factor[i * n + j] * (z[i] - mean[i]);
        sum += score * score;
    }
    return -0.5 * sum;
}

std::vector<double> GaussianReference::move(std::span<double const> z, double step,
                                            std::span<double const> scores) const
{
    std::size_t const n = mean.size();
    std::vector<double> moved(scores.begin(), scores.end());
    for (std::size_t i = n; i-- > 0;) {  // solves F' x = scores from the last row up
        for (std::size_t j = i + 1; j < n; ++j) moved[i] -= precision_factor[j * n + i] * moved[j];
        moved[i] /= precision_factor[i * n + i];
    }
    double const keep = std::sqrt(1 - step * step);
    for (std::size_t i = 0; i < n; ++i) moved[i] = mean[i] + keep * (z[i] - mean[i]) + step * moved[i];
    return moved;
}

GaussianReference fit_reference(RegressionSums const& sums, std::size_t dimensions, double tolerance)
{
    Eigen::Index const n = index(dimensions);
    Matrix precision = Matrix::Identity(n, n);
    Eigen::VectorXd pull = Eigen::VectorXd::Zero(n);
    double residual_variance = 0;
    if (!sums.squares.empty()) {
        auto const fit = fit_line(sums, n);
        Eigen::VectorXd const weight = (fit.variance.array() + tolerance * tolerance).inverse();
        precision += fit.slopes * weight.asDiagonal() * fit.slopes.transpose();
        pull = -(fit.slopes * weight.cwiseProduct(fit.intercept));
        residual_variance = fit.variance.mean();
    }
    Eigen::LLT<Matrix> const factored(precision);
    Matrix const factor = factored.matrixL();
    Eigen::VectorXd const mean = factored.solve(pull);
    return {{mean.data(), mean.data() + n}, {factor.data(), factor.data() + n * n}, residual_variance};
}

}  // namespace cptsim
