// The tables of a report: the numbers of its page, no others.
#include "analysis/report/tables.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>

#include "analysis/report/numbers.hpp"
#include "tests/analysis/report/made_up_report.hpp"

using namespace cptsim;
using Catch::Contains;

namespace {

ReportTable const& table_of(std::vector<ReportTable> const& tables, std::string const& name)
{
    auto const found = std::find_if(tables.begin(), tables.end(), [&](auto const& t) { return t.name == name; });
    REQUIRE(found != tables.end());
    return *found;
}

/// A JSON list of what a column holds in the rows that begin with these texts.
std::string column_of(ReportTable const& table, std::string const& column, std::vector<std::string> const& start)
{
    auto const at = std::find(table.columns.begin(), table.columns.end(), column) - table.columns.begin();
    std::string list;
    for (auto const& row : table.rows)
        if (std::equal(start.begin(), start.end(), row.begin()))
            list += (list.empty() ? "" : ",") + row.at(static_cast<std::size_t>(at));
    return '[' + list + ']';
}

}  // namespace

TEST_CASE("tables of a report have the numbers of its charts, digit by digit", "[report]")
{
    MadeUpReport const report;
    auto const tables = report_tables(report.input());
    auto const json = report_json(report.input(), Language::en);
    CHECK(tables.size() == 13);
    for (auto const& table : tables)
        for (auto const& row : table.rows) REQUIRE(row.size() == table.columns.size());

    // A fan that has values in all months: five lists of the page are five columns of the table.
    auto const& months = table_of(tables, "by_month");
    std::string fan = "{\"scenario\":1,\"q\":[";
    for (auto const* column : {"q05", "q25", "q50", "q75", "q95"})
        fan += column_of(months, column, {"active", "policy_1"}) + (column == std::string("q95") ? "]}" : ",");
    CHECK(std::count(fan.begin(), fan.end(), ',') > 5 * 90);
    CHECK_THAT(json, Contains(fan));
    auto wrong = fan;
    wrong[wrong.find_last_of("0123456789")] ^= 1;
    CHECK_THAT(json, !Contains(wrong));

    // Effects: mean, error, interval, replicates and signs of each cell.
    auto const& effects = table_of(tables, "effects");
    std::size_t compared = 0;
    for (auto const& row : effects.rows) {
        auto const word = [&](std::size_t i) { return row[i].empty() ? "null" : row[i]; };
        auto const cell = "\"reference\":" + word(3) + ",\"effect\":[" + word(4) + ',' + word(5) + ',' + word(6) + ',' +
                          word(7) + ',' + word(8) + ',' + word(9) + ',';
        CAPTURE(row[1], row[2], cell);
        CHECK_THAT(json, Contains(cell));
        compared += row[4] != "0" && !row[4].empty();
    }
    CHECK(compared >= 10);

    for (auto const& row : table_of(tables, "by_territory").rows) CHECK_THAT(json, Contains('[' + row[4] + ','));
    CHECK(table_of(tables, "by_place").rows.size() == 2 * 4 * kPlaceMeasures);
    CHECK(table_of(tables, "by_profession").rows.size() == 2 * kProfessionIndicators.size() * kProfessions);
}

TEST_CASE("a histogram holds every replicate once, in bins that all scenarios share", "[report]")
{
    auto const plan = made_up_plan(3, 24);
    SummaryRecorder summary;
    ReportRecorder series;
    summary.begin(plan);
    series.begin(plan);
    for (auto const& run : planned_runs(plan)) {  // effects 0, 1, ... 23 per 1,000, and three times as many
        auto const o = with_active(plan, run.scenario,
                                   100 + std::array{0, 1, 3}[static_cast<std::size_t>(run.scenario)] * run.replicate);
        summary.write(run, o);
        series.write(run, o);
    }
    auto const histogram = effect_histogram(summary.summary(), indicator_index("active"));
    REQUIRE(histogram);
    CHECK(histogram->edges.size() == 11);
    CHECK(histogram->edges.front() == Approx(0).margin(1e-9));
    CHECK(histogram->edges.back() == Approx(6.9));
    CHECK(histogram->counts[0] == std::vector<int>{7, 7, 7, 3, 0, 0, 0, 0, 0, 0});
    CHECK(histogram->counts[1] == std::vector<int>{3, 2, 2, 3, 2, 2, 3, 2, 2, 3});
    CHECK(!effect_histogram(summary.summary(), indicator_index("dormant")));
    ReportInput input;
    input.summary = &summary.summary();
    input.series = &series.series();
    auto const tables = report_tables(input);
    auto const& bins = table_of(tables, "distribution");
    CHECK(column_of(bins, "replicates", {"active", "policy_1"}) == "[7,7,7,3,0,0,0,0,0,0]");
    CHECK_THAT(report_json(input, Language::fr), Contains("\"counts\":[7,7,7,3,0,0,0,0,0,0]"));
}

TEST_CASE("launches without a policy or a finished run have tables without rows", "[report]")
{
    auto const plan = made_up_plan(2, 4);
    SummaryRecorder none;
    ReportRecorder series;
    none.begin(plan);
    series.begin(plan);
    ReportInput input;
    input.summary = &none.summary();
    input.series = &series.series();
    for (auto const& table : report_tables(input)) {
        CAPTURE(table.name);
        CHECK(table.columns.size() > 4);
        for (auto const& row : table.rows) CHECK(std::find(row.begin(), row.end(), "nan") == row.end());
    }
    CHECK(table_of(report_tables(input), "by_month").rows.empty());
    CHECK(table_of(report_tables(input), "distribution").rows.empty());
    CHECK(table_of(report_tables(input), "observed").rows.empty());
}
