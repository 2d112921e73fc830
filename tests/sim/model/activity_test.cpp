// Hours given: each part against its formula in double precision, and what no one does.
#include "tests/sim/model/unit.hpp"

namespace cptsim::unit {
namespace {

double hump(double x, double peak) { return x <= peak ? x : 2 * peak - x; }

struct Case {
    std::unique_ptr<Params> p = parameters();
    Month m = quiet_month();
    Offer o = no_offer();
    Person person;
    Peers peers{0.0f, 0.0f, 0.0f, 0.0f};
    Real attitude = 0.0f, social_capital = 1.0f, exhaustion = 0.0f;
    int record = 0, slot = 3;
    kernel::Runs runs{};

    Case()
    {
        person.set(kernel::kIncome, 40.0f);
        person.set(kernel::kSustainable, 200.0f);
        person.set(kernel::kCareHours, 180.0f);
    }
    [[nodiscard]] Effort effort(Cooperation type, Role role = kPassive) const
    {
        return best_effort(*p, m, o, Draws(runs, 99), slot, person.row(), status_of(role, kSolo, type), Int(record),
                           nobody(), peers, attitude, social_capital, exhaustion);
    }
    /// Money for activity is offered, and he is under contract.
    void is_under_contract() { o.contracts = true, record = kContract; }
};

}  // namespace

TEST_CASE("reciprocity rises with the share of active, and beyond the peak falls for the hump-shaped alone")
{
    auto const p = parameters();
    p->activity.hump_peak = 0.45f, p->activity.reciprocity_reference = 0.2f;
    Real const x = make([](int l) { return l / 15.0; });
    for (int l = 0; l < kLanes; ++l) {
        REQUIRE(value(reciprocity(*p, Int(kConditional), x), l) == near(l / 15.0 - 0.2));
        REQUIRE(value(reciprocity(*p, Int(kAltruist), x), l) == near(l / 15.0 - 0.2));
        REQUIRE(value(reciprocity(*p, Int(kHump), x), l) == near(hump(l / 15.0, 0.45) - 0.2));
    }
}

TEST_CASE(
    "the reference group is half peers, half CPTS, the attached count by their weight, and without members nobody")
{
    auto const p = parameters();
    p->activity.reciprocity_peers = 0.6f, p->activity.reciprocity_attached_weight = 0.5f;
    p->participation.norm_attached_weight = 1.0f;  // is another's
    Month m = quiet_month();
    m.active_share = 0.3f;
    Peers peers{0.0f, 0.25f, 0.5f, 0.25f};
    REQUIRE(value(reference_share(*p, m, peers)) == near(0.6 * 0.25 / (0.5 + 0.125) + 0.4 * 0.3));
    peers = {0.0f, 0.0f, 0.0f, 0.0f};
    REQUIRE(value(reference_share(*p, m, peers)) == near(0.4 * 0.3));
    peers = {0.0f, 0.0f, 0.0f, 1.0f};
    REQUIRE(value(reference_share(*p, m, peers)) == near(0.4 * 0.3));
}

TEST_CASE("an hour costs income where it displaces care and leisure where it does not")
{
    auto const p = parameters();
    for (double delta : {0.0, 0.4, 1.0})
        for (double income : {0.0, 25.0, 60.0}) {
            p->activity.displaced_share = static_cast<float>(delta), p->activity.leisure_value = 0.8f;
            REQUIRE(value(hour_cost(*p, static_cast<float>(income))) ==
                    near(income * delta + income * (1 - delta) * 0.8));
        }
}

TEST_CASE("the marginal cost of hours rises by a share as slack shrinks, and no further than at the least slack")
{
    auto const p = parameters();
    p->activity.exhaustion_slack = 30.0f, p->activity.flexible_hours = 12.0f;
    auto const c = [&](double sustainable, double care, double exhaustion) {
        return value(
            curvature(*p, static_cast<float>(sustainable), static_cast<float>(care), static_cast<float>(exhaustion)));
    };
    // In proportion to the slack, c0 / slack.
    REQUIRE(c(200, 180, 0.5) == near(80.0 / (20 - 15 + 12)));
    REQUIRE(c(200, 198, 0.2) == near(80.0 / (2 - 6 + 12)));
    REQUIRE(c(200, 240, 0.9) == near(80.0 / 4));
    REQUIRE(c(200, 180, 0.1) < c(200, 180, 0.6));
    for (double const eta : {0.2, 0.6, 0.9}) {
        p->activity.slack_share = static_cast<float>(eta);
        REQUIRE(c(200, 180, 0.5) == near(80.0 * ((1 - eta) / 14 + eta / 17)));
        REQUIRE(c(200, 240, 0.9) == near(80.0 * ((1 - eta) / 14 + eta / 4)));
        REQUIRE(c(202, 200, 0.0) == near(80.0 / 14));  // at 14 hours of slack, whatever the share
    }
    p->activity.slack_share = 0.0f;  // slack does not matter
    for (double care : {0.0, 150.0, 240.0}) REQUIRE(c(200, care, 0.5) == near(80.0 / 14));
}

TEST_CASE("hours and surplus are those of a linear benefit and a quadratic cost")
{
    Case k;
    Numbers number(21);
    k.p->activity.displaced_share = 0.4f, k.p->activity.leisure_value = 0.8f, k.p->activity.learning_value = 8.0f;
    k.p->activity.fixed_cost = 22.0f, k.p->activity.stigma = 10.0f, k.p->activity.reciprocity_reference = 0.2f;
    k.p->activity.reciprocity_peers = 0.5f, k.p->activity.hump_peak = 0.5f;
    k.p->board.prestige = 60.0f, k.p->board.defensive = 0.5f;
    k.p->activity.slack_share = 0.6f, k.p->activity.exhaustion_slack = 15.0f;
    k.m.president = make_int([&](int l) { return l % 2 ? k.slot : -1; });
    int exist = 0;
    for (int trial = 0; trial < 200; ++trial) {
        Real const theta = number.lanes(0, 120), rho = number.lanes(0, 60), factor = number.lanes(0, 1),
                   pay = number.lanes(0, 70), exposure = number.lanes(0, 1), income = number.lanes(10, 70),
                   autonomy = number.lanes(0, 1);
        k.person.set(kernel::kTheta, theta), k.person.set(kernel::kRho, rho), k.person.set(kernel::kIncome, income);
        k.person.set(kernel::kUnionExposure, exposure), k.person.set(kernel::kAutonomy, autonomy);
        k.o.theta_factor = factor, k.o.pay = pay, k.o.boycott = 0.5f;
        k.attitude = number.lanes(-1, 1), k.social_capital = number.lanes(0, 1), k.exhaustion = number.lanes(0, 1);
        k.peers = {0.0f, Real(0.25f), Real(0.5f), Real(0.0f)};
        k.m.active_share = number.lanes(0, 1), k.m.board_hours = number.lanes(0, 20);
        k.m.president_hours = number.lanes(0, 40), k.m.seat_hours = number.lanes(0, 20);
        Role const role = trial % 3 == 0 ? kBoard : trial % 3 == 1 ? kActive : kPassive;
        Effort const e = k.effort(kHump, role);
        for (int l = 0; l < kLanes; ++l) {
            auto const of = [&](Real x) { return value(x, l); };
            double const share = 0.5 * 0.5 + 0.5 * of(k.m.active_share);
            double const b = of(pay) + of(theta) * of(factor) + of(rho) * (hump(share, 0.5) - 0.2) +
                             8 * (1 - of(k.social_capital)) - of(income) * (0.4 + 0.6 * 0.8) - 10 * 0.5 * of(exposure);
            double const slack = std::max(20 - 15 * of(k.exhaustion), 4.0);
            double const c = 80.0 * (0.4 / 14 + 0.6 / slack);
            double const h = std::clamp(b / c, 0.0, 16.0);
            double const surplus = b * h - 0.5 * c * h * h - 22;
            if (std::abs(surplus) < 1e-2 || std::abs(h - 1) < 1e-4) continue;  // on the edge rounding decides
            bool const exists = h >= 1 && surplus > 0;
            exist += exists;
            REQUIRE(at(e.exists, l) == exists);
            REQUIRE(of(e.hours) == Approx(exists ? h : 0).epsilon(1e-4).margin(1e-4));
            REQUIRE(of(e.surplus) == Approx(exists ? surplus : 0).epsilon(1e-4).margin(1e-2));
            // A candidate expects the hours of a full board; one who sits gives the president's or another's.
            double const seat = of(role != kBoard ? k.m.seat_hours : l % 2 ? k.m.president_hours : k.m.board_hours);
            double const all = (exists ? h : 0) + seat;
            double const prestige = 60 * (1 + (of(k.attitude) < 0 ? 0.5 * of(autonomy) : 0));
            REQUIRE(of(e.board_surplus) ==
                    Approx(b * all - 0.5 * c * all * all - 22 + prestige).epsilon(1e-4).margin(3e-2));
        }
    }
    REQUIRE(exist > 300);
    REQUIRE(exist < 2900);
}

TEST_CASE("nobody, free riders included, gives hours that cost more than they bring")
{
    Case k;
    Numbers number(22);
    Params& p = *k.p;
    int given = 0;
    for (int trial = 0; trial < 2000; ++trial) {
        auto const any_of = [&](double low, double high) { return number.lanes(low, high); };
        p.activity.curvature = any_of(1, 300), p.activity.minimum_slack = any_of(0.5, 40);
        p.activity.fixed_cost = any_of(0, 200), p.activity.minimum_hours = any_of(0.5, 4);
        p.activity.displaced_share = any_of(0, 1), p.activity.leisure_value = any_of(0, 2);
        p.activity.learning_value = any_of(0, 30), p.activity.exhaustion_slack = any_of(0, 100);
        k.person.set(kernel::kIncome, any_of(5, 90)), k.person.set(kernel::kCareHours, any_of(100, 260));
        k.exhaustion = any_of(0, 1), k.social_capital = any_of(0, 1);
        k.o.pay = make([&](int l) { return l % 2 ? number(0, 100) : 0.0; });
        k.o.bonus = make([&](int l) { return l % 3 ? 0.0 : number(0, 400); });
        k.record = trial % 2 ? kContract : 0, k.o.contracts = true;
        Effort const e = k.effort(kFreeRider);
        for (int l = 0; l < kLanes; ++l) {
            auto const of = [&](Real x) { return value(x, l); };
            double const h = of(e.hours);
            if (!at(e.exists, l)) {
                REQUIRE(h == 0);
                REQUIRE(of(e.surplus) == 0);
                continue;
            }
            ++given;
            REQUIRE(h >= of(p.activity.minimum_hours));
            REQUIRE(h <= of(p.activity.maximum_hours));
            REQUIRE(of(e.surplus) > 0);
            double const cost =
                of(hour_cost(p, k.person.row().real(kernel::kIncome))) * h +
                0.5 * h * h * of(curvature(p, 200.0f, k.person.row().real(kernel::kCareHours), k.exhaustion)) +
                of(p.activity.fixed_cost);
            double const gain = (of(k.o.pay) + of(p.activity.learning_value) * (1 - of(k.social_capital))) * h +
                                (trial % 2 ? of(k.o.bonus) : 0);
            REQUIRE(gain > cost - 1e-3 * (1 + cost));
        }
    }
    REQUIRE(given > 1000);
    REQUIRE(given < 30000);
}

TEST_CASE("a free rider has no reason to act where hours are unpaid and teach nothing")
{
    Case k;
    k.peers = {1.0f, 1.0f, 1.0f, 0.0f};
    k.m.active_share = 1.0f;
    k.o.theta_factor = 1.0f;
    REQUIRE_FALSE(any(k.effort(kFreeRider).exists));
    k.person.set(kernel::kTheta, 100.0f);  // an altruist there
    REQUIRE(at(k.effort(kAltruist).exists));
}

TEST_CASE("no more hours than the most, however much an hour brings")
{
    Case k;
    k.o.pay = 1000.0f;
    Effort const e = k.effort(kConditional);
    REQUIRE(at(e.exists));
    REQUIRE(value(e.hours) == 16);
}

TEST_CASE("a bonus buys the least hours of who is under contract where it pays for them, and not where it does not")
{
    Case k;
    k.p->activity.displaced_share = 1.0f, k.p->activity.fixed_cost = 20.0f, k.p->activity.minimum_hours = 2.0f;
    // Two hours cost 2 x 40 + 80/20 x 2^2/2 + 20 = 108 EUR.
    k.o.bonus = make([](int l) { return l < 8 ? 107.0 : 109.0; });
    k.is_under_contract();
    Effort const e = k.effort(kFreeRider);
    REQUIRE_FALSE(at(e.exists, 0));
    REQUIRE(at(e.exists, 15));
    REQUIRE(value(e.hours, 15) == 2);
    REQUIRE(value(e.surplus, 15) == Approx(1).epsilon(1e-4));
    k.record = 0;
    REQUIRE_FALSE(any(k.effort(kFreeRider).exists));
}

TEST_CASE("a conditional fee counts only beyond what its commitments cost")
{
    Case k;
    k.p->activity.displaced_share = 1.0f, k.p->activity.minimum_hours = 1.0f;
    k.o.commitment = 3.0f;  // costs 3 x 40
    k.o.fee_premium = make([](int l) { return l == 0 ? 119.0 : l == 1 ? 161.0 : 164.0; });
    k.is_under_contract();
    Effort const e = k.effort(kFreeRider);  // the least hour costs 40 + 2
    REQUIRE_FALSE(at(e.exists, 0));
    REQUIRE_FALSE(at(e.exists, 1));
    REQUIRE(at(e.exists, 2));
    REQUIRE(value(e.surplus, 2) == Approx(2).epsilon(1e-3));
    REQUIRE_FALSE(at(e.contract, 0));  // a fee that loses money is no contract
}

TEST_CASE("money for activity is worth the same on the board as off it")
{
    Case k;
    k.o.bonus = 300.0f, k.o.pay = 20.0f;
    double const without = value(k.effort(kConditional, kBoard).board_surplus);
    k.is_under_contract();
    Effort const e = k.effort(kConditional, kBoard);
    REQUIRE(at(e.exists));
    REQUIRE(value(e.board_surplus) - without == Approx(300).epsilon(1e-4));
}

}  // namespace cptsim::unit
