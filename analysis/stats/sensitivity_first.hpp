// What a factor does alone, whatever the form, from points of any design that varies factors independently.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "analysis/stats/sensitivity.hpp"

namespace cptsim {

/// [factor] Var E[f | factor] / Var f, from values of the factors [factor][point of `points`] and independent
/// replicates [point][replicate]. Each factor alone is fitted by its levels, where it has few, or by cosines of its
/// ranks (at most eight, one for 16 points); what as many idle terms would explain is taken off, as in an adjusted R^2,
/// and squares are products of different replicates. A form that the terms do not follow is missed in part. Error by a
/// jackknife over groups of points and, where there are three, over replicates; interval of Student. Both lie in
/// [0, 1]. The outputs vary.
[[nodiscard]] std::vector<SensitivityIndex> first_order_indices(std::vector<std::vector<double>> const& factors,
                                                                std::vector<std::vector<double>> const& units,
                                                                std::span<std::size_t const> points,
                                                                SensitivityOptions const&);

}  // namespace cptsim
