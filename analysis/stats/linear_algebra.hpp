// Matrices, their products and their decompositions. The one door to Eigen, whose templates take long to compile: none
// of them stands here.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace cptsim {

/// Numbers column after column.
struct Matrix {
    std::size_t rows = 0, columns = 0;
    std::vector<double> values;

    Matrix() = default;
    Matrix(std::size_t r, std::size_t c) : rows(r), columns(c), values(r * c) {}
    double& operator()(std::size_t i, std::size_t j) { return values[j * rows + i]; }
    double operator()(std::size_t i, std::size_t j) const { return values[j * rows + i]; }
    [[nodiscard]] std::span<double const> column(std::size_t j) const
    {
        return std::span(values).subspan(j * rows, rows);
    }
};

/// Values less their mean.
[[nodiscard]] std::vector<double> centred(std::span<double const> values);
/// Sum of squares.
[[nodiscard]] double squared_length(std::span<double const> x);

/// A x.
[[nodiscard]] std::vector<double> multiply(Matrix const& a, std::span<double const> x);
/// A' x, A' B.
[[nodiscard]] std::vector<double> multiply_transposed(Matrix const& a, std::span<double const> x);
[[nodiscard]] Matrix multiply_transposed(Matrix const& a, Matrix const& b);
/// Takes A B off `from`.
void subtract_product(Matrix& from, Matrix const& a, Matrix const& b);

/// A = L L' of a symmetric positive definite matrix.
class Cholesky {
  public:
    Cholesky() = default;
    explicit Cholesky(Matrix const& a);

    /// x of A x = b.
    [[nodiscard]] std::vector<double> solve(std::vector<double> b) const;
    [[nodiscard]] Matrix solve(Matrix b) const;
    /// x of L x = b.
    [[nodiscard]] std::vector<double> solve_lower(std::vector<double> b) const;
    [[nodiscard]] Matrix solve_lower(Matrix b) const;
    /// x of L' x = b.
    [[nodiscard]] std::vector<double> solve_upper(std::vector<double> b) const;
    /// x' A^-1 x, the squared length of L^-1 x, of each row x.
    [[nodiscard]] std::vector<double> squared_lengths(Matrix const& rows) const;
    /// L' x.
    [[nodiscard]] std::vector<double> multiply_upper(std::span<double const> x) const;

  private:
    Matrix factor_;  ///< L, and above it what nobody reads
};

/// The inverse of a square matrix; nothing where a pivot is less than `threshold` times the largest.
[[nodiscard]] std::optional<Matrix> inverse(Matrix const& a, double threshold);

/// V of A = U S V', the directions in which A stretches most first: a column for each, as many as the lesser of rows
/// and columns.
[[nodiscard]] Matrix right_singular_vectors(Matrix const& a);

// Covariances are arrays [i][j], row after row.

/// M C M'.
[[nodiscard]] std::vector<double> propagate(std::span<double const> map, std::span<double const> covariance);

/// A direction and the variance along it.
struct Direction {
    double variance = 0;
    std::vector<double> along;  ///< of length 1
};
/// The direction that varies least, each variable in units of its own deviation.
[[nodiscard]] Direction least_direction(std::span<double const> covariance);

/// L^-1, where L L' is the covariance.
[[nodiscard]] std::vector<double> whitening(std::span<double const> covariance);

}  // namespace cptsim
