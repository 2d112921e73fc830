#include "analysis/sweep/study_sensitivity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/base/error.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

std::string with_interval(SensitivityIndex const& index, Language language)
{
    auto const n = [&](double value) { return format_number(value, 2, language); };
    if (std::isnan(index.value)) return "      –";
    return fmt::format("{:>7} [{}; {}]", n(index.value), n(index.interval.low), n(index.interval.high));
}

/// The largest first, NaN last.
std::vector<std::size_t> ranked(std::vector<double> const& shares)
{
    std::vector<std::size_t> order(shares.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    auto const size = [&](std::size_t i) { return std::isnan(shares[i]) ? -1.0 : shares[i]; };
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return size(a) > size(b); });
    return order;
}

/// What the figures rest on, and a line of each factor.
struct Lines {
    Language language;
    int decimals;

    [[nodiscard]] std::string basis(SensitivityBasis const& b, Text const& blocks) const
    {
        auto text = format(language, {"{} {}, replicates of each: {}", "{} {}, réplicats de chacun : {}"}, b.blocks,
                           blocks.in(language), b.replicates);
        if (b.units < kLeastUnits && b.withheld == Withheld::no)
            text += Text{" (too few for intervals to hold what differs between them)",
                         " (trop peu pour que les intervalles contiennent ce qui les distingue)"}
                        .in(language);
        if (b.withheld == Withheld::few_blocks)
            text += format(language,
                           {"\n  withheld: shares of variance take {} base points at least, and {} or more are usual",
                            "\n  non donné : les parts de variance demandent {} points de base au moins, {} ou plus "
                            "d'ordinaire"},
                           kLeastBlocks, 64);
        if (b.withheld == Withheld::no_variance)
            text +=
                Text{"\n  withheld: the variance beyond chance is not clearly above zero; more replicates or points?",
                     "\n  non donné : la variance hors hasard n'est pas nettement au-dessus de zéro ; plus de "
                     "réplicats ou de points ?"}
                    .in(language);
        return text;
    }
    [[nodiscard]] std::string percent(double share) const
    {
        return std::isnan(share) ? "–" : format_number(100 * share, 0, language) + " %";
    }
    [[nodiscard]] std::string number(double value) const { return format_number(value, decimals, language); }
    /// What two kinds of indices share.
    [[nodiscard]] static std::string pair(std::string const& one, std::string const& other)
    {
        return fmt::format("{:<24} {:<24}", one, other);
    }
    [[nodiscard]] std::string pair(SensitivityIndex const& one, SensitivityIndex const& other) const
    {
        return pair(with_interval(one, language), with_interval(other, language));
    }

    std::string head(NoSensitivity const& x) const { return x.why.in(language); }
    std::string head(VarianceIndices const& x) const
    {
        return format(
            language,
            {"shares of the variance of {} ± {} over the factors; chance: {} of the variance of single runs; {}",
             "parts de la variance de {} ± {} selon les facteurs ; hasard : {} de la variance entre simulations ; "
             "{}"},
            number(x.mean), number(std::sqrt(std::max(0.0, x.variance))), percent(x.chance_share),
            basis(x.basis, {"blocks", "blocs"}));
    }
    std::string head(ElementaryEffects const& x) const
    {
        return format(language, {"change over a factor's whole range; {}", "écart sur toute l'étendue du facteur ; {}"},
                      basis(x.basis, {"points", "points"}));
    }
    std::string head(RegressionIndices const& x) const
    {
        return format(language,
                      {"a plane explains {} of the means ({} without chance); ranks: {}; {}",
                       "un plan explique {} des moyennes ({} hors hasard) ; rangs : {} ; {}"},
                      percent(x.r_squared), percent(std::min(x.r_squared_without_chance, 1.0)),
                      percent(x.rank_r_squared), basis(x.basis, {"points", "points"}));
    }

    std::string columns(NoSensitivity const&) const { return {}; }
    std::string columns(VarianceIndices const&) const
    {
        return pair(Text{"alone [90 %]", "seul [90 %]"}.in(language),
                    Text{"with interactions [90 %]", "avec interactions [90 %]"}.in(language));
    }
    std::string columns(ElementaryEffects const&) const
    {
        return fmt::format("{:>10} {:>10} {:>10} {:>10}", "mu*", "±", "sigma", Text{"chance", "hasard"}.in(language));
    }
    std::string columns(RegressionIndices const&) const
    {
        return pair(Text{"slope (std.) [90 %]", "pente (std.) [90 %]"}.in(language),
                    Text{"partial rank [90 %]", "rang partiel [90 %]"}.in(language)) +
               ' ' + Text{"alone, any form [90 %]", "seul, toute forme [90 %]"}.in(language);
    }

    std::string line(NoSensitivity const&, std::size_t) const { return {}; }
    std::string line(VarianceIndices const& x, std::size_t i) const { return pair(x.first[i], x.total[i]); }
    std::string line(ElementaryEffects const& x, std::size_t i) const
    {
        auto const& factor = x.factors[i];
        return fmt::format("{:>10} {:>10} {:>10} {:>10}", number(factor.summary.absolute_mean),
                           number(factor.summary.absolute_mean_error), number(factor.deviation_without_chance),
                           number(factor.chance));
    }
    std::string line(RegressionIndices const& x, std::size_t i) const
    {
        return pair(x.standardised[i], x.partial_rank[i]) + ' ' + with_interval(x.first[i], language);
    }
};

/// Values of two kinds of indices, each with its interval.
SensitivityFigures figures_of(std::vector<std::string> names, std::vector<SensitivityIndex> const& one,
                              std::vector<SensitivityIndex> const& other)
{
    SensitivityFigures f{std::move(names), {}};
    for (std::size_t i = 0; i < one.size(); ++i)
        f.values.push_back({one[i].value, one[i].interval.low, one[i].interval.high, other[i].value,
                            other[i].interval.low, other[i].interval.high});
    return f;
}

struct Figures {
    SensitivityFigures operator()(NoSensitivity const&) const { return {}; }
    SensitivityFigures operator()(VarianceIndices const& x) const
    {
        return figures_of({"first", "first_low", "first_high", "total", "total_low", "total_high"}, x.first, x.total);
    }
    SensitivityFigures operator()(ElementaryEffects const& x) const
    {
        SensitivityFigures f{{"mu", "mu_star", "mu_star_error", "sigma", "sigma_without_chance", "chance"}, {}};
        for (auto const& one : x.factors)
            f.values.push_back({one.summary.mean, one.summary.absolute_mean, one.summary.absolute_mean_error,
                                one.summary.deviation, one.deviation_without_chance, one.chance});
        return f;
    }
    SensitivityFigures operator()(RegressionIndices const& x) const
    {
        auto figures =
            figures_of({"slope", "slope_low", "slope_high", "partial_rank", "partial_rank_low", "partial_rank_high"},
                       x.standardised, x.partial_rank);
        figures.names.insert(figures.names.end(), {"first", "first_low", "first_high"});
        for (std::size_t i = 0; i < x.first.size(); ++i) {
            auto const& one = x.first[i];
            figures.values[i].insert(figures.values[i].end(), {one.value, one.interval.low, one.interval.high});
        }
        return figures;
    }
};

/// [factor] the first one with the same value at every point: of a group, whose members share one index.
std::vector<std::size_t> first_equals(DesignPoints design)
{
    std::size_t const factors = design.empty() ? 0 : design[0].size();
    std::vector<std::size_t> leaders;
    for (std::size_t j = 0; j < factors; ++j) {
        std::size_t i = 0;
        while (i < j && std::any_of(design.begin(), design.end(), [&](auto const& p) { return p[i] != p[j]; })) ++i;
        leaders.push_back(i);
    }
    return leaders;
}

/// Hands the index of each group to all its members.
template <class Index>
void spread(std::vector<Index>& indices, std::vector<std::size_t> const& place)
{
    std::vector<Index> all;
    for (std::size_t const at : place) all.push_back(indices[at]);
    indices = std::move(all);
}

struct Spread {
    std::vector<std::size_t> const& place;
    void operator()(NoSensitivity&) const {}
    void operator()(VarianceIndices& x) const
    {
        spread(x.first, place);
        spread(x.total, place);
        x.second.clear();  // of pairs of groups
    }
    void operator()(ElementaryEffects& x) const { spread(x.factors, place); }
    void operator()(RegressionIndices& x) const
    {
        spread(x.standardised, place);
        spread(x.first, place);
        spread(x.partial_rank, place);
    }
};

}  // namespace

StudySensitivity study_sensitivity(std::string_view method, std::vector<SweepFactor> const& factors,
                                   DesignPoints design, DesignOutputs outputs, SensitivityOptions const& options)
{
    auto const leaders = first_equals(design);
    std::vector<std::size_t> kept, place;
    for (std::size_t j = 0; j < leaders.size(); ++j) {
        place.push_back(leaders[j] == j ? kept.size() : place[leaders[j]]);
        if (leaders[j] == j) kept.push_back(j);
    }
    if (kept.size() < leaders.size()) {
        std::vector<SweepFactor> own;
        std::vector<std::vector<double>> points;
        for (std::size_t const j : kept) own.push_back(factors[j]);
        for (auto const& point : design) {
            auto& less = points.emplace_back();
            for (std::size_t const j : kept) less.push_back(point[j]);
        }
        auto indices = study_sensitivity(method, own, points, outputs, options);
        std::visit(Spread{place}, indices);
        return indices;
    }
    auto const has_slope = [&](std::size_t i) {
        return factors[i].kind == SweepFactor::Kind::date || !factors[i].has_words() || factors[i].values.size() == 2;
    };
    try {
        if (method == "saltelli" || (method == "csv" && is_saltelli(design)))
            return variance_indices(design, outputs, options);
        if (method == "morris") {
            auto effects = elementary_effects(design, outputs, options);
            for (std::size_t i = 0; i < factors.size(); ++i)
                if (!has_slope(i)) effects.factors[i] = {};
            return effects;
        }
        auto regression = regression_indices(design, outputs, options);
        for (std::size_t i = 0; i < factors.size(); ++i)
            if (!has_slope(i)) regression.standardised[i] = regression.partial_rank[i] = {};
        return regression;
    } catch (InputError const& error) {
        return NoSensitivity{error.problems().front().text};
    }
}

std::string sensitivity_basis(StudySensitivity const& indices, int decimals, Language language)
{
    Lines const lines{language, decimals};
    return std::visit([&](auto const& x) { return lines.head(x); }, indices);
}

std::string format_sensitivity(StudySensitivity const& indices, std::vector<SweepFactor> const& factors,
                               SensitivityTitle const& title, Language language)
{
    Lines const lines{language, title.decimals};
    auto text = format(language, {"{} ({}): {}\n", "{} ({}) : {}\n"}, title.outcome, title.unit, title.where);
    text += "  " + sensitivity_basis(indices, title.decimals, language) + '\n';
    auto const columns = std::visit([&](auto const& x) { return lines.columns(x); }, indices);
    if (!columns.empty()) text += fmt::format("  {:<40} {}\n", Text{"factor", "facteur"}.in(language), columns);
    for (auto const i : ranked(sensitivity_shares(indices))) {
        auto const line = std::visit([&](auto const& x) { return lines.line(x, i); }, indices);
        text += fmt::format("  {:<40} {}\n", factors[i].path, line);
    }
    for (auto at = text.find(" \n"); at != std::string::npos; at = text.find(" \n", at > 0 ? at - 1 : 0))
        text.erase(at, 1);
    return text;
}

char const* sensitivity_kind(StudySensitivity const& indices)
{
    constexpr char const* kNames[] = {"none", "variance", "effects", "regression"};
    return kNames[indices.index()];
}

std::vector<double> sensitivity_shares(StudySensitivity const& indices)
{
    std::vector<double> shares;
    if (auto const* variance = std::get_if<VarianceIndices>(&indices))
        for (auto const& total : variance->total) shares.push_back(total.value);
    if (auto const* effects = std::get_if<ElementaryEffects>(&indices))
        for (auto const& factor : effects->factors) shares.push_back(factor.summary.absolute_mean);
    if (auto const* regression = std::get_if<RegressionIndices>(&indices))
        for (std::size_t i = 0; i < regression->first.size(); ++i)  // fmax leaves out what is not given
            shares.push_back(std::fmax(std::abs(regression->standardised[i].value),
                                       std::sqrt(std::max(regression->first[i].value, 0.0))));
    return shares;
}

SensitivityFigures sensitivity_figures(StudySensitivity const& indices) { return std::visit(Figures{}, indices); }

}  // namespace cptsim
