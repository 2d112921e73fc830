#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "analysis/stats/latin_hypercube.hpp"
#include "sim/base/error.hpp"
#include "sim/files/digest.hpp"
#include "tests/analysis/stats/known.hpp"

using namespace cptsim;

namespace {

std::vector<double> column(Points const& design, std::size_t j)
{
    std::vector<double> values;
    for (auto const& point : design) values.push_back(point[j]);
    return values;
}

/// How often each of n equal parts of (0, 1) is met.
std::vector<int> counts(std::vector<double> const& values, std::size_t n)
{
    std::vector<int> hits(n);
    for (double v : values) ++hits[static_cast<std::size_t>(v * static_cast<double>(n))];
    return hits;
}

bool each_once(std::vector<double> const& values)
{
    return counts(values, values.size()) == std::vector<int>(values.size(), 1);
}

double nearest2(Points const& design)
{
    double least = 1e9;
    for (std::size_t a = 0; a < design.size(); ++a)
        for (std::size_t b = 0; b < a; ++b) {
            double sum = 0;
            for (std::size_t j = 0; j < design[a].size(); ++j) sum += std::pow(design[a][j] - design[b][j], 2);
            least = std::min(least, sum);
        }
    return least;
}

std::string digest(Points const& design)
{
    std::string text;
    char word[40];
    for (auto const& point : design)
        for (double v : point) text.append(word, static_cast<std::size_t>(std::snprintf(word, sizeof word, "%a ", v)));
    return sha256_hex(text).substr(0, 16);
}

std::string refusal(std::vector<DesignFactor> const& factors, DesignOptions const& options)
{
    try {
        (void)make_design(factors, options);
    } catch (InputError const& error) {
        return error.what();
    }
    return "made";
}

/// Factors of all kinds.
std::vector<DesignFactor> const kMixed = {{0}, {2}, {3}, {0}, {5}};

}  // namespace

TEST_CASE("a full factorial has each combination of levels once, the last factor changing fastest")
{
    auto const design = make_design(std::vector<DesignFactor>{{2}, {0}, {3}}, {DesignMethod::full_factorial, 0, 1, 4});
    REQUIRE(design.size() == 2 * 4 * 3);
    CHECK(std::set<std::vector<double>>(design.begin(), design.end()).size() == design.size());
    CHECK(design[0] == std::vector<double>{0.25, 0.125, 0.5 / 3});
    CHECK(design[1] == std::vector<double>{0.25, 0.125, 1.5 / 3});
    CHECK(design[3] == std::vector<double>{0.25, 0.375, 0.5 / 3});
    CHECK(design[23] == std::vector<double>{0.75, 0.875, 2.5 / 3});
}

TEST_CASE("a Latin hypercube meets each stratum of each factor once, and levels equally often")
{
    auto const design = make_design(std::vector<DesignFactor>{{0}, {4}, {0}}, {DesignMethod::latin_hypercube, 60, 3});
    CHECK(each_once(column(design, 0)));
    CHECK(each_once(column(design, 2)));
    CHECK(counts(column(design, 1), 4) == std::vector<int>(4, 15));
    CHECK(column(design, 0) != column(design, 2));
    for (auto const& point : design) CHECK(std::fmod(4 * point[1], 1) == 0.5);
    auto moved = column(design, 0);  // the twin: one value elsewhere
    moved[0] = moved[1];
    CHECK_FALSE(each_once(moved));
}

TEST_CASE("a Latin hypercube is the best of some: its nearest points are farther apart than those of one at random")
{
    // The largest of 20 is above the median of single ones with probability 1 - 2^-20, in each of 10 seeds; a single
    // one is above in all 10 with probability 2^-10.
    std::vector<double> single;
    for (std::uint32_t s = 0; s < 101; ++s) {
        Points random(30, std::vector<double>(3));
        for (std::uint32_t j = 0; j < 3; ++j) {
            auto const values = stratified(PhiloxEngine(99, s, 0, 0, j), 30);
            for (std::size_t p = 0; p < 30; ++p) random[p][j] = values[p];
        }
        single.push_back(nearest2(random));
    }
    auto sorted = single;
    std::sort(sorted.begin(), sorted.end());
    int best_above = 0, single_above = 0;
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        best_above += nearest2(latin_hypercube(continuous(3), 30, seed)) > sorted[50];
        single_above += single[seed] > sorted[50];
    }
    CHECK(best_above == 10);
    CHECK(single_above < 10);  // the twin
}

TEST_CASE("a design of Saltelli holds A, B and A with each factor from B, by base point")
{
    std::size_t const k = 5, n = 16;
    bool const second_order = GENERATE(false, true);
    auto const design = make_design(kMixed, {DesignMethod::saltelli, n, 1, 0, second_order});
    std::size_t const block = second_order ? 2 * k + 2 : k + 2;
    REQUIRE(design.size() == n * block);
    std::vector<double> a0, b0;
    for (std::size_t first = 0; first < design.size(); first += block) {
        auto const &a = design[first], &b = design[first + 1];
        a0.push_back(a[0]);
        b0.push_back(b[0]);
        for (std::size_t j = 0; j < k; ++j) {
            auto ab = a, ba = b;
            ab[j] = b[j];
            ba[j] = a[j];
            CHECK(design[first + 2 + j] == ab);
            if (second_order) CHECK(design[first + 2 + k + j] == ba);
        }
        CHECK(a[0] != b[0]);
    }
    CHECK(each_once(a0));  // of a Sobol' sequence, both
    CHECK(each_once(b0));
    CHECK(design[0] ==
          make_design(kMixed, {DesignMethod::saltelli, 2, 1, 0, false})[0]);  // more points go on from fewer
}

TEST_CASE("trajectories of Morris move one factor at a time by half its range, each once")
{
    int const grid = GENERATE(0, 4, 5);
    std::size_t const k = kMixed.size(), trajectories = 20;
    auto const design = make_design(kMixed, {DesignMethod::morris, trajectories, 1, grid});
    REQUIRE(design.size() == trajectories * (k + 1));
    std::map<std::size_t, std::set<bool>> directions;
    std::set<std::vector<std::size_t>> orders;
    std::vector<double> starts;
    for (std::size_t first = 0; first < design.size(); first += k + 1) {
        std::vector<std::size_t> order;
        starts.push_back(design[first][0]);
        for (std::size_t p = first; p < first + k; ++p)
            for (std::size_t j = 0; j < k; ++j) {
                double const move = design[p + 1][j] - design[p][j];
                if (move == 0) continue;
                order.push_back(j);
                directions[j].insert(move > 0);
                int const levels = kMixed[j].levels > 0 ? kMixed[j].levels : grid;
                double const step = levels == 0 ? 0.5 : static_cast<double>(levels / 2) / levels;
                CHECK(std::abs(move) == Approx(step).epsilon(1e-12));
            }
        REQUIRE(std::set<std::size_t>(order.begin(), order.end()).size() == k);
        REQUIRE(order.size() == k);
        orders.insert(order);
    }
    for (std::size_t j = 0; j < k; ++j) CHECK(directions[j].size() == 2);
    CHECK(orders.size() > 10);  // of 120 orders
    if (grid == 0) CHECK(each_once(starts));
    if (grid == 4) CHECK(counts(starts, 4) == std::vector<int>(4, 5));
}

TEST_CASE("every value of a design lies inside (0, 1), and those of levels in their middle")
{
    for (auto const method :
         {DesignMethod::latin_hypercube, DesignMethod::sobol, DesignMethod::saltelli, DesignMethod::morris})
        for (auto const& point : make_design(kMixed, {method, 64, 5}))
            for (std::size_t j = 0; j < kMixed.size(); ++j) {
                CHECK((point[j] > 0 && point[j] < 1));
                if (kMixed[j].levels == 0) continue;
                double const level = point[j] * kMixed[j].levels - 0.5;
                CHECK(level == Approx(std::round(level)).margin(1e-12));
            }
}

TEST_CASE("designs are the same on every machine, and follow the seed where they are random")
{
    auto const of = [](DesignMethod method, std::size_t points, std::uint64_t seed, int levels, bool second_order) {
        return digest(make_design(kMixed, {method, points, seed, levels, second_order}));
    };
    CHECK(of(DesignMethod::full_factorial, 0, 1, 2, false) == "0ce1bf0c31baa830");
    CHECK(of(DesignMethod::latin_hypercube, 40, 1, 0, false) == "97f645ab6429f2df");
    CHECK(of(DesignMethod::sobol, 64, 1, 0, false) == "bc552fa7b58ab9d1");
    CHECK(of(DesignMethod::saltelli, 32, 1, 0, true) == "4e666a8d24a16b32");
    CHECK(of(DesignMethod::morris, 12, 1, 4, false) == "3914521c31ee13a9");
    CHECK(digest(make_design(continuous(7), {DesignMethod::fractional_factorial, 16, 1})) == "a99a82982b73968a");
    for (auto const method :
         {DesignMethod::latin_hypercube, DesignMethod::sobol, DesignMethod::saltelli, DesignMethod::morris}) {
        CHECK(of(method, 16, 1, 0, false) == of(method, 16, 1, 0, false));
        CHECK(of(method, 16, 1, 0, false) != of(method, 16, 2, 0, false));
        CHECK(of(method, 16, 1, 0, false) != of(method, 16, 1ull << 32 | 1, 0, false));
    }
}

TEST_CASE("designs that cannot be made are refused, with what could be")
{
    using M = DesignMethod;
    auto const three = continuous(3);
    CHECK(refusal({}, {M::sobol, 8}) == "the design has no factor");
    CHECK(refusal({{0}, {1}}, {M::sobol, 8}) == "the design cannot vary factor 2 of 1 level (2 at least)");
    CHECK(refusal({{-3}}, {M::sobol, 8}) == "the design cannot vary factor 1 of 0 level (2 at least)");
    CHECK(refusal(three, {M::morris, 8, 1, 1}) ==
          "the design has continuous factors of one level or fewer (2 at least)");
    CHECK(refusal(three, {M::full_factorial}) ==
          "the design needs a number of levels for continuous factors (a full factorial has no other) levels = 3?");
    CHECK(refusal(three, {M::full_factorial, 26, 1, 3}) ==
          "the design cannot have 26 points (a full factorial of these factors has 27)");
    CHECK(refusal(continuous(21), {M::full_factorial, 0, 1, 2}) ==
          "the design has more than 1048576 points (a full factorial multiplies its factors' levels) a fractional one, "
          "or sobol?");
    CHECK(
        refusal({{2}, {3}, {2}}, {M::fractional_factorial, 4}) ==
        "the design cannot vary factor 2 over 3 levels (a fractional factorial has 2 of each factor) full_factorial or "
        "latin_hypercube?");
    CHECK(refusal(continuous(2), {M::fractional_factorial, 2}) ==
          "a fractional factorial of 2 factors is none (it takes 3 at least; a full factorial needs few runs)");
    CHECK(
        refusal(continuous(5), {M::fractional_factorial, 12}) ==
        "a fractional factorial of 5 factors cannot have 12 points (a power of two is asked for) one of 8 (resolution "
        "III), 16 (V)?");
    for (std::size_t const points : {0u, 4u, 32u, 64u})
        CHECK(refusal(continuous(5), {M::fractional_factorial, points}).find("one of 8") != std::string::npos);
    CHECK(refusal(continuous(256), {M::fractional_factorial, 512}) ==
          "a fractional factorial of 256 factors is too large (at most 255)");
    CHECK(refusal(three, {M::sobol, 1}) == "the design cannot have 1 points (2 to 1048576)");
    CHECK(refusal(three, {M::latin_hypercube, 65537}) == "the design cannot have 65537 points (2 to 65536)");
    CHECK(refusal(three, {M::saltelli, 0}) == "the design cannot have 0 base points (2 to 209715)");
    CHECK(refusal(three, {M::morris, 1}) == "the design cannot have 1 trajectories (2 to 65536)");
    CHECK(refusal(continuous(3668), {M::sobol, 2}) == "the design has more than 3667 factors (of Sobol')");
    CHECK(refusal(continuous(1834), {M::saltelli, 2}) ==
          "the design has more than 1833 factors (Saltelli's takes two dimensions of each)");
    CHECK(refusal(continuous(200), {M::sobol, 1 << 20}) ==
          "the design has too many values (1048576 points of 200 factors)");
    CHECK(refusal(continuous(3667), {M::sobol, 2}) == "made");  // the twins
    CHECK(refusal(continuous(5), {M::fractional_factorial, 16}) == "made");
}

TEST_CASE("the size of a design is known before it is made, and advice given where it is short of something")
{
    auto const size = [](DesignOptions const& options) {
        CHECK(design_size(kMixed, options) == make_design(kMixed, options).size());
        return design_size(kMixed, options);
    };
    CHECK(size({DesignMethod::full_factorial, 0, 1, 3}) == 3 * 2 * 3 * 3 * 5);
    CHECK(size({DesignMethod::latin_hypercube, 33}) == 33);
    CHECK(size({DesignMethod::saltelli, 10}) == 70);
    CHECK(size({DesignMethod::saltelli, 10, 1, 0, true}) == 120);
    CHECK(size({DesignMethod::morris, 10}) == 60);
    auto const advised = [](DesignMethod method, std::size_t points) {
        return design_advice(kMixed, {method, points}).has_value();
    };
    CHECK(advised(DesignMethod::sobol, 1000));
    CHECK_FALSE(advised(DesignMethod::sobol, 1024));
    CHECK(advised(DesignMethod::saltelli, 1000));
    CHECK(advised(DesignMethod::latin_hypercube, 40));
    CHECK_FALSE(advised(DesignMethod::latin_hypercube, 60));
    CHECK(advised(DesignMethod::morris, 9));
    CHECK_FALSE(advised(DesignMethod::morris, 10));
}
