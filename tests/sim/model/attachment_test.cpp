// Attachment by law: who reads the notification and when, who opposes, what becomes of whom.
#include "tests/sim/model/place.hpp"

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
    Real attitude = 0.0f, knowledge = 0.5f, age = 50.0f;
    kernel::Runs runs{};

    Case()
    {
        for (int l = 0; l < kLanes; ++l) runs.replicate[l] = static_cast<std::uint32_t>(l);
        runs.seed[0] = 2026;
        m.tastes = tastes_of(*p);
    }
    [[nodiscard]] Words words(int slot) const { return notification_words(Draws(runs, 99), slot, status_of(kOutside)); }
    /// Share of slots and lanes for which f(words) holds.
    template <class F>
    [[nodiscard]] double share(F f) const
    {
        double sum = 0;
        for (int slot = 0; slot < 1000; ++slot) {
            Mask const is = f(words(slot));
            for (int l = 0; l < kLanes; ++l) sum += at(is, l);
        }
        return sum / (1000 * kLanes);
    }
    /// Of those who read it, those who oppose.
    [[nodiscard]] double opposing() const
    {
        return share([&](Words const& w) {
            return opposes(*p, m, o, person.row(), status_of(kOutside), w, peers, attitude, knowledge, age);
        });
    }
};

double error_of(double share) { return std::sqrt(share * (1 - share) / (1000 * kLanes)); }

}  // namespace

TEST_CASE("a notification is read by the share who notice it, more where unions make it known")
{
    Case c;
    auto const read = [&] {
        return c.share([&](Words const& w) { return reads_notification(*c.p, c.person.row(), w); });
    };
    REQUIRE(read() == 0);
    for (double const exposure : {0.0, 0.3, 1.0}) {
        c.p->coercion.notice = 0.6f;
        c.person.set(kernel::kUnionExposure, static_cast<float>(exposure));
        double const expected = 0.6 * (0.5 + exposure);
        REQUIRE(std::abs(read() - expected) < kHazardOfChance * error_of(expected));
        REQUIRE(std::abs(read() - 0.6) > kHazardOfChance * error_of(0.6));  // the twin: without unions
    }
}

TEST_CASE("a notification is read after an exponential delay, in whole months, and after 23 months at the latest")
{
    Case c;
    for (double const mean : {0.5, 2.0, 6.0, 24.0}) {
        c.p->coercion.notice_delay = static_cast<float>(mean);
        double seen[24]{};
        for (int slot = 0; slot < 1000; ++slot) {
            Int const delay = reading_delay(*c.p, c.words(slot));
            for (int l = 0; l < kLanes; ++l) {
                REQUIRE(at(delay, l) >= 0);
                REQUIRE(at(delay, l) <= 23);
                seen[at(delay, l)] += 1.0 / (1000 * kLanes);
            }
        }
        auto const expected = [&](int month, double scale) {
            return std::exp(-month / scale) - (month < 23 ? std::exp(-(month + 1) / scale) : 0);
        };
        for (int month = 0; month < 24; ++month) {  // 96 comparisons: a false alarm in 0.6 %
            double const share = expected(month, mean);
            REQUIRE(std::abs(seen[month] - share) <= kHazardOfChance * error_of(share) + 1e-9);
        }
        REQUIRE(std::abs(seen[0] - expected(0, mean * 1.2)) > kHazardOfChance * error_of(expected(0, mean)));  // twin
    }
}

TEST_CASE("opposition is the share whose disutility over the horizon exceeds the effort, and falls with it")
{
    Case c;
    c.p->coercion.attached_burden = 4.0f, c.p->coercion.attached_attitude_share = 0.25f;
    c.p->coercion.opposition_horizon = 12.0f, c.p->participation.attitude_value = 60.0f;
    c.p->participation.hassle_knowledge = 0.7f, c.p->coercion.disutility = 40.0f;
    c.attitude = -0.2f;
    c.m.reactance = 0.4f;
    c.person.set(kernel::kAutonomy, 0.5f), c.person.set(kernel::kPersistentIn, 8.0f);
    auto const share = [&](double effort, double knowledge) {
        c.p->coercion.opposition_effort = static_cast<float>(effort), c.knowledge = static_cast<float>(knowledge);
        return c.opposing();
    };
    double before = 2;
    for (double effort : {0.0, 25.0, 60.0, 120.0, 400.0}) {
        double const v = 4 * (1 - 0.7 * 0.5) + 0.25 * (40 * 0.5 * 0.4 + 60 * 0.2 - 8);
        double const expected = logistic((v - effort / 12) / (0.25 * 20)), now = share(effort, 0.5);
        REQUIRE(std::abs(now - expected) < kHazardOfChance * error_of(expected));
        double const full_noise = logistic((v - effort / 12) / 20);
        REQUIRE(std::abs(now - full_noise) > kHazardOfChance * error_of(expected));  // the twin
        REQUIRE(now <= before);
        before = now;
    }
    REQUIRE(share(60, 1) < share(60, 0));  // who knows the CPTS fears the register less
    REQUIRE(share(1e9, 0.5) == 0);
}

TEST_CASE("ten years of age multiply the odds of opposing by e to the gradient, from 45 on, both ways")
{
    Case c;
    c.p->coercion.attached_attitude_share = 0.25f, c.p->coercion.opposition_horizon = 12.0f;
    c.p->coercion.opposition_effort = 30.0f;
    for (double const gradient : {0.0, 0.4, -0.3})
        for (double const age : {30.0, 45.0, 65.0}) {
            c.p->coercion.opposition_age = static_cast<float>(gradient), c.age = static_cast<float>(age);
            double const expected = logistic(-30.0 / 12 / (0.25 * 20) + gradient * (age - 45) / 10);
            double const now = c.opposing();
            REQUIRE(std::abs(now - expected) < kHazardOfChance * error_of(expected));
            if (gradient != 0 && age != 45)
                REQUIRE(std::abs(now - logistic(-0.5)) > kHazardOfChance * error_of(expected));  // the twin
        }
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

TEST_CASE("oppositions come as notifications are read, from the month of the law on, and none after two years")
{
    int const rows = 300;
    Place place(rows);
    place.o.constant = -1e5f;
    place.p->coercion.opposition_horizon = 12.0f, place.p->coercion.notice = 2.0f;  // everyone reads and opposes
    place.p->coercion.attached_burden = 1e5f, place.p->coercion.notice_delay = 6.0f;
    for (int i = 0; i < rows; ++i) place.set_role(i, status_of(kOutside, kGroup, kConditional));
    place.m.regime = Int(kAutomaticRegime);
    double const n = rows * kLanes;
    for (int month = 0; month < 30; ++month) {
        place.month();
        double const expected =
            month > 23 ? 0 : std::exp(-month / 6.0) - (month < 23 ? std::exp(-(month + 1) / 6.0) : 0);
        double const now = place.total(kernel::person::oppositions) / n;
        INFO("month " << month << ": " << now << ", expected " << expected);
        REQUIRE(std::abs(now - expected) <= kHazardOfChance * std::sqrt(expected * (1 - expected) / n));
    }
    REQUIRE(place.count(kOpposed) == n);
}

TEST_CASE("mandatory attachment asks nobody")
{
    Place place(50);
    place.o.constant = -1e5f;
    place.p->coercion.opposition_horizon = 12.0f, place.p->coercion.notice = 2.0f;
    place.p->coercion.attached_burden = 1e5f, place.p->coercion.notice_delay = 3.0f;
    for (int i = 0; i < 50; ++i) place.set_role(i, status_of(i % 2 ? kOutside : kOpposed, kGroup, kConditional));
    place.m.regime = Int(kMandatoryRegime);
    for (int month = 0; month < 30; ++month) {
        place.month();
        REQUIRE(place.count(kAttached) == 50 * kLanes);
        REQUIRE(place.total(kernel::person::oppositions) == 0);
    }
}

}  // namespace cptsim::unit
