// Steps of the month: hours given, exhaustion, leave, social capital. docs/model.md, "Activity", "Strain", "Climate".
#pragma once
#include "sim/model/kernel/strain.hpp"
#include "sim/model/kernel/surroundings.hpp"

namespace cptsim::CPT_TARGET {

/// Hours given, their indemnified part, and the hours that come on top of care.
CPT_INLINE void give_hours(Professional& x, Surroundings const& s)
{
    Params const& p = s.p;
    Offer const& o = s.o;
    // A new member of the board begins next month.
    Mask const works = is_active(x.role), governs = x.role == Int(cptsim::kBoard) & x.before == x.role;
    x.governed_hours = where(governs, select(x.presides, s.m.president_hours, s.m.board_hours));
    x.hours = where(works, x.effort.hours) + x.governed_hours;
    x.added_hours = (Real(1.0f) - p.activity.displaced_share) * x.hours;
    if (o.contracts) {
        Mask const fee = works & x.effort.exists & x.effort.contract & takes_fee(p, o, x.row);
        x.added_hours += where(fee, o.commitment);
    }
    Real const before = s.m.month % 12 == 0 ? Real(0.0f) : x.row.real(kernel::kYearHours);
    x.year_hours = before + x.hours;
    // The yearly cap of one person's indemnities, at this month's rate.
    x.paid_hours = min(x.hours * o.paid_share, max(Real(0.0f), o.yearly_hours - before * o.paid_share));
}

/// Strain.
CPT_INLINE void tire(Professional& x, Surroundings const& s, MonthWords const& words)
{
    x.exhaustion = next_exhaustion(s.p, s.m, x.row, x.status, x.exhaustion, x.social_capital, is_active(x.role),
                                   x.role == Int(cptsim::kBoard), x.governed_hours, x.added_hours, words[0]);
}

/// Leave from the CPTS, return from it or resignation.
CPT_INLINE void withdraw(Professional& x, Surroundings const& s, MonthWords const& words)
{
    Params const& p = s.p;
    Real const u = uniform(words[2]);
    Mask const leaves = is_active(x.role) & u < leave_hazard(p, x.exhaustion);
    Mask const back = x.role == Int(cptsim::kOnLeave) & x.before == Int(cptsim::kOnLeave) & u < p.strain.return_rate;
    Mask const resigns = back & uniform(words[1]) < p.strain.resignation_share;
    x.role = select(leaves, Int(cptsim::kOnLeave),
                    select(resigns, Int(cptsim::kOutside), select(back, Int(cptsim::kPassive), x.role)));
    x.exit_reason = where(!resigns, x.exit_reason);
    x.attitude = max(x.attitude - where(back, p.strain.scar), Real(-1.0f));
}

/// Social capital: built by members in a good climate and at events, fading toward the own network.
CPT_INLINE void bond(Professional& x, Surroundings const& s)
{
    Real const gain = where(is_chosen(x.role), s.p.climate.capital_rate * s.m.climate + s.m.event_gain);
    Real const fade = s.p.climate.capital_fade * (x.social_capital - x.row.real(kernel::kOwnNetwork));
    x.social_capital = clamp(x.social_capital + gain * (Real(1.0f) - x.social_capital) - fade, Real(0.0f), Real(1.0f));
}

}  // namespace cptsim::CPT_TARGET
