// The page of a study: whole JSON, words in both languages, holes told, hostile titles as text.
#include <catch2/catch.hpp>

#include "analysis/report/page.hpp"
#include "analysis/report/study_money.hpp"
#include "tests/analysis/sweep/made_up_sweep.hpp"

using namespace cptsim;
using namespace cptsim::test;
using Catch::Contains;

namespace {

/// Two scenarios, two factors, made-up results.
struct MadeUpStudy {
    explicit MadeUpStudy(int points, std::size_t left_out = 0) : sweep(wider(points)), outcomes(sweep)
    {
        std::size_t width = 0;
        for (auto const& field : kept_fields(sweep.kept, sweep.plan)) width += field.source.size();
        for (std::size_t run = 0; run + left_out < sweep.runs(); ++run) {
            std::vector<float> values;
            for (std::size_t i = 0; i < width; ++i) values.push_back(100 + static_cast<float>((run * 7 + i * 13) % 31));
            outcomes.add(run, values);
        }
    }
    static Sweep wider(int points)
    {
        auto sweep = made_up_sweep(points, 3);
        sweep.kept.observables = {observable_index("eligible"), observable_index("active"), observable_index("board")};
        for (std::size_t p = 0; p < sweep.design.size(); ++p)  // not along a line
            sweep.design[p][1] = 0.008 + 0.02 * static_cast<double>(p * 7 % sweep.design.size()) / points;
        std::sort(sweep.kept.observables.begin(), sweep.kept.observables.end());
        return sweep;
    }
    [[nodiscard]] StudyReportInput input() const
    {
        StudyReportInput input;
        input.outcomes = &outcomes;
        input.method = "sobol";
        for (auto const& point : sweep.design)
            input.design.push_back({(point[0] - 30) / 70, (point[1] - 0.008) / 0.02});
        input.identity.file = "study.h5";
        return input;
    }
    Sweep sweep;
    StudyOutcomes outcomes;
};

std::string study_json(StudyReportInput const& input, Language language)
{
    return tables_json(study_tables(input, language));
}

}  // namespace

TEST_CASE("a study's numbers are series of levels and differences over the groups of each factor", "[report]")
{
    MadeUpStudy const study(40);
    auto const json = study_json(study.input(), Language::en);
    CHECK_THAT(json, Contains("\"series\":{\"scenario\":[0,1,1],\"is_effect\":[false,false,true]}"));
    CHECK_THAT(json, Contains("\"path\":[\"levers.hourly_indemnity.2020-01\"") && Contains("\"unit\":[\"EUR/h\""));
    CHECK_THAT(json,
               Contains("\"outcomes\":{\"id\":[\"active\"") && Contains("\"pairs\":{\"down\":[0],\"across\":[1]}"));
    CHECK_THAT(json, Contains("\"name\":{\"words\":[\"slope\",\"slope_low\""));
    CHECK(json.find("nan") == std::string::npos);
    CHECK_THAT(study_json(study.input(), Language::fr), Contains("membres actifs"));
}

TEST_CASE("a study that cannot say something says so", "[report]")
{
    auto hollow = MadeUpStudy(40).sweep;
    hollow.kept.months = {5};
    StudyOutcomes const none(hollow);
    auto input = MadeUpStudy(40).input();
    input.outcomes = &none;
    input.missing = hollow.runs();
    CHECK_THAT(study_json(input, Language::en), Contains("\"outcomes\":{\"id\":[],") && Contains("\"missing\":[240]"));

    MadeUpStudy const few(3);
    auto const json = study_json(few.input(), Language::en);
    CHECK_THAT(json, Contains("\"kind\":{\"words\":[\"none\"],"));  // three points for two factors allow no regression
}

TEST_CASE("a study's hostile title is text, and without a title the scenarios have theirs", "[report]")
{
    if (!has_charts()) return;
    MadeUpStudy study(10);
    study.sweep.title_en = study.sweep.text = "</script><script>alert(1)</script>{{data}}";
    auto const page = study_page(study.input(), Language::en);
    CHECK_THAT(page, !Contains("<script>alert") && Contains("<title>&lt;/script&gt;") && Contains("\\u003C/script"));
    CHECK_THAT(study_page(study.input(), Language::fr), Contains("<title>&lt;/script&gt;"));
    study.sweep.title_en.clear();
    CHECK_THAT(study_page(study.input(), Language::en), !Contains("<title> ") && Contains("<title>"));
    CHECK_THAT(page, Contains(">Which factor moves what<") && !Contains("Quel facteur"));
}

TEST_CASE("a study of one amount says what a sum would buy, any other says why not", "[report]")
{
    CHECK_THAT(study_purchases(MadeUpStudy(10).outcomes, Language::en).at(0), Contains("does not keep public_cost"));
    auto sweep = made_up_sweep(3, 24);
    sweep.kept.observables = {observable_index("hours_paid"), observable_index("hours_unpaid"),
                              observable_index("public_cost")};
    sweep.kept.months.clear();
    for (int month = 0; month < 24; ++month) sweep.kept.months.push_back(month);
    auto const outcomes_of = [](Sweep const& of) {
        StudyOutcomes outcomes(of);
        for (std::size_t number = 0; number < of.runs(); ++number) {
            auto const run = of.run(number);
            auto const more =
                static_cast<float>(run.scenario * run.point);  // a point more: 1 M EUR and 100 h a month more
            std::vector<float> values;
            for (auto const& field : kept_fields(of.kept, of.plan))
                values.insert(values.end(), field.source.size(),
                              field.observable == observable_index("public_cost")  ? 1e6F * (1 + more)
                              : field.observable == observable_index("hours_paid") ? 100 * (1 + more)
                                                                                   : 0);
            outcomes.add(number, values);
        }
        return study_purchases(outcomes, Language::en);
    };
    CHECK_THAT(outcomes_of(sweep).at(0), Contains("a study whose one factor is the amount of a lever"));
    std::erase_if(sweep.factors, [](auto const& factor) { return factor.kind != SweepFactor::Kind::lever; });
    sweep.design = {{30}, {60}, {90}};
    // 12 M EUR a year for each point: 10 lie at 5/6 of the way to 1,200 h.
    CHECK_THAT(outcomes_of(sweep).at(0),
               Contains("between “30 EUR/h” and “60 EUR/h”: 1,000 more hours a year for the CPTS (from 1,000"));
}
