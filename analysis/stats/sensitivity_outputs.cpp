#include "analysis/stats/sensitivity_outputs.hpp"

#include <algorithm>
#include <boost/random/uniform_int_distribution.hpp>
#include <cmath>
#include <map>
#include <numeric>

#include "analysis/stats/design_parts.hpp"
#include "analysis/stats/distributions.hpp"
#include "sim/base/error.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

void check_sizes(DesignPoints design, DesignOutputs outputs, SensitivityOptions const& options)
{
    if (design.empty() || design[0].empty())
        refuse_sensitivity(Text{"the design has no point or no factor", "le plan n'a pas de point ou pas de facteur"});
    for (auto const& point : design)
        if (point.size() != design[0].size())
            refuse_sensitivity(Text{"points of the design differ in their factors",
                                    "les points du plan n'ont pas tous les mêmes facteurs"});
    if (outputs.size() != design.size())
        refuse_sensitivity(
            both({"outputs are of {} points, the design has {}", "les résultats sont de {} points, le plan en a {}"},
                 outputs.size(), design.size()));
    for (auto const& output : outputs)
        if (output.empty() || output.size() != outputs[0].size())
            refuse_sensitivity(Text{"points have no replicate, or differ in their number of replicates",
                                    "des points n'ont pas de simulation, ou pas toutes le même nombre"});
    if (!options.clusters.empty() && options.clusters.size() != outputs[0].size())
        refuse_sensitivity(
            Text{"clusters are of another number of replicates", "les groupes ont un autre nombre de simulations"});
}

std::vector<std::size_t> by_missing_runs(DesignOutputs outputs)
{
    std::vector<std::size_t> missing(outputs[0].size()), order(outputs[0].size());
    for (auto const& output : outputs)
        for (std::size_t r = 0; r < output.size(); ++r) missing[r] += std::isfinite(output[r]) ? 0 : 1;
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return missing[a] < missing[b]; });
    return order;
}

/// The replicates with which most runs are in whole blocks; of two such choices, the one with more replicates.
std::vector<std::size_t> choose_replicates(DesignOutputs outputs, std::size_t points_of_block)
{
    auto order = by_missing_runs(outputs);
    std::vector<char> whole(outputs.size() / points_of_block, 1);
    std::size_t best = 0, most_runs = 0;
    for (std::size_t r = 0; r < order.size(); ++r) {
        for (std::size_t p = 0; p < outputs.size(); ++p)
            if (!std::isfinite(outputs[p][order[r]])) whole[p / points_of_block] = 0;
        std::size_t const runs = (r + 1) * static_cast<std::size_t>(std::count(whole.begin(), whole.end(), 1));
        if (runs < most_runs || runs == 0) continue;
        most_runs = runs;
        best = r + 1;
    }
    order.resize(best);
    std::sort(order.begin(), order.end());
    return order;
}

std::vector<double> pick(std::vector<double> const& output, std::vector<std::size_t> const& replicates)
{
    std::vector<double> values;
    for (std::size_t const r : replicates) values.push_back(output[r]);
    return values;
}

/// Means of clusters; the values themselves if they are all of one cluster.
std::vector<double> cluster_means(std::vector<double> const& values, std::vector<std::size_t> const& replicates,
                                  std::vector<int> const& clusters)
{
    if (clusters.empty()) return values;
    std::map<int, std::vector<double>> members;
    for (std::size_t i = 0; i < values.size(); ++i) members[clusters[replicates[i]]].push_back(values[i]);
    if (members.size() == 1) return values;
    std::vector<double> means;
    for (auto const& [cluster, own] : members) means.push_back(mean(own));
    return means;
}

}  // namespace

void refuse_sensitivity(Words const& why)
{
    throw InputError(Text{"no sensitivity can be computed: ", "aucune sensibilité calculable : "} + why);
}

double chanceless_product(std::span<double const> a, std::span<double const> b, std::size_t left_out)
{
    if (a.size() == 1) return a[0] * b[0];
    double sum_a = 0, sum_b = 0, own = 0;
    for (std::size_t r = 0; r < a.size(); ++r) {
        if (r == left_out) continue;
        sum_a += a[r];
        sum_b += b[r];
        own += a[r] * b[r];
    }
    auto const n = static_cast<double>(a.size()) - (left_out < a.size() ? 1 : 0);
    return (sum_a * sum_b - own) / (n * (n - 1));
}

double mean_of_units(std::span<double const> values, std::size_t left_out)
{
    if (left_out >= values.size()) return mean(values);
    auto const n = static_cast<double>(values.size());
    return (mean(values) * n - values[left_out]) / (n - 1);
}

double jackknife_variance(std::span<double const> without)
{
    auto const n = static_cast<double>(without.size());
    return without.size() < kLeastUnits ? 0 : variance_of_mean(without) * (n - 1) * (n - 1);
}

double shared_variance(std::vector<std::vector<double>> const& influence)
{
    if (influence.size() < kLeastUnits) return 0;
    auto const units = static_cast<double>(influence.size());
    double own = 0, all = 0;
    std::vector<double> sums(influence.size());
    for (std::size_t b = 0; b < influence[0].size(); ++b) {
        std::vector<double> at;
        for (auto const& one : influence) at.push_back(one[b]);
        double const centre = mean(at);
        for (std::size_t r = 0; r < at.size(); ++r) {
            own += (at[r] - centre) * (at[r] - centre);
            sums[r] += at[r] - centre;
        }
    }
    for (double const sum : sums) all += sum * sum;
    return std::max(0.0, (all - own) * (units - 1) / units);
}

SensitivityIndex index_of(double value, std::vector<double> const& resampled, double shared, std::size_t units)
{
    auto sorted = resampled;
    std::sort(sorted.begin(), sorted.end());
    if (sorted.size() < 2) return {value, kNaN, {}};
    // Order statistics themselves, the outer ones: values between them may be infinite.
    auto const n = static_cast<double>(sorted.size());
    auto const at = [&](double rank) { return sorted[static_cast<std::size_t>(std::clamp(rank, 1.0, n)) - 1]; };
    double const out = 0.5 * (1 - kCoverage) * (n + 1);
    double const low = std::min(value, at(std::floor(out))), high = std::max(value, at(std::ceil(n + 1 - out)));
    std::vector<double> finite;
    std::copy_if(sorted.begin(), sorted.end(), std::back_inserter(finite),
                 [](double one) { return std::isfinite(one); });
    double const by_points = finite.size() < 2 ? kNaN : variance_of_mean(finite) * static_cast<double>(finite.size());
    SensitivityIndex index{value, std::sqrt(by_points + shared), {low, high}};
    if (!(shared > 0)) return index;
    double const p = 0.5 + 0.5 * kCoverage;
    double const t = student_t_quantile(p, static_cast<double>(units) - 1);
    double const wider = std::pow(t / standard_normal_quantile(p), 2) * shared;
    if (by_points > 0) {
        double const factor = std::sqrt(1 + wider / by_points);
        index.interval = {value - (value - low) * factor, value + (high - value) * factor};
    } else {
        double const half = t * std::sqrt(shared);
        index.interval = {low - half, high + half};
    }
    return index;
}

std::vector<std::size_t> resampled_rows(std::size_t count, std::uint64_t seed, std::size_t resample)
{
    constexpr std::size_t draws_of_engine = 1 << 16;
    std::vector<std::size_t> rows;
    boost::random::uniform_int_distribution<std::size_t> any(0, count - 1);
    for (std::size_t first = 0; first < count; first += draws_of_engine) {
        auto engine = design_engine(seed, DesignPart::bootstrap, resample, first / draws_of_engine);
        std::size_t const last = std::min(count, first + draws_of_engine);
        for (std::size_t i = first; i < last; ++i) rows.push_back(any(engine));
    }
    return rows;
}

double point_variance(std::vector<std::vector<double>> const& units, std::span<std::size_t const> points,
                      std::size_t left_out)
{
    double squares = 0;
    std::vector<double> sums(units[points[0]].size());
    for (std::size_t const p : points) {
        squares += chanceless_product(units[p], units[p], left_out);
        for (std::size_t r = 0; r < sums.size(); ++r) sums[r] += units[p][r];
    }
    auto const n = static_cast<double>(points.size());
    return (squares - chanceless_product(sums, sums, left_out) / n) / (n - 1);
}

Interval interval_of_variance(std::vector<std::vector<double>> const& units, std::span<std::size_t const> points,
                              SensitivityOptions const& options)
{
    std::vector<double> resampled;
    for (std::size_t b = 0; b < static_cast<std::size_t>(options.resamples); ++b) {
        auto drawn = resampled_rows(points.size(), options.seed, b);
        for (std::size_t& row : drawn) row = points[row];
        resampled.push_back(point_variance(units, drawn));
    }
    std::size_t const count = units[points[0]].size();
    auto const n = static_cast<double>(points.size());
    std::vector<std::vector<double>> influence;
    for (std::size_t r = 0; count >= kLeastUnits && r < count; ++r) {
        auto& own = influence.emplace_back();
        for (std::size_t const p : points)
            own.push_back((chanceless_product(units[p], units[p], r) - chanceless_product(units[p], units[p])) /
                          (n - 1));
    }
    return index_of(point_variance(units, points), resampled, shared_variance(influence), count).interval;
}

double variance_of_mean(std::span<double const> values)
{
    if (values.size() < 2) return kNaN;
    double const centre = mean(values);
    double squares = 0;
    for (double v : values) squares += (v - centre) * (v - centre);
    auto const n = static_cast<double>(values.size());
    return squares / (n - 1) / n;
}

void centre_units(std::vector<std::vector<double>>& units, std::span<std::size_t const> points)
{
    if (points.empty()) return;
    std::vector<double> centre(units[points[0]].size());
    for (std::size_t const p : points)
        for (std::size_t r = 0; r < centre.size(); ++r) centre[r] += units[p][r];
    for (auto& unit : units)
        for (std::size_t r = 0; r < unit.size(); ++r) unit[r] -= centre[r] / static_cast<double>(points.size());
}

WholeOutputs whole_outputs(DesignPoints design, DesignOutputs outputs, std::size_t points_of_block,
                           SensitivityOptions const& options)
{
    check_sizes(design, outputs, options);
    auto const replicates = choose_replicates(outputs, points_of_block);
    WholeOutputs result;
    result.units.resize(outputs.size());
    double chance = 0;
    for (std::size_t block = 0; block < outputs.size() / points_of_block; ++block) {
        auto const members = outputs.subspan(block * points_of_block, points_of_block);
        bool const whole = !replicates.empty() && std::all_of(members.begin(), members.end(), [&](auto const& output) {
            return std::all_of(replicates.begin(), replicates.end(),
                               [&](std::size_t r) { return std::isfinite(output[r]); });
        });
        if (!whole) continue;
        result.blocks.push_back(block);
        for (std::size_t i = 0; i < points_of_block; ++i) {
            auto const values = pick(members[i], replicates);
            chance += variance_of_mean(values) * static_cast<double>(values.size());
            result.units[block * points_of_block + i] = cluster_means(values, replicates, options.clusters);
        }
    }
    if (result.blocks.size() < 2)
        refuse_sensitivity(Text{"fewer than two base points, or points, have all their runs",
                                "moins de deux points (ou points de base) ont toutes leurs simulations"});
    result.basis = {result.blocks.size(), replicates.size(),
                    result.units[result.blocks.front() * points_of_block].size(), Withheld::no,
                    chance / static_cast<double>(result.blocks.size() * points_of_block)};
    return result;
}

}  // namespace cptsim
