// What a month means to those who might act: who asks, what is left of prosocial value where money is paid.
#include "tests/sim/model/levers_case.hpp"

namespace cptsim::unit {
namespace {

constexpr int kNurse = 2;

}  // namespace

TEST_CASE("asking is half at large, with coordinators by inhabitants and campaigns, where a CPTS operates")
{
    Case k;
    k.p->activity.asking_rate = 0.02f, k.p->participation.feedback_gain = 1.25f;
    REQUIRE(value(k.begin().asking) == near(0.02 * 0.5));
    REQUIRE(value(k.begin().peers_ask) == near(0.02 * 1.25));
    k.c.coordinator = 0.8f;
    REQUIRE(value(k.begin().asking) == near(0.02 * (0.5 + 1.6)));
    REQUIRE(value(k.offer().asking) == near(0.02 * 2.1));
    k.levers.set(lever::information, kNurse, 0.5f);
    REQUIRE(value(k.offer(kNurse).asking) == near(0.02 * 2.6));
    REQUIRE(value(k.offer(kGp).asking) == near(0.02 * 2.1));
    for (Stage const stage : {kNone, kPreProject}) {
        k.c.stage = Int(stage);
        REQUIRE(value(k.offer(kNurse).asking) == 0);
        REQUIRE(value(k.begin().peers_ask) == 0);
    }
    k.c.stage = Int(kLetter), k.p->activity.asking_rate = 0.0f;
    REQUIRE(value(k.offer(kNurse).asking) == 0);
}

TEST_CASE("crowding goes half the way in the half-life of its onset, and back in that of its decay")
{
    Case k;
    k.p->activity.paid_share = 1.0f, k.p->activity.crowding = 0.4f, k.p->mission.efficacy_initial = 0.35f;
    k.c.efficacy = 0.75f;
    REQUIRE(value(k.offer().theta_factor) == near(0.75));
    k.levers.set(lever::hourly_indemnity, 40.0f);  // of 50 that count in full
    for (int month = 0; month < 6; ++month) k.offer();
    REQUIRE(value(k.c.crowding[kGp]) == Approx(0.4).epsilon(1e-4));
    REQUIRE(value(k.c.crowding[kNurse]) == 0);
    for (int month = 0; month < 600; ++month) k.offer();
    REQUIRE(value(k.c.crowding[kGp]) == Approx(0.8).epsilon(1e-4));
    REQUIRE(value(k.offer().theta_factor) == Approx((1 - 0.4 * 0.8) * 0.75).epsilon(1e-4));
    k.levers.set(lever::hourly_indemnity, 0.0f);
    for (int month = 0; month < 24; ++month) k.offer();
    REQUIRE(value(k.c.crowding[kGp]) == Approx(0.4).epsilon(1e-4));
    k.p->participation.feedback_gain = 0.0f;  // without feedback the efficacy of a start
    k.p->activity.crowding = 0.0f;
    REQUIRE(value(k.offer().theta_factor) == near(0.35));
}

TEST_CASE("a warm glow leaves its share of the value of an hour whatever the results, and is crowded out with the rest")
{
    Case k;
    k.p->mission.efficacy_initial = 0.35f;
    for (double const efficacy : {0.0, 0.35, 0.9})
        for (double const glow : {0.0, 0.5, 1.0}) {
            k.c.efficacy = static_cast<float>(efficacy), k.p->activity.warm_glow = static_cast<float>(glow);
            REQUIRE(value(k.offer().theta_factor) == near(glow + (1 - glow) * efficacy));
        }
    k.p->activity.crowding = 0.4f, k.p->activity.warm_glow = 0.5f, k.c.efficacy = 0.9f;
    k.c.crowding[kGp] = 0.5f, k.p->activity.crowding_decay = 1e9f;
    REQUIRE(value(k.offer().theta_factor) == near((1 - 0.4 * 0.5) * 0.95));
}

TEST_CASE("being paid at all crowds out a part, the rate the rest, and a bonus by its weight")
{
    Case k;
    k.p->activity.crowding_onset = 1e-3f, k.p->activity.crowding_decay = 1e-3f;  // at once
    k.p->activity.paid_share = 1.0f, k.p->activity.visits = 400.0f;
    auto const crowded = [&](double pay, double bonus) {
        k.levers.set(lever::hourly_indemnity, static_cast<float>(pay));
        k.levers.set(lever::activity_bonus, static_cast<float>(bonus));
        k.offer();
        return value(k.c.crowding[kGp]);
    };
    for (double const jump : {0.0, 0.3, 1.0}) {
        k.p->activity.crowding_jump = static_cast<float>(jump);
        REQUIRE(crowded(0, 0) == near(0));
        for (double const pay : {0.5, 20.0, 50.0, 120.0})
            REQUIRE(crowded(pay, 0) == near(jump + (1 - jump) * std::min(1.0, pay / 50)));
    }
    k.p->activity.crowding_jump = 0.3f;
    REQUIRE(crowded(0, 4200) == near(0));  // without a weight of its own
    k.p->activity.crowding_bonus = 0.6f;
    REQUIRE(crowded(0, 4200) == near(0.6));
    REQUIRE(crowded(0, 1) == near(0.6));  // whatever its size
    REQUIRE(crowded(10, 4200) == near(0.6));
    REQUIRE(crowded(50, 4200) == near(1));
    k.levers.set(lever::conditional_fee, 1.0f);
    REQUIRE(crowded(0, 0) == near(0.6));
}

}  // namespace cptsim::unit
