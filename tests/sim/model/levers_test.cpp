// What the levers of a month mean: money, coercion and its memory, crowding, what is noticed at once.
#include "tests/sim/model/levers_case.hpp"

namespace cptsim::unit {
namespace {

constexpr int kNurse = 2, kDentist = 6;

}  // namespace

TEST_CASE("money is worth less and less, half of it at saturation")
{
    auto const p = parameters();
    auto const worth = [&](double x) { return value(money_value(*p, static_cast<float>(x))); };
    REQUIRE(worth(0) == 0);
    REQUIRE(worth(100) == near(50));
    REQUIRE(worth(1e-3) == Approx(1e-3).epsilon(1e-4));
    for (double x = 0; x < 1000; x += 25) {
        REQUIRE(worth(x + 25) > worth(x));
        REQUIRE(worth(x + 50) - worth(x + 25) < worth(x + 25) - worth(x));
        REQUIRE(worth(x) == near(x / (1 + x / 100)));
    }
}

TEST_CASE("members expect the share of their money that a ceiling lets pass, and count nothing else on it")
{
    Case whole, half;
    for (Case* const k : {&whole, &half}) {
        k->p->activity.visits = 400.0f, k->p->activity.paid_share = 0.8f;
        k->levers.set(lever::lump_sum, 1200.0f), k->levers.set(lever::membership_bonus, 600.0f);
        k->levers.set(lever::activity_bonus, 240.0f), k->levers.set(lever::conditional_fee, 1.5f);
        k->levers.set(lever::expected_stake, 120.0f), k->levers.set(lever::sanction, 60.0f);
        k->levers.set(lever::hourly_indemnity, 50.0f), k->p->participation.expectation_weight = 1.0f;
    }
    Month m = half.begin();
    REQUIRE(value(m.paid) == 1);
    Offer const all = whole.offer();
    m.paid = 0.5f;
    Offer const part = begin_offer(*half.p, half.c, m, half.levers.data(), kGp, false);
    REQUIRE(value(all.lump) == near(100));
    REQUIRE(value(part.lump) == near(50));
    REQUIRE(value(part.member_bonus) == near(25));
    REQUIRE(value(part.bonus) == near(10));
    REQUIRE(value(part.fee_premium) == near(300));
    REQUIRE(value(part.money) == near(value(money_value(*half.p, 85.0f))));
    REQUIRE(value(part.sanction) == value(all.sanction));
    REQUIRE(value(part.pay) == value(all.pay));
}

TEST_CASE("coercion is that of the regime, or of a penalty, and never more than full")
{
    auto const p = parameters();
    p->coercion.automatic = 0.5f, p->coercion.mandatory = 0.9f, p->coercion.sanction_reference = 100.0f;
    auto const level = [&](int regime, double sanction) {
        return value(coercion_level(*p, Int(regime), static_cast<float>(sanction)));
    };
    REQUIRE(level(kVoluntaryRegime, 0) == 0);
    REQUIRE(level(kAutomaticRegime, 0) == near(0.5));
    REQUIRE(level(kMandatoryRegime, 0) == near(0.9));
    REQUIRE(level(kVoluntaryRegime, 100) == near(0.9));
    REQUIRE(level(kAutomaticRegime, 100) == near(0.9));
    REQUIRE(level(kVoluntaryRegime, 50) == near(0.45));
    REQUIRE(level(kVoluntaryRegime, 0.01) == near(0.9e-4));  // a penalty worth nothing coerces nobody
    REQUIRE(level(kAutomaticRegime, 50) == near(0.5));
    REQUIRE(level(kVoluntaryRegime, 1e6) == near(0.9));
}

TEST_CASE("reactance follows a rise of coercion, is halved in a half-life, and is not renewed by what stays")
{
    Case k;
    k.p->coercion.automatic = 0.6f, k.p->coercion.mandatory = 1.0f, k.p->coercion.half_life = 10.0f;
    k.p->coercion.sanction_reference = 100.0f;
    REQUIRE(value(k.begin().reactance) == 0);
    k.levers.set(lever::attachment, 1.0f);
    Month m = k.begin();
    REQUIRE(value(m.reactance) == near(0.6));
    REQUIRE(value(m.coercion) == near(0.6));
    for (int month = 0; month < 10; ++month) m = k.begin();
    REQUIRE(value(m.coercion) == near(0.6));
    REQUIRE(value(m.reactance) == Approx(0.3).epsilon(1e-4));
    k.levers.set(lever::attachment, 2.0f);  // a further rise adds to what is left
    m = k.begin();
    REQUIRE(value(m.reactance) == Approx(0.3 * std::exp2(-0.1) + 0.4).epsilon(1e-4));
    double const before = value(m.reactance);
    k.levers.set(lever::attachment, 0.0f);  // a fall adds nothing
    m = k.begin();
    REQUIRE(value(m.coercion) == 0);
    REQUIRE(value(m.reactance) == Approx(before * std::exp2(-0.1)).epsilon(1e-4));
    k.p->coercion.half_life = 1.0f;
    REQUIRE(value(k.begin().reactance) == Approx(before * std::exp2(-0.1) / 2).epsilon(1e-4));
}

TEST_CASE("attachment of newcomers alone is felt by its share, and a penalty of any one profession is felt")
{
    Case k;
    k.p->coercion.automatic = 0.5f, k.p->coercion.mandatory = 1.0f, k.p->coercion.newcomers_share = 0.2f;
    k.p->coercion.sanction_reference = 100.0f;
    k.levers.set(lever::attachment, 1.0f), k.levers.set(lever::attachment_scope, 1.0f);
    REQUIRE(value(k.begin().reactance) == near(0.1));
    Case penalty;
    penalty.p->coercion.mandatory = 0.8f, penalty.p->coercion.sanction_reference = 100.0f;
    penalty.levers.set(lever::sanction, kDentist, 100.0f);
    REQUIRE(value(penalty.begin().coercion) == near(0.8));
}

TEST_CASE("attachment has a first month, an end, and an active choice asks once each time that it rises")
{
    Case k;
    REQUIRE_FALSE(any(k.begin(30).regime_ended));
    k.levers.set(lever::attachment, 1.0f);
    REQUIRE(at(k.begin(31).regime_start) == 31);
    k.levers.set(lever::attachment, 2.0f);
    REQUIRE(at(k.begin(40).regime_start) == 31);
    k.levers.set(lever::attachment, 0.0f);
    REQUIRE(at(k.begin(50).regime_ended));
    REQUIRE_FALSE(any(k.begin(51).regime_ended));
    k.levers.set(lever::attachment, 1.0f);
    REQUIRE(at(k.begin(60).regime_start) == 60);

    REQUIRE_FALSE(any(k.begin().answer_now));
    k.levers.set(lever::active_choice, 1.0f);
    REQUIRE(at(k.begin().answer_now));
    REQUIRE_FALSE(any(k.begin().answer_now));
    k.levers.set(lever::active_choice, 0.0f);
    REQUIRE_FALSE(any(k.begin().answer_now));
    k.levers.set(lever::active_choice, 1.0f);
    REQUIRE(at(k.begin().answer_now));
}

TEST_CASE("what a month looks like follows the stage and the counts of the last one")
{
    Case k;
    k.p->participation.project_value = 0.6f, k.p->participation.club_floor = 0.3f;
    k.p->activity.reciprocity_attached_weight = 0.5f, k.p->participation.norm_attached_weight = 1.0f;
    k.p->information.background_rate = 0.01f;
    k.c.efficacy = 0.4f;
    k.c.chosen[kGp] = 6.0f, k.c.chosen[kNurse] = 10.0f, k.c.active[kGp] = 3.0f, k.c.active[kNurse] = 1.0f;
    k.c.attached = 8.0f;
    Month m = k.begin();
    REQUIRE(value(m.club) == near(0.3 + 0.7 * 0.4));
    REQUIRE(value(m.active_share) == near(4.0 / 20));
    REQUIRE(value(m.nurses) == near(0.25));
    REQUIRE(value(m.gain_all) == near(0.01));
    k.c.dormant = 1.0f;  // offers nothing
    m = k.begin();
    REQUIRE(value(m.club) == 0);
    REQUIRE(value(m.gain_all) == 0);
    k.c.dormant = 0.0f, k.c.stage = Int(kLetter);
    REQUIRE(value(k.begin().club) == near(0.6 * 0.58));
    for (Stage const stage : {kNone, kPreProject}) {
        k.c.stage = Int(stage);
        m = k.begin();
        REQUIRE(value(m.club) == 0);
        REQUIRE(value(m.operating) == 0);
    }
}

TEST_CASE("a crisis is served by living signed CPTS alone, and loads care everywhere")
{
    Case k;
    k.p->strain.crisis_load = 0.1f;
    k.levers.set(lever::crisis, 0.5f);
    REQUIRE(value(k.begin().crisis) == near(0.5));
    REQUIRE(value(k.begin().care_load) == near(1.05));
    k.c.dormant = 1.0f;
    REQUIRE(value(k.begin().crisis) == 0);
    k.c.dormant = 0.0f, k.c.stage = Int(kLetter);
    REQUIRE(value(k.begin().crisis) == 0);
    REQUIRE(value(k.begin().care_load) == near(1.05));
}

TEST_CASE("a month knows the shares of exhaustion that the fast and the slow recover")
{
    Case k;
    k.p->strain.fast_half_life = 8.0f, k.p->strain.slow_half_life = 24.0f;
    Month const m = k.begin();
    REQUIRE(value(m.fast_recovery) == near(1 - std::exp2(-1.0 / 8)));
    REQUIRE(value(m.slow_recovery) == near(1 - std::exp2(-1.0 / 24)));
}

TEST_CASE("a month knows the president and what the board asks")
{
    Case k;
    k.p->board.president_term = 36.0f, k.p->board.maximum_hours = 30.0f;
    k.p->strain.board_rate = 0.1f, k.p->strain.belonging = 0.04f;
    k.c.president = Int(7), k.c.president_since = Int(25), k.c.climate = 0.8f;
    k.c.president_hours = 25.0f, k.c.board_hours = 5.0f, k.c.seat_hours = 4.0f;
    Month const m = k.begin(60);
    REQUIRE(at(m.president) == 7);
    REQUIRE(value(m.president_hours) == 25);
    REQUIRE(value(m.board_hours) == 5);
    REQUIRE(value(m.seat_hours) == 4);
    REQUIRE(value(m.board_strain) == near(0.1 / 30));
    REQUIRE(value(m.belonging) == near(0.04 * 0.8));
    REQUIRE_FALSE(any(m.presidency_over));
    REQUIRE(at(k.begin(61).presidency_over));
}

TEST_CASE("an offer without levers is empty")
{
    Case k;
    Offer const o = k.offer();
    for (Real const x : {o.money, o.money_elsewhere, o.money_drop, o.constant, o.sanction, o.boycott, o.information,
                         o.pay, o.indemnity, o.bonus, o.fee_premium, o.commitment, o.free_bonus, o.asking, o.lump,
                         o.member_bonus, o.advanced_practice})
        REQUIRE(value(x) == 0);
    REQUIRE_FALSE(any(o.changed));
}

TEST_CASE("an offer turns yearly levers into monthly money, and expected money is valued but not paid")
{
    Case k;
    k.p->participation.expectation_weight = 0.3f, k.p->activity.paid_share = 0.5f, k.p->activity.visits = 400.0f;
    k.levers.set(lever::lump_sum, 840.0f), k.levers.set(lever::expected_stake, 2400.0f);
    k.levers.set(lever::membership_bonus, 120.0f), k.levers.set(lever::sanction, 360.0f);
    k.levers.set(lever::activity_bonus, 600.0f), k.levers.set(lever::membership_fee, 60.0f);
    k.levers.set(lever::hourly_indemnity, 70.0f), k.levers.set(lever::conditional_fee, 0.5f);
    k.c.ration = 0.8f;
    Offer const o = k.offer();
    auto const worth = [](double x) { return x / (1 + x / 100); };
    REQUIRE(value(o.lump) == near(70));
    REQUIRE(value(o.member_bonus) == near(10));
    REQUIRE(value(o.money) == near(worth(70 + 60 + 10)));
    REQUIRE(value(o.money_elsewhere) == near(worth(10)));
    REQUIRE(value(o.sanction) == near(30));
    REQUIRE(value(o.bonus) == near(50));
    REQUIRE(value(o.constant) == near(-5));
    REQUIRE(value(o.pay) == near(70 * 0.5 * 0.8));
    REQUIRE(value(o.fee_premium) == near(200));
    k.levers.set(lever::contract_bonus, 2040.0f);
    REQUIRE(value(k.offer().free_bonus) == near(170));
    REQUIRE_FALSE(any(k.offer().opt_out));
    k.levers.set(lever::contract_rule, make([](int l) { return l % 2; }));
    for (int l = 0; l < kLanes; ++l) REQUIRE(at(k.offer().opt_out, l) == (l % 2 == 1));
}

TEST_CASE("a profession is recognised by its seats, up to a quarter of the board")
{
    Case k;
    for (Real& r : k.p->participation.recognition) r = 10.0f;
    k.c.climate = 0.8f;
    k.c.board[kGp] = 7.0f, k.c.board[kNurse] = 1.0f;
    REQUIRE(value(k.offer(kGp).constant) == near(10 * 0.8));
    REQUIRE(value(k.offer(kNurse).constant) == near(10 * 0.8 * 0.75));
    REQUIRE(value(k.offer(kDentist).constant) == near(10 * 0.8 * 0.5));
}

TEST_CASE("an offer says once what every professional would work out: hours under the cap, boycott, contracts")
{
    Case k;
    k.p->activity.yearly_cap = 1000.0f;
    k.levers.set(lever::hourly_indemnity, 40.0f);
    REQUIRE(value(k.offer().yearly_hours) == near(25));
    k.levers.set(lever::hourly_indemnity, 0.0f);  // nothing is paid: the cap does not bind
    REQUIRE(value(k.offer().yearly_hours) == near(1000));
    REQUIRE_FALSE(k.offer().boycotted);
    REQUIRE_FALSE(k.offer().contracts);
    k.p->activity.visits = 10.0f;
    auto const in_one_run = make([](int l) { return l == 11 ? 0.5 : 0.0; });
    k.levers.set(lever::boycott, in_one_run), k.levers.set(lever::conditional_fee, in_one_run);
    REQUIRE(k.offer().boycotted);
    REQUIRE(k.offer().contracts);
    REQUIRE_FALSE(k.offer().free_contracts);
    k.levers.set(lever::conditional_fee, 0.0f), k.levers.set(lever::activity_bonus, in_one_run);
    REQUIRE(k.offer().contracts);
    k.levers.set(lever::contract_bonus, in_one_run);
    REQUIRE(k.offer().free_contracts);
}

TEST_CASE("a review is due at the anniversary, and again each interval after it")
{
    auto const p = parameters();
    auto const due = [&](double interval, int months) {
        p->participation.review_interval = static_cast<float>(interval);
        return at(review_due(*p, months));
    };
    for (int months = 0; months < 12; ++months) {
        REQUIRE(due(12, months) == (months == 0));
        REQUIRE(due(3, months) == (months % 3 == 0));
        REQUIRE(due(1, months));
    }
    Case k;
    k.p->participation.review_interval = 6.0f;
    Month const m = k.begin(64);  // May
    for (int anniversary = 0; anniversary < 12; ++anniversary)
        REQUIRE(at(m.due[anniversary]) == (anniversary == 4 || anniversary == 10));
}

TEST_CASE("a change is noticed at once beyond the attention that it takes, in the month in which it comes")
{
    Case k;
    k.p->participation.attention = 10.0f;
    REQUIRE_FALSE(any(k.offer(kGp, true).changed));
    auto const changed_by = [&](double yearly) {
        k.levers.set(lever::sanction, static_cast<float>(yearly));
        return any(k.offer().changed);
    };
    REQUIRE_FALSE(changed_by(119));
    REQUIRE_FALSE(changed_by(238));  // another step of the same size
    k.levers.set(lever::sanction, 360.0f);
    Offer const more = k.offer(), same = k.offer();
    REQUIRE(any(more.changed));
    REQUIRE(any(more.everyone_reviews));
    REQUIRE_FALSE(any(same.changed));
    REQUIRE_FALSE(any(same.everyone_reviews));
    REQUIRE(changed_by(120));  // less counts as well
    k.p->activity.paid_share = 0.5f, k.p->participation.attention_hours = 4.0f;
    k.levers.set(lever::hourly_indemnity, 4.9f);
    REQUIRE_FALSE(any(k.offer().changed));
    k.levers.set(lever::hourly_indemnity, 10.0f);
    REQUIRE(any(k.offer().changed));
    k.levers.set(lever::sanction, 1320.0f), k.levers.set(lever::membership_fee, 1200.0f);
    REQUIRE_FALSE(any(k.offer().changed));  // the fee takes as much as the sanction threatens
    // Contracts wait for the yearly review, and a campaign asks by itself.
    k.p->activity.visits = 400.0f;
    for (int const lever : {lever::activity_bonus, lever::conditional_fee, lever::contract_bonus, lever::information}) {
        k.levers.set(lever, 1.0f * (lever == lever::information ? 1 : 40));
        REQUIRE_FALSE(any(k.offer().everyone_reviews));
    }
}

TEST_CASE("in the month of an event all learn of it, beside what they learn anyway, while the CPTS is alive")
{
    Case k;
    k.p->information.background_rate = 0.02f, k.p->information.event_rate = 0.3f, k.p->climate.event_gain = 0.1f;
    REQUIRE(value(k.begin().gain_all) == near(0.02));
    k.c.event = 1.0f;
    REQUIRE(value(k.begin().gain_all) == near(0.32));
    REQUIRE(value(k.begin().event_gain) == near(0.1));
    k.c.dormant = 1.0f;
    REQUIRE(value(k.begin().gain_all) == 0);
}

TEST_CASE("the fixed cohort is of one month")
{
    Case k;  // of month 59
    for (int const month : {58, 59, 60}) REQUIRE(at(k.begin(month).cohort_now) == (month == 59));
}

TEST_CASE("opinions reach as far as confidence does")
{
    Case k;
    k.p->opinion.confidence = 0.5f;
    REQUIRE(value(k.begin().confidence_slope) == near(2));
}

TEST_CASE("a first month is compared with nothing before it")
{
    Case k;
    k.levers.set(lever::lump_sum, 1200.0f);
    k.p->participation.attention = 1.0f;
    Offer const o = k.offer(kGp, true);
    REQUIRE_FALSE(any(o.changed));
    REQUIRE(value(o.money_drop) == 0);
    k.levers.set(lever::lump_sum, 0.0f);
    REQUIRE(value(k.offer().money_drop) == near(50));
    double const later = value(k.offer().money_drop);
    REQUIRE(later == near(50 * 11.0 / 12));
}

}  // namespace cptsim::unit
