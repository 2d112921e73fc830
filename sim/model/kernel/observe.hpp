// Observing changes nothing: the month of a CPTS, the December of professionals and territories, pairs of runs.
#pragma once
#include "sim/model/kernel/lifecycle.hpp"

namespace cptsim::CPT_TARGET {

using kernel::Runs;
using kernel::YearInput;
using kernel::YearOutput;

CPT_INLINE void observe_cpts(Params const& p, Block const& block, Cpts const& c, CptsFlows const& f, Real lumps,
                             Real sanctions, float (&out)[kernel::cpts::count][kLanes])
{
    using namespace kernel::cpts;
    auto const put = [&](int row, Real x) { x.store(out[row]); };
    Mask const is_signed = c.stage == Int(kSigned);
    Mask const dormant = c.dormant > Real(0.5f), at_work = c.coordinator > Real(0.0f);
    Real const people = Real(block.inhabitants);
    put(cpts_pre_project, on(c.stage == Int(kPreProject)));
    put(cpts_letter, on(c.stage == Int(kLetter)));
    put(cpts_validated, on(c.stage == Int(kValidated)));
    put(cpts_signed, on(is_signed));
    put(cpts_dormant, on(is_signed & dormant));
    put(signatures, f.signed_now);
    put(ends, f.ended);
    put(population_signed, where(is_signed, people));
    put(population_living, where(is_signed & !dormant, people));
    put(efficacy, where(is_signed, c.efficacy));
    put(climate, where(is_signed, c.climate));
    put(board_overload, where(is_signed, c.overload));
    put(conflicts, f.conflict);
    put(coordinators, c.coordinator);
    put(coordinators_at_work, on(at_work));
    put(useful_hours, f.useful_hours);
    put(coordinators_vacant, on(c.stage >= Int(kLetter) & !at_work));
    put(coordinators_severe, on(at_work & c.coordinator_strain >= p.coordinator.severe_threshold));
    put(structures, c.structures * p.lifecycle.structures * (people * Real(1.0f / 100000.0f)));
    put(treasury, c.treasury);
    Real const aci = f.aci_fixed + f.aci_variable + f.start_up;
    put(aci_paid, aci);
    put(aci_fixed, f.aci_fixed);
    put(aci_variable, f.aci_variable);
    put(startup_paid, f.start_up);
    put(fir_paid, f.fir);
    put(grants_paid, f.grants);
    put(fees_received, f.fees);
    put(coordinator_spent, f.coordinator_spent);
    put(tools_spent, f.tools_spent);
    put(projects_spent, f.projects_spent);
    put(indemnities_paid, f.indemnities);
    put(indemnities_unpaid, f.unpaid);
    put(spent, f.coordinator_spent + f.tools_spent + f.projects_spent + f.indemnities);
    put(support_paid, f.support);
    put(budget_cut, f.cut);
    put(treasury_lost, f.lost);
    put(public_cost, aci + f.fir + f.grants + lumps + f.support - sanctions - f.lost);
}

CPT_INLINE void observe_territory(Params const& p, Block const& block, Cpts const& c, Real severe_board,
                                  YearOutput& out)
{
    using namespace kernel::territory;
    auto const put = [&](int row, Real x) { x.store(out.territory_yearly[row]); };
    Real achieved = Real(0.0f);
    for (int k = 0; k < kMissions; ++k) achieved += c.mission[k];
    put(territory_stage, to_real(c.stage));
    put(territory_dormant, c.dormant);
    put(territory_eligible, sum(c.eligible));
    put(territory_chosen, sum(c.chosen));
    put(territory_attached, c.attached);
    put(territory_active, sum(c.active));
    put(territory_board, sum(c.board));
    put(territory_structures, c.structures * p.lifecycle.structures * Real(block.inhabitants / 100000.0f));
    put(territory_hours, c.hours);
    put(territory_achievement, achieved * Real(1.0f / kMissions));
    put(territory_treasury, c.treasury);
    put(territory_climate, c.climate);
    put(territory_coordinators, c.coordinator);
    put(territory_board_severe, severe_board);
    for (int s = 0; s < kStages; ++s) on(c.stage == Int(s)).store(out.candidates[s]);
}

/// Counts of one profession in December.
struct YearTally {
    Real of[kernel::person_year::count];
    CPT_INLINE void count(int what, Mask who) { of[what] += on(who); }
};

/// Members of the year, what they get and give, and what became of them.
CPT_INLINE void count_membership(YearTally& t, Cpts const& c, Month const& m, Offer const& o, Row const& row)
{
    using namespace kernel;
    Int const status = row.integer(kStatus), role = role_of(status);
    Mask const present = role != Int(cptsim::kVacant), nominal = is_nominal(role), chosen = is_chosen(role);
    Mask const living = c.stage == Int(kSigned) & c.dormant < Real(0.5f);
    Mask const project = c.stage >= Int(kLetter) & c.stage < Int(kSigned);
    // A year of membership without an hour: those who have just joined are not yet judged.
    Int const past = row.integer(kPast);
    Mask const idle = (activity_of(past) & Int(0xFFF)) == Int(0), settled = (past & Int(0xFFF)) == Int(0xFFF);
    Mask const money = o.member_bonus > Real(0.0f) | (o.lump > Real(0.0f) & !has(status, kElsewhere));
    Mask const benefits = chosen & (money | living);
    t.count(person_year::members_year, nominal);
    t.count(person_year::would_stay, nominal & has(status, kWouldStay));
    t.count(person_year::free_riders, chosen & settled & idle & benefits);
    t.count(person_year::nominal_only, nominal & idle & !benefits & (settled | !chosen));
    t.count(person_year::project_chosen, chosen & project);
    Mask const cohort = present & has(status, kCohort);
    t.count(person_year::cohort_present, cohort);
    t.count(person_year::cohort_chosen, cohort & chosen);
    t.count(person_year::cohort_active, cohort & is_active(role));
    Mask const stayed = present & arrival_of(row.integer(kTimes)) < Int(m.month < 11 ? 0 : m.month - 11);
    Mask const was_active = stayed & (activity_of(past) & Int(1 << 12)) != Int(0);
    t.count(person_year::active_last_year, was_active);
    t.count(person_year::active_kept, was_active & row.real(kYearHours) >= Real(6.0f));
    Mask const gives = present & (activity_of(past) & Int(1)) != Int(0);
    t.count(person_year::givers, gives);
    t.count(person_year::givers_kept, gives & was_active);
    t.count(person_year::chosen_kept, chosen & stayed & (past & Int(1 << 12)) != Int(0));
}

/// Women, practices, opinions, long weeks and severe exhaustion.
CPT_INLINE void count_people(YearTally& t, Params const& p, Row const& row)
{
    using namespace kernel;
    Int const status = row.integer(kStatus), role = role_of(status);
    Mask const present = role != Int(cptsim::kVacant), chosen = is_chosen(role);
    Mask const woman = present & has(status, kWoman);
    Mask const multi = present & setting_of(status) == Int(kMultiprofessional);
    t.count(person_year::women, woman);
    t.count(person_year::women_chosen, woman & chosen);
    t.count(person_year::multiprofessional, multi);
    t.count(person_year::multiprofessional_chosen, multi & chosen);
    Mask const clear = present & row.real(kKnowledge) >= p.opinion.clear_knowledge;
    Real const attitude = row.real(kAttitude);
    t.count(person_year::favourable, clear & attitude >= p.opinion.clear_attitude);
    t.count(person_year::hostile, clear & -attitude >= p.opinion.clear_attitude);
    Real const weekly = (row.real(kCareHours) + (Real(1.0f) - p.activity.displaced_share) * row.real(kHours)) *
                        Real(12.0f * 7.0f / 365.25f);
    Mask const long_week = present & weekly > Real(50.0f);
    Mask const severe = row.real(kExhaustion) >= p.strain.severe_threshold;
    t.count(person_year::long_hours, long_week);
    t.count(person_year::long_hours_severe, long_week & severe);
    Mask const group = multi | (present & setting_of(status) == Int(kGroup));
    t.count(person_year::group_practice, group);
    t.count(person_year::group_practice_severe, group & severe);
}

/// Cooperation types, and boards beside those who would have sat there too.
CPT_INLINE void count_kinds(YearTally& t, Params const& p, Row const& row)
{
    using namespace kernel;
    Int const status = row.integer(kStatus), role = role_of(status), record = row.integer(kRecord);
    Mask const present = role != Int(cptsim::kVacant);
    Mask const severe = row.real(kExhaustion) >= p.strain.severe_threshold;
    Real const hours = row.real(kHours);
    Mask const chosen = is_chosen(role);
    bool const anyone_in = any(chosen), anyone_gives = any(hours > Real(0.0f));
    for (int type = 0; type < 4; ++type) {
        Mask const is = present & cooperation_of(status) == Int(type);
        t.count(person_year::type_free_rider + type, is);
        if (anyone_in) {
            t.count(person_year::chosen_free_rider + type, is & chosen);
            t.count(person_year::active_free_rider + type, is & is_active(role));
        }
        if (anyone_gives) t.of[person_year::hours_free_rider + type] += where(is, hours);
    }
    auto const beside = [&](int what, Mask who) {
        t.count(what, present & who);
        t.count(what + 1, present & who & severe);
    };
    beside(person_year::ever_board, has(record, kEverBoard));
    beside(person_year::ever_president, has(record, kEverPresident));
    beside(person_year::elected_candidates, has(record, kCandidate2) & has(record, kElectedLastYear));
    beside(person_year::other_candidates, has(record, kCandidate2) & !has(record, kElectedLastYear));
}

/// The December of the professionals of one profession.
inline __attribute__((noinline)) void observe_december(Params const& p, Block const& block, Cpts const& c,
                                                       Month const& m, Offer const& o, int profession, YearOutput& out)
{
    YearTally tally;
    for (Real& s : tally.of) s = Real(0.0f);
    for (int i = block.first_row[profession]; i < block.first_row[profession + 1]; ++i) {
        Row const row(block, i);
        count_membership(tally, c, m, o, row);
        count_people(tally, p, row);
        count_kinds(tally, p, row);
    }
    for (int k = 0; k < kernel::person_year::count; ++k) tally.of[k].store(out.person_yearly[k][profession]);
}

/// Compares each run with its reference, person by person, for those who are the same in both.
inline __attribute__((noinline)) void observe_pairs(Block const& block, Runs const& runs, YearInput const& year,
                                                    Offer const& o, int profession, YearOutput& out)
{
    using namespace kernel;
    Int const reference = Int::load(runs.reference_lane);
    bool const apart = year.reference_status != nullptr;
    auto const beyond_reference = [&](PairOffer which, Real x) {
        x.store(out.offers[profession][which]);
        return x - (apart ? Real::load(year.reference_offers + (profession * kPairOffers + which) * kLanes)
                          : bits_real(spread(real_bits(x), reference)));
    };
    Real sums[paired::count];
    for (Real& s : sums) s = Real(0.0f);
    auto const count = [&](int what, Mask who) { sums[what] += on(who); };
    Real const lump = beyond_reference(kOfferLump, o.lump),
               member_bonus = beyond_reference(kOfferMember, o.member_bonus),
               bonus = beyond_reference(kOfferActivity, o.bonus);
    Int const vacant(cptsim::kVacant);
    for (int i = block.first_row[profession]; i < block.first_row[profession + 1]; ++i) {
        Row const row(block, i);
        Int const status = row.integer(kStatus);
        Int const status_r =
            apart ? Int::load(year.reference_status + static_cast<long>(i) * kLanes) : spread(status, reference);
        Int const role = role_of(status), role_r = role_of(status_r);
        Mask const same = generation_of(status) == generation_of(status_r) & role != vacant & role_r != vacant;
        Mask const in = is_chosen(role), in_r = is_chosen(role_r), acts = is_active(role), acts_r = is_active(role_r);
        count(paired::drawn_in, same & in & !in_r);
        count(paired::driven_out, same & !in & in_r);
        count(paired::drawn_in_active, same & acts & !acts_r);
        count(paired::driven_out_active, same & !acts & acts_r);
        // Money beyond the reference's, to those who are in the same state without it.
        Real const extra = where(in & in_r, member_bonus + where(!has(status, kElsewhere), lump)) +
                           where(acts & acts_r & has(row.integer(kRecord), kContract), bonus);
        sums[paired::deadweight] += where(same, max(extra, Real(0.0f)));
    }
    for (int k = 0; k < paired::count; ++k) sums[k].store(out.paired[k][profession]);
}

}  // namespace cptsim::CPT_TARGET
