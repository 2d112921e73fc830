// Scenarios as they stand to each other, and what a table knows.
#include "sim/model/scenario.hpp"

#include <catch2/catch.hpp>

#include "sim/model/fields.hpp"

namespace cptsim {
namespace {

/// A reference with a campaign, and the same with a bonus of a euro from the start of policies on.
Scenario reference()
{
    Scenario s;
    s.end_month = 120, s.policy_month = 60;
    LeverEntry campaign;
    campaign.lever = lever::information, campaign.month = 12;
    campaign.value.fill(0.5);
    s.levers = {campaign};
    return s;
}
Scenario placebo()
{
    auto s = reference();
    LeverEntry bonus;
    bonus.lever = lever::membership_bonus, bonus.month = 60;
    bonus.value.fill(1);
    s.levers.push_back(bonus);
    return s;
}

}  // namespace

TEST_CASE("a placebo is the reference with a bonus of a euro at most, everywhere, from the start of policies on")
{
    CHECK(is_placebo_of(reference(), placebo()));
    CHECK_FALSE(is_placebo_of(reference(), reference()));
    CHECK_FALSE(is_placebo_of(placebo(), placebo()));  // a reference that has the bonus itself
    auto const differs = [](auto change) {
        auto s = placebo();
        change(s);
        return !is_placebo_of(reference(), s);
    };
    CHECK(differs([](Scenario& s) { s.parameters[parameter::activity_curvature] += 1; }));
    CHECK(differs([](Scenario& s) { s.end_month = 119; }));
    CHECK(differs([](Scenario& s) { s.policy_month = 61; }));
    CHECK(differs([](Scenario& s) { s.policy_month = 61, s.levers.back().month = 61; }));
    CHECK(differs([](Scenario& s) { s.levers.back().month = 61; }));
    CHECK(differs([](Scenario& s) { s.levers.back().value[3] = 1.01; }));
    CHECK(differs([](Scenario& s) { s.levers.back().value[3] = -0.01; }));
    CHECK(differs([](Scenario& s) { s.levers.back().value.fill(0); }));
    CHECK(differs([](Scenario& s) { s.levers.back().target.regions = {"here"}; }));
    CHECK(differs([](Scenario& s) { s.levers.front().value[0] = 0.6; }));
    CHECK(differs([](Scenario& s) { s.levers.erase(s.levers.begin()); }));
    CHECK_FALSE(differs([](Scenario& s) { s.levers.back().value.fill(0), s.levers.back().value[2] = 0.5; }));
}

TEST_CASE("a table knows how many people it holds and how many signatures are known")
{
    TerritoryTable table;
    table.rows.resize(3);
    for (auto& row : table.rows) row.inhabitants = 1000, row.signature = kUnknownMonth;
    CHECK(table.known_signatures() == 0);
    CHECK(table.inhabitants() == 3000);
    table.rows[1].signature = 40;
    CHECK(table.known_signatures() == 1);
}

}  // namespace cptsim
