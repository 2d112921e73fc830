#include "analysis/sweep/joint_design.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/base/error.hpp"
#include "sim/base/portable_math.hpp"

namespace cptsim {
namespace {

std::size_t row_of(std::vector<SweepFactor> const& factors, std::string const& path)
{
    auto const found = std::find_if(factors.begin(), factors.end(), [&](auto const& one) { return one.path == path; });
    return static_cast<std::size_t>(found - factors.begin());
}

/// Probability of a normal score, by bisection of its quantile: no library's function leads to a result.
double probability(double score)
{
    float below = 0, above = 1;
    for (int step = 0; step < 40; ++step) {
        float const middle = 0.5F * (below + above);
        (middle <= 0 || (middle < 1 && static_cast<double>(normal_quantile(middle)) < score) ? below : above) = middle;
    }
    return std::clamp(static_cast<double>(0.5F * (below + above)), 1e-7, 1 - 1e-7);
}

using Rows = std::vector<std::vector<double>>;

/// L of C = L L', row after row.
Rows root_of(Rows const& c, Place const& place)
{
    Rows root(c.size(), std::vector<double>(c.size()));
    for (std::size_t i = 0; i < c.size(); ++i)
        for (std::size_t j = 0; j <= i; ++j) {
            double rest = c[i][j];
            for (std::size_t k = 0; k < j; ++k) rest -= root[i][k] * root[j][k];
            if (i == j && !(rest > 1e-9))
                throw InputError(
                    place, {"the correlations contradict one another (no distribution has all of them) weaker ones?",
                            "les corrélations se contredisent (aucune loi ne les a toutes) de plus faibles ?"});
            root[i][j] = i == j ? std::sqrt(rest) : rest / root[j][j];
        }
    return root;
}

}  // namespace

std::vector<std::size_t> group_leaders(StudyDesign const& design, std::vector<SweepFactor> const& factors)
{
    std::vector<std::size_t> leaders(factors.size());
    std::iota(leaders.begin(), leaders.end(), std::size_t{0});
    for (auto const& group : design.groups) {
        std::size_t first = factors.size();
        for (auto const& path : group) first = std::min(first, row_of(factors, path));
        for (auto const& path : group) leaders[row_of(factors, path)] = first;
    }
    return leaders;
}

void correlate(std::vector<std::vector<double>>& design, StudyDesign const& asked,
               std::vector<SweepFactor> const& factors)
{
    if (asked.correlations.empty()) return;
    Rows c(factors.size(), std::vector<double>(factors.size()));
    for (std::size_t i = 0; i < c.size(); ++i) c[i][i] = 1;
    std::vector<bool> moved(factors.size());
    for (auto const& one : asked.correlations) {
        auto const i = row_of(factors, one.one), j = row_of(factors, one.other);
        c[i][j] = c[j][i] = one.value;
        moved[i] = moved[j] = true;
    }
    auto const root = root_of(c, asked.place);
    for (auto& point : design) {
        std::vector<double> scores;
        for (double const u : point)
            scores.push_back(static_cast<double>(normal_quantile(static_cast<float>(std::clamp(u, 1e-7, 1 - 1e-7)))));
        for (std::size_t i = 0; i < point.size(); ++i) {
            if (!moved[i]) continue;
            double score = 0;
            for (std::size_t k = 0; k <= i; ++k) score += root[i][k] * scores[k];
            point[i] = probability(score);
        }
    }
}

}  // namespace cptsim
