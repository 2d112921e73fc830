// `sensitivity` as users type it.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "tests/app/program.hpp"
#include "tests/app/territories.hpp"

namespace cptsim::test {
namespace {

void write_study(Folder const& folder)
{
    folder.write("a.toml",
                 "name = \"a\"\npopulation = \"small.csv\"\ntime = { end = \"2020-12\", policy_start = "
                 "\"2020-01\" }\n");
    folder.write("b.toml", "extends = \"a.toml\"\nname = \"b\"\ntitle.en = \"Bonus\"\nlevers.lump_sum.2020-01 = 500\n");
    folder.write("small.csv", kTerritories);
    folder.write("study.toml",
                 "scenarios = [\"a\", \"b\"]\nparameters = \"prior\"\nreplicates = 4\n[design]\nmethod = "
                 "\"saltelli\"\npoints = 16\n[factors]\nstrain.base_rate = { uniform = [0.008, 0.028] }\n"
                 "participation.inclination_shift = { normal = [0, 60] }\n[keep]\nobservables = "
                 "[\"active\", \"board\", \"eligible\", \"exhaustion\"]\nmonths = [\"2019-12\", \"2020-12\"]\n");
    REQUIRE(run_program(folder, "sweep study.toml -o dir --quiet").status == 0);
    REQUIRE(run_program(folder, "merge dir -o m.h5").status == 0);
}

}  // namespace

TEST_CASE("sensitivity prints the indices of a design, and writes them")
{
    Folder const folder;
    write_study(folder);
    auto const said = run_program(folder, "sensitivity m.h5 --levels --outcome exhaustion --csv s.csv");
    CAPTURE(said.err);
    REQUIRE(said.status == 0);
    // How fast care exhausts moves exhaustion more than the wish to join does.
    CHECK_THAT(said.out, Catch::Contains("exhaustion") && Catch::Contains("16 blocks, replicates of each: 4"));
    CHECK(said.out.find("strain.base_rate") < said.out.find("participation.inclination_shift"));
    std::ifstream file(folder.path("s.csv"));
    std::string const csv{std::istreambuf_iterator<char>(file), {}};
    CHECK_THAT(csv, Catch::StartsWith("scenario,effect,outcome,month,factor,figure,value\n"
                                      "a,false,exhaustion,2020-12,participation.inclination_shift,first,") &&
                        Catch::Contains("\nb,false,exhaustion,2020-12,strain.base_rate,total_high,"));
    CHECK(std::count(csv.begin(), csv.end(), '\n') == 1 + 2 * 2 * 6);
    CHECK_THAT(run_program(folder, "sensitivity m.h5 --csv s.csv").err, Catch::Contains("exists already"));

    auto const effect = run_program(folder, "sensitivity m.h5 --outcome board --lang fr");
    CHECK(effect.status == 0);
    CHECK_THAT(effect.out, Catch::Contains("Bonus moins") && Catch::Contains("décembre 2020"));
    CHECK_THAT(run_program(folder, "sensitivity m.h5 --month 2019-12 --scenario a").out,
               Catch::Contains("December 2019"));
}

TEST_CASE("the merged file of a study gives a report")
{
    Folder const folder;
    write_study(folder);
    auto const said = run_program(folder, "report m.h5 -o study.html --lang fr");
    if (said.err.find("Chart.js was not found") != std::string::npos) {
        std::cerr << "SKIPPED: this build has no Chart.js, reports of studies are NOT tested\n";
        return;
    }
    CAPTURE(said.err);
    REQUIRE(said.status == 0);
    std::ifstream file(folder.path("study.html"));
    std::string const page{std::istreambuf_iterator<char>(file), {}};
    CHECK_THAT(page, Catch::Contains("Quel facteur joue sur quoi") && Catch::Contains("\"method\":[\"saltelli\"]") &&
                         Catch::Contains("€/mois") && Catch::Contains("Ce qui a varié"));
    CHECK(run_program(folder, "report m.h5 -o study.html").status == 2);  // it exists
    // With holes it says how many.
    CHECK(run_program(folder, "sweep study.toml -o part --quiet --shard 1/3").status == 0);
    CHECK(run_program(folder, "merge part -o p.h5 --partial").status == 0);
    CHECK(run_program(folder, "report p.h5 -o part.html").status == 0);
    std::ifstream other(folder.path("part.html"));
    std::string const part{std::istreambuf_iterator<char>(other), {}};
    CHECK_THAT(part, Catch::Contains("\"failed\":[0],\"missing\":[") && !Catch::Contains("\"missing\":[0]"));
}

TEST_CASE("a study of tipping points is told where an outcome crosses its threshold, or that it does not")
{
    Folder const folder;
    write_study(folder);
    auto const tipping = [&](std::string const& threshold, std::string const& outcome = "exhaustion") {
        folder.write(
            "tip.toml",
            "scenarios = [\"a\", \"b\"]\nparameters = \"prior\"\nreplicates = 8\n[design]\nmethod = "
            "\"tipping\"\ndose = \"strain.base_rate\"\nlevels = 5\noutcome = \"" +
                outcome + "\"\nthreshold = " + threshold +
                "\n[factors]\nstrain.base_rate = { uniform = [0.002, 0.06] }\nboard.seats = { values = [3, 9] }\n"
                "[keep]\nobservables = [\"exhaustion\"]\n");
        std::filesystem::remove_all(folder.path("tip"));
        auto const said = run_program(folder, "sweep tip.toml -o tip --quiet");
        if (said.status != 0) return said.err;
        REQUIRE(run_program(folder, "merge tip -o t.h5 --force").status == 0);
        return run_program(folder, "sensitivity t.h5 --csv t.csv --force").out;
    };
    auto const found = tipping("0.35");
    CHECK_THAT(found,
               Catch::StartsWith("tipping point of strain.base_rate: where mean exhaustion (1) crosses 0.350, ") &&
                   Catch::Contains("  b, board.seats 9  ") && Catch::Contains("100 %"));
    CHECK_THAT(found, !Catch::Contains("none"));
    CHECK_THAT(tipping("0.99"), Catch::Contains("none") && Catch::Contains("[above; above]"));
    CHECK_THAT(tipping("0.5", "exhaustio"), Catch::Contains("did you mean \"exhaustion\"?"));
    CHECK_FALSE(std::filesystem::exists(folder.path("tip")));
    std::ifstream file(folder.path("t.csv"));
    std::string const csv{std::istreambuf_iterator<char>(file), {}};
    CHECK(std::count(csv.begin(), csv.end(), '\n') == 1 + 2 * 2 * 6);
}

TEST_CASE("a study in which no factor moves what is asked for is refused, and nothing is written")
{
    Folder const folder;
    write_study(folder);
    // What is done for attachment is not done where nobody is attached.
    folder.write("still.toml",
                 "scenarios = [\"a\", \"b\"]\nparameters = \"defaults\"\nreplicates = 2\n[design]\nmethod = "
                 "\"latin_hypercube\"\npoints = 8\n[factors]\ncoercion.notice = { uniform = [0.1, 0.9] }\n[keep]\n"
                 "observables = [\"active\", \"eligible\"]\nmonths = [\"2020-12\"]\n");
    REQUIRE(run_program(folder, "sweep still.toml -o still --quiet").status == 0);
    REQUIRE(run_program(folder, "merge still -o still.h5").status == 0);
    auto const said = run_program(folder, "sensitivity still.h5 --csv still.csv");
    CHECK(said.status == 2);
    CHECK(said.out.empty());
    CHECK_THAT(said.err,
               Catch::Contains("still.h5") && Catch::Contains("no factor of the study moves eligible, active"));
    CHECK_FALSE(std::filesystem::exists(folder.path("still.csv")));
}

TEST_CASE("sensitivity refuses what its file does not hold")
{
    Folder const folder;
    write_study(folder);
    auto const refused = [&](std::string const& arguments) {
        auto const said = run_program(folder, "sensitivity " + arguments);
        CAPTURE(arguments, said.err);
        CHECK(said.status == 2);
        return said.err;
    };
    CHECK_THAT(refused("m.h5 --outcome activ"),
               Catch::Contains("no outcome is called \"activ\"") && Catch::Contains("did you mean \"active\"?"));
    CHECK_THAT(refused("m.h5 --outcome nominal"), Catch::Contains("what was kept allows active, "));
    CHECK_THAT(refused("m.h5 --month 2020-06"), Catch::Contains("Decembers that were kept are 2019-12, 2020-12"));
    CHECK_THAT(refused("m.h5 --month soon"), Catch::Contains("--month"));
    CHECK_THAT(refused("m.h5 --scenario c"), Catch::Contains("the study has no \"c\" (it has a, b)"));
    CHECK_THAT(refused("study.toml"), Catch::Contains("is not a result file of cptsim"));
    CHECK_THAT(refused("dir/manifest.h5"), Catch::Contains("is not a result file of cptsim"));
    CHECK_THAT(refused("nowhere.h5"), Catch::Contains("nowhere.h5"));
}

}  // namespace cptsim::test
