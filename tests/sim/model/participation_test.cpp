// In or out, passive or active: utilities against their formula, shares against the nested logit.
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
        set_noise(20, 20);
    }
    /// Yearly noise of these scales, and nothing that a person keeps.
    void set_noise(double in, double active)
    {
        p->participation.taste_sd = taste_sd(in), p->participation.activity_taste_sd = taste_sd(active);
        m.tastes = tastes_of(*p);
    }
    [[nodiscard]] Decision decide(Int status, int slot = 0, int year = 0) const
    {
        return review(*p, m, o, Draws(runs, 99), slot, person.row(), status, Int(year), peers, attitude, knowledge, age,
                      exhaustion, role_of(status), effort);
    }
    void acts(double surplus, double board_surplus = -1e6)
    {
        effort.exists = everyone();
        effort.hours = 2.0f;
        effort.surplus = static_cast<float>(surplus), effort.board_surplus = static_cast<float>(board_surplus);
    }
};

/// Shares of those who choose each role, over persons, years and lanes.
struct Shares {
    double in = 0, acting = 0, stay = 0, board = 0, willing = 0;
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
                s.willing += at(d.willing, l);
            }
        }
    s.in /= s.n, s.acting /= s.n, s.stay /= s.n, s.board /= s.n, s.willing /= s.n;
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
    q.norm_attached_weight = 0.5f, q.attitude_value = 60.0f, q.hassle = 30.0f, q.hassle_knowledge = 0.7f;
    q.hassle_conflict = 25.0f, q.women = 15.0f, q.multiprofessional = 45.0f, q.boycott_value = 25.0f;
    q.defensive = 8.0f, q.feedback_gain = 1.25f;
    c.p->activity.reciprocity_attached_weight = 1.0f;  // is another's
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
    c.set_noise(25, 15);
    Shares const s = shares_of(c, status_of(kActive));
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

TEST_CASE("entry costs those outside an effort, the attached their share of it, and leaving costs members the same")
{
    Case c;
    c.o.constant = 5.0f;
    c.p->participation.change_effort = 20.0f, c.p->participation.attached_effort = 0.3f;
    for (Role const role : {kOutside, kOpposed, kAttached, kPassive, kActive}) {
        double const cost = role == kPassive || role == kActive ? -20 : role == kAttached ? 6 : 20;
        Shares const s = shares_of(c, status_of(role));
        REQUIRE(s.agrees(s.in, logistic((5 - cost) / 20)));
        REQUIRE_FALSE(s.agrees(s.in, logistic(5.0 / 20)));
        REQUIRE(value(c.decide(status_of(role)).v_in) == near(5 - cost));
    }
    c.m.answer_now = everyone();  // an active choice asks no effort of a yes, and none of a no
    for (Role const role : {kOutside, kAttached, kPassive}) {
        Shares const s = shares_of(c, status_of(role));
        REQUIRE(s.agrees(s.in, logistic(5.0 / 20)));
    }
}

TEST_CASE("without an effort of changing, where one is does not matter for where one goes")
{
    Case c;
    c.o.constant = 5.0f, c.p->participation.attached_effort = 0.3f;
    for (int year = 0; year < 50; ++year) {
        auto const in = [&](Role role) { return on(is_chosen(c.decide(status_of(role), 1, year).role)); };
        for (Role const role : {kOpposed, kAttached, kPassive, kActive})
            REQUIRE_FALSE(any(in(role) < in(kOutside) | in(role) > in(kOutside)));
    }
}

TEST_CASE("tastes have one spread, of which a person keeps a share, and those for activity spread no wider")
{
    auto const p = parameters();
    auto& q = p->participation;
    auto const yearly_sd = [](Real scale) { return value(scale) * 3.14159265358979 / std::sqrt(3.0); };
    for (double const share : {0.0, 0.3, 0.7, 1.0})
        for (double const activity : {30.0, 64.0, 90.0}) {
            q.taste_sd = 64.0f, q.activity_taste_sd = static_cast<float>(activity);
            q.persistent_share = static_cast<float>(share);
            Tastes const t = tastes_of(*p);
            double const sd = std::min(activity, 64.0);
            REQUIRE(value(t.kept_in) == Approx(64 * std::sqrt(share)).margin(1e-4));
            REQUIRE(value(t.kept_active) == Approx(sd * std::sqrt(share)).margin(1e-4));
            REQUIRE(yearly_sd(t.noise_in) == Approx(64 * std::sqrt(1 - share)).margin(1e-4));
            REQUIRE(yearly_sd(t.noise_active) == Approx(sd * std::sqrt(1 - share)).margin(1e-4));
        }
}

TEST_CASE("who keeps all his tastes decides alike each year, by what membership and activity are worth")
{
    Case c;
    c.p->participation.persistent_share = 1.0f;
    c.m.tastes = tastes_of(*c.p);
    auto const role = [&](double constant, double surplus, int year) {
        c.o.constant = static_cast<float>(constant);
        c.acts(surplus);
        return at(c.decide(status_of(kActive), 1, year).role);
    };
    for (int year = 0; year < 20; ++year) {
        REQUIRE(role(1, -1, year) == kPassive);
        REQUIRE(role(-1, -1, year) == kOutside);
        REQUIRE(role(-1, 2, year) == kActive);
        REQUIRE(role(-3, 2, year) == kOutside);
    }
}

TEST_CASE(
    "activity is open to the active and to those under contract, and to others it is worth its chance to be asked")
{
    Case c;
    c.o.constant = -12.0f;
    c.acts(30.0);
    c.set_noise(25, 15);
    double const logsum = 15 * std::log1p(std::exp(30.0 / 15));
    for (double const rate : {0.0, 0.02, 0.1}) {
        c.o.asking = static_cast<float>(rate);
        double const chance = 1 - std::exp(-12 * rate), in = logistic((-12 + chance * logsum) / 25);
        c.effort.contract = nobody();
        Shares s = shares_of(c, status_of(kPassive));
        REQUIRE(s.acting == 0);
        REQUIRE(s.agrees(s.in, in));
        REQUIRE_FALSE(s.agrees(s.in, logistic((-12 + logsum) / 25)));
        // Willing is who would be in and act if it were open.
        REQUIRE(s.agrees(s.willing, logistic((-12 + logsum) / 25) * logistic(30.0 / 15)));
        c.effort.contract = everyone();
        s = shares_of(c, status_of(kPassive));
        REQUIRE(s.agrees(s.in, logistic((-12 + logsum) / 25)));
        REQUIRE(s.agrees(s.acting, logistic((-12 + logsum) / 25) * logistic(30.0 / 15)));
    }
}

TEST_CASE("a sanction brings people in who would not stay under voluntary rules")
{
    Case c;
    c.o.constant = -15.0f, c.o.sanction = 30.0f;
    c.p->participation.change_effort = 20.0f;
    Shares const member = shares_of(c, status_of(kPassive));  // to leave takes an effort, under either rule
    REQUIRE(member.agrees(member.in, logistic(35.0 / 20)));
    REQUIRE(member.agrees(member.stay, logistic(5.0 / 20)));
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

TEST_CASE("who sits on the board keeps the seat at a review, and what it is worth counts for being in, never against")
{
    Case c;
    c.o.constant = 1000.0f;  // everyone is in
    c.acts(12.0, 40.0);
    Shares s = shares_of(c, status_of(kBoard));
    REQUIRE(s.board == 1);
    c.effort = Effort{};
    c.effort.board_surplus = -1e6f;  // it costs more than it brings: he leaves it by patience or term, not here
    REQUIRE(shares_of(c, status_of(kBoard)).board == 1);
    c.o.constant = -12.0f;
    for (double const surplus : {-500.0, 0.0, 40.0}) {
        c.acts(12.0, surplus);
        double const logsum = 20 * std::log1p(std::exp(std::max(surplus, 0.0) / 20));
        s = shares_of(c, status_of(kBoard));
        REQUIRE(s.agrees(s.in, logistic((-12 + logsum) / 20)));
        REQUIRE(s.board == s.in);
    }
    c.o.constant = 1000.0f;
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

}  // namespace cptsim::unit
