#include "analysis/stats/distributions.hpp"

#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace cptsim {

double standard_normal_cdf(double x) { return boost::math::cdf(boost::math::normal(), x); }

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
