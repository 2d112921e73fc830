// Contracts: who takes up money tied to activity, who a bonus without hours, and when; what they forget.
#include "tests/sim/model/place.hpp"

namespace cptsim::unit {
namespace {

constexpr double kSpread = 1.1;

double normal_share(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

/// One professional at a slot, who weighs contracts.
struct Case {
    std::unique_ptr<Params> p = parameters();
    Month m = quiet_month();
    Offer o = no_offer();
    Person person;
    Real attitude = 0.0f;
    kernel::Runs runs{};

    Case()
    {
        person.set(kernel::kIncome, 40.0f);
        person.set(kernel::kSustainable, 200.0f);
        person.set(kernel::kCareHours, 180.0f);
        p->activity.contract_threshold = 245.0f, p->activity.contract_spread = static_cast<float>(kSpread);
        p->traits.attitude_sd = 0.4f;
        o.contracts = true;
    }
    [[nodiscard]] Mask contract(int slot, Mask decides, int record = 0) const
    {
        return best_effort(*p, m, o, Draws(runs, 99), slot, person.row(), status_of(kPassive), Int(record), decides,
                           {0.0f, 0.0f, 0.0f, 0.0f}, attitude, 1.0f, 0.0f)
            .contract;
    }
    /// Share of slots that sign, in a lane: people are the same in all runs.
    [[nodiscard]] double share(int lane, int slots) const
    {
        double n = 0;
        for (int slot = 0; slot < slots; ++slot) n += at(contract(slot, everyone()), lane);
        return n / slots;
    }
};

}  // namespace

TEST_CASE("money tied to activity is taken up by the share whose threshold it exceeds, half at the usual threshold")
{
    Case k;
    k.o.pay = 100.0f;  // he would act without it: all of the bonus is premium
    double const premiums[] = {60, 122.5, 245, 490, 980};
    int const slots = 3000;
    for (double const correlation : {0.0, 0.5})
        for (double const liking : {-1.0, 0.0, 1.0}) {
            k.p->activity.contract_attitude = static_cast<float>(correlation);
            k.p->traits.attitude_mean = 0.1f, k.attitude = static_cast<float>(0.1 + 0.4 * liking);
            k.o.bonus = make([&](int l) { return premiums[l % 5]; });
            for (int l = 0; l < 5; ++l) {
                // ln premium > ln 245 + s (sqrt(1 - a^2) z - a liking)
                double const z = (std::log(premiums[l] / 245) / kSpread + correlation * liking) /
                                 std::sqrt(1 - correlation * correlation);
                double const expected = normal_share(z), seen = k.share(l, slots);
                double const error = std::sqrt(expected * (1 - expected) / slots);
                REQUIRE(std::abs(seen - expected) < 4 * error);  // 30 comparisons: a false alarm in 0.2 %
                if (l == 2 && liking == 0) {
                    REQUIRE(expected == Approx(0.5).margin(1e-6));
                    REQUIRE(std::abs(seen - normal_share(0.2)) > 4 * error);  // the twin
                }
            }
        }
}

TEST_CASE("a premium is what a contract brings beyond what one would do without it")
{
    Case k;
    k.p->activity.contract_spread = 1e-4f;  // everyone has the same threshold
    auto const takes = [&](double bonus, double fee = 0, double commitment = 0) {
        k.o.bonus = static_cast<float>(bonus), k.o.fee_premium = static_cast<float>(fee);
        k.o.commitment = static_cast<float>(commitment);
        return at(k.contract(3, everyone()));
    };
    k.p->activity.displaced_share = 1.0f, k.p->activity.fixed_cost = 20.0f, k.p->activity.minimum_hours = 2.0f;
    // He would do nothing: two hours cost 2 x 40 + 80/20 x 2^2/2 + 20 = 108 EUR.
    REQUIRE_FALSE(takes(245 + 107));
    REQUIRE(takes(245 + 109));
    REQUIRE_FALSE(takes(0, 245 + 108 + 120 - 1, 3));  // a fee, net of three hours of commitments
    REQUIRE(takes(0, 245 + 108 + 120 + 1, 3));
    REQUIRE(takes(245 + 109, 119, 3));  // a fee that loses money is left, the bonus taken
    k.o.pay = 60.0f;                    // 20 EUR an hour over its cost: 5 hours, worth 50 - 20 EUR
    REQUIRE_FALSE(takes(244));
    REQUIRE(takes(246));
    k.o.pay = 45.0f;  // 1.25 hours, not the least that counts: two are worth 10 - 8 - 20 EUR
    REQUIRE_FALSE(takes(245 + 17));
    REQUIRE(takes(245 + 19));
}

TEST_CASE("a contract is weighed at the yearly review alone, and nothing offered is no contract")
{
    Case k;
    k.o.pay = 100.0f, k.p->activity.contract_spread = 1e-4f;
    k.o.bonus = 1000.0f;
    REQUIRE_FALSE(any(k.contract(3, nobody())));
    REQUIRE(at(k.contract(3, everyone())));
    Mask const odd = make_mask([](int l) { return l % 2 == 1; });
    for (int l = 0; l < kLanes; ++l) REQUIRE(at(k.contract(3, odd), l) == (l % 2 == 1));
    k.o.bonus = 100.0f;                               // less than the threshold
    REQUIRE(at(k.contract(3, nobody(), kContract)));  // stays, until the next review
    REQUIRE_FALSE(any(k.contract(3, everyone(), kContract)));
    k.o.bonus = 0.0f;
    REQUIRE_FALSE(any(k.contract(3, nobody(), kContract)));
    REQUIRE_FALSE(any(k.contract(3, everyone(), kContract)));
    k.o.bonus = 1000.0f, k.o.contracts = false;  // of another run
    REQUIRE_FALSE(any(k.contract(3, everyone(), kContract)));
}

TEST_CASE("contracts make members act without being asked, from their review on, for the least hours at least")
{
    Place place(48);
    place.o.pay = 0.0f, place.o.contracts = true, place.o.bonus = 2000.0f;
    place.p->activity.contract_spread = 1e-4f, place.p->activity.minimum_hours = 2.0f;
    for (int month = 0; month < 12; ++month) {
        place.month();
        int decided = 0;
        for (int i = 0; i < place.rows(); ++i) {
            bool const now = (5 + 7 * i) % 12 <= month;
            decided += now;
            REQUIRE(at(has(place.record(i), kContract)) == now);
            REQUIRE((place.role(i) == kActive) == now);
            REQUIRE(value(place.row(i).real(kernel::kHours)) == (now ? 2 : 0));
        }
        REQUIRE(place.total(kernel::person::contracts) == decided * kLanes);
        REQUIRE(place.total(kernel::person::lump_sum_paid) == decided * kLanes * 2000);
        REQUIRE(place.total(kernel::person::asked) == 0);
    }
    place.p->activity.task_end_rate = 12.0f;  // a contract goes on
    place.month();
    REQUIRE(place.count(kActive) == 48 * kLanes);
}

namespace {

/// Members who are offered a contract without hours, with a bonus that differs between runs, over a year.
struct Offered {
    static constexpr int kRows = 1800;
    static constexpr double kBonus[] = {61.25, 122.5, 245, 490};
    Place place{kRows};

    explicit Offered(bool opt_out)
    {
        auto& p = *place.p;
        p.activity.contract_threshold = 245.0f, p.activity.contract_spread = static_cast<float>(kSpread);
        p.coercion.opposition_horizon = 12.0f, p.coercion.opposition_effort = 600.0f, p.coercion.notice = 0.8f;
        place.o.free_contracts = true;
        place.o.free_bonus = make([](int l) { return kBonus[l % 4]; });
        if (opt_out) place.o.opt_out = everyone();
    }
    void year()
    {
        for (int month = 0; month < 12; ++month) place.month();
    }
    [[nodiscard]] double share(int lane) const
    {
        return value(place.tally.of[kernel::person::bonus_contracts], lane) / kRows;
    }
    void check(int lane, double expected, double twin) const
    {
        double const error = std::sqrt(expected * (1 - expected) / kRows);
        INFO("bonus " << kBonus[lane % 4] << ": " << share(lane) << ", expected " << expected);
        REQUIRE(std::abs(share(lane) - expected) < 4 * error);  // a right share is outside with probability 6e-5
        REQUIRE(std::abs(share(lane) - twin) > 4 * error);
    }
};

}  // namespace

TEST_CASE("a bonus without hours is taken up at the yearly review by the share whose threshold it exceeds")
{
    Offered offered(false);
    offered.place.month();
    REQUIRE(offered.share(3) < 0.12);  // a twelfth has had a review
    for (int month = 1; month < 12; ++month) offered.place.month();
    for (int lane = 0; lane < 4; ++lane)
        offered.check(lane, normal_share(std::log(Offered::kBonus[lane] / 245) / kSpread),
                      normal_share(std::log(Offered::kBonus[lane] / 200) / kSpread));
    double paid = 0;
    for (int l = 0; l < kLanes; ++l) paid += offered.share(l) * Offered::kRows * Offered::kBonus[l % 4];
    REQUIRE(offered.place.total(kernel::person::lump_sum_paid) == Approx(paid));
    for (int i = 0; i < Offered::kRows; i += 97) REQUIRE(offered.place.role(i) == kPassive);  // it asks for no hours
    offered.place.o.free_bonus = 0.0f;
    offered.place.month();
    REQUIRE(offered.place.total(kernel::person::bonus_contracts) == 0);
}

TEST_CASE("with opt-out the bonus holds at once, but for those who read of it, mind it and write the letter")
{
    Offered offered(true);
    offered.place.month();
    REQUIRE(offered.share(0) > 0.9);
    for (int month = 1; month < 12; ++month) offered.place.month();
    // Read by 0.8 x (0.5 + 0); refused where 12 months of what is missing to the threshold exceed 600 EUR.
    for (int lane = 0; lane < 4; ++lane) {
        double const minds = normal_share(-std::log((Offered::kBonus[lane] + 50) / 245) / kSpread);
        offered.check(lane, 1 - 0.4 * minds, 1 - minds);
    }
    double const before = offered.share(1);
    offered.year();
    REQUIRE(offered.share(1) == before);  // who refused is not asked again
}

TEST_CASE("a contract is refused by the reluctant, of whom a threshold is far above the premium")
{
    auto const p = parameters();
    p->activity.contract_threshold = 245.0f, p->activity.contract_spread = 0.5f;
    p->coercion.notice = 0.5f, p->coercion.opposition_horizon = 12.0f, p->coercion.opposition_effort = 600.0f;
    Person person;
    person.set(kernel::kUnionExposure, Real(0.5f));
    // ln((100 + 600 / 12) / 245) / 0.5: who is more reluctant than that minds a premium of 100 EUR.
    double const least = std::log(150.0 / 245) / 0.5;
    Real const reluctance = make([&](int l) { return least + (l % 2 == 0 ? 0.01 : -0.01) * (1 + l); });
    Mask const refuses = refuses_contract(*p, person.row(), words(0, 0.4, 0, 0), Real(100.0f), reluctance);
    for (int l = 0; l < kLanes; ++l) REQUIRE(at(refuses, l) == (l % 2 == 0));
    REQUIRE_FALSE(any(refuses_contract(*p, person.row(), words(0, 0.6, 0, 0), Real(100.0f), reluctance)));  // unread
}

TEST_CASE("a contract without hours concerns who is there, in a CPTS or not, operating or not")
{
    Place place(8);
    place.p->activity.contract_spread = 1e-4f;
    place.o.free_contracts = true, place.o.free_bonus = 300.0f;
    Role const roles[] = {kOutside, kOpposed, kAttached, kPassive, kActive, kBoard, kOnLeave, kVacant};
    for (int i = 0; i < 8; ++i) place.set_role(i, status_of(roles[i], kGroup, kConditional));
    place.m.is_operating = place.m.is_signed = nobody(), place.m.operating = 0.0f;
    for (int month = 0; month < 12; ++month) place.month();
    for (int i = 0; i < 8; ++i) REQUIRE(at(has(place.record(i), kBonusContract)) == (roles[i] != kVacant));
    place.p->demography.retirement_age = 40.0f;
    place.month(0.0);  // all go
    REQUIRE(place.total(kernel::person::bonus_contracts) == 0);
}

TEST_CASE("what one run is offered makes no contract in another of the same pack, and keeps none")
{
    for (bool const tied : {false, true}) {
        Place place(24);
        place.p->activity.contract_spread = 1e-4f;
        Mask const even = make_mask([](int l) { return l % 2 == 0; });
        Real const money = where(even, Real(1000.0f));
        place.o.contracts = tied, place.o.free_contracts = !tied;
        (tied ? place.o.bonus : place.o.free_bonus) = money;
        for (int month = 0; month < 12; ++month) place.month();
        auto const row = tied ? kernel::person::contracts : kernel::person::bonus_contracts;
        for (int l = 0; l < kLanes; ++l) REQUIRE(at(place.tally.of[row], l) == (l % 2 ? 0 : 24));
    }
}

TEST_CASE("a passive member's contract waits for his review, whatever the other runs of the pack do")
{
    Place place(1);
    place.o.contracts = true, place.o.bonus = 0.0f;
    place.m.month = 1;  // his review is in June
    place.set_record(0, kContract);
    // In one run he is active and weighs; in the others he does not, though nothing is offered at present.
    place.set_role(0, make_int([](int l) { return (l == 3 ? kActive : kPassive) | kConditional << 13; }));
    place.month();
    for (int l = 0; l < kLanes; ++l) REQUIRE(at(has(place.record(0), kContract), l) == (l != 3));
    place.set_record(0, kBonusContract);
    place.month();  // withdrawn for all, offered in some run or not
    REQUIRE_FALSE(any(has(place.record(0), kBonusContract)));
}

}  // namespace cptsim::unit
