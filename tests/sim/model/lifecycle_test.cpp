// Climate and life cycle of a CPTS.
#include "tests/sim/model/unit.hpp"

namespace cptsim::unit {
namespace {

constexpr int kGp = 0, kNurse = 2;
constexpr double kNever = 0.9999999;

/// A living signed CPTS: enough active members and a board.
Cpts living()
{
    Cpts c = cpts_in(kSigned);
    c.active[kGp] = 6.0f, c.active[kNurse] = 4.0f, c.board[kGp] = 2.0f, c.board[kNurse] = 2.0f;
    c.climate = 0.5f;
    return c;
}

struct Life {
    std::unique_ptr<Params> p = parameters();
    Month m = quiet_month();
    LeverRows levers;
    Cpts c = living();
    CptsFlows f{};
    float ties = 0, capacity = 1, inhabitants = 50000;
    Int step = Int(kernel::kByLaw);

    Life()
    {
        m.month = 60;
        p->lifecycle.minimum_active = 3.0f, p->lifecycle.minimum_board = 2.0f;
    }
    /// A month whose draw for the stage is u, for the renewal v.
    void stage(double u, double v = kNever)
    {
        f = CptsFlows{};
        update_stage(*p, c, m, levers.of(), inhabitants, ties, capacity, step, words(0.5, 0.5, u, 0.5),
                     words(v, 0.5, 0.5, 0.5), f);
    }
    void climate(double u_conflict, double u_event)
    {
        f = CptsFlows{};
        update_climate(*p, c, m, levers.of(), words(u_conflict, u_event, 0.5, 0.5), f);
    }
    /// Whether a draw just under the hazard moves a CPTS on from this stage, and one just above does not.
    bool moves_with(Stage from, double hazard)
    {
        auto const moves = [&](double u) {
            c = cpts_in(from);
            c.stage_months = 100.0f;
            stage(u);
            return at(c.stage) == from + 1;
        };
        return moves(hazard * 0.999) && !moves(hazard * 1.001);
    }
};

}  // namespace

TEST_CASE("climate is repaired toward one, and nothing else moves it in a quiet month")
{
    Life k;
    k.climate(0.5, 0.5);
    REQUIRE(value(k.c.climate) == near(0.5));
    k.p->climate.repair_rate = 0.04f;
    k.climate(0.5, 0.5);
    REQUIRE(value(k.c.climate) == near(0.52));
    REQUIRE(value(k.f.conflict) == 0);
}

TEST_CASE("conflicts are more likely under overload, without a coordinator, under one profession, with officials")
{
    Life k;
    k.p->climate.conflict_rate = 0.02f, k.p->climate.conflict_overload = 1.5f, k.p->climate.conflict_vacancy = 1.0f;
    k.p->climate.conflict_domination = 1.5f, k.p->climate.conflict_loss = 0.3f;
    k.p->lifecycle.officials_suspicion = 0.5f;
    auto const hazard_is = [&](double hazard) {
        Cpts const before = k.c;
        k.climate(hazard * 0.999, 0.5);
        bool const broke = at(k.f.conflict) == 1.0f && value(k.c.climate) == near(0.2);
        k.c = before;
        k.climate(hazard * 1.001, 0.5);
        bool const held = at(k.f.conflict) == 0.0f && value(k.c.climate) == near(0.5);
        k.c = before;
        return broke && held;
    };
    k.c.coordinator = 1.0f;
    REQUIRE(hazard_is(0.02));
    k.c.overload = 0.4f;
    REQUIRE(hazard_is(0.02 * 1.6));
    k.c.coordinator = 0.0f;
    REQUIRE(hazard_is(0.02 * 2.6));
    k.c.board[kNurse] = 0.0f;  // two doctors alone
    REQUIRE(hazard_is(0.02 * (2.6 + 1.5)));
    k.levers.set(lever::local_officials, 1.0f);
    REQUIRE(hazard_is(0.02 * (2.6 + 1.5 + 0.5)));
    k.c.bond = 0.2f;  // spares its share of conflicts
    k.p->climate.bond_half_life = 1e9f;
    REQUIRE(hazard_is(0.02 * 4.6 * 0.8));
    k.m.is_operating = nobody();
    k.climate(1e-7, 0.5);
    REQUIRE(value(k.f.conflict) == 0);
}

TEST_CASE("a convivial event lifts the climate where a CPTS lives")
{
    Life k;
    k.p->climate.event_rate = 0.15f, k.p->climate.event_gain = 0.05f;
    k.climate(0.5, 0.149);
    REQUIRE(value(k.c.event) == 1);
    REQUIRE(value(k.c.climate) == near(0.55));
    k.climate(0.5, 0.151);
    REQUIRE(value(k.c.event) == 0);
    k.c.dormant = 1.0f;
    k.climate(0.5, 0.149);
    REQUIRE(value(k.c.event) == 0);
}

TEST_CASE("a crisis served together leaves a floor under the climate that is halved in its half-life")
{
    Life k;
    k.p->climate.crisis_bond = 0.6f, k.p->climate.bond_half_life = 20.0f;
    k.p->climate.conflict_rate = 10.0f, k.p->climate.conflict_loss = 1.0f;  // a conflict every month
    k.m.crisis = 1.0f;
    k.climate(0.5, 0.5);
    REQUIRE(value(k.c.climate) == near(0.6));
    k.m.crisis = 0.0f;
    for (int month = 0; month < 20; ++month) k.climate(0.5, 0.5);
    REQUIRE(value(k.c.bond) == Approx(0.3).epsilon(1e-4));
    REQUIRE(value(k.c.climate) == value(k.c.bond));
}

TEST_CASE("each stage is left at its hazard, raised by promoters, impulses, capacity, consultants and officials")
{
    Life k;
    auto& q = k.p->lifecycle;
    q.start_rate = 0.010f, q.letter_rate = 0.05f, q.writing_rate = 0.095f, q.negotiation_rate = 0.25f;
    REQUIRE(k.moves_with(kNone, 0.010));
    REQUIRE(k.moves_with(kPreProject, 0.05));
    REQUIRE(k.moves_with(kLetter, 0.095));
    REQUIRE(k.moves_with(kValidated, 0.25));
    q.promoter_effect = 1.0f, q.consultants_gain = 0.3f, q.officials_gain = 0.2f, q.crisis_gain = 0.5f;
    k.ties = 0.4f, k.capacity = 0.8f;
    k.levers.set(lever::start_impulse, 1.5f), k.levers.set(lever::progress_impulse, 1.2f);
    k.levers.set(lever::consultants, 1.0f), k.levers.set(lever::local_officials, 0.5f),
        k.levers.set(lever::crisis, 1.0f);
    double const progress = 1.4 * 1.2 * 0.8 * 1.4;
    REQUIRE(k.moves_with(kNone, 0.010 * 1.4 * 1.5 * 1.5));
    REQUIRE(k.moves_with(kPreProject, 0.05 * progress));
    REQUIRE(k.moves_with(kLetter, 0.095 * progress));
    REQUIRE(k.moves_with(kValidated, 0.25 * progress));
}

TEST_CASE("nothing is signed before July 2019 or while signature is closed")
{
    Life k;
    k.p->lifecycle.negotiation_rate = 1.0f;
    auto const is_signed = [&] {
        k.c = cpts_in(kValidated);
        k.stage(0.001);
        REQUIRE(value(k.f.signed_now) == (at(k.c.stage) == kSigned ? 1 : 0));
        return at(k.c.stage) == kSigned;
    };
    k.m.month = month_index(2019, 6);
    REQUIRE_FALSE(is_signed());
    k.m.month = month_index(2019, 7);
    REQUIRE(is_signed());
    for (float const open : {0.0f, 0.4f, 0.6f}) {
        k.levers.set(lever::aci_signature, open);
        REQUIRE(is_signed() == open > 0.5f);
    }
}

TEST_CASE("a known step is taken whatever the draw and the hazard, and each run has its own")
{
    Life k;
    k.p->lifecycle.letter_rate = 0.5f, k.p->lifecycle.abandon_rate = 0.2f;
    k.step = make_int([](int lane) { return lane % 4 - 1; });
    for (double const u : {0.001, 0.6, 0.999}) {
        k.c = cpts_in(kPreProject);
        k.stage(u);
        auto const by_law = u < 0.5 ? kLetter : u < 0.8 ? kPreProject : kNone;
        for (int lane = 0; lane < kLanes; ++lane) {
            Stage const wanted[] = {kNone, kPreProject, kLetter, by_law};
            REQUIRE(at(k.c.stage, lane) == wanted[lane % 4]);
            REQUIRE(value(k.c.opened, lane) == (wanted[lane % 4] == kLetter ? 1 : 0));
        }
    }
}

TEST_CASE("writing takes its least number of months")
{
    Life k;
    k.p->lifecycle.letter_rate = 1.0f, k.p->lifecycle.writing_rate = 1.0f;
    for (int least : {1, 4, 7}) {
        k.p->lifecycle.writing_minimum = static_cast<float>(least);
        k.c = cpts_in(kPreProject);
        k.stage(0.001);
        REQUIRE(at(k.c.stage) == kLetter);
        int months = 0;
        while (at(k.c.stage) == kLetter) ++months, k.stage(0.001);
        REQUIRE(months == least);
    }
}

TEST_CASE("a pre-project is abandoned at its rate, and a project that opens starts with hope and goodwill")
{
    Life k;
    k.p->lifecycle.abandon_rate = 0.006f, k.p->lifecycle.letter_rate = 0.05f;
    k.p->climate.initial = 0.7f, k.p->mission.efficacy_initial = 0.35f;
    k.c = cpts_in(kPreProject);
    k.stage(0.9939);
    REQUIRE(at(k.c.stage) == kPreProject);
    REQUIRE(value(k.c.stage_months) == 1);
    k.stage(0.9941);
    REQUIRE(at(k.c.stage) == kNone);
    REQUIRE(value(k.c.stage_months) == 0);
    k.c = cpts_in(kPreProject);
    k.stage(0.01);
    REQUIRE(value(k.c.opened) == 1);
    REQUIRE(value(k.c.climate) == near(0.7));
    REQUIRE(value(k.c.efficacy) == near(0.35));
    k.stage(0.5);
    REQUIRE(value(k.c.opened) == 0);
}

TEST_CASE("a signed CPTS falls dormant after its months under a minimum, and wakes after half as many above it")
{
    for (bool const by_board : {false, true}) {
        Life k;
        auto const set_low = [&](bool low) {
            k.c.active[kGp] = low && !by_board ? 0.0f : 6.0f, k.c.active[kNurse] = low && !by_board ? 2.0f : 4.0f;
            k.c.board[kGp] = low && by_board ? 1.0f : 2.0f, k.c.board[kNurse] = 0.0f;
        };
        auto const run = [&](int months) {
            for (int month = 0; month < months; ++month) k.stage(0.5);
            return value(k.c.dormant);
        };
        set_low(false);
        REQUIRE(run(50) == 0);
        set_low(true);
        REQUIRE(run(5) == 0);
        set_low(false);
        REQUIRE(run(1) == 0);  // one good month starts the count again
        set_low(true);
        REQUIRE(run(5) == 0);
        REQUIRE(run(1) == 1);
        set_low(false);
        REQUIRE(run(2) == 1);
        REQUIRE(run(1) == 0);
    }
}

TEST_CASE("the least number of active members grows with inhabitants, never with members")
{
    Life k;
    k.p->lifecycle.minimum_active = 2.0f, k.p->lifecycle.minimum_active_density = 4.0f;
    auto const falls_with = [&](int active) {
        k.c = living();
        k.c.active[kGp] = static_cast<float>(active), k.c.active[kNurse] = 0.0f;
        k.c.chosen[kGp] = 1000.0f, k.c.attached = 1000.0f;
        for (int month = 0; month < 6; ++month) k.stage(0.5);
        return at(k.c.dormant) == 1.0f;
    };
    for (double const people : {20e3, 50e3, 80e3, 150e3, 300e3}) {
        k.inhabitants = static_cast<float>(people);
        double const least = std::max(2.0, 4 * people / 100e3);
        for (int active = 0; active < 15; ++active) REQUIRE(falls_with(active) == (active < least - 1e-6));
    }
    k.p->lifecycle.minimum_active_density = 0.0f;
    REQUIRE(falls_with(1));
    REQUIRE_FALSE(falls_with(2));
}

TEST_CASE("a project is never dormant")
{
    Life k;
    k.c = cpts_in(kLetter);
    for (int month = 0; month < 20; ++month) k.stage(0.5);
    REQUIRE(value(k.c.dormant) == 0);
}

TEST_CASE("a contract is renewed at its end, and only a dormant CPTS may end there, giving its treasury back")
{
    Life k;
    k.p->lifecycle.end_dormant = 0.5f, k.p->lifecycle.negotiation_rate = 1.0f;
    auto const start = [&](bool dormant) {
        k.c = living();
        k.c.stage = Int(kValidated);
        k.stage(0.001);
        REQUIRE(at(k.c.stage) == kSigned);
        k.c.treasury = 5000.0f, k.c.due = 100.0f;
        for (Real& x : k.c.mission) x = 0.4f;
        if (dormant) k.c.active[kGp] = k.c.active[kNurse] = 0.0f;
        for (int month = 1; month < 60; ++month) k.stage(0.5, 0.001);
        REQUIRE(at(k.c.stage) == kSigned);
        REQUIRE(value(k.c.contract_months) == 59);
        REQUIRE(value(k.c.dormant) == (dormant ? 1 : 0));
    };
    auto const renewed = [&] {
        REQUIRE(value(k.f.ended) == 0);
        REQUIRE(value(k.f.lost) == 0);
        REQUIRE(value(k.c.contract_months) == 0);
        REQUIRE(value(k.c.treasury) == 5000);
        REQUIRE(value(k.c.structures) == 1);  // they stay through a renewal
        return at(k.c.stage) == kSigned;
    };
    start(false);
    k.stage(0.5, 0.001);
    REQUIRE(renewed());
    start(true);
    k.stage(0.5, 0.501);
    REQUIRE(renewed());
    start(true);
    k.stage(0.5, 0.499);
    REQUIRE(at(k.c.stage) == kNone);
    REQUIRE(value(k.f.ended) == 1);
    REQUIRE(value(k.c.closed) == 1);
    REQUIRE(value(k.f.lost) == 5000);
    for (Real const x :
         {k.c.treasury, k.c.due, k.c.dormant, k.c.efficacy, k.c.mission[0], k.c.structures, k.c.stage_months})
        REQUIRE(value(x) == 0);
    k.stage(kNever);
    REQUIRE(value(k.c.closed) == 0);
}

TEST_CASE("structures join over two years of a contract")
{
    Life k;
    for (int month = 1; month <= 30; ++month) {
        k.stage(0.5);
        REQUIRE(value(k.c.structures) == near(std::min(1.0, month / 24.0)));
    }
}

}  // namespace cptsim::unit
