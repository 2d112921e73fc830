// The line at the top, the marks that are the same everywhere, and what one more costs.
#include <array>
#include <catch2/catch.hpp>

#include "analysis/effects/answer_policy.hpp"
#include "analysis/effects/answer_text.hpp"
#include "tests/analysis/effects/made_up_launch.hpp"

using namespace cptsim;
using Catch::Contains;

namespace {

std::string headline(Summary const& s, Language language = Language::en)
{
    return make_answer(s, nullptr, language).headline;
}

/// Half of the simulations so many more, half so many fewer.
Adds either_way(double size)
{
    return [size](int r) { return std::map<std::string, double>{{"active", r % 2 == 0 ? size : -size}}; };
}

}  // namespace

TEST_CASE("the headline names policies with means and ranges and how sure they are, the largest first")
{
    auto const s =
        launch({always({{"active", 40}}), either_way(90), always({{"active", 200}}), always({{"active", -30}})});
    CHECK(headline(s) ==
          "Active members (300 in 2026 under the law as it is): more under “Policy 3” (+200, from +200 to +200) and "
          "“Policy 1” "
          "(+40, from +40 to +40); fewer under “Policy 4” (\u221230, from \u221230 to \u221230); effect unknown under "
          "“Policy 2”. Whether data back any of the 8 effects looked at is not assessed.");
    CHECK_THAT(headline(s, Language::fr),
               Contains("Membres actifs (300 en 2026 à droit constant) : plus nombreux sous « ") &&
                   Contains("effet inconnu sous « Politique 2 »"));
    // An uncertain sign is not an unknown effect, here as in the sentences.
    auto const unsure = launch({[](int r) {
                                    return std::map<std::string, double>{{"active", r % 2 == 0 ? 100.0 : -10.0}};
                                },
                                either_way(90)});
    CHECK_THAT(headline(unsure), Contains("sign uncertain under “Policy 1”; effect unknown under “Policy 2”"));
}

TEST_CASE(
    "the headline of one policy says its effect on activity, on lists and on money, never more than the sentences")
{
    auto const s = launch({[](int r) {
        return std::map<std::string, double>{
            {"active", r % 2 == 0 ? 90.0 : -90.0}, {"attached", 300}, {"public_cost", 10}};
    }});
    CHECK_THAT(headline(s),
               Contains("Effect on active members unknown: between \u221290 and +90 (\u221230 % to +30 % of 300") &&
                   Contains("300 more members on paper (from 210 to 390)") && Contains("of public money") &&
                   !Contains("clearly"));
    CHECK_THAT(headline(launch({always({{"active", 40}})})),
               Contains("40 more active members (from 40 to 40), against 300 under the law as it is"));
    CHECK_THAT(headline(launch({either_way(3)})),
               Contains("At most a small effect on active members (0 on average, from \u22123 to +3, of 300); "));
}

TEST_CASE(
    "the headline of twenty policies counts those it does not name, and of too few simulations says what it cannot")
{
    std::vector<Adds> const twenty(20, always({{"active", 5}}));
    CHECK_THAT(headline(launch(twenty)), Contains("and 17 more"));
    auto const with = [&](int replicates) {
        return launch({always({{"active", 5}})}, [&](Plan& plan) { plan.replicates = replicates; });
    };
    CHECK_THAT(headline(with(1)), Contains("No answer yet: 1 simulation cannot show an effect"));
    CHECK_THAT(headline(with(1), Language::fr), Contains("Pas encore de réponse"));
    CHECK_THAT(headline(with(8)), Contains("Ranges alone: 8 simulations") && !Contains("more"));
    CHECK_THAT(format_answer(make_answer(with(1), nullptr, Language::en), Language::en), Contains("→ No answer yet"));
}

TEST_CASE("how many effects the data back is counted over all that are looked at")
{
    CHECK(backing_words({35, 0, 0}, Language::en) == "none of the 35 effects looked at is backed by data");
    CHECK(backing_words({35, 2, 3}, Language::fr) == "2 des 35 effets examinés s'appuient sur les données");
    CHECK(backing_words({35, 1, 0}, Language::en) == "1 of the 35 effects looked at is backed by data");
    CHECK_THAT(backing_words({7, 0, 7}, Language::en), Contains("is not assessed"));
    CHECK_THAT(headline(launch({always({})})), Contains("No simulation shows any effect"));
}

TEST_CASE("an effect has one reading and one mark, as persons and per 100 professionals")
{
    auto after = launch({always({{"active", 9}, {"passive", 4}}), either_way(60)},
                        [](Plan& plan) { plan.parameter_source = ParameterSource::posterior; });
    auto before = after;
    before.plan.parameter_source = ParameterSource::prior;
    int const last = static_cast<int>(after.dates.size()) - 1;
    auto const set = [&](Summary& s, int indicator, auto const& own) {
        for (int r = 0; r < s.plan.replicates; ++r) {
            auto const run = static_cast<std::size_t>(s.plan.replicates + r);
            auto const cell = (run * s.dates.size() + static_cast<std::size_t>(last)) * indicators().size();
            s.values[cell + static_cast<std::size_t>(indicator)] = s.value(0, r, last, indicator) + own(r);
        }
    };
    // The data narrow persons, and not persons per 100: the weaker mark holds for both.
    for (int const indicator : {indicator::active_, indicator::net_active_})
        set(before, indicator, [](int r) { return r % 2 == 0 ? 5.0 : -5.0; });
    set(after, indicator::active_, [](int r) { return r % 2 == 0 ? 12.0 : 2.0; });
    set(after, indicator::net_active_, [](int r) { return r % 2 == 0 ? 8.0 : 6.0; });
    REQUIRE(confidence(after, &before, 1, last, indicator::net_active_) == Confidence::data);
    REQUIRE(confidence(after, &before, 1, last, indicator::active_) == Confidence::assumptions);
    CHECK(one_confidence(after, &before, 1, last, indicator::net_active_) == Confidence::assumptions);
    struct Both {
        AnswerColumn column;
        SaidQuantity const* said;
    };
    std::array const all = {Both{kAnswerActive, &quantity::active}, Both{kAnswerHours, &quantity::hours},
                            Both{kAnswerChosen, &quantity::chosen}, Both{kAnswerDormant, &quantity::dormant},
                            Both{kAnswerSevere, &quantity::severe}, Both{kAnswerCost, &quantity::money},
                            Both{kAnswerCare, &quantity::care}};
    auto const answer = make_answer(after, &before, Language::en);
    for (auto const& row : answer.policies) {
        PolicyEffects const policy(after, &before, row);
        for (auto const& [column, said] : all) {
            CAPTURE(row.name, column);
            CHECK(row.cells[column].confidence == policy.confidence(*said));
            CHECK(row.cells[column].reading == policy.reading(*said));
        }
    }
}

TEST_CASE("what one more costs is a ratio of effects, and withheld where what is gained may not rise")
{
    auto const s = launch({always({{"active", 40}, {"hours_unpaid", 40}, {"public_cost", 10000}}),
                           always({{"active", 40}, {"public_cost", -10}}), either_way(60)});
    auto const rows = make_answer(s, nullptr, Language::en).policies;
    // 120,000 EUR a year more for 40 members, and for 480 hours.
    CHECK(rows[0].cells[kAnswerMemberCost].effect.mean.mean == Approx(3000));
    CHECK(rows[0].cells[kAnswerHourCost].effect.mean.mean == Approx(250));
    CHECK(unit_cost_words(rows[0], kAnswerMemberCost, Language::en) == "3,000 € a year (from 3,000 to 3,000)");
    CHECK(unit_cost_words(rows[1], kAnswerMemberCost, Language::en) == "not given (costs less)");
    CHECK(unit_cost_words(rows[2], kAnswerMemberCost, Language::fr) == "non donné (membres : effet inconnu)");
    for (auto const& sentence : make_answer(s, nullptr, Language::en).sentences)
        CHECK_THAT(sentence.text, !Contains("per additional") && !Contains("each hour"));
}

TEST_CASE("what an author says of a cost stands in the sentence, beside the numbers and in the budget")
{
    auto const s =
        launch({always({{"active", 40}, {"hours_unpaid", 40}, {"public_cost", 200000}, {"lump_sum_paid", 200000}})},
               [](Plan& plan) {
                   plan.scenarios[1].description_en = "All are paid. Cost: it is paid already today.";
                   plan.scenarios[1].description_fr = "Tous payés. Co\u00FBt : il est déjà versé aujourd'hui.";
               });
    auto const text = all_of(s, Language::en), french = all_of(s, Language::fr);
    CHECK_THAT(text, Contains("2.4 million € a year above the law as simulated") &&
                         Contains("mind: it is paid already today") && !Contains("more a year of public money"));
    CHECK_THAT(french, Contains("au-delà du droit constant simulé") && !Contains("argent public de plus"));
    auto const answer = make_answer(s, nullptr, Language::en);
    CHECK_THAT(format_budget(answer, Language::en),
               Contains("§ Policy 1: it is paid already today.") && Contains("the simulated law pays 0 M€"));
    CHECK_THAT(format_answer(answer, Language::en), Contains("§"));
    CHECK_THAT(format_answer(make_answer(launch({always({{"active", 40}})}), nullptr, Language::en), Language::en),
               !Contains("§"));
}
