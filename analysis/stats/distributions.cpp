#include "analysis/stats/distributions.hpp"

#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numbers>

namespace cptsim {

double standard_normal_cdf(double x) { return boost::math::cdf(boost::math::normal(), x); }

namespace {

/// Density over distribution function for x < -10: Laplace's continued fraction, whose thirtieth convergent is exact to
/// rounding there.
double tail_slope(double x)
{
    double fraction = -x;
    for (int k = 30; k >= 1; --k) fraction = -x + k / fraction;
    return fraction;
}

double log_density(double x) { return -0.5 * x * x - 0.5 * std::log(2 * std::numbers::pi); }

constexpr double kTail = -10;

}  // namespace

double log_standard_normal_cdf(double x)
{
    return x < kTail ? log_density(x) - std::log(tail_slope(x)) : std::log(standard_normal_cdf(x));
}

double log_standard_normal_cdf_slope(double x)
{
    return x < kTail ? tail_slope(x) : std::exp(log_density(x)) / standard_normal_cdf(x);
}

double standard_normal_quantile(double p) { return boost::math::quantile(boost::math::normal(), p); }

double student_t_quantile(double p, double degrees)
{
    return boost::math::quantile(boost::math::students_t(degrees), p);
}

double f_quantile(double p, double numerator, double denominator)
{
    return boost::math::quantile(boost::math::fisher_f(numerator, denominator), p);
}

}  // namespace cptsim
