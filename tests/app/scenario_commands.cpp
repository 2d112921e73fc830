// check, explain, diff, parameters, scenarios, as they are called.
#include <catch2/catch.hpp>

#include "tests/app/program.hpp"
#include "tests/app/territories.hpp"

namespace cptsim::test {
namespace {

constexpr char const* kBase =
    "name = \"base\"\ntitle = { fr = \"Socle\", en = \"Base\" }\n"
    "levers.hourly_indemnity.2019-07 = { by_profession = { gp = 65, other = 42 } }\n"
    "levers.lump_sum.2019-01 = 840\nlevers.lump_sum.2026-01 = 0\n";

constexpr char const* kOver =
    "extends = \"base.toml\"\nname = \"over\"\ntitle = { fr = \"Essai\", en = \"Trial\" }\n"
    "description = { fr = \"Une phrase.\", en = \"One sentence.\" }\n"
    "levers.attachment.2024-01 = \"automatic\"\n"
    "levers.hourly_indemnity.2024-10 = { value = 65, ramp = 6, zones = [\"ZIP\", \"ZAC\"] }\n"
    "levers.lump_sum.2026-01 = { by_profession = { gp = 1840.5, other = 0 } }\n"
    "parameters.board.seats = 9\n";

}  // namespace

TEST_CASE("check says ok for each scenario, with its name")
{
    Folder folder;
    folder.write("base.toml", kBase);
    folder.write("over.toml", kOver);
    auto const said = run_program(folder, "check over.toml base.toml");
    CHECK(said.status == 0);
    CHECK(said.out == "over.toml: ok, over\nbase.toml: ok, base\n");
    CHECK(said.err.empty());
}

TEST_CASE("check says all faults on stderr and ends with status 2")
{
    Folder folder;
    folder.write("a.toml", "name = \"a\"\npopulaton = \"x\"\ntime.end = \"2030-13\"\n");
    folder.write("b.toml", "name = \"b\"\npopulation = \"alsce\"\n");
    auto const said = run_program(folder, "check a.toml --set board.seats=99");
    CHECK(said.status == 2);
    CHECK(said.out.empty());
    CHECK(said.err ==
          "a.toml:2:1: unknown key \"populaton\" (a scenario has extends, name, title, description, population, time, "
          "parameters, levers) did you mean \"population\"?\n"
          "a.toml:3:12: \"2030-13\" is not a month (months are written as 2024-01)\n"
          "--set: board.seats is 99 (must lie between 1 and 40)\n");
    auto const lost = run_program(folder, "check b.toml");
    CHECK(lost.status == 2);
    CHECK(lost.err.find("alsce: no such table of territories") == 0);
    CHECK(lost.err.find("did you mean \"alsace\"?") != std::string::npos);
}

TEST_CASE("check and run say how many dates of signature are known, where any is")
{
    Folder folder;
    std::string table = kTerritories;
    folder.write("unknown.csv", table);
    table.insert(table.size() - 1, ",2020-03");
    table.insert(table.find('\n'), ",signed");
    folder.write("known.csv", table);
    for (bool const known : {true, false}) {
        folder.write("a.toml",
                     std::string("name = \"a\"\npopulation = \"") + (known ? "known" : "unknown") + ".csv\"\n");
        CHECK(run_program(folder, "check a.toml").out ==
              std::string("a.toml: ok, a\n") +
                  (known ? "known.csv: 1 of 1 territories with a known date of signature\n" : ""));
        auto const ran =
            run_program(folder, "run a.toml --until 2020-12 --parameters defaults --table full --quiet --lang en");
        CHECK(ran.status == 0);
        CHECK((ran.out.find("Known dates of signature: 1 of the territories, the same in every scenario\n") !=
               std::string::npos) == known);
    }
}

TEST_CASE("explain says what changes, for whom, from when, in English")
{
    Folder folder;
    folder.write("base.toml", kBase);
    folder.write("over.toml", kOver);
    auto const said = run_program(folder, "explain over.toml");
    CHECK(said.status == 0);
    CHECK(said.out ==
          "Trial (over)\n"
          "One sentence.\n"
          "Compared with base (base.toml)\n"
          "\n"
          "Attachment to the CPTS of the territory by law (levers.attachment)\n"
          "  from January 2024, everyone: voluntary → automatic\n"
          "  money: no money of its own; public cost follows from how many join and work\n"
          "\n"
          "Convention's lump sum for coordinated practice, paid to members of a signed or project CPTS who are not "
          "coordinated elsewhere (levers.lump_sum)\n"
          "  from January 2026, GPs: 840 EUR/year → 1,840.5 EUR/year (law of base: 0 EUR/year)\n"
          "  money: paid by the health insurance, to each person it concerns\n"
          "\n"
          "Indemnity of an indemnified hour (levers.hourly_indemnity)\n"
          "  from October 2024, GPs (zone: ZAC, ZIP): 65 EUR/h → 65 EUR/h, in 6 equal monthly steps\n"
          "  from October 2024, specialists, nurses, physiotherapists, pharmacists, midwives, dentists, speech "
          "therapists "
          "(zone: ZAC, ZIP): 42 EUR/h → 65 EUR/h, in 6 equal monthly steps\n"
          "  money: paid by each CPTS from its own money: no public cost by itself, rationed where the treasury is "
          "short\n"
          "\n"
          "Seats of a board (board.seats)\n"
          "  the whole run: 8 → 9\n");
}

TEST_CASE("explain speaks French where --lang or LANG asks for it")
{
    Folder folder;
    folder.write("base.toml", kBase);
    folder.write("over.toml", kOver);
    auto const said = run_program(folder, "explain over.toml --lang fr");
    CHECK(said.out.find("Essai (over)\nUne phrase.\nPar rapport à base (base.toml)\n") == 0);
    CHECK(said.out.find("  dès janvier 2024, tous : volontaire → automatique sauf opposition\n") != std::string::npos);
    CHECK(said.out.find("  dès janvier 2026, généralistes : 840 €/an → 1\u202F840,5 €/an (droit de base : 0 €/an)\n") !=
          std::string::npos);
    CHECK(run_program(folder, "explain over.toml", "LANG=fr_FR.UTF-8").out == said.out);
    CHECK(run_program(folder, "explain over.toml --lang en", "LANG=fr_FR.UTF-8").out ==
          run_program(folder, "explain over.toml").out);
    CHECK(run_program(folder, "explain over.toml", "LANG=de_DE").out == run_program(folder, "explain over.toml").out);
}

TEST_CASE("scenarios lists policies and populations")
{
    Folder const folder;
    auto const said = run_program(folder, "scenarios");
    CHECK(said.out.find("valletoux ") != std::string::npos);
    CHECK(said.out.find("\nile_de_france ") != std::string::npos);
    CHECK(said.out.find("117 territories, ") != std::string::npos);
    CHECK(run_program(folder, "scenarios --lang fr").out.find("21 territoires, ") != std::string::npos);
}

TEST_CASE("explain says so where nothing differs")
{
    Folder folder;
    folder.write("base.toml", kBase);
    folder.write("same.toml", "extends = \"base.toml\"\nname = \"same\"\nlevers.lump_sum.2026-01 = 0.0\n");
    CHECK(run_program(folder, "explain same.toml").out ==
          "same (same)\nCompared with base (base.toml)\n\nNo lever and no parameter differs.\n");
}

TEST_CASE("diff sets two scenarios side by side")
{
    Folder folder;
    folder.write("base.toml", kBase);
    folder.write("a.toml", "extends = \"base.toml\"\nname = \"a\"\nlevers.attachment.2024-01 = \"mandatory\"\n");
    folder.write("b.toml",
                 "extends = \"base.toml\"\nname = \"b\"\ntime.end = \"2030-12\"\n"
                 "levers.lump_sum.2025-01 = { value = 900, ramp = 12 }\n");
    auto const said = run_program(folder, "diff a.toml b.toml");
    CHECK(said.status == 0);
    CHECK(
        said.out ==
        "a: a\n"
        "b: b\n"
        "  end\n    a: December 2034\n    b: December 2030\n"
        "\n"
        "levers.attachment: attachment to the CPTS of the territory by law\n"
        "  from January 2024, everyone\n    a: mandatory\n    b: voluntary\n"
        "\n"
        "levers.lump_sum: convention's lump sum for coordinated practice, paid to members of a signed or project CPTS "
        "who are not coordinated elsewhere\n"
        "  from January 2025, everyone\n    a: 840 EUR/year\n    b: 900 EUR/year, in 12 equal monthly steps\n");
    CHECK(run_program(folder, "diff a.toml a.toml --lang fr").out == "a: a\na: a\nAucune différence.\n");
    auto const one = run_program(folder, "diff a.toml");
    CHECK(one.status == 2);
    CHECK(one.err == "diff needs two scenarios (it got 1)\n");
}

TEST_CASE("parameters are listed in four forms, and the TOML form is a valid scenario")
{
    Folder folder;
    auto const toml = run_program(folder, "parameters --format toml");
    CHECK(toml.status == 0);
    folder.write("all.toml", "name = \"all\"\n" + toml.out);
    CHECK(run_program(folder, "check all.toml").out == "all.toml: ok, all\n");
    CHECK(run_program(folder, "explain all.toml").out.find("No lever and no parameter differs.") != std::string::npos);

    auto const markdown = run_program(folder, "parameters --format markdown");
    CHECK(markdown.out.find("\n| `board.seats` | 8 | [1, 40] | 1 | fixed | seats of a board | ") != std::string::npos);
    CHECK(markdown.out.find(
              "\n| `levers.attachment` | voluntary | voluntary \\| automatic \\| mandatory |  | common | ") !=
          std::string::npos);
    CHECK(run_program(folder, "parameters --format markdown --lang fr")
              .out.find("\n| `board.seats` | 8 | [1, 40] | 1 | fixe "
                        "| sièges du bureau | ") != std::string::npos);
    auto const json = run_program(folder, "parameters --format json");
    CHECK(json.out.find("{\"path\": \"board.seats\", \"default\": 8, \"min\": 1, \"max\": 40, \"unit\": \"1\", ") !=
          std::string::npos);
    CHECK(run_program(folder, "parameters").out.find("  board.seats ") != std::string::npos);
    CHECK(run_program(folder, "parameters --format xml").status == 2);
}

TEST_CASE("scenarios lists what is shipped, with titles")
{
    Folder folder;
    auto const said = run_program(folder, "scenarios --lang fr");
    CHECK(said.status == 0);
    CHECK(said.out.find("\nbaseline                     Adhésion volontaire") != std::string::npos);
    CHECK(said.out.find("\nvalletoux                    Valletoux : ") != std::string::npos);
}

TEST_CASE("an unknown command is named, with the command that was meant")
{
    Folder folder;
    auto const said = run_program(folder, "exprot r.h5");
    CHECK(said.status == 2);
    CHECK(
        said.err ==
        "unknown command \"exprot\" (commands are run, explore, check, explain, diff, parameters, scenarios, "
        "territories, "
        "info, digest, "
        "cite, export, report, verify, selftest, story, calibrate, validate, sweep, status, merge, slurm, sensitivity, "
        "voi, conditions, frontier, man, completion) did you "
        "mean "
        "\"export\"?\n");
    CHECK(run_program(folder, "zzz").err.find("unknown command \"zzz\" (commands are run") == 0);
}

TEST_CASE("a wrong command line ends with status 2, help and version with 0")
{
    Folder folder;
    CHECK(run_program(folder, "").status == 2);
    CHECK(run_program(folder, "chekc baseline").status == 2);
    CHECK(run_program(folder, "check").status == 2);
    CHECK(run_program(folder, "check baseline --set").status == 2);
    CHECK(run_program(folder, "check baseline --lang de").status == 2);
    CHECK(run_program(folder, "check baseline --lang de").err == "--lang is \"de\" (must be fr or en)\n");
    CHECK(run_program(folder, "--help").status == 0);
    auto const version = run_program(folder, "--version");
    CHECK(version.status == 0);
    for (auto const* word : {"cptsim ", "commit ", " build by ", "HDF5 ", "oneTBB ", "Boost ", "CLI11 ", "toml++ "})
        CHECK(version.out.find(word) != std::string::npos);
}

TEST_CASE("the option --set takes one value, and what follows is a scenario again")
{
    Folder folder;
    folder.write("a.toml", "name = \"a\"\n");
    folder.write("b.toml", "name = \"b\"\n");
    CHECK(run_program(folder, "check --set board.seats=9 a.toml --set board.term_months=24 b.toml").out ==
          "a.toml: ok, a\nb.toml: ok, b\n");
}

TEST_CASE("output that cannot be written is a failure")
{
    Folder folder;
    CHECK(run_program(folder, "scenarios >/dev/full 2>/dev/null; test $? -eq 1 && echo", "LANG=C").status == 0);
}

}  // namespace cptsim::test
