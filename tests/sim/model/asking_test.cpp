// Being asked to take a task, and its end.
#include "tests/sim/model/place.hpp"

namespace cptsim::unit {
namespace {

constexpr double kHazardOfChance = 4;  ///< standard errors: a right model is outside with probability 6e-5

}  // namespace

TEST_CASE("the rate of being asked is that at large, by coordinators and campaigns, and that by active peers")
{
    Month m = quiet_month();
    Offer o = no_offer();
    m.peers_ask = 0.02f, o.asking = 0.03f;
    for (int peers = 0; peers <= 8; ++peers) {
        Peers const seen{0.0f, static_cast<float>(peers / 8.0), 1.0f, 0.0f};
        double const rate = 0.03 + 0.02 * peers / 8;
        REQUIRE(value(asking_rate(m, o, seen)) == near(rate));
        REQUIRE(value(asked_within_year(m, o, seen)) == near(1 - std::exp(-12 * rate)));
    }
}

TEST_CASE("in a month one is asked with the chance of the rate, and who was willing at his last review takes it up")
{
    int const rows = 600;
    for (double const rate : {0.02, 0.3}) {
        Place place(rows);
        place.p->demography.retirement_age = 90.0f;
        place.o.asking = static_cast<float>(rate);
        for (int i = 0; i < rows; ++i) {
            place.set_role(i, status_of(i % 3 ? kPassive : kOutside, kGroup, kConditional));
            place.set_record(i, i % 2 ? kWilling : 0);
        }
        place.month();
        double const n = rows * kLanes, chance = 1 - std::exp(-rate);
        auto const close = [](double seen, double share, double of) {
            return std::abs(seen / of - share) < kHazardOfChance * std::sqrt(share * (1 - share) / of);
        };
        double const asked = place.total(kernel::person::asked), accepted = place.total(kernel::person::accepted);
        REQUIRE(close(asked, chance, n));
        REQUIRE_FALSE(close(asked, 1 - std::exp(-0.6 * rate), n));  // the twin
        REQUIRE(close(accepted, chance, n / 2));
        double active = 0;
        for (int i = 0; i < rows; ++i) {
            // Those whose review falls into this month are members again, and passive unless they act.
            if (place.yearly(i)) continue;
            for (int l = 0; l < kLanes; ++l) {
                if (place.role(i, l) != kActive) continue;
                ++active;
                REQUIRE(i % 2 == 1);
                REQUIRE(value(place.row(i).real(kernel::kHours), l) > 0);
            }
        }
        REQUIRE(active > 0.8 * accepted);
    }
}

TEST_CASE("the active, the board, those on leave and those whose task has just ended are not asked")
{
    Place place(8);
    place.o.asking = 50.0f;  // everyone
    Role const roles[] = {kOutside, kOpposed, kAttached, kPassive, kActive, kBoard, kOnLeave, kVacant};
    for (int i = 0; i < 8; ++i) place.set_role(i, status_of(roles[i], kGroup, kConditional));
    place.m.month = 1;
    place.month();
    REQUIRE(place.total(kernel::person::asked) == 4 * kLanes);
    REQUIRE(place.total(kernel::person::accepted) == 0);

    Place ended(1);
    ended.o.asking = 50.0f, ended.p->activity.task_end_rate = 12.0f;
    ended.set_role(0, status_of(kActive, kGroup, kConditional)), ended.set_record(0, kWilling);
    ended.month();
    REQUIRE(ended.role(0) == kPassive);
    REQUIRE(ended.total(kernel::person::asked) == 0);
    ended.month();
    REQUIRE(ended.role(0) == kActive);
    REQUIRE(ended.total(kernel::person::accepted) == kLanes);
}

TEST_CASE("who is not asked does not become active, however much an hour brings")
{
    Place place(24);
    for (int month = 0; month < 30; ++month) {
        place.month();
        REQUIRE(place.count(kPassive) == 24 * kLanes);
        REQUIRE(place.total(kernel::person::asked) == 0);
    }
    for (int i = 0; i < 24; ++i) REQUIRE(at(has(place.record(i), kWilling)));  // they would
    place.o.asking = 50.0f;
    place.month();
    REQUIRE(place.count(kActive) == 24 * kLanes);
}

TEST_CASE("willing is who was at his last review, whatever has changed since")
{
    Place place(1);
    int const review = 5;
    auto const is_willing = [&] { return at(has(place.record(0), kWilling)); };
    for (int month = 0; month < 24; ++month) {
        if (month == review + 1) REQUIRE(is_willing());
        if (month == review + 3) place.o.pay = -100.0f;  // an hour only costs from now on
        if (month >= review + 3 && month < review + 12) REQUIRE(is_willing());
        place.month();
        REQUIRE(is_willing() == (month >= review && month < review + 12));
    }
}

TEST_CASE("tasks end at their rate, but not those under a contract")
{
    int const rows = 600;
    for (double const rate : {0.0, 0.25, 2.4}) {
        Place place(rows);
        place.p->activity.task_end_rate = static_cast<float>(rate);
        for (int i = 0; i < rows; ++i) place.set_role(i, status_of(kActive, kGroup, kConditional));
        place.month();
        double const n = rows * kLanes, share = rate / 12, ended = place.count(kPassive) / n;
        double const error = std::sqrt(share * (1 - share) / n);
        REQUIRE(std::abs(ended - share) <= kHazardOfChance * error);
        if (rate > 0) REQUIRE(std::abs(ended - 1.5 * share) > kHazardOfChance * error);  // the twin
    }
    Place bound(50);
    bound.p->activity.task_end_rate = 12.0f;
    bound.o.contracts = true;
    bound.o.bonus = make([](int l) { return l % 2 ? 50.0 : 0.0; });
    for (int i = 0; i < 50; ++i)
        bound.set_role(i, status_of(kActive, kGroup, kConditional)), bound.set_record(i, kContract);
    bound.m.month = 1;
    bound.month();
    for (int l = 0; l < kLanes; ++l) REQUIRE(bound.count(kActive, l) >= 50 - 5);  // but for reviews
    bound.month();
    // Where nothing is offered any more, the contract went in the first month and the task ends in the second.
    for (int l = 0; l < kLanes; ++l) REQUIRE((bound.count(kActive, l) > 40) == (l % 2 == 1));
}

}  // namespace cptsim::unit
