#include <algorithm>
#include <boost/random/uniform_int_distribution.hpp>
#include <cmath>

#include "analysis/stats/design_parts.hpp"
#include "analysis/stats/sensitivity_outputs.hpp"

namespace cptsim {
namespace {

/// Where the points of a block of Saltelli's design stand.
struct Layout {
    std::size_t factors = 0;
    bool second_order = false;
    [[nodiscard]] std::size_t points() const { return (second_order ? 2 : 1) * factors + 2; }
    [[nodiscard]] std::size_t pairs() const { return second_order ? factors * (factors - 1) / 2 : 0; }
    [[nodiscard]] std::size_t ab(std::size_t j) const { return 2 + j; }
    [[nodiscard]] std::size_t ba(std::size_t j) const { return 2 + factors + j; }
};

bool is_mixture(std::vector<double> const& point, std::vector<double> most, std::vector<double> const& one,
                std::size_t j)
{
    most[j] = one[j];
    return point == most;
}

bool fits(Layout const& layout, DesignPoints design)
{
    if (design.size() % layout.points() != 0) return false;
    for (std::size_t first = 0; first < design.size(); first += layout.points()) {
        auto const block = design.subspan(first, layout.points());
        for (std::size_t j = 0; j < layout.factors; ++j) {
            if (!is_mixture(block[layout.ab(j)], block[0], block[1], j)) return false;
            if (layout.second_order && !is_mixture(block[layout.ba(j)], block[1], block[0], j)) return false;
        }
    }
    return true;
}

Layout find_layout(DesignPoints design)
{
    std::size_t const factors = design.empty() ? 0 : design[0].size();
    for (auto const& point : design)
        if (point.size() != factors)
            refuse_sensitivity(Text{"points of the design differ in their factors",
                                    "les points du plan n'ont pas tous les mêmes facteurs"});
    for (bool const second_order : {false, true})
        if (factors > 0 && fits({factors, second_order}, design)) return {factors, second_order};
    refuse_sensitivity(
        Text{"the points are not those of a design of Saltelli", "les points ne sont pas ceux d'un plan de Saltelli"});
}

using Units = std::span<std::vector<double> const>;

std::vector<double> difference(std::vector<double> const& a, std::vector<double> const& b)
{
    std::vector<double> d(a.size());
    for (std::size_t r = 0; r < d.size(); ++r) d[r] = a[r] - b[r];
    return d;
}

double half_square(std::vector<double> const& a, std::vector<double> const& b)
{
    auto const d = difference(a, b);
    return 0.5 * chanceless_product(d, d);
}

/// What a block adds to each sum: squares of A and B, their means, and numerators of first, total and second indices.
std::vector<double> terms_of(Layout const& layout, Units y)
{
    auto const &a = y[0], &b = y[1];
    std::vector<double> terms = {chanceless_product(a, a) + chanceless_product(b, b), mean(a) + mean(b)}, total;
    for (std::size_t j = 0; j < layout.factors; ++j) {
        auto const& ab = y[layout.ab(j)];
        double first = chanceless_product(b, difference(ab, a)), all = half_square(a, ab);
        if (layout.second_order) {
            auto const& ba = y[layout.ba(j)];
            first = 0.5 * (first + chanceless_product(a, difference(ba, b)));
            all = 0.5 * (all + half_square(b, ba));
        }
        terms.push_back(first);
        total.push_back(all);
    }
    terms.insert(terms.end(), total.begin(), total.end());
    if (!layout.second_order) return terms;
    double const neither = chanceless_product(a, b);
    for (std::size_t i = 0; i < layout.factors; ++i)
        for (std::size_t j = i + 1; j < layout.factors; ++j) {
            double const both = 0.5 * (chanceless_product(y[layout.ba(i)], y[layout.ab(j)]) +
                                       chanceless_product(y[layout.ba(j)], y[layout.ab(i)]));
            terms.push_back(both - neither - terms[2 + i] - terms[2 + j]);
        }
    return terms;
}

/// Variance of f over A and B, from sums over blocks.
double variance_of(std::vector<double> const& sums, std::size_t blocks)
{
    double const n = 2 * static_cast<double>(blocks);
    return (sums[0] - sums[1] * sums[1] / n) / (n - 1);
}

/// Indices [term - 2] from sums over blocks; NaN without variance.
std::vector<double> indices_of(std::vector<double> const& sums, std::size_t blocks)
{
    double const variance = variance_of(sums, blocks);
    std::vector<double> indices(sums.size() - 2, kNaN);
    if (!(variance > 0)) return indices;
    for (std::size_t i = 0; i < indices.size(); ++i) indices[i] = sums[i + 2] / static_cast<double>(blocks) / variance;
    return indices;
}

using Terms = std::vector<std::vector<double>>;  ///< [block][term]

void add(std::vector<double>& sums, std::vector<double> const& terms)
{
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += terms[i];
}

std::vector<double> resampled_sums(Terms const& terms, std::uint64_t seed, std::size_t resample)
{
    constexpr std::size_t draws_of_engine = 1 << 16;
    std::vector<double> sums(terms[0].size());
    boost::random::uniform_int_distribution<std::size_t> any(0, terms.size() - 1);
    for (std::size_t first = 0; first < terms.size(); first += draws_of_engine) {
        auto engine = design_engine(seed, DesignPart::bootstrap, resample, first / draws_of_engine);
        std::size_t const last = std::min(terms.size(), first + draws_of_engine);
        for (std::size_t i = first; i < last; ++i) add(sums, terms[any(engine)]);
    }
    return sums;
}

SensitivityIndex summarise(double value, std::vector<double> const& resampled)
{
    auto const n = static_cast<double>(resampled.size());
    SensitivityIndex index{value, kNaN, {}};
    if (resampled.size() < 2) return index;
    index.error = std::sqrt(variance_of_mean(resampled) * n);
    index.interval = {quantile(resampled, 0.5 * (1 - kCoverage)), quantile(resampled, 0.5 * (1 + kCoverage))};
    return index;
}

std::vector<SensitivityIndex> bootstrap(Terms const& terms, std::vector<double> const& values,
                                        SensitivityOptions const& options)
{
    std::vector<std::vector<double>> resampled(values.size());
    for (int b = 0; b < options.resamples; ++b) {
        auto const indices = indices_of(resampled_sums(terms, options.seed, static_cast<std::size_t>(b)), terms.size());
        for (std::size_t i = 0; i < indices.size(); ++i)
            if (!std::isnan(indices[i])) resampled[i].push_back(indices[i]);
    }
    std::vector<SensitivityIndex> result;
    for (std::size_t i = 0; i < values.size(); ++i) result.push_back(summarise(values[i], resampled[i]));
    return result;
}

}  // namespace

VarianceIndices variance_indices(DesignPoints design, DesignOutputs outputs, SensitivityOptions const& options)
{
    Layout const layout = find_layout(design);
    auto whole = whole_outputs(design, outputs, layout.points(), options);
    std::vector<std::size_t> bases;
    VarianceIndices result;
    double sum = 0;
    for (std::size_t const block : whole.blocks)
        for (std::size_t i = 0; i < 2; ++i) {
            bases.push_back(block * layout.points() + i);
            sum += mean(whole.units[bases.back()]);
        }
    centre_units(whole.units, bases);
    Terms terms;
    std::vector<double> sums(2 + 2 * layout.factors + layout.pairs());
    for (std::size_t const block : whole.blocks) {
        terms.push_back(terms_of(layout, Units(whole.units).subspan(block * layout.points(), layout.points())));
        add(sums, terms.back());
    }
    auto const indices = bootstrap(terms, indices_of(sums, terms.size()), options);
    auto const k = static_cast<std::ptrdiff_t>(layout.factors);
    result.first.assign(indices.begin(), indices.begin() + k);
    result.total.assign(indices.begin() + k, indices.begin() + 2 * k);
    result.second.assign(indices.begin() + 2 * k, indices.end());
    result.mean = sum / static_cast<double>(bases.size());
    result.variance = variance_of(sums, terms.size());
    result.basis = whole.basis;
    double const chance = whole.basis.chance_variance;
    result.chance_share = chance / (std::max(0.0, result.variance) + chance);
    return result;
}

}  // namespace cptsim
