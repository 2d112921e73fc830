// How surely one variance is less than another, of values that need not be normal.
#pragma once
#include <span>

namespace cptsim {

/// What the ratio of two variances stays under with probability p, from independent samples: by the jackknife of the
/// logarithm of each variance (Miller 1968, Ann. Math. Stat. 39), Student's t with the degrees of freedom of Welch. The
/// F test holds for normal values alone: where outcomes are mostly alike and a few are far off, it is sure of 20 % in
/// every fourth pair of samples that differ by just that. 0 where the numerator's sample does not vary; NaN where the
/// denominator's does not, or either holds fewer than three values.
[[nodiscard]] double variance_ratio_bound(std::span<double const> numerator, std::span<double const> denominator,
                                          double p);

}  // namespace cptsim
