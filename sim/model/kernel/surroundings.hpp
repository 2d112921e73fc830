// A professional while his month goes by, and what surrounds him.
#pragma once
#include "sim/model/kernel/counting.hpp"

namespace cptsim::CPT_TARGET {

/// The seats still to fill and the candidates still to come this month: selection sampling (Knuth's algorithm S)
/// draws exactly as many as there are seats, all candidates alike, in one pass over the rows. The same pass finds the
/// member of the board with the highest lot, who presides next if nobody does.
struct Election {
    Real seats, candidates;
    Mask presides;  ///< the president goes on
    Int lot, next;  ///< highest lot on the board so far, and whose slot it is
};

/// What a professional's month needs beside himself.
struct Surroundings {
    Params const& p;
    Draws const& draws;
    Month const& m;
    Offer const& o;
    int profession;
    float ties;
    Real retirement_scale;
    Real highest_exit_hazard;
    Real arrivals;  ///< monthly hazard of a vacant slot to be filled
    Real newcomer_knowledge;
    YearCounts& counts;
    kernel::Trace* trace;  ///< or null
};

CPT_INLINE void trace_state(kernel::Trace& trace, Row const& row)
{
    for (int k = 0; k < kernel::kColumns; ++k) row.real(static_cast<kernel::Column>(k)).store(trace.state[k]);
}

CPT_INLINE void trace_review(kernel::Trace& trace, Mask reviewed, Decision const& d, Effort const& e)
{
    where(reviewed, Int(1)).store(trace.reviewed);
    d.v_in.store(trace.utility_membership);
    d.v_passive.store(trace.utility_passive);
    e.surplus.store(trace.surplus_active);
    d.draw_in.store(trace.draw_membership);
    d.draw_active.store(trace.draw_activity);
}

/// Year of a person's random draws: it changes at his anniversary month, so that two reviews within a year use the
/// same noise.
CPT_INLINE int draw_year(int month, int anniversary) { return (month + 12 - anniversary) / 12; }

/// A professional while his month goes by, and what happened to him in it.
struct Professional {
    Row row;
    int slot;
    Int before, role;  ///< at the start of the month, now
    Int status, record;
    Int year;  ///< of his random draws
    Real attitude, knowledge, exhaustion, social_capital;
    Peers peers;
    Effort effort;
    Mask departs, arrives, asked, accepts, opposes_now, presides;
    Int exit_reason;  ///< of those who leave chosen membership: 0 organisational, 1 didactic, 2 material
    Real hours, year_hours, paid_hours, added_hours, governed_hours;

    CPT_INLINE Professional(Block const& block, int i) : row(block, i), slot(i) {}
    /// Read where they are needed, which is seldom.
    [[nodiscard]] CPT_INLINE Int times() const { return row.integer(kernel::kTimes); }
    [[nodiscard]] CPT_INLINE Real age(int month) const
    {
        return to_real(Int(month) - birth_of(times())) * Real(1.0f / 12.0f);
    }
};

}  // namespace cptsim::CPT_TARGET
