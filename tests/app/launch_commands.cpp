// What `run` and `story` refuse before anything runs.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <sstream>
#include <vector>

#include "tests/app/program.hpp"
#include "tests/docs/documents.hpp"

namespace cptsim::test {
namespace {

constexpr char const* kTerritories =
    "id,name,region,inhabitants,milieu,zone,ties,stage,stage_months,density_gp,density_specialist,density_nurse,"
    "density_physiotherapist,density_pharmacist,density_midwife,density_dentist,density_speech_therapist,synthetic,"
    "source\n"
    "valley,CPTS of the valley,grand_est,9000,rural,ZIP,0.4,none,0,70,30,130,75,31,10,45,25,false,made up\n";

/// A reference, a.toml, that a policy extends, and a small table of territories.
void write_launch(Folder const& folder, std::string const& policy = "")
{
    folder.write("a.toml", "name = \"a\"\npopulation = \"small.csv\"\ntime.end = \"2020-12\"\n");
    folder.write("b.toml", "extends = \"a.toml\"\nname = \"b\"\n" + policy);
    folder.write("small.csv", kTerritories);
}

/// What is said about a launch that must be refused.
std::string refusal(Folder const& folder, std::string const& arguments)
{
    auto const said = run_program(folder, arguments);
    CAPTURE(arguments, said.out);
    CHECK(said.status == 2);
    CHECK(said.out.empty());
    return said.err;
}

}  // namespace

TEST_CASE("policies of other months run beside each other, each with the numbers that it has alone")
{
    Folder const folder;
    write_launch(folder, "time.policy_start = \"2020-07\"\nlevers.lump_sum.2020-07 = 5000\n");
    auto const run = [&](std::string const& scenarios, std::string const& file) {
        auto const said =
            run_program(folder, "run " + scenarios + " --replicates 2 --quiet --parameters defaults -o " + file);
        CAPTURE(said.err);
        CHECK(said.status == 0);
        CHECK(run_program(folder, "export " + file + " --to csv").status == 0);
        return said.out;
    };
    auto const said = run("a.toml b.toml", "both.h5");
    CHECK_THAT(said, Catch::Contains("the reference's cohort is of another"));
    run("b.toml", "alone.h5");
    run("a.toml", "first.h5");
    // The lines of a scenario.
    auto const lines_of = [&](std::string const& file, std::string const& scenario) {
        std::vector<std::string> found;
        std::istringstream lines(text_of(folder.path(file)));
        for (std::string line; std::getline(lines, line);)
            if (line.find(scenario + ",") == 0) found.push_back(line);
        CHECK(found.size() > 100);
        return found;
    };
    for (auto const* table : {"by_month_profession.csv", "by_year_profession.csv"}) {
        CHECK((lines_of(std::string("both_csv/") + table, "b") == lines_of(std::string("alone_csv/") + table, "b")));
        CHECK((lines_of(std::string("both_csv/") + table, "a") == lines_of(std::string("first_csv/") + table, "a")));
    }
}

TEST_CASE("run prints the answer, the whole table or the budget, and ends with its speed")
{
    Folder const folder;
    write_launch(folder, "time.policy_start = \"2020-01\"\nlevers.lump_sum.2020-01 = 5000\n");
    auto const launch = "run a.toml b.toml --replicates 8 --quiet --until 2021-12 --parameters defaults ";
    auto const lines = [](std::string const& text) { return std::count(text.begin(), text.end(), '\n'); };
    auto const answer = run_program(folder, launch);
    CHECK(lines(answer.out) <= 40);
    CHECK_THAT(answer.out, Catch::StartsWith("What would “b” change for CPTS of the valley?") &&
                               Catch::Contains("\nspeed: ") && !Catch::Contains("SCENARIO"));
    CHECK_THAT(run_program(folder, std::string(launch) + "--table full --lang fr").out,
               Catch::Contains("SCÉNARIO b") && Catch::Contains("\nspeed: "));
    CHECK_THAT(
        run_program(folder, std::string(launch) + "--table money").out,
        Catch::StartsWith("Public money, M€ a year\n") && Catch::Contains("cumulated") && !Catch::Contains("10 M€"));
    CHECK(run_program(folder, std::string(launch) + "--table all").status == 2);
}

TEST_CASE("a region or territory that the population does not have is no target")
{
    Folder const folder;
    write_launch(folder,
                 "time.policy_start = \"2020-01\"\n"
                 "levers.lump_sum.2020-01 = { value = 80, territories = [\"vally\"] }\n"
                 "levers.lump_sum.2020-02 = { value = 80, regions = [\"zzz\"], territories = [\"valley\"] }\n");
    CHECK(refusal(folder, "run b.toml") ==
          "b.toml:4:17: no territory is called \"vally\" (in the population small) did you mean \"valley\"?\n"
          "b.toml:5:17: no region is called \"zzz\" (in the population small)\n");
}

TEST_CASE("seeds and agents are whole numbers, and an end is a month, each named by its option")
{
    Folder const folder;
    write_launch(folder);
    for (auto const* seed : {"-1", "18446744073709551616", "1e3", "7x", "0x10"}) {
        CAPTURE(seed);
        CHECK_THAT(refusal(folder, std::string("run a.toml --seed=") + seed),
                   Catch::StartsWith("--seed is \"") &&
                       Catch::EndsWith("\" (must be a whole number from 0 to 18446744073709551615)\n"));
    }
    for (auto const* agent : {"-1", "9223372036854775808", "1.5"}) {
        CAPTURE(agent);
        CHECK_THAT(refusal(folder, std::string("story a.toml --agent=") + agent),
                   Catch::StartsWith("--agent is \"") &&
                       Catch::EndsWith("\" (must be a whole number from 0 to 9223372036854775807)\n"));
    }
    CHECK(refusal(folder, "run a.toml --until 2024") ==
          "--until: \"2024\" is not a month (months are written as "
          "2024-01)\n");
    CHECK(refusal(folder, "run a.toml --until 2018-12").find("--until: 2018-12 lies outside the calendar") == 0);
    auto const said = run_program(
        folder, "run a.toml --replicates 1 --quiet --table full --until 2019-12 --seed 18446744073709551615");
    CHECK(said.status == 0);
    CHECK_THAT(said.out, Catch::Contains("seed: 18446744073709551615; months: 2019-01 to 2019-12"));
}

TEST_CASE("the option --force replaces results, never a scenario")
{
    Folder const folder;
    write_launch(folder);
    CHECK(refusal(folder, "run a.toml -o b.toml --force") ==
          "b.toml: is not an HDF5 file (--force replaces files of one kind by the same kind, and nothing else) another "
          "name?\n");
    auto const launch = "run a.toml --replicates 1 --quiet --until 2019-12 -o r.h5";
    CHECK(run_program(folder, launch).status == 0);
    CHECK(run_program(folder, launch).status == 2);
    CHECK(run_program(folder, std::string(launch) + " --force").status == 0);
}

TEST_CASE("the story of a vacant place is one line")
{
    Folder const folder;
    write_launch(folder);
    // Places that are kept free for later years are there from the beginning: among the last ones.
    auto const beyond = refusal(folder, "story a.toml --agent 100000");
    int const last = std::stoi(beyond.substr(beyond.rfind('(') + 1));
    std::string const line = "\nJanuary 2019 to December 2020: surgery vacant\n";
    bool seen = false;
    for (int agent = last; agent >= 0 && !seen; --agent) {
        auto const said = run_program(folder, "story a.toml --agent " + std::to_string(agent));
        REQUIRE(said.status == 0);
        auto const at = said.out.find(line);
        seen = at != std::string::npos;
        if (seen) CHECK(said.out.find("2019") == at + line.find("2019"));  // right after the heading
        if (seen) CHECK(at + line.size() == said.out.size());
    }
    CHECK(seen);
}

}  // namespace cptsim::test
