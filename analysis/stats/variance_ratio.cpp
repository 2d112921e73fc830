#include "analysis/stats/variance_ratio.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "analysis/stats/distributions.hpp"
#include "analysis/stats/statistics.hpp"

namespace cptsim {
namespace {

/// The logarithm of a variance, and the variance of that.
struct LogVariance {
    double value = kNaN, error = 0;
    double freedom = 1;
};

double sum_of_squares(std::span<double const> values, double center)
{
    double sum = 0;
    for (double const x : values) sum += (x - center) * (x - center);
    return sum;
}

LogVariance log_variance(std::span<double const> values)
{
    auto const n = static_cast<double>(values.size());
    double const center = mean(values), squares = sum_of_squares(values, center);
    std::vector<double> without;
    for (double const x : values) {
        double const left = squares - n / (n - 1) * (x - center) * (x - center);
        // Of one value that differs from all others nothing is left: as good as nothing, so that the error is large.
        without.push_back(std::log(std::max(left, squares * 1e-12) / (n - 2)));
    }
    return {std::log(squares / (n - 1)), sum_of_squares(without, mean(without)) * (n - 1) / n, n - 1};
}

}  // namespace

double variance_ratio_bound(std::span<double const> numerator, std::span<double const> denominator, double p)
{
    if (numerator.size() < 3 || denominator.size() < 3) return kNaN;
    if (!(sum_of_squares(denominator, mean(denominator)) > 0)) return kNaN;
    if (!(sum_of_squares(numerator, mean(numerator)) > 0)) return 0;
    auto const above = log_variance(numerator), below = log_variance(denominator);
    double const error = above.error + below.error;
    if (!(error > 0)) return std::exp(above.value - below.value);
    double const freedom =
        error * error / (above.error * above.error / above.freedom + below.error * below.error / below.freedom);
    return std::exp(above.value - below.value + student_t_quantile(p, freedom) * std::sqrt(error));
}

}  // namespace cptsim
