#include "analysis/calibration/emulator.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "analysis/calibration/quadratic.hpp"
#include "analysis/stats/distributions.hpp"
#include "analysis/stats/linear_algebra.hpp"
#include "sim/base/parallel.hpp"
#include "sim/base/philox.hpp"
#include "sim/base/portable_math.hpp"

namespace cptsim {
namespace {

using Vector = std::vector<double>;

constexpr int kModeSteps = 20;

/// a + scale b.
Vector sum(std::span<double const> a, std::span<double const> b, double scale = 1)
{
    Vector result(a.begin(), a.end());
    for (std::size_t i = 0; i < b.size(); ++i) result[i] += scale * b[i];
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
    Matrix left_out;      ///< [evaluation, summary]: what the others let expect of each
    Matrix left;          ///< [summary, summary]
    std::vector<std::size_t> observed, bounds;
    Cholesky spread;    ///< of I + left, observed summaries
    Vector deviations;  ///< roots of its diagonal, of all summaries

    [[nodiscard]] Vector expected(std::span<double const> z) const
    {
        return multiply_transposed(coefficients, features.at(z));
    }
    [[nodiscard]] Vector observed_of(Vector const& all) const
    {
        Vector some;
        for (auto const s : observed) some.push_back(all[s]);
        return some;
    }
    [[nodiscard]] double log_likelihood_of(Vector const& residuals) const
    {
        double log_density = -0.5 * squared_length(spread.solve_lower(observed_of(residuals)));
        for (auto const b : bounds) log_density += log_standard_normal_cdf(-residuals[b] / deviations[b]);
        return log_density;
    }
    [[nodiscard]] double log_likelihood(std::span<double const> z) const { return log_likelihood_of(expected(z)); }

    /// Coefficients of the observed summaries.
    [[nodiscard]] Matrix observed_coefficients() const
    {
        Matrix some(coefficients.rows, observed.size());
        for (std::size_t j = 0; j < observed.size(); ++j)
            for (std::size_t i = 0; i < some.rows; ++i) some(i, j) = coefficients(i, observed[j]);
        return some;
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
    /// Gradient of the log posterior at z, and minus its second derivatives by Gauss and Newton.
    [[nodiscard]] std::pair<Vector, Matrix> derivatives(Vector const& z, Matrix const& of_observed) const
    {
        auto const by_feature = features.slopes_at(z);
        auto const residuals = expected(z);
        auto const slopes = spread.solve_lower(multiply_transposed(of_observed, by_feature));
        auto curvature = multiply_transposed(slopes, slopes);
        auto gradient = multiply_transposed(slopes, spread.solve_lower(observed_of(residuals)));
        for (auto const b : bounds) {
            auto const slope = multiply_transposed(by_feature, coefficients.column(b));
            double const over = residuals[b] / deviations[b], hazard = log_standard_normal_cdf_slope(-over);
            double const weight = hazard * (hazard - over) / (deviations[b] * deviations[b]);
            for (std::size_t k = 0; k < slope.size(); ++k) {
                gradient[k] += hazard / deviations[b] * slope[k];
                for (std::size_t l = 0; l < slope.size(); ++l) curvature(k, l) += weight * slope[k] * slope[l];
            }
        }
        for (std::size_t k = 0; k < z.size(); ++k) {
            gradient[k] = -gradient[k] - z[k];
            curvature(k, k) += 1;
        }
        return {std::move(gradient), std::move(curvature)};
    }
    [[nodiscard]] Reference reference() const
    {
        auto const of_observed = observed_coefficients();
        Reference r{Vector(features.dimensions), {}};
        for (int step = 0; step < kModeSteps; ++step) {
            auto const [gradient, curvature] = derivatives(r.mean, of_observed);
            r.precision = Cholesky(curvature);
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

Emulator::Emulator(std::span<double const> scores, std::span<double const> residuals, std::size_t dimensions,
                   std::vector<std::size_t> bounds)
    : impl_(std::make_unique<Impl>())
{
    auto const evaluations = scores.size() / dimensions;
    if (evaluations == 0) throw std::logic_error("an emulator of no evaluation");
    auto fit = fit_quadratic(scores, residuals, evaluations);
    auto const& simulated = fit.simulated;
    impl_->features = std::move(fit.features);
    impl_->coefficients = std::move(fit.coefficients);
    impl_->left = fit.left();
    impl_->left_out = simulated;
    for (std::size_t k = 0; k < simulated.values.size(); ++k) impl_->left_out.values[k] -= fit.errors.values[k];
    impl_->bounds = std::move(bounds);
    for (std::size_t s = 0; s < simulated.columns; ++s) {
        impl_->deviations.push_back(std::sqrt(1 + impl_->left(s, s)));
        if (std::find(impl_->bounds.begin(), impl_->bounds.end(), s) == impl_->bounds.end())
            impl_->observed.push_back(s);
    }
    auto const& observed = impl_->observed;
    Matrix spread(observed.size(), observed.size());
    for (std::size_t i = 0; i < spread.rows; ++i)
        for (std::size_t j = 0; j < spread.columns; ++j)
            spread(i, j) = impl_->left(observed[i], observed[j]) + (i == j ? 1 : 0);
    impl_->spread = Cholesky(spread);
}

Emulator::~Emulator() = default;
Emulator::Emulator(Emulator&&) noexcept = default;
Emulator& Emulator::operator=(Emulator&&) noexcept = default;

std::vector<double> Emulator::expected(std::span<double const> z) const { return impl_->expected(z); }

double Emulator::log_likelihood(std::span<double const> z) const { return impl_->log_likelihood(z); }

double Emulator::log_likelihood_without(std::size_t evaluation) const
{
    Vector residuals;
    for (std::size_t s = 0; s < impl_->left_out.columns; ++s) residuals.push_back(impl_->left_out(evaluation, s));
    return impl_->log_likelihood_of(residuals);
}

double Emulator::implausibility(std::span<double const> z) const
{
    auto distances = impl_->expected(z);
    for (auto const b : impl_->bounds) distances[b] = std::max(distances[b], 0.0);
    for (std::size_t s = 0; s < distances.size(); ++s) distances[s] = std::abs(distances[s]) / impl_->deviations[s];
    auto const second = distances.begin() + (distances.size() > 1 ? 1 : 0);
    std::nth_element(distances.begin(), second, distances.end(), std::greater<>());
    return *second;
}

std::vector<double> Emulator::left_variances() const
{
    Vector variances;
    for (std::size_t s = 0; s < impl_->left.rows; ++s) variances.push_back(impl_->left(s, s));
    return variances;
}

double Emulator::left_variance() const
{
    auto const variances = left_variances();
    return std::accumulate(variances.begin(), variances.end(), 0.0) / static_cast<double>(variances.size());
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
