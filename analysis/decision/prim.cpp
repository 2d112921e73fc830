#include "analysis/decision/prim.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "analysis/stats/statistics.hpp"
#include "sim/base/parallel.hpp"
#include "sim/base/philox.hpp"

namespace cptsim {
namespace {

constexpr double kFar = std::numeric_limits<double>::infinity();
constexpr std::size_t kFewDraws = 10;  ///< that a box keeps at least

/// (density - base) over its standard error; no box of everything stands out.
double standing_of(double cases, double inside, double base)
{
    if (!(inside > 0) || !(base > 0) || !(base < 1)) return 0;
    return (cases / inside - base) / std::sqrt(base * (1 - base) / inside);
}

double base_rate(std::vector<bool> const& is_case, std::span<std::size_t const> draws)
{
    auto const cases = std::count_if(draws.begin(), draws.end(), [&](std::size_t i) { return is_case[i]; });
    return static_cast<double>(cases) / static_cast<double>(draws.size());
}

/// Peels a box from the whole, one face at a time.
class Peeling {
  public:
    Peeling(Quantities const& quantities, std::vector<bool> const& is_case, std::span<std::size_t const> draws,
            BoxOptions const& options)
        : quantities_(quantities), is_case_(is_case), all_(draws.begin(), draws.end()), inside_(all_), options_(options)
    {
        for (std::size_t j = 0; j < quantities.size(); ++j) sides_.push_back({j, -kFar, kFar});
    }

    /// The box of highest standing on the path.
    Box best()
    {
        double const base = base_rate(is_case_, all_);
        auto const least =
            std::max(static_cast<double>(kFewDraws), options_.least_mass * static_cast<double>(all_.size()));
        double highest = 0;
        Box best;
        while (peel(least)) {
            double const now = standing_of(cases(inside_), static_cast<double>(inside_.size()), base);
            if (now > highest) highest = now, best = box();
        }
        return best;
    }

  private:
    [[nodiscard]] double cases(std::vector<std::size_t> const& draws) const
    {
        return static_cast<double>(std::count_if(draws.begin(), draws.end(), [&](auto i) { return is_case_[i]; }));
    }
    [[nodiscard]] Box box() const
    {
        Box box;
        for (auto const& side : sides_)
            if (side.low > -kFar || side.high < kFar) box.sides.push_back(side);
        return box;
    }

    /// Takes the face off that leaves the highest density; whether enough was left to do so.
    bool peel(double least)
    {
        auto const n = inside_.size();
        auto const step = std::max<std::size_t>(1, static_cast<std::size_t>(options_.peel * static_cast<double>(n)));
        if (static_cast<double>(n - step) < least) return false;
        double best = -1;  // a step that lowers the density may lead on
        BoxSide chosen;
        bool found = false;
        std::vector<double> values(n);
        for (auto const& side : sides_) {
            auto const& q = quantities_[side.quantity];
            for (std::size_t i = 0; i < n; ++i) values[i] = q[inside_[i]];
            auto const try_cut = [&](BoxSide const& cut) {
                double kept = 0, of = 0;
                for (auto const i : inside_)
                    if (q[i] >= cut.low && q[i] <= cut.high) of += 1, kept += is_case_[i] ? 1 : 0;
                if (of < least || of >= static_cast<double>(n) || kept / of <= best) return;
                best = kept / of, chosen = cut, found = true;
            };
            auto const nth = [&](std::size_t k) {
                std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(k), values.end());
                return values[k];
            };
            try_cut({side.quantity, nth(step), side.high});
            try_cut({side.quantity, side.low, nth(n - 1 - step)});
        }
        if (!found) return false;
        sides_[chosen.quantity] = chosen;
        auto const& q = quantities_[chosen.quantity];
        std::erase_if(inside_, [&](auto i) { return q[i] < chosen.low || q[i] > chosen.high; });
        return true;
    }

    Quantities const& quantities_;
    std::vector<bool> const& is_case_;
    std::vector<std::size_t> all_, inside_;
    BoxOptions options_;
    std::vector<BoxSide> sides_;  ///< [quantity]
};

/// The draws of some clusters, each as often as its cluster is named.
std::vector<std::size_t> draws_of(std::vector<std::vector<std::size_t>> const& members,
                                  std::vector<std::size_t> const& named)
{
    std::vector<std::size_t> draws;
    for (auto const c : named) draws.insert(draws.end(), members[c].begin(), members[c].end());
    return draws;
}

std::vector<std::vector<std::size_t>> members_of(std::span<int const> clusters)
{
    std::map<int, std::vector<std::size_t>> by_cluster;
    for (std::size_t i = 0; i < clusters.size(); ++i) by_cluster[clusters[i]].push_back(i);
    std::vector<std::vector<std::size_t>> members;
    for (auto& [cluster, draws] : by_cluster) members.push_back(std::move(draws));
    return members;
}

std::size_t below(PhiloxEngine& engine, std::size_t n)
{
    return static_cast<std::size_t>((static_cast<std::uint64_t>(engine()) * n) >> 32);
}

/// Cases in another order: what is left is their number.
std::vector<bool> shuffled(std::vector<bool> is_case, PhiloxEngine& engine)
{
    for (std::size_t i = is_case.size(); i > 1; --i) {
        auto const j = below(engine, i);
        bool const held = is_case[i - 1];
        is_case[i - 1] = is_case[j];
        is_case[j] = held;
    }
    return is_case;
}

}  // namespace

bool Box::holds(Quantities const& quantities, std::size_t draw) const
{
    return std::all_of(sides.begin(), sides.end(), [&](BoxSide const& side) {
        double const x = quantities[side.quantity][draw];
        return x >= side.low && x <= side.high;
    });
}

BoxMeasures measure_box(Box const& box, Quantities const& quantities, std::vector<bool> const& is_case,
                        std::span<std::size_t const> draws)
{
    double cases = 0, inside = 0, both = 0;
    for (auto const i : draws) {
        bool const in = box.holds(quantities, i);
        cases += is_case[i] ? 1 : 0;
        inside += in ? 1 : 0;
        both += in && is_case[i] ? 1 : 0;
    }
    auto const all = static_cast<double>(draws.size());
    return {cases > 0 ? both / cases : kNaN, inside > 0 ? both / inside : kNaN, all > 0 ? inside / all : kNaN};
}

double standing(Box const& box, Quantities const& quantities, std::vector<bool> const& is_case,
                std::span<std::size_t const> draws)
{
    double inside = 0, cases = 0;
    for (auto const i : draws)
        if (box.holds(quantities, i)) inside += 1, cases += is_case[i] ? 1 : 0;
    return standing_of(cases, inside, base_rate(is_case, draws));
}

Box find_box(Quantities const& quantities, std::vector<bool> const& is_case, std::span<std::size_t const> draws,
             BoxOptions const& options)
{
    Box box = Peeling(quantities, is_case, draws, options).best();
    auto const without = [&](std::size_t side) {
        Box rest = box;
        rest.sides.erase(rest.sides.begin() + static_cast<std::ptrdiff_t>(side));
        return standing(rest, quantities, is_case, draws);
    };
    // Sides whose loss costs no standing go, then the weakest until few are left.
    for (;;) {
        std::vector<double> left;
        for (std::size_t side = 0; side < box.sides.size(); ++side) left.push_back(without(side));
        auto const weakest = std::max_element(left.begin(), left.end());
        bool const idle = weakest != left.end() && *weakest >= standing(box, quantities, is_case, draws);
        if (!idle && box.sides.size() <= options.most_sides) {
            std::vector<std::size_t> order(left.size());
            std::iota(order.begin(), order.end(), std::size_t{0});
            std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return left[a] < left[b]; });
            std::vector<BoxSide> sides;
            for (auto const side : order) sides.push_back(box.sides[side]);
            box.sides = std::move(sides);
            return box;
        }
        box.sides.erase(box.sides.begin() + (weakest - left.begin()));
    }
}

BoxTrust test_box(Box const& box, Quantities const& quantities, std::vector<bool> const& is_case,
                  std::span<int const> clusters, int resamples, BoxOptions const& options)
{
    auto const members = members_of(clusters);
    std::vector<std::size_t> all(is_case.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    double const found = standing(box, quantities, is_case, all);
    auto const count = static_cast<std::size_t>(resamples);
    std::vector<double> by_chance(count);
    std::vector<Box> again(count);
    std::vector<BoxMeasures> measures(count);
    parallel_for(count, [&](std::size_t k) {
        PhiloxEngine engine(0, name_hash("box"), static_cast<std::uint32_t>(k), address(Purpose::design), 0);
        auto const noise = shuffled(is_case, engine);
        by_chance[k] = standing(find_box(quantities, noise, all, options), quantities, noise, all);
        std::vector<std::size_t> named, rest;
        std::vector<bool> is_named(members.size());
        for (std::size_t c = 0; c < members.size(); ++c) named.push_back(below(engine, members.size()));
        for (auto const c : named) is_named[c] = true;
        for (std::size_t c = 0; c < members.size(); ++c)
            if (!is_named[c]) rest.push_back(c);
        again[k] = find_box(quantities, is_case, draws_of(members, named), options);
        measures[k] = measure_box(again[k], quantities, is_case, draws_of(members, rest));
    });
    BoxTrust trust;
    auto const as_good = std::count_if(by_chance.begin(), by_chance.end(), [&](double x) { return x >= found; });
    trust.chance = (1.0 + static_cast<double>(as_good)) / (1.0 + static_cast<double>(count));
    for (auto const& one : measures)
        if (!std::isnan(one.coverage) && !std::isnan(one.density))
            trust.coverage.push_back(one.coverage), trust.density.push_back(one.density);
    for (auto const& side : box.sides) {
        auto const same = std::count_if(again.begin(), again.end(), [&](Box const& other) {
            return std::any_of(other.sides.begin(), other.sides.end(),
                               [&](auto const& s) { return s.quantity == side.quantity; });
        });
        trust.reproduced.push_back(static_cast<double>(same) / static_cast<double>(count));
    }
    return trust;
}

}  // namespace cptsim
