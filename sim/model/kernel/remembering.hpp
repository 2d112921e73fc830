// Steps of the month: what is counted of a professional and left to his next month.
#pragma once
#include "sim/model/kernel/surroundings.hpp"

namespace cptsim::CPT_TARGET {

/// Counts a change of role, and keeps when chosen membership began.
CPT_INLINE void change_role(Professional& x, Surroundings const& s, Mask moved, Tally& tally)
{
    using namespace kernel;
    Real* const t = tally.of;
    Mask const in = is_chosen(x.role), was_in = is_chosen(x.before);
    Mask const departs = was_in & x.departs, leaves = was_in & !in & !x.departs;
    t[person::oppositions] += on(x.opposes_now & moved);  // not of who opposes again in the month in which he joined
    t[person::entries] += on(in & !was_in);
    t[person::exits_organisational] += on(leaves & x.exit_reason == Int(0));
    t[person::exits_didactic] += on(leaves & x.exit_reason == Int(1));
    t[person::exits_material] += on(leaves & x.exit_reason == Int(2));
    t[person::exits_departed] += on(departs);
    count_moves(s.counts, tally, s.m.month, moved, x.before, x.role);
    count_spells(s.counts, 1, s.m.month, departs, x.times());
    count_spells(s.counts, 0, s.m.month, leaves, x.times());
    x.row.set(in & !was_in, kTimes, with_entry(x.times(), Int(s.m.month)));
}

/// What an engaged professional leaves to next month, and adds to the sums of his profession.
CPT_INLINE void tally_engaged(Professional& x, Surroundings const& s, Tally& tally)
{
    using namespace kernel;
    Params const& p = s.p;
    Real* const t = tally.of;
    x.row.set(kHours, x.hours), x.row.set(kYearHours, x.year_hours);
    Mask const stands = x.role == Int(cptsim::kActive) & x.effort.board_surplus > Real(0.0f);
    x.status = with_flag(x.status, kCandidate, stands);
    tally.candidates += on(stands);
    Mask const severe = x.exhaustion >= p.strain.severe_threshold;
    t[person::hours_paid] += x.paid_hours;
    t[person::hours_unpaid] += x.hours - x.paid_hours;
    t[person::severe_active] += on(severe & x.role == Int(cptsim::kActive));
    Mask const sits = x.role == Int(cptsim::kBoard);
    if (any(sits)) {
        t[person::severe_board] += on(severe & sits);
        t[person::presidents] += on(sits & x.presides);
        t[person::severe_president] += on(severe & sits & x.presides);
    }
    if (!s.o.contracts) return;
    Mask const bound = is_active(x.role) & x.effort.contract;
    t[person::contracts] += on(bound);
    t[person::lump_sum_paid] += where(bound & x.hours >= p.activity.minimum_hours, s.o.bonus) +
                                where(bound & x.effort.exists & takes_fee(p, s.o, x.row), s.o.fee_premium);
}

/// Writes the state of next month and what peers will see, and adds it to the sums of the profession.
CPT_INLINE void remember(Professional& x, Surroundings const& s, std::int32_t* view, Tally& tally)
{
    using namespace kernel;
    Row const& row = x.row;
    Real* const t = tally.of;
    Mask const in = is_chosen(x.role), present = x.role != Int(cptsim::kVacant);
    x.status = with_role(x.status, x.role) | where(s.m.cohort_now & in, Int(kCohort));
    row.set(kAttitude, x.attitude), row.set(kKnowledge, x.knowledge), row.set(kExhaustion, x.exhaustion);
    row.set(kSocialCapital, x.social_capital), row.set(kStatus, x.status);
    if (any(x.record != row.integer(kRecord))) row.set(kRecord, x.record);  // it seldom changes
    row.set(kPast, next_past(row.integer(kPast), in, x.hours > Real(0.0f)));
    view_of(x.attitude, x.role).store(view);
    t[person::attitude] += where(present, x.attitude);
    t[person::knowledge] += where(present, x.knowledge);
    t[person::exhaustion] += where(present, x.exhaustion);
    t[person::social_capital] += where(present, x.social_capital);
    t[person::severe] += on(present & x.exhaustion >= s.p.strain.severe_threshold);
    if (any(x.asked)) t[person::asked] += on(x.asked), t[person::accepted] += on(x.accepts);
    if (s.o.free_contracts) {
        Mask const bound = present & has(x.record, kBonusContract);
        t[person::bonus_contracts] += on(bound);
        t[person::lump_sum_paid] += where(bound, s.o.free_bonus);
    }
    if (any(in)) {
        Real const lump = where(!has(x.status, kElsewhere), s.o.lump) + s.o.member_bonus;
        t[person::lump_sum_paid] += where(in, s.m.operating * lump);
    }
}

}  // namespace cptsim::CPT_TARGET
