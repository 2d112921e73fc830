// Steps of the month: the board and its president. docs/model.md, "Board".
#pragma once
#include "sim/model/kernel/surroundings.hpp"

namespace cptsim::CPT_TARGET {

/// Board: a seat that costs more than it brings is held for a time out of duty, terms end, last month's candidates are
/// elected.
CPT_INLINE void stand_for_board(Professional& x, Surroundings const& s, MonthWords const& words, Election& election)
{
    Params const& p = s.p;
    Mask const sits = x.role == Int(cptsim::kBoard), worth_it = x.effort.board_surplus > Real(0.0f);
    x.presides = sits & s.m.president == Int(x.slot);
    Mask const done = to_real(months_in_role(x.status)) >= p.board.term_months - Real(1.0f);
    Mask const term_over = (x.presides & s.m.presidency_over) | (!x.presides & done);
    Mask const gives_up = !worth_it & uniform(words[1]) * p.board.duty_months < Real(1.0f);
    Int const stays_active = select(x.effort.exists, Int(cptsim::kActive), Int(cptsim::kPassive));
    x.role = select(sits & (gives_up | term_over), stays_active, x.role);
    Mask const candidate = x.before == Int(cptsim::kActive) & has(x.status, kCandidate);
    if (!any(candidate)) return;
    Mask const drawn = candidate & uniform(words[3]) * election.candidates < election.seats;
    Mask const elected = drawn & x.role == Int(cptsim::kActive) & worth_it;
    election.candidates = election.candidates - on(candidate);
    election.seats = election.seats - on(elected);
    x.role = select(elected, Int(cptsim::kBoard), x.role);
    x.record = x.record | where(elected, Int(kElected | kEverBoard));
}

/// Who sits on the board at the end of a month may preside from the next on: the highest of the nine bits of a word
/// that uniform() leaves, the first on ties.
CPT_INLINE void draw_president(Professional& x, MonthWords const& words, Election& election)
{
    Mask const sits = x.role == Int(cptsim::kBoard);
    if (!any(sits)) return;
    election.presides = election.presides | (sits & x.presides);
    x.record = x.record | where(sits & x.presides, Int(kEverPresident));
    Int const lot = words[3] & Int(0x1FF);
    Mask const better = sits & election.lot < lot;
    election.lot = select(better, lot, election.lot);
    election.next = select(better, Int(x.slot), election.next);
}

}  // namespace cptsim::CPT_TARGET
