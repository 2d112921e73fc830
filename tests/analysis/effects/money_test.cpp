// The budget adds up, and what a sum would buy lies between doses that were run.
#include "analysis/effects/money.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "analysis/effects/answer.hpp"
#include "tests/analysis/effects/made_up.hpp"

using namespace cptsim;
using Catch::Contains;

namespace {

/// Cost and gain of each replicate, with a swing that both share.
Dose dose(char const* name, double cost, double gain, int replicates = 40, double swing = 0.1)
{
    Dose made{name, {}, {}};
    for (int r = 0; r < replicates; ++r) {
        double const own = swing * (r % 5 - 2);
        made.cost.push_back({r, cost * (1 + own)});
        made.gain.push_back({r, gain * (1 + own)});
    }
    return made;
}

}  // namespace

TEST_CASE("public cost is the sum of what payers pay, year by year, and cumulates")
{
    auto const plan = made_up_plan(2, 16);
    SummaryRecorder recorder;
    recorder.begin(plan);
    for (auto const& run : planned_runs(plan)) {
        auto o = with_active(plan, run.scenario, 100);
        double const more = run.scenario * 1e6;
        fill(o, "aci_paid", 2e6 + more);
        fill(o, "lump_sum_paid", 3e6);
        fill(o, "fir_paid", 1e5);
        fill(o, "grants_paid", 2e5);
        fill(o, "support_paid", 3e5);
        fill(o, "sanctions", 1e5);
        fill(o, "treasury_lost", 5e4);
        fill(o, "public_cost", 2e6 + more + 3e6 + 1e5 + 2e5 + 3e5 - 1e5 - 5e4);
        recorder.write(run, o);
    }
    auto const& s = recorder.summary();
    auto const reference = budget_row(s, 0, 95), policy = budget_row(s, 1, 95);
    CHECK(reference.total.mean.mean == Approx(level(s, 0, 1, indicator::public_cost_).mean.mean));
    CHECK(reference.by_payer[kPayAci].mean.mean == Approx(24));
    CHECK(reference.by_payer[kPayReturned].mean.mean == Approx(-1.8));
    CHECK(policy.total.mean.mean == Approx(12));
    CHECK(policy.by_payer[kPayMembers].mean.mean == Approx(0));
    CHECK(policy.first == 5);  // 2024
    CHECK(policy.last == 7);
    CHECK(policy.cumulated.mean.mean == Approx(36));
    CHECK(policy.yearly.size() == 3);
}

TEST_CASE("a sum buys what lies on the line between the doses around it, replicate by replicate")
{
    auto const bought = purchase({dose("big", 20, 3000), dose("small", 5, 1000)}, 10);
    REQUIRE(bought.gain);
    CHECK(bought.gain->mean.mean == Approx(1000 + 2000.0 / 3));
    CHECK(bought.below == "small");
    CHECK(bought.above == "big");
    CHECK(bought.gain->predictive.low == Approx((1000 + 2000.0 / 3) * 0.8));
    CHECK_THAT(
        purchase_in_words({dose("big", 20, 3000), dose("small", 5, 1000)}, 10, Language::en).text,
        Contains("10 M€ a year would bring, between “small” and “big”: 1,670 more hours a year for the CPTS (from "));
}

TEST_CASE("nothing is said of a sum beyond the doses, of one dose, of few simulations, of doses that cost alike")
{
    CHECK(purchase({dose("one", 20, 3000)}, 10).why == NoPurchase::one_dose);
    CHECK(purchase({dose("a", 12, 3000), dose("b", 20, 4000)}, 10).why == NoPurchase::beyond);
    CHECK(purchase({dose("a", 2, 3000), dose("b", 5, 4000)}, 10).why == NoPurchase::beyond);
    CHECK(purchase({dose("a", 5, 3000, 16), dose("b", 20, 4000, 16)}, 10).why == NoPurchase::too_few);
    auto high = dose("b", 10.1, 4000);
    for (auto& x : high.cost) x.value += x.replicate / 8 % 2 == 0 ? 5 : -5;  // frames differ more than the doses do
    CHECK(purchase({dose("a", 9.9, 3000), high}, 10).why == NoPurchase::not_told);
    for (auto const language : {Language::en, Language::fr})
        CHECK(purchase_in_words({dose("a", 12, 3000), dose("b", 20, 4000)}, 10, language).is_refused);
}

TEST_CASE("doses of one measure set the same levers for the same people from the same month, to other values")
{
    auto plan = made_up_plan(5, 1);
    auto const set = [&](std::size_t scenario, int lever, int month, double value) {
        LeverEntry entry;
        entry.lever = lever;
        entry.month = month;
        entry.value.fill(value);
        plan.scenarios[scenario].levers.push_back(entry);
    };
    set(1, lever::activity_bonus, 60, 1000);
    set(2, lever::activity_bonus, 60, 2000);
    set(3, lever::activity_bonus, 72, 2000);  // another month
    set(4, lever::lump_sum, 60, 2000);        // another lever
    CHECK(doses_of(plan) == std::vector<std::vector<int>>{{1, 2}});
}
