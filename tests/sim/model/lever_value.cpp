// The value of a lever in a month: defaults, dated entries, ramps, targets.
#include <catch2/catch.hpp>

#include "sim/model/fields.hpp"
#include "sim/model/scenario.hpp"

namespace cptsim {
namespace {

constexpr int kGp = 0, kNurse = 2;

LeverEntry entry(int month, double value, int ramp = 0, Target target = {})
{
    LeverEntry e;
    e.lever = lever::hourly_indemnity;
    e.month = month;
    e.ramp = ramp;
    e.value.fill(value);
    e.target = std::move(target);
    return e;
}

double value_of(Scenario const& scenario, int month, int profession = kGp, Territory const& territory = {})
{
    return lever_value(scenario, lever::hourly_indemnity, month, profession, territory);
}

}  // namespace

TEST_CASE("without entries a lever has its default in every month")
{
    Scenario const scenario;
    Territory const territory;
    for (int lever = 0; lever < lever::count; ++lever)
        for (int month : {0, 60, 191})
            REQUIRE(lever_value(scenario, lever, month, kGp, territory) ==
                    lever_fields()[static_cast<std::size_t>(lever)].default_value);
}

TEST_CASE("an entry without a ramp holds from its month on, until the next one")
{
    Scenario scenario;
    scenario.levers = {entry(10, 50), entry(20, 80)};
    REQUIRE(value_of(scenario, 9) == 0);
    REQUIRE(value_of(scenario, 10) == 50);
    REQUIRE(value_of(scenario, 19) == 50);
    REQUIRE(value_of(scenario, 20) == 80);
    REQUIRE(value_of(scenario, 500) == 80);
}

TEST_CASE("a ramp takes its first step in the month of the entry and ends exactly on the value")
{
    Scenario scenario;
    scenario.levers = {entry(10, 10), entry(20, 70, 6)};
    REQUIRE(value_of(scenario, 19) == 10);
    for (int step = 1; step <= 6; ++step) REQUIRE(value_of(scenario, 19 + step) == Approx(10 + 10 * step));
    REQUIRE(value_of(scenario, 25) == 70);
    REQUIRE(value_of(scenario, 26) == 70);

    scenario.levers = {entry(20, 0.1, 3)};
    REQUIRE(value_of(scenario, 22) == 0.1);  // not 0 + (0.1 - 0) * 3 / 3 with its rounding
}

TEST_CASE("a ramp of one month is a step")
{
    Scenario scenario;
    scenario.levers = {entry(20, 70, 1)};
    REQUIRE(value_of(scenario, 19) == 0);
    REQUIRE(value_of(scenario, 20) == 70);
}

TEST_CASE("an entry in the middle of a ramp sets out from the value that was in force the month before")
{
    Scenario scenario;
    scenario.levers = {entry(10, 120, 12), entry(16, 0, 6)};
    REQUIRE(value_of(scenario, 15) == Approx(60));
    for (int step = 1; step <= 6; ++step)
        REQUIRE(value_of(scenario, 15 + step) == Approx(60 - 10 * step).margin(1e-12));
}

TEST_CASE("of two entries of one month the later one wins, and both set out from the month before")
{
    Scenario scenario;
    scenario.levers = {entry(5, 10), entry(10, 50), entry(10, 90, 4)};
    REQUIRE(value_of(scenario, 10) == Approx(30));
    REQUIRE(value_of(scenario, 13) == 90);
}

TEST_CASE("a target by profession leaves the others where they were, ramps included")
{
    Scenario scenario;
    Target nurses;
    nurses.professions = 1U << kNurse;
    scenario.levers = {entry(10, 40), entry(20, 80, 4, nurses)};
    REQUIRE(value_of(scenario, 30, kGp) == 40);
    REQUIRE(value_of(scenario, 21, kNurse) == Approx(60));
    REQUIRE(value_of(scenario, 30, kNurse) == 80);
}

TEST_CASE("a target by territory asks for each thing that it names")
{
    Target target;
    target.size_classes = {1, 2};
    target.milieux = {"rural"};
    target.zones = {"ZIP", "ZAC"};
    target.regions = {"grand_est"};
    target.territories = {"colmar", "mulhouse"};
    Scenario scenario;
    scenario.levers = {entry(10, 40, 0, target)};

    Territory inside;
    inside.id = "colmar";
    inside.region = "grand_est";
    inside.size_class = 2;
    inside.milieu = "rural";
    inside.zone = "ZAC";
    REQUIRE(value_of(scenario, 10, kGp, inside) == 40);

    auto const refused = [&](auto const& change) {
        auto outside = inside;
        change(outside);
        return value_of(scenario, 10, kGp, outside) == 0;
    };
    REQUIRE(refused([](Territory& t) { t.size_class = 3; }));
    REQUIRE(refused([](Territory& t) { t.milieu = "urban"; }));
    REQUIRE(refused([](Territory& t) { t.zone = "other"; }));
    REQUIRE(refused([](Territory& t) { t.region = "bretagne"; }));
    REQUIRE(refused([](Territory& t) { t.id = "obernai"; }));
}

TEST_CASE("an entry of one lever does not touch another")
{
    Scenario scenario;
    scenario.levers = {entry(10, 40)};
    REQUIRE(lever_value(scenario, lever::lump_sum, 20, kGp, {}) == 0);
}

TEST_CASE("the inhabitants of a table are those of its territories")
{
    TerritoryTable table;
    REQUIRE(table.inhabitants() == 0);
    table.rows.resize(2);
    table.rows[0].inhabitants = 30000;
    table.rows[1].inhabitants = 12000;
    REQUIRE(table.inhabitants() == 42000);
}

}  // namespace cptsim
