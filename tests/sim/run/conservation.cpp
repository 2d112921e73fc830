// Nothing is lost: people, euros, spells of membership, reasons of exits.
#include <catch2/catch.hpp>

#include "tests/sim/run/made_up_plan.hpp"

using namespace cptsim;

namespace {

constexpr std::size_t kMonthsRun = 60;
constexpr std::array kChosenRoles{kPassive, kActive, kBoard, kOnLeave};
constexpr std::array kOtherRoles{kOutside, kOpposed, kAttached};
constexpr std::array kCounts{observable::outside, observable::opposed, observable::attached, observable::passive,
                             observable::active,  observable::board,   observable::on_leave};

/// A world in which everything that moves people or money happens: CPTS sign, fall dormant and end; attachment comes
/// and goes; fees, penalties, grants, crises.
Scenario eventful(std::string const& name, double attachment)
{
    auto s = busy_scenario(name, 24);
    set(s, parameter::lifecycle_minimum_active, 50);
    set(s, parameter::lifecycle_dormancy_months, 3);
    set(s, parameter::lifecycle_contract_months, 12);
    set(s, parameter::lifecycle_end_dormant, 0.4);
    set(s, parameter::lifecycle_start_rate, 0.2);
    set(s, parameter::lifecycle_letter_rate, 0.3);
    set(s, parameter::strain_leave_threshold, 0.3);
    add_lever(s, lever::membership_fee, 6, 40);
    add_lever(s, lever::sanction, 30, 60);
    add_lever(s, lever::grant, 12, 500);
    add_lever(s, lever::start_up_grant, 0, 20000);
    add_lever(s, lever::coordinator_fte, 18, 0.3);
    add_lever(s, lever::coordinator_training, 18, 0.5);
    add_lever(s, lever::activity_bonus, 20, 240);
    add_lever(s, lever::attachment, 24, attachment);
    add_lever(s, lever::attachment, 48, 0);
    return s;
}

struct Eventful {
    Memory memory;
    Eventful()
    {
        run_into(memory, made_up_plan({eventful("voluntary", 0), eventful("automatic", 1), eventful("mandatory", 2)},
                                      made_up_table(), static_cast<int>(kMonthsRun), 3));
    }
};

Memory const& eventful_runs()
{
    static Eventful const runs;
    return runs.memory;
}

double chosen(Observation const& o, std::size_t month)
{
    double n = 0;
    for (Role const role : kChosenRoles) n += value(o, kCounts[static_cast<std::size_t>(role)], month, kAll);
    return n;
}
std::string const& name_of(observable::Row row) { return observable_fields()[static_cast<std::size_t>(row)].name; }
double total(Observation const& o, observable::Row row)
{
    double sum = 0;
    for (std::size_t m = 0; m < kMonthsRun; ++m) sum += value(o, row, m, kAll);
    return sum;
}
double total_of_cpts(Observation const& o, observable::Row row)
{
    double sum = 0;
    for (std::size_t m = 0; m < kMonthsRun; ++m) sum += value(o, row, m);
    return sum;
}

}  // namespace

TEST_CASE("the eventful world in which conservation is tested is eventful")
{
    auto const& o = eventful_runs().at("automatic");
    for (auto const row : {observable::entries, observable::exits_organisational, observable::exits_didactic,
                           observable::exits_departed, observable::oppositions, observable::attached,
                           observable::on_leave, observable::board, observable::sanctions, observable::lump_sum_paid}) {
        INFO(name_of(row));
        CHECK(total(o, row) > 0);
    }
    for (auto const row :
         {observable::signatures, observable::ends, observable::treasury_lost, observable::fees_received,
          observable::aci_paid, observable::fir_paid, observable::grants_paid, observable::indemnities_paid,
          observable::projects_spent, observable::tools_spent, observable::coordinator_spent, observable::aci_fixed,
          observable::aci_variable, observable::startup_paid, observable::indemnities_unpaid,
          observable::support_paid}) {
        INFO(name_of(row));
        CHECK(total_of_cpts(o, row) > 0);
    }
}

TEST_CASE("each professional has one role, and professions add up to all")
{
    for (auto const& [key, o] : eventful_runs().kept)
        for (std::size_t m = 0; m < kMonthsRun; ++m) {
            for (std::size_t p = 0; p <= kAll; ++p) {
                double roles = 0;
                for (auto const role : kCounts) roles += value(o, role, m, p);
                REQUIRE(roles == value(o, observable::eligible, m, p));
            }
            for (auto const row : {observable::eligible, observable::passive, observable::active, observable::entries,
                                   observable::severe, observable::oppositions}) {
                double professions = 0;
                for (std::size_t p = 0; p < kAll; ++p) professions += value(o, row, m, p);
                REQUIRE(professions == value(o, row, m, kAll));
            }
        }
}

TEST_CASE("flows explain every change of every role, vacant slots included")
{
    for (auto const& [key, o] : eventful_runs().kept) {
        double moved = 0;
        for (std::size_t m = 1; m < kMonthsRun; ++m) {
            double vacant = 0;
            for (int r = 0; r <= kVacant; ++r) {
                auto const role = static_cast<Role>(r);
                double net = 0;
                for (int other = 0; other < kRoles; ++other) {
                    net += flow(o, m, static_cast<Role>(other), role) - flow(o, m, role, static_cast<Role>(other));
                    moved += flow(o, m, role, static_cast<Role>(other));
                }
                if (role == kVacant) {
                    vacant = net;
                    continue;
                }
                auto const row = kCounts[static_cast<std::size_t>(r)];
                INFO(key.first << ' ' << name_of(row) << " in month " << m);
                REQUIRE(value(o, row, m, kAll) - value(o, row, m - 1, kAll) == net);
            }
            INFO("slots are as many as ever: who leaves vacates one, who comes fills one");
            REQUIRE(value(o, observable::eligible, m, kAll) - value(o, observable::eligible, m - 1, kAll) == -vacant);
        }
        CHECK(moved > 500);
    }
}

TEST_CASE("entries and exits by reason are the flows into and out of chosen membership")
{
    for (auto const& [key, o] : eventful_runs().kept)
        for (std::size_t m = 0; m < kMonthsRun; ++m) {
            double in = 0, out = 0, departed = 0;
            for (Role const role : kChosenRoles) {
                for (Role const other : kOtherRoles) in += flow(o, m, other, role), out += flow(o, m, role, other);
                in += flow(o, m, kVacant, role);
                departed += flow(o, m, role, kVacant);
            }
            REQUIRE(value(o, observable::entries, m, kAll) == in);
            REQUIRE(value(o, observable::exits_departed, m, kAll) == departed);
            REQUIRE(value(o, observable::exits_organisational, m, kAll) +
                        value(o, observable::exits_didactic, m, kAll) + value(o, observable::exits_material, m, kAll) ==
                    out);
        }
}

TEST_CASE("every spell of membership that began ends once, by an exit or by censoring, counted in its year of entry")
{
    auto const run_until = [](int months) {
        Memory memory;
        run_into(memory, made_up_plan({eventful("automatic", 1)}, made_up_table(), months, 2));
        return memory.at("automatic", 1);
    };
    for (int const months : {60, 41}) {
        auto const o = run_until(months);
        auto const exits = [&](std::size_t m) {
            return value(o, observable::exits_organisational, m, kAll) + value(o, observable::exits_didactic, m, kAll) +
                   value(o, observable::exits_material, m, kAll);
        };
        double const initial = chosen(o, 0) - value(o, observable::entries, 0, kAll) + exits(0) +
                               value(o, observable::exits_departed, 0, kAll);
        CHECK(initial > 0);
        double ended = 0, left = 0;
        for (std::size_t year = 0; year * 12 < static_cast<std::size_t>(months); ++year) {
            double entered = year == 0 ? initial : 0, spells = 0;
            for (std::size_t m = year * 12; m < std::min<std::size_t>(year * 12 + 12, o.own[0].size() / 9); ++m) {
                entered += value(o, observable::entries, m, kAll);
                left += exits(m);
            }
            for (std::size_t age = 0; age < kSpellAges; ++age) {
                std::size_t const at = year * kSpellAges + age;
                spells += value(o, observable::spell_exits, at) + value(o, observable::spell_censored, at);
                ended += value(o, observable::spell_exits, at);
            }
            INFO(months << " months, year " << year);
            CHECK(spells == entered);
        }
        CHECK(ended == left);
    }
}

TEST_CASE("who is a member at the end has been one from his entry through the last month, in half-years")
{
    // Nobody leaves: membership is worth much, leaves of absence are out of reach, and people only come.
    auto s = busy_scenario("all", 12);
    set_all(s, parameter::participation_inclination, 500);
    set_all(s, parameter::demography_exit_rate, 0), set_all(s, parameter::demography_move_rate, 0);
    set_all(s, parameter::demography_stock_trend, 0.1);
    set(s, parameter::strain_leave_threshold, 1);
    TerritoryTable table;
    table.rows = {made_up_territory("signed", 200000, kSigned)};
    constexpr std::size_t kLast = 40;
    Memory memory;
    run_into(memory, made_up_plan({s}, table, kLast + 1, 1));
    auto const& o = memory.at("all");
    double entered = 0;
    for (std::size_t year = 1; year * 12 <= kLast; ++year) {
        std::vector<double> ages(kSpellAges, 0);
        for (std::size_t m = year * 12; m < std::min(year * 12 + 12, kLast + 1); ++m) {
            ages[(kLast + 1 - m) / 6] += value(o, observable::entries, m, kAll);
            entered += value(o, observable::entries, m, kAll);
        }
        for (std::size_t age = 0; age < kSpellAges; ++age) {
            INFO("entered in year " << year << ", " << age << " half-years before the end");
            CHECK(value(o, observable::spell_censored, year * kSpellAges + age) == ages[age]);
            CHECK(value(o, observable::spell_exits, year * kSpellAges + age) == 0);
        }
    }
    CHECK(entered > 50);
}

TEST_CASE("every euro that a CPTS receives is held, spent or returned")
{
    // A month's amounts are kept in float, national sums of some 1e5 EUR: each term is known to 2^-24 of itself.
    for (auto const& [key, o] : eventful_runs().kept) {
        double before = value(o, observable::treasury, 0), largest = 0;
        for (std::size_t m = 1; m < kMonthsRun; ++m) {
            double const income = value(o, observable::aci_paid, m) + value(o, observable::fir_paid, m) +
                                  value(o, observable::grants_paid, m) + value(o, observable::fees_received, m);
            double const spent = value(o, observable::coordinator_spent, m) + value(o, observable::tools_spent, m) +
                                 value(o, observable::projects_spent, m) + value(o, observable::indemnities_paid, m);
            REQUIRE(value(o, observable::spent, m) == Approx(spent).epsilon(1e-6).margin(0.01));
            double const lost = value(o, observable::treasury_lost, m), now = value(o, observable::treasury, m);
            INFO(key.first << ' ' << key.second << ", month " << m);
            double const tolerance = 1e-6 * (before + now + income + spent + lost) + 0.01;
            REQUIRE(std::abs(now - before - income + spent + lost) < tolerance);
            largest = std::max(largest, value(o, observable::fees_received, m) / tolerance);
            before = now;
        }
        INFO("the tolerance would not hide the smallest of the terms");
        CHECK(largest > 100);
    }
}

TEST_CASE("public cost is what the public pays by source, and indemnities due are paid or counted as unpaid")
{
    for (auto const& [key, o] : eventful_runs().kept)
        for (std::size_t m = 0; m < kMonthsRun; ++m) {
            double const paid = value(o, observable::aci_paid, m) + value(o, observable::fir_paid, m) +
                                value(o, observable::grants_paid, m) + value(o, observable::lump_sum_paid, m, kAll) +
                                value(o, observable::support_paid, m);
            double const aci = value(o, observable::aci_fixed, m) + value(o, observable::aci_variable, m) +
                               value(o, observable::startup_paid, m);
            REQUIRE(value(o, observable::aci_paid, m) == Approx(aci).epsilon(1e-6));
            REQUIRE(value(o, observable::budget_cut, m) == 0);
            double const back = value(o, observable::sanctions, m, kAll) + value(o, observable::treasury_lost, m);
            REQUIRE(std::abs(value(o, observable::public_cost, m) - paid + back) < 1e-6 * (paid + back) + 0.01);
            double const due = value(o, observable::indemnities_due, m, kAll);
            REQUIRE(value(o, observable::indemnities_unpaid, m) >= 0);
            REQUIRE(value(o, observable::indemnities_paid, m) + value(o, observable::indemnities_unpaid, m) ==
                    Approx(due).epsilon(1e-5).margin(0.01));
            double const fee = m < 6 ? 0 : 40.0 / 12;
            REQUIRE(value(o, observable::fees_received, m) == Approx(chosen(o, m) * fee).epsilon(1e-5));
        }
}
