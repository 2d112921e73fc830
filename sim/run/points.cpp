// Points in parameter space: the defaults, and draws from the priors.
#include <algorithm>

#include "sim/base/philox.hpp"
#include "sim/base/portable_math.hpp"
#include "sim/run/ensemble.hpp"

namespace cptsim {
namespace {

/// A draw from the prior of a parameter. Portable, and by rejection where the prior is cut, not as the quantile that
/// sweeps (cut_normal) and the calibration (value_of) take: the results of replicates rest on these draws.
double draw(ParameterField const& field, std::uint64_t seed, int replicate)
{
    Prior const& prior = field.prior;
    if (prior.kind == Prior::fixed) return field.default_value;
    // Addressed by name: a new parameter leaves the draws of the others as they are.
    PhiloxEngine engine(seed, name_hash(field.path), 0, address(Purpose::parameters),
                        static_cast<std::uint32_t>(replicate));
    auto const next = [&] { return uniform(static_cast<std::int32_t>(engine())); };
    auto const a = static_cast<float>(prior.a), b = static_cast<float>(prior.b);
    if (prior.kind == Prior::uniform) return a + (b - a) * next();
    if (prior.kind == Prior::log_uniform) {
        float const low = portable_log(a), high = portable_log(b);
        return portable_exp(low + (high - low) * next());
    }
    for (int attempt = 0; attempt < 1000; ++attempt) {
        double const x = a + b * normal_quantile(next());
        if (x >= field.min && x <= field.max) return x;
    }
    return std::clamp(prior.a, field.min, field.max);
}

}  // namespace

std::vector<double> prior_point(std::uint64_t seed, int replicate)
{
    std::vector<double> values;
    for (auto const& field : parameter_fields()) values.push_back(draw(field, seed, replicate));
    return values;
}

std::vector<double> default_point()
{
    std::vector<double> values;
    for (auto const& field : parameter_fields()) values.push_back(field.default_value);
    return values;
}

}  // namespace cptsim
