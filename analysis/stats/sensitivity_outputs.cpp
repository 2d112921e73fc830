#include "analysis/stats/sensitivity_outputs.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

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

double chanceless_product(std::span<double const> a, std::span<double const> b)
{
    double sum_a = 0, sum_b = 0, own = 0;
    for (std::size_t r = 0; r < a.size(); ++r) {
        sum_a += a[r];
        sum_b += b[r];
        own += a[r] * b[r];
    }
    auto const n = static_cast<double>(a.size());
    return a.size() == 1 ? own : (sum_a * sum_b - own) / (n * (n - 1));
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
                    chance / static_cast<double>(result.blocks.size() * points_of_block)};
    return result;
}

}  // namespace cptsim
