// Demography, information, opinion, strain: a professional's month, part by part.
#include "tests/sim/model/unit.hpp"

namespace cptsim::unit {
namespace {

constexpr int kGp = 0, kNurse = 2;
Peers const kAlone{0.0f, 0.0f, 0.0f, 0.0f};

}  // namespace

TEST_CASE("exits are retirement by age, hastened for doctors over 60 under coercion, and moves")
{
    auto const p = parameters();
    p->demography.retirement_age = 65.0f, p->demography.coercion_exit = 0.4f;
    for (Real& rate : p->demography.move_rate) rate = 0.06f;
    for (int profession : {kGp, 1, kNurse, 7})
        for (double age : {30.0, 54.9, 58.0, 60.0, 61.0, 64.0, 65.0, 72.0})
            for (double coercion : {0.0, 0.5, 1.0}) {
                double const ramp = std::clamp((age - 55) / 10, 0.0, 1.0);
                double const hastened = age > 60 && profession < 2 ? 1 + 0.4 * coercion : 1;
                REQUIRE(value(exit_hazard(*p, profession, 0.02f, static_cast<float>(age),
                                          static_cast<float>(coercion))) == near(0.02 * ramp * hastened + 0.005));
            }
}

TEST_CASE("arrivals follow the trend, and money tied to the CPTS raises them by its share of 10,000 EUR a year")
{
    auto const p = parameters();
    p->demography.exit_rate[kNurse] = 0.03f, p->demography.move_rate[kNurse] = 0.02f;
    p->demography.stock_trend[kNurse] = 0.01f;
    auto const hazard = [&](double expected, double slots, double money) {
        return value(arrival_hazard(*p, kNurse, static_cast<float>(expected), static_cast<float>(slots),
                                    static_cast<float>(money)));
    };
    REQUIRE(hazard(100, 120, 500) == near(0.06 / 12 * 100 / 20));  // who leaves and who is to come, over the vacancies
    REQUIRE(hazard(100, 100, 500) == near(1.0));                   // no room: whoever leaves is replaced at once
    REQUIRE(hazard(400, 400, 500) == near(1.0));                   // and more often than that cannot be
    REQUIRE(value(arrival_hazard(*p, kGp, 100.0f, 120.0f, 500.0f)) == 0);
    p->demography.bonus_arrival = 0.3f;
    REQUIRE(hazard(100, 120, 0) == near(0.025));
    REQUIRE(hazard(100, 120, 500) == near(0.025 * (1 + 0.3 * 0.6)));
    p->demography.stock_trend[kNurse] = -0.1f;
    REQUIRE(hazard(100, 120, 500) == 0);  // fewer are to come than leave anyway
}

TEST_CASE("knowledge gains from each source on what is not yet known, and fades")
{
    auto const p = parameters();
    Month m = quiet_month();
    Offer o = no_offer();
    auto const next = [&](double k, Peers peers, bool chosen, bool attached) {
        return value(next_knowledge(*p, m, o, static_cast<float>(k), peers, chosen ? everyone() : nobody(),
                                    attached ? everyone() : nobody()));
    };
    REQUIRE(next(0.37, kAlone, true, true) == near(0.37));  // nothing happens
    p->information.peers_rate = 0.06f, p->information.member_rate = 0.04f, p->information.reach_rate = 0.012f;
    p->information.fade_rate = 0.008f;
    m.gain_all = 0.006f, o.information = 0.05f;
    Peers const busy{0.0f, 0.5f, 0.5f, 0.0f};
    for (double k : {0.0, 0.3, 0.9, 1.0}) {
        auto const expected = [&](double gain) { return k + gain * (1 - k) - 0.008 * k; };
        REQUIRE(next(k, busy, false, false) == near(expected(0.03 + 0.056)));
        REQUIRE(next(k, busy, true, false) == near(expected(0.03 + 0.056 + 0.04)));
        REQUIRE(next(k, busy, false, true) == near(expected(0.03 + 0.056 + 0.012)));
    }
    m.operating = 0.0f;  // membership of what does not operate teaches nothing
    REQUIRE(next(0.3, kAlone, true, false) == near(0.3 + 0.056 * 0.7 - 0.008 * 0.3));
    o.information = 5.0f;
    REQUIRE(next(0.3, busy, true, false) == 1);
}

TEST_CASE("opinion moves toward peers that are near, not at all toward those beyond the distance of confidence")
{
    auto const p = parameters();
    Person const person;
    p->opinion.peers_rate = 0.1f, p->opinion.confidence = 0.5f;
    Month m = quiet_month();
    m.confidence_slope = 2.0f;
    for (double a : {-0.8, -0.2, 0.0, 0.3})
        for (double other : {-1.0, -0.4, 0.1, 0.6, 1.0}) {
            Peers const peers{static_cast<float>(other), 0.0f, 0.0f, 0.0f};
            double const d = other - a, moved = std::abs(d) < 0.5 ? 0.1 * (1 - std::abs(d) / 0.5) * d : 0;
            double const next = value(
                next_attitude(*p, m, no_offer(), person.row(), static_cast<float>(a), 0.5f, peers, nobody(), nobody()));
            REQUIRE(next == near(a + moved));
            if (std::abs(d) >= 0.5) REQUIRE(next == static_cast<double>(static_cast<float>(a)));
        }
}

TEST_CASE("opinion follows anchor, nation, experience, being heard, crisis, union and reactance by their formula")
{
    auto const p = parameters();
    Numbers number(31);
    p->opinion.peers_rate = 0.0f, p->opinion.anchor_rate = 0.03f, p->opinion.nation_rate = 0.004f;
    p->opinion.experience_rate = 0.02f, p->opinion.experience_reference = 0.35f, p->opinion.heard_rate = 0.006f;
    p->opinion.union_rate = 0.05f, p->opinion.reactance_rate = 0.04f, p->opinion.crisis_rate = 0.02f;
    for (int trial = 0; trial < 50; ++trial) {
        Person person;
        Real const anchor = number.lanes(-1, 1), chi = number.lanes(0, 1), exposure = number.lanes(0, 1),
                   a = number.lanes(-0.8, 0.8), k = number.lanes(0, 1);
        person.set(kernel::kAnchor, anchor), person.set(kernel::kAutonomy, chi);
        person.set(kernel::kUnionExposure, exposure);
        Month m = quiet_month();
        m.opinion = number.lanes(-1, 1), m.efficacy = number.lanes(0, 1), m.climate = number.lanes(0, 1);
        m.crisis = number.lanes(0, 1), m.reactance = number.lanes(0, 1);
        Offer o = no_offer();
        o.boycott = number.lanes(0, 1), o.boycotted = true;
        Mask const chosen = make_mask([](int l) { return l % 2 == 0; }),
                   active = make_mask([](int l) { return l % 4 == 0; });
        Real const next = next_attitude(*p, m, o, person.row(), a, k, kAlone, chosen, active);
        for (int l = 0; l < kLanes; ++l) {
            auto const of = [&](Real x) { return value(x, l); };
            double step = 0.03 * (of(anchor) - of(a)) + 0.004 * (of(m.opinion) - of(a)) -
                          0.05 * of(o.boycott) * of(exposure) * (1 - 0.5 * of(k)) - 0.04 * of(m.reactance) * of(chi);
            if (l % 2 == 0) step += 0.02 * (of(m.efficacy) - 0.35 + of(m.climate) - 0.5) + 0.02 * of(m.crisis);
            if (l % 4 == 0) step += 0.006 * (of(m.climate) - 0.5);
            REQUIRE(of(next) == near(of(a) + step));
        }
    }
    Person extreme;
    p->opinion.union_rate = 5.0f;
    extreme.set(kernel::kUnionExposure, 1.0f);
    Offer o = no_offer();
    o.boycott = 1.0f, o.boycotted = true;
    REQUIRE(value(next_attitude(*p, quiet_month(), o, extreme.row(), 0.0f, 0.0f, kAlone, nobody(), nobody())) == -1);
}

namespace {

/// A person's strain without a shock: the word in the middle of the triangle.
struct Strained {
    std::unique_ptr<Params> p = parameters();
    Month m = quiet_month();
    Person person;
    static constexpr std::int32_t kNoShock = 0x7FFF8000;

    Strained()
    {
        person.set(kernel::kSustainable, 200.0f);
        person.set(kernel::kCareHours, 180.0f);
    }
    /// Of someone who gives `governed` hours to the board, where they are not negative.
    [[nodiscard]] double next(double b, int status, double added = 0, bool active = false, double capital = 1,
                              double governed = -1) const
    {
        Month now = m;
        now.fast_recovery = fading_share(p->strain.fast_half_life);
        now.slow_recovery = fading_share(p->strain.slow_half_life);
        now.board_strain = p->strain.board_rate / p->board.maximum_hours;
        return value(next_exhaustion(*p, now, person.row(), Int(status), static_cast<float>(b),
                                     static_cast<float>(capital), active ? everyone() : nobody(),
                                     governed >= 0 ? everyone() : nobody(), static_cast<float>(governed),
                                     static_cast<float>(added), Int(kNoShock)));
    }
};

int in_setting(Setting s, int flags = 0) { return static_cast<int>(s) << 11 | flags; }

}  // namespace

TEST_CASE("exhaustion rises by care, overload, isolation and conflict, less with support, on what is left to lose")
{
    Strained s;
    s.p->strain.fast_half_life = s.p->strain.slow_half_life = 1e9f;
    REQUIRE(s.next(0.4, in_setting(kSolo), 50, true, 0) == near(0.4));  // nothing happens
    s.p->strain.base_rate = 0.018f, s.p->strain.overload_rate = 0.35f, s.p->strain.isolation_rate = 0.012f;
    s.p->strain.conflict_rate = 0.02f, s.p->strain.group_support = 0.2f;
    s.m.climate = 0.3f;
    REQUIRE(s.next(0.4, in_setting(kSalaried)) == near(0.4 + 0.018 * 0.6));
    REQUIRE(s.next(0.4, in_setting(kSalaried), 20) == near(0.4 + 0.018 * 0.6));  // up to sustainable: no load
    REQUIRE(s.next(0.4, in_setting(kSalaried), 50) == near(0.4 + (0.018 + 0.35 * 30 / 200) * 0.6));
    REQUIRE(s.next(0.4, in_setting(kSolo), 0, false, 0.25) == near(0.4 + (0.018 + 0.012 * 0.75) * 0.6));
    REQUIRE(s.next(0.4, in_setting(kSalaried), 0, true) == near(0.4 + (0.018 + 0.02 * 0.7) * 0.6));
    REQUIRE(s.next(0.4, in_setting(kGroup), 50) == near(0.4 + (0.018 + 0.35 * 0.15) * 0.8 * 0.6));
    REQUIRE(s.next(0.4, in_setting(kMultiprofessional)) == near(0.4 + 0.018 * 0.8 * 0.6));
    s.p->strain.board_rate = 0.1f;  // at 30 hours
    REQUIRE(s.next(0.4, in_setting(kSalaried), 0, false, 1, 12) == near(0.4 + (0.018 + 0.04) * 0.6));
    REQUIRE(s.next(0.4, in_setting(kSalaried), 0, false, 1, 60) == near(0.4 + (0.018 + 0.2) * 0.6));  // a president
    s.m.belonging = 0.03f;  // the board as a resource, more than it tires where it asks little
    REQUIRE(s.next(0.4, in_setting(kSalaried), 0, false, 1, 12) == near(0.4 + (0.018 + 0.04 - 0.03) * 0.6));
    REQUIRE(s.next(0.4, in_setting(kSalaried), 0, false, 1, 0) == near(0.4 + (0.018 - 0.03) * 0.6));
    REQUIRE(s.next(0.4, in_setting(kSalaried)) == near(0.4 + 0.018 * 0.6));
    s.m.care_load = 1.2f;  // a crisis: 216 hours of care
    REQUIRE(s.next(0.4, in_setting(kSalaried)) == near(0.4 + (0.018 + 0.35 * 16 / 200) * 0.6));
}

TEST_CASE("a fading stock is halved after its half-life, from the shortest to the longest")
{
    for (int half_life : {1, 2, 6, 24, 240}) {
        Real stock = 1.0f;
        for (int month = 0; month < half_life; ++month)
            stock = stock - stock * fading_share(static_cast<float>(half_life));
        REQUIRE(value(stock) == Approx(0.5).epsilon(1e-4));
    }
}

TEST_CASE("without load exhaustion is halved in a half-life, fast or slow")
{
    Strained s;
    s.p->strain.fast_half_life = 8.0f, s.p->strain.slow_half_life = 24.0f;
    double fast = 0.8, slow = 0.8;
    for (int month = 0; month < 24; ++month) {
        if (month == 8) REQUIRE(fast == Approx(0.4).epsilon(1e-4));
        fast = s.next(fast, in_setting(kSolo)), slow = s.next(slow, in_setting(kSolo, kSlow));
    }
    REQUIRE(slow == Approx(0.4).epsilon(1e-4));
    REQUIRE(fast == Approx(0.1).epsilon(1e-4));
    s.p->strain.fast_half_life = 1.0f;  // the shortest that is allowed
    REQUIRE(s.next(0.8, in_setting(kSolo)) == Approx(0.4).epsilon(1e-4));
}

TEST_CASE("the monthly shock is triangular, centred, with the standard deviation that is asked for")
{
    Strained s;
    s.p->strain.fast_half_life = 1e9f, s.p->strain.shock_sd = 0.035f;
    PhiloxEngine engine(1, 2, 3, address(Purpose::month), 4);
    int const n = 40000;
    double sum = 0, squares = 0, largest = 0;
    for (int k = 0; k < n / kLanes; ++k) {
        Int const word = make_int([&](int) { return static_cast<std::int32_t>(engine()); });
        Real const b =
            next_exhaustion(*s.p, s.m, s.person.row(), Int(0), 0.5f, 1.0f, nobody(), nobody(), 0.0f, 0.0f, word);
        for (int l = 0; l < kLanes; ++l) {
            double const shock = value(b, l) - 0.5;
            sum += shock, squares += shock * shock, largest = std::max(largest, std::abs(shock));
        }
    }
    double const sd = std::sqrt(squares / n), error = 0.035 * std::sqrt((2.4 - 1) / (4.0 * n));  // kurtosis 2.4
    REQUIRE(std::abs(sum / n) < 4 * 0.035 / std::sqrt(n));                                       // false alarm 6e-5
    REQUIRE(std::abs(sd - 0.035) < 4 * error);
    REQUIRE(std::abs(sd - 0.034) > 4 * error);  // the twin
    REQUIRE(largest < 0.035 * std::sqrt(6.0));
    REQUIRE(largest > 0.035 * std::sqrt(6.0) * 0.97);
}

TEST_CASE("exhaustion stays between none and full")
{
    Strained s;
    s.p->strain.shock_sd = 0.5f;
    auto const with = [&](double b, std::uint32_t word) {
        return value(next_exhaustion(*s.p, s.m, s.person.row(), Int(0), static_cast<float>(b), 1.0f, nobody(), nobody(),
                                     0.0f, 0.0f, Int(static_cast<std::int32_t>(word))));
    };
    REQUIRE(with(0.9, 0xFFFFFFFFu) == 1);
    REQUIRE(with(0.1, 0) == 0);
}

TEST_CASE("leaves begin at the threshold and reach their rate at full exhaustion")
{
    auto const p = parameters();
    p->strain.leave_threshold = 0.55f, p->strain.leave_rate = 0.15f;
    for (double b : {0.0, 0.3, 0.55, 0.6, 0.8, 1.0})
        REQUIRE(value(leave_hazard(*p, static_cast<float>(b))) == near(0.15 * std::max(0.0, b - 0.55) / 0.45));
}

}  // namespace cptsim::unit
