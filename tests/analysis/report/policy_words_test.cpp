// A policy in words: its measures, before and after, for whom, from when, and how many more there are.
#include "analysis/report/policy_words.hpp"

#include <catch2/catch.hpp>

#include "sim/input/scenario_file.hpp"
#include "sim/model/fields.hpp"

using namespace cptsim;
using Catch::Contains;

namespace {

constexpr int kDate = 179;  ///< December 2033

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
    return policy_words({}, policy, kDate, language);
}

std::string shipped(char const* name, Language language)
{
    return policy_words(read_scenario("baseline", {}), read_scenario(name, {}), kDate, language);
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
    CHECK_THAT(words({placed}), Contains("nurses, ") && Contains("zone: ZIP)") && !Contains("more"));
    placed.target.professions = 0x1F;
    CHECK_THAT(words({placed}), Contains("(GPs and 4 more, zone: ZIP)"));
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
    CHECK_THAT(shipped("valletoux", Language::fr),
               Contains("Dès janvier 2024 : rattachement à la CPTS du territoire par la loi, volontaire → automatique "
                        "sauf opposition (tous). Article 3 de la proposition de loi") &&
                   Contains("Sans sanction"));
    CHECK_THAT(shipped("valletoux", Language::en), Contains("voluntary → automatic unless opposed (everyone)"));
    auto const pay = shipped("activity_pay", Language::fr);
    CHECK_THAT(pay, Contains("argent pour ceux qui donnent au moins 1 h par mois, 0 → 4") && !Contains("activity.") &&
                        !Contains(", 0 → 0 "));
    CHECK_THAT(shipped("contract_opt_out", Language::fr), Contains("sur demande → sauf refus par lettre"));
    CHECK_THAT(shipped("contract_opt_out", Language::en), Contains("opt-in → opt-out"));
    CHECK_THAT(shipped("mandatory_sanction", Language::fr),
               Contains("dès juillet 2024") && Contains("3 autres valeurs de 800 à 1"));
}

TEST_CASE("before is what the law is at the date of the answer, whatever it was when the policy began", "[report]")
{
    // The reference pays 840 until 2026 and nothing later.
    Scenario base, policy;
    base.levers = {entry(lever::lump_sum, 840, 1, 48), entry(lever::lump_sum, 0, 1, 84)};
    policy.levers = {base.levers.front(), entry(lever::lump_sum, 4214, 1)};
    CHECK_THAT(policy_words(base, policy, kDate, Language::en), Contains("0 → 4,214 €/year") && !Contains("840"));
    CHECK_THAT(policy_words(base, policy, 71, Language::en), Contains("840 → 4,214 €/year"));
    // What the reference comes to by itself is no difference at that date, and the words say so.
    policy.levers.back() = entry(lever::lump_sum, 0, 1);
    CHECK_THAT(policy_words(base, policy, kDate, Language::fr),
               Contains("0 €/an (généralistes), comme le droit constant en 2033") && !Contains("840"));
    // Later steps of a policy go on from its own.
    policy.levers = {entry(lever::membership_bonus, 100, 1), entry(lever::membership_bonus, 300, 1, 72)};
    CHECK_THAT(policy_words({}, policy, kDate, Language::en), Contains("0 → 100") && Contains("100 → 300"));
}

TEST_CASE("what the author says of a policy's cost stands beside its measures, without names of parameters", "[report]")
{
    CHECK_THAT(shipped("forfait_prerequisite", Language::en),
               Contains("0 → 4,214 €/year") && Contains("Cost: all of this lump sum is counted"));
    CHECK_THAT(shipped("mandatory", Language::fr), Contains("Aucune sanction n'oblige à y prendre part."));
    CHECK_THAT(shipped("coordinators", Language::en),
               Contains("What the training costs is a wide assumption.") && !Contains("money."));
}
