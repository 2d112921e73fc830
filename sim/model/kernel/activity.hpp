// Submodel: hours given by an active member, and contracts tied to them. docs/model.md, "Activity". Linear benefit,
// quadratic cost.
#pragma once
#include "sim/model/kernel/cpts.hpp"

namespace cptsim::CPT_TARGET {

/// What an active member would do this month, and what it is worth to him.
struct Effort {
    Mask exists;         ///< h* >= h_min and it brings more than it costs
    Real hours;          ///< h* [h/month], 0 where it does not exist
    Real surplus;        ///< b h - c h^2 / 2 - F + money for activity, 0 where it does not exist [EUR/month]
    Real board_surplus;  ///< the same with a seat's administrative hours and prestige [EUR/month]
    Mask contract;       ///< under a contract tied to activity, if he acts
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
    Real const members = peers.chosen + p.activity.reciprocity_attached_weight * peers.attached;
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

/// c = c0 ((1 - eta) / s0 + eta / slack): the marginal cost rises faster where little time is left.
CPT_INLINE Real curvature(Params const& p, Real sustainable, Real care, Real exhaustion)
{
    constexpr float kUsualSlack = 14.0f;  // s0 [h/month]: there eta does not matter, so that it moves no level
    Real const slack = max(sustainable - care - p.activity.exhaustion_slack * exhaustion + p.activity.flexible_hours,
                           p.activity.minimum_slack);
    Real const eta = p.activity.slack_share;
    return p.activity.curvature * ((Real(1.0f) - eta) * Real(1.0f / kUsualSlack) + eta / slack);
}

/// How far a person is from taking up contracts, in standard deviations: a lasting trait, less where he likes the CPTS.
CPT_INLINE Real contract_reluctance(Params const& p, Draws const& draws, int slot, Int status, Real attitude)
{
    Words const w = draws.people(Int(slot), generation_of(status), Int(0), Purpose::traits, 6);
    Real const a = p.activity.contract_attitude;
    Real const liking = (attitude - p.traits.attitude_mean) / max(p.traits.attitude_sd, Real(0.001f));
    return square_root(Real(1.0f) - a * a) * score(w.v[0]) - a * liking;
}

/// Whether a net premium [EUR/month] is worth a contract: its logarithm exceeds that of the person's threshold.
CPT_INLINE Mask worth_contract(Params const& p, Real premium, Real reluctance)
{
    Real const threshold = portable_log(p.activity.contract_threshold) + p.activity.contract_spread * reluctance;
    return premium > Real(0.0f) & portable_log(max(premium, Real(1e-6f))) > threshold;
}

/// A person's hours as a linear-quadratic problem: b h - c h^2 / 2 - F.
struct HoursProblem {
    Real benefit, curvature, fixed;  ///< b [EUR/h], c [EUR/h per h/month], F [EUR/month]
    [[nodiscard]] CPT_INLINE Real worth(Real h) const { return benefit * h - Real(0.5f) * curvature * h * h - fixed; }
};

CPT_INLINE HoursProblem hours_problem(Params const& p, Month const& m, Offer const& o, Row const& row, Int status,
                                      Peers const& peers, Real social_capital, Real exhaustion)
{
    Int const type = cooperation_of(status);
    Real const exposure = o.boycott * row.real(kernel::kUnionExposure);
    Real const b =
        o.pay + row.real(kernel::kTheta) * o.theta_factor +
        p.participation.feedback_gain * row.real(kernel::kRho) * reciprocity(p, type, reference_share(p, m, peers)) +
        p.activity.learning_value * (Real(1.0f) - social_capital) - hour_cost(p, row.real(kernel::kIncome)) -
        p.activity.stigma * exposure;
    Real const c = curvature(p, row.real(kernel::kSustainable), row.real(kernel::kCareHours), exhaustion);
    return {b, c, p.activity.fixed_cost};
}

/// What a conditional fee brings beyond the hours that it commits to [EUR/month].
CPT_INLINE Real fee_net(Params const& p, Offer const& o, Row const& row)
{
    return o.fee_premium - o.commitment * hour_cost(p, row.real(kernel::kIncome));
}
/// Whether someone under contract takes the conditional fee.
CPT_INLINE Mask takes_fee(Params const& p, Offer const& o, Row const& row) { return fee_net(p, o, row) > Real(0.0f); }

/// The hours of this month, under a contract where `contract` holds. At the yearly review (`decides`) those to whom
/// money for activity is offered take up the contract, or not, by what it brings beyond what they would do without it.
CPT_INLINE Effort best_effort(Params const& p, Month const& m, Offer const& o, Draws const& draws, int slot,
                              Row const& row, Int status, Int record, Mask decides, Peers const& peers, Real attitude,
                              Real social_capital, Real exhaustion)
{
    HoursProblem const problem = hours_problem(p, m, o, row, status, peers, social_capital, exhaustion);
    Real const wanted = clamp(problem.benefit / problem.curvature, Real(0.0f), p.activity.maximum_hours);
    Real hours = wanted, worth = problem.worth(wanted), paid = Real(0.0f);
    Effort e;
    e.contract = Int(0) != Int(0);
    if (o.contracts) {
        // A contract makes the least hours worth giving even where the next one is not.
        Real const least = max(wanted, p.activity.minimum_hours);
        Real const money = o.bonus + max(Real(0.0f), fee_net(p, o, row));
        Real const with = problem.worth(least) + money;
        Real const without = where(wanted >= p.activity.minimum_hours, max(Real(0.0f), worth));
        e.contract = has(record, kContract) & money > Real(0.0f);
        if (any(decides)) {
            Mask const takes = worth_contract(p, where(money > Real(0.0f), with - without),
                                              contract_reluctance(p, draws, slot, status, attitude));
            e.contract = (decides & takes) | (!decides & e.contract);
        }
        hours = select(e.contract, least, wanted), worth = select(e.contract, with, worth);
        paid = where(e.contract, money);
    }
    e.exists = hours >= p.activity.minimum_hours & worth > Real(0.0f);
    e.hours = where(e.exists, hours), e.surplus = where(e.exists, worth);

    Mask const defends = attitude < Real(0.0f);
    Real const prestige =
        p.board.prestige * (Real(1.0f) + where(defends, p.board.defensive * row.real(kernel::kAutonomy)));
    Real const own = select(m.president == Int(slot), m.president_hours, m.board_hours);
    Real const seat = select(role_of(status) == Int(kBoard), own, m.seat_hours);
    e.board_surplus = problem.worth(e.hours + seat) + where(e.exists, paid) + prestige;
    return e;
}

}  // namespace cptsim::CPT_TARGET
