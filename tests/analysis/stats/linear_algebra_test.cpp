#include "analysis/stats/linear_algebra.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace cptsim;

namespace {

/// Rows of three numbers.
Matrix by_rows(std::vector<double> const& values)
{
    Matrix a(values.size() / 3, 3);
    for (std::size_t k = 0; k < values.size(); ++k) a(k / 3, k % 3) = values[k];
    return a;
}

void require_equal(std::vector<double> const& a, std::vector<double> const& b)
{
    REQUIRE(a.size() == b.size());
    for (std::size_t i = 0; i < a.size(); ++i) CHECK(a[i] == Approx(b[i]).margin(1e-12));
}

}  // namespace

TEST_CASE("products of matrices are those of their rows and columns", "[linear algebra]")
{
    auto const a = by_rows({1, 2, 3, 4, 5, 6});
    std::vector<double> const x = {1, -1, 2}, y = {2, 1};
    require_equal(multiply(a, x), {5, 11});
    require_equal(multiply_transposed(a, y), {6, 9, 12});
    require_equal(multiply_transposed(a, a).values, {17, 22, 27, 22, 29, 36, 27, 36, 45});
    auto rest = by_rows({17, 22, 27, 22, 29, 36, 27, 36, 45});
    Matrix transposed(3, 2);
    for (std::size_t i = 0; i < 2; ++i)
        for (std::size_t j = 0; j < 3; ++j) transposed(j, i) = a(i, j);
    subtract_product(rest, transposed, a);
    require_equal(rest.values, std::vector<double>(9, 0));
    require_equal(centred(x), {1 - 2.0 / 3, -1 - 2.0 / 3, 2 - 2.0 / 3});
    CHECK(squared_length(x) == 6);
}

TEST_CASE("a Cholesky factor solves what its matrix does, and its inverse whitens a covariance", "[linear algebra]")
{
    // L = [2 0 0; 1 3 0; -1 2 1]
    std::vector<double> const covariance = {4, 2, -2, 2, 10, 5, -2, 5, 6};
    Cholesky const factor(by_rows(covariance));
    std::vector<double> const x = {1, -2, 3};
    require_equal(factor.solve_lower({2, -5, -2}), x);
    require_equal(factor.solve_upper({-3, 0, 3}), x);
    require_equal(factor.multiply_upper(x), {-3, 0, 3});
    require_equal(factor.solve({-6, -3, 6}), x);
    Matrix one(3, 1);
    one.values = {-6, -3, 6};
    require_equal(factor.solve(one).values, x);
    require_equal(factor.squared_lengths(by_rows({2, -5, -2, 0, 3, 2})), {14, 1});
    require_equal(whitening(covariance), {0.5, 0, 0, -1.0 / 6, 1.0 / 3, 0, 5.0 / 6, -2.0 / 3, 1});
    require_equal(propagate(whitening(covariance), covariance), {1, 0, 0, 0, 1, 0, 0, 0, 1});
}

TEST_CASE("directions come by how far a matrix stretches them, and tied variables are found", "[linear algebra]")
{
    auto const v = right_singular_vectors(by_rows({0, 5, 0, 3, 0, 0}));
    REQUIRE(v.columns == 2);
    CHECK(std::abs(v(1, 0)) == Approx(1));
    CHECK(std::abs(v(0, 1)) == Approx(1));
    auto const tied = least_direction(std::vector<double>{4, 2, 0, 2, 1, 0, 0, 0, 9});
    CHECK(std::abs(tied.variance) < 1e-12);
    CHECK(std::abs(tied.along[0]) == Approx(std::sqrt(0.5)));
    CHECK(tied.along[0] == Approx(-tied.along[1]));
    CHECK(tied.along[2] == Approx(0).margin(1e-12));
    CHECK_FALSE(inverse(by_rows({1, 2, 3, 2, 4, 6, 0, 0, 1}), 1e-10));
    auto const inverted = inverse(by_rows({2, 0, 0, 0, 4, 0, 0, 0, 8}), 1e-10);
    REQUIRE(inverted);
    require_equal(inverted->values, {0.5, 0, 0, 0, 0.25, 0, 0, 0, 0.125});
}
