// Steps of the month: being asked, contracts, the review of the role. docs/model.md, "Tasks",
// "Contracts", "Participation".
#pragma once
#include "sim/model/kernel/surroundings.hpp"

namespace cptsim::CPT_TARGET {

/// A task ends: the active outside contracts are passive until they are asked again.
CPT_INLINE void end_task(Professional& x, Surroundings const& s, MonthWords const& words)
{
    Mask const free = x.role == Int(cptsim::kActive) & x.before == x.role & !has(x.record, kContract);
    Mask const ends = free & uniform(words[1]) < s.p.activity.task_end_rate * Real(1.0f / 12.0f);
    x.role = select(ends, Int(cptsim::kPassive), x.role);
}

/// Who is asked to take a task, and was willing at his last review, becomes active.
CPT_INLINE void be_asked(Professional& x, Surroundings const& s, MonthWords const& words)
{
    x.asked = x.accepts = Int(0) != Int(0);
    // One word serves the ends of tasks, patience on the board, resignations and being asked: each concerns others.
    Real const u = uniform(words[1]), rate = asking_rate(s.m, s.o, x.peers);
    Mask const busy = x.role == Int(cptsim::kVacant) | is_engaged(x.role) | is_engaged(x.before);
    if (!any(!busy & u < rate + Real(1e-6f))) return;  // 1 - exp(-rate) is no more, but for rounding
    x.asked = !busy & u < Real(1.0f) - portable_exp(-rate);
    x.accepts = x.asked & has(x.record, kWilling);
    x.role = select(x.accepts, Int(cptsim::kActive), x.role);
}

/// Contracts that ask for no hours: taken up at the yearly review, or in force unless refused at it.
CPT_INLINE void sign_bonus_contract(Professional& x, Surroundings const& s, Mask yearly)
{
    Offer const& o = s.o;
    Mask const here = x.role != Int(cptsim::kVacant), offered = here & o.free_bonus > Real(0.0f);
    Mask holds = has(x.record, kBonusContract) | (offered & o.opt_out & !has(x.record, kRefusedContract));
    Mask const decides = offered & yearly;
    if (any(decides)) {
        Real const reluctance = contract_reluctance(s.p, s.draws, x.slot, x.status, x.attitude);
        Words const w = notification_words(s.draws, x.slot, x.status);
        Mask const refuses = decides & o.opt_out & refuses_contract(s.p, x.row, w, o.free_bonus, reluctance);
        x.record = with_bit(x.record, kRefusedContract, refuses | has(x.record, kRefusedContract));
        holds = (holds & !refuses) | (decides & !o.opt_out & worth_contract(s.p, o.free_bonus, reluctance));
    }
    x.record = with_bit(x.record, kBonusContract, holds & offered);
}

/// Reviews the role at the anniversary and on an event.
CPT_INLINE void review_role(Professional& x, Surroundings const& s, Mask reviews)
{
    Decision const d = review(s.p, s.m, s.o, s.draws, x.slot, x.row, x.status, x.year, x.peers, x.attitude, x.knowledge,
                              x.age(s.m.month), x.exhaustion, x.role, x.effort);
    x.role = select(reviews, d.role, x.role);
    x.exit_reason = d.exit_reason;
    x.status = with_flag(x.status, kWouldStay, (reviews & d.would_stay) | (!reviews & has(x.status, kWouldStay)));
    x.record = with_bit(x.record, kWilling, (reviews & d.willing) | (!reviews & has(x.record, kWilling)));
    if (s.trace && x.slot == s.trace->row) trace_review(*s.trace, reviews, d, x.effort);
}

/// Reviews and contracts; members of a CPTS that ended are outside.
CPT_INLINE void participate(Professional& x, Surroundings const& s, int anniversary)
{
    Month const& m = s.m;
    Mask const here = x.role != Int(cptsim::kVacant) & x.role != Int(cptsim::kOnLeave);
    Mask const reviews = here & (s.o.everyone_reviews | (m.is_operating & (m.due[anniversary] | x.arrives)));
    Mask const yearly = Int(m.month % 12) == Int(anniversary);
    if (s.o.free_contracts)
        sign_bonus_contract(x, s, yearly);
    else
        x.record = with_bit(x.record, kBonusContract, Int(0) != Int(0));  // withdrawn, whatever other runs are offered
    Mask const weighs = reviews | is_active(x.role);
    if (any(weighs)) {
        x.effort = best_effort(s.p, m, s.o, s.draws, x.slot, x.row, x.status, x.record, reviews & yearly, x.peers,
                               x.attitude, x.social_capital, x.exhaustion);
        // The others keep their contract until they weigh it again, whether or not another run of the pack does today.
        x.record = with_bit(x.record, kContract, (weighs & x.effort.contract) | (!weighs & has(x.record, kContract)));
    }
    if (any(reviews)) review_role(x, s, reviews);
    Mask const dissolved = m.closed & is_chosen(x.role);
    x.role = select(dissolved, Int(cptsim::kOutside), x.role);
    x.exit_reason = where(!dissolved, x.exit_reason);
}

}  // namespace cptsim::CPT_TARGET
