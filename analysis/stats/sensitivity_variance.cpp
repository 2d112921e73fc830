#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "analysis/stats/sensitivity_outputs.hpp"

namespace cptsim {
namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();

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

std::optional<Layout> layout_of(DesignPoints design)
{
    std::size_t const factors = design.empty() ? 0 : design[0].size();
    for (auto const& point : design)
        if (point.size() != factors)
            refuse_sensitivity(Text{"points of the design differ in their factors",
                                    "les points du plan n'ont pas tous les mêmes facteurs"});
    for (bool const second_order : {false, true})
        if (factors > 0 && fits({factors, second_order}, design)) return Layout{factors, second_order};
    return {};
}

Layout find_layout(DesignPoints design)
{
    auto const layout = layout_of(design);
    if (!layout)
        refuse_sensitivity(Text{"the points are not those of a design of Saltelli",
                                "les points ne sont pas ceux d'un plan de Saltelli"});
    return *layout;
}

using Units = std::span<std::vector<double> const>;

std::vector<double> difference(std::vector<double> const& a, std::vector<double> const& b)
{
    std::vector<double> d(a.size());
    for (std::size_t r = 0; r < d.size(); ++r) d[r] = a[r] - b[r];
    return d;
}

/// What a block adds to each sum: squares of A and B, their means, and numerators of first, total and second indices.
std::vector<double> terms_of(Layout const& layout, Units y, std::size_t left_out)
{
    auto const product = [&](auto const& one, auto const& other) { return chanceless_product(one, other, left_out); };
    auto const half_square = [&](std::vector<double> const& one, std::vector<double> const& other) {
        auto const d = difference(one, other);
        return 0.5 * product(d, d);
    };
    auto const &a = y[0], &b = y[1];
    std::vector<double> terms = {product(a, a) + product(b, b),
                                 mean_of_units(a, left_out) + mean_of_units(b, left_out)};
    std::vector<double> total;
    for (std::size_t j = 0; j < layout.factors; ++j) {
        auto const& ab = y[layout.ab(j)];
        double first = product(b, difference(ab, a)), all = half_square(a, ab);
        if (layout.second_order) {
            auto const& ba = y[layout.ba(j)];
            first = 0.5 * (first + product(a, difference(ba, b)));
            all = 0.5 * (all + half_square(b, ba));
        }
        terms.push_back(first);
        total.push_back(all);
    }
    terms.insert(terms.end(), total.begin(), total.end());
    if (!layout.second_order) return terms;
    double const neither = product(a, b);
    for (std::size_t i = 0; i < layout.factors; ++i)
        for (std::size_t j = i + 1; j < layout.factors; ++j) {
            double const both =
                0.5 * (product(y[layout.ba(i)], y[layout.ab(j)]) + product(y[layout.ba(j)], y[layout.ab(i)]));
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

/// Indices [term - 2] from sums over blocks; without variance, beyond all others.
std::vector<double> indices_of(std::vector<double> const& sums, std::size_t blocks)
{
    double const variance = variance_of(sums, blocks);
    std::vector<double> indices(sums.size() - 2);
    for (std::size_t i = 0; i < indices.size(); ++i) {
        double const numerator = sums[i + 2] / static_cast<double>(blocks);
        indices[i] = variance > 0 ? numerator / variance : std::copysign(kInfinite, numerator);
    }
    return indices;
}

using Terms = std::vector<std::vector<double>>;  ///< [block][term]

void add(std::vector<double>& sums, std::vector<double> const& terms)
{
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += terms[i];
}

Terms terms_of(Layout const& layout, WholeOutputs const& whole, std::size_t left_out)
{
    Terms terms;
    for (std::size_t const block : whole.blocks)
        terms.push_back(
            terms_of(layout, Units(whole.units).subspan(block * layout.points(), layout.points()), left_out));
    return terms;
}

std::vector<double> sums_of(Terms const& terms)
{
    std::vector<double> sums(terms.front().size());
    for (auto const& one : terms) add(sums, one);
    return sums;
}

/// Sums over blocks as the variance of f, then the indices.
std::vector<double> figures_of(std::vector<double> const& sums, std::size_t blocks)
{
    auto figures = indices_of(sums, blocks);
    figures.insert(figures.begin(), variance_of(sums, blocks));
    return figures;
}

/// What leaving a replicate out changes of the figures, block by block: [figure][block], to first order.
std::vector<std::vector<double>> influence_of(Terms const& without, Terms const& with,
                                              std::vector<double> const& figures)
{
    auto const n = static_cast<double>(with.size());
    std::vector<std::vector<double>> changes(figures.size(), std::vector<double>(with.size()));
    for (std::size_t b = 0; b < with.size(); ++b) {
        double const variance = (without[b][0] - with[b][0]) / (2 * n - 1);
        changes[0][b] = variance;
        for (std::size_t i = 1; i < figures.size(); ++i)
            changes[i][b] = ((without[b][i + 1] - with[b][i + 1]) / n - figures[i] * variance) / figures[0];
    }
    return changes;
}

/// The variance of f and all indices, with what resamples of base points and differences of replicates make of them.
std::vector<SensitivityIndex> with_errors(Layout const& layout, WholeOutputs const& whole,
                                          SensitivityOptions const& options)
{
    auto const terms = terms_of(layout, whole, kNoUnit);
    auto const values = figures_of(sums_of(terms), terms.size());
    std::vector<std::vector<double>> resampled(values.size());
    for (std::size_t b = 0; b < static_cast<std::size_t>(options.resamples); ++b) {
        std::vector<double> sums(terms.front().size());
        for (std::size_t const row : resampled_rows(terms.size(), options.seed, b)) add(sums, terms[row]);
        auto const figures = figures_of(sums, terms.size());
        for (std::size_t i = 0; i < figures.size(); ++i) resampled[i].push_back(figures[i]);
    }
    std::size_t const units = whole.basis.units;
    std::vector<std::vector<std::vector<double>>> influence(values.size());  // [figure][replicate][block]
    for (std::size_t r = 0; units >= kLeastUnits && r < units; ++r) {
        auto changes = influence_of(terms_of(layout, whole, r), terms, values);
        for (std::size_t i = 0; i < values.size(); ++i) influence[i].push_back(std::move(changes[i]));
    }
    std::vector<SensitivityIndex> result;
    for (std::size_t i = 0; i < values.size(); ++i)
        result.push_back(index_of(values[i], resampled[i], shared_variance(influence[i]), units));
    return result;
}

/// An index whose interval has an end.
SensitivityIndex if_bounded(SensitivityIndex const& index)
{
    return std::isfinite(index.interval.low) && std::isfinite(index.interval.high) ? index : SensitivityIndex{};
}

/// Why nothing is to be divided by this variance.
Withheld withheld(VarianceIndices const& x)
{
    if (x.basis.blocks < kLeastBlocks) return Withheld::few_blocks;
    return is_above_rounding(x.variance, x.mean) && x.variance_interval.low > 0 ? Withheld::no : Withheld::no_variance;
}

}  // namespace

bool is_saltelli(DesignPoints design)
{
    auto const layout = layout_of(design);
    if (!layout || layout->factors < 2 || design.size() < 2 * layout->points()) return false;
    // Of one point repeated a block says nothing: A and B differ in every factor somewhere.
    for (std::size_t j = 0; j < layout->factors; ++j) {
        bool varies = false;
        for (std::size_t first = 0; first < design.size(); first += layout->points())
            varies = varies || design[first][j] != design[first + 1][j];
        if (!varies) return false;
    }
    return true;
}

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
    result.mean = sum / static_cast<double>(bases.size());
    auto const figures = with_errors(layout, whole, options);
    result.variance = figures[0].value;
    result.variance_interval = figures[0].interval;
    result.basis = whole.basis;
    double const chance = whole.basis.chance_variance;
    result.chance_share = chance / (std::max(0.0, result.variance) + chance);
    result.basis.withheld = withheld(result);
    std::vector<SensitivityIndex> indices(figures.size() - 1);
    for (std::size_t i = 0; result.basis.withheld == Withheld::no && i < indices.size(); ++i)
        indices[i] = if_bounded(figures[i + 1]);
    auto const k = static_cast<std::ptrdiff_t>(layout.factors);
    result.first.assign(indices.begin(), indices.begin() + k);
    result.total.assign(indices.begin() + k, indices.begin() + 2 * k);
    result.second.assign(indices.begin() + 2 * k, indices.end());
    return result;
}

}  // namespace cptsim
