// info, digest, cite and export, called as a user calls them.
#include <catch2/catch.hpp>

#include <filesystem>

#include "analysis/report/page.hpp"
#include "sim/files/csv.hpp"
#include "tests/app/program.hpp"
#include "tests/app/territories.hpp"
#include "tests/docs/documents.hpp"
#include "tests/paths.hpp"
#include "tests/sim/results/old_files.hpp"
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
    auto const both = run_program(folder, "digest r.h5 ./r.h5");  // as sha256sum prints them
    CHECK(both.out == digest + "  r.h5\n" + digest + "  ./r.h5\n");
    CHECK(run_program(folder, "digest r.h5 none.h5").status == 2);
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

TEST_CASE("commands answer scripts in the JSON of docs/json.md, member by member", "[results]")
{
    test::Folder const folder;
    auto plan = sample::plan();
    plan.command_line = "cptsim run \"a\\b\"\n";
    sample::write(folder.path("r.h5"), plan);
    folder.write(
        "read.py",
        "import json, sys\nanswer = json.load(sys.stdin)\n"
        "def names(x):\n"
        "    for name in x if isinstance(x, dict) else ():\n"
        "        yield name\n"
        "        if name not in ('indicators', 'payers') or isinstance(x[name], list): yield from names(x[name])\n"
        "    for part in x if isinstance(x, list) else (): yield from names(part)\n"
        "print(*dict.fromkeys(names(answer)), sep='\\n')\n"
        "print(repr(answer.get('command_line')))\n");
    auto const members = [&](std::string const& command) {
        auto const said = run_program(folder, command + " --format json | /usr/bin/python3 read.py");
        CAPTURE(said.err);
        REQUIRE(said.status == 0);
        return said.out;
    };
    auto const info = members("info r.h5");
    CHECK_THAT(info, Catch::Contains("'cptsim run \"a\\\\b\"\\n'"));
    auto const document = test::text_of(test::source_folder() + "/docs/json.md");
    folder.write("small.csv", test::kTerritories);
    folder.write("a.toml", "name = \"a\"\ntime = { end = \"2021-12\", policy_start = \"2020-01\" }\n");
    folder.write("b.toml", "extends = \"a.toml\"\nname = \"b\"\nlevers.lump_sum.2020-01 = 5000\n");
    auto const all = info + members("scenarios") + members("territories list") + members("parameters") +
                     members("run a.toml b.toml --population small.csv --parameters defaults --quiet");
    for (auto const* deep : {"claim", "rests_on", "mean_interval", "cumulated", "heading"})
        CHECK_THAT(all, Catch::Contains(std::string("\n") + deep + '\n'));
    for (std::size_t at = 0, end; (end = all.find('\n', at)) != std::string::npos; at = end + 1) {
        auto const member = all.substr(at, end - at);
        if (member.find('\'') != std::string::npos || member == "None") continue;
        CAPTURE(member);
        CHECK_THAT(document, Catch::Contains('`' + member + '`'));
    }
    CHECK(run_program(folder, "info r.h5 --format xml").status == 2);
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

TEST_CASE("info, digest, cite and export read a merged sweep as they read a launch", "[results]")
{
    test::Folder const folder;
    auto const digest = sample::write_sweep(folder.path("m.h5"), sample::sweep_grid(), {4});
    auto const info = run_program(folder, "info m.h5");
    CHECK(info.status == 0);
    CHECK_THAT(info.out, Catch::StartsWith("m.h5\n  study          Three points\n") &&
                             Catch::Contains("  points         3\n") &&
                             Catch::Contains("  runs           11 of 12 done, 1 failed\n"));
    CHECK(run_program(folder, "digest m.h5").out == digest + "\n");
    CHECK_THAT(run_program(folder, "cite m.h5").out,
               Catch::Contains("points: 3, factors: 3") && Catch::Contains("SHA-256 " + digest));
    CHECK(run_program(folder, "export m.h5 --to csv").out == "m_csv\n");
    CHECK_THAT(test::text_of(folder.path("m_csv/by_month_profession.csv")),
               Catch::StartsWith("scenario,point,replicate,month,profession,observable,value\n"));
    CHECK_THAT(test::text_of(folder.path("m_csv/points.csv")), Catch::StartsWith("point,factor,value,unit\n"));
    auto const summary = run_program(folder, "export m.h5 --to csv --summary");
    CHECK(summary.status == 2);
    CHECK(summary.err ==
          "m.h5: is a merged sweep (a table compares the scenarios of one launch) cptsim sensitivity, or export "
          "without --summary?\n");
    CHECK_FALSE(std::filesystem::exists(folder.path("m_summary")));
}

TEST_CASE("every command reads files that cptsim 0.1.0 wrote", "[results]")
{
    test::Folder const folder;
    sample::unpack_old("launch", folder.path("r.h5"));
    sample::unpack_old("sweep", folder.path("m.h5"));
    auto const said = [&](std::string const& arguments) {
        auto const outcome = run_program(folder, arguments);
        CAPTURE(arguments, outcome.err);
        CHECK(outcome.status == 0);
        return outcome.out;
    };
    CHECK_THAT(said("info r.h5"), Catch::Contains("made by        cptsim 0.1.0 (results 3), commit f218af118d95, ") &&
                                      Catch::Contains(sample::kOldLaunch));
    CHECK_THAT(said("info m.h5"), Catch::Contains("study          Two factors\n") &&
                                      Catch::Contains("32 of 32 done\n") && Catch::Contains(sample::kOldSweep));
    CHECK(said("digest r.h5") == std::string(sample::kOldLaunch) + "\n");
    CHECK(said("digest m.h5") == std::string(sample::kOldSweep) + "\n");
    for (auto const* file : {"r.h5", "m.h5"}) {
        CHECK_THAT(said(std::string("cite ") + file),
                   Catch::Contains("cptsim 0.1.0 [simulation results]: a, b (small"));
        said(std::string("export --to csv ") + file);
        if (has_charts()) said(std::string("report -o ") + file + ".html " + file);
    }
    CHECK_THAT(test::text_of(folder.path("m_csv/points.csv")),
               Catch::Contains("\n3,levers.attachment.date,2020-06,\n3,levers.attachment_scope.2020-01,newcomers,1\n"
                               "3,strain.base_rate,0.0255"));
    said("export --to csv --summary r.h5");
    CHECK_THAT(test::text_of(folder.path("r_summary/effects.csv")),
               Catch::Contains("\nb,hours,2020-12,0.23301,7.4704e-07,4.7167e-06,0,1.4941e-06,2,1,1,2,0,,\n"));
    said("sensitivity m.h5 --levels --outcome exhaustion --csv s.csv");
    CHECK_THAT(test::text_of(folder.path("s.csv")),
               Catch::Contains("\na,false,exhaustion,2020-12,strain.base_rate,mu,0.11384648084640503\n") &&
                   Catch::Contains("\nb,false,exhaustion,2020-12,strain.base_rate,mu_star,0.11386799812316895\n"));
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
        CHECK(said.err == "r.h5: is not a result file of cptsim (it is not an HDF5 file) another file?\n");
    }
    CHECK_FALSE(std::filesystem::exists(folder.path("r_csv")));
}

namespace {

/// What Python's own zip and XML say of a workbook: a line for each sheet with its name, rows, numbers and texts.
constexpr char const* kLook = R"(
import re, sys, zipfile
import xml.etree.ElementTree as xml
book = zipfile.ZipFile(sys.argv[1])
assert book.testzip() is None
space = {'m': 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'}
names = [sheet.get('name') for sheet in xml.fromstring(book.read('xl/workbook.xml')).find('m:sheets', space)]
for i, name in enumerate(names):
    sheet = xml.fromstring(book.read('xl/worksheets/sheet%d.xml' % (i + 1)))
    cells = sheet.findall('.//m:c', space)
    numbers = [c for c in cells if c.get('t') is None and c.find('m:v', space) is not None]
    for cell in numbers: float(cell.find('m:v', space).text)
    assert not sheet.findall('.//m:f', space), 'a formula'
    print(name, len(sheet.findall('.//m:row', space)), len(numbers), len(cells) - len(numbers), sep=';')
)";

std::string look_at(test::Folder const& folder, std::string const& workbook)
{
    folder.write("look.py", kLook);
    auto const command = "cd '" + folder.path("") + "' && /usr/bin/python3 look.py " + workbook + " >looked 2>&1";
    int const status = std::system(command.c_str());
    auto said = test::text_of(folder.path("looked"));
    CAPTURE(said);
    CHECK(status == 0);
    return said;
}

}  // namespace

TEST_CASE("a workbook has notes and a sheet for each table, with numbers as numbers, in both languages", "[results]")
{
    test::Folder const folder;
    sample::unpack_old("launch", folder.path("r.h5"));
    sample::unpack_old("sweep", folder.path("m.h5"));
    auto const said = run_program(folder, "export r.h5 --to xlsx");
    if (said.err.find("libxlsxwriter was not found") != std::string::npos) {
        CHECK(said.status == 2);
        return;
    }
    CAPTURE(said.err);
    CHECK(said.status == 0);
    CHECK(said.out == "r.xlsx\n");
    auto const looked = look_at(folder, "r.xlsx");
    CHECK_THAT(looked, Catch::StartsWith("Notes;") && Catch::Contains("\nEffects;") && Catch::Contains("\nBy month;"));
    CHECK(run_program(folder, "export r.h5 --to xlsx").status == 2);  // nothing is overwritten
    CHECK(run_program(folder, "export r.h5 --to xlsx --decimal comma --force").status == 2);
    REQUIRE(run_program(folder, "export r.h5 --to xlsx -o fr.xlsx --lang fr").status == 0);
    CHECK_THAT(look_at(folder, "fr.xlsx"),
               Catch::StartsWith("Notes;") && Catch::Contains("\nEffets;") && Catch::Contains("\nPar mois;"));
    REQUIRE(run_program(folder, "export m.h5 --to xlsx -o m.xlsx --lang fr").status == 0);
    auto const study = look_at(folder, "m.xlsx");
    CHECK_THAT(study,
               Catch::Contains("\nFacteurs;") && Catch::Contains("\nPoints;") && Catch::Contains("\nRésultats;"));
    CHECK_THAT(run_program(folder, "export r.h5 --to xlsx -o nowhere/x.xlsx").err, Catch::Contains("nowhere"));
}

TEST_CASE("CSV for a French spreadsheet holds the same numbers as the plain one", "[results]")
{
    test::Folder const folder;
    sample::unpack_old("launch", folder.path("r.h5"));
    for (auto const* what : {"", " --summary"}) {
        auto const with = [&](std::string const& options) {
            CHECK(run_program(folder, "export r.h5 --to csv" + std::string(what) + options).status == 0);
        };
        with(" -o plain");
        with(" -o french --decimal comma");
        for (auto const& file : std::filesystem::directory_iterator(folder.path("plain"))) {
            auto const name = file.path().filename().string();
            CAPTURE(name);
            auto const plain = test::text_of(file.path()), french = test::text_of(folder.path("french/" + name));
            if (file.path().extension() != ".csv") {
                CHECK(french == plain);
                continue;
            }
            CHECK_THAT(french, Catch::StartsWith("\xEF\xBB\xBF"));
            auto const there = parse_csv(plain, name), back = parse_csv(french, name, ';');
            REQUIRE(back.size() == there.size());
            std::size_t numbers = 0;
            for (std::size_t row = 0; row < back.size(); ++row) {
                REQUIRE(back[row].size() == there[row].size());
                for (std::size_t i = 0; i < back[row].size(); ++i) {
                    if (back[row][i].text == there[row][i].text) continue;
                    ++numbers;
                    auto with_point = back[row][i].text;
                    with_point.replace(with_point.find(','), 1, ".");
                    REQUIRE(with_point == there[row][i].text);
                }
            }
            if (name == "effects.csv" || name == "parameters.csv") CHECK(numbers > 10);
        }
        std::filesystem::remove_all(folder.path("plain"));
        std::filesystem::remove_all(folder.path("french"));
    }
    // A table of territories as a French spreadsheet saves it makes the same people.
    auto const plain = test::text_of(test::source_folder() + "/tests/data/ten_places.csv");
    folder.write("plain/ten.csv", plain);
    folder.write("french/ten.csv", csv_with(Decimal::comma, plain));
    auto const run = [&](std::string const& population) {
        auto const said = run_program(folder,
                                      "run baseline --replicates 1 --until 2019-12 --parameters defaults "
                                      "--no-placebo --quiet --population " +
                                          population);
        CAPTURE(said.err);
        REQUIRE(said.status == 0);
        return said.out.substr(0, said.out.find("speed: "));
    };
    CHECK(run("french/ten.csv") == run("plain/ten.csv"));
}
