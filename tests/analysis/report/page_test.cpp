// The page: whole JSON, hostile titles as text, scripts allowed by their hashes alone.
#include "analysis/report/page.hpp"

#include <catch2/catch.hpp>
#include <regex>

#include "analysis/report/first_page.hpp"
#include "analysis/report/page_files.hpp"
#include "sim/files/digest.hpp"
#include "tests/analysis/report/made_up_report.hpp"

using namespace cptsim;
using Catch::Contains;

namespace {

bool skip_json(std::string const& text, std::size_t& at);
bool skip_text(std::string const& text, std::size_t& at)
{
    while (at < text.size() && text[at] == '\n') ++at;
    return at < text.size() && text[at] == '"' && skip_json(text, at);
}

/// Reads one JSON value from `at` on; false where there is none.
bool skip_json(std::string const& text, std::size_t& at)
{
    auto const take = [&](char c) { return at < text.size() && text[at] == c && ++at > 0; };
    while (at < text.size() && text[at] == '\n') ++at;
    if (take('"')) {
        while (at < text.size() && text[at] != '"') at += text[at] == '\\' ? 2 : 1;
        return take('"');
    }
    char const close = take('{') ? '}' : take('[') ? ']' : '\0';
    if (close != '\0') {
        if (take(close)) return true;
        do {
            if (close == '}' && !(skip_text(text, at) && take(':'))) return false;
            if (!skip_json(text, at)) return false;
        } while (take(','));
        return take(close);
    }
    static std::regex const word("null|true|false|-?[0-9]+(\\.[0-9]+)?(e[+-][0-9]+)?");
    std::smatch found;
    auto const from = text.begin() + static_cast<std::ptrdiff_t>(at);
    if (!std::regex_search(from, text.end(), found, word, std::regex_constants::match_continuous)) return false;
    at += static_cast<std::size_t>(found.length());
    return true;
}

bool is_json(std::string const& text)
{
    std::size_t at = 0;
    return skip_json(text, at) && at == text.size();
}

std::size_t count(std::string const& text, std::string const& what)
{
    std::size_t n = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++n;
    return n;
}

std::string const kHostile = "</script><script>alert(1)</script>\"'{{data}}<!--\xFF";

}  // namespace

TEST_CASE("the numbers of a report are whole JSON in both languages", "[report]")
{
    MadeUpReport const report;
    for (auto const language : {Language::en, Language::fr}) {
        auto const json = tables_json(run_tables(report.input(), language));
        CHECK(is_json(json));
        CHECK_THAT(json, Contains("\"by_month\":{\"indicator\":") && Contains("\"territories\":{"));
    }
    CHECK(!is_json("{\"a\":1,}"));
    CHECK(!is_json("[1 2]"));
    CHECK(!is_json("[NaN]"));
}

TEST_CASE("launches that lack what a section needs leave it empty", "[report]")
{
    // No December at all, no second scenario, one replicate.
    auto plan = made_up_plan(1, 1);
    plan.end_month = 5;
    SummaryRecorder summary;
    ReportRecorder series;
    summary.begin(plan);
    series.begin(plan);
    auto const o = made_up_observation(plan, 0);
    summary.write({0, 0, 0}, o);
    series.write({0, 0, 0}, o);
    ReportInput input;
    input.summary = &summary.summary();
    input.series = &series.series();
    auto const tables = run_tables(input, Language::en);
    CHECK(is_json(tables_json(tables)));
    for (auto const& table : tables)
        for (auto const* name : {"compared", "effects", "who_changed", "drivers", "distribution", "by_territory"})
            if (table.name() == name) CHECK(table.rows() == 0);
    // An interrupted launch: no run was finished.
    SummaryRecorder none;
    ReportRecorder none_series;
    auto const whole = made_up_plan(2, 4);
    none.begin(whole);
    none_series.begin(whole);
    input.summary = &none.summary();
    input.series = &none_series.series();
    CHECK(is_json(tables_json(run_tables(input, Language::fr))));
}

TEST_CASE("hostile titles are text, and nothing but the page's own scripts may run", "[report]")
{
    MadeUpReport const report(40, 24, kHostile);
    auto const page = report_page(report.input(), Language::en);
    CHECK(count(page, "<script>alert") == 0);
    // In the question, as a label: the title shown whole is that of the data.
    CHECK_THAT(page, Contains("&lt;/script&gt;&lt;script&gt;alert(1)"));
    CHECK_THAT(page,
               Contains("sha256-" + sha256_base64(page_style())) && Contains("<style>" + page_style() + "</style>"));
    CHECK_THAT(page, Contains("default-src &#39;none&#39;") && !Contains("unsafe"));
    CHECK(count(page, "http-equiv=\"Content-Security-Policy\"") == 1);
    CHECK(count(page, " style=\"") == 0);  // the policy would not have it
    if (!has_charts()) {
        CHECK(count(page, "<script") == 0);
        return;
    }
    auto const script = "'use strict';\n(function () {\n" + page_base() + page_run_script() + "})();\n";
    // The data, the library, the script, and no more.
    CHECK(count(page, "<script") ==
          3 + count(page_chart_library(), "<script") + count(page_base() + page_run_script(), "<script"));
    for (auto const& allowed : {page_chart_library(), script})
        CHECK_THAT(page, Contains("sha256-" + sha256_base64(allowed)) && Contains("<script>" + allowed + "</script>"));
}

TEST_CASE("the first page needs no script, and no number in it lacks its range", "[report]")
{
    MadeUpReport const report;
    auto const answer = make_answer(report.summary(), nullptr, Language::en);
    auto const note = first_page(answer, report.summary().plan, report.input().identity, Language::en);
    CHECK(count(note, "<script") == 0);
    CHECK(count(note, "<li><p><strong>") == answer.sentences.size());
    auto const french = first_page(make_answer(report.summary(), nullptr, Language::fr), report.summary().plan,
                                   report.input().identity, Language::fr);
    CHECK(count(french, "&amp;#") == 0);  // nothing is escaped twice
    CHECK(count(french, "Pour citer") == 1);
    for (auto const* part : {"id=\"answer\"", "id=\"matrix\"", "id=\"budget\"", "id=\"unsaid\""})
        CHECK(count(note, part) == 1);
    // A cell with a mean has a range under it.
    std::regex const bare("<span class=\"v\">[^\u2013<][^<]*</span></td>");
    CHECK_FALSE(std::regex_search(note, bare));
    CHECK(count(note, "<table class=\"pl\">") == kAnswerDrawn);
}

TEST_CASE("the first page stands with long titles, many policies, one replicate or no policy", "[report]")
{
    auto const note_of = [](Plan const& plan) {
        SummaryRecorder recorder;
        recorder.begin(plan);
        for (auto const& run : planned_runs(plan))
            recorder.write(run, with_active(plan, run.scenario, 100 + run.replicate + 5 * run.scenario));
        auto const answer = make_answer(recorder.summary(), nullptr, Language::fr);
        return first_page(answer, plan, {}, Language::fr) + money_by_year(recorder.summary(), answer, Language::fr);
    };
    auto plan = made_up_plan(21, 16);
    for (auto& scenario : plan.scenarios) scenario.title_fr.assign(1024, 'x').append(" <b>");
    auto const many = note_of(plan);
    CHECK(count(many, "<b>x") == 0);
    CHECK(count(many, std::string(100, 'x')) == 0);
    CHECK(count(many, "class=\"pc c0\"") > 0);  // colours stop, rows go on
    CHECK_THAT(note_of(made_up_plan(2, 1)),
               Contains("1 simulation\u00A0: trop peu pour conclure") && !Contains("class=\"d\""));
    CHECK_THAT(note_of(made_up_plan(1, 16)), Contains("Aucune politique à comparer"));
    auto one = made_up_plan(2, 16);
    one.territories.rows.resize(1);
    CHECK_THAT(note_of(one), Contains("membres actifs de plus"));
}

TEST_CASE("a page of English words holds no French ones, and the other way round", "[report]")
{
    if (!has_charts()) return;
    MadeUpReport const report;
    auto const en = report_page(report.input(), Language::en);
    auto const fr = report_page(report.input(), Language::fr);
    CHECK_THAT(en, Contains("<html lang=\"en\">") && Contains(">Who changed<") && !Contains("Qui entre, qui sort"));
    CHECK_THAT(fr, Contains("<html lang=\"fr\">") && Contains(">Qui entre, qui sort<") && !Contains("Who changed"));
}
