#include "analysis/report/study_shown.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace cptsim {
namespace {

constexpr std::size_t kMostOutcomes = 16;  ///< in a page
constexpr std::size_t kMostMapped = 6;     ///< factors of heat maps: each pair is one
constexpr double kPointsOfGroup = 8;       ///< at least, of a response
constexpr double kPointsOfCell = 4;        ///< at least on average, of a heat map

}  // namespace

StudyShown::StudyShown(StudyReportInput const& input) : input_(input), all_(*input.outcomes)
{
    int const scenarios = static_cast<int>(all_.sweep().plan.scenarios.size());
    for (int s = 0; s < scenarios; ++s) series.push_back({s, false});
    for (int s = 1; s < scenarios; ++s) series.push_back({s, true});
    choose_outcomes();
    choose_dates();
    group_factors();
    compute_indices();
    pair_factors();
}

void StudyShown::choose_outcomes()
{
    auto const& list = all_.list();
    bool const any = std::any_of(list.begin(), list.end(), [](auto const& x) { return x.headline; });
    for (std::size_t i = 0; i < list.size() && outcomes.size() < kMostOutcomes; ++i)
        if (list[i].headline || !any) outcomes.push_back(static_cast<int>(i));
}

/// Dates of the table of runs, where they were kept, and the last that was.
void StudyShown::choose_dates()
{
    auto const& kept = all_.dates();
    for (int const date : table_dates(all_.sweep().plan)) {
        auto const found = std::find(kept.begin(), kept.end(), date);
        if (found != kept.end()) dates.push_back(static_cast<int>(found - kept.begin()));
    }
    int const last = static_cast<int>(kept.size()) - 1;
    if (!kept.empty() && (dates.empty() || dates.back() != last)) dates.push_back(last);
}

void StudyShown::group_factors()
{
    auto const& sweep = all_.sweep();
    auto const points = static_cast<double>(sweep.design.size());
    auto const curve = static_cast<std::size_t>(std::clamp(points / kPointsOfGroup, 3.0, 10.0));
    auto const map = static_cast<std::size_t>(std::clamp(std::sqrt(points / kPointsOfCell), 2.0, 6.0));
    for (std::size_t i = 0; i < sweep.factors.size(); ++i) {
        std::vector<double> values;
        for (auto const& point : sweep.design) values.push_back(point[i]);
        bool const word = is_choice(sweep.factors[i]);
        groups.push_back(group_points(values, curve, word));
        map_groups.push_back(group_points(values, map, word));
    }
}

PointValues StudyShown::values(std::size_t outcome, std::size_t date, std::size_t one) const
{
    auto const& of = series[one];
    return of.is_effect ? all_.effects(outcomes[outcome], dates[date], of.scenario)
                        : all_.levels(outcomes[outcome], dates[date], of.scenario);
}

StudySensitivity const& StudyShown::indices(std::size_t outcome, std::size_t date, std::size_t one) const
{
    return indices_[(outcome * dates.size() + date) * series.size() + one];
}

void StudyShown::compute_indices()
{
    SensitivityOptions options;
    options.clusters = all_.frames();
    each([&](std::size_t outcome, std::size_t date, std::size_t one) {
        indices_.push_back(
            study_sensitivity(input_.method, all_.sweep().factors, input_.design, values(outcome, date, one), options));
    });
}

/// Factors that move something most, by their largest share of all, have a map for each pair.
void StudyShown::pair_factors()
{
    std::vector<double> largest(all_.sweep().factors.size(), 0);
    for (auto const& one : indices_) {
        auto const shares = sensitivity_shares(one);
        double const whole = std::accumulate(shares.begin(), shares.end(), 0.0, [](double sum, double share) {
            return share > 0 ? sum + share : sum;  // NaN counts as nothing
        });
        for (std::size_t i = 0; i < shares.size(); ++i)
            if (whole > 0 && shares[i] > 0) largest[i] = std::max(largest[i], shares[i] / whole);
    }
    std::vector<std::size_t> order(largest.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return largest[a] > largest[b]; });
    order.resize(std::min(order.size(), kMostMapped));
    std::sort(order.begin(), order.end());
    for (std::size_t i = 0; i < order.size(); ++i)
        for (std::size_t j = i + 1; j < order.size(); ++j) pairs.emplace_back(order[i], order[j]);
}

}  // namespace cptsim
