#include "analysis/sweep/response.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/stats/statistics.hpp"

namespace cptsim {
namespace {

constexpr std::size_t kFewValues = 12;  ///< each gets a group of its own

/// Means of the groups' values, in the order of the groups.
std::vector<double> centres_of(std::vector<double> const& values, std::vector<std::size_t> const& group)
{
    std::vector<double> sums, counts;
    for (std::size_t p = 0; p < values.size(); ++p) {
        auto const size = std::max(sums.size(), group[p] + 1);
        sums.resize(size), counts.resize(size);
        sums[group[p]] += values[p];
        counts[group[p]] += 1;
    }
    for (std::size_t g = 0; g < sums.size(); ++g) sums[g] /= counts[g];
    return sums;
}

}  // namespace

FactorGroups group_points(std::vector<double> const& values, std::size_t most, bool is_word)
{
    FactorGroups groups;
    auto distinct = values;
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    bool const few = distinct.size() <= std::max(most, kFewValues) && 2 * distinct.size() <= values.size();
    if (is_word || few) {
        for (double const value : values)
            groups.group.push_back(
                static_cast<std::size_t>(std::lower_bound(distinct.begin(), distinct.end(), value) - distinct.begin()));
        groups.centres = std::move(distinct);
        return groups;
    }
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return values[a] < values[b]; });
    most = std::clamp<std::size_t>(values.size() / 2, 1, most);
    groups.group.resize(values.size());
    for (std::size_t rank = 0; rank < order.size(); ++rank) groups.group[order[rank]] = rank * most / order.size();
    groups.centres = centres_of(values, groups.group);
    return groups;
}

std::vector<std::array<double, kBand.size()>> response(PointValues const& values, FactorGroups const& groups)
{
    std::vector<std::vector<double>> runs(groups.size());
    for (std::size_t p = 0; p < values.size(); ++p)
        for (double const value : values[p])
            if (!std::isnan(value)) runs[groups.group[p]].push_back(value);
    std::vector<std::array<double, kBand.size()>> quantiles(groups.size());
    for (std::size_t g = 0; g < groups.size(); ++g)
        for (std::size_t q = 0; q < kBand.size(); ++q) {
            bool const wide = q == 0 || q + 1 == kBand.size();
            quantiles[g][q] = wide && runs[g].size() < kRunsOfBand ? kNaN : quantile(runs[g], kBand[q]);
        }
    return quantiles;
}

HeatMap heat_map(PointValues const& values, FactorGroups const& rows, FactorGroups const& columns)
{
    HeatMap map;
    map.means.assign(rows.size(), std::vector<double>(columns.size(), 0));
    map.runs.assign(rows.size(), std::vector<std::size_t>(columns.size(), 0));
    for (std::size_t p = 0; p < values.size(); ++p)
        for (double const value : values[p]) {
            if (std::isnan(value)) continue;
            map.means[rows.group[p]][columns.group[p]] += value;
            ++map.runs[rows.group[p]][columns.group[p]];
        }
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = 0; j < columns.size(); ++j)
            map.means[i][j] = map.runs[i][j] > 0 ? map.means[i][j] / static_cast<double>(map.runs[i][j]) : kNaN;
    return map;
}

}  // namespace cptsim
