#include "analysis/stats/linear_algebra.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <Eigen/LU>
#include <Eigen/SVD>
#include <cmath>

namespace cptsim {
namespace {

using Dense = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;
using ByRows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Eigen::Index index(std::size_t n) { return static_cast<Eigen::Index>(n); }

Eigen::Map<Dense const> view(Matrix const& a) { return {a.values.data(), index(a.rows), index(a.columns)}; }
Eigen::Map<Dense> view(Matrix& a) { return {a.values.data(), index(a.rows), index(a.columns)}; }
Eigen::Map<Vector const> view(std::span<double const> x) { return {x.data(), index(x.size())}; }
Eigen::Map<Vector> view(std::vector<double>& x) { return {x.data(), index(x.size())}; }

/// A covariance [i][j].
Eigen::Map<ByRows const> square(std::span<double const> values)
{
    auto const n = std::lround(std::sqrt(static_cast<double>(values.size())));
    return {values.data(), n, n};
}

Matrix matrix_of(Dense const& a)
{
    Matrix result(static_cast<std::size_t>(a.rows()), static_cast<std::size_t>(a.cols()));
    view(result) = a;
    return result;
}

std::vector<double> array_of(ByRows const& a) { return {a.data(), a.data() + a.size()}; }

}  // namespace

std::vector<double> centred(std::span<double const> values)
{
    std::vector<double> result(values.size());
    view(result) = view(values).array() - view(values).mean();
    return result;
}

double squared_length(std::span<double const> x) { return view(x).squaredNorm(); }

std::vector<double> multiply(Matrix const& a, std::span<double const> x)
{
    std::vector<double> result(a.rows);
    view(result).noalias() = view(a) * view(x);
    return result;
}

std::vector<double> multiply_transposed(Matrix const& a, std::span<double const> x)
{
    std::vector<double> result(a.columns);
    view(result).noalias() = view(a).transpose() * view(x);
    return result;
}

Matrix multiply_transposed(Matrix const& a, Matrix const& b)
{
    Matrix result(a.columns, b.columns);
    view(result).noalias() = view(a).transpose() * view(b);
    return result;
}

void subtract_product(Matrix& from, Matrix const& a, Matrix const& b)
{
    ByRows rest = view(from);  // by rows products round as they did for the shipped posterior
    rest.noalias() -= view(a) * view(b);
    view(from) = rest;
}

Cholesky::Cholesky(Matrix const& a) : factor_(matrix_of(Eigen::LLT<Dense>(view(a)).matrixLLT())) {}

std::vector<double> Cholesky::solve(std::vector<double> b) const { return solve_upper(solve_lower(std::move(b))); }

Matrix Cholesky::solve(Matrix b) const
{
    b = solve_lower(std::move(b));
    auto x = view(b);
    view(factor_).adjoint().triangularView<Eigen::Upper>().solveInPlace(x);
    return b;
}

std::vector<double> Cholesky::solve_lower(std::vector<double> b) const
{
    auto x = view(b);
    view(factor_).triangularView<Eigen::Lower>().solveInPlace(x);
    return b;
}

std::vector<double> Cholesky::squared_lengths(Matrix const& rows) const
{
    std::vector<double> result(rows.rows);
    view(result) = view(factor_).triangularView<Eigen::Lower>().solve(view(rows).transpose()).colwise().squaredNorm();
    return result;
}

Matrix Cholesky::solve_lower(Matrix b) const
{
    auto x = view(b);
    view(factor_).triangularView<Eigen::Lower>().solveInPlace(x);
    return b;
}

std::vector<double> Cholesky::solve_upper(std::vector<double> b) const
{
    auto x = view(b);
    view(factor_).adjoint().triangularView<Eigen::Upper>().solveInPlace(x);
    return b;
}

std::vector<double> Cholesky::multiply_upper(std::span<double const> x) const
{
    std::vector<double> result(x.size());
    view(result) = view(factor_).adjoint().triangularView<Eigen::Upper>() * view(x);
    return result;
}

std::optional<Matrix> inverse(Matrix const& a, double threshold)
{
    Eigen::FullPivLU<Dense> decomposition(view(a));
    decomposition.setThreshold(threshold);
    if (!decomposition.isInvertible()) return {};
    return matrix_of(decomposition.inverse());
}

Matrix right_singular_vectors(Matrix const& a)
{
    return matrix_of(Eigen::JacobiSVD<Dense>(view(a), Eigen::ComputeThinV).matrixV());
}

std::vector<double> propagate(std::span<double const> map, std::span<double const> covariance)
{
    ByRows const m = square(map);
    return array_of(m * square(covariance) * m.transpose());
}

Direction least_direction(std::span<double const> covariance)
{
    Dense const c = square(covariance);
    Vector const scale = c.diagonal().cwiseMax(1e-300).cwiseSqrt().cwiseInverse();
    Eigen::SelfAdjointEigenSolver<Dense> const eigen(scale.asDiagonal() * c * scale.asDiagonal());
    Vector const least = eigen.eigenvectors().col(0);
    return {eigen.eigenvalues()(0), {least.begin(), least.end()}};
}

std::vector<double> whitening(std::span<double const> covariance)
{
    ByRows const c = square(covariance);
    return array_of(Eigen::LLT<ByRows>(c).matrixL().solve(ByRows::Identity(c.rows(), c.cols())));
}

}  // namespace cptsim
