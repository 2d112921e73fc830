// The answer is never stronger than what the simulations are.
#include "analysis/effects/answer.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "analysis/effects/answer_quantities.hpp"
#include "analysis/effects/answer_text.hpp"
#include "analysis/effects/text_grid.hpp"
#include "tests/analysis/effects/made_up.hpp"

using namespace cptsim;
using Catch::Contains;

namespace {

/// An effect of these values, eight a frame.
Effect of(std::vector<double> const& values)
{
    std::vector<ReplicateValue> all;
    for (std::size_t i = 0; i < values.size(); ++i) all.push_back({static_cast<int>(i), values[i]});
    return effect_of(all);
}

/// `count` values, of which the first `negative` are -1, the next `zero` 0 and the others `rest`.
Effect mixed(int count, int negative, int zero, double rest)
{
    std::vector<double> values;
    for (int i = 0; i < count; ++i) values.push_back(i < negative ? -1 : i < negative + zero ? 0 : rest);
    // Spread over the frames, so that these do not differ.
    std::vector<double> spread(values.size());
    auto next = values.begin();
    for (std::size_t first = 0; first < 8; ++first)
        for (std::size_t i = first; i < spread.size(); i += 8) spread[i] = *next++;
    return of(spread);
}

/// Policies that add `more[i]` active members to 100 of 1,000; the posterior's draws, beside a twin of the priors.
Summary summary_of(std::vector<double> const& more, int replicates, double noise = 1)
{
    auto plan = made_up_plan(static_cast<int>(more.size()) + 1, replicates);
    plan.parameter_source = ParameterSource::posterior;
    SummaryRecorder recorder;
    recorder.begin(plan);
    for (auto const& run : planned_runs(plan)) {
        double const swing = noise * (run.replicate % 5 - 2);
        double const own = run.scenario > 0 ? more[static_cast<std::size_t>(run.scenario - 1)] + swing : 0;
        auto o = with_active(plan, run.scenario, 100 + run.replicate % 3 + own);
        fill(o, "hours_paid", 1000 + 10 * own);
        fill(o, "public_cost", 100000 + 2000 * own);
        fill(o, "cpts_signed", 2);
        recorder.write(run, o);
    }
    return recorder.summary();
}

int lines(std::string const& text) { return static_cast<int>(std::count(text.begin(), text.end(), '\n')); }

}  // namespace

TEST_CASE("a reading follows the range, the share of signs and the error of the mean")
{
    CHECK(read(of({})) == Reading::missing);
    CHECK(read(mixed(7, 0, 0, 1)) == Reading::too_few);
    CHECK(read(mixed(15, 0, 0, 1)) == Reading::range_only);
    CHECK(read(mixed(40, 0, 40, 0)) == Reading::identical);
    CHECK(read(mixed(40, 0, 0, 1)) == Reading::higher);
    CHECK(read(mixed(40, 40, 0, 0)) == Reading::lower);
    CHECK(read(mixed(40, 0, 20, 1)) == Reading::higher);         // never the other way, half of them beyond zero
    CHECK(read(mixed(40, 0, 24, 1)) != Reading::higher);         // fewer than half
    CHECK(read(mixed(40, 6, 0, 1)) == Reading::rather_higher);   // 34 of 40
    CHECK(read(mixed(40, 2, 18, 1)) == Reading::rather_higher);  // 20 of the 22 that differ
    CHECK(read(mixed(40, 18, 0, 9)) == Reading::uncertain);      // the mean stands clear, the sign does not
    CHECK(read(mixed(40, 20, 0, 1)) == Reading::open);
    CHECK(read(mixed(40, 20, 0, 1), 19) == Reading::open);   // 1 of 19 is more than 5 %
    CHECK(read(mixed(40, 20, 0, 1), 20) == Reading::small);  // the whole range lies within 5 %
    CHECK(read(mixed(40, 6, 0, 1), 20) == Reading::small);   // whatever its mean
    CHECK(read(mixed(40, 6, 0, 1), 19) == Reading::rather_higher);
    CHECK(read(mixed(40, 0, 0, 1), 1000) == Reading::higher);  // small, but clear
}

TEST_CASE("nothing is said to be invisible whose mean stands clear of its error")
{
    auto const unsure = mixed(40, 18, 0, 9);
    REQUIRE(unsure.mean.mean > unsure.mean.half_width);
    CHECK_THAT(clause(quantity::active, unsure, Language::en),
               Contains("+5 active members on average (from \u22121 to +9), sign uncertain: higher in 55 % of the"));
    CHECK_THAT(clause(quantity::active, unsure, Language::fr),
               Contains("de sens incertain : hausse dans 55 % des simulations"));
    // The range has the sign of its number, and the share is of the side that the mean lies on, with the ties beside
    // it.
    auto const seldom = mixed(40, 12, 28, 0);
    REQUIRE(read(seldom) == Reading::uncertain);
    CHECK_THAT(
        clause(quantity::dormant, seldom, Language::fr),
        Contains("\u22120,3 CPTS en sommeil en moyenne (de \u22121 à 0), de sens incertain : baisse dans 30 %, sans "
                 "effet dans 70 % des simulations"));
    // A mean whose sign is open has the digits that its range allows.
    std::vector<double> wide;
    for (int i = 0; i < 40; ++i) wide.push_back(i % 3 == 0 ? -1000 : i % 3 == 1 ? 920 : 471);
    CHECK_THAT(clause(quantity::active, of(wide), Language::en), Contains("+102 active members on average (from "));
    auto const nothing = mixed(40, 20, 0, 1);
    CHECK_THAT(clause(quantity::active, nothing, Language::en),
               Contains("effect on active members unknown: between \u22121 and +1 (mean 0)"));
    CHECK_THAT(clause(quantity::active, mixed(40, 0, 40, 0), Language::fr),
               Contains("aucun effet sur les membres actifs, quelle que soit la simulation"));
}

TEST_CASE("numbers in sentences have two digits, their sign where ends differ, and French grammar")
{
    CHECK(said(26123, Language::en) == "26,000");
    CHECK(said(117400, Language::en) == "117,000");  // three digits behind a leading 1: what is added stays apart
    CHECK(said(124900, Language::en) == "125,000");
    CHECK(said(0.0347, Language::en) == "0.035");
    CHECK(said(9.96, Language::en) == "10");
    CHECK(said(104.8, Language::en) == "105");  // as the table has it
    CHECK(said(9.2, Language::en, Digits::whole) == "9");
    CHECK(said(0.68, Language::en, Digits::whole) == "0.7");
    CHECK(said_signed_range({-6, -0.04}, Language::en) == " (from \u22126 to \u22120.040)");
    CHECK(said(5.0, Language::en) == "5");
    CHECK(said(1589000, Language::fr) == "1,59 million");
    CHECK(said(1549000, Language::fr, Digits::whole, {1000, 0}) == "1,55 million");  // 1 550 thousand in the table
    CHECK(shown(1549, 0, Language::en) == "1,550");
    CHECK(said(-1040, Language::en, Digits::whole, {1000, 0}) == "\u22121,000");  // -1 thousand in the table, not 0
    CHECK(said(10.4, Language::en, Digits::two, {1, 1}) == "10.4");
    CHECK(whole_percent(72.5, Language::en) == "73");
    CHECK(whole_percent(37.5, Language::en) == "38");
    CHECK(said(2400000, Language::fr) == "2,4 millions");
    CHECK(said(-0.0000001, Language::en) == "0");
    CHECK(said_range({20100, 35000}, 26000, Language::en) == " (from 20,000 to 35,000)");
    CHECK(said_range({-35000, -20100}, -26000, Language::en) == " (from 20,000 to 35,000)");
    CHECK(said_range({-1800, 830}, -230, Language::fr) == " (de \u22121\u202F800 à +830)");
    CHECK(with_number(quantity::hours.more.fr, "1,6 million", 1.6e6, Language::fr) ==
          "1,6 million d'heures de plus par an consacrées aux CPTS");
    CHECK(shown_difference(3457, 0, Language::en) == "+3,500");  // as sentences have it
    CHECK(with_number(quantity::active.more.fr, "1,2", 1.2, Language::fr) == "1,2 membre actif de plus");
    CHECK(with_number(quantity::active.more.en, "1", 1, Language::en) == "1 more active member");
    CHECK(shown_difference(-0.04, 1, Language::en) == "0");
    CHECK(shown_range({-3, 1.4}, 1, true, Language::fr) == "[\u22123,0 ; +1,4]");
}

TEST_CASE("titles are shortened at a word, and their blanks and controls are blanks")
{
    CHECK(shortened("a b", 3) == "a b");
    CHECK(shortened("Rattachement automatique sauf opposition", 30) == "Rattachement automatique sauf…");
    CHECK(shortened("\n\ta \x01 b", 9) == "a b");
    CHECK(shortened(std::string(1024, 'x'), 60).size() == 60 + std::string("…").size());
    CHECK(shortened("ééééé", 3) == "ééé…");
}

TEST_CASE("a sign that the draws before data never turn is imposed, ties or not, else the variance decides")
{
    auto after = summary_of({0}, 24), before = after;
    before.plan.parameter_source = ParameterSource::prior;
    auto const set = [](Summary& s, auto const& own) {
        for (int r = 0; r < s.plan.replicates; ++r) {
            auto const run = static_cast<std::size_t>(s.plan.replicates + r);
            auto const cell = (run * s.dates.size() + s.dates.size() - 1) * indicators().size();
            int const last = static_cast<int>(s.dates.size()) - 1;
            s.values[cell + indicator::active_] = s.value(0, r, last, indicator::active_) + own(r);
        }
    };
    auto const found = [&] {
        return confidence(after, &before, 1, static_cast<int>(after.dates.size()) - 1, indicator::active_);
    };
    set(before, [](int r) { return r % 2 == 0 ? 5.0 : -5.0; });
    set(after, [](int r) { return r % 2 == 0 ? 12.0 : 2.0; });
    CHECK(found() == Confidence::assumptions);  // the same variance
    set(after, [](int r) { return r % 2 == 0 ? 8.0 : 6.0; });
    CHECK(found() == Confidence::data);  // a 25th of it
    set(after, [](int r) { return r % 2 == 0 ? 1.0 : -1.0; });
    CHECK(found() == Confidence::assumptions);  // narrowed as much, around no sign: nothing that data could back
    set(after, [](int r) { return r % 2 == 0 ? 8.0 : 6.0; });
    set(before, [](int r) { return r % 2 == 0 ? 5.0 : 0.0; });
    CHECK(found() == Confidence::imposed);
    set(before, [](int r) { return r % 3 == 0 ? 5.0 : 0.0; });  // fewer than half: too seldom to be called
    CHECK(found() != Confidence::imposed);
    CHECK(confidence(after, nullptr, 1, 0, indicator::active_) == Confidence::unknown);
    after.plan.parameter_source = ParameterSource::defaults;
    CHECK(confidence(after, nullptr, 1, 0, indicator::active_) == Confidence::unknown);
}

TEST_CASE("one policy has three to five sentences, each number with its range")
{
    auto const s = summary_of({40}, 40);
    auto const answer = make_answer(s, nullptr, Language::en);
    REQUIRE(answer.sentences.size() >= 3);
    CHECK(answer.sentences.size() <= 5);
    CHECK_THAT(answer.sentences[0].claim, Contains("As it might be") && Contains("more activity"));
    CHECK_THAT(answer.sentences[0].text, Contains("40 more active members (from 38 to 42)"));
    CHECK_THAT(answer.question, Contains("What would “As it might be”") && Contains("change for the CPTS of two?"));
    CHECK_THAT(make_answer(s, nullptr, Language::fr).sentences[0].text,
               Contains("40 membres actifs de plus (de 38 à 42)"));
    // 2,000 EUR for each 10 hours more.
    auto const& hour = answer.policies[0].cells[kAnswerHourCost];
    REQUIRE(hour.has_mean());
    CHECK(hour.effect.mean.mean == Approx(200));
}

TEST_CASE("many policies of a few kinds share sentences, and the one that does far more stands alone")
{
    auto const answer = make_answer(summary_of({40, 3, 4, 5, 200, 6}, 40), nullptr, Language::en);
    REQUIRE(answer.sentences.size() == 3);
    CHECK_THAT(answer.sentences[0].claim, Contains("by far the most activity"));
    CHECK_THAT(answer.sentences[1].claim, Contains("2 more") && Contains("more activity"));
    CHECK_THAT(answer.sentences[2].claim, Contains("the same under all six policies"));
}

TEST_CASE("no policy is passed over, however many kinds there are, and the mark of a claim is the claim's")
{
    // Far more, more, less, more on paper, money alone, nothing: one kind more than there are sentences.
    auto plan = made_up_plan(7, 40);
    SummaryRecorder recorder;
    recorder.begin(plan);
    constexpr std::array<double, 7> kActive = {0, 200, 20, -20, 0, 0, 0}, kListed = {0, 0, 0, 0, 300, 0, 0},
                                    kMoney = {0, 0, 0, 0, 0, 1e6, 0};
    for (auto const& run : planned_runs(plan)) {
        auto const scenario = static_cast<std::size_t>(run.scenario);
        auto o = with_active(plan, run.scenario, 300 + run.replicate % 3 + kActive[scenario]);
        fill(o, "attached", kListed[scenario]);
        fill(o, "public_cost", 100000 + kMoney[scenario]);
        recorder.write(run, o);
    }
    auto s = recorder.summary();
    for (std::size_t i = 1; i < s.plan.scenarios.size(); ++i)
        s.plan.scenarios[i].title_en = "Policy " + std::to_string(i);
    auto const answer = make_answer(s, nullptr, Language::en);
    CHECK(answer.sentences.size() == 5);
    std::string claims;
    for (auto const& sentence : answer.sentences) claims += sentence.claim + '\n';
    for (std::size_t i = 1; i <= 6; ++i) CHECK_THAT(claims, Contains("Policy " + std::to_string(i)));
    CHECK_THAT(answer.sentences[3].claim, Contains("no clear effect on activity"));
    CHECK_THAT(answer.sentences[4].claim, Contains("Severe exhaustion"));
    CHECK(answer.sentences[3].marks.front() == Confidence::unknown);
    CHECK(answer.sentences[4].marks.empty());  // no simulation differs: nothing whose source could be asked
}

TEST_CASE("few simulations give ranges or nothing, and a warning")
{
    auto const few = make_answer(summary_of({40}, 8), nullptr, Language::en);
    CHECK(few.sentences.empty());
    CHECK(few.policies[0].cells[kAnswerActive].reading == Reading::range_only);
    CHECK_THAT(format_answer(few, Language::en), Contains("ranges only, no mean and no sign"));
    auto const one = make_answer(summary_of({40}, 1), nullptr, Language::en);
    CHECK_FALSE(one.policies[0].cells[kAnswerActive].has_range());
    CHECK_THAT(format_answer(one, Language::en), Contains("1 simulation: too few for any statement"));
    CHECK_THAT(
        format_answer(make_answer(summary_of({40}, 16), nullptr, Language::fr), Language::fr),
        Contains("16 simulations sur 2 populations : moyennes approximatives, et les marques (·) en demandent 20"));
}

TEST_CASE("the answer of any number of policies takes at most 39 lines, and says what it leaves out")
{
    for (auto const language : {Language::en, Language::fr})
        for (std::size_t const policies : {1U, 2U, 6U, 9U, 20U, 40U}) {
            CAPTURE(policies);
            auto s = summary_of(std::vector<double>(policies, 4), 24);
            for (auto& scenario : s.plan.scenarios) {
                scenario.title_en = "A policy with a title " + std::string(1000, 'x');
                scenario.title_fr = scenario.title_en;
            }
            auto const text = format_answer(make_answer(s, nullptr, language), language);
            CHECK(lines(text) <= kAnswerLines);
            if (policies == 40) CHECK_THAT(text, Contains("--table full, "));
        }
}

TEST_CASE("lines of the answer fit a terminal")
{
    auto const text = format_answer(make_answer(summary_of({4, 40, 900}, 24), nullptr, Language::en), Language::en);
    std::size_t from = 0;
    for (auto to = text.find('\n'); to != std::string::npos; from = to + 1, to = text.find('\n', from))
        CHECK(columns_of(text.substr(from, to - from)) <= kAnswerWidth + 6);
}

TEST_CASE("each policy is looked at after its own years, and another cohort is withheld")
{
    auto plan = made_up_plan(3, 24);
    for (auto& scenario : plan.scenarios) scenario.end_month = 191;
    plan.end_month = 191;
    plan.scenarios[2].policy_month = 84;  // 2026-01
    CHECK(table_dates(plan, 1) == std::vector<int>{71, 119, 179});
    CHECK(table_dates(plan, 2) == std::vector<int>{95, 143, 191});
    CHECK(table_dates(plan) == std::vector<int>{71, 95, 119, 143, 179, 191});
    CHECK(policy_start(plan) == 60);
    SummaryRecorder recorder;
    recorder.begin(plan);
    for (auto const& run : planned_runs(plan)) {
        auto o = with_active(plan, run.scenario, 100 + run.replicate % 3 + run.scenario);
        fill(o, "cohort_present", 100);
        fill(o, "cohort_chosen", 50 + run.scenario);
        recorder.write(run, o);
    }
    auto const& s = recorder.summary();
    auto const answer = make_answer(s, nullptr, Language::en);
    REQUIRE(answer.policies.size() == 2);
    CHECK(answer.policies[0].date == 179);
    CHECK(answer.policies[0].years == 10);
    CHECK(answer.policies[1].date == 191);
    CHECK(answer.policies[1].years == 9);
    CHECK_THAT(answer.context, Contains("each policy at its own date"));
    int const last = static_cast<int>(s.dates.size()) - 1;
    CHECK(effect(s, 1, last, indicator::cohort_chosen_).mean.mean == Approx(1));
    CHECK(effect(s, 2, last, indicator::cohort_chosen_).mean.values == 0);
    CHECK(effect(s, 2, last, indicator::active_).mean.values == 24);
}

TEST_CASE("the rule of quotation has one wording, of the marks that occur")
{
    for (auto const language : {Language::en, Language::fr}) {
        auto const all = quoting_rule({"▨", "□", "■", "·"}, language), one = quoting_rule({"", "", "", "·"}, language);
        auto text = format_answer(make_answer(summary_of({40}, 24), nullptr, language), language);
        std::replace(text.begin(), text.end(), '\n', ' ');
        CHECK_THAT(text, Contains(one) && !Contains("▨"));  // nothing else occurs without a twin from the priors
        for (auto const* mark : {"▨", "□", "■", "·"}) CHECK_THAT(all, Contains(mark));
    }
}
