// Limits in which theory knows the answer.
#include <catch2/catch.hpp>

#include "sim/model/person_state.hpp"
#include "sim/run/pack_run.hpp"
#include "tests/sim/run/made_up_plan.hpp"

using namespace cptsim;

namespace {

/// Tastes for membership of which a person keeps a normal variate of standard deviation `kept`, beside a yearly
/// logistic one of this scale.
void set_tastes(Scenario& s, double kept, double scale)
{
    double const yearly = scale * 3.14159265358979 / std::sqrt(3.0), sd = std::hypot(kept, yearly);
    set(s, parameter::participation_taste_sd, sd);
    set(s, parameter::participation_persistent_share, kept * kept / (sd * sd));
}

/// Nobody influences anybody, nothing is learnt, nothing can be done in a CPTS: membership is a choice of each person
/// alone, of constant utility
///   v = inclination + alpha A + persistent - hassle
/// against logistic noise of scale sigma, drawn anew each year.
Scenario alone(std::string const& name)
{
    Scenario s;
    s.name = name;
    s.policy_month = 12;
    for (auto const zero : {parameter::opinion_peers_rate,
                            parameter::opinion_anchor_rate,
                            parameter::opinion_nation_rate,
                            parameter::opinion_experience_rate,
                            parameter::opinion_heard_rate,
                            parameter::opinion_union_rate,
                            parameter::opinion_reactance_rate,
                            parameter::opinion_crisis_rate,
                            parameter::information_initial,
                            parameter::information_newcomer,
                            parameter::information_peers_rate,
                            parameter::information_background_rate,
                            parameter::information_member_rate,
                            parameter::information_reach_rate,
                            parameter::information_event_rate,
                            parameter::participation_norm_value,
                            parameter::participation_club_value,
                            parameter::participation_advanced_practice,
                            parameter::participation_women,
                            parameter::participation_multiprofessional,
                            parameter::participation_hassle_conflict,
                            parameter::participation_change_effort,
                            parameter::participation_inclination_shift,
                            parameter::traits_reciprocity_value,
                            parameter::traits_attitude_ties,
                            parameter::lifecycle_initial_share,
                            parameter::lifecycle_end_dormant,
                            parameter::demography_coercion_exit})
        set(s, zero, 0);
    set_all(s, parameter::participation_recognition, 0);
    // No one can give the least that counts as activity.
    set(s, parameter::activity_minimum_hours, 20);
    set(s, parameter::activity_maximum_hours, 1);
    set(s, parameter::traits_attitude_mean, 0.1);
    set(s, parameter::traits_attitude_sd, 0.4);
    set_tastes(s, 50, 25);
    set(s, parameter::participation_attitude_value, 60);
    set(s, parameter::participation_hassle, 30);
    for (int p = 0; p < kProfessions; ++p)
        set(s, static_cast<parameter::Row>(parameter::participation_inclination + p), -60.0 + 20 * p);
    return s;
}

/// Nobody retires, moves or arrives.
void freeze_people(Scenario& s)
{
    for (auto const rate :
         {parameter::demography_exit_rate, parameter::demography_move_rate, parameter::demography_stock_trend})
        set_all(s, rate, 0);
}

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

/// E[Lambda((v0 + alpha A + persistent) / sigma)], A normal cut off at -1 and 1, by the rectangle rule.
double logit_share(double v0, double alpha, double mean, double sd, double persistent_sd, double sigma)
{
    constexpr double kStep = 0.05, kEnd = 6;
    auto const density = [](double z) { return std::exp(-z * z / 2) / std::sqrt(2 * 3.14159265358979) * kStep; };
    double share = 0;
    for (double z = -kEnd; z < kEnd; z += kStep)
        for (double y = -kEnd; y < kEnd; y += kStep) {
            double const a = std::clamp(mean + sd * z, -1.0, 1.0);
            share += density(z) * density(y) * logistic((v0 + alpha * a + persistent_sd * y) / sigma);
        }
    return share;
}

struct Share {
    double share, standard_error;
};
Share share_of(Observation const& o, observable::Row what, std::size_t month, std::size_t profession)
{
    double const n = value(o, observable::eligible, month, profession), x = value(o, what, month, profession) / n;
    return {x, std::sqrt(x * (1 - x) / n)};
}

/// Who is a member this December, of those who were members a year before and of those who were not.
struct Transitions {
    std::array<double, 2> members{}, people{};  ///< [member a year before]
    void add(kernel::Block const& block, int month, std::size_t lane)
    {
        auto const column = [&](kernel::Column c, int row) {
            return std::bit_cast<std::uint32_t>(cell_of(block, c, row)[lane]);
        };
        for (int i = 0; i < block.rows; ++i) {
            bool const vacant = (column(kernel::kStatus, i) & 0xF) == kVacant;
            int const arrival = static_cast<int>(column(kernel::kTimes, i) >> 10 & 0x3FF);
            if (vacant || arrival > month - 12) continue;
            auto const bits = column(kernel::kPast, i);
            people[bits >> 12 & 1] += 1;
            members[bits >> 12 & 1] += bits & 1;
        }
    }
    [[nodiscard]] Share stays() const { return share(1); }
    [[nodiscard]] Share joins() const { return share(0); }

  private:
    [[nodiscard]] Share share(std::size_t before) const
    {
        double const x = members[before] / people[before];
        return {x, std::sqrt(x * (1 - x) / people[before])};
    }
};

}  // namespace

TEST_CASE("without couplings, membership is the logit share over the traits")
{
    auto narrow = alone("narrow");
    set_tastes(narrow, 20, 25);
    auto noisy = alone("noisy");
    set_tastes(noisy, 50, 60);
    Memory memory;
    run_into(memory, made_up_plan({alone("base"), narrow, noisy}, crowd(12), 24, 1), 2);
    // People, in independent draws, answer independently: the share is binomial. Limit of 4 standard errors: a false
    // alarm in 24 comparisons has probability 24 x 6e-5 = 0.15 %; the seed is fixed.
    int twins_found = 0;
    for (std::size_t p = 0; p < kProfessions; ++p) {
        double const v0 = -60.0 + 20 * static_cast<double>(p) - 30;
        auto const expected = [&](double persistent_sd, double sigma) {
            return logit_share(v0, 60, 0.1, 0.4, persistent_sd, sigma);
        };
        auto const check = [&](char const* name, double theory, double twin) {
            auto const observed = share_of(memory.at(name), observable::passive, 23, p);
            INFO(name << ' ' << kProfessionNames[p] << ": " << observed.share << " +- " << observed.standard_error);
            CHECK(std::abs(observed.share - theory) < 4 * observed.standard_error);
            twins_found += std::abs(observed.share - twin) > 4 * observed.standard_error ? 1 : 0;
        };
        check("base", expected(50, 25), expected(20, 25));
        check("narrow", expected(20, 25), expected(50, 25));
        check("noisy", expected(50, 60), expected(50, 25));
    }
    INFO("the same comparison with a parameter wrong fails, but where shares are near a half");
    CHECK(twins_found >= 10);
}

TEST_CASE(
    "with an effort of changing and no traits, membership is a Markov chain of known shares, reviewed often or not")
{
    constexpr double kValue = 20, kEffort = 20, kSigma = 25;
    auto chain = alone("chain");
    freeze_people(chain);
    set(chain, parameter::participation_attitude_value, 0);
    set(chain, parameter::participation_hassle, 0);
    set_all(chain, parameter::participation_inclination, kValue);
    set(chain, parameter::participation_change_effort, kEffort);
    set_tastes(chain, 0, kSigma);
    auto often = chain;
    often.name = "often";
    set(often, parameter::participation_review_interval, 3);
    Memory memory;
    run_into(memory, made_up_plan({chain, often}, crowd(6), 72, 1), 2);
    auto const& o = memory.at("chain");
    double const joins = logistic((kValue - kEffort) / kSigma), stays = logistic((kValue + kEffort) / kSigma);
    double expected = 0, without_memory = 0;
    int twins_found = 0;
    for (std::size_t year = 0; year < 6; ++year) {
        expected = expected * stays + (1 - expected) * joins;
        without_memory = joins;
        auto const observed = share_of(o, observable::passive, year * 12 + 11, kAll);
        INFO("year " << year << ": " << observed.share << " +- " << observed.standard_error);
        // Six comparisons at 4 standard errors of a binomial share: false alarm 0.04 %.
        CHECK(std::abs(observed.share - expected) < 4 * observed.standard_error);
        twins_found += std::abs(observed.share - without_memory) > 4 * observed.standard_error ? 1 : 0;
    }
    CHECK(twins_found == 5);
    double const stationary = joins / (joins + 1 - stays);
    CHECK(expected == Approx(stationary).margin(0.01));
    auto const reviewed_often = share_of(memory.at("often"), observable::passive, 71, kAll);
    CHECK(std::abs(reviewed_often.share - stationary) < 4 * reviewed_often.standard_error);
}

TEST_CASE("nobody stays where membership is worth nothing, everybody joins where it is worth everything")
{
    auto scenarios = std::vector{busy_scenario("none", 12), busy_scenario("all", 12)};
    set_all(scenarios[0], parameter::participation_inclination, -500);
    set_all(scenarios[1], parameter::participation_inclination, 500);
    set(scenarios[0], parameter::participation_club_value, 0);
    scenarios[0].levers.clear();
    for (auto& s : scenarios) {
        set(s, parameter::participation_inclination_shift, 0), set_tastes(s, 30, 10);
        set(s, parameter::participation_norm_value, 0);
    }
    set(scenarios[0], parameter::strain_return_rate, 1);
    TerritoryTable table;
    table.rows = {made_up_territory("signed", 30000, kSigned), made_up_territory("letter", 30000, kLetter),
                  made_up_territory("bare", 30000, kNone)};
    for (auto& s : scenarios) set(s, parameter::lifecycle_start_rate, 0), set(s, parameter::lifecycle_end_dormant, 0);
    Memory memory;
    run_into(memory, made_up_plan(scenarios, table, 24, 2));
    for (int r = 0; r < 2; ++r) {
        auto const &none = memory.at("none", r), &all = memory.at("all", r);
        CHECK(value(none, observable::eligible, 23, kAll) > 300);
        for (std::size_t t = 0; t < 3; ++t) CHECK(value(none, observable::territory_chosen, 3 + t) == 0);
        for (std::size_t t = 0; t < 2; ++t) {
            double const eligible = value(all, observable::territory_eligible, 3 + t);
            double const chosen = value(all, observable::territory_chosen, 3 + t);
            // Some are outside for a while: those who resigned from a leave, until their anniversary.
            CHECK(chosen > 0.97 * eligible);
        }
        CHECK(value(all, observable::territory_chosen, 3 + 2) == 0);
    }
}

TEST_CASE("without couplings, annual transitions do not depend on the review interval at all")
{
    std::vector<Scenario> scenarios;
    for (int const interval : {12, 6, 3, 1}) {
        auto s = alone("every_" + std::to_string(interval));
        freeze_people(s);
        set(s, parameter::participation_review_interval, interval);
        scenarios.push_back(s);
    }
    Memory memory;
    run_into(memory, made_up_plan(scenarios, crowd(1), 48, 2));
    auto const entries = [&](char const* name, std::size_t year) {
        double n = 0;
        for (std::size_t m = year * 12; m < year * 12 + 12; ++m)
            n += value(memory.at(name), observable::entries, m, kAll);
        return n;
    };
    // The first reviews come sooner; from the second year on the same people decide alike in the same month.
    for (char const* name : {"every_6", "every_3", "every_1"})
        for (std::size_t year = 1; year < 4; ++year) {
            INFO(name << ", year " << year);
            CHECK(entries(name, year) > 10);
            CHECK(entries(name, year) == entries("every_12", year));
            CHECK(value(memory.at(name), observable::passive, year * 12 + 11, kAll) ==
                  value(memory.at("every_12"), observable::passive, year * 12 + 11, kAll));
        }
}

TEST_CASE("with couplings, annual transitions hardly depend on the review interval, indemnities rationed or not")
{
    bool const rationed = GENERATE(false, true);
    std::vector<Scenario> scenarios;
    for (int const interval : {12, 6, 3}) {
        auto s = busy_scenario("every_" + std::to_string(interval), 12);
        set_all(s, parameter::participation_inclination, -70);
        set(s, parameter::participation_review_interval, interval);
        set_tastes(s, 40, 25);
        if (!rationed) add_lever(s, lever::grant, 0, 1000000);
        scenarios.push_back(s);
    }
    auto twin = scenarios[0];
    twin.name = "twin";
    set_tastes(twin, 40, 50);
    scenarios.push_back(twin);
    auto const plan = made_up_plan(scenarios, crowd(3), 60, 1);
    auto const pack = packs_of_frame(plan, 0).at(0);
    auto const frame = draw_frame(plan, 0);
    PackRun run(plan, frame, pack);
    run.initialise();
    std::array<Transitions, 4> of;
    for (int year = 0; year < 5; ++year) {
        run.advance_year(year);
        if (year < 2) continue;
        for (int t = 0; t < 3; ++t)
            for (std::size_t lane = 0; lane < 4; ++lane) of[lane].add(run.block(t), year * 12 + 11, lane);
    }
    auto const distance = [&](std::size_t lane, Share (Transitions::*share)() const) {
        auto const a = (of[0].*share)(), b = (of[lane].*share)();
        INFO(plan.scenarios[lane].name << ' ' << b.share << " v " << a.share << " +- " << a.standard_error);
        return std::abs(a.share - b.share) / std::hypot(a.standard_error, b.standard_error);
    };
    // Same people, same draws: the standard error of independent samples is too wide for the difference of two lanes,
    // so that an effect under 4 of it may hide; drift within the year may well make a small one.
    for (std::size_t const lane : {1U, 2U}) {
        CHECK(distance(lane, &Transitions::stays) < 4);
        CHECK(distance(lane, &Transitions::joins) < 4);
    }
    CHECK(distance(3, &Transitions::stays) > 8);
    CHECK(distance(3, &Transitions::joins) > 4);
}

TEST_CASE("hours do not swing from month to month where indemnities are rationed")
{
    auto s = busy_scenario("rationed", 12);
    set_all(s, parameter::participation_inclination, -70);
    Memory memory;
    run_into(memory, made_up_plan({s}, crowd(1), 48, 1));
    auto const& o = memory.at("rationed");
    auto const hours = [&](std::size_t m) {
        return value(o, observable::hours_paid, m, kAll) + value(o, observable::hours_unpaid, m, kAll);
    };
    double swing = 0, sum = 0, due = 0, paid = 0;
    for (std::size_t m = 24; m < 48; ++m) {
        swing += std::abs(hours(m) - hours(m - 1));
        sum += hours(m);
        due += value(o, observable::indemnities_due, m, kAll);
        paid += value(o, observable::indemnities_paid, m);
    }
    CHECK(paid < 0.8 * due);
    CHECK(paid > 0.2 * due);
    CHECK(swing < 0.1 * sum);
}
