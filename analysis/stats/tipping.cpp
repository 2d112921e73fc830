#include "analysis/stats/tipping.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "analysis/stats/distributions.hpp"
#include "analysis/stats/sensitivity_outputs.hpp"
#include "sim/base/error.hpp"

namespace cptsim {
namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();

using Curve = std::vector<double>;  ///< [dose]

/// The rising curve that is nearest in squares (pool adjacent violators: Ayer et al. 1955).
Curve rising(Curve const& values)
{
    struct Pool {
        double sum;
        std::size_t count;
        [[nodiscard]] double level() const { return sum / static_cast<double>(count); }
    };
    std::vector<Pool> pools;
    for (double const value : values) {
        pools.push_back({value, 1});
        while (pools.size() > 1 && pools[pools.size() - 2].level() >= pools.back().level()) {
            auto const last = pools.back();
            pools.pop_back();
            pools.back().sum += last.sum;
            pools.back().count += last.count;
        }
    }
    Curve fitted;
    for (auto const& pool : pools) fitted.insert(fitted.end(), pool.count, pool.level());
    return fitted;
}

/// Where a rising curve reaches a threshold.
double crossing_of(std::span<double const> doses, Curve const& curve, double threshold)
{
    if (curve.front() >= threshold) return -kInfinite;
    for (std::size_t i = 1; i < curve.size(); ++i)
        if (curve[i] >= threshold)
            return doses[i - 1] + (doses[i] - doses[i - 1]) * (threshold - curve[i - 1]) / (curve[i] - curve[i - 1]);
    return kInfinite;
}

/// Of values that may be infinite.
double median_of(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    auto const n = values.size();
    double const low = values[(n - 1) / 2], high = values[n / 2];
    if (std::isfinite(low) && std::isfinite(high)) return 0.5 * (low + high);
    return std::isfinite(low) ? high : low;
}

/// Whole curves, and the cluster of each.
struct Curves {
    std::vector<Curve> of;
    std::vector<int> clusters;
};

Curves whole_curves(DesignOutputs outputs, SensitivityOptions const& options)
{
    Curves curves;
    for (std::size_t r = 0; r < outputs[0].size(); ++r) {
        Curve curve;
        for (auto const& output : outputs) curve.push_back(output[r]);
        if (!std::all_of(curve.begin(), curve.end(), [](double value) { return std::isfinite(value); })) continue;
        curves.of.push_back(std::move(curve));
        curves.clusters.push_back(options.clusters.empty() ? static_cast<int>(r) : options.clusters[r]);
    }
    if (std::all_of(curves.clusters.begin(), curves.clusters.end(), [&](int one) { return one == curves.clusters[0]; }))
        for (std::size_t i = 0; i < curves.clusters.size(); ++i) curves.clusters[i] = static_cast<int>(i);
    return curves;
}

/// 1 or -1 where the mean slope over clusters is beyond chance (5 %, two-sided), else 0.
int direction_of(std::span<double const> doses, Curves const& curves)
{
    double const centre = mean(doses);
    std::map<int, std::vector<double>> slopes;
    for (std::size_t i = 0; i < curves.of.size(); ++i) {
        double slope = 0;
        for (std::size_t d = 0; d < doses.size(); ++d) slope += (doses[d] - centre) * curves.of[i][d];
        slopes[curves.clusters[i]].push_back(slope);
    }
    std::vector<double> means;
    for (auto const& [cluster, own] : slopes) means.push_back(mean(own));
    double const all = mean(means), error = std::sqrt(variance_of_mean(means));
    if (!(std::abs(all) > error * student_t_quantile(0.975, static_cast<double>(means.size()) - 1))) return 0;
    return all > 0 ? 1 : -1;
}

Interval interval_of_median(std::vector<double> const& crossings, std::vector<int> const& clusters,
                            SensitivityOptions const& options)
{
    std::map<int, std::vector<double>> members;
    for (std::size_t i = 0; i < crossings.size(); ++i) members[clusters[i]].push_back(crossings[i]);
    std::vector<std::vector<double>> units;
    for (auto& [cluster, own] : members) units.push_back(std::move(own));
    std::vector<double> medians;
    for (std::size_t b = 0; b < static_cast<std::size_t>(options.resamples); ++b) {
        std::vector<double> pooled;
        for (std::size_t const row : resampled_rows(units.size(), options.seed, b))
            pooled.insert(pooled.end(), units[row].begin(), units[row].end());
        medians.push_back(median_of(std::move(pooled)));
    }
    std::sort(medians.begin(), medians.end());
    auto const at = [&](double p) {
        return medians[static_cast<std::size_t>(p * static_cast<double>(medians.size() - 1) + 0.5)];
    };
    return {at(0.5 * (1 - kCoverage)), at(0.5 * (1 + kCoverage))};
}

/// 5 and 95 % of values that may be infinite: those of quantile(), the outer ones beside an infinite one.
Interval spread_of(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    auto const n = static_cast<double>(values.size());
    auto const at = [&](double rank) { return values[static_cast<std::size_t>(std::clamp(rank, 1.0, n)) - 1]; };
    double const out = 0.5 * (1 - kCoverage) * (n + 1);
    return {at(std::floor(out)), at(std::ceil(n + 1 - out))};
}

}  // namespace

bool TippingPoint::exists() const { return std::isfinite(median); }

TippingPoint tipping_point(std::span<double const> doses, DesignOutputs outputs, double threshold,
                           SensitivityOptions const& options)
{
    if (doses.size() < 3 || doses.size() != outputs.size() ||
        std::adjacent_find(doses.begin(), doses.end(), std::greater_equal<>()) != doses.end())
        throw InputError(
            Text{"no tipping point can be sought: it takes three doses or more, each once",
                 "aucun point de bascule ne peut être cherché : il faut trois doses ou plus, chacune une fois"});
    auto const curves = whole_curves(outputs, options);
    if (curves.of.size() < 2)
        throw InputError(Text{
            "no tipping point can be sought: fewer than two replicates have a value at every dose (runs are missing, "
            "or there is no such thing then, as dormant CPTS where none has signed) another outcome, or a later "
            "month?",
            "aucun point de bascule ne peut être cherché : moins de deux simulations ont une valeur à chaque dose "
            "(des simulations manquent, ou la chose n'existe pas alors, comme des CPTS en sommeil quand aucune n'a "
            "signé) un autre résultat, ou un mois plus tardif ?"});
    TippingPoint result;
    result.replicates = curves.of.size();
    auto distinct = curves.clusters;
    std::sort(distinct.begin(), distinct.end());
    result.units = static_cast<std::size_t>(std::unique(distinct.begin(), distinct.end()) - distinct.begin());
    result.direction = direction_of(doses, curves);
    if (result.direction == 0) return result;
    std::vector<double> crossings;
    double const sign = result.direction;
    for (auto curve : curves.of) {
        for (double& value : curve) value *= sign;
        crossings.push_back(crossing_of(doses, rising(curve), sign * threshold));
    }
    auto const share = [&](auto const& is) {
        return static_cast<double>(std::count_if(crossings.begin(), crossings.end(), is)) /
               static_cast<double>(crossings.size());
    };
    result.crossing = share([](double one) { return std::isfinite(one); });
    result.before = share([](double one) { return one == -kInfinite; });
    result.median = median_of(crossings);
    result.of_replicates = spread_of(crossings);
    result.of_median = interval_of_median(crossings, curves.clusters, options);
    return result;
}

}  // namespace cptsim
