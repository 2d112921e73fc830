// Statistics of people, on panels whose answer is known.
#include "analysis/behaviour/people.hpp"

#include <cmath>

#include "sim/base/philox.hpp"
#include "tests/analysis/behaviour/made_up_panel.hpp"

namespace cptsim {

TEST_CASE("retention is gross: who leaves, departs or is replaced counts as lost, who joins later does not count")
{
    Panel const panel = {snapshot(11, {{.role = kPassive},
                                       {.role = kActive},
                                       {.role = kBoard},
                                       {.role = kOnLeave},
                                       {.role = kActive},
                                       {.role = kOutside},
                                       {.role = kAttached}}),
                         snapshot(23, {{.role = kPassive},
                                       {.role = kOutside},                  // left
                                       {.role = kVacant},                   // retired
                                       {.role = kActive},                   // came back
                                       {.role = kActive, .generation = 1},  // a newcomer in the slot
                                       {.role = kActive},
                                       {.role = kPassive}})};
    CHECK(retention(panel, Followed::members, 0, 100) == Approx(2.0 / 5));
    CHECK(retention(panel, Followed::active, 0, 100) == 0);
    CHECK(std::isnan(retention(panel, Followed::members, 12, 100)));
    CHECK(std::isnan(retention(panel, Followed::members, 0, 22)));
}

TEST_CASE("retention by tenure looks at months since entry, and pools the Decembers")
{
    Panel const panel = {
        snapshot(23,
                 {{.role = kPassive, .entry = 12}, {.role = kPassive, .entry = 11}, {.role = kPassive, .entry = 0}}),
        snapshot(35, {{.role = kOutside}, {.role = kPassive, .entry = 11}, {.role = kPassive, .entry = 0}}),
        snapshot(47, {{.role = kOutside}, {.role = kOutside}, {.role = kActive, .entry = 0}})};
    CHECK(retention(panel, Followed::members, 0, 100, 0, 12) == 0);                 // entry 12, seen in 23
    CHECK(retention(panel, Followed::members, 0, 100, 12, 24) == 1);                // entries 11 and 0, in 23
    CHECK(retention(panel, Followed::members, 0, 100, 24, 36) == Approx(1.0 / 2));  // entries 11 and 0, in 35
    CHECK(retention(panel, Followed::members, 0, 100) == Approx(3.0 / 5));
}

TEST_CASE("measured exhaustion correlates with itself by the true correlation times the reliability")
{
    // Two people who keep their places on a line: true correlation 1; a newcomer in a slot is left out.
    Panel panel = {snapshot(11, {{.exhaustion = 0.1f}, {.exhaustion = 0.4f}, {.exhaustion = 0.9f}}),
                   snapshot(23, {{.exhaustion = 0.3f}, {.exhaustion = 0.5f}, {.exhaustion = 0, .generation = 1}})};
    CHECK(exhaustion_autocorrelation(panel, 12) == Approx(kReliability));
    CHECK(std::isnan(exhaustion_autocorrelation(panel, 24)));
    // A year in which everyone is more tired changes nothing: years are centred one by one.
    panel.push_back(snapshot(35, {{.exhaustion = 0.7f}, {.exhaustion = 0.8333333f}, {.role = kVacant}}));
    CHECK(exhaustion_autocorrelation(panel, 12) == Approx(kReliability));
    panel[2].people[0].exhaustion = 0.95f;  // in one of two years they change places
    CHECK(exhaustion_autocorrelation(panel, 12) < 0.9 * kReliability);
}

TEST_CASE("a cross-lagged coefficient is that of a regression on both quantities of the start")
{
    // r(h, b) = 0.5, b2 = 0.6 b + 0.2 h: r(b, b2) = 0.7, r(h, b2) = 0.5 in units of sd(b2) = 1; h2 = h.
    auto const c = cross_lag({.hb = 0.5, .hh2 = 1, .hb2 = 0.5, .bh2 = 0.5, .bb2 = 0.7});
    CHECK(c.hours_to_exhaustion == Approx(0.2));
    CHECK(c.exhaustion_to_hours == Approx(0).margin(1e-12));
}

TEST_CASE(
    "cross-lags of a panel find the law that made it, within those active at both ends, and perceived load adds to it")
{
    // Hours and exhaustion of 20,000 persons, independent at the start, b2 = 0.5 + 0.5 b + 0.002 h + e. Standard
    // error of a standardised coefficient: 1/sqrt(20000) = 0.007; 4 of them: a false alarm in 16,000.
    Panel panel(2);
    panel[0].month = 11, panel[1].month = 23;
    PhiloxEngine engine(1, 2, 3, 4, 5);
    auto const uniform_number = [&] { return static_cast<double>(engine()) / 4294967296.0; };
    double const sd = 1 / std::sqrt(12.0);
    for (int i = 0; i < 20000; ++i) {
        double const h = 10 * uniform_number(), b = uniform_number() / 2, e = 0.1 * uniform_number();
        float const h2 = static_cast<float>(10 * uniform_number());
        float const b2 = static_cast<float>(0.2 * b + 0.01 * h + e);
        panel[0].people.push_back(Person{.role = kActive, .exhaustion = float(b), .hours = float(h)});
        panel[1].people.push_back(Person{.role = kBoard, .exhaustion = b2, .hours = h2});
        panel[0].people.push_back(Person{.role = kPassive, .exhaustion = 1, .hours = float(h)});  // not looked at
        panel[1].people.push_back(Person{.role = kActive, .exhaustion = 0, .hours = h2});
    }
    double const sd2 = sd * std::sqrt(0.1 * 0.1 + 0.1 * 0.1 + 0.1 * 0.1);
    double const truth = std::sqrt(kReliability) * 0.01 * 10 * sd / sd2;
    auto const actual = cross_lag(panel, 0);
    CHECK(std::abs(actual.hours_to_exhaustion - truth) < 4 * 0.007);
    CHECK(std::abs(actual.exhaustion_to_hours) < 4 * 0.007);
    CHECK_FALSE(std::abs(actual.hours_to_exhaustion - truth * 1.1) < 4 * 0.007);  // the twin that must fail
    CHECK(cross_lag(panel, 2).hours_to_exhaustion > actual.hours_to_exhaustion * 0.5);
    CHECK(cross_lag(panel, 2).hours_to_exhaustion != actual.hours_to_exhaustion);
}

TEST_CASE("hours lie between people: the tenth who give most, Gini, those without")
{
    CHECK(concentration({1, 1, 1, 1, 1, 1, 1, 1, 1, 1}).top_tenth == Approx(0.1));
    CHECK(concentration({1, 1, 1, 1}).gini == Approx(0).margin(1e-12));
    auto const one = concentration({0, 0, 0, 0, 0, 0, 0, 0, 0, 5});
    CHECK((one.top_tenth == 1 && one.none == Approx(0.9) && one.gini == Approx(0.9)));
    auto const five = concentration({0, 0, 0, 3, 1});  // half of one person is the top tenth
    CHECK(five.top_tenth == Approx(0.5 * 3 / 4));
    CHECK(five.none == Approx(0.6));
    CHECK(std::isnan(concentration({}).none));
    auto const idle = concentration({0, 0});
    CHECK((idle.none == 1 && std::isnan(idle.gini)));
    CHECK(member_hours(snapshot(11, {{.role = kPassive, .year_hours = 2},
                                     {.role = kOutside, .year_hours = 7},
                                     {.role = kBoard, .year_hours = 40}})) == std::vector<double>{2, 40});
}

TEST_CASE("GPs who give hours are compared with all GPs by their values")
{
    auto const v = volunteers(snapshot(11, {{.role = kActive, .theta = 60, .income = 20},
                                            {.role = kOutside, .theta = 20, .income = 50},
                                            {.role = kPassive, .theta = 10, .income = 60},
                                            {.role = kVacant, .theta = 900},
                                            {.profession = 2, .role = kActive, .theta = 5, .income = 90}}));
    CHECK(v.theta_ratio == Approx(60 / 30.0));
    CHECK(v.rank_theta == Approx(std::sqrt(3) / 2));
    CHECK(v.rank_income == Approx(-std::sqrt(3) / 2));
    CHECK(std::isnan(volunteers(snapshot(11, {{}, {}, {}})).theta_ratio));
}

}  // namespace cptsim
