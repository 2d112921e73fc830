// Tables of a report: what they take, and how CSV and JSON write them.
#include "analysis/report/table.hpp"

#include <catch2/catch.hpp>
#include <limits>

using namespace cptsim;

namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

std::string json(ReportTable const& table) { return tables_json(std::span(&table, 1)); }

}  // namespace

TEST_CASE("a table is CSV with names and codes, five digits, and nothing for what does not exist", "[report]")
{
    ReportTable table("t", texts("why"), named("who", {"gp", "nurse"}), months(), wholes("n"), for_page(reals("x")),
                      reals("y"), truths("sure"));
    table.add("a, b", 1, 71, 24, 1.5, 2.0 / 3, true);
    table.add(std::string(), 0, 0, kNothing, 1, -0.0, std::optional<bool>());
    table.add("c", 0, 13, 1'000'000, std::array{1.0, 1e300 * 1e300}, false);
    CHECK(table.rows() == 3);
    CHECK(table_csv(table) ==
          "why,who,month,n,y,sure\n\"a, b\",nurse,2024-12,24,0.66667,true\n,gp,2019-01,,0,\n"
          "c,gp,2020-02,1000000,,false\n");
    CHECK(json(table) == R"({"t":{"why":["a, b","","c"],"who":[1,0,0],"month":[71,0,13],"n":[24,null,1000000],)"
                         R"("x":[1.5,1,1],"y":[0.66667,0,null],"sure":[true,null,false]}})");
}

TEST_CASE("the page is spared cells that come again, where that is shorter", "[report]")
{
    ReportTable table("t", wholes("block"), texts("word", "long"), wholes("own"));
    for (int i = 0; i < 6; ++i) table.add(i / 3, i % 2 == 0 ? "even" : "odd", "<same>", i);
    CHECK(json(table) == R"({"t":{"block":{"runs":[0,3,1,3]},"word":{"words":["even","odd"],"at":[0,1,0,1,0,1]},)"
                         R"("long":{"words":["\u003Csame\u003E"],"at":{"runs":[0,6]}},"own":[0,1,2,3,4,5]}})");
    CHECK(json(ReportTable("none", reals("x"), texts("y"))) == R"({"none":{"x":[],"y":[]}})");
}

TEST_CASE("a row that does not fit its table is our mistake", "[report]")
{
    ReportTable table("t", texts("a"), reals("b"));
    CHECK_THROWS_AS(table.add("x"), std::logic_error);
    CHECK_THROWS_AS(ReportTable(table).add("x", 1, 2), std::logic_error);
    CHECK_THROWS_AS(ReportTable("t", reals("b")).add("x"), std::logic_error);
    CHECK_THROWS_AS(ReportTable("t", texts("b")).add(1), std::logic_error);
}
