// In or out, passive or active, opposed or attached: utilities against their formula, shares against the nested logit.
#include "tests/sim/model/unit.hpp"

namespace cptsim::unit {
namespace {

constexpr double kHazardOfChance = 4;  ///< standard errors: a right model is outside with probability 6e-5

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

struct Case {
    std::unique_ptr<Params> p = parameters();
    Month m = quiet_month();
    Offer o = no_offer();
    Person person;
    Peers peers{0.0f, 0.0f, 0.0f, 0.0f};
    Real attitude = 0.0f, knowledge = 0.5f, age = 50.0f, exhaustion = 0.0f;
    Effort effort{};
    kernel::Runs runs{};

    Case()
    {
        for (int l = 0; l < kLanes; ++l) runs.replicate[l] = static_cast<std::uint32_t>(l);
        runs.seed[0] = 2026;
    }
    [[nodiscard]] Decision decide(Int status, int slot = 0, int year = 0) const
    {
        return review(*p, m, o, Draws(runs, 99), slot, person.row(), status, Int(year), peers, attitude, knowledge, age,
                      exhaustion, effort);
    }
    void acts(double surplus, double board_surplus = -1e6)
    {
        effort.exists = everyone();
        effort.hours = 2.0f;
        effort.surplus = static_cast<float>(surplus), effort.board_surplus = static_cast<float>(board_surplus);
    }
    [[nodiscard]] Mask opposing(int slot) const
    {
        return opposes(*p, m, o, Draws(runs, 99), slot, person.row(), status_of(kOutside), Int(5), peers, attitude,
                       knowledge, age);
    }
};

/// Shares of those who choose each role, over persons, years and lanes.
struct Shares {
    double in = 0, acting = 0, stay = 0, board = 0;
    int n = 0;
    [[nodiscard]] bool agrees(double share, double expected) const
    {
        return std::abs(share - expected) < kHazardOfChance * std::sqrt(expected * (1 - expected) / n);
    }
};
Shares shares_of(Case const& c, Int status)
{
    Shares s;
    for (int slot = 0; slot < 400; ++slot)
        for (int year = 0; year < 5; ++year) {
            Decision const d = c.decide(status, slot, year);
            for (int l = 0; l < kLanes; ++l) {
                int const role = at(d.role, l);
                ++s.n;
                s.in += role == kPassive || role == kActive || role == kBoard;
                s.acting += role == kActive || role == kBoard;
                s.board += role == kBoard;
                s.stay += at(d.would_stay, l);
            }
        }
    s.in /= s.n, s.acting /= s.n, s.stay /= s.n, s.board /= s.n;
    return s;
}

}  // namespace

TEST_CASE("nothing of value makes nothing in the utility of membership")
{
    Case const c;
    Membership const u = membership(*c.p, c.m, c.o, c.person.row(), status_of(kOutside), c.peers, 0.3f, 0.5f, 50.0f);
    REQUIRE(value(u.total()) == 0);
}

TEST_CASE("each part of the utility of membership follows its formula")
{
    Case c;
    Numbers number(41);
    auto& q = c.p->participation;
    q.money_awareness = 0.3f, q.club_value = 50.0f, q.club_young = 0.4f, q.norm_value = 40.0f, q.norm_reference = 0.2f;
    q.attached_weight = 0.5f, q.attitude_value = 60.0f, q.hassle = 30.0f, q.hassle_knowledge = 0.7f;
    q.hassle_conflict = 25.0f, q.women = 15.0f, q.multiprofessional = 45.0f, q.boycott_value = 25.0f;
    q.defensive = 8.0f, q.feedback_gain = 1.25f;
    c.p->coercion.disutility = 40.0f;
    for (int trial = 0; trial < 64; ++trial) {
        bool const elsewhere = trial & 1, woman = trial & 2, threatened = trial & 4;
        Setting const setting = trial & 8 ? kMultiprofessional : kGroup;
        Real const network = number.lanes(0, 1), exposure = number.lanes(0, 1), chi = number.lanes(0, 1),
                   persistent = number.lanes(-80, 80), a = number.lanes(-1, 1), k = number.lanes(0, 1),
                   age = number.lanes(26, 75);
        c.person.set(kernel::kOwnNetwork, network), c.person.set(kernel::kUnionExposure, exposure);
        c.person.set(kernel::kAutonomy, chi), c.person.set(kernel::kPersistentIn, persistent);
        c.m.club = number.lanes(0, 1), c.m.climate = number.lanes(0, 1), c.m.reactance = number.lanes(0, 1);
        c.o.money = number.lanes(0, 200), c.o.money_elsewhere = number.lanes(0, 100);
        c.o.constant = number.lanes(-100, 0), c.o.advanced_practice = number.lanes(0, 6), c.o.boycott = 0.7f;
        c.peers = {0.0f, Real(0.125f), number.lanes(0, 0.5), number.lanes(0, 0.5)};
        int const flags = (elsewhere ? kElsewhere : 0) | (woman ? kWoman : 0) | (threatened ? kThreatened : 0);
        Membership const u =
            membership(*c.p, c.m, c.o, c.person.row(), status_of(kOutside, setting, kHump, flags), c.peers, a, k, age);
        for (int l = 0; l < kLanes; ++l) {
            auto const of = [&](Real x) { return value(x, l); };
            double const money = (0.3 + 0.7 * of(k)) * of(elsewhere ? c.o.money_elsewhere : c.o.money);
            double const club = 50 * of(k) * (1 - of(network)) * (of(age) < 40 ? 1.4 : 1) * of(c.m.club);
            double const norm = 1.25 * 40 * (of(c.peers.chosen) + 0.5 * of(c.peers.attached) - 0.2);
            double const hassle = 30 * (1 - 0.7 * of(k)) + 25 * (1 - of(c.m.climate));
            double const coercion = 40 * of(chi) * of(c.m.reactance);
            double const rest = of(c.o.constant) + (threatened ? -1 : 1) * of(c.o.advanced_practice) +
                                (woman ? 15 : 0) + (setting == kMultiprofessional ? 45 : 0) -
                                25 * static_cast<double>(0.7f) * of(exposure) + of(persistent) +
                                (of(a) < 0 ? 8 * of(chi) * of(k) : 0);
            auto const close = [](double x) { return Approx(x).epsilon(1e-5).margin(1e-4); };
            REQUIRE(of(u.money) == close(money));
            REQUIRE(of(u.club) == close(club));
            REQUIRE(of(u.norm) == close(norm));
            REQUIRE(of(u.attitude) == close(60 * of(a)));
            REQUIRE(of(u.hassle) == close(hassle));
            REQUIRE(of(u.coercion) == close(coercion));
            REQUIRE(of(u.rest) == close(rest));
            REQUIRE(of(u.total()) == close(money + club + norm + 60 * of(a) - hassle - coercion + rest));
        }
    }
}

TEST_CASE("the share that is in, and that acts, is that of a nested logit")
{
    Case c;
    c.o.constant = -12.0f;
    c.acts(9.0);
    c.p->participation.noise_membership = 25.0f, c.p->participation.noise_activity = 15.0f;
    Shares const s = shares_of(c, status_of(kPassive));
    double const logsum = 15 * std::log1p(std::exp(9.0 / 15));
    double const in = logistic((-12 + logsum) / 25), acting = in * logistic(9.0 / 15);
    REQUIRE(s.agrees(s.in, in));
    REQUIRE(s.agrees(s.acting, acting));
    REQUIRE(s.stay == s.in);
    REQUIRE(s.board == 0);
    // Twins: another scale, and a choice that does not count what activity may bring.
    REQUIRE_FALSE(s.agrees(s.in, logistic((-12 + logsum) / 15)));
    REQUIRE_FALSE(s.agrees(s.in, logistic(-12.0 / 25)));
    REQUIRE_FALSE(s.agrees(s.acting, in * logistic(9.0 / 25)));
}

TEST_CASE("without an effort that exists nobody acts and the logsum is nothing")
{
    Case c;
    c.o.constant = 7.0f;
    Shares const s = shares_of(c, status_of(kPassive));
    REQUIRE(s.acting == 0);
    REQUIRE(s.agrees(s.in, logistic(7.0 / 20)));
    REQUIRE_FALSE(s.agrees(s.in, logistic((7.0 + 20 * std::log(2.0)) / 20)));
}

TEST_CASE("entry costs those outside in full, the attached their share, members nothing")
{
    Case c;
    c.o.constant = 5.0f;
    c.p->participation.entry_cost = 20.0f, c.p->participation.attached_entry = 0.3f;
    for (Role const role : {kOutside, kOpposed, kAttached, kPassive, kActive}) {
        double const cost = role == kPassive || role == kActive ? 0 : role == kAttached ? 6 : 20;
        Shares const s = shares_of(c, status_of(role));
        REQUIRE(s.agrees(s.in, logistic((5 - cost) / 20)));
        REQUIRE(value(c.decide(status_of(role)).v_in) == near(5 - cost));
    }
    c.m.answer_now = everyone();  // an active choice asks no effort of a yes
    Shares const s = shares_of(c, status_of(kOutside));
    REQUIRE(s.agrees(s.in, logistic(5.0 / 20)));
}

TEST_CASE("a sanction brings people in who would not stay under voluntary rules")
{
    Case c;
    c.o.constant = -15.0f, c.o.sanction = 30.0f;
    c.p->participation.entry_cost = 20.0f;
    Shares const member = shares_of(c, status_of(kPassive));
    REQUIRE(member.agrees(member.in, logistic(15.0 / 20)));
    REQUIRE(member.agrees(member.stay, logistic(-15.0 / 20)));
    Shares const outside = shares_of(c, status_of(kOutside));  // and would have to enter
    REQUIRE(outside.agrees(outside.in, logistic(-5.0 / 20)));
    REQUIRE(outside.agrees(outside.stay, logistic(-35.0 / 20)));
    Shares const attached = shares_of(c, status_of(kAttached));  // is on the register already
    REQUIRE(attached.agrees(attached.stay, logistic(-15.0 / 20)));
}

TEST_CASE("nobody is in where no CPTS operates, and nobody would stay")
{
    Case c;
    c.o.constant = 1000.0f;
    c.acts(1000);
    c.m.is_operating = nobody();
    for (Role const role : {kOutside, kOpposed, kAttached, kPassive, kActive, kBoard}) {
        Decision const d = c.decide(status_of(role));
        bool const chosen = role == kPassive || role == kActive || role == kBoard;
        REQUIRE(at(d.role) == (chosen ? kOutside : role));
        REQUIRE_FALSE(any(d.would_stay));
    }
}

TEST_CASE("a board member keeps a seat that is worth its hours, else he weighs plain activity")
{
    Case c;
    c.o.constant = 1000.0f;  // everyone is in
    c.acts(12.0, 40.0);
    Shares s = shares_of(c, status_of(kBoard));
    REQUIRE(s.agrees(s.board, logistic(40.0 / 20)));
    REQUIRE(s.acting == s.board);
    c.acts(12.0, -5.0);
    s = shares_of(c, status_of(kBoard));
    REQUIRE(s.board == 0);
    REQUIRE(s.agrees(s.acting, logistic(12.0 / 20)));
    c.acts(12.0, 40.0);
    REQUIRE(shares_of(c, status_of(kActive)).board == 0);  // seats are filled by elections alone
}

TEST_CASE("two reviews in one year use the same draws, another year, person or generation others")
{
    Case const c;
    auto const drawn = [&](int slot, int generation, int year) {
        return value(c.decide(status_of(kPassive) | shl<15>(Int(generation)), slot, year).draw_in, 3);
    };
    REQUIRE(drawn(4, 1, 7) == drawn(4, 1, 7));
    REQUIRE(drawn(4, 1, 7) != drawn(4, 1, 8));
    REQUIRE(drawn(4, 1, 7) != drawn(5, 1, 7));
    REQUIRE(drawn(4, 1, 7) != drawn(4, 2, 7));
}

TEST_CASE("the reason of an exit is the largest of money lost, opinion and organisation")
{
    Case c;
    c.o.constant = -1e6f;
    auto& q = c.p->participation;
    q.hassle_conflict = 20.0f, q.exit_exhaustion = 60.0f, q.attitude_value = 50.0f;
    c.m.climate = 0.5f;
    auto const reason = [&](double drop, double attitude, double exhaustion) {
        c.o.money_drop = static_cast<float>(drop), c.attitude = static_cast<float>(attitude);
        c.exhaustion = static_cast<float>(exhaustion);
        return at(c.decide(status_of(kPassive)).exit_reason);
    };
    REQUIRE(reason(0, 0, 0) == 0);        // 10 for the conflicts
    REQUIRE(reason(0, -0.3, 0) == 1);     // 15 for the attitude
    REQUIRE(reason(0, -0.3, 0.2) == 0);   // 22 with exhaustion
    REQUIRE(reason(30, -0.3, 0.2) == 2);  // 30 EUR a month less
    REQUIRE(reason(12, -0.3, 0) == 1);
}

TEST_CASE(
    "opposition is the share who notice and whose disutility over the horizon exceeds the effort, and falls with it")
{
    Case c;
    c.p->coercion.attached_burden = 4.0f, c.p->coercion.attached_attitude_share = 0.25f;
    c.p->coercion.opposition_horizon = 12.0f, c.p->participation.attitude_value = 60.0f;
    c.p->participation.hassle_knowledge = 0.7f, c.p->coercion.disutility = 40.0f;
    c.attitude = -0.2f;
    c.m.reactance = 0.4f;
    c.p->coercion.notice = 0.8f;
    c.person.set(kernel::kUnionExposure, 0.6f);  // noticed by 0.8 x (0.5 + 0.6)
    c.person.set(kernel::kAutonomy, 0.5f), c.person.set(kernel::kPersistentIn, 8.0f);
    auto const share = [&](double effort, double knowledge) {
        c.p->coercion.opposition_effort = static_cast<float>(effort), c.knowledge = static_cast<float>(knowledge);
        double sum = 0;
        for (int slot = 0; slot < 1000; ++slot) {
            Mask const no = c.opposing(slot);
            for (int l = 0; l < kLanes; ++l) sum += at(no, l);
        }
        return sum / (1000 * kLanes);
    };
    double before = 2;
    for (double effort : {0.0, 25.0, 60.0, 120.0, 400.0}) {
        double const v = 4 * (1 - 0.7 * 0.5) + 0.25 * (40 * 0.5 * 0.4 + 60 * 0.2 - 8);
        double const expected = 0.88 * logistic((v - effort / 12) / (0.25 * 20));
        double const now = share(effort, 0.5);
        double const error = std::sqrt(expected * (1 - expected) / (1000 * kLanes));
        REQUIRE(std::abs(now - expected) < kHazardOfChance * error);
        REQUIRE(std::abs(now - 0.88 * logistic((v - effort / 12) / 20)) > kHazardOfChance * error);  // twin: full noise
        if (effort < 60) REQUIRE(std::abs(now - expected / 0.88) > kHazardOfChance * error);         // and all notice
        REQUIRE(now <= before);
        before = now;
    }
    REQUIRE(share(60, 1) < share(60, 0));  // who knows the CPTS fears the register less
    REQUIRE(share(1e9, 0.5) == 0);
    c.p->coercion.notice = 0.0f;
    REQUIRE(share(0, 0) == 0);
}

}  // namespace cptsim::unit
