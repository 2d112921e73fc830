// info, digest, cite and export, called as a user calls them.
#include <catch2/catch.hpp>

#include <filesystem>

#include "tests/app/program.hpp"
#include "tests/docs/documents.hpp"
#include "tests/sim/results/results_sample.hpp"

using namespace cptsim;
using test::run_program;

TEST_CASE("digest prints the file digest alone on stdout", "[results]")
{
    test::Folder const folder;
    auto const digest = sample::write(folder.path("r.h5"), sample::plan());
    auto const said = run_program(folder, "digest r.h5");
    CHECK(said.status == 0);
    CHECK(said.out == digest + "\n");
    CHECK(said.err.empty());
}

TEST_CASE("info says what a result file holds, in both languages", "[results]")
{
    test::Folder const folder;
    auto const plan = sample::plan();
    auto const digest = sample::write(folder.path("r.h5"), plan, {{0, 0, 0}, {1, 0, 0}});
    auto const said = run_program(folder, "info r.h5");
    CHECK(said.status == 0);
    for (auto const& line :
         {std::string("scenarios      baseline: Title of baseline (reference)\n"),
          std::string("               placebo: Title of placebo (placebo, replicates: 1)\n"),
          std::string("replicates     3\n"), std::string("runs           2 of 7 done\n"),
          std::string("population     sample: 2 territories, 180,656 inhabitants; synthetic rows: 1\n"),
          std::string("months         2019-01 to 2021-02\n"), std::string("seed           18446744073709551557\n"),
          "command line   " + plan.command_line + "\n", "digest         " + digest + "\n"})
        CHECK_THAT(said.out, Catch::Contains("  " + line));
    CHECK_THAT(run_program(folder, "info r.h5 --lang fr").out,
               Catch::Contains("  simulations    2 sur 7 faites\n") && Catch::Contains("  empreinte      " + digest));
}

TEST_CASE("cite gives text and BibTeX with the digest", "[results]")
{
    test::Folder const folder;
    auto plan = sample::plan();
    plan.scenarios[1].name = "indemnity_100";
    auto const digest = sample::write(folder.path("r.h5"), plan);
    auto const said = run_program(folder, "cite r.h5");
    CHECK(said.status == 0);
    CHECK_THAT(said.out,
               Catch::Contains("baseline, indemnity_100 (sample, 2019-01 to 2021-02). Commit ") &&
                   Catch::Contains("SHA-256 " + digest + ".\n\n@misc{cptsim_" + digest.substr(0, 8) + ",\n") &&
                   Catch::Contains("baseline, indemnity\\_100 (sample") &&
                   Catch::Contains("SHA-256 " + digest + "}\n}\n"));
}

TEST_CASE("export writes beside the file, and never over what is there", "[results]")
{
    test::Folder const folder;
    sample::write(folder.path("r.h5"), sample::plan());
    auto const said = run_program(folder, "export r.h5 --to csv");
    CHECK(said.status == 0);
    CHECK(said.out == "r_csv\n");
    CHECK(std::filesystem::exists(folder.path("r_csv/by_month_profession.csv")));
    auto const again = run_program(folder, "export r.h5 --to csv");
    CHECK(again.status == 2);
    CHECK_THAT(again.err,
               Catch::Contains("r_csv/runs.csv: exists already (nothing is overwritten) --force, or another name?\n"));
    CHECK(run_program(folder, "export r.h5 --to csv --force").status == 0);
    CHECK(run_program(folder, "export r.h5 --to xls").status == 2);
}

TEST_CASE("export --summary writes the numbers of a report", "[results]")
{
    test::Folder const folder;
    sample::write(folder.path("r.h5"), sample::plan());
    auto const said = run_program(folder, "export r.h5 --to csv --summary");
    CAPTURE(said.err);
    CHECK(said.status == 0);
    CHECK(said.out == "r_summary\n");
    auto const effects = test::text_of(folder.path("r_summary/effects.csv"));
    CHECK_THAT(effects, Catch::StartsWith("scenario,indicator,month,reference,mean,error,q05,q95,replicates,"));
    CHECK_THAT(test::text_of(folder.path("r_summary/by_month.csv")),
               Catch::StartsWith("indicator,scenario,month,q05,q25,q50,q75,q95\nactive,baseline,2019-01,"));
    CHECK(!std::filesystem::exists(folder.path("r_summary/runs.csv")));
    CHECK(run_program(folder, "export r.h5 --to csv --summary").status == 2);
    CHECK(run_program(folder, "export r.h5 --to csv --summary --force").status == 0);
}

TEST_CASE("what is no result file ends every command with status 2 and one line", "[results]")
{
    test::Folder const folder;
    folder.write("r.h5", "no results");
    for (auto const* command : {"info r.h5", "digest r.h5", "cite r.h5", "export r.h5 --to csv"}) {
        auto const said = run_program(folder, command);
        CAPTURE(command);
        CHECK(said.status == 2);
        CHECK(said.out.empty());
        CHECK(said.err == "r.h5: is no result file of cptsim (it is no HDF5 file) another file?\n");
    }
    CHECK_FALSE(std::filesystem::exists(folder.path("r_csv")));
}
