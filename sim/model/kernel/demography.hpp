// Submodel: demography. docs/model.md, "Demography". Exits and moves vacate a slot; a newcomer fills it later.
#pragma once
#include "sim/model/kernel/cpts.hpp"

namespace cptsim::CPT_TARGET {

/// Monthly hazard of leaving the slot: retirement by age, moves. Coercion may hasten the retirement of doctors over 60.
CPT_INLINE Real exit_hazard(Params const& p, int profession, Real retirement_scale, Real age, Real coercion)
{
    Real const full = p.demography.retirement_age;
    Real const ramp = clamp((age - full + Real(10.0f)) * Real(0.1f), Real(0.0f), Real(1.0f));
    Real hazard = retirement_scale * ramp;
    if (profession < 2)  // doctors
        hazard = hazard * (Real(1.0f) + where(age > Real(60.0f), p.demography.coercion_exit * coercion));
    return hazard + p.demography.move_rate[profession] * Real(1.0f / 12.0f);
}

/// No hazard of leaving is higher, whatever the age.
CPT_INLINE Real highest_exit_hazard(Params const& p, int profession, Real retirement_scale, Real coercion)
{
    auto const of_old = [&](Real hastened) {
        return exit_hazard(p, profession, retirement_scale, Real(1000.0f), hastened);
    };
    return max(of_old(coercion), of_old(Real(0.0f)));
}

/// Monthly hazard that a vacant slot is filled: such that the expected number of professionals follows the trend of
/// the stock, raised by money tied to the CPTS.
CPT_INLINE Real arrival_hazard(Params const& p, int profession, Real expected, float slots, Real lump_and_bonus)
{
    auto const& d = p.demography;
    Real const flow =
        (d.exit_rate[profession] + d.move_rate[profession] + d.stock_trend[profession]) * Real(1.0f / 12.0f) * expected;
    Real const trend = clamp(flow / max(Real(slots) - expected, Real(0.5f)), Real(0.0f), Real(1.0f));
    return trend * (Real(1.0f) + d.bonus_arrival * lump_and_bonus * Real(12.0f / 10000.0f));
}

}  // namespace cptsim::CPT_TARGET
