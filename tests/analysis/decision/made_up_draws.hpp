// Draws of a launch whose effect is known in closed form.
#pragma once
#include <cmath>
#include <functional>
#include <vector>

#include "analysis/decision/additive_fit.hpp"
#include "analysis/decision/draws.hpp"
#include "analysis/stats/distributions.hpp"
#include "sim/base/philox.hpp"
#include "sim/run/ensemble.hpp"

namespace cptsim::test {

/// Independent standard normal numbers: the same for the same seed.
class Normals {
  public:
    explicit Normals(std::uint32_t seed) : engine_(seed, 1, 2, 3, 4) {}
    double operator()() { return standard_normal_quantile((engine_() + 0.5) / 4294967296.0); }
    double uniform() { return (engine_() + 0.5) / 4294967296.0; }

  private:
    PhiloxEngine engine_;
};

/// `count` draws of a reference (always 0) and of policies, whose values are made of z, standard normal parameters in
/// the first `drawn` rows of parameter_fields(), and of chance.
inline Draws made_up_draws(std::size_t count, std::size_t drawn, std::size_t policies, Normals& normal,
                           std::function<double(std::size_t policy, std::vector<double> const& z)> const& value)
{
    Draws draws;
    draws.plan.scenarios.resize(policies + 1);
    draws.plan.scenarios[0].name = "reference";
    draws.question.options = {0};
    draws.values.resize(policies + 1);
    draws.planned = static_cast<int>(count);
    for (std::size_t k = 1; k <= policies; ++k) {
        draws.plan.scenarios[k].name = "policy" + std::to_string(k);
        draws.question.options.push_back(static_cast<int>(k));
    }
    for (std::size_t i = 0; i < count; ++i) {
        auto point = default_point();
        std::vector<double> z;
        for (std::size_t j = 0; j < drawn; ++j) z.push_back(point[j] = normal());
        draws.plan.points.push_back(point);
        draws.replicates.push_back(static_cast<int>(i));
        draws.values[0].push_back(0);
        for (std::size_t k = 1; k <= policies; ++k) draws.values[k].push_back(value(k - 1, z));
    }
    return draws;
}

/// Values of some of the parameters.
inline Quantities known(Draws const& draws, std::vector<std::size_t> const& which)
{
    Quantities quantities;
    for (auto const j : which) {
        auto& values = quantities.emplace_back();
        for (auto const& point : draws.plan.points) values.push_back(point[j]);
    }
    return quantities;
}

}  // namespace cptsim::test
