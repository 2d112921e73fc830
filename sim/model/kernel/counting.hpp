// Counting: sums over professionals, flows between roles, ends of membership spells. Reads, never changes.
#pragma once
#include "sim/model/kernel/participation.hpp"

namespace cptsim::CPT_TARGET {

using kernel::YearCounts;

/// Sums over the professionals of one profession in one month.
struct Tally {
    Real of[kernel::person::count];
    Real candidates;
    Real arrivals;  ///< newcomers
    Real* by_role;  ///< [kRoles], kept up by moves: they outlast the month, in the CPTS
};

CPT_INLINE Tally empty_tally(Real* by_role)
{
    Tally tally;
    tally.by_role = by_role;
    for (Real& x : tally.of) x = Real(0.0f);
    tally.candidates = tally.arrivals = Real(0.0f);
    return tally;
}

/// The sums that follow from the counts by role, or from others.
CPT_INLINE void finish_tally(Params const& p, Month const& m, Offer const& o, Tally& tally)
{
    using namespace kernel;
    static_assert(int(person::on_leave) - int(person::outside) == kOnLeave, "the rows of roles follow Role");
    Real* const t = tally.of;
    for (int role = 0; role < kVacant; ++role) t[person::outside + role] = tally.by_role[role];
    Real const eligible = eligible_of(tally.by_role), chosen = chosen_of(tally.by_role);
    t[person::eligible] = eligible;
    t[person::sanctions] = where(m.is_operating, o.sanction) * (eligible - chosen);
    t[person::care_hours_displaced] = p.activity.displaced_share * (t[person::hours_paid] + t[person::hours_unpaid]);
    t[person::indemnities_due] = t[person::hours_paid] * o.indemnity;
}

/// Professionals who went from one role to another; the counts by role follow them.
CPT_INLINE void count_moves(YearCounts& counts, Tally& tally, int month, Mask moved, Int from, Int to)
{
    alignas(64) std::int32_t f[kLanes], t[kLanes];
    from.store(f), to.store(t);
    for (unsigned left = lanes_of(moved); left != 0; left &= left - 1) {
        int const l = __builtin_ctz(left);
        ++counts.flows[month % kernel::kMonths][f[l]][t[l]][l];
    }
    tally.arrivals += on(moved & from == Int(kVacant));
    for (int role = 0; role < kVacant; ++role) tally.by_role[role] += on(to == Int(role)) - on(from == Int(role));
}

/// Counts the ends of membership spells: kind 0 exits, 1 censored. Age in half-years, the last class open.
CPT_INLINE void count_spells(YearCounts& counts, int kind, int month, Mask ended, Int times)
{
    alignas(64) std::int32_t entry[kLanes];
    entry_of(times).store(entry);
    for (unsigned left = lanes_of(ended); left != 0; left &= left - 1) {
        int const l = __builtin_ctz(left);
        int const age = (month - entry[l]) / 6;
        ++counts.spells[kind][entry[l] / 12][age < kSpellAges ? age : kSpellAges - 1][l];
    }
}

}  // namespace cptsim::CPT_TARGET
