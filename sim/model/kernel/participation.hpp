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
    Real const peers_in = peers.chosen + p.participation.norm_attached_weight * peers.attached;
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

/// Monthly rate of being asked to take a task: at large, by coordinators and campaigns, and by active peers.
CPT_INLINE Real asking_rate(Month const& m, Offer const& o, Peers const& peers)
{
    return o.asking + m.peers_ask * peers.active;
}

/// Chance to be asked within a year.
CPT_INLINE Real asked_within_year(Month const& m, Offer const& o, Peers const& peers)
{
    return Real(1.0f) - portable_exp(Real(-12.0f) * asking_rate(m, o, peers));
}

/// What a review decided.
struct Decision {
    Int role;
    Mask would_stay;            ///< would be in under voluntary rules
    Mask willing;               ///< would take a task if asked
    Int exit_reason;            ///< of those who leave chosen membership: 0 organisational, 1 didactic, 2 material
    Real v_in, v_passive;       ///< utility of being in (effort of entry off, of leaving on), and of passive membership
    Real draw_in, draw_active;  ///< differences of standard Gumbel variates: standard logistic
};

/// What staying in or changing costs: registering, or leaving, takes an effort; none where everyone must answer.
CPT_INLINE Real effort_of_entry(Params const& p, Month const& m, Mask chosen, Mask attached)
{
    Real const effort = p.participation.change_effort;
    Real const entry = select(attached, effort * p.participation.attached_effort, effort);
    return where(!m.answer_now, select(chosen, -effort, entry));
}

/// Role = argmax of utility + Gumbel noise of the person's year: a nested logit, drawn branch by branch.
/// The in-branch is worth its logsum; passive or active is drawn given in. Activity is open to those who are active
/// or under a contract; to the others it is an option, worth its logsum times the chance to be asked within a year.
CPT_INLINE Decision review(Params const& p, Month const& m, Offer const& o, Draws const& draws, int slot,
                           Row const& row, Int status, Int year, Peers const& peers, Real attitude, Real knowledge,
                           Real age, Real exhaustion, Int role, Effort const& effort)
{
    Words const w = draws.behaviour(Int(slot), generation_of(status), year, Purpose::choice);
    Real const draw_in = logistic(uniform(w.v[0])), draw_active = logistic(uniform(w.v[1]));

    Membership const u = membership(p, m, o, row, status, peers, attitude, knowledge, age);
    Mask const chosen = is_chosen(role), attached = role == Int(kAttached), board = role == Int(kBoard);
    Real const sigma = max(m.tastes.noise_active, Real(0.001f));  // where all tastes are kept there is no noise

    // Who sits on the board keeps the seat here: he leaves it at the end of his term or of his patience.
    Mask const can_act = effort.exists | board, open = can_act & (is_active(role) | effort.contract);
    Real const gain =
        select(board, max(effort.board_surplus, Real(0.0f)), effort.surplus) + row.real(kernel::kPersistentActive);
    Real const logsum = where(can_act, sigma * softplus(gain / sigma));
    Real const option = select(open, logsum, asked_within_year(m, o, peers) * logsum);

    Real const value = u.total() + o.sanction + option;
    Real const entry = effort_of_entry(p, m, chosen, attached);
    Real const noise = m.tastes.noise_in * draw_in;
    Mask const in = m.is_operating & value - entry + noise > Real(0.0f);
    Mask const likes = can_act & gain + sigma * draw_active > Real(0.0f);
    Mask const acts = in & open & (likes | board);
    Int const role_in = select(acts, select(board, Int(kBoard), Int(kActive)), Int(kPassive));

    Decision d;
    d.role = select(in, role_in, select(chosen, Int(kOutside), role));
    // Under voluntary rules: no penalty, and no effort of entering for those who are already on the register.
    d.would_stay = m.is_operating & value - o.sanction - where(!attached, entry) + noise > Real(0.0f);
    d.willing = m.is_operating & likes & value - option + logsum - entry + noise > Real(0.0f);

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

/// Words of a person's notifications, the same whenever they come.
CPT_INLINE Words notification_words(Draws const& draws, int slot, Int status)
{
    return draws.behaviour(Int(slot), generation_of(status), Int(0), Purpose::opposition);
}

/// Whether a notification is ever read and weighed. Many put it aside: the default works through them. Unions make it
/// known.
CPT_INLINE Mask reads_notification(Params const& p, Row const& row, Words const& w)
{
    return uniform(w.v[1]) < p.coercion.notice * (Real(0.5f) + row.real(kernel::kUnionExposure));
}

/// Months until it is read, from an exponential delay, at most kLongestDelay.
constexpr int kLongestDelay = 23;
CPT_INLINE Int reading_delay(Params const& p, Words const& w)
{
    Real const delay = -p.coercion.notice_delay * portable_log(uniform(w.v[2]));
    return to_int(min(delay, Real(static_cast<float>(kLongestDelay))));
}

/// The decision about an attachment by someone who weighs it: oppose where its disutility exceeds the effort. Age acts
/// on the odds.
CPT_INLINE Mask opposes(Params const& p, Month const& m, Offer const& o, Row const& row, Int status, Words const& w,
                        Peers const& peers, Real attitude, Real knowledge, Real age)
{
    Real const aging = p.coercion.opposition_age * (age - Real(45.0f)) * Real(0.1f);
    Membership const u = membership(p, m, o, row, status, peers, attitude, knowledge, age);
    Real const disutility =
        attachment_disutility(p, u, row.real(kernel::kPersistentIn), knowledge) +
        p.coercion.attached_attitude_share * m.tastes.noise_in * (logistic(uniform(w.v[0])) + aging);
    return p.coercion.opposition_horizon * disutility > p.coercion.opposition_effort;
}

/// Whether someone refuses a contract that holds unless refused: it is read, and what is missing to his threshold is
/// worth the letter.
CPT_INLINE Mask refuses_contract(Params const& p, Row const& row, Words const& w, Real premium, Real reluctance)
{
    Real const threshold = p.activity.contract_threshold * portable_exp(p.activity.contract_spread * reluctance);
    Mask const minds = p.coercion.opposition_horizon * (threshold - premium) > p.coercion.opposition_effort;
    return reads_notification(p, row, w) & minds;
}

}  // namespace cptsim::CPT_TARGET
