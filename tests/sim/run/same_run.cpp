// A run is a run: threads, company, order and names do not change it.
#include <catch2/catch.hpp>

#include "tests/sim/run/made_up_plan.hpp"

using namespace cptsim;

namespace {

constexpr int kMonthsRun = 41;  // ends in a May

std::vector<Scenario> three_scenarios()
{
    auto base = busy_scenario("base", 24), law = busy_scenario("law", 24), pay = busy_scenario("pay", 24);
    add_lever(law, lever::attachment, 24, 1);
    add_lever(pay, lever::hourly_indemnity, 24, 100, 6);
    return {base, law, pay};
}

Plan three_plan(int replicates = 11)
{
    return made_up_plan(three_scenarios(), made_up_table(), kMonthsRun, replicates);
}

}  // namespace

TEST_CASE("a run does not depend on the number of threads")
{
    Memory one, two, seven;
    run_into(one, three_plan(), 1);
    run_into(two, three_plan(), 2);
    run_into(seven, three_plan(), 7);
    CHECK(compare(one, two).difference.empty());
    CHECK(compare(one, seven).difference.empty());
    CHECK(compare(one, seven).shared == 33);
    INFO("much must happen, or sameness says little");
    CHECK(value(one.at("base"), observable::active, 40, kAll) > 10);
    CHECK(difference(one.at("base"), one.at("law")) != "");
    CHECK(difference(one.at("base", 0), one.at("base", 1)) != "");
    CHECK(difference(one.at("base", 0), one.at("base", 8)) != "");
}

TEST_CASE("a run does not depend on the order of the scenarios")
{
    Memory first, second, third;
    auto plan = three_plan();
    run_into(first, plan);
    std::swap(plan.scenarios[1], plan.scenarios[2]);
    run_into(second, plan);
    CHECK(compare(first, second).difference.empty());
    CHECK(compare(first, second).shared == 33);
    std::swap(plan.scenarios[0], plan.scenarios[2]);
    run_into(third, plan);
    INFO("another reference: the effects differ, the runs do not");
    CHECK(compare(first, third, false).difference.empty());
    CHECK(compare(first, third, true).difference != "");
}

TEST_CASE("a run does not depend on how many scenarios run beside it, more than a pack holds included")
{
    Memory few, many;
    auto plan = three_plan(3);
    run_into(few, plan);
    for (int k = 0; k < 30; ++k) {
        auto other = busy_scenario("other_" + std::to_string(k), 24);
        add_lever(other, lever::lump_sum, k, 100.0 * k);
        set(other, parameter::participation_taste_sd, 10 + 2 * k);
        plan.scenarios.insert(plan.scenarios.begin() + 1 + k % 3, other);
    }
    run_into(many, plan, 2);
    CHECK(compare(few, many).difference.empty());
    CHECK(compare(few, many).shared == 9);
    CHECK(many.kept.size() == 33 * 3);
    CHECK(many.written_again == 0);
}

TEST_CASE("a run does not depend on what the runs beside it are offered, on who lives there or what they decide")
{
    // Contracts that come and go, and members who hold one without acting: what a pack works out because of another run
    // must leave no trace. Many die and come, so that slots are empty in one run and filled in another.
    auto const contracts = [](std::string const& name, int from) {
        auto s = busy_scenario(name, 12);
        set_all(s, parameter::demography_move_rate, 0.3);
        set(s, parameter::board_duty_months, 3), set(s, parameter::activity_contract_threshold, 30);
        for (int month = from; month < kMonthsRun; month += 14) {
            add_lever(s, lever::activity_bonus, month, 300), add_lever(s, lever::activity_bonus, month + 7, 0);
            add_lever(s, lever::conditional_fee, month + 2, 0.3), add_lever(s, lever::conditional_fee, month + 9, 0);
            add_lever(s, lever::contract_bonus, month, 600), add_lever(s, lever::contract_bonus, month + 7, 0);
        }
        add_lever(s, lever::commitment_hours, 0, 2);
        return s;
    };
    auto const mine = contracts("mine", 5);
    std::vector<Scenario> company{mine};
    for (int k = 0; k < 15; ++k) {
        auto other =
            k % 3 ? contracts("other_" + std::to_string(k), k) : busy_scenario("other_" + std::to_string(k), 12);
        set_all(other, parameter::demography_move_rate, 0.02 * k);
        set_all(other, parameter::demography_stock_trend, 0.01 * (k % 5) - 0.02);
        set(other, parameter::participation_review_interval, 1 + k % 12);
        if (k % 2) add_lever(other, lever::attachment, 10 + k, 1), add_lever(other, lever::contract_rule, k, 1);
        company.push_back(other);
    }
    Memory alone, together;
    run_into(alone, made_up_plan({mine}, made_up_table(), kMonthsRun, 2));
    run_into(together, made_up_plan(company, made_up_table(), kMonthsRun, 2), 2);
    CHECK(compare(alone, together).difference.empty());
    CHECK(compare(alone, together).shared == 2);
    auto const& o = alone.at("mine");
    double held = 0, free = 0;
    for (std::size_t m = 0; m < kMonthsRun; ++m) {
        held += value(o, observable::contracts, m, kAll), free += value(o, observable::bonus_contracts, m, kAll);
    }
    CHECK(held > 20);
    CHECK(free > 20);
    CHECK(value(o, observable::other_candidates, 2, kAll) + value(o, observable::elected_candidates, 2, kAll) > 3);
}

TEST_CASE("a run does not depend on a placebo twin that joins the first replicates")
{
    Memory without, with;
    auto plan = three_plan();
    run_into(without, plan);
    auto twin = busy_scenario("placebo", 24);
    add_lever(twin, lever::membership_bonus, 24, 1);
    plan.scenarios.push_back(twin);
    plan.placebo_scenario = 3;
    plan.placebo_replicates = 5;
    run_into(with, plan);
    CHECK(compare(without, with).difference.empty());
    CHECK(compare(without, with).shared == 33);
    CHECK(with.kept.size() == 33 + 5);
}

TEST_CASE("a replicate does not depend on how many there are")
{
    for (bool const drawn : {false, true}) {
        auto plan = three_plan(19);
        if (drawn) {
            plan.points.clear();
            for (int r = 0; r < 19; ++r) plan.points.push_back(prior_point(plan.seed, r));
        }
        Memory all;
        run_into(all, plan, 2);
        for (int const replicates : {9, 8, 2}) {
            plan.replicates = replicates;
            if (drawn) plan.points.resize(static_cast<std::size_t>(replicates));
            Memory some;
            run_into(some, plan);
            INFO(replicates << " replicates");
            CHECK(compare(some, all).difference.empty());
            CHECK(compare(some, all).shared == 3 * replicates);
        }
    }
}

TEST_CASE("every bit of a seed counts")
{
    auto plan = three_plan(1);
    Memory low, high;
    run_into(low, plan);
    plan.seed += std::uint64_t{1} << 32;
    run_into(high, plan);
    CHECK(difference(low.at("base"), high.at("base")) != "");
}
