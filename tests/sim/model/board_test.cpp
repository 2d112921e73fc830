// A professional's month on the board: elections, terms, duty, the president and what a candidate foresees.
#include <random>

#include "tests/sim/model/place.hpp"

namespace cptsim::unit {

TEST_CASE("a term on the board lasts its months, not one more")
{
    for (int term : {6, 30, 120}) {
        Place place(1);
        place.p->board.term_months = static_cast<float>(term), place.p->board.prestige = 1e5f;
        place.set_role(0, status_of(kActive, kGroup, kConditional, kCandidate));
        int served = 0;
        place.election.seats = 1.0f;
        place.month();
        while (place.role(0) == kBoard && served < 200) ++served, place.month();
        REQUIRE(served == term);
        REQUIRE(place.role(0) == kActive);
    }
}

TEST_CASE("without a sense of duty a seat is kept only while it brings more than it costs")
{
    std::mt19937 engine(3);
    std::uniform_real_distribution<float> hours(0.0f, 35.0f), prestige(0.0f, 400.0f), pay(0.0f, 30.0f);
    int left = 0, kept = 0;
    for (int trial = 0; trial < 400; ++trial) {
        Place place(1);
        place.p->activity.curvature = 90.0f, place.p->activity.minimum_slack = 4.0f;
        place.p->activity.maximum_hours = 16.0f, place.p->activity.minimum_hours = 1.0f;
        place.p->activity.fixed_cost = 22.0f, place.p->activity.leisure_value = 1.0f;
        place.p->board.prestige = prestige(engine), place.p->board.maximum_hours = 35.0f;
        place.m.board_hours = hours(engine), place.o.pay = pay(engine);
        place.set_role(0, status_of(kBoard, kGroup, kFreeRider));
        place.month();
        // Income 10, slack 200 - 150 (rested): b = pay - 10, c = 90 / 50.
        double const b = value(place.o.pay) - 10, c = 90.0 / 50, h = std::clamp(b / c, 0.0, 16.0);
        double const own = h >= 1 && b * h - 0.5 * c * h * h > 22 ? h : 0, all = own + value(place.m.board_hours);
        double const surplus = b * all - 0.5 * c * all * all - 22 + value(place.p->board.prestige);
        if (std::abs(surplus) < 0.1 || std::abs(h - 1) < 1e-3 || std::abs(b * h - 0.5 * c * h * h - 22) < 0.1) continue;
        double const given = value(place.row(0).real(kernel::kHours));
        REQUIRE((place.role(0) == kBoard) == (surplus > 0));
        REQUIRE(given == Approx(surplus > 0 ? own + value(place.m.board_hours) : own).margin(1e-3));
        ++(surplus > 0 ? kept : left);
    }
    REQUIRE(left > 50);
    REQUIRE(kept > 50);
}

TEST_CASE("an election fills all seats while there are candidates, no more, and favours nobody")
{
    int const rows = 12, trials = 200;
    std::array<double, rows> elected{};
    for (int trial = 0; trial < trials; ++trial) {
        Place place(rows);
        place.m.month = trial;
        place.p->board.prestige = 1e5f;
        for (int i = 0; i < rows; ++i)
            place.set_role(i, status_of(kActive, kGroup, kConditional, i % 3 ? static_cast<int>(kCandidate) : 0));
        place.election.seats = 3.0f;  // 8 of the 12 stand
        place.month();
        for (int l = 0; l < kLanes; ++l) {
            int board = 0;
            for (int i = 0; i < rows; ++i) {
                bool const sits = place.role(i, l) == kBoard;
                board += sits;
                elected[static_cast<std::size_t>(i)] += sits / static_cast<double>(trials * kLanes);
            }
            REQUIRE(board == 3);
        }
    }
    double const share = 3.0 / 8, error = std::sqrt(share * (1 - share) / (trials * kLanes));
    for (std::size_t i = 0; i < rows; ++i) {
        if (i % 3 == 0) {
            REQUIRE(elected[i] == 0);
            continue;
        }
        REQUIRE(std::abs(elected[i] - share) < 4 * error);     // false alarm 8 x 6e-5
        REQUIRE(std::abs(elected[i] - 3.0 / 12) > 4 * error);  // the twin: lots drawn among all
    }
    Place few(4);
    few.p->board.prestige = 1e5f;
    for (int i = 0; i < 4; ++i)
        few.set_role(i, status_of(kActive, kGroup, kConditional, i < 2 ? static_cast<int>(kCandidate) : 0));
    few.election.seats = 8.0f;
    few.month();
    REQUIRE((few.role(0) == kBoard && few.role(1) == kBoard && few.role(2) == kActive && few.role(3) == kActive));
}

TEST_CASE("a seat that costs more than it brings is left at a rate of one over the months of duty")
{
    int const rows = 300;
    for (double const duty : {1.0, 6.0, 20.0, 60.0}) {
        Place place(rows);
        place.p->board.duty_months = static_cast<float>(duty), place.p->board.term_months = 200.0f;
        place.m.board_hours = 400.0f;  // more than anybody has
        for (int i = 0; i < rows; ++i) place.set_role(i, status_of(kBoard, kGroup, kConditional));
        place.month();
        double const n = rows * kLanes, left = 1 - place.count(kBoard) / n;
        double const error = std::sqrt((1 / duty) * (1 - 1 / duty) / n);
        REQUIRE(std::abs(left - 1 / duty) <= 4 * error);               // a right rate is outside with probability 6e-5
        if (duty > 1) REQUIRE(std::abs(left - 2 / duty) > 4 * error);  // the twin
        place.p->board.prestige = 1e7f;                                // worth it: duty is not asked for
        int const before = place.count(kBoard);
        place.month();
        REQUIRE(place.count(kBoard) == before);
    }
}

TEST_CASE("the president gives his own hours and is worth to himself what they cost, the others theirs")
{
    Place place(3);
    place.p->board.prestige = 1e7f, place.p->strain.severe_threshold = 0.0f;
    for (int i = 0; i < 3; ++i) place.set_role(i, status_of(kBoard, kGroup, kConditional));
    place.m.president = make_int([](int l) { return l % 4 - 1; });  // none in every fourth run
    place.m.president_hours = 20.0f, place.m.board_hours = 3.0f;
    place.o.pay = 5.0f;  // less than an hour costs: nobody gives another hour
    place.p->activity.leisure_value = 1.0f;
    place.month();
    for (int l = 0; l < kLanes; ++l) {
        for (int i = 0; i < 3; ++i) {
            bool const presides = i == l % 4 - 1;
            REQUIRE(value(place.row(i).real(kernel::kHours), l) == (presides ? 20 : 3));
            REQUIRE(at(has(place.record(i), kEverPresident), l) == presides);
        }
        bool const one = l % 4 != 0;
        REQUIRE(at(place.election.presides, l) == one);
        REQUIRE(at(place.tally.of[kernel::person::presidents], l) == static_cast<float>(one));
        REQUIRE(at(place.tally.of[kernel::person::severe_president], l) == static_cast<float>(one));
        REQUIRE(at(place.tally.of[kernel::person::severe_board], l) == 3);
    }
    place.p->board.prestige = 40.0f;  // pays for 3 hours at a loss of 5 EUR, not for 20
    place.month();
    for (int l = 0; l < kLanes; ++l)
        for (int i = 0; i < 3; ++i) REQUIRE((place.role(i, l) == kBoard) == (i != l % 4 - 1));
}

TEST_CASE("a president has a term of his own, and his presidency ends with his seat")
{
    Place place(2);
    place.p->board.prestige = 1e7f, place.p->board.term_months = 12.0f;
    for (int i = 0; i < 2; ++i) place.set_role(i, status_of(kBoard, kGroup, kConditional));
    place.m.president = Int(0);
    for (int month = 0; month < 12; ++month) {
        REQUIRE(place.role(0) == kBoard);
        REQUIRE(place.role(1) == kBoard);
        place.month();
    }
    REQUIRE(place.role(0) == kBoard);  // his term is not that of the others
    REQUIRE(place.role(1) == kActive);
    REQUIRE(at(place.election.presides));
    place.m.presidency_over = everyone();
    place.month();
    REQUIRE(place.role(0) == kActive);
    REQUIRE_FALSE(any(place.election.presides));
    REQUIRE(at(place.election.next) == -1);  // nobody is left to preside

    Place retires(2);
    retires.p->board.prestige = 1e7f, retires.p->demography.retirement_age = 40.0f;
    for (int i = 0; i < 2; ++i) retires.set_role(i, status_of(kBoard, kGroup, kConditional));
    retires.row(1).set(kernel::kTimes, times_of(Int(-300), Int(0), Int(0)));  // too young to retire
    retires.m.president = Int(0);
    retires.month(0.005);
    REQUIRE(retires.role(0) == kVacant);
    REQUIRE_FALSE(any(retires.election.presides));
    REQUIRE(at(retires.election.next) == 1);
}

TEST_CASE("the next president is drawn by lot among those who sit at the end of the month, all alike")
{
    int const rows = 6, trials = 400;
    std::array<double, rows> next{};
    for (int trial = 0; trial < trials; ++trial) {
        Place place(rows);
        place.m.month = trial;
        place.p->board.prestige = 1e7f, place.p->strain.leave_rate = 1.0f;
        for (int i = 0; i < rows; ++i) place.set_role(i, status_of(i < 5 ? kBoard : kActive, kGroup, kConditional));
        place.row(4).set(kernel::kExhaustion, Real(1.0f));  // leaves in the month
        place.month();
        for (int l = 0; l < kLanes; ++l) ++next.at(static_cast<std::size_t>(at(place.election.next, l)));
    }
    double const n = trials * kLanes, error = std::sqrt(0.25 * 0.75 / n);
    for (std::size_t i = 0; i < 4; ++i) {
        REQUIRE(std::abs(next[i] / n - 0.25) < 4 * error + 1.0 / 512);  // nine bits of a lot: ties go to the first
        REQUIRE(std::abs(next[i] / n - 0.20) > 4 * error + 1.0 / 512);  // the twin: five who sit
    }
    REQUIRE(next[4] + next[5] == 0);
}

TEST_CASE("who stands looks at the hours of a seat on a full board, not at those that it asks now")
{
    Place place(1);
    place.p->activity.leisure_value = 1.0f, place.p->board.prestige = 50.0f;
    place.p->activity.curvature = 1e-3f;  // 0.1 EUR at most
    place.o.pay = 5.0f, place.o.contracts = true;
    place.o.bonus = 10.0f;  // for the least hour: who is under contract acts
    for (double const expected : {10.5, 11.5}) {
        // An hour loses 5 EUR: 50 EUR of prestige and the bonus pay for twelve, one of which is not the board's.
        place.set_role(0, status_of(kActive, kGroup, kConditional)), place.set_record(0, kContract);
        place.m.seat_hours = static_cast<float>(expected), place.m.board_hours = 40.0f;
        place.month();
        REQUIRE(at(has(place.row(0).integer(kernel::kStatus), kCandidate)) == (expected < 11));
    }
}

}  // namespace cptsim::unit
