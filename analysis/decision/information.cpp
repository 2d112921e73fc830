#include "analysis/decision/information.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace cptsim {
namespace {

Estimated estimate(std::vector<double> const& values, std::vector<int> const& clusters)
{
    std::vector<ClusteredValue> clustered;
    for (std::size_t i = 0; i < values.size(); ++i) clustered.push_back({clusters[i], values[i]});
    auto const found = estimate_mean(clustered);
    return {mean(values), found.half_width};
}

double variance(std::vector<double> const& values)
{
    double const centre = mean(values);
    double squares = 0;
    for (double const x : values) squares += (x - centre) * (x - centre);
    return squares / (static_cast<double>(values.size()) - 1);
}

/// 1 - mean squared error of the fit over that of the mean, linearised for its error.
Estimated cut_of(std::vector<double> const& y, Prediction const& fit, std::vector<int> const& clusters)
{
    std::vector<double> gain, whole;
    for (std::size_t i = 0; i < y.size(); ++i) {
        double const alone = y[i] - fit.means[i], after = y[i] - fit.values[i];
        whole.push_back(alone * alone);
        gain.push_back(alone * alone - after * after);
    }
    double const scale = mean(whole);
    if (!(scale > 0)) return {};
    double const share = mean(gain) / scale;
    std::vector<double> parts;
    for (std::size_t i = 0; i < y.size(); ++i) parts.push_back(share + (gain[i] - share * whole[i]) / scale);
    return {share, estimate(parts, clusters).half_width};
}

/// Place of the largest; of equal ones the first.
std::size_t best_of(std::vector<double> const& values)
{
    return static_cast<std::size_t>(std::max_element(values.begin(), values.end()) - values.begin());
}

}  // namespace

double Information::narrowing() const { return 1 - std::sqrt(1 - std::clamp(cut.value, 0.0, 1.0)); }

Contrast contrast_of(Draws const& draws)
{
    std::vector<double> means;
    for (std::size_t option = 0; option < draws.values.size(); ++option) means.push_back(mean(draws.gain(option, 0)));
    Contrast contrast;
    contrast.best = best_of(means);
    means[contrast.best] = -std::numeric_limits<double>::infinity();
    contrast.next = best_of(means);
    contrast.gain = draws.gain(contrast.best, contrast.next);
    return contrast;
}

Information information(Draws const& draws, Contrast const& contrast, Quantities const& quantities)
{
    auto const clusters = draws.frames();
    auto const folds = folds_of(clusters);
    Information found;
    auto const fit = predict(quantities, contrast.gain, folds);
    found.cut = cut_of(contrast.gain, fit, clusters);
    found.is_none = fit.is_empty || !(found.cut.value > found.cut.half_width);
    if (found.is_none) return {};

    auto const options = draws.values.size();
    std::vector<std::vector<double>> gains;
    std::vector<Prediction> fits;
    for (std::size_t option = 0; option < options; ++option) {
        gains.push_back(draws.gain(option, 0));
        fits.push_back(predict(quantities, gains.back(), folds));
    }
    std::vector<double> better;
    for (std::size_t i = 0; i < draws.size(); ++i) {
        std::vector<double> before, after;
        for (std::size_t option = 0; option < options; ++option) {
            before.push_back(fits[option].means[i]);
            after.push_back(fits[option].values[i]);
        }
        better.push_back(gains[best_of(after)][i] - gains[best_of(before)][i]);
    }
    found.worth = estimate(better, clusters);
    if (!(found.worth.value > 0)) found.worth.value = 0;
    return found;
}

Estimated worth_of_certainty(Draws const& draws)
{
    auto const best = contrast_of(draws).best;
    std::vector<double> better;
    for (std::size_t i = 0; i < draws.size(); ++i) {
        double most = 0;
        for (std::size_t option = 0; option < draws.values.size(); ++option)
            most = std::max(most, draws.gain(option, best)[i]);
        better.push_back(most);
    }
    return estimate(better, draws.frames());
}

Information at_least(Information const& whole, Information const& part)
{
    Information result = whole;
    if (part.cut.value > whole.cut.value) result.cut = part.cut;
    if (part.worth.value > whole.worth.value) result.worth = part.worth;
    result.is_none = whole.is_none && part.is_none;
    return result;
}

std::optional<Estimated> chance_share(Draws const& draws, Contrast const& contrast)
{
    constexpr std::size_t kFewLists = 10;
    auto const twins = draws.twins();
    double const all = variance(contrast.gain);
    if (twins.size() < kFewLists || !(all > 0)) return {};
    std::vector<double> shares;
    std::vector<int> list;
    for (auto const& same : twins) {
        std::vector<double> values;
        for (auto const i : same) values.push_back(contrast.gain[i]);
        list.push_back(static_cast<int>(list.size()));
        shares.push_back(variance(values) / all);
    }
    return estimate(shares, list);
}

}  // namespace cptsim
