#include "analysis/stats/design.hpp"

#include <bit>
#include <boost/random/uniform_int_distribution.hpp>
#include <numeric>
#include <string>

#include "analysis/stats/design_parts.hpp"
#include "analysis/stats/fractional_factorial.hpp"
#include "analysis/stats/latin_hypercube.hpp"
#include "analysis/stats/sobol_points.hpp"
#include "sim/base/error.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

using Factors = std::span<DesignFactor const>;
using Design = std::vector<std::vector<double>>;

constexpr std::size_t kMostValues = std::size_t{1} << 27;  ///< of a design: 1 GiB

[[noreturn]] void refuse(Words const& text)
{
    throw InputError(both({"the design {}", "le plan d'expériences {}"}, text));
}

/// 0 for a continuous factor without a grid.
std::size_t levels_of(DesignFactor const& factor, DesignOptions const& options)
{
    return static_cast<std::size_t>(factor.levels > 0 ? factor.levels : options.levels);
}

void check_factors(Factors factors, DesignOptions const& options)
{
    if (factors.empty()) refuse(Text{"has no factor", "n'a pas de facteur"});
    if (options.levels < 0 || options.levels == 1)
        refuse(Text{"has continuous factors of one level or fewer (2 at least)",
                    "a des facteurs continus à un niveau ou moins (il en faut 2)"});
    for (std::size_t j = 0; j < factors.size(); ++j)
        if (factors[j].levels < 0 || factors[j].levels == 1)
            refuse(both({"cannot vary factor {} of {} level (2 at least)",
                         "ne peut pas faire varier le facteur {} à {} niveau (il en faut 2)"},
                        j + 1, std::max(0, factors[j].levels)));
}

void check_points(std::size_t points, std::size_t least, std::size_t most, Text const& unit)
{
    if (points < least || points > most)
        refuse(
            both({"cannot have {} {} ({} to {})", "ne peut pas avoir {} {} (de {} à {})"}, points, unit, least, most));
}

std::size_t full_factorial_size(Factors factors, DesignOptions const& options)
{
    std::size_t size = 1;
    for (auto const& factor : factors) {
        std::size_t const levels = levels_of(factor, options);
        if (levels == 0)
            refuse(Text{"needs a number of levels for continuous factors (a full factorial has no other) levels = 3?",
                        "demande un nombre de niveaux pour les facteurs continus (un plan factoriel complet n'en a pas "
                        "d'autre) levels = 3 ?"});
        if (levels > kMostPoints / size)
            refuse(both({"has more than {} points (a full factorial multiplies its factors' levels) a fractional one, "
                         "or sobol?",
                         "a plus de {} points (un plan factoriel complet multiplie les niveaux des facteurs) un plan "
                         "fractionnaire, ou sobol ?"},
                        kMostPoints));
        size *= levels;
    }
    if (options.points != 0 && options.points != size)
        refuse(both({"cannot have {} points (a full factorial of these factors has {})",
                     "ne peut pas avoir {} points (un plan factoriel complet de ces facteurs en a {})"},
                    options.points, size));
    return size;
}

std::size_t fractional_factorial_size(Factors factors, DesignOptions const& options)
{
    for (std::size_t j = 0; j < factors.size(); ++j) {
        std::size_t const levels = levels_of(factors[j], options);
        if (levels != 0 && levels != 2)
            refuse(both({"cannot vary factor {} over {} levels (a fractional factorial has 2 of each factor) "
                         "full_factorial or latin_hypercube?",
                         "ne peut pas faire varier le facteur {} sur {} niveaux (un plan factoriel fractionnaire en a "
                         "2 par facteur) full_factorial ou latin_hypercube ?"},
                        j + 1, levels));
    }
    (void)choose_fraction(factors.size(), options.points);
    return options.points;
}

std::size_t saltelli_size(std::size_t factors, DesignOptions const& options)
{
    if (factors > kMostSobolDimensions / 2)
        refuse(both({"has more than {} factors (Saltelli's takes two dimensions of each)",
                     "a plus de {} facteurs (celui de Saltelli prend deux dimensions à chacun)"},
                    kMostSobolDimensions / 2));
    std::size_t const block = options.second_order ? 2 * factors + 2 : factors + 2;
    check_points(options.points, 2, kMostPoints / block, {"base points", "points de base"});
    return options.points * block;
}

std::size_t morris_size(std::size_t factors, DesignOptions const& options)
{
    check_points(options.points, 2, std::min(kMostStrata, kMostPoints / (factors + 1)),
                 {"trajectories", "trajectoires"});
    return options.points * (factors + 1);
}

std::size_t checked_size(Factors factors, DesignOptions const& options)
{
    std::size_t const k = factors.size();
    switch (options.method) {
        case DesignMethod::full_factorial:
            return full_factorial_size(factors, options);
        case DesignMethod::fractional_factorial:
            return fractional_factorial_size(factors, options);
        case DesignMethod::latin_hypercube:
            check_points(options.points, 2, kMostStrata, {"points", "points"});
            break;
        case DesignMethod::sobol:
            if (k > kMostSobolDimensions)
                refuse(both({"has more than {} factors (of Sobol')", "a plus de {} facteurs (pour Sobol')"},
                            kMostSobolDimensions));
            check_points(options.points, 2, kMostPoints, {"points", "points"});
            break;
        case DesignMethod::saltelli:
            return saltelli_size(k, options);
        case DesignMethod::morris:
            return morris_size(k, options);
    }
    return options.points;
}

Design full_factorial(Factors factors, DesignOptions const& options)
{
    Design design(full_factorial_size(factors, options), std::vector<double>(factors.size()));
    for (std::size_t p = 0; p < design.size(); ++p)
        for (std::size_t j = factors.size(), rest = p; j-- > 0;) {
            std::size_t const levels = levels_of(factors[j], options);
            design[p][j] = level_value(rest % levels, levels);
            rest /= levels;
        }
    return design;
}

Design fractional_factorial(Factors factors, DesignOptions const& options)
{
    auto const fraction = choose_fraction(factors.size(), options.points);
    Design design(options.points, std::vector<double>(factors.size()));
    for (std::size_t p = 0; p < design.size(); ++p)
        for (std::size_t j = 0; j < factors.size(); ++j) design[p][j] = level_value(is_high(fraction, p, j) ? 1 : 0, 2);
    return design;
}

Design sobol(Factors factors, DesignOptions const& options)
{
    auto design = sobol_points(options.points, factors.size(), options.seed);
    for (auto& point : design)
        for (std::size_t j = 0; j < factors.size(); ++j) point[j] = value_on(factors[j], point[j]);
    return design;
}

Design saltelli(Factors factors, DesignOptions const& options)
{
    std::size_t const k = factors.size();
    Design design;
    design.reserve(saltelli_size(k, options));
    for (auto const& pair : sobol_points(options.points, 2 * k, options.seed)) {
        std::vector<double> a(k), b(k);
        for (std::size_t j = 0; j < k; ++j) {
            a[j] = value_on(factors[j], pair[j]);
            b[j] = value_on(factors[j], pair[k + j]);
        }
        auto const add_mixtures = [&](std::vector<double> const& most, std::vector<double> const& one) {
            for (std::size_t j = 0; j < k; ++j) {
                design.push_back(most);
                design.back()[j] = one[j];
            }
        };
        design.push_back(a);
        design.push_back(b);
        add_mixtures(a, b);
        if (options.second_order) add_mixtures(b, a);
    }
    return design;
}

/// Where a factor of a trajectory stands, and where it moves to.
struct Move {
    double from = 0, to = 0;
};

Move morris_move(std::size_t levels, double u, bool prefer_up)
{
    if (levels == 0) return {inside(u), inside(u < 0.5 ? u + 0.5 : u - 0.5)};
    std::size_t const level = level_of(u, levels), step = levels / 2;
    bool const can_rise = level + step < levels, can_fall = level >= step;
    bool const rises = can_rise && (prefer_up || !can_fall);
    return {level_value(level, levels), level_value(rises ? level + step : level - step, levels)};
}

Design morris(Factors factors, DesignOptions const& options)
{
    std::size_t const k = factors.size(), trajectories = options.points;
    std::vector<std::vector<double>> starts;
    for (std::size_t j = 0; j < k; ++j)
        starts.push_back(stratified(design_engine(options.seed, DesignPart::morris_start, 0, j), trajectories));
    Design design;
    design.reserve(trajectories * (k + 1));
    for (std::size_t t = 0; t < trajectories; ++t) {
        auto engine = design_engine(options.seed, DesignPart::morris_path, t, 0);
        std::vector<double> point(k), target(k);
        for (std::size_t j = 0; j < k; ++j) {
            auto const move = morris_move(levels_of(factors[j], options), starts[j][t], engine() >> 31);
            point[j] = move.from;
            target[j] = move.to;
        }
        std::vector<std::size_t> order(k);
        std::iota(order.begin(), order.end(), std::size_t{0});
        for (std::size_t i = k; i-- > 1;)
            std::swap(order[i], order[boost::random::uniform_int_distribution<std::size_t>(0, i)(engine)]);
        design.push_back(point);
        for (std::size_t const j : order) {
            point[j] = target[j];
            design.push_back(point);
        }
    }
    return design;
}

bool levels_divide(Factors factors, std::size_t points)
{
    for (auto const& factor : factors)
        if (factor.levels > 0 && points % static_cast<std::size_t>(factor.levels) != 0) return false;
    return true;
}

}  // namespace

std::size_t design_size(std::span<DesignFactor const> factors, DesignOptions const& options)
{
    check_factors(factors, options);
    std::size_t const size = checked_size(factors, options);
    if (size > kMostValues / factors.size())
        refuse(both({"has too many values ({} points of {} factors)", "a trop de valeurs ({} points de {} facteurs)"},
                    size, factors.size()));
    return size;
}

std::vector<std::vector<double>> make_design(std::span<DesignFactor const> factors, DesignOptions const& options)
{
    (void)design_size(factors, options);
    switch (options.method) {
        case DesignMethod::full_factorial:
            return full_factorial(factors, options);
        case DesignMethod::fractional_factorial:
            return fractional_factorial(factors, options);
        case DesignMethod::latin_hypercube:
            return latin_hypercube(factors, options.points, options.seed);
        case DesignMethod::sobol:
            return sobol(factors, options);
        case DesignMethod::saltelli:
            return saltelli(factors, options);
        case DesignMethod::morris:
            return morris(factors, options);
    }
    refuse(Text{"has no such method", "n'a pas cette méthode"});
}

std::optional<Text> design_advice(std::span<DesignFactor const> factors, DesignOptions const& options)
{
    constexpr std::size_t few_trajectories = 10;
    switch (options.method) {
        case DesignMethod::sobol:
        case DesignMethod::saltelli:
            if (std::has_single_bit(options.points)) return {};
            return Text{"Sobol' points are balanced where their number is a power of two",
                        "les points de Sobol' sont équilibrés quand leur nombre est une puissance de deux"};
        case DesignMethod::latin_hypercube:
            if (levels_divide(factors, options.points)) return {};
            return Text{
                "the levels of a factor are met equally often where their number divides that of the points",
                "les niveaux d'un facteur sont également représentés quand leur nombre divise celui des points"};
        case DesignMethod::morris:
            if (options.points >= few_trajectories) return {};
            return Text{
                "elementary effects of fewer than 10 trajectories rank the factors by chance in part",
                "les effets élémentaires de moins de 10 trajectoires classent les facteurs en partie au hasard"};
        default:
            return {};
    }
}

}  // namespace cptsim
