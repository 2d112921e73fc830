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

namespace cptsim {
namespace {

using Factors = std::span<DesignFactor const>;
using Design = std::vector<std::vector<double>>;

constexpr std::size_t kMostValues = std::size_t{1} << 27;  ///< of a design: 1 GiB

[[noreturn]] void refuse(std::string const& text) { throw InputError("the design " + text); }

std::string of(std::size_t n, char const* unit) { return std::to_string(n) + " " + unit; }

/// 0 for a continuous factor without a grid.
std::size_t levels_of(DesignFactor const& factor, DesignOptions const& options)
{
    return static_cast<std::size_t>(factor.levels > 0 ? factor.levels : options.levels);
}

void check_factors(Factors factors, DesignOptions const& options)
{
    if (factors.empty()) refuse("has no factor");
    if (options.levels < 0 || options.levels == 1) refuse("has continuous factors of one level or fewer (2 at least)");
    for (std::size_t j = 0; j < factors.size(); ++j)
        if (factors[j].levels < 0 || factors[j].levels == 1)
            refuse("cannot vary factor " + std::to_string(j + 1) + " of " +
                   of(static_cast<std::size_t>(std::max(0, factors[j].levels)), "level") + " (2 at least)");
}

void check_points(std::size_t points, std::size_t least, std::size_t most, char const* unit)
{
    if (points < least || points > most)
        refuse("cannot have " + of(points, unit) + " (" + std::to_string(least) + " to " + std::to_string(most) + ")");
}

std::size_t full_factorial_size(Factors factors, DesignOptions const& options)
{
    std::size_t size = 1;
    for (auto const& factor : factors) {
        std::size_t const levels = levels_of(factor, options);
        if (levels == 0) refuse("needs a number of levels for continuous factors (a full factorial has no other)");
        if (levels > kMostPoints / size)
            refuse("has more than " + of(kMostPoints, "points") +
                   " (a full factorial multiplies its factors' levels) a fractional one, or sobol?");
        size *= levels;
    }
    if (options.points != 0 && options.points != size)
        refuse("cannot have " + of(options.points, "points") + " (a full factorial of these factors has " +
               std::to_string(size) + ")");
    return size;
}

std::size_t fractional_factorial_size(Factors factors, DesignOptions const& options)
{
    for (std::size_t j = 0; j < factors.size(); ++j) {
        std::size_t const levels = levels_of(factors[j], options);
        if (levels != 0 && levels != 2)
            refuse("cannot vary factor " + std::to_string(j + 1) + " over " + of(levels, "levels") +
                   " (a fractional factorial has 2 of each factor) full_factorial or latin_hypercube?");
    }
    (void)choose_fraction(factors.size(), options.points);
    return options.points;
}

std::size_t saltelli_size(std::size_t factors, DesignOptions const& options)
{
    if (factors > kMostSobolDimensions / 2)
        refuse("has more than " + of(kMostSobolDimensions / 2, "factors") +
               " (Saltelli's takes two dimensions of each)");
    std::size_t const block = options.second_order ? 2 * factors + 2 : factors + 2;
    check_points(options.points, 2, kMostPoints / block, "base points");
    return options.points * block;
}

std::size_t morris_size(std::size_t factors, DesignOptions const& options)
{
    check_points(options.points, 2, std::min(kMostStrata, kMostPoints / (factors + 1)), "trajectories");
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
            check_points(options.points, 2, kMostStrata, "points");
            break;
        case DesignMethod::sobol:
            if (k > kMostSobolDimensions) refuse("has more than " + of(kMostSobolDimensions, "factors (of Sobol')"));
            check_points(options.points, 2, kMostPoints, "points");
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
        refuse("has too many values (" + of(size, "points") + " of " + of(factors.size(), "factors") + ")");
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
    refuse("has no such method");
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
