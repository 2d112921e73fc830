// One professional's month, in the order of the schedule. docs/model.md, "Schedule".
#pragma once
#include "sim/model/kernel/attachment.hpp"
#include "sim/model/kernel/board.hpp"
#include "sim/model/kernel/demography.hpp"
#include "sim/model/kernel/information.hpp"
#include "sim/model/kernel/joining.hpp"
#include "sim/model/kernel/remembering.hpp"
#include "sim/model/kernel/working.hpp"

namespace cptsim::CPT_TARGET {

/// Retirement, moves, arrivals. A newcomer takes a vacant slot with traits of his own.
CPT_INLINE void live(Professional& x, Surroundings const& s, Real exit_draw, Real arrival_draw)
{
    Params const& p = s.p;
    Mask const vacant = x.before == Int(cptsim::kVacant);
    x.departs = Int(0) != Int(0);
    if (any(exit_draw < s.highest_exit_hazard)) {
        Real const hazard = exit_hazard(p, s.profession, s.retirement_scale, x.age(s.m.month), s.m.reactance);
        x.departs = !vacant & exit_draw < hazard;
    }
    x.arrives = vacant & arrival_draw < s.arrivals;
    x.role = x.before;
    if (any(x.arrives)) {
        Int const generation = (generation_of(x.status) + Int(1)) & Int(0xFF);
        draw_professional(x.row, x.arrives, p, s.draws, x.slot, generation, s.profession, s.ties, s.m.month, false,
                          s.newcomer_knowledge);
        x.status = x.row.integer(kernel::kStatus);
        x.record = x.row.integer(kernel::kRecord);
        x.role = role_of(x.status);
    }
    x.role = select(x.departs, Int(cptsim::kVacant), x.role);
}

/// What he learns from last month's peers and from the CPTS.
CPT_INLINE void learn(Professional& x, Surroundings const& s, std::int32_t const* view, std::uint16_t const* near)
{
    Int seen = Int(0);
    for (int k = 0; k < kPeers; ++k) seen = seen + Int::load(view + static_cast<long>(near[k]) * kLanes);
    x.peers = peers_of(seen);
    Mask const chosen = is_chosen(x.role), active = is_active(x.role);
    x.knowledge = next_knowledge(s.p, s.m, s.o, x.row.real(kernel::kKnowledge), x.peers, chosen,
                                 x.role == Int(cptsim::kAttached));
    x.attitude =
        next_attitude(s.p, s.m, s.o, x.row, x.row.real(kernel::kAttitude), x.knowledge, x.peers, chosen, active);
}

/// One slot's month: the schedule of a professional.
CPT_INLINE void professional_month(Block const& block, int i, Surroundings const& s, MonthWords const& words,
                                   Real exit_draw, Real arrival_draw, Election& election, Tally& tally)
{
    int const anniversary = static_cast<int>((block.key + static_cast<std::uint32_t>(i) * 7u) % 12u);
    std::int32_t* const view = block.view[~s.m.month & 1] + static_cast<long>(i) * kLanes;
    Professional x(block, i);
    x.status = x.row.integer(kernel::kStatus);
    x.before = role_of(x.status);
    x.record = x.row.integer(kernel::kRecord);
    x.year = Int(draw_year(s.m.month, anniversary));
    x.effort = Effort{}, x.exit_reason = Int(0), x.opposes_now = x.presides = Int(0) == Int(1);
    x.hours = x.added_hours = x.governed_hours = Real(0.0f);

    live(x, s, exit_draw, arrival_draw);
    // After live(), which reads the record again where in some run somebody arrives.
    if (s.m.month % 12 == 0) x.record = next_year(x.record, has(x.status, kCandidate));
    Int const vacant(cptsim::kVacant);
    if (!any(x.before != vacant | x.role != vacant)) {  // in no run is there anyone
        // What a vacant slot holds depends on the other runs of the pack: nobody reads it, an arrival draws all of it.
        view_of(Real(0.0f), vacant).store(view);
        if (s.trace && i == s.trace->row) trace_state(*s.trace, x.row);
        return;
    }
    x.exhaustion = x.row.real(kernel::kExhaustion), x.social_capital = x.row.real(kernel::kSocialCapital);
    learn(x, s, block.view[s.m.month & 1], block.peers + static_cast<long>(i) * kPeers);
    be_asked(x, s, words);
    if (any(x.before == Int(cptsim::kActive))) end_task(x, s, words);
    participate(x, s, anniversary);
    face_attachment(x, s);
    bool const engaged = any(is_engaged(x.before) | is_engaged(x.role));
    if (engaged) {
        stand_for_board(x, s, words, election);
        give_hours(x, s);
    } else if (s.m.month % 12 == 0) {
        x.row.set(kernel::kYearHours, Real(0.0f));
    }
    tire(x, s, words);
    if (engaged) {
        withdraw(x, s, words);
        draw_president(x, words, election);
        tally_engaged(x, s, tally);
    }
    bond(x, s);
    Mask const moved = x.before != x.role;
    if (any(moved)) change_role(x, s, moved, tally);
    remember(x, s, view, tally);
    if (s.trace && i == s.trace->row) trace_state(*s.trace, x.row);
}

}  // namespace cptsim::CPT_TARGET
