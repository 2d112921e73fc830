// Board, missions, money and coordinator of a CPTS.
#include "tests/sim/model/unit.hpp"

namespace cptsim::unit {
namespace {

constexpr int kGp = 0, kNurse = 2;

constexpr std::int32_t kNoShock = 0x7FFF8000;

/// The words of a coordinator's month without a shock; u decides how long a vacancy lasts.
Words calm(double u) { return {{Int(0), Int(word_of(u)), Int(kNoShock), Int(0)}}; }

double sum_of(Real const (&x)[kMissions], int lane)
{
    double s = 0;
    for (Real const& v : x) s += value(v, lane);
    return s;
}

}  // namespace

namespace {

/// A board of four, with a load of 87 hours a month.
struct Board {
    static constexpr double kLoad = 50 + 20 + 15 + 2;
    std::unique_ptr<Params> p = parameters();
    Month m = quiet_month();
    LeverRows levers;
    Cpts c = cpts_in(kSigned);

    Board()
    {
        p->board.base_load = 50.0f, p->board.mission_load = 40.0f, p->board.reporting_load = 15.0f;
        p->board.register_load = 0.05f, p->board.mutualised_share = 0.3f, p->board.referent_share = 0.1f;
        p->board.president_share = 0.4f, p->board.seats = 8.0f;
        p->coordinator.absorbed = 50.0f, p->coordinator.training_gain = 0.25f;
        for (Real& x : c.mission) x = 0.5f;
        c.chosen[kGp] = 30.0f, c.attached = 10.0f, c.board[kGp] = 3.0f, c.board[kNurse] = 1.0f;
    }
    void update() { update_board(*p, c, m, levers.of()); }
    void sit(double gps, double nurses)
    {
        c.board[kGp] = static_cast<float>(gps), c.board[kNurse] = static_cast<float>(nurses);
    }
};

}  // namespace

TEST_CASE("the president bears a share of what coordinator and services leave of the load, the others the rest")
{
    Board b;
    double const load = Board::kLoad;
    b.update();
    REQUIRE(value(b.c.load) == near(load));
    REQUIRE(value(b.c.president_hours) == near(0.4 * load));
    REQUIRE(value(b.c.board_hours) == near(0.6 * load / 3));
    REQUIRE(value(b.c.seat_hours) == near(0.6 * load / 7));   // with all eight seats filled
    REQUIRE(value(b.c.overload) == near((load - 75) / 150));  // beyond half of 60 + 3 x 30 h
    b.c.coordinator = 0.8f, b.c.coordinator_strain = 0.5f;
    b.levers.set(lever::inter_cpts, 1.0f), b.levers.set(lever::urps_referent, 1.0f);
    b.levers.set(lever::coordinator_training, 1.0f);
    b.update();
    double const rest = load * 0.6 - 50 * 0.8 * 1.25 * 0.75;
    REQUIRE(value(b.c.load) == near(load));
    REQUIRE(value(b.c.president_hours) == near(0.4 * rest).margin(1e-4));
    REQUIRE(value(b.c.board_hours) == near(0.6 * rest / 3).margin(1e-4));
    REQUIRE(value(b.c.overload) == 0);
    b.c.coordinator = 3.0f;
    b.update();
    REQUIRE(value(b.c.president_hours) == 0);
    REQUIRE(value(b.c.board_hours) == 0);
}

TEST_CASE("who sits alone bears all of the load, and nobody more than his most hours")
{
    Board b;
    double const load = Board::kLoad;
    b.p->board.president_hours = 200.0f;
    b.sit(1, 0);
    b.update();
    REQUIRE(value(b.c.president_hours) == near(load));
    REQUIRE(value(b.c.board_hours) == 0);
    b.p->board.president_hours = 60.0f;
    b.update();
    REQUIRE(value(b.c.president_hours) == 60);
    REQUIRE(value(b.c.overload) == near((load - 30) / 60));
    b.sit(0, 0);  // an empty board: as if one bore it
    b.update();
    REQUIRE(value(b.c.president_hours) == 60);
    REQUIRE(value(b.c.overload) == near((load - 30) / 60));
    b.sit(1, 1);
    b.update();
    REQUIRE(value(b.c.president_hours) == near(0.4 * load));
    REQUIRE(value(b.c.board_hours) == 30);  // of 52
    for (double const share : {0.0, 1.0}) {
        b.sit(3, 1), b.p->board.president_share = static_cast<float>(share), b.p->board.president_hours = 200.0f;
        b.update();
        REQUIRE(value(b.c.president_hours) == near(share * load));
        REQUIRE(value(b.c.board_hours) == near((1 - share) * load / 3));
    }
}

TEST_CASE("nothing is asked of a board where no CPTS operates")
{
    Board b;
    b.m.is_operating = b.m.is_signed = nobody(), b.m.operating = 0.0f;
    b.update();
    for (Real const x : {b.c.president_hours, b.c.board_hours, b.c.seat_hours, b.c.overload}) REQUIRE(value(x) == 0);
}

TEST_CASE("missions move toward what useful hours allow, efficacy toward missions in a good climate")
{
    auto const p = parameters();
    p->mission.rate = 0.08f, p->mission.efficacy_rate = 0.1f, p->mission.diversity = 0.4f;
    p->mission.legitimacy = 0.15f, p->mission.coordination = 0.4f, p->mission.hospital_gain = 0.1f;
    p->mission.meeting_overhead = 0.4f, p->mission.tools_relief = 0.5f, p->mission.efficacy_initial = 0.35f;
    LeverRows levers;
    levers.set(lever::hospital_link, 1.0f), levers.set(lever::digital_tools, 0.25f);
    Month const m = quiet_month();
    Cpts c = cpts_in(kSigned);
    c.active[kGp] = 6.0f, c.active[kNurse] = 4.0f, c.hours = 80.0f, c.coordinator = 1.0f, c.climate = 0.6f;
    c.eligible[kGp] = 100.0f, c.chosen[kGp] = 30.0f, c.attached = 20.0f, c.efficacy = 0.3f;
    for (Real& x : c.mission) x = 0.2f;
    CptsFlows f{};
    update_missions(*p, c, m, levers.of(), 80000.0f, f);
    double const diversity = 1 - (36 + 16) / 100.0, per_100k = 1 / 0.8;
    double const gain = (1 + 0.4 * diversity) * (1 + 0.4 * per_100k / (1 + per_100k)) * (1 + 0.15 * 0.5) * 1.1;
    double const useful_hours = 80 * gain / (1 + 0.4 * 10 / 50 * (1 - 0.5 * 0.75)), useful = useful_hours / 8;
    REQUIRE(value(f.useful_hours) == near(useful_hours));
    double achieved = 0;
    for (int k = 0; k < kMissions; ++k) {
        double const target = useful / (useful + (k < 4 ? 5 : 7.5)), expected = 0.2 + 0.08 * (target - 0.2);
        REQUIRE(value(c.mission[k]) == near(expected));
        achieved += expected / 6;
    }
    REQUIRE(value(c.efficacy) == near(0.3 + 0.1 * (achieved * (0.5 + 0.5 * 0.6) - 0.3)));
}

TEST_CASE("without hours or life missions fade, a project lives on hope, and nothing is perceived where nothing is")
{
    auto const p = parameters();
    p->mission.rate = 0.1f, p->mission.efficacy_rate = 0.1f, p->mission.efficacy_initial = 0.35f;
    LeverRows const levers;
    Month m = quiet_month();
    Cpts c = cpts_in(kSigned);
    for (Real& x : c.mission) x = 0.5f;
    CptsFlows f{};
    update_missions(*p, c, m, levers.of(), 50000.0f, f);
    REQUIRE(value(f.useful_hours) == 0);
    REQUIRE(value(c.mission[0]) == near(0.45));
    c.hours = 1e4f, c.dormant = 1.0f;
    update_missions(*p, c, m, levers.of(), 50000.0f, f);
    REQUIRE(value(c.mission[0]) == near(0.405));
    m.is_signed = nobody();
    c.efficacy = 0.15f;
    update_missions(*p, c, m, levers.of(), 50000.0f, f);
    REQUIRE(value(c.efficacy) == near(0.15 + 0.1 * 0.2));
    m.is_operating = nobody();
    update_missions(*p, c, m, levers.of(), 50000.0f, f);
    REQUIRE(value(c.efficacy) == 0);
}

TEST_CASE("every euro of a CPTS is accounted for, and duties are met in their order")
{
    Numbers number(51);
    auto const p = parameters();
    LeverRows levers;
    int rationed = 0;
    for (int trial = 0; trial < 500; ++trial) {
        p->money.operating_class2 = number.lanes(0, 1e5), p->money.mission_total = 5.7f;
        p->money.fixed_share = 0.3f;
        p->money.activity_rate = 3.0f, p->money.fir = number.lanes(0, 8000), p->money.officials = 1500.0f;
        p->money.tools_cost = number.lanes(0, 2000), p->money.project_share = number.lanes(0, 1);
        p->money.reserve_months = number.lanes(0, 6), p->coordinator.cost = 54000.0f, p->coordinator.fte_class2 = 1.0f;
        levers.set(lever::aci_activity_share, number.lanes(0, 1)), levers.set(lever::grant, number.lanes(0, 1000));
        levers.set(lever::local_officials, number.lanes(0, 1)), levers.set(lever::start_up_grant, 20000.0f);
        Month m = quiet_month();
        m.is_signed = make_mask([](int l) { return l % 2 == 0; });
        m.paid = make([&](int l) { return l % 3 == 0 ? 1.0 : number(0, 1); });
        Cpts c = cpts_in(kSigned);
        for (Real& x : c.mission) x = number.lanes(0, 1);
        c.treasury = number.lanes(0, 1e5), c.due = number.lanes(0, 3e4), c.coordinator = number.lanes(0, 2);
        c.stage_months = make([](int l) { return l < 4 ? 0 : 5; });
        Real const before = c.treasury, fees = number.lanes(0, 3000);
        Cpts const past = c;
        CptsFlows f{};
        update_money(*p, c, m, levers.of(), 1, fees, f);
        for (int l = 0; l < kLanes; ++l) {
            auto const of = [&](Real x) { return value(x, l); };
            double const a = sum_of(past.mission, l) / 6, s = of(levers.of()[lever::aci_activity_share]);
            double const envelope = l % 2 ? 0 : of(p->money.operating_class2) / 12, paid = of(m.paid);
            double const whatever = 1 + 0.3 * 4.7, fixed = envelope * whatever * (1 - s);
            double const variable = envelope * (0.7 * 4.7 + whatever * s * 3) * a;
            double const start_up = l % 2 == 0 && l < 4 ? 20000 : 0, fir = l % 2 ? of(p->money.fir) : 0;
            double const grants =
                (l % 2 ? 0 : of(levers.of()[lever::grant])) + 1500 * of(levers.of()[lever::local_officials]);
            auto const euro = [](double x) { return Approx(x).epsilon(1e-6).margin(0.03); };
            REQUIRE(of(f.aci_fixed) == euro(paid * fixed));
            REQUIRE(of(f.aci_variable) == euro(paid * variable));
            REQUIRE(of(f.start_up) == euro(paid * start_up));
            REQUIRE(of(f.fir) == euro(paid * fir));
            REQUIRE(of(f.grants) == euro(paid * grants));
            REQUIRE(of(f.cut) == euro((1 - paid) * (fixed + variable + start_up + fir + grants)));
            if (l % 3 == 0) REQUIRE(of(f.cut) == 0);
            REQUIRE(of(f.fees) == of(fees));
            REQUIRE(of(f.unpaid) == euro(of(past.due) - of(f.indemnities)));
            double const income =
                of(f.aci_fixed) + of(f.aci_variable) + of(f.start_up) + of(f.fir) + of(f.grants) + of(f.fees);
            double const spent = of(f.coordinator_spent) + of(f.tools_spent) + of(f.indemnities) + of(f.projects_spent);
            REQUIRE(of(c.treasury) == euro(of(before) + income - spent));
            for (Real const x : {c.treasury, f.coordinator_spent, f.tools_spent, f.indemnities, f.projects_spent})
                REQUIRE(of(x) >= 0);
            // Each duty in full, or as much as is left after those before it.
            double purse = of(before) + income;
            auto const due = [&](double wanted, double floor) {
                double const paid = std::min(wanted, std::max(0.0, purse - floor));
                purse -= paid;
                return paid;
            };
            REQUIRE(of(f.coordinator_spent) == euro(due(of(c.coordinator) * 4500, 0)));
            REQUIRE(of(f.tools_spent) == euro(due(l % 2 ? 0 : of(p->money.tools_cost), 0)));
            double const post = l % 2 ? 0 : 1, reserve = of(p->money.reserve_months) * post * 4500;
            REQUIRE(of(f.indemnities) == euro(due(of(past.due), reserve)));
            REQUIRE(of(f.projects_spent) == euro(due(income * of(p->money.project_share), reserve)));
            REQUIRE(of(c.ration) >= 0);
            REQUIRE(of(c.ration) <= 1);
            double const share = of(past.due) > 1 ? of(f.indemnities) / of(past.due) : 1;
            REQUIRE(of(c.ration) == Approx(of(past.ration) + (share - of(past.ration)) / 12).margin(1e-4));
            rationed += at(c.ration, l) < 1.0f;
        }
    }
    REQUIRE(rationed > 500);
    REQUIRE(rationed < 7500);
}

TEST_CASE("money shifted to achievement is neutral at a third of it, and a CPTS that achieves all is paid the maximum")
{
    auto const p = parameters();
    p->money.operating_class1 = 12000.0f, p->money.mission_total = 5.7f, p->money.fixed_share = 0.32f;
    p->money.activity_rate = 3.0f;
    LeverRows levers;
    auto const aci = [&](double achieved) {
        Cpts c = cpts_in(kSigned);
        for (Real& x : c.mission) x = static_cast<float>(achieved);
        c.stage_months = 5.0f;
        CptsFlows f{};
        update_money(*p, c, quiet_month(), levers.of(), 0, 0.0f, f);
        return value(f.aci_fixed) + value(f.aci_variable);
    };
    REQUIRE(aci(0) == near(1000 * (1 + 0.32 * 4.7)));
    REQUIRE(aci(1) == near(5700));
    double const third = aci(1.0 / 3);
    levers.set(lever::aci_activity_share, 0.5f);
    REQUIRE(aci(1.0 / 3) == near(third));
    REQUIRE(aci(0) == near(500 * (1 + 0.32 * 4.7)));
    REQUIRE(aci(0.5) > third);
}

TEST_CASE("campaigns, training and services cost what they are used, where they are used")
{
    auto const p = parameters();
    p->money.campaign_cost = 60.0f, p->money.referent_cost = 4800.0f, p->money.intern_training_cost = 300.0f;
    p->money.coordinator_training_cost = 3600.0f, p->money.back_office_cost = 12000.0f;
    p->money.consultants_cost = 24000.0f, p->money.hospital_link_cost = 6000.0f, p->money.tools_cost = 800.0f;
    LeverRows levers;
    auto const support = [&](Stage stage, double informed = 0, double trained = 0) {
        Month m = quiet_month();
        m.is_signed = stage == kSigned ? everyone() : nobody();
        m.is_operating = stage >= kLetter ? everyone() : nobody();
        CptsFlows f{};
        post_public_money(*p, cpts_in(stage), m, levers.of(), 0.0f, static_cast<float>(informed),
                          static_cast<float>(trained), f);
        REQUIRE(value(f.cut) == 0);
        return value(f.support);
    };
    for (Stage const stage : {kNone, kPreProject, kLetter, kValidated, kSigned}) {
        REQUIRE(support(stage) == 0);
        REQUIRE(support(stage, 40, 1.5) == near(40 * 5 + 450));  // with or without a CPTS
    }
    struct Use {
        lever::Row row;
        double signed_cpts, project, pre_project;
    };
    for (auto const& [row, signed_cpts, project, pre_project] :
         {Use{lever::urps_referent, 400, 400, 0}, Use{lever::coordinator_training, 300, 300, 0},
          Use{lever::inter_cpts, 1000, 0, 0}, Use{lever::hospital_link, 500, 0, 0},
          Use{lever::digital_tools, 800, 0, 0}, Use{lever::consultants, 0, 2000, 2000}}) {
        levers = LeverRows();
        levers.set(row, 0.25f);
        REQUIRE(support(kSigned) == near(signed_cpts / 4));
        REQUIRE(support(kValidated) == near(project / 4));
        REQUIRE(support(kPreProject) == near(pre_project / 4));
        REQUIRE(support(kNone) == 0);
    }
}

TEST_CASE("what a ceiling keeps from members is what they would have got beside what they got")
{
    auto const p = parameters();
    LeverRows const levers;
    Month m = quiet_month();
    m.paid = make([](int l) { return l == 0 ? 1.0 : 0.05 * l; });
    CptsFlows f{};
    f.cut = 100.0f;
    post_public_money(*p, cpts_in(kSigned), m, levers.of(), m.paid * Real(2000.0f), 0.0f, 0.0f, f);
    REQUIRE(value(f.cut, 0) == 100);
    for (int l = 1; l < kLanes; ++l) REQUIRE(value(f.cut, l) == Approx(100 + 2000 * (1 - 0.05 * l)).epsilon(1e-5));
}

TEST_CASE("no money comes or goes where nothing operates and nothing is due")
{
    auto const p = parameters();
    p->money.operating_class1 = 50000.0f, p->money.fir = 4000.0f, p->money.tools_cost = 800.0f;
    LeverRows levers;
    levers.set(lever::grant, 100.0f), levers.set(lever::coordinator_fte, 1.0f);
    Month m = quiet_month();
    m.is_operating = m.is_signed = nobody(), m.operating = 0.0f;
    Cpts c = cpts_in(kPreProject);
    c.treasury = 1000.0f;
    CptsFlows f{};
    update_money(*p, c, m, levers.of(), 0, 0.0f, f);
    REQUIRE(value(c.treasury) == 1000);
    REQUIRE(value(c.ration) == 1);
}

TEST_CASE("a vacancy lasts three to six months, each as often, until the treasury can pay a successor")
{
    auto const p = parameters();
    p->coordinator.fte_class1 = 0.8f, p->coordinator.cost = 54000.0f, p->coordinator.turnover_rate = 0.01f;
    LeverRows const levers;
    Month const m = quiet_month();
    for (int quarter = 0; quarter < 4; ++quarter)
        for (double const within : {0.0, 0.5, 0.9999999}) {
            Cpts c = cpts_in(kSigned);
            c.coordinator = 0.8f, c.coordinator_strain = 0.3f, c.treasury = 7201.0f;
            CptsFlows f{};
            f.coordinator_spent = 3600.0f;
            update_coordinator(*p, c, m, levers.of(), 0, f, 0.02f, calm(0.5));
            REQUIRE(value(c.coordinator) == near(0.8));  // stays: 0.02 is above the hazard
            update_coordinator(*p, c, m, levers.of(), 0, f, 0.001f, calm((quarter + within) / 4));
            int vacant = 0;
            f.coordinator_spent = 0.0f;
            while (at(c.coordinator) == 0 && vacant < 20) {
                ++vacant;
                update_coordinator(*p, c, m, levers.of(), 0, f, 0.5f, calm(0.5));
            }
            REQUIRE(vacant == 3 + quarter);
            REQUIRE(value(c.coordinator_strain) == 0);  // a successor is rested
        }
    Cpts poor = cpts_in(kSigned);
    poor.treasury = 7199.0f;  // less than two months
    CptsFlows f{};
    update_coordinator(*p, poor, m, levers.of(), 0, f, 0.5f, calm(0.5));
    REQUIRE(value(poor.coordinator) == 0);
    Cpts unpaid = cpts_in(kSigned);
    unpaid.coordinator = 0.8f;
    f.coordinator_spent = 3000.0f;
    update_coordinator(*p, unpaid, m, levers.of(), 0, f, 0.5f, calm(0.5));
    REQUIRE(value(unpaid.coordinator) == 0);
}

TEST_CASE("a coordinator's strain rises by the post, by load beyond what he absorbs and by a bad climate")
{
    auto const p = parameters();
    p->coordinator.fte_class1 = 1.0f, p->coordinator.strain_rate = 0.05f, p->coordinator.recovery_rate = 0.06f;
    p->coordinator.training_gain = 0.4f, p->coordinator.resignation_rate = 0.12f;
    p->coordinator.base_rate = 0.01f, p->coordinator.absorbed = 40.0f;
    LeverRows levers;
    Month const m = quiet_month();
    auto const next = [&](double strain, double load, double u, double fte = 0.8, std::int32_t shock = kNoShock) {
        Cpts c = cpts_in(kSigned);
        c.coordinator = static_cast<float>(fte), c.coordinator_strain = static_cast<float>(strain), c.climate = 0.4f;
        c.load = static_cast<float>(load);
        Words w = calm(0.5);
        w.v[2] = Int(shock);
        update_coordinator(*p, c, m, levers.of(), 0, CptsFlows{}, static_cast<float>(u), w);
        return c;
    };
    auto const strain = [&](double load) { return value(next(0.5, load, 0.9).coordinator_strain); };
    auto const expected = [](double demands) { return 0.5 + (0.01 + 0.05 * demands) * 0.5 - 0.06 * 0.5; };
    // He absorbs 0.8 x 40 hours; the climate adds half of 1 - 0.4.
    REQUIRE(strain(20) == near(expected(0.3)));
    REQUIRE(strain(32) == near(expected(0.3)));
    REQUIRE(strain(48) == near(expected(0.5 + 0.3)));
    REQUIRE(strain(64) == near(expected(1 + 0.3)));
    REQUIRE(strain(80) == near(expected(1.5 + 0.3)));
    REQUIRE(strain(800) == near(expected(1.5 + 0.3)));  // the rest is left undone
    double const reached = expected(1.3), hazard = 0.12 * reached * reached;
    REQUIRE(value(next(0.5, 64, hazard * 1.01).coordinator) == near(1));
    REQUIRE(value(next(0.5, 64, hazard * 0.99).coordinator) == 0);
    levers.set(lever::coordinator_training, 1.0f);  // a fifth off what wears him out, not off the post itself
    REQUIRE(strain(64) == near(0.5 + (0.01 + 0.05 * 1.3 * 0.8) * 0.5 - 0.03));
    p->strain.shock_sd = 0.06f;
    double const most = 0.06 * std::sqrt(6.0);
    REQUIRE(value(next(0.5, 64, 0.9, 0.8, -1).coordinator_strain) - strain(64) == Approx(most).epsilon(1e-3));
    REQUIRE(value(next(0.5, 64, 0.9, 0.8, 0).coordinator_strain) - strain(64) == Approx(-most).epsilon(1e-3));
    REQUIRE(value(next(0.99, 800, 0.9, 0.8, -1).coordinator_strain) == 1);
    REQUIRE(value(next(0.01, 0, 0.9, 0.8, 0).coordinator_strain) == 0);
}

TEST_CASE("the post depends on stage and size class, and comes on top where it is financed")
{
    auto const p = parameters();
    p->coordinator.fte_project = 0.5f, p->coordinator.fte_class1 = 0.8f, p->coordinator.fte_class2 = 1.0f;
    p->coordinator.fte_class3 = 1.6f, p->coordinator.fte_class4 = 2.2f;
    LeverRows levers;
    Month m = quiet_month();
    double const by_class[] = {0.8, 1.0, 1.6, 2.2};
    for (int k = 0; k < 4; ++k) REQUIRE(value(coordinator_post(*p, m, levers.of(), k)) == near(by_class[k]));
    levers.set(lever::coordinator_fte, 0.25f);
    REQUIRE(value(coordinator_post(*p, m, levers.of(), 1)) == near(1.25));
    m.is_signed = nobody();
    REQUIRE(value(coordinator_post(*p, m, levers.of(), 1)) == near(0.75));
    m.is_operating = nobody();
    REQUIRE(value(coordinator_post(*p, m, levers.of(), 1)) == 0);
}

}  // namespace cptsim::unit
