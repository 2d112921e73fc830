// Odd launches: what sentences must not say of them.
#include <catch2/catch.hpp>

#include "analysis/effects/answer_text.hpp"
#include "tests/analysis/effects/made_up_launch.hpp"

using namespace cptsim;
using Catch::Contains;

TEST_CASE("a policy that empties lists is said to, and has more than a cost")
{
    auto const text = all_of(launch({always({{"attached", -80}, {"public_cost", 10}})}), Language::en);
    CHECK_THAT(text, Contains("fewer members on paper, but not necessarily less activity"));
    CHECK_THAT(all_of(launch({always({{"passive", -80}})}), Language::fr), Contains("moins d'adhérents volontaires"));
}

TEST_CASE("more active members who give fewer hours are neither more nor less activity")
{
    auto const s = launch({always({{"active", 50}, {"hours_unpaid", -50}})});
    CHECK_THAT(all_of(s, Language::en), Contains("active members and hours move in opposite directions"));
    CHECK_THAT(all_of(s, Language::fr), !Contains("moins d'activité") && !Contains("plus d'activité"));
}

TEST_CASE("an effect on exhaustion, sleeping CPTS or care alone is not passed over")
{
    for (auto const* name : {"severe", "cpts_dormant", "care_hours_displaced"}) {
        auto const text = all_of(launch({always({{name, 4}, {"public_cost", 10}})}), Language::en);
        CAPTURE(name, text);
        CHECK_THAT(text, Contains("a clear effect, though neither on activity nor on membership"));
        CHECK_THAT(text, !Contains("no other effect"));
    }
    CHECK_THAT(all_of(launch({always({{"public_cost", 10}})}), Language::en),
               Contains("another public cost, and no other effect of a clear sign"));
}

TEST_CASE(
    "a mean that stands clear of its error is never called no effect, and none at all is told from an unknown one")
{
    auto const mixed = [](double up) {
        return Adds([up](int r) { return std::map<std::string, double>{{"active", r % 2 == 0 ? up : -10}}; });
    };
    auto const open = all_of(launch({mixed(100)}), Language::en);
    CHECK_THAT(open, Contains("effects whose sign is open") && Contains("+45 active members on average"));
    CHECK_THAT(all_of(launch({mixed(100)}), Language::fr), !Contains("effet inconnu sur les membres actifs"));
    CHECK_THAT(all_of(launch({mixed(10)}), Language::fr),
               Contains("Politique 1 – au plus un petit effet") && Contains("pour 300"));
    auto const wide = all_of(launch({[](int r) {
                                 return std::map<std::string, double>{{"active", r % 2 == 0 ? 100.0 : -100.0}};
                             }}),
                             Language::en);
    CHECK_THAT(wide,
               Contains("effect unknown, or small") &&
                   Contains("ffect on active members unknown: between \u2212100 and +100 (\u221233 % to +33 % of"));
    CHECK_THAT(all_of(launch({always({})}), Language::fr),
               Contains("aucune différence, quelle que soit la simulation"));
}

TEST_CASE("the most activity is told from a policy whose members are unsure and from other years")
{
    auto const clear = always({{"active", 5}, {"hours_unpaid", 5}});
    // Hours rise clearly, active members do not: its mean of members is no reason to call it the most active.
    Adds const unsure = [](int r) {
        return std::map<std::string, double>{{"active", r % 2 == 0 ? 150.0 : -90.0}, {"hours_unpaid", 50}};
    };
    CHECK_THAT(all_of(launch({clear, unsure}), Language::en), !Contains("by far"));
    auto const far = always({{"active", 200}, {"hours_unpaid", 200}});
    CHECK_THAT(all_of(launch({clear, far}), Language::en), Contains("Policy 2 – by far the most activity"));
    auto const later = [](Plan& plan) { plan.scenarios[1].policy_month = 84; };  // 2026-01
    CHECK_THAT(all_of(launch({clear, far}, later), Language::en), !Contains("by far"));
    // What shows the claim is said first.
    CHECK_THAT(all_of(launch({unsure}), Language::en), Contains("more hours for the CPTS. 600 more hours a year"));
}

TEST_CASE("sentences count people where a policy moves the number of professionals")
{
    // A third of the professionals leaves: active members per 100 of those who stay rise, and 20 persons fewer are
    // active.
    auto const s = launch({always({{"eligible", -300}, {"active", -20}, {"hours_unpaid", -20}})});
    auto const answer = make_answer(s, nullptr, Language::en);
    REQUIRE(answer.policies[0].cells[kAnswerActive].reading == Reading::higher);
    CHECK_THAT(all_of(s, Language::en), Contains("less activity. 20 fewer active members (from 20 to 20)"));
    // So do free riders, whose share an attachment divides.
    CHECK_THAT(all_of(launch({always({{"attached", 300}})}), Language::fr), !Contains("%"));
}

TEST_CASE("policies of one title are told apart, and a title's beginning stands for it where it can")
{
    auto const more = always({{"active", 5}});
    auto const names = [&](char const* first, char const* second) {
        auto const s = launch(
            {more, more}, [&](Plan& plan) { plan.scenarios[1].title_en = first, plan.scenarios[2].title_en = second; });
        auto const rows = make_answer(s, nullptr, Language::en).policies;
        return std::vector<std::string>{rows[0].label, rows[1].label, rows[0].brief, rows[1].brief};
    };
    CHECK(names("Same", "Same") ==
          std::vector<std::string>{"Same (policy_1)", "Same (policy_2)", "Same (policy_1)", "Same (policy_2)"});
    CHECK(names("Valletoux: automatic", "Pay activity, not membership")[2] == "Valletoux");
    CHECK(names("Valletoux: automatic", "Valletoux, repealed")[2] == "Valletoux: automatic");
    CHECK(names("Fee of 26,50 EUR", "B")[2] == "Fee of 26,50 EUR");
}

TEST_CASE("care lost is said where hours are, and today's beside it")
{
    auto const s = launch({always({{"active", 50}, {"hours_unpaid", 50}, {"care_hours_displaced", 10}})});
    CHECK_THAT(all_of(s, Language::en), Contains("120 more hours of care lost a year (from 120 to 120)"));
    CHECK_THAT(make_answer(s, nullptr, Language::fr).levels, Contains("heures de soins perdues par an (de 1"));
    CHECK(make_answer(s, nullptr, Language::en).policies[0].cells[kAnswerCare].reading == Reading::higher);
}

TEST_CASE("as many kinds of policies as there are keep their activity, and one replicate has no sentence")
{
    std::vector<Adds> const policies = {
        always({{"active", 150}, {"hours_unpaid", 150}}), always({{"active", 5}}),    always({{"active", -5}}),
        always({{"active", 9}, {"hours_unpaid", -9}}),    always({{"attached", 90}}), always({})};
    auto const answer = make_answer(launch(policies), nullptr, Language::en);
    REQUIRE(answer.sentences.size() == 5);
    CHECK_THAT(answer.sentences[0].claim, Contains("Policy 1; Policy 2 – more active members"));
    CHECK_THAT(answer.sentences[2].claim, Contains("Policy 4 – active members and hours"));
    CHECK_THAT(answer.sentences[3].claim, Contains("Policy 5; Policy 6 – no clear effect on activity"));
    auto const one = launch(policies, [](Plan& plan) { plan.replicates = 1; });
    CHECK(make_answer(one, nullptr, Language::fr).sentences.empty());
}

TEST_CASE("every policy that is said to move activity has its cost beside it")
{
    auto const text =
        all_of(launch({always({{"active", 9}, {"public_cost", 20000}}), always({{"active", 8}, {"public_cost", 90000}}),
                       always({{"active", 7}, {"public_cost", 50000}})}),
               Language::en);
    auto const first = text.substr(0, text.find('\n'));
    std::size_t costs = 0;
    for (auto at = first.find("of public money"); at != std::string::npos; at = first.find("of public money", at + 1))
        ++costs;
    CAPTURE(first);
    CHECK(costs == 3);
    CHECK_THAT(first, Contains("Policy 1; Policy 2; Policy 3 – "));  // the largest first
}

TEST_CASE("what a policy of activity adds to lists is said where it is more than it makes active")
{
    auto const words = [](double passive) {
        return all_of(
            launch({always({{"active", 9}, {"passive", passive}, {"hours_unpaid", 9}}), always({{"active", 8}})}),
            Language::en);
    };
    CHECK_THAT(words(40), Contains("CPTS (from 110 to 110); 49 more members on paper (from 49 to 49)."));
    CHECK_THAT(words(2), Contains("CPTS (from 110 to 110). Policy 2"));
}

TEST_CASE("members on paper and sleeping CPTS have their level beside them, and exhaustion the policies that move it")
{
    auto const listed = all_of(launch({always({{"attached", 300}}), always({{"severe", 4}})}), Language::en);
    CHECK_THAT(listed, Contains("300 more members on paper (from 300 to 300), against 600 (from 600 to 610) under"));
    CHECK_THAT(listed, Contains("Severe exhaustion – clearly higher: Policy 2, +4 persons (from +4 to +4)"));
    // Within 5 % of 41, and of no clear sign: small, however clear the mean; 3 persons are more than that.
    auto const up_to = [](double up) {
        return Adds([up](int r) { return std::map<std::string, double>{{"severe", r % 5 == 0 ? -1.0 : up}}; });
    };
    CHECK_THAT(all_of(launch({up_to(1), up_to(2)}), Language::en),
               Contains("Severe exhaustion – at most a small effect under any policy: from \u22121 to +2 persons."));
    CHECK_THAT(all_of(launch({up_to(1), up_to(3)}), Language::en),
               Contains("Severe exhaustion – probably higher: Policy 2, +2 persons") &&
                   Contains("At most a small effect under Policy 1: from \u22121 to +1 persons."));
    CHECK_THAT(all_of(launch({always({{"severe", -4}}), always({{"cpts_dormant", -3}})}), Language::fr),
               Contains("Épuisement sévère – baisse nette : Politique 1, \u22124 personnes (de \u22124 à \u22124)") &&
                   Contains("41 personnes en épuisement sévère (de 40 à 42) à droit constant."));
}
