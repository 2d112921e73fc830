#include "analysis/calibration/emulator.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "analysis/stats/linear_algebra.hpp"
#include "sim/base/parallel.hpp"
#include "sim/base/philox.hpp"
#include "sim/base/portable_math.hpp"

namespace cptsim {
namespace {

using Vector = std::vector<double>;

constexpr std::size_t kDirections = 8;
constexpr std::size_t kEvaluationsPerFeature = 4;
constexpr double kRidge = 1;            ///< a slope of one declared error is worth so many evaluations a priori
constexpr double kCurvatureRidge = 10;  ///< the same for squares and products
constexpr int kModeSteps = 20;

/// `rows` rows, given one after the other.
Matrix by_rows(std::span<double const> values, std::size_t rows)
{
    Matrix result(rows, values.size() / rows);
    for (std::size_t k = 0; k < values.size(); ++k) result(k / result.columns, k % result.columns) = values[k];
    return result;
}

/// a + scale b.
Vector sum(std::span<double const> a, std::span<double const> b, double scale = 1)
{
    Vector result(a.begin(), a.end());
    for (std::size_t i = 0; i < b.size(); ++i) result[i] += scale * b[i];
    return result;
}

/// The functions of z that the residuals are regressed on.
struct Features {
    std::size_t dimensions = 0;
    bool curved = false;
    Matrix directions;  ///< [direction, dimension], rows of length 1

    [[nodiscard]] std::size_t count() const
    {
        auto const r = directions.rows;
        return 1 + dimensions + (curved ? dimensions + r * (r + 1) / 2 : 0);
    }
    [[nodiscard]] Vector at(std::span<double const> z) const
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
    /// Derivatives [feature, dimension].
    [[nodiscard]] Matrix slopes_at(std::span<double const> z) const
    {
        Matrix d(count(), dimensions);
        for (std::size_t k = 0; k < dimensions; ++k) d(1 + k, k) = 1;
        if (!curved) return d;
        for (std::size_t k = 0; k < dimensions; ++k) d(1 + dimensions + k, k) = std::numbers::sqrt2 * z[k];
        auto const u = multiply(directions, z);
        std::size_t next = 1 + 2 * dimensions;
        for (std::size_t a = 0; a < u.size(); ++a)
            for (std::size_t b = 0; b <= a; ++b, ++next)
                for (std::size_t k = 0; k < dimensions; ++k)
                    d(next, k) = u[a] * directions(b, k) + u[b] * directions(a, k);
        return d;
    }
    /// [evaluation, feature], of scores [evaluation, dimension].
    [[nodiscard]] Matrix design(std::span<double const> scores) const
    {
        Matrix f(scores.size() / dimensions, count());
        for (std::size_t i = 0; i < f.rows; ++i) {
            auto const row = at(scores.subspan(i * dimensions, dimensions));
            for (std::size_t j = 0; j < row.size(); ++j) f(i, j) = row[j];
        }
        return f;
    }
    [[nodiscard]] double ridge(std::size_t feature) const
    {
        return feature == 0 ? 0 : feature <= dimensions ? kRidge : kCurvatureRidge;
    }
};

/// Coefficients [feature, summary] and errors of prediction [evaluation, summary].
struct Regression {
    Matrix coefficients, errors;
};

Regression regress(Features const& features, std::span<double const> scores, Matrix const& residuals)
{
    auto const design = features.design(scores);
    auto gram = multiply_transposed(design, design);
    for (std::size_t j = 0; j < gram.rows; ++j) gram(j, j) += features.ridge(j);
    Cholesky const solver(gram);
    Regression result{solver.solve(multiply_transposed(design, residuals)), residuals};
    subtract_product(result.errors, design, result.coefficients);
    auto const leverage = solver.squared_lengths(design);
    for (std::size_t i = 0; i < design.rows; ++i) {
        double const rest = std::max(1 - leverage[i], 1e-3);
        for (std::size_t s = 0; s < residuals.columns; ++s) result.errors(i, s) /= rest;
    }
    return result;
}

/// The rows of a random stream of one particle.
class Stream {
  public:
    Stream(std::uint64_t seed, std::uint32_t stream, std::size_t particle)
        : engine_(seed, stream, 0, address(Purpose::calibration, 0, 0), static_cast<std::uint32_t>(particle))
    {
    }
    double next_uniform() { return static_cast<double>(uniform(static_cast<std::int32_t>(engine_()))); }
    Vector normals(std::size_t n)
    {
        Vector x(n);
        for (double& value : x)
            value = static_cast<double>(normal_quantile(uniform(static_cast<std::int32_t>(engine_()))));
        return x;
    }

  private:
    PhiloxEngine engine_;
};

}  // namespace

struct Emulator::Impl {
    Features features;
    Matrix coefficients;  ///< [feature, summary]
    Matrix left;          ///< [summary, summary]
    Cholesky spread;      ///< of I + left

    [[nodiscard]] Vector expected(std::span<double const> z) const
    {
        return multiply_transposed(coefficients, features.at(z));
    }
    [[nodiscard]] double log_likelihood(std::span<double const> z) const
    {
        return -0.5 * squared_length(spread.solve_lower(expected(z)));
    }

    /// N(mean, (F F')^-1): the posterior of the emulator made linear at its mode, which Gauss and Newton's steps find,
    /// each halved until it climbs.
    struct Reference {
        Vector mean;
        Cholesky precision;
        [[nodiscard]] double log_density(Vector const& z) const
        {
            return -0.5 * squared_length(precision.multiply_upper(sum(z, mean, -1)));
        }
    };
    [[nodiscard]] double log_posterior(Vector const& z) const { return log_likelihood(z) - 0.5 * squared_length(z); }
    [[nodiscard]] Reference reference() const
    {
        Reference r{Vector(features.dimensions), {}};
        for (int step = 0; step < kModeSteps; ++step) {
            auto const slopes = spread.solve_lower(multiply_transposed(coefficients, features.slopes_at(r.mean)));
            auto precision = multiply_transposed(slopes, slopes);
            for (std::size_t k = 0; k < precision.rows; ++k) precision(k, k) += 1;
            r.precision = Cholesky(precision);
            auto gradient = multiply_transposed(slopes, spread.solve_lower(expected(r.mean)));
            for (std::size_t k = 0; k < gradient.size(); ++k) gradient[k] = -gradient[k] - r.mean[k];
            auto move = r.precision.solve(gradient);
            double const here = log_posterior(r.mean);
            int halvings = 0;
            for (; halvings < 30 && !(log_posterior(sum(r.mean, move)) > here); ++halvings)
                for (double& x : move) x *= 0.5;
            if (halvings == 30 || std::sqrt(squared_length(move)) < 1e-6) break;
            r.mean = sum(r.mean, move);
        }
        return r;
    }

    /// Slices along ellipses of the reference, where it is right, in turn with those of the prior, which cross between
    /// modes.
    [[nodiscard]] Vector chain(Reference const& q, int steps, Stream random) const
    {
        auto const from_prior = [&] { return random.normals(features.dimensions); };
        auto const from_reference = [&] { return q.precision.solve_upper(from_prior()); };
        auto z = sum(q.mean, from_reference());
        Vector const origin(features.dimensions);
        for (int step = 0; step < steps; ++step) {
            slice(z, q.mean, from_reference(), random,
                  [&](Vector const& x) { return log_posterior(x) - q.log_density(x); });
            slice(z, origin, from_prior(), random, [&](Vector const& x) { return log_likelihood(x); });
        }
        return z;
    }

    /// One step of elliptical slice sampling of N(center, C) exp(log_factor), `deviation` drawn from N(0, C).
    template <class LogFactor>
    static void slice(Vector& z, Vector const& center, Vector const& deviation, Stream& random,
                      LogFactor const& log_factor)
    {
        auto const own = sum(z, center, -1);
        double const floor = log_factor(z) + std::log(random.next_uniform());
        double angle = 2 * std::numbers::pi * random.next_uniform(), low = angle - 2 * std::numbers::pi, high = angle;
        while (high - low > 1e-12) {
            z = sum(sum(center, own, std::cos(angle)), deviation, std::sin(angle));
            if (log_factor(z) > floor) return;
            (angle < 0 ? low : high) = angle;
            angle = low + (high - low) * random.next_uniform();
        }
        z = sum(center, own);
    }
};

namespace {

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

/// What is left of errors of prediction, correlations drawn towards none where evaluations are few.
Matrix covariance_of(Matrix const& errors)
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

}  // namespace

Emulator::Emulator(std::span<double const> scores, std::span<double const> residuals, std::size_t dimensions)
    : impl_(std::make_unique<Impl>())
{
    auto const evaluations = scores.size() / dimensions;
    if (evaluations == 0) throw std::logic_error("an emulator of no evaluation");
    auto const observed = by_rows(residuals, evaluations);
    auto& features = impl_->features;
    features.dimensions = dimensions;
    auto fit = regress(features, scores, observed);
    features.directions = moving_directions(fit.coefficients, dimensions);
    features.curved = true;
    features.curved = evaluations >= kEvaluationsPerFeature * features.count();
    if (features.curved) fit = regress(features, scores, observed);
    impl_->coefficients = std::move(fit.coefficients);
    impl_->left = covariance_of(fit.errors);
    auto spread = impl_->left;
    for (std::size_t i = 0; i < spread.rows; ++i) spread(i, i) += 1;
    impl_->spread = Cholesky(spread);
}

Emulator::~Emulator() = default;
Emulator::Emulator(Emulator&&) noexcept = default;

std::vector<double> Emulator::expected(std::span<double const> z) const { return impl_->expected(z); }

double Emulator::log_likelihood(std::span<double const> z) const { return impl_->log_likelihood(z); }

double Emulator::left_variance() const
{
    double variance = 0;
    for (std::size_t i = 0; i < impl_->left.rows; ++i) variance += impl_->left(i, i);
    return variance / static_cast<double>(impl_->left.rows);
}

std::vector<double> Emulator::sample(std::size_t particles, int steps, std::uint64_t seed, std::uint32_t stream) const
{
    auto const reference = impl_->reference();
    auto const width = impl_->features.dimensions;
    std::vector<double> all(particles * width);
    parallel_for(particles, [&](std::size_t i) {
        auto const z = impl_->chain(reference, steps, Stream(seed, stream, i));
        std::copy(z.begin(), z.end(), all.begin() + static_cast<std::ptrdiff_t>(i * width));
    });
    return all;
}

}  // namespace cptsim
