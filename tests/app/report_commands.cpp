// report, and run --report, called as a user calls them.
#include <catch2/catch.hpp>

#include "analysis/report/page.hpp"
#include "tests/app/program.hpp"
#include "tests/docs/documents.hpp"
#include "tests/sim/results/results_sample.hpp"

using namespace cptsim;
using Catch::Contains;
using test::run_program;

TEST_CASE("a build without charts writes the note, and says how to get the charts", "[report]")
{
    if (has_charts()) return;
    test::Folder const folder;
    sample::write(folder.path("r.h5"), sample::plan());
    CHECK(run_program(folder, "report r.h5 -o r.html").status == 0);
    auto const page = test::text_of(folder.path("r.html"));
    CHECK_THAT(page, Contains("built without Chart.js (apt-get install libjs-chart.js") && !Contains("<script"));
    sample::write_sweep(folder.path("m.h5"), sample::sweep_grid(), {});
    auto const said = run_program(folder, "report m.h5 -o m.html");
    CHECK(said.status == 2);
    CHECK_THAT(said.err, Contains("apt-get install libjs-chart.js, and build again?"));
}

TEST_CASE("report writes a page in either language, and never over another file", "[report]")
{
    test::Folder const folder;
    auto const digest = sample::write(folder.path("r.h5"), sample::plan());
    auto const said = run_program(folder, "report r.h5 -o r.html");
    CAPTURE(said.err);
    CHECK(said.status == 0);
    CHECK(said.out == "r.html\n");
    auto const page = test::text_of(folder.path("r.html"));
    CHECK_THAT(page,
               Contains("<html lang=\"en\">") && Contains(digest.substr(0, 12)) && Contains("Title of valletoux"));
    CHECK(run_program(folder, "report r.h5 -o r.html").status == 2);
    CHECK(run_program(folder, "report r.h5 -o r.html --force --lang fr").status == 0);
    CHECK_THAT(test::text_of(folder.path("r.html")), Contains("<html lang=\"fr\">"));
    CHECK(run_program(folder, "report absent.h5 -o other.html").status == 2);
    CHECK(run_program(folder, "report r.h5").status == 2);
}

TEST_CASE("report says what is wrong with contours, and writes no page then", "[report]")
{
    test::Folder const folder;
    sample::write(folder.path("r.h5"), sample::plan());
    auto const fault = [&](std::string const& arguments) {
        auto const said = run_program(folder, "report " + arguments + " -o r.html --lang en");
        CHECK(said.status == 2);
        CHECK(said.out.empty());
        return said.err;
    };
    CHECK_THAT(fault("r.h5 --contours absent.geojson"), Contains("absent.geojson: "));
    folder.write("c.geojson", "{}");
    CHECK_THAT(fault("r.h5 --contours c.geojson"), Contains("names no departments"));
    sample::write_sweep(folder.path("m.h5"), sample::sweep_grid(), {});
    CHECK_THAT(fault("m.h5 --contours c.geojson"), Contains("--contours: is for the map of a launch"));
    CHECK(run_program(folder, "report r.h5 -o r.html").status == 0);  // nothing was left behind
}

TEST_CASE("run refuses a report that is there before it runs anything", "[report]")
{
    test::Folder const folder;
    folder.write("r.html", "mine");
    auto const said = run_program(folder, "run baseline --population alsace --until 2019-02 --report r.html --quiet");
    CHECK(said.status == 2);
    CHECK(said.out.empty());
    CHECK(test::text_of(folder.path("r.html")) == "mine");
}

TEST_CASE("run writes the report that its result file gives again", "[report]")
{
    if (!has_charts()) return;
    test::Folder const folder;
    auto const said = run_program(folder,
                                  "run baseline valletoux --population alsace --replicates 2 --until 2024-12 "
                                  "--parameters prior --quiet --lang en -o r.h5 --report a.html");
    CAPTURE(said.err);
    REQUIRE(said.status == 0);
    CHECK_THAT(said.err, Contains("Report: a.html\n"));
    REQUIRE(run_program(folder, "report r.h5 -o b.html --lang en").status == 0);
    auto const data_of = [&](char const* name) {
        auto const page = test::text_of(folder.path(name));
        auto const from = page.find("\"effects\":{");
        REQUIRE(from != std::string::npos);
        return page.substr(from, page.find("\"identity\":{", from) - from);
    };
    CHECK((data_of("a.html") == data_of("b.html")));
}
