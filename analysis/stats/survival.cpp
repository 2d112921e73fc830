#include "analysis/stats/survival.hpp"

#include <cmath>
#include <cstddef>
#include <numeric>
#include <stdexcept>

#include "analysis/stats/statistics.hpp"

namespace cptsim {

std::vector<SurvivalPoint> survival_curve(std::span<double const> exits, std::span<double const> censored)
{
    if (exits.size() != censored.size()) throw std::logic_error("survival_curve: two lengths of the axis of ages");
    std::vector<SurvivalPoint> curve;
    double at_risk =
        std::accumulate(exits.begin(), exits.end(), 0.0) + std::accumulate(censored.begin(), censored.end(), 0.0);
    double survival = 1, greenwood = 0;
    for (std::size_t age = 0; age + 1 < exits.size() && at_risk > 0; ++age) {
        survival *= 1 - exits[age] / at_risk;
        greenwood += exits[age] > 0 ? exits[age] / (at_risk * (at_risk - exits[age])) : 0;
        double const error = survival > 0 ? survival * std::sqrt(greenwood) : kNaN;
        curve.push_back({0.5 * static_cast<double>(age + 1), at_risk, survival, error});
        at_risk -= exits[age] + censored[age];
    }
    return curve;
}

}  // namespace cptsim
