// One professional's month, in the order of the schedule. docs/model.md, "Schedule".
#pragma once
#include "sim/model/kernel/demography.hpp"
#include "sim/model/kernel/information.hpp"
#include "sim/model/kernel/participation.hpp"
#include "sim/model/kernel/strain.hpp"

namespace cptsim::CPT_TARGET {

using kernel::YearCounts;

/// Sums over the professionals of one profession in one month.
struct Tally {
    Real of[kernel::person::count];
    Real candidates;
};

/// The seats still to fill and the candidates still to come this month: selection sampling (Knuth's algorithm S)
/// draws exactly as many as there are seats, all candidates alike, in one pass over the rows.
struct Election {
    Real seats, candidates;
};

/// What a professional's month needs beside himself.
struct Surroundings {
    Params const& p;
    Draws const& draws;
    Month const& m;
    Offer const& o;
    int profession;
    float ties;
    Real retirement_scale, arrival_rate;
    Real newcomer_knowledge;
    YearCounts& counts;
    kernel::Trace* trace;  ///< or null
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

/// Advances one slot by a month. Returns nothing: the state, the view for next month and the tally are written.
CPT_INLINE void professional_month(Block const& block, int i, Surroundings const& s, Real exit_draw, Real arrival_draw,
                                   Election& election, Tally& tally)
{
    using namespace kernel;
    Params const& p = s.p;
    Month const& m = s.m;
    Offer const& o = s.o;
    Row const row(block, i);
    Int status = row.integer(kStatus);
    Int const before = role_of(status);
    Int role = before;
    Mask const was_vacant = before == Int(kVacant), was_chosen = is_chosen(before);
    Int times = row.integer(kTimes);

    // -- demography
    Real age = to_real(Int(m.month) - birth_of(times)) * Real(1.0f / 12.0f);
    Mask const departs = !was_vacant & exit_draw < exit_hazard(p, s.profession, s.retirement_scale, age, m.reactance);
    Mask const arrives = was_vacant & arrival_draw < arrival_hazard(p, s.arrival_rate, o.lump + o.member_bonus);
    if (any(arrives)) {
        Int const generation = (generation_of(status) + Int(1)) & Int(0xFF);
        draw_professional(row, arrives, p, s.draws, i, generation, s.profession, s.ties, m.month, false,
                          s.newcomer_knowledge);
        status = row.integer(kStatus);
        times = row.integer(kTimes);
        role = role_of(status);
        age = to_real(Int(m.month) - birth_of(times)) * Real(1.0f / 12.0f);
    }
    role = select(departs, Int(kVacant), role);
    Mask const present = role != Int(kVacant);

    // -- information and opinion
    Int seen = Int(0);
    std::uint16_t const* near = block.peers + static_cast<long>(i) * kPeers;
    for (int k = 0; k < kPeers; ++k)
        seen = seen + Int::load(block.view[m.month & 1] + static_cast<long>(near[k]) * kLanes);
    Peers const peers = peers_of(seen);
    Mask const chosen_now = is_chosen(role), active_now = is_active(role);
    Real const knowledge = next_knowledge(p, m, o, row.real(kKnowledge), peers, chosen_now, role == Int(kAttached));
    Real attitude = next_attitude(p, m, o, row, row.real(kAttitude), knowledge, peers, chosen_now, active_now);
    Real exhaustion = row.real(kExhaustion);
    Real social_capital = row.real(kSocialCapital);

    // -- participation: at the anniversary and on an event
    int const anniversary = static_cast<int>((block.key + static_cast<std::uint32_t>(i) * 7u) % 12u);
    Int const year = Int(draw_year(m.month, anniversary));
    int const since = (m.month + 12 - anniversary) % 12;
    Mask const due = to_real(Int(since)) - p.participation.review_interval *
                                               to_real(to_int(to_real(Int(since)) / p.participation.review_interval)) <
                     Real(0.5f);
    Mask const on_leave = role == Int(kOnLeave);
    Mask const reviews = present & !on_leave &
                         (due & m.is_operating | m.opened | o.changed & m.is_operating | m.answer_now & m.is_operating |
                          arrives & m.is_operating);
    Mask const acting = is_active(role);
    Effort effort{};
    bool const need_effort = any(reviews | acting);
    if (need_effort) effort = best_effort(p, m, o, row, status, peers, attitude, social_capital, exhaustion);
    Int exit_reason = Int(0);
    if (any(reviews)) {
        Decision const d =
            review(p, m, o, s.draws, i, row, status, year, peers, attitude, knowledge, age, exhaustion, effort);
        role = select(reviews, d.role, role);
        exit_reason = d.exit_reason;
        status =
            with_flag(status, kWouldStay,
                      select(reviews, where(d.would_stay, Int(1)), where(has(status, kWouldStay), Int(1))) == Int(1));
        if (s.trace && i == s.trace->row) trace_review(*s.trace, reviews, d, effort);
    }
    Mask const dissolved = m.closed & is_chosen(role);
    role = select(dissolved, Int(kOutside), role);
    exit_reason = select(dissolved, Int(0), exit_reason);

    // -- attachment by law: notification, opposition, repeal
    Mask const freed = (m.regime_ended | m.closed) & (role == Int(kAttached) | role == Int(kOpposed));
    role = select(freed, Int(kOutside), role);
    role = select((m.regime == Int(kMandatoryRegime)) & role == Int(kOpposed) & m.is_signed, Int(kAttached), role);
    Mask const concerned =
        m.regime != Int(kVoluntaryRegime) & m.is_signed & (!m.newcomers_only | arrival_of(times) >= m.regime_start);
    Mask const asked = concerned & role == Int(kOutside);
    Mask opposing = Mask{Int(0) == Int(1)};
    if (any(asked)) {
        Mask const says_no = opposes(p, m, o, s.draws, i, row, status, year, peers, attitude, knowledge, age);
        opposing = asked & says_no & m.regime == Int(kAutomaticRegime);
        role = select(asked, select(opposing, Int(kOpposed), Int(kAttached)), role);
    }

    // -- board: the term, elections
    Mask const term_over = role == Int(kBoard) & to_real(months_in_role(status)) >= p.board.term_months;
    role = select(term_over, Int(kActive), role);
    Mask const candidate = before == Int(kActive) & has(status, kCandidate);
    Words const w = s.draws.behaviour(Int(i), generation_of(status), Int(m.month), Purpose::month);
    if (any(candidate)) {
        Mask const drawn = candidate & uniform(w.v[3]) * election.candidates < election.seats;
        election.candidates = election.candidates - on(candidate);
        Mask const elected = drawn & role == Int(kActive);
        election.seats = election.seats - on(elected);
        role = select(elected, Int(kBoard), role);
    }

    // -- hours given
    Mask const governs = role == Int(kBoard), works = role == Int(kActive) | governs;
    Real const own_hours = where(works, effort.hours);
    Real const hours = own_hours + where(governs, m.board_hours);
    Mask const under_contract =
        works & effort.exists & o.fee_premium - o.commitment * hour_cost(p, row.real(kIncome)) > Real(0.0f);
    Real const contract_hours = where(under_contract, o.commitment);
    Real const added = (Real(1.0f) - p.activity.displaced_share) * hours + contract_hours;
    Real const year_hours = m.month % 12 == 0 ? hours : row.real(kYearHours) + where(present, hours);
    // The yearly cap of one person's indemnities, at this month's rate.
    Real const left =
        max(Real(0.0f), p.activity.yearly_cap / max(o.indemnity, Real(1.0f)) - (year_hours - hours) * o.paid_share);
    Real const paid = min(hours * o.paid_share, left);

    // -- strain and leave
    exhaustion = next_exhaustion(p, m, row, status, exhaustion, social_capital, works, governs, added, w.v[0]);
    Real const u_leave = uniform(w.v[2]);
    Mask const leaves = works & u_leave < leave_hazard(p, exhaustion);
    Mask const back = role == Int(kOnLeave) & before == Int(kOnLeave) & u_leave < p.strain.return_rate;
    Mask const resigns = back & uniform(w.v[1]) < p.strain.resignation_share;
    role = select(leaves, Int(kOnLeave), select(resigns, Int(kOutside), select(back, Int(kPassive), role)));
    exit_reason = select(resigns, Int(0), exit_reason);
    attitude = attitude - where(back, p.strain.scar);
    attitude = max(attitude, Real(-1.0f));

    // -- social capital
    Mask const in = is_chosen(role);
    Real const bonding = where(in, p.climate.capital_rate * m.climate + m.event_gain);
    social_capital = clamp(social_capital + bonding * (Real(1.0f) - social_capital) -
                               p.climate.capital_fade * (social_capital - row.real(kOwnNetwork)),
                           Real(0.0f), Real(1.0f));

    // -- write the state
    Mask const enters = in & !was_chosen, exits = was_chosen & !in;
    count_spells(s.counts, 1, m.month, exits & departs, times);
    count_spells(s.counts, 0, m.month, exits & !departs, times);
    times = select(enters, with_entry(times, Int(m.month)), times);
    Mask const may_stand =
        role == Int(kActive) & exhaustion<p.board.exhaustion_limit & effort.board_surplus> Real(0.0f);
    status = with_flag(status, kCandidate, may_stand);
    status = with_role(status, role);
    status = with_flag(status, kCohort,
                       (has(status, kCohort) & !departs & !arrives) | (Int(m.month) == m.cohort_month & in));
    Real const hours_kept = where(present, hours);
    Int const membership_bits = shl<1>(row.integer(kMembership)) | where(in, Int(1));
    Int const activity_bits = shl<1>(row.integer(kActivity)) | where(hours_kept > Real(0.0f), Int(1));
    row.set(kAttitude, attitude), row.set(kKnowledge, knowledge), row.set(kExhaustion, exhaustion);
    row.set(kSocialCapital, social_capital), row.set(kStatus, status), row.set(kTimes, times);
    row.set(kMembership, membership_bits), row.set(kActivity, activity_bits);
    row.set(kHours, hours_kept), row.set(kYearHours, year_hours);
    view_of(attitude, role).store(block.view[~m.month & 1] + static_cast<long>(i) * kLanes);
    Mask const changed = before != role;
    if (any(changed)) count_flow(s.counts, m.month, changed, before, role);

    if (s.trace && i == s.trace->row)
        for (int k = 0; k < kColumns; ++k) row.real(static_cast<Column>(k)).store(s.trace->state[k]);

    // -- observe
    Real* const t = tally.of;
    Mask const severe = present & exhaustion >= p.strain.severe_threshold;
    t[person::eligible] += on(present);
    t[person::outside] += on(role == Int(cptsim::kOutside));
    t[person::opposed] += on(role == Int(cptsim::kOpposed));
    t[person::attached] += on(role == Int(cptsim::kAttached));
    t[person::passive] += on(role == Int(cptsim::kPassive));
    t[person::active] += on(role == Int(cptsim::kActive));
    t[person::board] += on(role == Int(cptsim::kBoard));
    t[person::on_leave] += on(role == Int(cptsim::kOnLeave));
    t[person::attitude] += where(present, attitude);
    t[person::knowledge] += where(present, knowledge);
    t[person::exhaustion] += where(present, exhaustion);
    t[person::social_capital] += where(present, social_capital);
    t[person::severe] += on(severe);
    t[person::sanctions] += where(present & !in & m.is_operating, o.sanction);
    if (any(in | was_chosen)) {
        Mask const here = !departs;
        t[person::hours_paid] += paid;
        t[person::hours_unpaid] += hours_kept - paid;
        t[person::care_hours_displaced] += hours_kept * p.activity.displaced_share;
        t[person::severe_active] += on(severe & role == Int(kActive));
        t[person::severe_board] += on(severe & role == Int(kBoard));
        t[person::entries] += on(enters);
        t[person::exits_organisational] += on(exits & here & exit_reason == Int(0));
        t[person::exits_didactic] += on(exits & here & exit_reason == Int(1));
        t[person::exits_material] += on(exits & here & exit_reason == Int(2));
        t[person::exits_departed] += on(was_chosen & departs);
        t[person::lump_sum_paid] +=
            where(in, m.operating * (where(!has(status, kElsewhere), o.lump) + o.member_bonus)) +
            where(works & hours_kept >= p.activity.minimum_hours, o.bonus) + where(under_contract, o.fee_premium);
        t[person::indemnities_due] += paid * o.indemnity;
        tally.candidates += on(may_stand);
    }
    t[person::oppositions] += on(opposing);
}

}  // namespace cptsim::CPT_TARGET
