// Who fills a slot: shares, means and spreads of what a person brings, in January 2019 and later.
#include "tests/sim/model/unit.hpp"

namespace cptsim::unit {
namespace {

constexpr int kGp = 0, kSpecialist = 1, kNurse = 2;
constexpr double kWeeks = 365.25 / 7 / 12;

/// Mean, variance and product sums of what is drawn for one person after the other.
struct Moments {
    double n = 0, sum = 0, squares = 0;
    void add(double x) { ++n, sum += x, squares += x * x; }
    [[nodiscard]] double mean() const { return sum / n; }
    [[nodiscard]] double sd() const { return std::sqrt(squares / n - mean() * mean()); }
    /// Whether mean and standard deviation are those of a normal law: 4 standard errors each, false alarm 1.2e-4.
    [[nodiscard]] bool are_of(double of_mean, double of_sd) const
    {
        return std::abs(mean() - of_mean) < 4 * of_sd / std::sqrt(n) &&
               std::abs(sd() / of_sd - 1) < 4 / std::sqrt(2 * n);
    }
};

/// Whether a count of n is a share: 4 standard errors, false alarm 6e-5.
bool is_share(double count, double n, double share)
{
    return std::abs(count - n * share) < 4 * std::sqrt(n * share * (1 - share));
}

/// People of one profession, one after the other into the same slot; each test sets the parameters that it is about.
struct People {
    static constexpr int kPeople = 4000;
    std::unique_ptr<Params> p = parameters();
    kernel::Runs runs{};
    Person person;
    int profession = kGp, month = 0;
    bool installed = true;
    float ties = 0.0f, knowledge = 0.2f;

    People()
    {
        for (Real& x : p->traits.marginal_income) x = 50.0f;
        for (Real& x : p->traits.clinical_hours) x = 45.0f;
        for (Real& x : p->demography.mean_age) x = 50.0f;
        p->demography.arrival_age = 34.0f;
    }
    template <class F>
    void each(F f)
    {
        for (int slot = 0; slot < kPeople; ++slot) {
            draw_professional(person.row(), everyone(), *p, Draws(runs, 99), slot, Int(0), profession, ties, month,
                              installed, Real(knowledge));
            f(person.row());
        }
    }
    Moments of(Column column)
    {
        Moments moments;
        each([&](Row const& row) { moments.add(value(row.real(column))); });
        return moments;
    }
};

/// Share of uniform numbers for which a newcomer of so many years after 2019 has this setting.
double share_of(Params const& p, Setting setting, double years)
{
    int count = 0;
    for (int k = 0; k < 10000; ++k)
        count += at(draw_setting(p, kNurse, Real(static_cast<float>((k + 0.5) / 10000)), static_cast<float>(years))) ==
                 setting;
    return count / 10000.0;
}

}  // namespace

TEST_CASE("settings have their shares of 2019, and groups those of newcomers year by year, up to what others leave")
{
    auto const p = parameters();
    p->traits.multiprofessional_share[kNurse] = 0.15f, p->traits.group_share[kNurse] = 0.45f;
    p->traits.salaried_share = 0.08f, p->traits.group_trend = 0.03f;
    auto const are = [&](double years, double group) {
        CHECK(share_of(*p, kMultiprofessional, years) == Approx(0.15).margin(2e-4));
        CHECK(share_of(*p, kGroup, years) == Approx(group).margin(2e-4));
        CHECK(share_of(*p, kSalaried, years) == Approx(0.08).margin(2e-4));
        CHECK(share_of(*p, kSolo, years) == Approx(0.77 - group).margin(2e-4));
    };
    are(0, 0.45);
    are(5, 0.60);
    are(30, 0.72);  // 5 % remain
}

TEST_CASE("sex, recovery and what is threatened have their shares, independent, and only doctors are threatened")
{
    People people;
    auto& t = people.p->traits;
    for (Real& x : t.female_share) x = 0.7f;
    for (Real& x : t.multiprofessional_share) x = 0.4f;
    t.slow_recovery_share = 0.3f, t.threatened_share = 0.35f, t.elsewhere_multiprofessional = 0.8f;
    double const n = People::kPeople;
    for (int const profession : {kGp, kSpecialist, kNurse}) {
        people.profession = profession;
        double women = 0, slow = 0, threatened = 0, multi = 0, elsewhere = 0, slow_women = 0, threatened_women = 0;
        people.each([&](Row const& row) {
            Int const status = row.integer(kernel::kStatus);
            bool const woman = at(has(status, kWoman)), is_multi = at(setting_of(status)) == kMultiprofessional;
            women += woman, slow += at(has(status, kSlow)), threatened += at(has(status, kThreatened));
            slow_women += woman && at(has(status, kSlow)), threatened_women += woman && at(has(status, kThreatened));
            multi += is_multi, elsewhere += at(has(status, kElsewhere));
            if (!is_multi) REQUIRE_FALSE(at(has(status, kElsewhere)));
            REQUIRE(at(role_of(status)) == kOutside);
        });
        INFO("profession " << profession);
        CHECK(is_share(women, n, 0.7));
        CHECK_FALSE(is_share(women, n, 0.63));  // the twin: a tenth fewer
        CHECK(is_share(slow, n, 0.3));
        CHECK(is_share(slow_women, women, 0.3));
        CHECK(is_share(multi, n, 0.4));
        CHECK(is_share(elsewhere, multi, 0.8));
        if (profession == kNurse) {
            CHECK(threatened == 0);
        } else {
            CHECK(is_share(threatened, n, 0.35));
            CHECK(is_share(threatened_women, women, 0.35));
        }
    }
}

TEST_CASE("newcomers have the settings of their year, those of 2019 theirs")
{
    People people;
    for (Real& x : people.p->traits.group_share) x = 0.3f;
    people.p->traits.group_trend = 0.05f;
    auto const groups = [&] {
        double n = 0;
        people.each([&](Row const& row) { n += at(setting_of(row.integer(kernel::kStatus))) == kGroup; });
        return n;
    };
    people.month = 72;  // January 2025
    CHECK(is_share(groups(), People::kPeople, 0.3));
    people.installed = false;
    CHECK(is_share(groups(), People::kPeople, 0.6));
}

TEST_CASE("ages are normal about those of the profession or of arrivals, between 26 and 75")
{
    People people;
    auto& d = people.p->demography;
    for (int p = 0; p < kProfessions; ++p) d.mean_age[p] = 48.0f + static_cast<float>(p);
    d.age_sd = 6.0f, d.arrival_age = 36.0f, d.arrival_age_sd = 3.0f;
    people.profession = kNurse, people.month = 60;
    auto const ages = [&] {
        Moments moments;
        people.each([&](Row const& row) {
            Int const times = row.integer(kernel::kTimes);
            moments.add((60 - at(birth_of(times))) / 12.0);
            REQUIRE(at(arrival_of(times)) == 60);
            REQUIRE(at(entry_of(times)) == 0);
        });
        return moments;
    };
    CHECK(ages().are_of(50, 6));
    CHECK_FALSE(ages().are_of(49, 6));  // the twins
    CHECK_FALSE(ages().are_of(50, 6.6));
    people.installed = false;
    CHECK(ages().are_of(36, 3));
    d.arrival_age_sd = 500.0f;
    double youngest = 100, oldest = 0;
    people.each([&](Row const& row) {
        double const age = (60 - at(birth_of(row.integer(kernel::kTimes)))) / 12.0;
        youngest = std::min(youngest, age), oldest = std::max(oldest, age);
    });
    CHECK(youngest == 26);
    CHECK(oldest == 75);
}

TEST_CASE("leanings are normal about their means, cut off at the ends, and one starts from one's anchor")
{
    People people;
    auto& t = people.p->traits;
    t.autonomy_mean = 0.5f, t.autonomy_sd = 0.08f;
    for (int p = 0; p < kProfessions; ++p) t.union_exposure[p] = 0.3f + 0.05f * static_cast<float>(p);
    t.union_exposure_sd = 0.07f;
    t.attitude_mean = 0.1f, t.attitude_ties = 0.3f, t.attitude_sd = 0.2f;
    t.own_network_mean = 0.45f, t.own_network_sd = 0.09f;
    people.profession = kNurse, people.ties = 0.5f;
    CHECK(people.of(kernel::kAutonomy).are_of(0.5, 0.08));
    CHECK(people.of(kernel::kUnionExposure).are_of(0.4, 0.07));
    CHECK(people.of(kernel::kAnchor).are_of(0.25, 0.2));
    CHECK_FALSE(people.of(kernel::kAnchor).are_of(0.1, 0.2));  // the twin: without ties
    CHECK(people.of(kernel::kOwnNetwork).are_of(0.45, 0.09));
    people.each([](Row const& row) {
        REQUIRE(value(row.real(kernel::kAttitude)) == value(row.real(kernel::kAnchor)));
        REQUIRE(value(row.real(kernel::kSocialCapital)) == value(row.real(kernel::kOwnNetwork)));
    });
    t.autonomy_sd = t.attitude_sd = t.own_network_sd = t.union_exposure_sd = 50.0f;
    int below = 0, above = 0;
    people.each([&](Row const& row) {
        for (Column const c : {kernel::kAutonomy, kernel::kUnionExposure, kernel::kOwnNetwork}) {
            double const x = value(row.real(c));
            REQUIRE((x >= 0 && x <= 1));
        }
        double const anchor = value(row.real(kernel::kAnchor));
        REQUIRE(std::abs(anchor) <= 1);
        below += anchor == -1, above += anchor == 1;
    });
    CHECK((below > 1800 && above > 1800));
}

TEST_CASE("income spreads in proportion to its mean, and never falls under a tenth of it")
{
    People people;
    people.p->traits.marginal_income[kNurse] = 30.0f, people.p->traits.marginal_income_cv = 0.2f;
    people.profession = kNurse;
    CHECK(people.of(kernel::kIncome).are_of(30, 6));
    people.p->traits.marginal_income_cv = 3.0f;
    double least = 1e9;
    people.each([&](Row const& row) { least = std::min(least, value(row.real(kernel::kIncome))); });
    CHECK(least == near(3));
}

TEST_CASE("hours that one can bear follow the usual ones by their slope, with a margin and a spread, ten at least")
{
    People people;
    auto& t = people.p->traits;
    t.clinical_hours[kNurse] = 48.0f, t.clinical_hours_sd = 6.0f;
    t.sustainable_margin = 3.0f, t.sustainable_slope = 0.6f, t.sustainable_sd = 2.0f;
    people.profession = kNurse;
    Moments hours, rest, twin, product;
    people.each([&](Row const& row) {
        double const weekly = value(row.real(kernel::kCareHours)) / kWeeks;
        double const bearable = value(row.real(kernel::kSustainable)) / kWeeks;
        hours.add(weekly), rest.add(bearable - 51 - 0.6 * (weekly - 48)), twin.add(bearable - 51 - (weekly - 48));
        product.add((bearable - 51 - 0.6 * (weekly - 48)) * (weekly - 48));
    });
    CHECK(hours.are_of(48, 6));
    CHECK(rest.are_of(0, 2));
    CHECK_FALSE(twin.are_of(0, 2));                                                 // another slope
    CHECK(std::abs(product.mean()) < 4 * 12 / std::sqrt(double{People::kPeople}));  // nor does the rest follow them
    t.clinical_hours_sd = 50.0f, t.sustainable_margin = -70.0f;
    double least = 1e9, least_bearable = 1e9;
    people.each([&](Row const& row) {
        least = std::min(least, value(row.real(kernel::kCareHours)));
        least_bearable = std::min(least_bearable, value(row.real(kernel::kSustainable)));
    });
    CHECK(least == near(10 * kWeeks));
    CHECK(least_bearable == near(10 * kWeeks));
}

TEST_CASE("knowledge starts even between nothing and twice its mean, exhaustion lower for those who come later")
{
    People people;
    auto const start = [&](double mean, double exhaustion) {
        Moments knows, tired;
        double most = 0, cut = 0;
        people.each([&](Row const& row) {
            knows.add(value(row.real(kernel::kKnowledge))), tired.add(value(row.real(kernel::kExhaustion)));
            most = std::max(most, value(row.real(kernel::kKnowledge)));
            cut += value(row.real(kernel::kExhaustion)) == 0;
            for (Column const c : {kernel::kRecord, kernel::kPast}) REQUIRE(at(row.integer(c)) == 0);
            for (Column const c : {kernel::kHours, kernel::kYearHours}) REQUIRE(value(row.real(c)) == 0);
        });
        double const error = mean / std::sqrt(3.0 * People::kPeople);  // of a uniform law's mean
        CHECK(std::abs(knows.mean() - mean) < 4 * error);
        CHECK(most == Approx(2 * mean).epsilon(0.01));
        // Normal of this mean and standard deviation 0.15, cut off at nothing.
        double const z = exhaustion / 0.15, below = 0.5 * std::erfc(z / std::sqrt(2.0));
        CHECK(is_share(cut, People::kPeople, below));
        double const density = std::exp(-z * z / 2) / std::sqrt(2 * 3.14159265358979);
        double const expected = exhaustion * (1 - below) + 0.15 * density;
        CHECK(std::abs(tired.mean() - expected) < 4 * 0.15 / std::sqrt(double{People::kPeople}));
        CHECK(std::abs(tired.mean() - expected - 0.02) > 4 * 0.15 / std::sqrt(double{People::kPeople}));  // the twin
    };
    start(0.2, 0.25);
    people.installed = false, people.month = 50, people.knowledge = 0.4f;
    start(0.4, 0.15);
    people.knowledge = 0.9f;  // what would be beyond one is one
    people.each([](Row const& row) { REQUIRE(value(row.real(kernel::kKnowledge)) <= 1); });
}

}  // namespace cptsim::unit
