#include "analysis/stats/sensitivity_first.hpp"

#include <algorithm>
#include <boost/random/uniform_int_distribution.hpp>
#include <cmath>
#include <numeric>

#include "analysis/stats/design_parts.hpp"
#include "analysis/stats/distributions.hpp"
#include "analysis/stats/sensitivity_outputs.hpp"

namespace cptsim {
namespace {

using Columns = std::vector<std::vector<double>>;  ///< [column][row]

constexpr std::size_t kGroups = 20;        ///< of points, for the jackknife
constexpr std::size_t kMostLevels = 12;    ///< of a factor that is fitted level by level
constexpr std::size_t kMostTerms = 8;      ///< cosines
constexpr std::size_t kPointsOfTerm = 16;  ///< for each of them

double dot(std::vector<double> const& a, std::vector<double> const& b)
{
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

std::vector<double> levels_of(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    return values;
}

/// Functions of one factor: whether it has a level, or cosines of its ranks.
Columns terms_of(std::vector<double> const& factor)
{
    auto const n = factor.size();
    auto const levels = levels_of(factor);
    Columns terms;
    if (levels.size() <= kMostLevels && 3 * levels.size() <= n) {
        for (std::size_t level = 1; level < levels.size(); ++level) {
            auto& term = terms.emplace_back();
            for (double const value : factor) term.push_back(value == levels[level] ? 1 : 0);
        }
        return terms;
    }
    auto const ranks = mid_ranks(factor);
    std::size_t const count = std::clamp(n / kPointsOfTerm, std::size_t{1}, kMostTerms);
    double const pi = std::acos(-1.0);
    for (std::size_t k = 1; k <= count; ++k) {
        auto& term = terms.emplace_back();
        for (double const rank : ranks)
            term.push_back(std::cos(pi * static_cast<double>(k) * (rank - 0.5) / static_cast<double>(n)));
    }
    return terms;
}

/// The same about their means, of length 1, at right angles; fewer where some follow from others.
Columns orthonormal(Columns terms)
{
    Columns basis;
    for (auto& term : terms) {
        double const centre = mean(term);
        for (double& value : term) value -= centre;
        double const before = std::sqrt(dot(term, term));
        for (auto const& known : basis) {
            double const along = dot(term, known);
            for (std::size_t i = 0; i < term.size(); ++i) term[i] -= along * known[i];
        }
        double const length = std::sqrt(dot(term, term));
        if (!(length > 1e-8 * before)) continue;
        for (double& value : term) value /= length;
        basis.push_back(term);
    }
    return basis;
}

/// Outputs of replicates about their means over the rows, [replicate][row].
Columns centred_units(std::vector<std::vector<double>> const& units, std::vector<std::size_t> const& points,
                      std::size_t left_out)
{
    Columns columns;
    for (std::size_t r = 0; r < units[points[0]].size(); ++r) {
        if (r == left_out) continue;
        auto& column = columns.emplace_back();
        for (std::size_t const p : points) column.push_back(units[p][r]);
        double const centre = mean(column);
        for (double& value : column) value -= centre;
    }
    return columns;
}

/// The estimate from some of the points: `rows` of `points`, and all replicates but one, or all.
double estimate(std::vector<double> const& factor, std::vector<std::vector<double>> const& units,
                std::span<std::size_t const> points, std::vector<std::size_t> const& rows,
                std::size_t left_out = kNoUnit)
{
    std::vector<double> x;
    std::vector<std::size_t> own;
    for (std::size_t const row : rows) x.push_back(factor[row]), own.push_back(points[row]);
    auto const basis = orthonormal(terms_of(x));
    auto const y = centred_units(units, own, left_out);
    double explained = 0, squares = 0;
    std::vector<double> at(y.size());
    for (auto const& term : basis) {
        for (std::size_t r = 0; r < y.size(); ++r) at[r] = dot(term, y[r]);
        explained += chanceless_product(at, at);
    }
    for (std::size_t i = 0; i < own.size(); ++i) {
        for (std::size_t r = 0; r < y.size(); ++r) at[r] = y[r][i];
        squares += chanceless_product(at, at);
    }
    auto const n = static_cast<double>(own.size()), terms = static_cast<double>(basis.size());
    return 1 - (squares - explained) / (n - 1 - terms) / (squares / (n - 1));
}

/// Points in groups by chance, as a design may repeat itself in its order.
std::vector<std::size_t> groups_of(std::size_t points, std::uint64_t seed)
{
    std::vector<std::size_t> group(points);
    for (std::size_t i = 0; i < points; ++i) group[i] = i % std::min(points, kGroups);
    auto engine = design_engine(seed, DesignPart::jackknife, 0, 0);
    for (std::size_t i = points; i-- > 1;)
        std::swap(group[i], group[boost::random::uniform_int_distribution<std::size_t>(0, i)(engine)]);
    return group;
}

}  // namespace

std::vector<SensitivityIndex> first_order_indices(std::vector<std::vector<double>> const& factors,
                                                  std::vector<std::vector<double>> const& units,
                                                  std::span<std::size_t const> points,
                                                  SensitivityOptions const& options)
{
    auto const group = groups_of(points.size(), options.seed);
    std::size_t const groups = std::min(points.size(), kGroups), replicates = units[points[0]].size();
    std::vector<std::size_t> all(points.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    std::vector<SensitivityIndex> result;
    for (auto const& factor : factors) {
        double const value = estimate(factor, units, points, all);
        std::vector<double> without_group, without_replicate;
        for (std::size_t g = 0; g < groups; ++g) {
            std::vector<std::size_t> rows;
            std::copy_if(all.begin(), all.end(), std::back_inserter(rows), [&](auto row) { return group[row] != g; });
            without_group.push_back(estimate(factor, units, points, rows));
        }
        for (std::size_t r = 0; replicates >= kLeastUnits && r < replicates; ++r)
            without_replicate.push_back(estimate(factor, units, points, all, r));
        double const by_points = jackknife_variance(without_group),
                     by_replicates = jackknife_variance(without_replicate);
        double const variance = by_points + by_replicates;
        double freedom = static_cast<double>(groups) - 1;
        if (by_replicates > 0)
            freedom = variance * variance /
                      (by_points * by_points / freedom +
                       by_replicates * by_replicates / (static_cast<double>(replicates) - 1));
        double const error = std::sqrt(variance);
        double const half = error > 0 ? error * student_t_quantile(0.5 + 0.5 * kCoverage, freedom) : 0;
        // A share: what a term is credited for idling may be more than what it does.
        double const share = std::clamp(value, 0.0, 1.0);
        result.push_back({share, error, {std::max(0.0, value - half), std::min(1.0, std::max(0.0, value) + half)}});
    }
    return result;
}

}  // namespace cptsim
