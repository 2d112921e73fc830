// Submodels: information (K) and opinion (A). docs/model.md, "Information", "Opinion".
#pragma once
#include "sim/model/kernel/cpts.hpp"

namespace cptsim::CPT_TARGET {

/// K rises with active peers, an operating CPTS, membership, being attached, campaigns and events, and fades.
CPT_INLINE Real next_knowledge(Params const& p, Month const& m, Offer const& o, Real knowledge, Peers const& peers,
                               Mask chosen, Mask attached)
{
    Real const gain = p.information.peers_rate * peers.active + m.gain_all + o.information +
                      where(chosen, m.operating * p.information.member_rate) +
                      where(attached, p.information.reach_rate);
    return clamp(knowledge + gain * (Real(1.0f) - knowledge) - p.information.fade_rate * knowledge, Real(0.0f),
                 Real(1.0f));
}

/// A moves toward like-minded peers, the personal anchor and the national climate; members learn from experience;
/// union campaigns and coercion lower it, a crisis served together raises it.
CPT_INLINE Real next_attitude(Params const& p, Month const& m, Offer const& o, Row const& row, Real attitude,
                              Real knowledge, Peers const& peers, Mask chosen, Mask active)
{
    Real const distance = peers.attitude - attitude;
    Real const magnitude = max(distance, -distance);
    Real const confidence = max(Real(0.0f), Real(1.0f) - magnitude * m.confidence_slope);
    Real const experience = (m.efficacy - p.opinion.experience_reference) + (m.climate - Real(0.5f));
    Real step = p.opinion.peers_rate * confidence * distance +
                p.opinion.anchor_rate * (row.real(kernel::kAnchor) - attitude) +
                p.opinion.nation_rate * (m.opinion - attitude) +
                where(chosen, p.participation.feedback_gain * p.opinion.experience_rate * experience +
                                  p.opinion.crisis_rate * m.crisis) +
                where(active, p.opinion.heard_rate * (m.climate - Real(0.5f))) -
                p.opinion.reactance_rate * m.reactance * row.real(kernel::kAutonomy);
    if (o.boycotted)
        step = step - p.opinion.union_rate * o.boycott * row.real(kernel::kUnionExposure) *
                          (Real(1.0f) - Real(0.5f) * knowledge);
    return clamp(attitude + step, Real(-1.0f), Real(1.0f));
}

}  // namespace cptsim::CPT_TARGET
