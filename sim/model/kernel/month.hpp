// One professional's month, in the order of the schedule. docs/model.md, "Schedule".
#pragma once
#include "sim/model/kernel/counting.hpp"
#include "sim/model/kernel/demography.hpp"
#include "sim/model/kernel/information.hpp"
#include "sim/model/kernel/participation.hpp"
#include "sim/model/kernel/strain.hpp"

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

/// A notification `comes`: it is read at once or after its delay, or never, as many are.
CPT_INLINE void be_notified(Professional& x, Surroundings const& s, Mask comes)
{
    Words const w = notification_words(s.draws, x.slot, x.status);
    Int const months = where(reads_notification(s.p, x.row, w), reading_delay(s.p, w) + Int(1));
    x.record = select(comes, with_notice(x.record, months), x.record);
}

/// Those who read their notification this month weigh it where they may oppose.
CPT_INLINE void read_notification(Professional& x, Surroundings const& s, Mask reads)
{
    Words const w = notification_words(s.draws, x.slot, x.status);
    x.opposes_now =
        reads & opposes(s.p, s.m, s.o, x.row, x.status, w, x.peers, x.attitude, x.knowledge, x.age(s.m.month));
    x.role = select(x.opposes_now, Int(cptsim::kOpposed), x.role);
}

/// Attachment by law: whoever is outside is attached, and may oppose when he reads the notification; mandatory
/// attachment; repeal.
CPT_INLINE void face_attachment(Professional& x, Surroundings const& s)
{
    Month const& m = s.m;
    Mask const attached = x.role == Int(cptsim::kAttached), opposed = x.role == Int(cptsim::kOpposed);
    if (!any(attached | opposed | m.regime != Int(kVoluntaryRegime))) return;
    x.role = select((m.regime_ended | m.closed) & (attached | opposed), Int(cptsim::kOutside), x.role);
    x.role = select(m.regime == Int(kMandatoryRegime) & m.is_signed & opposed, Int(cptsim::kAttached), x.role);
    Mask const concerned =
        m.regime != Int(kVoluntaryRegime) & m.is_signed & (!m.newcomers_only | arrival_of(x.times()) >= m.regime_start);
    Mask const notified = concerned & x.role == Int(cptsim::kOutside);
    x.role = select(notified, Int(cptsim::kAttached), x.role);
    Mask const is_attached = x.role == Int(cptsim::kAttached), comes = is_attached & !attached;
    if (any(comes)) be_notified(x, s, comes);
    Mask const waits = is_attached & Int(0) < notice_of(x.record);
    if (!any(waits)) return;
    x.record = select(waits, with_notice(x.record, notice_of(x.record) - Int(1)), x.record);
    Mask const reads = waits & notice_of(x.record) == Int(0) & m.regime == Int(kAutomaticRegime) & m.is_signed;
    if (any(reads)) read_notification(x, s, reads);
}

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
