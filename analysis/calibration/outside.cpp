#include "analysis/calibration/outside.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <optional>

#include "analysis/calibration/coordinates.hpp"
#include "analysis/stats/distributions.hpp"
#include "analysis/stats/latin_hypercube.hpp"
#include "sim/base/error.hpp"
#include "sim/base/philox.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

constexpr std::uint32_t kBases = 3;  ///< draws of the priors at which the ends are compared
constexpr double kEnd = 3.0902;      ///< score of probability 0.999

/// The points of each base with one parameter, or all, at the low end; then the same at the high end.
std::vector<CalibrationPoint> ends(Calibration const& calibration, std::optional<std::size_t> moved)
{
    std::vector<CalibrationPoint> points;
    for (double const end : {-kEnd, kEnd})
        for (std::uint32_t base = 0; base < kBases; ++base) {
            points.push_back(prior_draw(calibration, kOutsideEvaluation + base));
            for (std::size_t k = 0; k < calibration.outside.size(); ++k)
                if (!moved || k == *moved) set_score(points.back(), calibration.outside[k], end);
        }
    return points;
}

bool same_bits(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }

/// The first target that differs between the ends.
std::optional<std::size_t> changed(std::vector<std::vector<Measured>> const& values)
{
    for (std::size_t base = 0; base < kBases; ++base)
        for (std::size_t t = 0; t < values[base].size(); ++t) {
            auto const &low = values[base][t], &high = values[base + kBases][t];
            if (!same_bits(low.value, high.value) || !same_bits(low.of, high.of)) return t;
        }
    return std::nullopt;
}

}  // namespace

std::vector<std::vector<double>> outside_draws(Calibration const& calibration, std::size_t rows)
{
    constexpr double kEdge = 1e-6;  // a quantile that is not infinite
    std::vector<std::vector<double>> draws(rows);
    for (std::size_t k = 0; k < calibration.outside.size(); ++k) {
        PhiloxEngine const engine(calibration.seed, 0xFFFFFFFFu, static_cast<std::uint32_t>(k),
                                  address(Purpose::calibration, 0, 6), 0);
        auto const u = stratified(engine, rows);
        for (std::size_t r = 0; r < rows; ++r)
            draws[r].push_back(
                value_of(calibration.outside[k], standard_normal_quantile(std::clamp(u[r], kEdge, 1 - kEdge))));
    }
    return draws;
}

void check_outside(Calibration const& calibration, TargetSimulator& simulator,
                   std::vector<CalibrationTarget> const& targets)
{
    if (calibration.outside.empty() || !changed(simulator.values(ends(calibration, {})))) return;
    std::string faults;
    for (std::size_t k = 0; k < calibration.outside.size(); ++k)
        if (auto const target = changed(simulator.values(ends(calibration, k))))
            faults += fmt::format("{}{} changes {}", faults.empty() ? "" : ", ", calibration.outside[k].path,
                                  targets[*target].label);
    throw InputError({calibration.file},
                     both({"outside names parameters that the targets depend on: {} (they must be fitted)",
                           "outside nomme des paramètres dont dépendent les cibles : {} (il faut les caler)"},
                          faults.empty() ? Words(Text{"several together", "plusieurs ensemble"}) : Words(faults)));
}

}  // namespace cptsim
