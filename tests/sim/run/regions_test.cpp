// The capacity of a region and the pace of the country, against their formulas.
#include <catch2/catch.hpp>
#include <cmath>

#include "sim/base/philox.hpp"
#include "sim/base/portable_math.hpp"
#include "sim/run/regions.hpp"
#include "tests/sim/run/made_up_plan.hpp"

using namespace cptsim;

namespace {

constexpr int k2023 = 2023 - kFirstYear;

/// Regions with more files than they can move on, in a January of one or two scenarios.
class January {
  public:
    explicit January(std::vector<Scenario> scenarios)
        : plan_(made_up_plan(std::move(scenarios), table(), 192, 8)),
          pack_(packs_of_frame(plan_, 0).front()),
          parameters_(parameter_rows(plan_, pack_)),
          levers_(plan_, pack_),
          regions_(plan_.territories)
    {
        runs_.parameters = parameters_.data();
        runs_.seed[0] = static_cast<std::uint32_t>(plan_.seed);
        for (int l = 0; l < kLanes; ++l) runs_.replicate[l] = static_cast<std::uint32_t>(run_of(pack_, l).replicate);
    }

    /// Factor of a territory (0 in a region "here", 1 in Île-de-France, 2 in "there").
    double factor(int year, std::size_t territory, std::size_t lane = 0)
    {
        regions_.set_january(year, levers_, runs_);
        return static_cast<double>(regions_.capacity(territory)[lane]);
    }
    void number_replicates_from(std::uint32_t first)
    {
        for (std::uint32_t l = 0; l < kLanes; ++l) runs_.replicate[l] = first + l;
    }
    [[nodiscard]] std::uint32_t replicate(std::size_t lane) const { return runs_.replicate[lane]; }

    /// Files of a region of four pre-projects, with the rates of plain(), and inhabitants in millions.
    static constexpr double kFiles = 4 * 0.6, kMillions = 0.2;

  private:
    static TerritoryTable table()
    {
        TerritoryTable table;
        for (int k = 0; k < 12; ++k) {
            char const* const region = k % 3 == 0 ? "here" : k % 3 == 1 ? "ile_de_france" : "there";
            table.rows.push_back(made_up_territory("t" + std::to_string(k), 50000, kPreProject, region));
        }
        return table;
    }

    Plan plan_;
    Pack pack_;
    LaneArray parameters_;
    LeverTables levers_;
    kernel::Runs runs_{};
    Regions regions_;
};

/// Capacity for half of the files, and nothing else.
Scenario plain(std::string const& name = "plain")
{
    Scenario s;
    s.name = name;
    set(s, parameter::lifecycle_letter_rate, 0.05);
    set(s, parameter::lifecycle_regional_capacity, 6);
    set(s, parameter::lifecycle_turnover_rate, 0);
    for (auto const row : {parameter::lifecycle_region_sd, parameter::lifecycle_pace_sd}) set(s, row, 0);
    set(s, parameter::lifecycle_capacity_ile_de_france, 1);
    return s;
}

/// The normal score at an address of the table of docs/model.md.
double score(std::uint32_t where, std::uint32_t time, std::uint32_t part, std::uint32_t replicate)
{
    auto const block = philox_block({where, 0, time + 65536u * 10u + (part << 24), replicate}, {20190101u, 0});
    return static_cast<double>(normal_quantile(uniform(static_cast<std::int32_t>(block[0]))));
}

double mean(std::vector<double> const& x)
{
    double sum = 0;
    for (double const v : x) sum += v;
    return sum / static_cast<double>(x.size());
}
double mean_product(std::vector<double> const& x, std::vector<double> const& y)
{
    double sum = 0;
    for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
    return sum / static_cast<double>(x.size());
}

/// Whether two steps of the walk and their product have the means of independent standard normal variates within 4.5
/// standard errors: squares have the variance 2, products of two the variance 1. All five hold but in 3 of 100,000.
bool are_standard(std::vector<double> const& a, std::vector<double> const& b)
{
    double const error = 4.5 / std::sqrt(static_cast<double>(a.size()));
    return std::abs(mean(a)) < error && std::abs(mean(b)) < error && std::abs(mean_product(a, b)) < error &&
           std::abs(mean_product(a, a) - 1) < error * std::sqrt(2.0) &&
           std::abs(mean_product(b, b) - 1) < error * std::sqrt(2.0);
}

}  // namespace

TEST_CASE("without spread and walk, capacity is what a region's inhabitants give over its files, in every year")
{
    January january({plain()});
    double const expected = 6 * January::kMillions / January::kFiles;
    for (int const year : {0, k2023, k2023 + 1, k2023 + 5})
        for (std::size_t t = 0; t < 3; ++t) CHECK(january.factor(year, t) == Approx(expected).epsilon(1e-6));
    auto wide = plain();
    set(wide, parameter::lifecycle_regional_capacity, 100);
    CHECK(January({wide}).factor(k2023 + 5, 0) == 1);
}

TEST_CASE("a region's capacity has a level of its own in each replicate, and Île-de-France a factor")
{
    auto spread = plain("spread"), capital = plain("capital");
    set(spread, parameter::lifecycle_region_sd, 0.25);
    set(capital, parameter::lifecycle_capacity_ile_de_france, 0.5);
    January levels({spread, capital});
    double const base = 6 * January::kMillions / January::kFiles;
    char const* const names[] = {"here", "ile_de_france", "there"};
    for (std::size_t lane = 0; lane < kLanes; lane += 2)
        for (std::size_t t = 0; t < 3; ++t) {
            double const z = score(name_hash(names[t]), 0, 1, levels.replicate(lane));
            CHECK(levels.factor(0, t, lane) == Approx(std::min(1.0, base * std::exp(0.25 * z))).epsilon(1e-5));
            CHECK(levels.factor(7, t, lane) == levels.factor(0, t, lane));
            CHECK(levels.factor(0, t, lane + 1) == Approx(t == 1 ? base / 2 : base).epsilon(1e-6));
        }
    CHECK(levels.factor(0, 0, 0) != levels.factor(0, 2, 0));
    CHECK(levels.factor(0, 0, 0) != levels.factor(0, 0, 2));
}

TEST_CASE("the pace walks each January from 2024 on, for the country and for all scenarios of a replicate")
{
    auto walk = plain("walk"), same = plain("same");
    for (auto* const s : {&walk, &same}) {
        set(*s, parameter::lifecycle_pace_sd, 0.2);
        set(*s, parameter::lifecycle_regional_capacity, 100);
    }
    January january({walk, same});
    bool above_one = false;
    for (std::size_t lane = 0; lane < kLanes; lane += 2) {
        for (int year = 0; year <= k2023; ++year) REQUIRE(january.factor(year, 0, lane) == 1);
        double sum = 0;
        for (int year = k2023 + 1; year < k2023 + 6; ++year) {
            sum += score(0, static_cast<std::uint32_t>(year), 2, january.replicate(lane));
            double const factor = january.factor(year, 0, lane);
            CHECK(factor == Approx(std::exp(0.2 * sum)).epsilon(1e-5));
            for (std::size_t t = 0; t < 3; ++t) CHECK(january.factor(year, t, lane + 1) == factor);
            above_one |= factor > 1.01;
        }
    }
    INFO("no limit at one: files may go faster than their rates");
    CHECK(above_one);
}

TEST_CASE("steps of the pace are standard normal and independent")
{
    constexpr int kPacks = 256;
    auto walk = plain("walk");
    set(walk, parameter::lifecycle_pace_sd, 0.2);
    set(walk, parameter::lifecycle_regional_capacity, 100);
    January january({walk});
    std::vector<double> first, second, wide;
    for (std::uint32_t k = 0; k < kPacks; ++k) {
        january.number_replicates_from(k * kLanes);
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            double const a = std::log(january.factor(k2023 + 1, 0, lane)) / 0.2;
            double const b = std::log(january.factor(k2023 + 2, 0, lane)) / 0.2;
            first.push_back(a), second.push_back(b - a), wide.push_back(b);
        }
    }
    CHECK(are_standard(first, second));
    INFO("the test tells a walk from its steps");
    CHECK_FALSE(are_standard(first, wide));
}
