// Simulators whose posterior is known, for the tests of the sampler.
#pragma once
#include <Eigen/Dense>
#include <cmath>
#include <cstdint>

#include "analysis/calibration/evaluation.hpp"
#include "analysis/calibration/sampler.hpp"
#include "sim/base/philox.hpp"
#include "sim/base/portable_math.hpp"

namespace cptsim {

/// Standard normals of a stream of their own.
inline Eigen::MatrixXd toy_normals(std::uint32_t seed, Eigen::Index rows, Eigen::Index columns)
{
    PhiloxEngine engine(seed, 1, 2, 0, 3);
    Eigen::MatrixXd x(rows, columns);
    for (Eigen::Index j = 0; j < columns; ++j)
        for (Eigen::Index i = 0; i < rows; ++i) x(i, j) = normal_quantile(uniform(static_cast<std::int32_t>(engine())));
    return x;
}

/// Summaries A z + curvature (z^2 - 1) terms + noise x, observed once with errors of variance 1.
struct Toy {
    Eigen::MatrixXd slopes;    ///< [summary, dimension]
    Eigen::VectorXd observed;  ///< [summary]
    double noise = 0;          ///< standard deviation of the simulator's chance
    double curvature = 0;

    [[nodiscard]] Eigen::VectorXd expected(Eigen::VectorXd const& z) const
    {
        Eigen::VectorXd const bent = z.array().square() - 1;
        return slopes * z + curvature / std::sqrt(2.0) * (slopes.colwise().reverse() * bent);
    }

    [[nodiscard]] Evaluation evaluate(Proposal const& proposal) const
    {
        Eigen::VectorXd const z = Eigen::Map<Eigen::VectorXd const>(proposal.z.data(), slopes.cols());
        Eigen::VectorXd const simulated =
            expected(z) + noise * toy_normals(1000 + proposal.evaluation, slopes.rows(), 1);
        Eigen::VectorXd const residuals = simulated - observed;
        return {{simulated.data(), simulated.data() + simulated.size()},
                {residuals.data(), residuals.data() + residuals.size()}};
    }

    [[nodiscard]] Simulator simulator() const
    {
        return [toy = *this](std::span<Proposal const> proposals) {
            std::vector<Evaluation> evaluations;
            for (auto const& p : proposals) evaluations.push_back(toy.evaluate(p));
            return evaluations;
        };
    }

    /// Of the posterior without curvature, for errors of standard deviation `tolerance`.
    [[nodiscard]] Eigen::MatrixXd covariance(double tolerance = 1) const
    {
        Eigen::MatrixXd const identity = Eigen::MatrixXd::Identity(slopes.cols(), slopes.cols());
        return (identity + slopes.transpose() * slopes / (tolerance * tolerance + noise * noise)).inverse();
    }
    [[nodiscard]] Eigen::VectorXd mean() const
    {
        return covariance() * slopes.transpose() * observed / (1 + noise * noise);
    }
    [[nodiscard]] SamplerOptions options() const
    {
        SamplerOptions o;
        o.dimensions = static_cast<std::size_t>(slopes.cols());
        o.summaries = static_cast<std::size_t>(slopes.rows());
        return o;
    }
};

/// `free` parameters that move the fit by 6 down to 0.4 declared errors, `nuisance` ones by 0.4 each.
inline Toy make_toy(std::uint32_t seed, Eigen::Index summaries, Eigen::Index free, Eigen::Index nuisance, double noise,
                    double curvature = 0)
{
    Toy toy{toy_normals(seed, summaries, free + nuisance) / std::sqrt(double(summaries)), {}, noise, curvature};
    for (Eigen::Index j = 0; j < free + nuisance; ++j)
        toy.slopes.col(j) *=
            j < free ? 6 * std::pow(0.4 / 6, double(j) / double(std::max<Eigen::Index>(1, free - 1))) : 0.4;
    Eigen::VectorXd const truth = toy_normals(seed + 1, free + nuisance, 1);
    Eigen::VectorXd const chance = toy_normals(seed + 2, summaries, 2) * Eigen::Vector2d(noise, 1);
    toy.observed = toy.expected(truth) + chance;
    return toy;
}

inline SamplerState run_to_end(SamplerOptions const& options, Simulator const& simulator)
{
    Sampler sampler(options, simulator);
    while (!sampler.finished()) sampler.step();
    return sampler.state();
}

/// The posterior as columns: [dimension, draw].
inline Eigen::MatrixXd particles_of(SamplerState const& state, SamplerOptions const& options)
{
    return Eigen::Map<Eigen::MatrixXd const>(state.z.data(), static_cast<Eigen::Index>(options.dimensions),
                                             static_cast<Eigen::Index>(options.kept));
}

}  // namespace cptsim
