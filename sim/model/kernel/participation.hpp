// Submodel: participation, in or out, then passive or active. docs/model.md, "Participation".
#pragma once
#include "sim/model/kernel/activity.hpp"

namespace cptsim::CPT_TARGET {

/// The parts of the utility of membership, in EUR/month, against staying out. docs/model.md, "Utility of membership".
struct Membership {
    Real money, club, norm, attitude, hassle, coercion, rest;
    [[nodiscard]] CPT_INLINE Real total() const { return money + club + norm + attitude - hassle - coercion + rest; }
};

CPT_INLINE Membership membership(Params const& p, Month const& m, Offer const& o, Row const& row, Int status,
                                 Peers const& peers, Real attitude, Real knowledge, Real age)
{
    Real const aware = p.participation.money_awareness + (Real(1.0f) - p.participation.money_awareness) * knowledge;
    Mask const elsewhere = has(status, kElsewhere);
    Real const young = Real(1.0f) + where(age < Real(40.0f), p.participation.club_young);
    Real const peers_in = peers.chosen + p.participation.attached_weight * peers.attached;
    Membership u;
    u.money = aware * select(elsewhere, o.money_elsewhere, o.money);
    u.club = p.participation.club_value * knowledge * (Real(1.0f) - row.real(kernel::kOwnNetwork)) * young * m.club;
    u.norm = p.participation.feedback_gain * p.participation.norm_value * (peers_in - p.participation.norm_reference);
    u.attitude = p.participation.attitude_value * attitude;
    u.hassle = p.participation.hassle * (Real(1.0f) - p.participation.hassle_knowledge * knowledge) +
               p.participation.hassle_conflict * (Real(1.0f) - m.climate);
    Real const threatened = select(has(status, kThreatened), Real(-1.0f), Real(1.0f));
    Real const autonomy = row.real(kernel::kAutonomy);
    u.coercion = p.coercion.disutility * autonomy * m.reactance;
    // Defensive joining: those who know the CPTS and fear it join to have a say (S2, E11).
    Real const defence = where(attitude < Real(0.0f), p.participation.defensive * autonomy * knowledge);
    u.rest =
        o.constant + defence + threatened * o.advanced_practice + where(has(status, kWoman), p.participation.women) +
        where(setting_of(status) == Int(kMultiprofessional), p.participation.multiprofessional) -
        p.participation.boycott_value * o.boycott * row.real(kernel::kUnionExposure) + row.real(kernel::kPersistentIn);
    return u;
}

/// Disutility of being attached by law, per month: a part of the attitude and of the coercion felt, and a burden.
CPT_INLINE Real attachment_disutility(Params const& p, Membership const& u, Real persistent, Real knowledge)
{
    Real const burden = p.coercion.attached_burden * (Real(1.0f) - p.participation.hassle_knowledge * knowledge);
    return burden + p.coercion.attached_attitude_share * (u.coercion - u.attitude - persistent);
}

/// What a review decided.
struct Decision {
    Int role;
    Mask would_stay;            ///< would be in under voluntary rules
    Int exit_reason;            ///< of those who leave chosen membership: 0 organisational, 1 didactic, 2 material
    Real v_in, v_passive;       ///< utility of being in (effort of entry taken off), and of passive membership
    Real draw_in, draw_active;  ///< differences of standard Gumbel variates: standard logistic
};

/// Role = argmax of utility + Gumbel noise of the person's year: a nested logit, drawn branch by branch.
/// The in-branch is worth its logsum; passive or active is drawn given in.
CPT_INLINE Decision review(Params const& p, Month const& m, Offer const& o, Draws const& draws, int slot,
                           Row const& row, Int status, Int year, Peers const& peers, Real attitude, Real knowledge,
                           Real age, Real exhaustion, Effort const& effort)
{
    Int const role = role_of(status);
    Words const w = draws.behaviour(Int(slot), generation_of(status), year, Purpose::choice);
    Real const draw_in = logistic(uniform(w.v[0])), draw_active = logistic(uniform(w.v[1]));

    Membership const u = membership(p, m, o, row, status, peers, attitude, knowledge, age);
    Mask const chosen = is_chosen(role), attached = role == Int(kAttached), board = role == Int(kBoard);
    Real const sigma = p.participation.noise_activity;

    // A board member weighs the seat; if it is not worth its hours he may still stay active.
    Mask const keeps_seat = board & effort.board_surplus > Real(0.0f);
    Mask const can_act = effort.exists | keeps_seat;
    Real const gain = select(keeps_seat, effort.board_surplus, effort.surplus) + row.real(kernel::kPersistentActive);
    Real const logsum = where(can_act, sigma * softplus(gain / sigma));

    Real const value = u.total() + o.sanction + logsum;
    Real const entry = where(!chosen & !m.answer_now,
                             p.participation.entry_cost * select(attached, p.participation.attached_entry, Real(1.0f)));
    Real const noise = p.participation.noise_membership * draw_in;
    Mask const in = m.is_operating & value - entry + noise > Real(0.0f);
    Mask const acts = in & can_act & gain + sigma * draw_active > Real(0.0f);
    Int const role_in = select(acts, select(keeps_seat, Int(kBoard), Int(kActive)), Int(kPassive));

    Decision d;
    d.role = select(in, role_in, select(chosen, Int(kOutside), role));
    // Under voluntary rules: no penalty, and no effort for those who are already on the register.
    Mask const nominal = is_nominal(role);
    d.would_stay = m.is_operating & value - o.sanction - where(!nominal, entry) + noise > Real(0.0f);

    Real const organisational =
        p.participation.hassle_conflict * (Real(1.0f) - m.climate) + p.participation.exit_exhaustion * exhaustion;
    Real const didactic = max(Real(0.0f), -u.attitude) + u.coercion +
                          p.participation.hassle * (Real(1.0f) - p.participation.hassle_knowledge * knowledge);
    Mask const material = o.money_drop > max(organisational, didactic);
    d.exit_reason = select(material, Int(2), select(didactic > organisational, Int(1), Int(0)));
    d.v_in = value - entry;
    d.v_passive = u.total() + o.sanction;
    d.draw_in = draw_in;
    d.draw_active = draw_active;
    return d;
}

/// The one decision about an attachment, at notification: oppose where its disutility exceeds the effort.
CPT_INLINE Mask opposes(Params const& p, Month const& m, Offer const& o, Draws const& draws, int slot, Row const& row,
                        Int status, Int year, Peers const& peers, Real attitude, Real knowledge, Real age)
{
    Words const w = draws.behaviour(Int(slot), generation_of(status), year, Purpose::opposition);
    Real const noise = logistic(uniform(w.v[0]));
    Membership const u = membership(p, m, o, row, status, peers, attitude, knowledge, age);
    Real const disutility = attachment_disutility(p, u, row.real(kernel::kPersistentIn), knowledge) +
                            p.coercion.attached_attitude_share * p.participation.noise_membership * noise;
    // Many do not read the notification, or put it aside: the default works through them. Unions make it known.
    Mask const notices = uniform(w.v[1]) < p.coercion.notice * (Real(0.5f) + row.real(kernel::kUnionExposure));
    return notices & p.coercion.opposition_horizon * disutility > p.coercion.opposition_effort;
}

}  // namespace cptsim::CPT_TARGET
