// Cost against professionals, months and packs: the exponent of the power law fitted to wall times on one thread,
// each the least of a few. 1 is linear.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "sim/run/ensemble.hpp"
#include "tests/benchmark/plans.hpp"

namespace cptsim::benchmarks {
namespace {

/// Least-squares slope of log y on log x.
double exponent(std::vector<std::pair<double, double>> const& points)
{
    double x_mean = 0, y_mean = 0, xy = 0, xx = 0;
    auto const n = static_cast<double>(points.size());
    for (auto const& [x, y] : points) x_mean += std::log(x) / n, y_mean += std::log(y) / n;
    for (auto const& [x, y] : points) {
        double const dx = std::log(x) - x_mean;
        xy += dx * (std::log(y) - y_mean), xx += dx * dx;
    }
    return xy / xx;
}

/// Cuts a plan down to a size in [0, 1]; returns what of it is left: professionals, months or packs.
using Cut = double (*)(Plan&, double);

double fewer_territories(Plan& plan, double part)
{
    auto& rows = plan.territories.rows;
    rows.resize(static_cast<std::size_t>(std::max(1.0, part * static_cast<double>(rows.size()))));
    return occupied(draw_frame(plan, 0));
}
double fewer_months(Plan& plan, double part)
{
    plan.end_month = static_cast<int>(part * plan.months()) - 1;
    return plan.months();
}
double fewer_packs(Plan& plan, double part)
{
    plan.replicates = static_cast<int>(part * plan.replicates);
    plan.points.resize(static_cast<std::size_t>(plan.replicates));
    return frames_of(plan);
}

void cost_against(benchmark::State& state, char const* population, int replicates, Cut cut)
{
    constexpr int kTries = 3;
    Plan const whole = shipped_plan(population, 2, replicates);
    std::vector<double> const parts{0.125, 0.25, 0.5, 1};
    std::vector<std::pair<double, double>> points(parts.size(), {0.0, std::numeric_limits<double>::infinity()});
    auto loop_points = points;
    for (auto _ : state) {
        // Tries in turns, so that what else the machine does falls on all sizes.
        for (int attempt = 0; attempt < kTries; ++attempt)
            for (std::size_t k = 0; k < parts.size(); ++k) {
                Plan plan = whole;
                points[k].first = loop_points[k].first = cut(plan, parts[k]);
                Nowhere nowhere;
                auto const timing = run_ensemble(plan, nowhere, 1, {}, nullptr);
                points[k].second = std::min(points[k].second, timing.wall_seconds);
                loop_points[k].second = std::min(loop_points[k].second, timing.loop_seconds);
            }
    }
    state.counters["exponent"] = exponent(points);
    state.counters["exponent_of_loop"] = exponent(loop_points);
}
BENCHMARK_CAPTURE(cost_against, professionals, "ile_de_france", kStreams, fewer_territories)
    ->Iterations(1)
    ->Unit(benchmark::kSecond);
BENCHMARK_CAPTURE(cost_against, months, "alsace", kStreams, fewer_months)->Iterations(1)->Unit(benchmark::kSecond);
BENCHMARK_CAPTURE(cost_against, packs, "alsace", 8 * kStreams, fewer_packs)->Iterations(1)->Unit(benchmark::kSecond);

}  // namespace
}  // namespace cptsim::benchmarks
