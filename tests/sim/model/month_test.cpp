// A professional's month: the board, hours and their cap, leave, attachment, and what peers see.
#include <random>

#include "sim/model/streams.hpp"
#include "tests/sim/model/unit.hpp"

namespace cptsim::unit {
namespace {

using kernel::YearCounts;

/// A territory of slots of one profession in sixteen runs, month by month.
class Place {
  public:
    explicit Place(int rows)
        : rows_(rows),
          state_(static_cast<std::size_t>(rows * kernel::kColumns)),
          view_(static_cast<std::size_t>(2 * rows)),
          peers_(static_cast<std::size_t>(rows * kPeers), 0),
          counts_(std::make_unique<YearCounts>()),
          spells_(std::make_unique<std::int32_t[][kernel::kMaxYears][kSpellAges][kLanes]>(2))
    {
        block_.rows = rows, block_.state = state_[0].x, block_.peers = peers_.data();
        block_.view[0] = view_[0].x, block_.view[1] = view_[static_cast<std::size_t>(rows)].x;
        counts_->spells = spells_.get();
        for (int l = 0; l < kLanes; ++l) runs_.replicate[l] = static_cast<std::uint32_t>(l);
        share_streams(runs_);
        p->participation.review_interval = 12.0f, p->participation.hassle = 0.0f;
        p->participation.attitude_value = 0.0f, p->strain.severe_threshold = 0.66f;
        p->board.term_months = 30.0f, p->board.exhaustion_limit = 0.6f;
        p->strain.leave_threshold = 0.5f;
        for (int i = 0; i < rows; ++i) {
            Row const r = row(i);
            r.set(kernel::kSustainable, Real(200.0f)), r.set(kernel::kCareHours, Real(150.0f));
            r.set(kernel::kIncome, Real(10.0f));
            r.set(kernel::kTimes, times_of(Int(-500), Int(0), Int(0)));
            r.set(kernel::kStatus, status_of(kPassive, kGroup, kConditional));
        }
        // Everyone stays a member, and an hour brings much.
        o.constant = 1e5f, o.pay = 100.0f, o.yearly_hours = 1e9f;
    }
    [[nodiscard]] Row row(int i) const { return {block_, i}; }
    [[nodiscard]] int role(int i, int lane = 0) const { return at(role_of(row(i).integer(kernel::kStatus)), lane); }
    void set_role(int i, Int status) const { row(i).set(kernel::kStatus, status); }

    /// One month of everyone.
    void month(double exit_draw = 1, double arrival_draw = 1)
    {
        for (Real& people : by_role_) people = Real(0.0f);
        for (int i = 0; i < rows_; ++i)
            for (int r = 0; r < kRoles; ++r) by_role_[r] += on(role_of(row(i).integer(kernel::kStatus)) == Int(r));
        tally = empty_tally(by_role_);
        for (int anniversary = 0; anniversary < 12; ++anniversary)
            m.due[anniversary] = review_due(*p, (m.month + 12 - anniversary) % 12);
        Draws const draws(runs_, 5);
        MonthWords words(draws, m.month);
        Surroundings const s{*p, draws, m, o, 0, 0.0f, 0.01f, 0.0f, 0.2f, *counts_, nullptr};
        for (int i = 0; i < rows_; ++i) {
            words.next(i);
            professional_month(block_, i, s, words, static_cast<float>(exit_draw), static_cast<float>(arrival_draw),
                               election, tally);
        }
        finish_tally(*p, m, o, tally);
        for (int r = 0; r < kVacant; ++r) {  // the counts that follow moves are those of the state
            Real people(0.0f);
            for (int i = 0; i < rows_; ++i) people += on(role_of(row(i).integer(kernel::kStatus)) == Int(r));
            for (int l = 0; l < kLanes; ++l) REQUIRE(at(people, l) == at(by_role_[r], l));
        }
        ++m.month;
    }
    [[nodiscard]] YearCounts const& counts() const { return *counts_; }

    std::unique_ptr<Params> p = parameters();
    Month m = quiet_month();
    Offer o = no_offer();
    Election election{0.0f, 0.0f};
    Tally tally{};

  private:
    struct alignas(64) Floats {
        float x[kLanes]{};
    };
    struct alignas(64) Words {
        std::int32_t x[kLanes]{};
    };
    int rows_;
    std::vector<Floats> state_;
    std::vector<Words> view_;
    std::vector<std::uint16_t> peers_;
    std::unique_ptr<YearCounts> counts_;
    std::unique_ptr<std::int32_t[][kernel::kMaxYears][kSpellAges][kLanes]> spells_;
    Block block_{};
    kernel::Runs runs_{};
    Real by_role_[kRoles];
};

}  // namespace

TEST_CASE("a term on the board lasts its months, not one more")
{
    for (int term : {6, 30, 120}) {
        Place place(1);
        place.p->board.term_months = static_cast<float>(term), place.p->board.prestige = 1e5f;
        place.set_role(0, status_of(kActive, kGroup, kConditional, kCandidate));
        int served = 0;
        place.election = {1.0f, 1.0f};
        place.month();
        while (place.role(0) == kBoard && served < 200) ++served, place.month();
        REQUIRE(served == term);
        REQUIRE(place.role(0) == kActive);
    }
}

TEST_CASE("a seat is kept only while it brings more than it costs: nobody gives the board an hour at a loss")
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
        double const own = h >= 1 && b * h - 0.5 * c * h * h > 22 ? h : 0, all = h + value(place.m.board_hours);
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
        place.election = {3.0f, 8.0f};  // 8 of the 12 stand
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
    few.election = {8.0f, 2.0f};
    few.month();
    REQUIRE((few.role(0) == kBoard && few.role(1) == kBoard && few.role(2) == kActive && few.role(3) == kActive));
}

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
    place.row(0).set(kernel::kMembership, Int(-1));
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
    REQUIRE(at(place.row(0).integer(kernel::kMembership)) == 0);
    REQUIRE(at(arrival_of(place.row(0).integer(kernel::kTimes))) == place.m.month - 1);
}

TEST_CASE("attachment makes the outsiders of a signed CPTS attached, or opposed where they may, and its end frees them")
{
    Place place(1);
    place.o.constant = -1e5f;
    place.set_role(0, status_of(kOutside, kGroup, kConditional));
    place.p->coercion.opposition_horizon = 12.0f, place.p->coercion.notice = 2.0f;  // everyone notices
    auto const after = [&](int regime, bool is_signed, double burden) {
        place.m.regime = Int(regime);
        place.m.is_signed = is_signed ? everyone() : nobody();
        place.p->coercion.attached_burden = static_cast<float>(burden);
        place.month();
        return place.role(0);
    };
    REQUIRE(after(kAutomaticRegime, false, 10) == kOutside);  // attachment waits for a signature
    REQUIRE(after(kAutomaticRegime, true, 10) == kOpposed);
    REQUIRE(value(place.tally.of[kernel::person::oppositions]) == 1);
    REQUIRE(after(kAutomaticRegime, true, -10) == kOpposed);  // decided once
    REQUIRE(after(kMandatoryRegime, true, 10) == kAttached);
    place.m.regime_ended = everyone();
    REQUIRE(after(kVoluntaryRegime, true, 10) == kOutside);
    place.m.regime_ended = nobody();
    REQUIRE(after(kAutomaticRegime, true, -10) == kAttached);
    place.set_role(0, status_of(kOutside, kGroup, kConditional));
    place.m.newcomers_only = everyone(), place.m.regime_start = Int(3);
    REQUIRE(after(kMandatoryRegime, true, -10) == kOutside);  // was there before
    place.row(0).set(kernel::kTimes, times_of(Int(-400), Int(3), Int(0)));
    REQUIRE(after(kMandatoryRegime, true, -10) == kAttached);
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
