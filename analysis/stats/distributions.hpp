// Distributions in double precision, for what is inferred from runs. What leads to a run must not depend on a library:
// its normal_quantile() is that of sim/base/portable_math.hpp, in single precision.
#pragma once

namespace cptsim {

/// Of the normal distribution of mean 0 and standard deviation 1.
[[nodiscard]] double standard_normal_cdf(double x);
/// Its logarithm, finite and exact to rounding far down the tail, and its derivative there.
[[nodiscard]] double log_standard_normal_cdf(double x);
[[nodiscard]] double log_standard_normal_cdf_slope(double x);
/// Quantile of the same, p in (0, 1).
[[nodiscard]] double standard_normal_quantile(double p);

/// Quantile of Student's t with `degrees` > 0 degrees of freedom.
[[nodiscard]] double student_t_quantile(double p, double degrees);

/// Quantile of the F distribution: of the ratio of two sample variances with these degrees of freedom.
[[nodiscard]] double f_quantile(double p, double numerator, double denominator);

}  // namespace cptsim
