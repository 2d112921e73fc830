// Compiled per instruction set, as the kernel is; the namespace is its own.
#include <x86intrin.h>

#include "sim/base/calendar.hpp"
#include "sim/model/kernel/observe.hpp"
#include "tests/benchmark/submodels.hpp"

namespace cptsim::CPT_TARGET {
namespace {

using benchmarks::Caller;
using benchmarks::Scene;
using benchmarks::Submodel;

constexpr int kPeople = 64;  ///< of a territory, eight of each profession: they stay in the cache

/// Everything that a submodel is given.
struct Stage {
    Scene const& scene;
    Params const& p;
    Draws draws;
    Cpts cpts;
    Month month;
    Levers levers;
    Words words, renewal;
    CptsFlows flows{};
    MonthWords month_words;
    Tally tally;
    Election election;
    Offer offers[kProfessions];
    int slots[kPeople];
    float exits[kPeople], arrivals[kPeople];

    explicit Stage(Scene const& s)
        : scene(s),
          p(*reinterpret_cast<Params const*>(s.runs->parameters)),
          draws(*s.runs, s.block.key),
          cpts(*static_cast<Cpts const*>(s.block.cpts)),
          month(begin_month(p, cpts, s.input.levers, s.input.first_month, s.block.inhabitants,
                            Real::load(s.input.opinion), Int::load(s.runs->cohort_month))),
          levers{s.input.levers, 0},
          words(draws.behaviour(Int(kTerritoryRow), Int(0), Int(s.input.first_month), Purpose::territory)),
          renewal(draws.behaviour(Int(kTerritoryRow), Int(0), Int(s.input.first_month), Purpose::renewal)),
          month_words(draws, s.input.first_month),
          tally(empty_tally(cpts.of_role[0])),
          election{p.board.seats, cpts.candidates, Int(0) != Int(0), Int(-1), Int(-1)}
    {
        constexpr int kEach = kPeople / kProfessions;
        for (int k = 0; k < kPeople; ++k) {
            int const first = s.block.first_row[k / kEach], last = s.block.first_row[k / kEach + 1];
            slots[k] = first + k % kEach * (last - first) / kEach;
            Words const w = draws.people(Int(slots[k]), Int(0), Int(month.month), Purpose::demography);
            alignas(64) float lanes[kLanes];
            uniform(w.v[0]).store(lanes), exits[k] = lanes[0];
            uniform(w.v[1]).store(lanes), arrivals[k] = lanes[0];
        }
        for (int k = 0; k < kProfessions; ++k) offers[k] = begin_offer(p, cpts, month, levers.rows, k, false);
    }
    [[nodiscard]] Surroundings around(int k) const
    {
        int const profession = k / (kPeople / kProfessions);
        Real const retirement = Real::load(scene.runs->retirement_scale + profession * kLanes);
        return {p,
                draws,
                month,
                offers[profession],
                profession,
                scene.block.ties,
                retirement,
                highest_exit_hazard(p, profession, retirement, month.reactance),
                Real(0.02f),
                p.information.newcomer,
                *scene.counts,
                nullptr};
    }
};

Professional at_start(Stage const& stage, int k)
{
    Professional x(stage.scene.block, stage.slots[k]);
    x.status = x.row.integer(kernel::kStatus);
    x.before = role_of(x.status);
    x.year = Int(draw_year(stage.month.month, k % 12));
    x.record = x.row.integer(kernel::kRecord);
    x.effort = Effort{}, x.exit_reason = Int(0), x.opposes_now = x.presides = Int(0) == Int(1);
    x.asked = x.accepts = Int(0) == Int(1);
    x.hours = x.added_hours = x.governed_hours = Real(0.0f);
    x.exhaustion = x.row.real(kernel::kExhaustion), x.social_capital = x.row.real(kernel::kSocialCapital);
    return x;
}

/// The steps of a professional's month, in their order.
enum Step {
    live_,
    learn_,
    draw_,
    ask_,
    participate_,
    face_attachment_,
    stand_,
    hours_,
    tire_,
    withdraw_,
    tally_,
    bond_,
    change_,
    remember_
};

template <Step step>
CPT_INLINE void take(Professional& x, Surroundings const& s, Stage& stage, int k)
{
    Block const& block = stage.scene.block;
    long const slot = stage.slots[k];
    if constexpr (step == live_) live(x, s, Real(stage.exits[k]), Real(stage.arrivals[k]));
    if constexpr (step == learn_) learn(x, s, block.view[s.m.month & 1], block.peers + slot * kPeers);
    if constexpr (step == draw_) stage.month_words.next(x.slot);
    if constexpr (step == ask_) {
        be_asked(x, s, stage.month_words);
        if (any(x.before == Int(cptsim::kActive))) end_task(x, s, stage.month_words);
    }
    if constexpr (step == participate_) participate(x, s, k % 12);
    if constexpr (step == face_attachment_) face_attachment(x, s);
    bool const engaged = any(is_engaged(x.before) | is_engaged(x.role));  // as in the month: only if in some run
    if constexpr (step == stand_)
        if (engaged) stand_for_board(x, s, stage.month_words, stage.election);
    if constexpr (step == hours_)
        if (engaged) give_hours(x, s);
    if constexpr (step == tire_) tire(x, s, stage.month_words);
    if constexpr (step == withdraw_)
        if (engaged) {
            withdraw(x, s, stage.month_words);
            draw_president(x, stage.month_words, stage.election);
        }
    if constexpr (step == tally_)
        if (engaged) tally_engaged(x, s, stage.tally);
    if constexpr (step == bond_) bond(x, s);
    if constexpr (step == change_)
        if (Mask const moved = x.before != x.role; any(moved)) change_role(x, s, moved, stage.tally);
    if constexpr (step == remember_) remember(x, s, block.view[~s.m.month & 1] + slot * kLanes, stage.tally);
}

template <Step step>
void lead_to(Professional& x, Surroundings const& s, Stage& stage, int k)
{
    if constexpr (step > live_) {
        constexpr auto before = static_cast<Step>(step - 1);
        lead_to<before>(x, s, stage, k);
        take<before>(x, s, stage, k);
    }
}

template <Step step>
double person_cycles(Scene const& scene, int times)
{
    Stage stage(scene);
    alignas(64) static unsigned char room[2][kPeople * sizeof(Professional)];
    auto* const fresh = reinterpret_cast<Professional*>(room[0]);
    auto* const people = reinterpret_cast<Professional*>(room[1]);
    for (int k = 0; k < kPeople; ++k) {
        fresh[k] = at_start(stage, k);
        lead_to<step>(fresh[k], stage.around(k), stage, k);
    }
    std::uint64_t cycles = 0;
    for (int n = 0; n < times; ++n) {
        for (int k = 0; k < kPeople; ++k) people[k] = fresh[k];
        std::uint64_t const start = __rdtsc();
        for (int k = 0; k < kPeople; ++k) {
            Surroundings const s = stage.around(k);
            take<step>(people[k], s, stage, k);
        }
        cycles += __rdtsc() - start;
    }
    return static_cast<double>(cycles) / times / kPeople;
}

/// Cycles of a call of `work` on a CPTS as the month finds it.
template <class Work>
double cpts_cycles(Scene const& scene, int times, Work work)
{
    Stage const fresh(scene);
    std::uint64_t cycles = 0;
    for (int n = 0; n < times; ++n) {
        Stage stage = fresh;
        std::uint64_t const start = __rdtsc();
        work(stage);
        asm volatile("" : : "g"(&stage) : "memory");
        cycles += __rdtsc() - start;
    }
    return static_cast<double>(cycles) / times;
}

#define CPT_OF_CPTS(...)                                         \
    [](Scene const& scene, int times) {                          \
        return cpts_cycles(scene, times, [](Stage& s) {          \
            [[maybe_unused]] Params const& p = s.p;              \
            [[maybe_unused]] Block const& block = s.scene.block; \
            __VA_ARGS__;                                         \
        });                                                      \
    }

double philox_cycles(Scene const& scene, int times)
{
    Stage const stage(scene);
    Int sum = Int(0);
    std::uint64_t const start = __rdtsc();
    for (int n = 0; n < times; ++n)
        for (int k = 0; k < kPeople; ++k)
            sum = sum ^ stage.draws.behaviour(Int(k), Int(0), Int(n), Purpose::month).v[0];
    std::uint64_t const cycles = __rdtsc() - start;
    asm volatile("" : : "g"(&sum) : "memory");
    return static_cast<double>(cycles) / times / kPeople;
}

double december_cycles(Scene const& scene, int times)
{
    Stage const stage(scene);
    std::uint64_t const start = __rdtsc();
    for (int n = 0; n < times; ++n)
        for (int k = 0; k < kProfessions; ++k) {
            observe_december(stage.p, scene.block, stage.cpts, stage.month, stage.offers[k], k, *scene.output);
            observe_pairs(scene.block, *scene.runs, scene.input, stage.offers[k], k, *scene.output);
        }
    return static_cast<double>(__rdtsc() - start) / times / scene.block.rows;
}

Submodel const list[] = {
    {"philox", Caller::slot, philox_cycles},
    {"live", Caller::slot, person_cycles<live_>},
    {"learn", Caller::slot, person_cycles<learn_>},
    {"draw_month", Caller::slot, person_cycles<draw_>},
    {"be_asked, end_task", Caller::slot, person_cycles<ask_>},
    {"participate", Caller::slot, person_cycles<participate_>},
    {"face_attachment", Caller::slot, person_cycles<face_attachment_>},
    {"stand_for_board", Caller::slot, person_cycles<stand_>},
    {"give_hours", Caller::slot, person_cycles<hours_>},
    {"tire", Caller::slot, person_cycles<tire_>},
    {"withdraw, draw_president", Caller::slot, person_cycles<withdraw_>},
    {"tally_engaged", Caller::slot, person_cycles<tally_>},
    {"bond", Caller::slot, person_cycles<bond_>},
    {"change_role", Caller::slot, person_cycles<change_>},
    {"remember", Caller::slot, person_cycles<remember_>},
    {"observe_december", Caller::slot_in_december, december_cycles},
    {"begin_month", Caller::cpts,
     CPT_OF_CPTS(
         s.month = begin_month(p, s.cpts, s.levers.rows, s.month.month, block.inhabitants, s.month.opinion, Int(59)))},
    {"begin_offer", Caller::profession,
     CPT_OF_CPTS(s.offers[0] = begin_offer(p, s.cpts, s.month, s.levers.rows, 0, false))},
    {"update_missions", Caller::cpts,
     CPT_OF_CPTS(update_missions(p, s.cpts, s.month, s.levers, block.inhabitants, s.flows))},
    {"update_money", Caller::cpts,
     CPT_OF_CPTS(update_money(p, s.cpts, s.month, s.levers, block.size_class, Real(0.0f), s.flows))},
    {"update_coordinator", Caller::cpts,
     CPT_OF_CPTS(update_coordinator(p, s.cpts, s.month, s.levers, block.size_class, s.flows, uniform(s.words.v[3]),
                                    s.renewal))},
    {"update_climate", Caller::cpts, CPT_OF_CPTS(update_climate(p, s.cpts, s.month, s.levers, s.words, s.flows))},
    {"update_stage", Caller::cpts,
     CPT_OF_CPTS(update_stage(p, s.cpts, s.month, s.levers, block.inhabitants, block.ties, Real(1.0f),
                              Int(kernel::kByLaw), s.words, s.renewal, s.flows))},
    {"update_board", Caller::cpts, CPT_OF_CPTS(update_board(p, s.cpts, s.month, s.levers))},
    {"observe_cpts", Caller::cpts,
     CPT_OF_CPTS(observe_cpts(p, block, s.cpts, s.flows, Real(0.0f), Real(0.0f), s.scene.output->cpts_monthly[0]))},
    {nullptr, Caller::cpts, nullptr}};

}  // namespace
}  // namespace cptsim::CPT_TARGET

namespace cptsim::benchmarks {
Submodel const* const CPT_SUBMODELS = cptsim::CPT_TARGET::list;
}
