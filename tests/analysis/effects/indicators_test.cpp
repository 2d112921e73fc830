#include "analysis/effects/indicators.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "tests/analysis/effects/made_up.hpp"

using namespace cptsim;

namespace {

double value_of(std::vector<double> const& values, indicator::Row row)
{
    return values.at(static_cast<std::size_t>(row));
}

}  // namespace

TEST_CASE("indicators follow their definitions")
{
    auto const plan = made_up_plan(2, 1);
    auto o = made_up_observation(plan, 1);
    for (auto const& [name, value] : std::vector<std::pair<char const*, double>>{{"eligible", 200},
                                                                                 {"attached", 50},
                                                                                 {"passive", 20},
                                                                                 {"active", 8},
                                                                                 {"board", 2},
                                                                                 {"on_leave", 10},
                                                                                 {"opposed", 30},
                                                                                 {"hours_paid", 60},
                                                                                 {"hours_unpaid", 40},
                                                                                 {"severe", 7},
                                                                                 {"severe_active", 2},
                                                                                 {"severe_board", 1},
                                                                                 {"cohort_present", 40},
                                                                                 {"cohort_chosen", 30},
                                                                                 {"cohort_active", 4},
                                                                                 {"would_stay", 45},
                                                                                 {"members_year", 90},
                                                                                 {"active_kept", 6},
                                                                                 {"active_last_year", 12},
                                                                                 {"free_riders", 18},
                                                                                 {"nominal_only", 9},
                                                                                 {"achievement", 0.4},
                                                                                 {"population_living", 25000},
                                                                                 {"cpts_signed", 4},
                                                                                 {"cpts_dormant", 1},
                                                                                 {"public_cost", 50000},
                                                                                 {"spent", 30000},
                                                                                 {"support_paid", 2000},
                                                                                 {"lump_sum_paid", 8000},
                                                                                 {"indemnities_unpaid", 1000},
                                                                                 {"budget_cut", 500},
                                                                                 {"care_hours_displaced", 25},
                                                                                 {"drawn_in", 11},
                                                                                 {"driven_out", 3},
                                                                                 {"drawn_in_active", 2},
                                                                                 {"driven_out_active", 1},
                                                                                 {"deadweight", 125000}})
        fill(o, name, value);
    auto const v = indicator_values(plan, o, 95);
    CHECK(value_of(v, indicator::active_) == Approx(5));
    CHECK(value_of(v, indicator::hours_) == Approx(12));  // 12 months of 100 h over 100,000 inhabitants
    CHECK(value_of(v, indicator::nominal_) == Approx(45));
    CHECK(value_of(v, indicator::chosen_) == Approx(20));
    CHECK(value_of(v, indicator::opposed_) == Approx(15));
    CHECK(value_of(v, indicator::cohort_chosen_) == Approx(75));
    CHECK(value_of(v, indicator::cohort_active_) == Approx(10));
    CHECK(value_of(v, indicator::would_stay_) == Approx(50));
    CHECK(value_of(v, indicator::active_kept_) == Approx(50));
    CHECK(value_of(v, indicator::free_riders_) == Approx(20));
    CHECK(value_of(v, indicator::nominal_only_) == Approx(10));
    CHECK(value_of(v, indicator::missions_) == Approx(40));
    CHECK(value_of(v, indicator::population_living_) == Approx(25));
    CHECK(value_of(v, indicator::severe_board_) == Approx(50));
    CHECK(value_of(v, indicator::severe_active_) == Approx(25));
    CHECK(value_of(v, indicator::severe_all_) == Approx(3.5));
    CHECK(value_of(v, indicator::signed_) == Approx(4));
    CHECK(value_of(v, indicator::dormant_) == Approx(25));
    CHECK(value_of(v, indicator::public_cost_) == Approx(0.6));
    CHECK(value_of(v, indicator::spending_) == Approx(0.48));  // 12 months of all three
    CHECK(value_of(v, indicator::unpaid_) == Approx(0.012));
    CHECK(value_of(v, indicator::kept_back_) == Approx(0.006));
    CHECK(value_of(v, indicator::cost_per_hour_) == Approx(500));
    CHECK(value_of(v, indicator::care_displaced_) == Approx(3));
    CHECK(value_of(v, indicator::net_chosen_) == Approx(40));
    CHECK(value_of(v, indicator::net_active_) == Approx(10));
    CHECK(value_of(v, indicator::drawn_in_) == Approx(11));
    CHECK(value_of(v, indicator::driven_out_) == Approx(3));
    CHECK(value_of(v, indicator::drawn_in_active_) == Approx(2));
    CHECK(value_of(v, indicator::driven_out_active_) == Approx(1));
    CHECK(value_of(v, indicator::deadweight_) == Approx(1.5));
}

TEST_CASE("stocks are of the date's month, all professions, money and hours of the twelve months before")
{
    auto const plan = made_up_plan(1, 1);
    auto o = made_up_observation(plan, 0);
    int constexpr date = 71, all = kProfessions;
    auto const at = [](int row) { return static_cast<std::size_t>(row * (kProfessions + 1) + all); };
    array_of(o, "eligible")[at(date)] = 100;
    array_of(o, "active")[at(date)] = 7;
    array_of(o, "active")[at(date) - 1] = 5;  // the last profession alone
    array_of(o, "active")[at(date - 1)] = 9;
    for (int month = 0; month < plan.months(); ++month)
        array_of(o, "hours_paid")[at(month)] = static_cast<float>(month);
    array_of(o, "members_year")[at(5)] = 10;
    array_of(o, "would_stay")[at(5)] = 4;
    array_of(o, "would_stay")[at(4)] = 9;
    auto const v = indicator_values(plan, o, date);
    CHECK(value_of(v, indicator::active_) == Approx(7));
    CHECK(value_of(v, indicator::hours_) == Approx(12 * 65.5 / 100));  // months 60 to 71
    CHECK(value_of(v, indicator::would_stay_) == Approx(40));
    CHECK_THROWS_AS(indicator_values(plan, o, 70), std::logic_error);
}

TEST_CASE("a share of nobody, and a paired indicator of the reference, are NaN")
{
    auto const plan = made_up_plan(1, 1);
    auto const v = indicator_values(plan, made_up_observation(plan, 0), 95);
    CHECK(std::isnan(value_of(v, indicator::active_)));
    CHECK(std::isnan(value_of(v, indicator::cost_per_hour_)));
    CHECK(std::isnan(value_of(v, indicator::drawn_in_)));
    CHECK(value_of(v, indicator::public_cost_) == Approx(0));
}

TEST_CASE("the table's dates are the Decembers that end the first, fifth and tenth year of the policy")
{
    auto plan = made_up_plan(2, 1);
    plan.end_month = 191;                                        // 2034-12
    CHECK(table_dates(plan) == std::vector<int>{71, 119, 179});  // 2024, 2028, 2033
    plan.end_month = 179;
    CHECK(table_dates(plan) == std::vector<int>{71, 119, 179});
    plan.end_month = 178;  // 2033-11: the last December is the ninth year's
    CHECK(table_dates(plan) == std::vector<int>{71, 119, 167});
    plan.end_month = 125;  // 2029-06: the last December is the fifth year's
    CHECK(table_dates(plan) == std::vector<int>{71, 119});
    plan.end_month = 95;
    CHECK(table_dates(plan) == std::vector<int>{71, 95});
    for (auto& scenario : plan.scenarios) scenario.policy_month = 66;  // 2024-07: December 2024 sees six months of it
    plan.end_month = 191;
    CHECK(table_dates(plan) == std::vector<int>{83, 131, 191});  // 2025, 2029, 2034
}

TEST_CASE("runs that end before the policy has lasted a year have their last December alone")
{
    auto plan = made_up_plan(2, 1);
    plan.end_month = 65;  // 2024-06
    CHECK(table_dates(plan) == std::vector<int>{59});
    plan.end_month = 10;  // 2019-11
    CHECK(table_dates(plan).empty());
}

TEST_CASE("a scenario's first change is the first month in which a lever differs somewhere in the plan's territories")
{
    auto plan = made_up_plan(3, 1);
    for (auto& territory : plan.territories.rows) territory.zone = "ZAC";
    auto const entry = [](int month, double value, int ramp = 0) {
        LeverEntry e;
        e.lever = lever::lump_sum;
        e.month = month;
        e.ramp = ramp;
        e.value.fill(value);
        return e;
    };
    for (auto& scenario : plan.scenarios) scenario.levers = {entry(0, 840)};
    CHECK(first_change(plan, 1) == -1);
    plan.scenarios[1].levers.push_back(entry(62, 840));  // says what holds already
    plan.scenarios[1].levers.push_back(entry(70, 100, 12));
    CHECK(first_change(plan, 1) == 70);
    plan.scenarios[2].levers.push_back(entry(64, 100));
    plan.scenarios[2].levers.back().target.zones = {"ZIP"};
    CHECK(first_change(plan, 2) == -1);
    plan.territories.rows[1].zone = "ZIP";
    CHECK(first_change(plan, 2) == 64);
    plan.scenarios[0].levers.push_back(entry(63, 500));  // of the reference alone
    CHECK(first_change(plan, 2) == 63);
}

TEST_CASE("every indicator has a name of its own and words in both languages")
{
    std::set<std::string_view> ids;
    for (auto const& i : indicators()) {
        CHECK(ids.insert(i.id).second);
        for (char const* words : {i.title.en, i.title.fr, i.unit.en, i.unit.fr}) CHECK(*words != '\0');
        CHECK(std::string_view(i.title.fr) != i.title.en);
    }
}
