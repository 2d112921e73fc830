// Submodel: levers of the month. docs/model.md, "Levers". What the law, the money and the campaigns of a month mean
// to the CPTS (Month) and to one profession (Offer).
#pragma once
#include "sim/model/kernel/cpts.hpp"

namespace cptsim::CPT_TARGET {

/// Concave value of monthly money: x / (1 + x / saturation).
CPT_INLINE Real money_value(Params const& p, Real monthly)
{
    return monthly / (Real(1.0f) + monthly / p.participation.lump_saturation);
}

/// Coercion as a level in [0, 1]: what the regime means to a need for autonomy, or a penalty by its amount.
CPT_INLINE Real coercion_level(Params const& p, Int regime, Real sanction)
{
    Real const by_regime = select(regime == Int(kMandatoryRegime), p.coercion.mandatory,
                                  where(regime == Int(kAutomaticRegime), p.coercion.automatic));
    return max(by_regime, p.coercion.mandatory * min(Real(1.0f), sanction / p.coercion.sanction_reference));
}

/// Whether a review is due so many months after the anniversary.
CPT_INLINE Mask review_due(Params const& p, int months)
{
    Real const since = Real(static_cast<float>(months));
    Real const periods = to_real(to_int(since / p.participation.review_interval));
    return since - p.participation.review_interval * periods < Real(0.5f);
}

/// Attachment by law, and the month in which everyone must answer: against last month's, which the CPTS keeps.
CPT_INLINE void begin_regime(Cpts& c, Month& m, Levers const& lever_of)
{
    Int const regime = to_int(lever_of[lever::attachment]);
    m.newcomers_only = lever_of[lever::attachment_scope] > Real(0.5f);
    m.regime_ended = c.regime != Int(kVoluntaryRegime) & regime == Int(kVoluntaryRegime);
    Mask const regime_begins = c.regime == Int(kVoluntaryRegime) & regime != Int(kVoluntaryRegime);
    c.regime_start = select(regime_begins, Int(m.month), c.regime_start);
    c.regime = regime;
    m.regime = regime;
    m.regime_start = c.regime_start;
    Real const choice = lever_of[lever::active_choice];
    m.answer_now = choice > c.active_choice;
    c.active_choice = choice;
}

/// Reactance remembers rises of coercion and fades. Attachment that concerns newcomers alone is felt less.
CPT_INLINE void feel_coercion(Params const& p, Cpts& c, Month& m, float const* levers)
{
    Real sanction = Levers{levers, 0}[lever::sanction];
    for (int k = 1; k < kProfessions; ++k) sanction = max(sanction, Levers{levers, k}[lever::sanction]);
    Real const felt =
        coercion_level(p, m.regime, sanction) * select(m.newcomers_only, p.coercion.newcomers_share, Real(1.0f));
    Real const left = c.reactance * (Real(1.0f) - fading_share(p.coercion.half_life));
    c.reactance = min(Real(1.0f), left + max(Real(0.0f), felt - c.coercion));
    c.coercion = felt;
    m.reactance = c.reactance;
    m.coercion = felt;
}

/// Begins a month: reads the levers common to all professions and the CPTS's state of last month.
CPT_INLINE Month begin_month(Params const& p, Cpts& c, float const* levers, int month, float inhabitants, Real opinion,
                             Int cohort_month)
{
    Levers const lever_of{levers, 0};
    Month m;
    m.month = month;
    m.opinion = opinion;
    m.cohort_now = cohort_month == Int(month);
    for (int anniversary = 0; anniversary < 12; ++anniversary)
        m.due[anniversary] = review_due(p, (month + 12 - anniversary) % 12);
    m.confidence_slope = Real(1.0f) / p.opinion.confidence;
    m.is_operating = c.stage >= Int(kLetter);
    m.is_signed = c.stage == Int(kSigned);
    m.operating = on(m.is_operating);
    m.opened = c.opened > Real(0.5f);
    m.closed = c.closed > Real(0.5f);
    m.efficacy = c.efficacy;
    m.climate = c.climate;
    Mask const alive = m.is_operating & c.dormant < Real(0.5f);
    Real const stage_factor = select(m.is_signed, Real(1.0f), p.participation.project_value);
    m.club = where(
        alive, stage_factor * (p.participation.club_floor + (Real(1.0f) - p.participation.club_floor) * c.efficacy));
    Real const members = sum(c.chosen) + p.activity.reciprocity_attached_weight * c.attached;
    Real const active = sum(c.active);
    m.active_share = active / max(members, Real(1.0f));
    m.nurses = c.active[2] / max(active, Real(1.0f));
    m.president = c.president;
    m.presidency_over = to_real(Int(month) - c.president_since) >= p.board.president_term;
    m.president_hours = c.president_hours;
    m.board_hours = c.board_hours;
    m.seat_hours = c.seat_hours;
    m.board_strain = p.strain.board_rate / p.board.maximum_hours;
    m.belonging = p.strain.belonging * c.climate;
    // Half of asking is at large, so that a CPTS without active members can start again.
    m.asking =
        where(m.is_operating, p.activity.asking_rate * (Real(0.5f) + c.coordinator * Real(100000.0f / inhabitants)));
    m.peers_ask = p.activity.asking_rate * p.participation.feedback_gain * m.operating;
    m.tastes = tastes_of(p);
    m.crisis = where(m.is_signed & c.dormant < Real(0.5f), lever_of[lever::crisis]);
    m.fast_recovery = fading_share(p.strain.fast_half_life);
    m.slow_recovery = fading_share(p.strain.slow_half_life);
    m.care_load = Real(1.0f) + p.strain.crisis_load * lever_of[lever::crisis];
    m.gain_all = where(alive, p.information.background_rate + c.event * p.information.event_rate);
    m.event_gain = c.event * p.climate.event_gain;
    begin_regime(c, m, lever_of);
    feel_coercion(p, c, m, levers);
    return m;
}

/// What is left of prosocial value: pay crowds it out; a part of it needs results, the warm glow does not.
CPT_INLINE Real theta_factor(Params const& p, Cpts& c, Month const& m, Real pay, Real bonus, int profession)
{
    // Motivation crowding: D follows pay up with one half-life and down with another; being paid at all counts too.
    Real const jump = p.activity.crowding_jump;
    Real const by_rate = jump + (Real(1.0f) - jump) * min(Real(1.0f), pay / p.activity.crowding_reference);
    Real const target = max(where(pay > Real(0.0f), by_rate), where(bonus > Real(0.0f), p.activity.crowding_bonus));
    Real const gap = target - c.crowding[profession];
    Real const half_life = select(gap > Real(0.0f), p.activity.crowding_onset, p.activity.crowding_decay);
    c.crowding[profession] = c.crowding[profession] + gap * fading_share(half_life);
    // The social feedbacks (norm, reciprocity, experience, efficacy) share one gain; efficacy is moved about its start.
    Real const efficacy =
        p.mission.efficacy_initial + p.participation.feedback_gain * (m.efficacy - p.mission.efficacy_initial);
    Real const glow = p.activity.warm_glow;
    return (Real(1.0f) - p.activity.crowding * c.crowding[profession]) *
           (glow + (Real(1.0f) - glow) * max(Real(0.0f), efficacy));
}

/// Compares an offer, of which membership costs `fee`, with last month's and with the money of the last year.
CPT_INLINE void notice_changes(Params const& p, Cpts& c, Month const& m, Offer& o, Real fee, int profession, bool first)
{
    // Changes worth a review at once; slow drifts, and contracts, are for the anniversary.
    Real const worth = o.money + o.sanction - fee + o.indemnity * o.paid_share * p.participation.attention_hours;
    if (first) {
        c.money_value[profession] = worth;
        c.money_mean[profession] = o.money;
    }
    Real const change = worth - c.money_value[profession];
    o.changed = max(change, -change) > p.participation.attention;
    o.everyone_reviews = m.opened | (m.is_operating & (o.changed | m.answer_now));
    c.money_value[profession] = worth;
    o.money_drop = max(Real(0.0f), c.money_mean[profession] - o.money);
    c.money_mean[profession] = c.money_mean[profession] + (o.money - c.money_mean[profession]) * Real(1.0f / 12.0f);
}

/// What a profession is offered this month; updates motivation crowding and the memory of offers.
CPT_INLINE Offer begin_offer(Params const& p, Cpts& c, Month const& m, float const* levers, int profession, bool first)
{
    Levers const lever_of{levers, profession};
    constexpr float kMonthly = 1.0f / 12.0f;
    Offer o;
    o.lump = lever_of[lever::lump_sum] * Real(kMonthly) * m.paid;
    o.member_bonus = lever_of[lever::membership_bonus] * Real(kMonthly) * m.paid;
    o.sanction = lever_of[lever::sanction] * Real(kMonthly);
    Real const expected = lever_of[lever::expected_stake] * p.participation.expectation_weight * Real(kMonthly);
    Real const fee = lever_of[lever::membership_fee] * Real(kMonthly);
    o.money = money_value(p, o.lump + expected + o.member_bonus);
    o.money_elsewhere = money_value(p, o.member_bonus);
    o.boycott = lever_of[lever::boycott];
    o.boycotted = any(o.boycott > Real(0.0f));
    o.information = p.information.campaign_rate *
                    (lever_of[lever::information] + p.information.referent * lever_of[lever::urps_referent]);

    bool const doctor = profession < 2;
    o.advanced_practice = doctor || profession == 2 ? p.participation.advanced_practice * m.nurses : Real(0.0f);
    // A board held by others recognises a profession less.
    Real const board = sum(c.board);
    Real const own_seats = c.board[profession] / max(board, Real(1.0f));
    Real const recognition =
        p.participation.recognition[profession] * m.climate * (Real(0.5f) + min(Real(0.5f), Real(2.0f) * own_seats));
    o.constant = p.participation.inclination[profession] + p.participation.inclination_shift + recognition - fee;

    o.indemnity = lever_of[lever::hourly_indemnity];
    o.paid_share = p.activity.paid_share;
    o.pay = o.indemnity * o.paid_share * c.ration;
    o.bonus = lever_of[lever::activity_bonus] * Real(kMonthly) * m.paid;
    o.fee_premium = lever_of[lever::conditional_fee] * p.activity.visits * m.paid;
    o.commitment = lever_of[lever::commitment_hours];
    o.contracts = any(o.bonus + o.fee_premium > Real(0.0f));
    o.free_bonus = lever_of[lever::contract_bonus] * Real(kMonthly) * m.paid;
    o.free_contracts = any(o.free_bonus > Real(0.0f));
    o.opt_out = to_int(lever_of[lever::contract_rule]) == Int(kOptOut);
    o.asking = m.asking + where(m.is_operating, p.activity.asking_rate * lever_of[lever::information]);
    o.yearly_hours = p.activity.yearly_cap / max(o.indemnity, Real(1.0f));
    o.theta_factor = theta_factor(p, c, m, o.pay, o.bonus + o.fee_premium, profession);
    notice_changes(p, c, m, o, fee, profession, first);
    return o;
}

}  // namespace cptsim::CPT_TARGET
