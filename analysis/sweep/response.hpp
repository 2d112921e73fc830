// How an outcome of a study goes with its factors: groups of points by the value of one factor, or of two.
#pragma once
#include <array>
#include <cstddef>
#include <vector>

#include "analysis/stats/statistics.hpp"
#include "analysis/sweep/outcomes.hpp"

namespace cptsim {

/// Points grouped by a factor's value: each value a group where they are few and come again, else groups of as many
/// points each.
struct FactorGroups {
    std::vector<std::size_t> group;  ///< [point]
    std::vector<double> centres;     ///< [group] mean of the factor's values there, ascending
    [[nodiscard]] std::size_t size() const { return centres.size(); }
};
/// `values` are those of one factor at all points. Values that are not numbers (words) are never grouped together.
[[nodiscard]] FactorGroups group_points(std::vector<double> const& values, std::size_t most, bool is_word);

inline constexpr std::size_t kRunsOfBand = 19;  ///< at least: of fewer, no interval holds 90 %
/// [group] quantiles over all runs of the points there; NaN where none has a value, and those of the wide band where
/// fewer than kRunsOfBand have.
[[nodiscard]] std::vector<std::array<double, kBand.size()>> response(PointValues const&, FactorGroups const&);

/// Means over all runs of the points that are in a group of both factors.
struct HeatMap {
    std::vector<std::vector<double>> means;      ///< [group of the first][group of the second]; NaN where there is none
    std::vector<std::vector<std::size_t>> runs;  ///< behind each
};
[[nodiscard]] HeatMap heat_map(PointValues const&, FactorGroups const& rows, FactorGroups const& columns);

}  // namespace cptsim
