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
        set(other, parameter::participation_noise_membership, 5 + k);
        plan.scenarios.insert(plan.scenarios.begin() + 1 + k % 3, other);
    }
    run_into(many, plan, 2);
    CHECK(compare(few, many).difference.empty());
    CHECK(compare(few, many).shared == 9);
    CHECK(many.kept.size() == 33 * 3);
    CHECK(many.written_again == 0);
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
