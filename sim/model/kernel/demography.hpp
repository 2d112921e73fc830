// Submodel: demography. docs/model.md, "Demography". Exits and moves vacate a slot; a newcomer fills it later.
#pragma once
#include "sim/model/kernel/cpts.hpp"

namespace cptsim::CPT_TARGET {

/// Monthly hazard of leaving the slot: retirement by age, moves. Coercion may hasten the retirement of doctors over 60.
CPT_INLINE Real exit_hazard(Params const& p, int profession, Real retirement_scale, Real age, Real coercion)
{
    Real const full = p.demography.retirement_age;
    Real const ramp = clamp((age - full + Real(10.0f)) * Real(0.1f), Real(0.0f), Real(1.0f));
    Mask const old_doctor = age > Real(60.0f) & Mask{Int(profession) < Int(2)};
    Real const hastened = Real(1.0f) + where(old_doctor, p.demography.coercion_exit * coercion);
    return retirement_scale * ramp * hastened + p.demography.move_rate[profession] * Real(1.0f / 12.0f);
}

/// Monthly hazard that a vacant slot is filled: what the trend of the stock asks for, raised by money tied to the CPTS.
CPT_INLINE Real arrival_hazard(Params const& p, Real trend_rate, Real lump_and_bonus)
{
    return trend_rate * (Real(1.0f) + p.demography.bonus_arrival * lump_and_bonus * Real(12.0f / 10000.0f));
}

}  // namespace cptsim::CPT_TARGET
