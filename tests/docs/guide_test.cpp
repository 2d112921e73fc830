// What the guide asks people to type does what it says.
#include <catch2/catch.hpp>

#include "tests/cli/program.hpp"
#include "tests/docs/documents.hpp"

using namespace cptsim;
using namespace cptsim::test;
namespace fs = std::filesystem;

namespace {

fs::path const kRoot = CPTSIM_SOURCE_DIR;

std::string guide() { return text_of(kRoot / "docs/guide.md"); }

void copy_scenario(Folder const& folder, std::string const& name)
{
    folder.write(name, text_of(kRoot / "scenarios" / name));
}

/// Exit status and output of Python code run in the folder.
Outcome run_python(Folder const& folder, std::string const& code)
{
    auto const script = folder.write("code.py", code);
    auto const command = "cd '" + folder.path("") + "' && /usr/bin/python3 code.py >out 2>err";
    int const status = std::system(command.c_str());
    return {status, text_of(folder.path("out")), text_of(folder.path("err"))};
}

std::string replaced(std::string text, std::string const& from, std::string const& to)
{
    auto const at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("the guide's Python code runs on a result of its first run", "[docs]")
{
    Folder const folder;
    copy_scenario(folder, "baseline.toml");
    copy_scenario(folder, "valletoux.toml");
    auto const ran = run_program(folder,
                                 "run baseline.toml valletoux.toml --population alsace --replicates 2 "
                                 "--until 2024-12 --parameters prior -o valletoux.h5 --quiet");
    REQUIRE(ran.status == 0);
    auto const blocks = blocks_of(guide(), "python");
    REQUIRE(blocks.size() == 3);  // the third is of a sweep

    auto const labelled = run_python(folder, blocks[0]);
    CAPTURE(labelled.err);
    CHECK(labelled.status == 0);
    for (auto const* words : {"difference: ", "nurses attached: ", "territory_milieu", "effort of opposing, EUR: ["})
        CHECK_THAT(labelled.out, Catch::Contains(words));
    CHECK_THAT(labelled.out, !Catch::Contains("nan"));

    auto const bare = run_python(folder, blocks[1]);
    CAPTURE(bare.err);
    CHECK(bare.status == 0);
    auto const digest = run_program(folder, "digest valletoux.h5").out;
    CHECK_THAT(bare.out, Catch::Contains("digest: " + digest));

    CHECK(run_python(folder, replaced(blocks[0], "runs.territory_chosen", "runs.territory_chosn")).status != 0);
    CHECK(run_python(folder, replaced(blocks[1], "observations/opposed", "observations/oposed")).status != 0);
}

TEST_CASE("the guide's scenario is valid and says what the guide says", "[docs]")
{
    Folder const folder;
    copy_scenario(folder, "baseline.toml");
    auto const blocks = blocks_of(guide(), "toml");
    REQUIRE(blocks.size() == 2);  // the second is a study
    folder.write("nurses_paid.toml", blocks[0]);
    auto const checked = run_program(folder, "check nurses_paid.toml");
    CAPTURE(checked.err);
    CHECK(checked.status == 0);
    auto const said = run_program(folder, "explain nurses_paid.toml --lang en");
    CHECK_THAT(said.out, Catch::Contains("nurses (milieu: rural)") && Catch::Contains("in 12 equal monthly steps"));
    folder.write("nurses_paid.toml", replaced(blocks[0], "milieux", "milieus"));
    CHECK(run_program(folder, "check nurses_paid.toml").status == 2);
}

TEST_CASE("the guide's table of territories runs", "[docs]")
{
    Folder const folder;
    copy_scenario(folder, "baseline.toml");
    auto const blocks = blocks_of(guide(), "csv");
    REQUIRE(blocks.size() == 1);
    folder.write("mine.csv", blocks[0]);
    auto const command = "run baseline.toml --population mine.csv --replicates 1 --until 2019-03 --quiet --lang en";
    auto const ran = run_program(folder, command);
    CAPTURE(ran.err);
    CHECK(ran.status == 0);
    CHECK_THAT(ran.out,
               Catch::Contains("mine: 2 territories (real places, numbers partly derived), 132,000 inhabitants"));
    folder.write("mine.csv", replaced(blocks[0], "pre_project", "preproject"));
    CHECK(run_program(folder, command).status == 2);
}

TEST_CASE("the guide's study is valid, and its pilot runs", "[docs]")
{
    Folder const folder;
    // Few points, so that few are made.
    auto const study = replaced(replaced(blocks_of(guide(), "toml").at(1), "\"latin_hypercube\"", "\"full_factorial\""),
                                "points = 200", "levels = 2");
    folder.write("study.toml", study);
    auto const ran = run_program(folder, "sweep study.toml --dry-run");
    CAPTURE(ran.err);
    CHECK(ran.status == 0);
    CHECK_THAT(ran.out, Catch::Contains("= 2 x 5040 x 10 (scenarios x points x replicates)"));
    folder.write("study.toml", replaced(study, "board.seats", "board.seat"));
    CHECK_THAT(run_program(folder, "sweep study.toml --dry-run").err, Catch::Contains("did you mean \"board.seats\"?"));
}

TEST_CASE("the guide's Python code reads the merged file of the sweep that it shows", "[docs]")
{
    Folder const folder;
    auto const shipped = text_of(kRoot / "scenarios/studies/pay_and_date.toml");
    folder.write("pay_and_date.toml", replaced(shipped, "replicates = 16", "replicates = 1"));
    auto const ran = run_program(folder, "sweep pay_and_date.toml -o night --quiet");
    CAPTURE(ran.err);
    REQUIRE(ran.status == 0);
    REQUIRE(run_program(folder, "merge night -o night.h5").status == 0);
    auto const code = blocks_of(guide(), "python").at(2);
    auto const opened = run_python(folder, code);
    CAPTURE(opened.err);
    CHECK(opened.status == 0);
    CHECK_THAT(opened.out, Catch::Contains("baseline") && Catch::Contains("valletoux") && !Catch::Contains("nan"));
    auto const table = text_of(folder.path("share.csv"));
    for (auto const* column : {"levers.hourly_indemnity.2024-01", "levers.attachment.date", "share"})
        CHECK_THAT(table, Catch::Contains(column));
    CHECK(run_python(folder, replaced(code, "2034-12-01", "2033-12-01")).status != 0);
}
