// The tables of a report: the numbers of its page, no others.
#include "analysis/report/summary_tables.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "analysis/report/numbers.hpp"
#include "tests/analysis/report/made_up_report.hpp"

using namespace cptsim;
using Catch::Contains;

namespace {

ReportTable const& table_of(std::vector<ReportTable> const& tables, std::string const& name)
{
    auto const found = std::find_if(tables.begin(), tables.end(), [&](auto const& t) { return t.name() == name; });
    REQUIRE(found != tables.end());
    return *found;
}

std::vector<double> const& numbers(ReportTable const& table, std::string const& column)
{
    auto const found =
        std::find_if(table.columns().begin(), table.columns().end(), [&](auto const& c) { return c.name == column; });
    REQUIRE(found != table.columns().end());
    return found->numbers;
}

}  // namespace

TEST_CASE("tables of a report have the numbers of its launch", "[report]")
{
    MadeUpReport const report;
    auto const tables = summary_tables(report.input());
    CHECK(tables.size() == 14);

    // The effect that the table of the terminal shows, at its last date.
    auto const e = effect(report.summary(), 1, 1, indicator::active_);
    CHECK(e.mean.mean == Approx(4));
    auto const& effects = table_of(tables, "effects");
    CHECK_THAT(table_csv(effects),
               Contains("\npolicy_1,active,2026-12,") && Contains(",4,") && Contains(",4,4,24,24,0,,,,\n"));
    CHECK(numbers(effects, "mean")[1] == e.mean.mean);
    CHECK(numbers(effects, "positive")[1] == 24);

    // A chart that has values in all months, of the reference and of the policy.
    auto const& months = table_of(tables, "by_month");
    CHECK_THAT(table_csv(months), Contains("\nactive,policy_1,2026-12,"));
    auto const& indicators = numbers(months, "indicator");
    CHECK(std::count(indicators.begin(), indicators.end(), indicator::active_) == 2 * 96);
    for (auto const* column : {"q05", "q25", "q50", "q75", "q95"}) CHECK(!std::isnan(numbers(months, column).front()));

    CHECK(table_of(tables, "by_place").rows() == 2 * 4 * kPlaceMeasures);
    CHECK(table_of(tables, "by_profession").rows() == 2 * kProfessionIndicators.size() * kProfessions);
    CHECK(table_of(tables, "by_territory").rows() == 2 * kPlaceDormant);
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
    auto const histogram = effect_histogram(summary.summary(), indicator::active_);
    REQUIRE(histogram);
    CHECK(histogram->edges.size() == 11);
    CHECK(histogram->edges.front() == Approx(0).margin(1e-9));
    CHECK(histogram->edges.back() == Approx(6.9));
    CHECK(histogram->counts[0] == std::vector<int>{7, 7, 7, 3, 0, 0, 0, 0, 0, 0});
    CHECK(histogram->counts[1] == std::vector<int>{3, 2, 2, 3, 2, 2, 3, 2, 2, 3});
    CHECK(!effect_histogram(summary.summary(), indicator::dormant_));
    ReportInput input;
    input.summary = &summary.summary();
    input.series = &series.series();
    auto const tables = summary_tables(input);
    auto const& bins = table_of(tables, "distribution");
    CHECK(std::vector<double>(numbers(bins, "replicates").begin(), numbers(bins, "replicates").begin() + 10) ==
          std::vector<double>{7, 7, 7, 3, 0, 0, 0, 0, 0, 0});
    CHECK_THAT(table_csv(bins), Contains("\nactive,policy_1,0,0.69,7\n"));
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
    auto const tables = summary_tables(input);
    for (auto const& table : tables) {
        CAPTURE(table.name());
        CHECK(table.columns().size() > 4);
        CHECK_THAT(table_csv(table), !Contains("nan"));
    }
    for (auto const* name : {"by_month", "distribution", "observed"}) CHECK(table_of(tables, name).rows() == 0);
}
