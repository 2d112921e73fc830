// Submodel: hours given by an active member. docs/model.md, "Activity". Linear benefit, quadratic cost.
#pragma once
#include "sim/model/kernel/cpts.hpp"

namespace cptsim::CPT_TARGET {

/// What an active member would do this month, and what it is worth to him.
struct Effort {
    Mask exists;         ///< h* >= h_min and it brings more than it costs
    Real hours;          ///< h* [h/month]
    Real surplus;        ///< b h - c h^2 / 2 - F + money for activity, 0 where it does not exist [EUR/month]
    Real board_surplus;  ///< the same with a board member's administrative hours and prestige [EUR/month]
};

/// g(x): how much the share of active x moves a cooperator of this type. Conditional: x - x0. Hump-shaped: the same
/// up to the peak, falling as steeply beyond.
CPT_INLINE Real reciprocity(Params const& p, Int type, Real x)
{
    Real const beyond = max(Real(0.0f), x - p.activity.hump_peak);
    Real const bent = x - where(type == Int(kHump), Real(2.0f) * beyond);
    return bent - p.activity.reciprocity_reference;
}

/// Share of active among those who count as members: half peers, half CPTS (activity.reciprocity_peers).
CPT_INLINE Real reference_share(Params const& p, Month const& m, Peers const& peers)
{
    Real const members = peers.chosen + p.participation.attached_weight * peers.attached;
    Real const near = select(members > Real(0.0f), peers.active / max(members, Real(0.125f)), Real(0.0f));
    Real const w = p.activity.reciprocity_peers;
    return w * min(near, Real(1.0f)) + (Real(1.0f) - w) * m.active_share;
}

/// Cost of an hour: the share delta displaces care and costs income, the rest costs leisure.
CPT_INLINE Real hour_cost(Params const& p, Real income)
{
    Real const delta = p.activity.displaced_share;
    return income * (delta + (Real(1.0f) - delta) * p.activity.leisure_value);
}

/// c = c0 / max(slack, s_min): the marginal cost rises faster where little time is left.
CPT_INLINE Real curvature(Params const& p, Real sustainable, Real care, Real exhaustion)
{
    Real const slack = sustainable - care - p.activity.exhaustion_slack * exhaustion + p.activity.flexible_hours;
    return p.activity.curvature / max(slack, p.activity.minimum_slack);
}

CPT_INLINE Effort best_effort(Params const& p, Month const& m, Offer const& o, Row const& row, Int status,
                              Peers const& peers, Real attitude, Real social_capital, Real exhaustion)
{
    Real const income = row.real(kernel::kIncome);
    Int const type = cooperation_of(status);
    Real const exposure = o.boycott * row.real(kernel::kUnionExposure);
    // b: benefit of an hour less its cost [EUR/h]
    Real const b =
        o.pay + row.real(kernel::kTheta) * o.theta_factor +
        p.participation.feedback_gain * row.real(kernel::kRho) * reciprocity(p, type, reference_share(p, m, peers)) +
        p.activity.learning_value * (Real(1.0f) - social_capital) - hour_cost(p, income) - p.activity.stigma * exposure;
    Real const c = curvature(p, row.real(kernel::kSustainable), row.real(kernel::kCareHours), exhaustion);
    // A conditional fee is taken up where it brings more than its commitments cost.
    Real const contract = max(Real(0.0f), o.fee_premium - o.commitment * hour_cost(p, income));
    Real const bonus = o.bonus + contract;
    Real const wanted = clamp(b / c, Real(0.0f), p.activity.maximum_hours);
    // Money for activity makes the least hours worth giving even where the next one is not.
    Real const hours = select(bonus > Real(0.0f), max(wanted, p.activity.minimum_hours), wanted);
    Real const surplus = b * hours - Real(0.5f) * c * hours * hours - p.activity.fixed_cost + bonus;
    Mask const exists = hours >= p.activity.minimum_hours & surplus > Real(0.0f);

    Mask const defends = attitude < Real(0.0f);
    Real const prestige =
        p.board.prestige * (Real(1.0f) + where(defends, p.board.defensive * row.real(kernel::kAutonomy)));
    Real const seat = select(role_of(status) == Int(kBoard), m.board_hours, m.seat_hours);
    Real const all = hours + seat;
    Real const board_surplus = b * all - Real(0.5f) * c * all * all - p.activity.fixed_cost + bonus + prestige;
    return {exists, where(exists, hours), where(exists, surplus), board_surplus};
}

}  // namespace cptsim::CPT_TARGET
