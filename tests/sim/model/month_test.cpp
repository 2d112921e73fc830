// A professional's month: hours and their cap, leave, who comes and goes, and the end of a CPTS.
#include "tests/sim/model/place.hpp"

namespace cptsim::unit {

TEST_CASE("indemnified hours stop at the yearly cap and start again in January")
{
    Place place(1);
    place.o.paid_share = 0.5f, place.o.indemnity = 40.0f;
    place.o.yearly_hours = 25.0f;  // 1,000 EUR
    place.set_role(0, status_of(kActive, kGroup, kConditional));
    double euros = 0, hours = 0;
    place.m.month = 60;
    for (int month = 0; month < 12; ++month) {
        place.month();
        euros += value(place.tally.of[kernel::person::indemnities_due]);
        double const paid = value(place.tally.of[kernel::person::hours_paid]);
        double const given = value(place.row(0).real(kernel::kHours));
        REQUIRE(given > 4);
        REQUIRE(paid + value(place.tally.of[kernel::person::hours_unpaid]) == near(given));
        if (month == 0) REQUIRE(paid == near(given / 2));
        hours += given;
        REQUIRE(value(place.row(0).real(kernel::kYearHours)) == Approx(hours));
    }
    REQUIRE(euros == Approx(1000).epsilon(1e-4));
    place.month();
    REQUIRE(value(place.tally.of[kernel::person::indemnities_due]) > 50);
}

TEST_CASE("an exhausted active member goes on leave, and comes back as a passive one with a scar, or resigns")
{
    for (bool const resigns : {false, true}) {
        Place place(1);
        place.p->strain.leave_rate = 1.0f, place.p->strain.return_rate = 1.0f, place.p->strain.scar = 0.2f;
        place.p->strain.resignation_share = resigns ? 1.0f : 0.0f;
        place.set_role(0, status_of(kActive, kGroup, kConditional));
        place.row(0).set(kernel::kExhaustion, Real(1.0f));
        place.m.month = 1;
        place.month();
        REQUIRE(place.role(0) == kOnLeave);
        double const attitude = value(place.row(0).real(kernel::kAttitude));
        place.month();
        REQUIRE(place.role(0) == (resigns ? kOutside : kPassive));
        REQUIRE(value(place.row(0).real(kernel::kAttitude)) == near(attitude - 0.2));
        REQUIRE(value(place.row(0).real(kernel::kHours)) == 0);
        REQUIRE(place.counts().flows[1][kActive][kOnLeave][7] == 1);
        REQUIRE(place.counts().flows[2][kOnLeave][resigns ? kOutside : kPassive][7] == 1);
    }
}

TEST_CASE("one who goes leaves an empty slot, and who comes is another, with nothing of the former's past")
{
    Place place(1);
    place.p->demography.retirement_age = 40.0f;
    place.set_role(0, status_of(kActive, kGroup, kConditional, kCohort | kWouldStay));
    place.row(0).set(kernel::kPast, Int(-1));
    place.month(0.0);
    REQUIRE(place.role(0) == kVacant);
    REQUIRE(value(place.tally.of[kernel::person::exits_departed]) == 1);
    REQUIRE(value(place.tally.of[kernel::person::eligible]) == 0);
    for (Real& x : place.p->traits.marginal_income) x = 50.0f;
    for (Real& x : place.p->traits.clinical_hours) x = 45.0f;
    place.p->demography.arrival_age = 33.0f, place.o.constant = -1e5f;
    place.m.is_operating = nobody();
    place.month(1.0, -1.0);  // a draw under any hazard
    Int const status = place.row(0).integer(kernel::kStatus);
    REQUIRE(place.role(0) == kOutside);
    REQUIRE(at(generation_of(status)) == 1);
    REQUIRE_FALSE(at(has(status, kCohort)));
    REQUIRE_FALSE(at(has(status, kWouldStay)));
    REQUIRE(at(place.row(0).integer(kernel::kPast)) == 0);
    REQUIRE(at(arrival_of(place.row(0).integer(kernel::kTimes))) == place.m.month - 1);
}

TEST_CASE("each of the eight peers is seen, and nobody else")
{
    constexpr int kRows = kPeers + 3;
    std::vector<std::int32_t> words(kRows * kLanes + 16);
    std::int32_t* view = words.data();
    while (reinterpret_cast<std::uintptr_t>(view) % 64 != 0) ++view;
    std::uint16_t const near[kPeers] = {1, 2, 3, 5, 6, 7, 8, 9};
    alignas(64) float state[kernel::kColumns * kLanes]{};
    Block block{};
    block.rows = 1, block.state = state;
    auto const p = parameters();
    kernel::Runs runs{};
    auto const counts = std::make_unique<kernel::YearCounts>();
    auto const m = quiet_month();
    auto const o = no_offer();
    Draws const draws(runs, 5);
    Surroundings const s{*p, draws, m, o, 0, 0.0f, 0.0f, 0.0f, 0.0f, 0.0f, *counts, nullptr};
    for (int active = 0; active < kRows; ++active) {
        for (int i = 0; i < kRows; ++i)
            view_of(Real(0.0f), Int(i == active ? kActive : kOutside)).store(view + i * kLanes);
        Professional x(block, 0);
        x.role = Int(kOutside);
        learn(x, s, view, near);
        INFO("slot " << active);
        CHECK(at(x.peers.active) == (std::count(near, near + kPeers, active) == 1 ? 0.125f : 0.0f));
    }
}

TEST_CASE("the end of a CPTS puts its members outside")
{
    Place place(3);
    place.set_role(0, status_of(kPassive)), place.set_role(1, status_of(kOnLeave)),
        place.set_role(2, status_of(kAttached));
    place.m.is_operating = place.m.is_signed = nobody(), place.m.operating = 0.0f, place.m.closed = everyone();
    place.month();
    for (int i = 0; i < 3; ++i) REQUIRE(place.role(i) == kOutside);
}

}  // namespace cptsim::unit
