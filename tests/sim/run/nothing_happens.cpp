// A policy that changes nothing makes no difference at all, and none makes a difference before it starts.
#include <catch2/catch.hpp>

#include "tests/sim/run/made_up_plan.hpp"

using namespace cptsim;

namespace {

constexpr int kPolicy = 24;

/// A base in which every lever has something to act on.
Scenario full_scenario(std::string const& name)
{
    auto scenario = busy_scenario(name, kPolicy);
    add_lever(scenario, lever::conditional_fee, 0, 0.5);
    add_lever(scenario, lever::commitment_hours, 0, 1);
    add_lever(scenario, lever::expected_stake, 6, 600);
    add_lever(scenario, lever::expected_stake, 18, 100, 4);
    add_lever(scenario, lever::boycott, 0, 0.3);
    add_lever(scenario, lever::crisis, 8, 0.5);
    add_lever(scenario, lever::start_up_grant, 0, 20000);
    add_lever(scenario, lever::contract_bonus, 0, 2000);
    add_lever(scenario, lever::activity_bonus, 0, 600);
    set(scenario, parameter::lifecycle_crisis_slowdown,
        0.1);  // few territories: some must sign in the months after the policy
    return scenario;
}

/// Territories at all stages, so that some move on in every season.
TerritoryTable table()
{
    auto t = made_up_table();
    for (int k = 0; k < 15; ++k)
        t.rows.push_back(made_up_territory("village_" + std::to_string(k), 2000, static_cast<Stage>(k % 4)));
    return t;
}

/// Another value of a lever than `now`, which its range allows; a ceiling that is felt is a low one.
double another_value(LeverField const& field, double now)
{
    if (field.name == "budget") return field.min;
    double const far = field.max > 1000 ? 1000 : field.max > 20 ? 20 : field.max;
    return now == far ? field.min : far;
}

/// Time steps of a field before `months`, or the whole field where it has no time.
std::size_t length_before(Plan const& plan, ObservableField const& field, int months)
{
    std::size_t const all = extent(plan, field);
    switch (field.axes.front()) {
        case Axis::month:
            return all / extent(plan, Axis::month) * static_cast<std::size_t>(months);
        case Axis::year:
            return all / extent(plan, Axis::year) * static_cast<std::size_t>(months / 12);
        default:
            return 0;
    }
}

}  // namespace

TEST_CASE("levers set to the values that they already have change nothing")
{
    std::vector<Scenario> scenarios{full_scenario("base")};
    auto const& fields = lever_fields();
    for (int l = 0; l < lever::count; ++l)
        for (int const ramp : {0, 6}) {
            auto same = full_scenario(fields[static_cast<std::size_t>(l)].name + std::to_string(ramp));
            double const now = lever_value(same, l, kPolicy, 0, table().rows[0]);
            add_lever(same, l, kPolicy, now, ramp);
            scenarios.push_back(same);
        }
    auto newcomers = full_scenario("newcomers_without_attachment");
    add_lever(newcomers, lever::attachment_scope, kPolicy, 1);
    scenarios.push_back(newcomers);

    Memory memory;
    run_into(memory, made_up_plan(scenarios, table(), 48, 1), 2);
    auto const& base = memory.at("base");
    CHECK(value(base, observable::active, 47, kAll) > 10);
    for (auto const& scenario : scenarios) {
        INFO(scenario.name);
        auto const& other = memory.at(scenario.name);
        CHECK(difference(base, other, false) == "");
        for (std::size_t k = 0; k < other.paired.size(); ++k)
            if (paired_fields()[k].name != "deadweight")
                for (float const x : other.paired[k]) REQUIRE(x == 0);
    }
}

TEST_CASE("a rule for a contract that nobody is offered changes nothing, nor hours of a fee of nothing")
{
    auto const base = busy_scenario("base", kPolicy);
    auto rule = busy_scenario("rule", kPolicy), hours = busy_scenario("hours", kPolicy);
    add_lever(rule, lever::contract_rule, 0, 1);
    add_lever(hours, lever::commitment_hours, 0, 5);
    auto bonus = base;
    bonus.name = "bonus";
    add_lever(bonus, lever::contract_bonus, 0, 3000);
    auto bonus_and_rule = bonus;
    bonus_and_rule.name = "bonus and rule";
    add_lever(bonus_and_rule, lever::contract_rule, 0, 1);
    Memory memory;
    run_into(memory, made_up_plan({base, rule, hours, bonus, bonus_and_rule}, table(), 48, 1), 2);
    CHECK(difference(memory.at("base"), memory.at("rule"), false) == "");
    CHECK(difference(memory.at("base"), memory.at("hours"), false) == "");
    CHECK(difference(memory.at("bonus"), memory.at("bonus and rule"), false) != "");
    // It asks for nothing and belongs to no CPTS: but for its money nothing moves.
    for (auto const row : {observable::passive, observable::active, observable::hours_paid, observable::exhaustion})
        for (std::size_t m = 0; m < 48; ++m)
            CHECK(value(memory.at("base"), row, m, kAll) == value(memory.at("bonus"), row, m, kAll));
    CHECK(value(memory.at("bonus"), observable::bonus_contracts, 47, kAll) > 10);
}

TEST_CASE("before a policy starts nothing differs, whatever the lever, and afterwards every lever tells")
{
    std::vector<Scenario> scenarios{full_scenario("base")};
    auto const& fields = lever_fields();
    for (int l = 0; l < lever::count; ++l) {
        auto const& field = fields[static_cast<std::size_t>(l)];
        auto other = full_scenario(field.name);
        add_lever(other, l, kPolicy, another_value(field, lever_value(other, l, kPolicy, 0, table().rows[0])));
        if (l == lever::attachment_scope) add_lever(other, lever::attachment, kPolicy, 1);
        scenarios.push_back(other);
    }
    auto const plan = made_up_plan(scenarios, table(), 48, 1);
    Memory memory;
    run_into(memory, plan, 2);
    auto const& base = memory.at("base");
    auto const& observables = observable_fields();
    for (std::size_t s = 1; s < scenarios.size(); ++s) {
        INFO(scenarios[s].name);
        auto const& other = memory.at(scenarios[s].name);
        for (std::size_t k = 0; k < observables.size(); ++k)
            for (std::size_t i = 0; i < length_before(plan, observables[k], kPolicy); ++i)
                REQUIRE(same_bits(base.own[k][i], other.own[k][i]));
        CHECK(difference(base, other, false) != "");
    }
    INFO("whom attachment concerns makes a difference");
    CHECK(difference(memory.at("attachment"), memory.at("attachment_scope"), false) != "");
}

TEST_CASE("the parameters of a mechanism that is switched off change nothing")
{
    struct Mechanism {
        char const* name;
        std::vector<int> levers;  ///< that switch it on
        std::vector<parameter::Row> parameters;
    };
    std::vector<Mechanism> const mechanisms{
        {"attachment",
         {lever::attachment},
         {parameter::coercion_automatic, parameter::coercion_half_life, parameter::coercion_disutility,
          parameter::coercion_opposition_effort, parameter::coercion_attached_burden,
          parameter::coercion_attached_attitude_share, parameter::coercion_opposition_horizon,
          parameter::opinion_reactance_rate, parameter::participation_norm_attached_weight,
          parameter::activity_reciprocity_attached_weight, parameter::participation_attached_effort,
          parameter::information_reach_rate, parameter::coercion_notice, parameter::coercion_notice_delay,
          parameter::coercion_opposition_age}},
        {"boycott",
         {lever::boycott},
         {parameter::opinion_union_rate, parameter::participation_boycott_value, parameter::activity_stigma}},
        {"crisis",
         {lever::crisis},
         {parameter::opinion_crisis_rate, parameter::climate_crisis_bond, parameter::climate_bond_half_life}},
        {"campaign", {lever::information}, {parameter::information_campaign_rate, parameter::money_campaign_cost}},
        {"training of interns",
         {lever::intern_training},
         {parameter::information_training_gain, parameter::money_intern_training_cost}},
        {"referent",
         {lever::urps_referent},
         {parameter::information_referent, parameter::board_referent_share, parameter::money_referent_cost}},
        {"hourly pay",
         {lever::hourly_indemnity},
         {parameter::activity_crowding, parameter::activity_crowding_jump, parameter::activity_crowding_onset,
          parameter::activity_crowding_reference}},
        {"conditional fee", {lever::conditional_fee}, {parameter::activity_visits}},
        {"bonus for activity", {lever::activity_bonus}, {parameter::activity_crowding_bonus}},
        {"contract without hours",
         {lever::contract_bonus},
         {parameter::activity_contract_threshold, parameter::activity_contract_spread,
          parameter::activity_contract_attitude}},
        {"money",
         {lever::membership_bonus},
         {parameter::participation_lump_saturation, parameter::participation_money_awareness,
          parameter::demography_bonus_arrival}},
        {"expectations", {lever::expected_stake}, {parameter::participation_expectation_weight}},
        {"mutualisation", {lever::inter_cpts}, {parameter::board_mutualised_share, parameter::money_back_office_cost}},
        {"training of coordinators",
         {lever::coordinator_training},
         {parameter::coordinator_training_gain, parameter::money_coordinator_training_cost}},
        {"hospital", {lever::hospital_link}, {parameter::mission_hospital_gain, parameter::money_hospital_link_cost}},
        {"local officials",
         {lever::local_officials},
         {parameter::money_officials, parameter::lifecycle_officials_gain, parameter::lifecycle_officials_suspicion}},
        {"consultants",
         {lever::consultants},
         {parameter::lifecycle_consultants_gain, parameter::money_consultants_cost}},
    };
    auto const bare = [](std::string const& name) {
        auto scenario = busy_scenario(name, kPolicy);
        scenario.levers.clear();
        set(scenario, parameter::traits_prosocial_value, 60);
        // Rare events often enough for small hazards to show within three years.
        set(scenario, parameter::climate_conflict_rate, 0.2);
        set(scenario, parameter::lifecycle_regional_capacity, 100);
        return scenario;
    };
    auto const switch_on = [](Scenario& scenario, Mechanism const& mechanism) {
        for (int const l : mechanism.levers) {
            auto const& field = lever_fields()[static_cast<std::size_t>(l)];
            bool const choice = !field.words.empty();
            add_lever(scenario, l, 0, choice ? 1 : field.max >= 1000 ? 1000 : std::min(field.max, 60.0));
            add_lever(scenario, l, 20, 0);  // what fades is seen to fade
            add_lever(scenario, l, 26, choice ? 1 : std::min(field.max, 60.0));
        }
    };
    std::vector<Scenario> scenarios{bare("base")};
    for (auto const& mechanism : mechanisms) {
        auto on = bare(std::string(mechanism.name) + " on");
        switch_on(on, mechanism);
        scenarios.push_back(on);
        for (auto const row : mechanism.parameters) {
            auto const& field = parameter_fields()[static_cast<std::size_t>(row)];
            double const least = field.min > 0 ? 2 * field.min : 0.0;
            double const value = std::abs(field.default_value - least) > 0.2 * std::abs(field.default_value) + 0.15
                                     ? least
                                     : std::min(field.max, 3 * field.default_value + 0.9);
            auto off_varied = bare(field.path), on_varied = on;
            on_varied.name = field.path + " on";
            set(off_varied, row, value);
            set(on_varied, row, value);
            scenarios.push_back(off_varied);
            scenarios.push_back(on_varied);
        }
    }
    Memory memory;
    run_into(memory, made_up_plan(scenarios, table(), 36, 1), 2);
    for (auto const& mechanism : mechanisms)
        for (auto const row : mechanism.parameters) {
            auto const& path = parameter_fields()[static_cast<std::size_t>(row)].path;
            INFO(mechanism.name << ": " << path);
            CHECK(difference(memory.at("base"), memory.at(path), false) == "");
            CHECK(difference(memory.at(std::string(mechanism.name) + " on"), memory.at(path + " on"), false) != "");
        }
}
