// Submodel: strain (job demands and resources). docs/model.md, "Strain".
#pragma once
#include "sim/model/kernel/cpts.hpp"

namespace cptsim::CPT_TARGET {

/// Monthly shock to exhaustion: triangular, the sum of two 16-bit uniforms (variance 1/6), scaled.
CPT_INLINE Real shock(Params const& p, Int word)
{
    Real const triangle =
        (to_real(word & Int(0xFFFF)) + to_real(shr<16>(word)) + Real(1.0f)) * Real(1.0f / 65536.0f) - Real(1.0f);
    return p.strain.shock_sd * Real(2.44948974f) * triangle;
}

/// B rises with hours beyond the sustainable ones, conflict and isolation, less with support; it recovers, fast or
/// slowly. Displaced hours add no strain: only `added` hours come on top of care. A seat tires by its `governed`
/// hours of responsibility, and is a resource where the climate is good.
CPT_INLINE Real next_exhaustion(Params const& p, Month const& m, Row const& row, Int status, Real exhaustion,
                                Real social_capital, Mask active, Mask governs, Real governed, Real added, Int word)
{
    Real const sustainable = row.real(kernel::kSustainable);
    Real const over = max(Real(0.0f), row.real(kernel::kCareHours) * m.care_load + added - sustainable) / sustainable;
    Int const setting = setting_of(status);
    Real const rise = p.strain.base_rate + p.strain.overload_rate * over +
                      where(setting == Int(kSolo), p.strain.isolation_rate * (Real(1.0f) - social_capital)) +
                      where(active, p.strain.conflict_rate * (Real(1.0f) - m.climate)) +
                      where(governs, m.board_strain * governed - m.belonging);
    Mask const supported = setting == Int(kGroup) | setting == Int(kMultiprofessional);
    Real const support = Real(1.0f) - where(supported, p.strain.group_support);
    Real const recovery = select(has(status, kSlow), m.slow_recovery, m.fast_recovery);
    return clamp(exhaustion + rise * support * (Real(1.0f) - exhaustion) - exhaustion * recovery + shock(p, word),
                 Real(0.0f), Real(1.0f));
}

/// Monthly hazard of leaving the CPTS for a time.
CPT_INLINE Real leave_hazard(Params const& p, Real exhaustion)
{
    Real const t = p.strain.leave_threshold;
    return p.strain.leave_rate * max(Real(0.0f), exhaustion - t) / (Real(1.0f) - t);
}

}  // namespace cptsim::CPT_TARGET
