// Submodels: climate and life cycle of a CPTS. docs/model.md, same titles.
#pragma once
#include "sim/model/kernel/output.hpp"

namespace cptsim::CPT_TARGET {

/// Conflicts break out, conviviality repairs, a crisis served together binds for years.
CPT_INLINE void update_climate(Params const& p, Cpts& c, Month const& m, Levers const& lever_of, Words const& w,
                               CptsFlows& f)
{
    Real top = Real(0.0f);
    for (int k = 0; k < kProfessions; ++k) top = max(top, c.board[k]);
    Real const board = sum(c.board);
    Real const domination = where(board > Real(1.5f), top / max(board, Real(1.0f)) - Real(0.5f));
    Real const officials = lever_of[lever::local_officials] * p.lifecycle.officials_suspicion;
    Real const hazard = p.climate.conflict_rate *
                        (Real(1.0f) + p.climate.conflict_overload * c.overload +
                         where(c.coordinator <= Real(0.0f), p.climate.conflict_vacancy) +
                         p.climate.conflict_domination * max(Real(0.0f), domination) * Real(2.0f) + officials) *
                        (Real(1.0f) - c.bond);
    Mask const breaks = m.is_operating & uniform(w.v[0]) < hazard;
    f.conflict = on(breaks);
    Mask const convivial = m.is_operating & c.dormant < Real(0.5f) & uniform(w.v[1]) < p.climate.event_rate;
    c.event = on(convivial);
    c.bond = max(c.bond * (Real(1.0f) - fading_share(p.climate.bond_half_life)), p.climate.crisis_bond * m.crisis);
    Real const repaired = c.climate + p.climate.repair_rate * (Real(1.0f) - c.climate) +
                          where(convivial, p.climate.event_gain) - where(breaks, p.climate.conflict_loss);
    c.climate = clamp(repaired, c.bond, Real(1.0f));
}

/// Monthly hazards of going on to the next stage, from each stage before the signature.
struct StageHazards {
    Real start, letter, writing, negotiation;  ///< writing: once its least months are over
};

CPT_INLINE StageHazards stage_hazards(Params const& p, int month, Levers const& lever_of, float ties, Real capacity)
{
    Real const promoters = Real(1.0f) + p.lifecycle.promoter_effect * Real(ties);
    Real const progress = promoters * lever_of[lever::progress_impulse] * capacity *
                          (Real(1.0f) - p.lifecycle.crisis_slowdown * lever_of[lever::crisis]) *
                          (Real(1.0f) + p.lifecycle.consultants_gain * lever_of[lever::consultants] +
                           p.lifecycle.officials_gain * lever_of[lever::local_officials]);
    Real const start = p.lifecycle.start_rate * promoters * lever_of[lever::start_impulse] *
                       (Real(1.0f) + p.lifecycle.crisis_gain * lever_of[lever::crisis]);
    Real const negotiation =
        where(lever_of[lever::aci_signature] > Real(0.5f) & Mask{Int(month) >= Int(kFirstSignature)},
              p.lifecycle.negotiation_rate * progress);
    return {start, p.lifecycle.letter_rate * progress, p.lifecycle.writing_rate * progress, negotiation};
}

/// Monthly hazard of going on to the next stage.
CPT_INLINE Real stage_hazard(Params const& p, Cpts const& c, Month const& m, Levers const& lever_of, float ties,
                             Real capacity)
{
    StageHazards const from = stage_hazards(p, m.month, lever_of, ties, capacity);
    Real const writing = where(c.stage_months + Real(1.0f) >= p.lifecycle.writing_minimum, from.writing);
    return select(
        c.stage == Int(kNone), from.start,
        select(c.stage == Int(kPreProject), from.letter,
               select(c.stage == Int(kLetter), writing, where(c.stage == Int(kValidated), from.negotiation))));
}

/// Dormant after months under the minimum, awake after half as many above it.
CPT_INLINE void update_dormancy(Params const& p, Cpts& c, float inhabitants)
{
    Real const least =
        max(p.lifecycle.minimum_active, p.lifecycle.minimum_active_density * Real(inhabitants / 100000.0f));
    Mask const low = sum(c.active) < least | sum(c.board) < p.lifecycle.minimum_board;
    Mask const dormant = c.dormant > Real(0.5f);
    Mask const is_signed = c.stage == Int(kSigned);
    Mask const against = (low & !dormant) | (!low & dormant);
    c.low_months = where(is_signed & against, c.low_months + Real(1.0f));
    Mask const falls = is_signed & !dormant & c.low_months >= p.lifecycle.dormancy_months;
    Mask const wakes = dormant & c.low_months >= p.lifecycle.dormancy_months * Real(0.5f);
    c.low_months = where(!(falls | wakes), c.low_months);
    c.dormant = on(((dormant & !wakes) | falls) & is_signed);
}

/// Counts the months of the contract of a signed CPTS. Where it comes up for renewal, a dormant CPTS may end.
CPT_INLINE Mask ends_at_renewal(Params const& p, Cpts& c, Int word)
{
    c.contract_months = where(c.stage == Int(kSigned), c.contract_months + Real(1.0f));
    Mask const renewal = c.contract_months >= p.lifecycle.contract_months;
    Mask const ends = renewal & c.dormant > Real(0.5f) & uniform(word) < p.lifecycle.end_dormant;
    c.contract_months = where(!renewal, c.contract_months);
    return ends;
}

/// A new CPTS starts with hope and goodwill; an ended one leaves nothing but its treasury, which is returned.
CPT_INLINE void open_and_close(Params const& p, Cpts& c, Mask opens, Mask ends, CptsFlows& f)
{
    c.opened = on(opens);
    c.closed = on(ends);
    f.lost = where(ends, c.treasury);
    c.treasury = where(!ends, c.treasury);
    c.due = where(!ends, c.due);
    c.climate = select(opens, p.climate.initial, c.climate);
    c.efficacy = select(opens, p.mission.efficacy_initial, where(!ends, c.efficacy));
    c.dormant = where(!ends, c.dormant);
    for (int k = 0; k < kMissions; ++k) c.mission[k] = where(!ends, c.mission[k]);
}

/// Stages, dormancy, renewal and end; `step` is a kernel::KnownStep. docs/model.md, "Life cycle".
CPT_INLINE void update_stage(Params const& p, Cpts& c, Month const& m, Levers const& lever_of, float inhabitants,
                             float ties, Real capacity, Int step, Words const& w, Words const& w2, CptsFlows& f)
{
    Real const u = uniform(w.v[2]);
    Mask const by_law = step == Int(kernel::kByLaw);
    Mask const moves = (by_law & u < stage_hazard(p, c, m, lever_of, ties, capacity)) | step == Int(kernel::kMovesOn);
    Mask const abandons = (by_law & c.stage == Int(kPreProject) & !moves & u >= Real(1.0f) - p.lifecycle.abandon_rate) |
                          step == Int(kernel::kAbandons);
    Mask const signs = moves & c.stage == Int(kValidated);
    Mask const opens = moves & c.stage == Int(kPreProject);
    update_dormancy(p, c, inhabitants);
    Mask const ends = ends_at_renewal(p, c, w2.v[0]);

    c.stage = select(ends | abandons, Int(kNone), select(moves, c.stage + Int(1), c.stage));
    c.stage_months = where(!(moves | ends | abandons), c.stage_months + Real(1.0f));
    f.signed_now = on(signs);
    f.ended = on(ends);
    open_and_close(p, c, opens, ends, f);
    // Structures join over two years; a renewal does not send them away.
    Real const mature = min(Real(1.0f), c.contract_months * Real(1.0f / 24.0f));
    c.structures = where(c.stage == Int(kSigned), max(c.structures, mature));
}

}  // namespace cptsim::CPT_TARGET
