// Ceilings on public money: what they let pass, when, and what nobody feels.
#include <catch2/catch.hpp>

#include "sim/run/ceilings.hpp"
#include "sim/run/pack_sums.hpp"
#include "tests/sim/run/made_up_plan.hpp"

using namespace cptsim;

namespace {

constexpr std::size_t kMonthsRun = 72, kYear = 12;

Target region(std::string const& name)
{
    Target target;
    target.regions = {name};
    return target;
}

Scenario with_ceiling(std::string const& name, int month, double limit, Target const& target = {})
{
    auto scenario = busy_scenario(name, 24);
    add_lever(scenario, lever::activity_bonus, 24, 240);
    add_lever(scenario, lever::start_up_grant, 0, 20000);
    if (limit > 0) add_lever(scenario, lever::budget, month, limit, 0, target);
    return scenario;
}

/// Public money under the ceiling that is paid in a month.
double paid(Observation const& o, std::size_t m)
{
    return value(o, observable::aci_paid, m) + value(o, observable::fir_paid, m) +
           value(o, observable::grants_paid, m) + value(o, observable::lump_sum_paid, m, kAll);
}
double claimed_in_year(Observation const& o, std::size_t year)
{
    double sum = 0;
    for (std::size_t m = year * kYear; m < (year + 1) * kYear; ++m)
        sum += paid(o, m) + value(o, observable::budget_cut, m);
    return sum;
}

}  // namespace

TEST_CASE("the share that is paid is the ceiling of January over the claims of last year, the nation's or the region's")
{
    auto both = with_ceiling("both", 24, 18);
    add_lever(both, lever::budget, 24, 4, 0, region("there"));
    auto const plan = made_up_plan(
        {with_ceiling("none", 0, 0), with_ceiling("nation", 24, 10), with_ceiling("region", 24, 4, region("there")),
         both, with_ceiling("in_june", 29, 10), with_ceiling("high", 0, 20.5)},
        made_up_table(), static_cast<int>(kMonthsRun), 1);
    auto const pack = packs_of_frame(plan, 0).front();
    Ceilings ceilings(plan, pack, {"here", "there"});
    auto const share = [&](std::size_t where, std::size_t lane) {
        return static_cast<double>(ceilings.paid(where)[lane]);
    };
    ceilings.set_january(0);
    for (std::size_t lane = 0; lane < kLanes; ++lane) CHECK(share(0, lane) == 1);
    std::vector<std::int64_t> claims(2 * kLanes);
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        claims[lane] = static_cast<std::int64_t>(12e6 * kFixedUnit);
        claims[kLanes + lane] = static_cast<std::int64_t>(8e6 * kFixedUnit);
    }
    ceilings.set_claims(claims);
    ceilings.set_january(1);  // before the ceiling
    for (std::size_t lane = 0; lane < 6; ++lane) CHECK(share(1, lane) == 1);
    ceilings.set_january(2);
    struct Shares {
        double here, there;
    };
    std::vector<Shares> const expected{{1, 1}, {0.5, 0.5}, {1, 0.5}, {0.9, 0.5}, {1, 1}, {1, 1}};
    for (std::size_t lane = 0; lane < expected.size(); ++lane) {
        INFO(plan.scenarios[lane].name);
        CHECK(share(0, lane) == Approx(expected[lane].here));
        CHECK(share(1, lane) == Approx(expected[lane].there));
    }
    ceilings.set_january(3);
    CHECK(share(0, 4) == Approx(0.5));  // that of June is read in January
}

TEST_CASE("under a ceiling every claim is paid at the share that last year's claims leave")
{
    constexpr double kLimit = 0.25;
    Memory memory;
    run_into(memory, made_up_plan({with_ceiling("free", 0, 0), with_ceiling("low", 24, kLimit)}, made_up_table(),
                                  static_cast<int>(kMonthsRun), 2));
    for (int r = 0; r < 2; ++r) {
        auto const& low = memory.at("low", r);
        int bound = 0;
        for (std::size_t year = 1; year < kMonthsRun / kYear; ++year) {
            double const ceiling = year < 2 ? 1e6 : kLimit;
            double const share = std::min(1.0, ceiling * 1e6 / claimed_in_year(low, year - 1));
            bound += share < 0.95;
            for (std::size_t m = year * kYear; m < (year + 1) * kYear; ++m) {
                double const cut = value(low, observable::budget_cut, m), whole = paid(low, m) + cut;
                INFO("replicate " << r << ", month " << m);
                REQUIRE(whole > 0);
                CHECK(paid(low, m) == Approx(share * whole).epsilon(1e-4));
            }
        }
        CHECK(bound > 1);
        CHECK(difference(memory.at("free", r), low, false) != "");
    }
}

TEST_CASE(
    "a ceiling that is not reached, or of a region that is not there, changes nothing, and one of the only region is "
    "the "
    "nation's")
{
    auto table = made_up_table();
    for (auto& territory : table.rows) territory.region = "one";
    Memory memory;
    run_into(memory, made_up_plan({with_ceiling("free", 0, 0), with_ceiling("high", 0, 1000),
                                   with_ceiling("elsewhere", 0, 0.01, region("two")), with_ceiling("low", 24, 0.25),
                                   with_ceiling("of_region", 24, 0.25, region("one"))},
                                  table, static_cast<int>(kMonthsRun), 2));
    for (int r = 0; r < 2; ++r) {
        auto const& free = memory.at("free", r);
        CHECK(difference(free, memory.at("high", r), false) == "");
        CHECK(difference(free, memory.at("elsewhere", r), false) == "");
        CHECK(difference(memory.at("low", r), memory.at("of_region", r), false) == "");
        CHECK(difference(free, memory.at("low", r), false) != "");
    }
}

TEST_CASE("what campaigns, training and services cost is posted and changes nothing else")
{
    auto const scenario = [](std::string const& name, double factor) {
        auto s = busy_scenario(name, 24);
        for (int const row : {lever::information, lever::intern_training, lever::urps_referent, lever::inter_cpts,
                              lever::coordinator_training, lever::hospital_link, lever::consultants})
            add_lever(s, row, 12, 1);
        for (auto const row :
             {parameter::money_campaign_cost, parameter::money_referent_cost, parameter::money_intern_training_cost,
              parameter::money_coordinator_training_cost, parameter::money_back_office_cost,
              parameter::money_consultants_cost, parameter::money_hospital_link_cost})
            set(s, row, factor * parameter_fields()[static_cast<std::size_t>(row)].default_value);
        return s;
    };
    Memory memory;
    run_into(memory,
             made_up_plan({scenario("free", 0), scenario("dear", 1), scenario("dearer", 2)}, made_up_table(), 36, 1));
    auto const &free = memory.at("free"), &dear = memory.at("dear"), &dearer = memory.at("dearer");
    auto const& fields = observable_fields();
    for (std::size_t k = 0; k < fields.size(); ++k) {
        if (fields[k].name == "support_paid" || fields[k].name == "public_cost") continue;
        INFO(fields[k].name);
        for (std::size_t i = 0; i < free.own[k].size(); ++i) REQUIRE(same_bits(free.own[k][i], dear.own[k][i]));
    }
    for (std::size_t m = 0; m < 36; ++m) {
        double const cost = value(dear, observable::support_paid, m);
        CHECK(value(free, observable::support_paid, m) == 0);
        CHECK((cost > 0) == (m >= 12));
        CHECK(value(dearer, observable::support_paid, m) == Approx(2 * cost));
        CHECK(value(dear, observable::public_cost, m) - value(free, observable::public_cost, m) ==
              Approx(cost).margin(0.1));
    }
}
