// Counting: sums over professionals, flows between roles, ends of membership spells. Reads, never changes.
#pragma once
#include "sim/model/kernel/participation.hpp"

namespace cptsim::CPT_TARGET {

using kernel::YearCounts;

/// Sums over the professionals of one profession in one month.
struct Tally {
    Real of[kernel::person::count];
    Real candidates;
};

CPT_INLINE void count_flow(YearCounts& counts, int month, Mask changed, Int from, Int to)
{
    alignas(64) std::int32_t c[kLanes], f[kLanes], t[kLanes];
    where(changed, Int(1)).store(c), from.store(f), to.store(t);
    for (int l = 0; l < kLanes; ++l)
        if (c[l]) ++counts.flows[month % kernel::kMonths][f[l]][t[l]][l];
}

/// Counts the ends of membership spells: kind 0 exits, 1 censored. Age in half-years, the last class open.
CPT_INLINE void count_spells(YearCounts& counts, int kind, int month, Mask ended, Int times)
{
    if (!any(ended)) return;
    alignas(64) std::int32_t e[kLanes], entry[kLanes];
    where(ended, Int(1)).store(e), entry_of(times).store(entry);
    for (int l = 0; l < kLanes; ++l) {
        if (!e[l]) continue;
        int const age = (month - entry[l]) / 6;
        ++counts.spells[kind][entry[l] / 12][age < kSpellAges ? age : kSpellAges - 1][l];
    }
}

}  // namespace cptsim::CPT_TARGET
