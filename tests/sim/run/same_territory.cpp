// Territories: their order, their names and their company do not matter; very small ones run.
#include <catch2/catch.hpp>

#include "tests/sim/run/made_up_plan.hpp"

using namespace cptsim;

namespace {

constexpr int kMonthsRun = 36;

std::vector<Scenario> two_scenarios()
{
    auto base = busy_scenario("base", 24), law = busy_scenario("law", 24);
    set(base, parameter::lifecycle_regional_capacity, 5), set(law, parameter::lifecycle_regional_capacity, 5);
    add_lever(law, lever::attachment, 24, 1);
    return {base, law};
}

/// Territories that meet neither through the nation's opinion nor through a region's capacity.
std::vector<Scenario> two_apart()
{
    auto scenarios = two_scenarios();
    for (auto& scenario : scenarios) {
        set(scenario, parameter::opinion_nation_rate, 0);
        set(scenario, parameter::lifecycle_regional_capacity, 100);
    }
    return scenarios;
}

bool by_territory(ObservableField const& field)
{
    return std::find(field.axes.begin(), field.axes.end(), Axis::territory) != field.axes.end();
}

/// The first difference of two runs whose tables hold the same territories in another order: row t of `a` is row
/// place[t] of `b`.
std::string difference_permuted(Observation const& a, Observation const& b, std::vector<std::size_t> const& place)
{
    Observation c = b;
    auto const& fields = observable_fields();
    std::size_t const n = place.size();
    for (std::size_t k = 0; k < fields.size(); ++k)
        if (by_territory(fields[k]))
            for (std::size_t i = 0; i < c.own[k].size(); ++i) c.own[k][i] = b.own[k][i / n * n + place[i % n]];
    return difference(a, c);
}

/// The sum of two observations, field by field, where both have values for the whole.
Observation sum_of(Observation const& a, Observation const& b)
{
    Observation c = a;
    for (std::size_t k = 0; k < c.own.size(); ++k)
        if (!by_territory(observable_fields()[k]))
            for (std::size_t i = 0; i < c.own[k].size(); ++i) c.own[k][i] += b.own[k][i];
    for (std::size_t k = 0; k < c.paired.size(); ++k)
        for (std::size_t i = 0; i < c.paired[k].size(); ++i) c.paired[k][i] += b.paired[k][i];
    return c;
}

}  // namespace

TEST_CASE("the order and the names of territories change nothing but the order of their rows")
{
    auto plan = made_up_plan(two_scenarios(), made_up_table(), kMonthsRun, 9);
    Memory straight, permuted;
    run_into(straight, plan);
    std::vector<std::size_t> const order{3, 0, 4, 2, 1}, place{1, 4, 3, 0, 2};
    auto const rows = plan.territories.rows;
    for (std::size_t k = 0; k < order.size(); ++k) {
        plan.territories.rows[k] = rows[order[k]];
        plan.territories.rows[k].name = "another name " + std::to_string(k);
    }
    run_into(permuted, plan, 2);
    for (auto const& [key, observation] : straight.kept) {
        INFO(key.first << ' ' << key.second);
        CHECK(difference_permuted(observation, permuted.kept.at(key), place) == "");
        CHECK(difference_permuted(observation, permuted.kept.at(key), {0, 1, 2, 3, 4}) != "");
    }
}

TEST_CASE("a region's capacity does not depend on which of its territories comes first")
{
    auto scenarios = two_scenarios();
    Target urban;
    urban.milieux = {"urban"};
    for (auto& scenario : scenarios) add_lever(scenario, lever::ars_capacity, 12, 0.1, 0, urban);
    auto plan = made_up_plan(scenarios, made_up_table(), kMonthsRun, 9);
    for (auto& territory : plan.territories.rows) {
        territory.region = "one";
        territory.inhabitants += 0.3;
    }
    plan.territories.rows[4].milieu = "urban";
    Memory straight, reversed;
    run_into(straight, plan);
    std::reverse(plan.territories.rows.begin(), plan.territories.rows.end());
    run_into(reversed, plan);
    for (auto const& [key, observation] : straight.kept)
        CHECK(difference_permuted(observation, reversed.kept.at(key), {4, 3, 2, 1, 0}) == "");
}

TEST_CASE("the halves of a population add up to the whole where nothing couples them")
{
    auto const table = made_up_table();
    auto left = table, right = table;
    left.rows = {table.rows[0], table.rows[3]};
    right.rows = {table.rows[1], table.rows[2], table.rows[4]};
    auto const run_halves = [&](std::vector<Scenario> const& scenarios) {
        Memory whole, a, b;
        run_into(whole, made_up_plan(scenarios, table, kMonthsRun, 2));
        run_into(a, made_up_plan(scenarios, left, kMonthsRun, 2));
        run_into(b, made_up_plan(scenarios, right, kMonthsRun, 2));
        return std::pair{whole.at("law", 1), sum_of(a.at("law", 1), b.at("law", 1))};
    };
    auto const& fields = observable_fields();
    auto const [whole, halves] = run_halves(two_apart());
    int counts = 0, amounts = 0;
    for (std::size_t k = 0; k < fields.size(); ++k) {
        if (by_territory(fields[k]) || !fields[k].mean_of.empty()) continue;
        bool const exact = fields[k].unit == "1" && fields[k].name != "structures";
        for (std::size_t i = 0; i < whole.own[k].size(); ++i) {
            INFO(fields[k].name << '[' << i << ']');
            // Counts are whole numbers. Amounts are rounded to float once in the whole and three times in the halves.
            if (exact) REQUIRE(whole.own[k][i] == halves.own[k][i]);
            if (!exact)
                REQUIRE(static_cast<double>(whole.own[k][i]) ==
                        Approx(static_cast<double>(halves.own[k][i])).epsilon(3e-7).margin(1e-5));
        }
        ++(exact ? counts : amounts);
    }
    for (std::size_t k = 0; k < whole.paired.size(); ++k)
        for (std::size_t i = 0; i < whole.paired[k].size(); ++i)
            CHECK(static_cast<double>(whole.paired[k][i]) ==
                  Approx(static_cast<double>(halves.paired[k][i])).epsilon(3e-7).margin(1e-5));
    CHECK(counts > 20);
    CHECK(amounts > 5);

    INFO("where they are coupled they do not");
    auto const [coupled, coupled_halves] = run_halves(two_scenarios());
    CHECK(coupled.own[observable::outside] != coupled_halves.own[observable::outside]);
}

TEST_CASE("territories with hardly a professional run, and disturb no other")
{
    auto table = made_up_table();
    auto none = made_up_territory("none", 20000, kSigned, "far"), one = made_up_territory("one", 10, kSigned, "far"),
         no_nurse = made_up_territory("no_nurse", 20000, kLetter, "far"),
         few = made_up_territory("few", 500, kSigned, "far");
    none.density.fill(0);
    one.density = {10000, 0, 0, 0, 0, 0, 0, 0};
    no_nurse.density[2] = 0;
    Memory alone, together;
    run_into(alone, made_up_plan(two_apart(), table, kMonthsRun, 3));
    for (auto const& territory : {none, one, no_nurse, few}) table.rows.insert(table.rows.begin() + 1, territory);
    auto const plan = made_up_plan(two_apart(), table, kMonthsRun, 3);
    run_into(together, plan);

    // oak, few, no_nurse, one, none, elm, ash, fir, yew
    std::vector<std::size_t> const place{0, 5, 6, 7, 8};
    auto const& fields = observable_fields();
    for (auto const& [key, observation] : together.kept) {
        auto const& before = alone.kept.at(key);
        for (std::size_t k = 0; k < fields.size(); ++k) {
            for (float const x : observation.own[k])
                if (fields[k].mean_of.empty()) REQUIRE(std::isfinite(x));
            if (!by_territory(fields[k])) continue;
            for (std::size_t i = 0; i < before.own[k].size(); ++i)
                REQUIRE(same_bits(before.own[k][i], observation.own[k][i / 5 * 9 + place[i % 5]]));
        }
        Observation const& now = observation;  // a structured binding is not captured by all compilers
        auto const eligible = [&](std::size_t year, std::size_t t) {
            return value(now, observable::territory_eligible, year * 9 + t);
        };
        CHECK(eligible(2, 4) == 0);
        CHECK(eligible(0, 3) <= 3);
        CHECK(eligible(0, 2) > 30);
        CHECK(eligible(0, 1) <= 12);
    }
}
