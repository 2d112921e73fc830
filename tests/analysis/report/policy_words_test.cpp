// A policy in words: its measures, before and after, for whom, from when, and how many more there are.
#include "analysis/report/policy_words.hpp"

#include <catch2/catch.hpp>

#include "sim/input/scenario_file.hpp"
#include "sim/model/fields.hpp"

using namespace cptsim;
using Catch::Contains;

namespace {

/// A lever that professions get from January 2024 on.
LeverEntry entry(int lever, double value, std::uint32_t professions = 0xFF, int month = 60)
{
    LeverEntry e;
    e.lever = lever;
    e.month = month;
    e.value.fill(value);
    e.target.professions = professions;
    return e;
}

std::string words(std::vector<LeverEntry> const& levers, Language language = Language::en)
{
    Scenario policy;
    policy.levers = levers;
    return policy_words({}, policy, language);
}

std::string shipped(char const* name, Language language)
{
    return policy_words(read_scenario("baseline", {}), read_scenario(name, {}), language);
}

}  // namespace

TEST_CASE("a policy is said by its measures, before and after, for whom, from when", "[report]")
{
    CHECK(words({entry(lever::membership_bonus, 600, 1)}) ==
          "From January 2024: money for chosen members, 0 → 600 €/year (GPs).");
    CHECK(words({entry(lever::aci_funding, 0.7)}, Language::fr) ==
          "Dès janvier 2024 : facteur sur les crédits de l'ACI, 100 % → 70 %.");
    CHECK_THAT(words({entry(lever::membership_bonus, 600), entry(lever::aci_funding, 0.7, 0xFF, 72)}),
               Contains("(everyone)") && Contains("from January 2024") && Contains("from January 2025"));
    auto placed = entry(lever::hourly_indemnity, 100, 0x0F);
    placed.target.zones = {"ZIP"};
    CHECK_THAT(words({placed}), Contains("(GPs and 3 more, zone: ZIP)"));
    CHECK(words({}) == "No measure differs.");
}

TEST_CASE("long lists of a policy end with how many more there are", "[report]")
{
    std::vector<LeverEntry> sums, levers;
    for (int p = 0; p < 5; ++p) sums.push_back(entry(lever::sanction, 1000 + 100 * p, 1U << p));
    CHECK_THAT(words(sums), Contains("0 → 1,100 €/year (specialists), 3 more values from 1,200 to 1,400 €/year."));
    for (int const lever : {lever::membership_bonus, lever::coordinator_fte, lever::aci_funding, lever::fir_funding,
                            lever::start_impulse, lever::ars_capacity})
        levers.push_back(entry(lever, 0.5));
    CHECK_THAT(words(levers), Contains("; 2 more measures."));
}

TEST_CASE("shipped policies are said without the names of levers or parameters", "[report]")
{
    CHECK(
        shipped("valletoux", Language::fr) ==
        "Dès janvier 2024 : rattachement à la CPTS du territoire par la loi, volontaire → automatique sauf opposition "
        "(tous).");
    auto const pay = shipped("activity_pay", Language::fr);
    CHECK_THAT(pay, Contains("argent pour ceux qui donnent au moins 1 h par mois, 0 → 4") && !Contains("activity.") &&
                        !Contains(", 0 → 0 "));
    CHECK_THAT(shipped("contract_opt_out", Language::fr), Contains("sur demande → sauf refus par lettre"));
    CHECK_THAT(shipped("contract_opt_out", Language::en), Contains("opt-in → opt-out"));
    CHECK_THAT(shipped("mandatory_sanction", Language::fr),
               Contains("dès juillet 2024") && Contains("3 autres valeurs de 800 à 1"));
}
