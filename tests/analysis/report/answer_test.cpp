// The answer is never stronger than its predictive intervals.
#include "analysis/report/answer.hpp"

#include <catch2/catch.hpp>

#include "tests/analysis/report/made_up_report.hpp"

using namespace cptsim;
using Catch::Contains;

namespace {

Effect with(double low, double high, int values)
{
    Effect e;
    e.predictive = {low, high};
    e.mean.values = values;
    e.positive = values;
    return e;
}

std::vector<std::string> answers(MadeUpReport const& report, Language language = Language::en)
{
    return answer_sentences(report.summary(), nullptr, 1, language);
}

}  // namespace

TEST_CASE("a change is called only where its predictive interval leaves out zero", "[report]")
{
    CHECK(verdict(with(0.1, 2, 24)) == Verdict::higher);
    CHECK(verdict(with(-2, -0.1, 24)) == Verdict::lower);
    CHECK(verdict(with(-0.1, 2, 24)) == Verdict::unclear);
    CHECK(verdict(with(0, 2, 24)) == Verdict::unclear);
    CHECK(verdict(with(-2, 0, 24)) == Verdict::unclear);
    CHECK(verdict(with(0.1, 2, kDrawsForSign - 1)) == Verdict::too_few);
    CHECK(verdict(with(kNaN, kNaN, 0)) == Verdict::missing);
    auto same = with(0, 0, 24);
    same.positive = 0;
    same.tied = 24;
    CHECK(verdict(same) == Verdict::identical);
}

TEST_CASE("five sentences say what rises, what is the same, and what cannot be told from zero", "[report]")
{
    MadeUpReport const report;
    auto const said = answers(report);
    REQUIRE(said.size() == 5);
    CHECK_THAT(said[0],
               Contains("Membership (December 2026): nominal membership is higher by 24.0 points (from +24.0"));
    CHECK_THAT(said[1], Contains("the number of active members is higher by 4.00 per 100 eligible"));
    CHECK_THAT(said[2],
               Contains("of the share of earlier members who are still members by choice nothing can be said"));
    CHECK_THAT(said[3], Contains("for the share of free riders among members the change is not distinguishable from "
                                 "zero (from \u22122.00 to +2.00 points)"));
    CHECK_THAT(said[4], Contains("the public cost is the same in every replicate"));
}

TEST_CASE("the sentences are French where asked", "[report]")
{
    auto const said = answers(MadeUpReport(), Language::fr);
    REQUIRE(said.size() == 5);
    CHECK_THAT(said[0], Contains("Adhésion (décembre 2026) : l'adhésion nominale augmente de 24,0 points (de +24,0"));
    CHECK_THAT(said[3],
               Contains("pour la part des passagers clandestins parmi les membres, l'écart ne se distingue pas"));
}

TEST_CASE("few replicates give no finding, and a caution", "[report]")
{
    MadeUpReport const report(40, 8);
    CHECK_THAT(answers(report)[1], Contains("8 replicates are too few for a finding"));
    CHECK_THAT(answers(report)[1], !Contains("is higher"));
    auto const said = cautions(report.summary(), nullptr, Language::en);
    REQUIRE(said.size() == 2);
    CHECK_THAT(said[0], Contains("fixed at their defaults"));
    CHECK_THAT(said[1], Contains("There are 8 replicates; under 20"));
}

TEST_CASE("a sign that the draws before data all have is said to be assumed", "[report]")
{
    MadeUpReport const report;
    auto drawn = report.summary();
    drawn.plan.parameter_source = ParameterSource::prior;
    CHECK_THAT(answer_sentences(drawn, nullptr, 1, Language::en)[1], Contains(")*"));
    CHECK_THAT(answers(report)[1], !Contains("*") && !Contains("†"));
}

TEST_CASE("a size to which the data add little is said to be driven by assumption", "[report]")
{
    auto after = MadeUpReport().summary();
    after.plan.parameter_source = ParameterSource::posterior;
    auto before = after;
    before.plan.parameter_source = ParameterSource::prior;
    // The effect on active members in even and in odd replicates: before any data of either sign.
    auto const set = [](Summary& s, double even, double odd) {
        int const active = indicator::active_, last = static_cast<int>(s.dates.size()) - 1;
        for (int r = 0; r < s.plan.replicates; ++r) {
            auto const run = static_cast<std::size_t>(s.plan.replicates + r);
            auto const cell = (run * s.dates.size() + static_cast<std::size_t>(last)) * indicators().size();
            s.values[cell + static_cast<std::size_t>(active)] = s.value(0, r, last, active) + (r % 2 == 0 ? even : odd);
        }
    };
    auto const clause = [&] {
        auto const text = answer_sentences(after, &before, 1, Language::en)[1];
        return text.substr(0, text.find(';'));
    };
    set(before, 5, -5);
    set(after, 12, 2);  // the same variance
    CHECK_THAT(clause(), Contains("is higher by 7.0 per") && Contains(")†"));
    set(after, 8, 6);  // a 25th of it
    CHECK_THAT(clause(), Contains("is higher by 7.00") && !Contains("†") && !Contains("*"));
    set(before, 16, 4);  // one sign, whose size the data contract
    CHECK_THAT(clause(), Contains(")*"));
    set(before, 6, 4);
    CHECK_THAT(answer_sentences(after, &before, 1, Language::en)[1], Contains(")†*"));
    set(before, 5, -5);
    set(after, 5, -5);
    CHECK_THAT(clause(), Contains("not distinguishable from zero") && Contains(")†"));
}

TEST_CASE("runs that end before the policy has lasted to a December give no answer", "[report]")
{
    auto plan = made_up_plan(2, 4);
    plan.end_month = 50;
    SummaryRecorder recorder;
    recorder.begin(plan);
    CHECK(answer_sentences(recorder.summary(), nullptr, 1, Language::en).empty());
}
