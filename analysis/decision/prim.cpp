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

/// All draws in the order of each quantity: [quantity][rank].
using Orders = std::vector<std::vector<std::size_t>>;

Orders orders_of(Quantities const& quantities)
{
    Orders orders;
    for (auto const& values : quantities) {
        auto& order = orders.emplace_back(values.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(), [&](auto i, auto j) { return values[i] < values[j]; });
    }
    return orders;
}

/// Peels a box from the whole, one face at a time. The draws inside are kept in the order of each quantity, so that a
/// face is looked at by the few draws that it would take off.
class Peeling {
  public:
    Peeling(Quantities const& quantities, Orders const& orders, std::vector<bool> const& is_case,
            std::span<std::size_t const> draws, BoxOptions const& options)
        : quantities_(quantities),
          is_case_(is_case),
          is_inside_(is_case.size()),
          all_(draws.size()),
          inside_(draws.size()),
          base_(base_rate(is_case, draws)),
          options_(options)
    {
        std::vector<std::size_t> times(is_case.size());
        for (auto const i : draws) {
            ++times[i];
            is_inside_[i] = 1;
            cases_ += is_case[i] ? 1 : 0;
        }
        for (std::size_t j = 0; j < quantities.size(); ++j) {
            sides_.push_back({j, -kFar, kFar});
            auto& sorted = sorted_.emplace_back();
            sorted.reserve(draws.size());
            for (auto const i : orders[j]) sorted.insert(sorted.end(), times[i], i);
        }
    }

    /// The box of highest standing on the path.
    Box best()
    {
        auto const least = std::max(static_cast<double>(kFewDraws), options_.least_mass * static_cast<double>(all_));
        double highest = 0;
        Box best;
        while (peel(least)) {
            double const now = standing_of(cases_, static_cast<double>(inside_), base_);
            if (now > highest) highest = now, best = box();
        }
        return best;
    }

  private:
    [[nodiscard]] Box box() const
    {
        Box box;
        for (auto const& side : sides_)
            if (side.low > -kFar || side.high < kFar) box.sides.push_back(side);
        return box;
    }

    /// A face that may be taken off: the draws beyond it lie at one end of the order of its quantity.
    struct Face {
        BoxSide side;
        std::vector<std::size_t> beyond;
    };

    /// The face beyond which at most `step` draws lie: at the low or the high end of a quantity.
    [[nodiscard]] Face face(BoxSide const& side, bool is_low, std::size_t step) const
    {
        auto const& q = quantities_[side.quantity];
        auto const& sorted = sorted_[side.quantity];
        auto const at = [&](std::size_t k) { return sorted[is_low ? k : sorted.size() - 1 - k]; };
        Face face{side, {}};
        double const end = q[at(step)];
        (is_low ? face.side.low : face.side.high) = end;
        for (std::size_t k = 0; k < step && q[at(k)] != end; ++k) face.beyond.push_back(at(k));
        return face;
    }

    /// Takes the face off that leaves the highest density; whether enough was left to do so.
    bool peel(double least)
    {
        auto const step =
            std::max<std::size_t>(1, static_cast<std::size_t>(options_.peel * static_cast<double>(inside_)));
        if (static_cast<double>(inside_ - step) < least) return false;
        double best = -1;  // a step that lowers the density may lead on
        Face chosen;
        for (auto const& side : sides_)
            for (bool const is_low : {true, false}) {
                auto cut = face(side, is_low, step);
                auto const of = static_cast<double>(inside_ - cut.beyond.size());
                if (cut.beyond.empty() || of < least) continue;
                double const density = (cases_ - cases_of(cut.beyond)) / of;
                if (density > best) best = density, chosen = std::move(cut);
            }
        if (chosen.beyond.empty()) return false;
        take_off(chosen);
        return true;
    }

    [[nodiscard]] double cases_of(std::vector<std::size_t> const& draws) const
    {
        return static_cast<double>(std::count_if(draws.begin(), draws.end(), [&](auto i) { return is_case_[i]; }));
    }

    void take_off(Face const& face)
    {
        sides_[face.side.quantity] = face.side;
        inside_ -= face.beyond.size();
        cases_ -= cases_of(face.beyond);
        for (auto const i : face.beyond) is_inside_[i] = 0;
        for (auto& sorted : sorted_) std::erase_if(sorted, [&](auto i) { return is_inside_[i] == 0; });
    }

    Quantities const& quantities_;
    std::vector<bool> const& is_case_;
    std::vector<char> is_inside_;  ///< [draw]
    std::size_t all_, inside_;     ///< draws, each as often as it was given
    double base_, cases_ = 0;
    BoxOptions options_;
    std::vector<BoxSide> sides_;  ///< [quantity]
    Orders sorted_;               ///< of the draws inside
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

namespace {

Box find_box_in(Quantities const& quantities, Orders const& orders, std::vector<bool> const& is_case,
                std::span<std::size_t const> draws, BoxOptions const& options)
{
    Box box = Peeling(quantities, orders, is_case, draws, options).best();
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

}  // namespace

Box find_box(Quantities const& quantities, std::vector<bool> const& is_case, std::span<std::size_t const> draws,
             BoxOptions const& options)
{
    return find_box_in(quantities, orders_of(quantities), is_case, draws, options);
}

BoxTrust test_box(Box const& box, Quantities const& quantities, std::vector<bool> const& is_case,
                  std::span<int const> clusters, int resamples, BoxOptions const& options)
{
    auto const members = members_of(clusters);
    std::vector<std::size_t> all(is_case.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    auto const orders = orders_of(quantities);
    double const found = standing(box, quantities, is_case, all);
    auto const count = static_cast<std::size_t>(resamples);
    std::vector<double> by_chance(count);
    std::vector<Box> again(count);
    std::vector<BoxMeasures> measures(count);
    parallel_for(count, [&](std::size_t k) {
        PhiloxEngine engine(0, name_hash("box"), static_cast<std::uint32_t>(k), address(Purpose::design), 0);
        auto const noise = shuffled(is_case, engine);
        by_chance[k] = standing(find_box_in(quantities, orders, noise, all, options), quantities, noise, all);
        std::vector<std::size_t> named, rest;
        std::vector<bool> is_named(members.size());
        for (std::size_t c = 0; c < members.size(); ++c) named.push_back(below(engine, members.size()));
        for (auto const c : named) is_named[c] = true;
        for (std::size_t c = 0; c < members.size(); ++c)
            if (!is_named[c]) rest.push_back(c);
        again[k] = find_box_in(quantities, orders, is_case, draws_of(members, named), options);
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
