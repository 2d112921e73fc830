// What comes from standard input and pipes, and goes to standard output.
#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/app/program.hpp"
#include "tests/app/territories.hpp"
#include "tests/docs/documents.hpp"

namespace cptsim::test {
namespace {

constexpr char const* kScenario = "name = \"a\"\ntime = { end = \"2020-12\", policy_start = \"2020-01\" }\n";
constexpr char const* kStudy =
    "scenarios = [\"a\"]\npopulation = \"small.csv\"\nparameters = \"defaults\"\n"
    "design.method = \"full_factorial\"\n[factors]\nboard.seats = { values = [5, 9] }\n";

void write_files(Folder const& folder)
{
    folder.write("a.toml", kScenario);
    folder.write("b.toml", "extends = \"a.toml\"\nname = \"b\"\nlevers.lump_sum.2020-01 = 500\n");
    folder.write("small.csv", kTerritories);
    folder.write("study.toml", kStudy);
    folder.write("draws.csv", "board.seats\n7\n9\n");
}

std::string digest(Folder const& folder, std::string const& file)
{
    auto const said = run_program(folder, "digest " + file);
    CHECK(said.status == 0);
    return said.out;
}

/// Ends with status 2 and these words, and prints nothing.
void check_refused(Folder const& folder, std::string const& arguments, std::string const& words)
{
    auto const said = run_program(folder, arguments, "LANG=C timeout 20");
    CAPTURE(arguments);
    CHECK(said.status == 2);
    CHECK(said.out.empty());
    CHECK_THAT(said.err, Catch::Contains(words));
}

}  // namespace

TEST_CASE("scenarios, tables and draws from standard input and pipes are those of files", "[cli][streams]")
{
    Folder const folder;
    write_files(folder);
    std::string const options = " --replicates 2 --quiet";
    auto const run = [&](std::string const& file, std::string const& words) {
        auto const said = run_program(folder, "run " + words + options + " -o " + file);
        CAPTURE(words, said.err);
        REQUIRE(said.status == 0);
        return digest(folder, file);
    };
    auto const files = run("r.h5", "a.toml b.toml --population small.csv --parameters draws.csv");
    CHECK(run("1.h5", "- b.toml --population small.csv --parameters draws.csv < a.toml") == files);
    CHECK(run("2.h5", "a.toml /dev/stdin --population small.csv --parameters draws.csv < b.toml") == files);
    CHECK(run("3.h5", "a.toml b.toml --population - --parameters draws.csv < small.csv") == files);
    CHECK(run("4.h5", "a.toml b.toml --population small.csv --parameters - < draws.csv") == files);
    CHECK(run("5.h5", "/dev/fd/7 b.toml --population /dev/fd/8 --parameters draws.csv 7< a.toml 8< small.csv") ==
          files);
    CHECK(run("6.h5", "a.toml --population small.csv --parameters draws.csv") != files);
    auto const sweep = [&](std::string const& words) {
        CHECK(run_program(folder, "sweep " + words + " --quiet").status == 0);
        return run_program(folder, "merge d" + words.substr(words.find("-o d") + 4, 1) + " --force").out;
    };
    auto const study = sweep("study.toml -o d1");
    CHECK(study.size() == 65);
    CHECK(sweep("- -o d2 < study.toml") == study);
    CHECK(run_program(folder, "sweep - -o d2 --quiet < study.toml").status == 0);  // it resumes, and nothing is left
}

TEST_CASE("what is wrong with a stream stands at its line, and it names files of the current folder only",
          "[cli][streams]")
{
    Folder const folder;
    write_files(folder);
    folder.write("odd.toml", "name = \"odd\"\n\n  bord = 3\n");
    check_refused(folder, "run - < odd.toml", "<stdin>:3:3: unknown key \"bord\"");
    check_refused(folder, "sweep - -o d --quiet < odd.toml", "<stdin>:");
    check_refused(folder, "run a.toml --population - < a.toml", "<stdin>:1:");
    check_refused(folder, "run - < /dev/null", "<stdin>:1:1: name is missing");
    folder.write("far.toml", "extends = \"/etc/hostname\"\nname = \"far\"\n");
    check_refused(folder, "check - < far.toml", "<stdin>:1:11: extends \"/etc/hostname\" (it lies outside the folder");
    for (auto const* name : {"-", "<stdin>", "/dev/fd/0"}) {  // named in a file, they are no stream
        folder.write("in.toml", std::string("extends = \"") + name + "\"\nname = \"in\"\n");
        check_refused(folder, "check in.toml < a.toml", "in.toml:1:11: extends \"");
        folder.write("on.toml", std::string("name = \"on\"\npopulation = \"") + name + "\"\n");
        check_refused(folder, "run on.toml < small.csv", "");
        std::string study = kStudy;
        study.replace(study.find("defaults"), 8, name);
        folder.write("st.toml", study);
        check_refused(folder, "sweep st.toml --dry-run < draws.csv", "");
    }
}

TEST_CASE("a stream is named once, holds no result file, and takes none", "[cli][streams]")
{
    Folder const folder;
    write_files(folder);
    check_refused(folder, "run - - < a.toml", "SCENARIO: standard input is named twice");
    check_refused(folder, "run - --population /dev/stdin < a.toml", "--population: standard input is named twice");
    CHECK(run_program(folder, "run a.toml --replicates 2 --parameters defaults --quiet --population small.csv -o r.h5")
              .status == 0);
    for (auto const* command : {"info", "digest", "verify", "cite", "voi", "sensitivity", "report -o p.html"})
        check_refused(folder, command + std::string(" - < r.h5"), "<stdin>: is no result file");
    check_refused(folder, "run a.toml -o -", "-: is standard output (which takes texts");
    check_refused(folder, "run a.toml --population small.csv -o /dev/stdout", "/dev/stdout: is standard output");
    check_refused(folder, "export r.h5 --to xlsx -o -", "-: is standard output");
    check_refused(folder, "run - --population small.csv -o a.toml --force < a.toml", "a.toml: is an input");
    check_refused(folder, "run a.toml --report - --format json", "would both write to standard output");
    CHECK(text_of(folder.path("a.toml")) == kScenario);
}

TEST_CASE("pages and tables go to standard output alone, the words to stderr", "[cli][streams]")
{
    Folder const folder;
    write_files(folder);
    std::string const run = "run a.toml b.toml --replicates 2 --parameters defaults --quiet --population small.csv ";
    CHECK(run_program(folder, run + "-o r.h5").status == 0);
    CHECK(run_program(folder, "report r.h5 -o p.html").status == 0);
    auto const page = run_program(folder, "report r.h5 -o -");
    CHECK(page.status == 0);
    CHECK(page.out == text_of(folder.path("p.html")));
    auto const beside = run_program(folder, run + "--report -");
    CHECK_THAT(beside.out, Catch::StartsWith("<!DOCTYPE html>") && Catch::EndsWith("</html>\n"));
    CHECK_THAT(beside.err, Catch::Contains("speed: "));
    auto const table = run_program(folder, "territories make --inhabitants 9000 -o -");
    CHECK_THAT(table.out, Catch::StartsWith("id,name,"));
    CHECK_THAT(table.err, Catch::Contains("Not given"));
    CHECK_FALSE(std::filesystem::exists(folder.path("-")));
}

TEST_CASE("the JSON of a run has the numbers of its file, in any language", "[cli][streams]")
{
    Folder const folder;
    write_files(folder);
    std::string const run =
        "run a.toml b.toml --parameters prior --replicates 20 --no-placebo --quiet --population small.csv "
        "--format json --force -o ";
    auto const en = run_program(folder, run + "r.h5"), fr = run_program(folder, run + "r.h5 --lang fr");
    REQUIRE(en.status == 0);
    REQUIRE(fr.status == 0);
    folder.write("en.json", en.out);
    folder.write("fr.json", fr.out);
    folder.write("compare.py",
                 "import json, sys\nen, fr = (json.load(open(x + '.json')) for x in ('en', 'fr'))\n"
                 "assert en['question'] != fr['question']\n"
                 "assert en['reference']['indicators'] == fr['reference']['indicators']\n"
                 "assert [p['indicators'] for p in en['policies']] == [p['indicators'] for p in fr['policies']]\n"
                 "assert en['policies'][0]['indicators']['hours_year']['mean'] is not None\n"
                 "assert en['done'] == en['runs'] == 40 and en['file'] == 'r.h5'\n"
                 "print(en['digest'])\n");
    auto const command = "cd '" + folder.path("") + "' && /usr/bin/python3 compare.py > said";
    REQUIRE(std::system(command.c_str()) == 0);
    CHECK(text_of(folder.path("said")) == digest(folder, "r.h5"));
    CHECK_THAT(run_program(folder, run + "r.h5 --table full").err, Catch::Contains("--table is of words"));
}

}  // namespace cptsim::test
