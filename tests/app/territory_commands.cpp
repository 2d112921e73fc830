// cptsim territories, and parts of tables in the commands that take a population.
#include <catch2/catch.hpp>

#include "tests/app/program.hpp"
#include "tests/app/territories.hpp"

namespace cptsim::test {
namespace {

constexpr char const* kRun = " --until 2019-12 --parameters defaults --replicates 1 --quiet --lang en ";

void write_scenario(Folder const& folder) { folder.write("a.toml", "name = \"a\"\n"); }

bool contains(std::string const& text, std::string const& words) { return text.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("territories list says what each shipped table holds, as a table, CSV or JSON")
{
    Folder const folder;
    auto const csv = run_program(folder, "territories list --format csv");
    CHECK(csv.status == 0);
    CHECK(csv.out ==
          "table,rows,inhabitants,cpts,municipalities,synthetic,signed\n"
          "alsace,21,1934548,10,11,0,10\n"
          "france,833,68350798,80,753,0,10\n"
          "ile_de_france,117,12463067,0,117,0,0\n"
          "paca,73,5218960,70,3,0,0\n");
    auto const json = run_program(folder, "territories list --format json").out;
    CHECK(contains(json, "{\"table\": \"paca\", \"rows\": 73, \"inhabitants\": 5218960, \"cpts\": 70, "));
    CHECK(contains(run_program(folder, "territories list --lang en").out, "1,934,548    10             11"));
    CHECK(contains(run_program(folder, "territories list --lang fr").out, "lieux réels"));
}

TEST_CASE("territories make writes a table that runs, and says what was not given")
{
    Folder const folder;
    write_scenario(folder);
    auto const made =
        run_program(folder,
                    "territories make --inhabitants 62000 --professionals gp=45,nurse=90 --signed 2022-03 "
                    "--members 80 --department 67 --name 'CPTS A' -o mine.csv --lang en");
    CAPTURE(made.err);
    CHECK(made.status == 0);
    CHECK(made.err.empty());
    CHECK(contains(made.out, "mine.csv: CPTS A: 62,000 inhabitants, 67 (Bas-Rhin), ACI 2022-03\n"));
    CHECK(contains(made.out, "density_dentist"));
    CHECK_FALSE(contains(made.out, "density_gp"));
    CHECK(contains(made.out, "no run starts from them"));
    auto const ran = run_program(folder, std::string("run a.toml --table full --population mine.csv") + kRun);
    CHECK(ran.status == 0);
    CHECK(contains(ran.out, "mine: 1 territory (real places, numbers partly derived), 62,000 inhabitants"));
    auto const again = run_program(folder, "territories make --inhabitants 62000 -o mine.csv");
    CHECK(again.status == 2);
    CHECK(contains(again.err, "mine.csv"));
    CHECK(run_program(folder, "territories make --inhabitants 62000 -o mine.csv --force").status == 0);
    auto const french = run_program(folder, "territories make --inhabitants 62000 --lang fr");
    CHECK(french.out.find("id,name,") == 0);  // the table; the words stand on stderr
    CHECK(contains(french.err, "de la nation (sans --department)"));
    CHECK(french.out == run_program(folder, "territories make --inhabitants 62000 --lang en").out);  // one id, one draw
}

TEST_CASE("territories make joins communes and EPCI into one territory, which runs")
{
    Folder const folder;
    write_scenario(folder);
    auto const made = run_program(folder,
                                  "territories make --cpts 'Deux Rives' --communes 67218,Ostwald --epci 'Pays de "
                                  "Barr' --professionals gp=45 -o mine.csv --lang en");
    CAPTURE(made.err);
    CHECK(made.status == 0);
    CHECK(contains(made.out, "mine.csv: Deux Rives: "));
    CHECK(contains(made.out, "67218 Illkirch-Graffenstaden          27,872\n"));
    CHECK(contains(made.out, "filled from the department 67 (Bas-Rhin)"));
    CHECK(run_program(folder, std::string("run a.toml --population mine.csv") + kRun).status == 0);
    auto const french = run_program(folder, "territories make --communes 67218,68224 --lang fr");
    CHECK(contains(french.out, ",municipalities,"));  // nothing says that it is a CPTS
    CHECK(contains(french.err, "repris des départements au prorata des habitants (67 (Bas-Rhin), 21 %; 68"));
}

TEST_CASE("territories make takes rows of a table, by department, region and name")
{
    Folder const folder;
    write_scenario(folder);
    auto const made = run_program(folder,
                                  "territories make --department Bas-Rhin --cpts 'colmar agglomeration' -o part.csv "
                                  "--lang en");
    CAPTURE(made.err);
    CHECK(made.status == 0);
    CHECK(made.out == "part.csv: 14 territories of france/department:67+cpts:colmar, 1,287,028 inhabitants\n");
    auto const ran = run_program(folder, std::string("run a.toml --population part.csv --threads 2") + kRun);
    CHECK(contains(ran.out, "1,287,028 inhabitants"));
    CHECK(contains(run_program(folder, "territories make --table paca --department 13 --lang en").err,
                   "territories of paca/department:13"));
}

TEST_CASE("faults of territories end with status 2 and the option's name")
{
    Folder const folder;
    auto const fault = [&](std::string const& arguments) {
        auto const said = run_program(folder, "territories " + arguments);
        CHECK(said.status == 2);
        CHECK(said.out.empty());
        return said.err;
    };
    CHECK(fault("lst") == "unknown command \"lst\" (commands are list, make) did you mean \"list\"?\n");
    CHECK(fault("make --professionals gp=45") == "--inhabitants must be given (head counts mean nothing without it)\n");
    CHECK(contains(fault("make --region bretange"), "--region: no region of france is called \"bretange\""));
    CHECK(contains(fault("make --region bretange"), "did you mean \"bretagne\"?"));
    CHECK(contains(fault("make"), "nothing to make a table of"));
    CHECK(contains(fault("make --inhabitants 62000 --cpts colmar"), "are of one CPTS"));
    CHECK(contains(fault("make --inhabitants 62000 --signed 2061-01"), "--signed is 2061-01 (must not be after"));
    CHECK(contains(fault("make --communes Strasburg"), "did you mean \"Strasbourg\"?"));
    CHECK(contains(fault("make --communes 67218 --department 67"), "--department: does not go with --communes"));
    CHECK(contains(fault("make --communes 67218 --cpts A --name B"),
                   "name the CPTS of the communes (one of them, once)"));
    CHECK(contains(fault("make --communes 67218 --region bretagne"), "are of one CPTS"));
    CHECK(contains(fault("make --communes Paris"), "a territory holds at most 6000"));
    CHECK(contains(fault("make --communes 67218 --table paca"), "--communes: paca has no territory in department 67"));
    CHECK(contains(fault(""), "a command is missing"));
}

TEST_CASE("run, check and a scenario take parts of a table, and the result says which")
{
    Folder const folder;
    write_scenario(folder);
    folder.write("b.toml", "name = \"b\"\npopulation = \"alsace/cpts:Colmar agglomération\"\n");
    folder.write("c.toml", "name = \"c\"\npopulation = \"alsace/cpts:Colmr agglomération\"\n");
    CHECK(run_program(folder, "check b.toml").out ==
          "b.toml: ok, b\n" + test::source_folder() +
              "/scenarios/data/alsace.csv: 1 of 1 territories with a known date of signature\n");
    auto const lost = run_program(folder, "check c.toml");
    CHECK(lost.status == 2);
    CHECK(contains(lost.err, "did you mean \"CPTS Colmar agglomération\"?"));

    REQUIRE(run_program(folder, std::string("run b.toml -o b.h5") + kRun).status == 0);
    auto const info = run_program(folder, "info b.h5 --lang en").out;
    CHECK(contains(info, "alsace/cpts:colmar: 1 territory"));
    auto const digest = [&](std::string const& population, std::string const& file) {
        REQUIRE(run_program(folder, "run a.toml --population '" + population + "' -o " + file + kRun).status == 0);
        return run_program(folder, "digest " + file).out;
    };
    auto const as_named = digest("alsace/cpts:colmar", "1.h5");
    CHECK(digest("alsace/cpts:CPTS Colmar agglomération", "2.h5") == as_named);
    CHECK(digest("cpts:colmar", "3.h5") == as_named);  // the same row of france
    CHECK(digest("alsace/cpts:cosen", "4.h5") != as_named);
}

}  // namespace cptsim::test
