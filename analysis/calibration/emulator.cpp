#include "analysis/calibration/emulator.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "sim/base/parallel.hpp"
#include "sim/base/philox.hpp"
#include "sim/base/portable_math.hpp"

namespace cptsim {
namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;
using Rows = Eigen::Map<Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> const>;

constexpr Eigen::Index kDirections = 8;
constexpr Eigen::Index kEvaluationsPerFeature = 4;
constexpr double kRidge = 1;            ///< a slope of one declared error is worth so many evaluations a priori
constexpr double kCurvatureRidge = 10;  ///< the same for squares and products
constexpr int kModeSteps = 20;

/// The functions of z that the residuals are regressed on.
struct Features {
    Eigen::Index dimensions = 0;
    bool curved = false;
    Matrix directions;  ///< [direction, dimension], rows of length 1

    [[nodiscard]] Eigen::Index count() const
    {
        auto const r = directions.rows();
        return 1 + dimensions + (curved ? dimensions + r * (r + 1) / 2 : 0);
    }
    [[nodiscard]] Vector at(Vector const& z) const
    {
        Vector f(count());
        f(0) = 1;
        f.segment(1, dimensions) = z;
        if (!curved) return f;
        f.segment(1 + dimensions, dimensions) = (z.array().square() - 1) / std::numbers::sqrt2;
        Vector const u = directions * z;
        Eigen::Index next = 1 + 2 * dimensions;
        for (Eigen::Index a = 0; a < u.size(); ++a)
            for (Eigen::Index b = 0; b <= a; ++b) f(next++) = u(a) * u(b);
        return f;
    }
    /// Derivatives [feature, dimension].
    [[nodiscard]] Matrix slopes_at(Vector const& z) const
    {
        Matrix d = Matrix::Zero(count(), dimensions);
        d.middleRows(1, dimensions).setIdentity();
        if (!curved) return d;
        d.middleRows(1 + dimensions, dimensions) = (std::numbers::sqrt2 * z).asDiagonal();
        Vector const u = directions * z;
        Eigen::Index next = 1 + 2 * dimensions;
        for (Eigen::Index a = 0; a < u.size(); ++a)
            for (Eigen::Index b = 0; b <= a; ++b) d.row(next++) = u(a) * directions.row(b) + u(b) * directions.row(a);
        return d;
    }
    [[nodiscard]] Matrix design(Rows const& scores) const
    {
        Matrix f(scores.rows(), count());
        for (Eigen::Index i = 0; i < scores.rows(); ++i) f.row(i) = at(scores.row(i));
        return f;
    }
    [[nodiscard]] Vector ridge() const
    {
        Vector r = Vector::Constant(count(), kCurvatureRidge);
        r(0) = 0;
        r.segment(1, dimensions).setConstant(kRidge);
        return r;
    }
};

/// Coefficients [feature, summary] and errors of prediction [evaluation, summary].
struct Regression {
    Matrix coefficients, errors;
};

Regression regress(Features const& features, Rows const& scores, Rows const& residuals)
{
    Matrix const design = features.design(scores);
    Matrix gram = design.transpose() * design;
    gram.diagonal() += features.ridge();
    Eigen::LLT<Matrix> const solver(gram);
    Regression result;
    result.coefficients = solver.solve(design.transpose() * residuals);
    Eigen::ArrayXd const leverage =
        solver.matrixL().solve(design.transpose()).colwise().squaredNorm().transpose().array();
    result.errors = residuals - design * result.coefficients;
    result.errors.array().colwise() /= (1 - leverage).max(1e-3);
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
    Vector normals(Eigen::Index n)
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
    Matrix coefficients;        ///< [feature, summary]
    Matrix left;                ///< [summary, summary]
    Eigen::LLT<Matrix> spread;  ///< of I + left

    [[nodiscard]] Vector expected(Vector const& z) const { return coefficients.transpose() * features.at(z); }
    [[nodiscard]] double log_likelihood(Vector const& z) const
    {
        return -0.5 * spread.matrixL().solve(expected(z)).squaredNorm();
    }

    /// N(mean, (F F')^-1): the posterior of the emulator made linear at its mode, which Gauss and Newton's steps find,
    /// each halved until it climbs.
    struct Reference {
        Vector mean;
        Eigen::LLT<Matrix> precision;
        [[nodiscard]] double log_density(Vector const& z) const
        {
            return -0.5 * (precision.matrixU() * (z - mean)).squaredNorm();
        }
    };
    [[nodiscard]] double log_posterior(Vector const& z) const { return log_likelihood(z) - 0.5 * z.squaredNorm(); }
    [[nodiscard]] Reference reference() const
    {
        Reference r{Vector::Zero(features.dimensions), {}};
        for (int step = 0; step < kModeSteps; ++step) {
            Matrix const slopes = spread.matrixL().solve(coefficients.transpose() * features.slopes_at(r.mean));
            Matrix precision = slopes.transpose() * slopes;
            precision.diagonal().array() += 1;
            r.precision.compute(precision);
            Vector const gradient = -slopes.transpose() * spread.matrixL().solve(expected(r.mean)) - r.mean;
            Vector move = r.precision.solve(gradient);
            double const here = log_posterior(r.mean);
            int halvings = 0;
            while (halvings < 30 && !(log_posterior(r.mean + move) > here)) move *= 0.5, ++halvings;
            if (halvings == 30 || move.norm() < 1e-6) break;
            r.mean += move;
        }
        return r;
    }

    /// Slices along ellipses of the reference, where it is right, in turn with those of the prior, which cross between
    /// modes.
    [[nodiscard]] Vector chain(Reference const& q, int steps, Stream random) const
    {
        auto const from_prior = [&] { return random.normals(features.dimensions); };
        auto const from_reference = [&]() -> Vector { return q.precision.matrixU().solve(from_prior()); };
        Vector z = q.mean + from_reference();
        Vector const origin = Vector::Zero(features.dimensions);
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
        Vector const own = z - center;
        double const floor = log_factor(z) + std::log(random.next_uniform());
        double angle = 2 * std::numbers::pi * random.next_uniform(), low = angle - 2 * std::numbers::pi, high = angle;
        while (high - low > 1e-12) {
            z = center + std::cos(angle) * own + std::sin(angle) * deviation;
            if (log_factor(z) > floor) return;
            (angle < 0 ? low : high) = angle;
            angle = low + (high - low) * random.next_uniform();
        }
        z = center + own;
    }
};

Emulator::Emulator(std::span<double const> scores, std::span<double const> residuals, std::size_t dimensions)
    : impl_(std::make_unique<Impl>())
{
    auto const d = static_cast<Eigen::Index>(dimensions);
    auto const n = static_cast<Eigen::Index>(scores.size()) / d;
    if (n == 0) throw std::logic_error("an emulator of no evaluation");
    auto const m = static_cast<Eigen::Index>(residuals.size()) / n;
    Rows const z(scores.data(), n, d), r(residuals.data(), n, m);

    auto& features = impl_->features;
    features.dimensions = d;
    auto fit = regress(features, z, r);
    Eigen::JacobiSVD<Matrix> const movement(fit.coefficients.middleRows(1, d).transpose(), Eigen::ComputeThinV);
    features.directions = movement.matrixV().leftCols(std::min(kDirections, std::min(d, m))).transpose();
    features.curved = true;
    if (n >= kEvaluationsPerFeature * features.count())
        fit = regress(features, z, r);
    else
        features.curved = false;

    impl_->coefficients = fit.coefficients;
    Matrix const covariance = fit.errors.transpose() * fit.errors / static_cast<double>(n);
    double const noisy = std::min(1.0, static_cast<double>(m) / static_cast<double>(n));
    Matrix const own = covariance.diagonal().asDiagonal();
    impl_->left = (1 - noisy) * covariance + noisy * own;
    impl_->spread.compute(impl_->left + Matrix::Identity(m, m));
}

Emulator::~Emulator() = default;
Emulator::Emulator(Emulator&&) noexcept = default;

std::vector<double> Emulator::expected(std::span<double const> z) const
{
    Vector const r = impl_->expected(Eigen::Map<Vector const>(z.data(), static_cast<Eigen::Index>(z.size())));
    return {r.begin(), r.end()};
}

double Emulator::log_likelihood(std::span<double const> z) const
{
    return impl_->log_likelihood(Eigen::Map<Vector const>(z.data(), static_cast<Eigen::Index>(z.size())));
}

double Emulator::left_variance() const { return impl_->left.diagonal().mean(); }

std::vector<double> Emulator::sample(std::size_t particles, int steps, std::uint64_t seed, std::uint32_t stream) const
{
    auto const reference = impl_->reference();
    auto const width = static_cast<std::size_t>(impl_->features.dimensions);
    std::vector<double> all(particles * width);
    parallel_for(particles, [&](std::size_t i) {
        Vector const z = impl_->chain(reference, steps, Stream(seed, stream, i));
        std::copy(z.begin(), z.end(), all.begin() + static_cast<std::ptrdiff_t>(i * width));
    });
    return all;
}

}  // namespace cptsim
