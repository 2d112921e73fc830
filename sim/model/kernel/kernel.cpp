// The monthly loop over one territory, compiled once per instruction set (CPT_TARGET). docs/model.md, "Schedule".
#include "sim/model/kernel/interface.hpp"
#include "sim/model/kernel/observe.hpp"

namespace cptsim::CPT_TARGET {
namespace {

using namespace kernel;

Params const& params_of(Runs const& runs) { return *reinterpret_cast<Params const*>(runs.parameters); }

/// Counts of professionals from the state; for the start of a run.
void count_professionals(Block const& block, Cpts& c)
{
    for (int p = 0; p < kProfessions; ++p) {
        for (int i = block.first_row[p]; i < block.first_row[p + 1]; ++i) {
            Int const role = role_of(Row(block, i).integer(kStatus));
            for (int r = 0; r < kVacant; ++r) c.of_role[p][r] += on(role == Int(r));
        }
        take_counts(c, p);
    }
}

/// Members of the projects of 2019, before the ACI existed: by attitude, some of them active.
void found_project(Block const& block, Params const& p, Draws const& draws, int i, Row const& row)
{
    Words const w = draws.people(Int(i), Int(0), Int(0), Purpose::traits, 5);
    Real const attitude = row.real(kAttitude);
    Mask const in = uniform(w.v[0]) < p.lifecycle.initial_share * (Real(1.0f) + attitude);
    Mask const acts = in & uniform(w.v[1]) < p.lifecycle.initial_active;
    Mask const here = Mask{Int(block.stage) >= Int(kLetter)} & role_of(row.integer(kStatus)) == Int(cptsim::kOutside);
    Int const role = select(acts, Int(cptsim::kActive), Int(cptsim::kPassive));
    row.set(here & in, kStatus, with_role(row.integer(kStatus), role));
    row.set(here & acts, kStatus, with_flag(row.integer(kStatus), kCandidate, here & acts));
}

void initialise(Block const& block, Runs const& runs)
{
    Params const& p = params_of(runs);
    Draws const draws(runs, block.key);
    Mask const all = Mask{Int(0) == Int(0)};
    for (int profession = 0; profession < kProfessions; ++profession)
        for (int i = block.first_row[profession]; i < block.first_row[profession + 1]; ++i) {
            Row const row(block, i);
            draw_professional(row, all, p, draws, i, Int(0), profession, block.ties, 0, true, p.information.initial);
            if (i - block.first_row[profession] >= block.occupied[profession])
                row.set(kStatus, (row.integer(kStatus) & Int(~0xF)) | Int(cptsim::kVacant));
            found_project(block, p, draws, i, row);
            Int const role = role_of(row.integer(kStatus));
            Int const view = view_of(row.real(kAttitude), role);
            view.store(block.view[0] + static_cast<long>(i) * kLanes);
            view.store(block.view[1] + static_cast<long>(i) * kLanes);
        }
    auto* const bytes = static_cast<float*>(block.cpts);
    for (int k = 0; k < kCptsBytes / 4; ++k) bytes[k] = 0.0f;
    Cpts& c = *static_cast<Cpts*>(block.cpts);
    c.stage = Int(block.stage);
    c.stage_months = Real(static_cast<float>(block.stage_months));
    c.ration = Real(1.0f);
    c.president = Int(-1);
    bool const operating = block.stage >= kLetter;
    c.climate = operating ? p.climate.initial : Real(0.0f);
    c.efficacy = operating ? p.mission.efficacy_initial : Real(0.0f);
    count_professionals(block, c);
    for (int profession = 0; profession < kProfessions; ++profession)
        if (operating) c.candidates += c.active[profession];
}

/// Sums over all professionals of a month that the CPTS needs.
struct MonthSums {
    Real attached, hours, due, candidates, lumps, sanctions, fees, severe_board;
    Real informed, trained;  ///< people by the intensity of their campaign; newcomers by the share trained
};

void add_tally(MonthSums& sums, Tally const& tally, Levers const& lever_of)
{
    Real const* const t = tally.of;
    sums.attached += t[person::attached];
    sums.hours += t[person::hours_paid] + t[person::hours_unpaid];
    sums.due += t[person::indemnities_due];
    sums.candidates += tally.candidates;
    sums.lumps += t[person::lump_sum_paid];
    sums.sanctions += t[person::sanctions];
    sums.fees += chosen_of(tally.by_role) * lever_of[lever::membership_fee] * Real(1.0f / 12.0f);
    sums.severe_board += t[person::severe_board];
    sums.informed += t[person::eligible] * lever_of[lever::information];
    sums.trained += tally.arrivals * lever_of[lever::intern_training];
}

/// Advances every slot of the territory; the tallies go to the output and the CPTS.
MonthSums professionals_month(Block const& block, Runs const& runs, Draws const& draws, YearInput const& in,
                              float const* levers, Cpts& c, Month const& m, YearOutput& out, YearCounts& counts,
                              Trace* trace)
{
    Params const& p = params_of(runs);
    int const mm = m.month % kMonths;
    Election election{max(Real(0.0f), p.board.seats - sum(c.board)) * m.operating, c.candidates, Int(0) != Int(0),
                      Int(-1), Int(-1)};
    MonthWords words(draws, m.month);
    DemographyDraws demography(draws, m.month);
    Real const none = Real(0.0f);
    MonthSums sums{none, none, none, none, none, none, none, none, none, none};
    for (int profession = 0; profession < kProfessions; ++profession) {
        Offer const o = begin_offer(p, c, m, levers, profession, m.month == 0);
        Levers const lever_of{levers, profession};
        int const first = block.first_row[profession], end = block.first_row[profession + 1];
        Real const expected = Real(static_cast<float>(block.occupied[profession])) *
                              Real::load(in.trend + (mm * kProfessions + profession) * kLanes);
        Real const knowledge = p.information.newcomer + p.information.training_gain * lever_of[lever::intern_training];
        Real const retirement = Real::load(runs.retirement_scale + profession * kLanes);
        Surroundings const s{
            p,
            draws,
            m,
            o,
            profession,
            block.ties,
            retirement,
            highest_exit_hazard(p, profession, retirement, m.reactance),
            arrival_hazard(p, profession, expected, static_cast<float>(end - first), o.lump + o.member_bonus),
            knowledge,
            counts,
            trace};
        Tally tally = empty_tally(c.of_role[profession]);
        for (int i = first; i < end; ++i) {
            words.next(i), demography.next(i);
            professional_month(block, i, s, words, demography.exit(), demography.arrival(), election, tally);
        }
        finish_tally(p, m, o, tally);
        for (int k = 0; k < person::count; ++k) tally.of[k].store(out.person_monthly[mm][k][profession]);
        add_tally(sums, tally, lever_of);
        if (mm == kMonths - 1) {
            observe_december(p, block, c, m, o, profession, out);
            observe_pairs(block, runs, in, o, profession, out);
        }
    }
    for (int k = 0; k < kProfessions; ++k) take_counts(c, k);
    c.president_since = select(election.presides, c.president_since, Int(m.month));
    c.president = select(election.presides, c.president, election.next);
    c.attached = sums.attached, c.candidates = sums.candidates, c.hours = sums.hours, c.due = sums.due;
    return sums;
}

/// Spells that still go on at the horizon.
void censor_spells(Block const& block, int month, YearCounts& counts)
{
    for (int i = 0; i < block.rows; ++i) {
        Row const row(block, i);
        count_spells(counts, 1, month + 1, is_chosen(role_of(row.integer(kStatus))), row.integer(kTimes));
    }
}

void territory_year(Block const& block, Runs const& runs, YearInput const& in, YearOutput& out, YearCounts& counts,
                    Trace* trace)
{
    Params const& p = params_of(runs);
    Draws const draws(runs, block.key);
    Cpts c = *static_cast<Cpts const*>(block.cpts);
    Real const opinion = Real::load(in.opinion), capacity = Real::load(in.capacity);
    Int const cohort_month = Int::load(runs.cohort_month);
    for (int mm = 0; mm < in.months; ++mm) {
        int const month = in.first_month + mm;
        float const* const levers = in.levers + static_cast<long>(mm) * lever::count * kProfessions * kLanes;
        Levers const lever_of{levers, 0};
        Month m = begin_month(p, c, levers, month, block.inhabitants, opinion, cohort_month);
        m.paid = Real::load(in.paid);
        MonthSums const sums =
            professionals_month(block, runs, draws, in, levers, c, m, out, counts, trace ? trace + mm : nullptr);

        // One CPTS has one address; its draws do not depend on who works in it.
        Words const w = draws.behaviour(Int(kTerritoryRow), Int(0), Int(month), Purpose::territory);
        Words const w2 = draws.behaviour(Int(kTerritoryRow), Int(0), Int(month), Purpose::renewal);
        CptsFlows f{};
        update_missions(p, c, m, lever_of, block.inhabitants, f);
        update_money(p, c, m, lever_of, block.size_class, sums.fees, f);
        post_public_money(p, c, m, lever_of, sums.lumps, sums.informed, sums.trained, f);
        update_coordinator(p, c, m, lever_of, block.size_class, f, uniform(w.v[3]), w2);
        update_climate(p, c, m, lever_of, w, f);
        Int const step = in.steps ? Int::load(in.steps + mm * kLanes) : Int(kByLaw);
        update_stage(p, c, m, lever_of, block.inhabitants, block.ties, capacity, step, w, w2, f);
        update_board(p, c, m, lever_of);

        observe_cpts(p, block, c, f, sums.lumps, sums.sanctions, out.cpts_monthly[mm]);
        for (int k = 0; k < kMissions; ++k)
            where(c.stage == Int(kSigned), c.mission[k]).store(out.mission_monthly[mm][k]);
        if (mm == kMonths - 1) observe_territory(p, block, c, sums.severe_board, out);
    }
    *static_cast<Cpts*>(block.cpts) = c;
    if (in.last_year) censor_spells(block, in.first_month + in.months - 1, counts);
}

void hazards_of_stages(Block const& block, Runs const& runs, float const* levers, int month, float const* capacity,
                       float* hazards)
{
    StageHazards const from =
        stage_hazards(params_of(runs), month, Levers{levers, 0}, block.ties, Real::load(capacity));
    from.start.store(hazards + cptsim::kNone * kLanes);
    from.letter.store(hazards + cptsim::kPreProject * kLanes);
    from.writing.store(hazards + cptsim::kLetter * kLanes);
    from.negotiation.store(hazards + cptsim::kValidated * kLanes);
}

}  // namespace
}  // namespace cptsim::CPT_TARGET

#define CPT_JOIN2(a, b) a##b
#define CPT_JOIN(a, b) CPT_JOIN2(a, b)
#define CPT_STRING2(a) #a
#define CPT_STRING(a) CPT_STRING2(a)
extern cptsim::kernel::Table const cptsim::kernel::CPT_JOIN(table_, CPT_TARGET) = {
    CPT_STRING(CPT_TARGET), cptsim::CPT_TARGET::initialise, cptsim::CPT_TARGET::territory_year,
    cptsim::CPT_TARGET::hazards_of_stages};
