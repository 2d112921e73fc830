// What the guide asks people to type does what it says.
#include <catch2/catch.hpp>

#include <algorithm>
#include <iostream>
#include <optional>

#include "tests/app/program.hpp"
#include "tests/docs/documents.hpp"
#include "tests/paths.hpp"

using namespace cptsim;
using namespace cptsim::test;
namespace fs = std::filesystem;

namespace {

fs::path const kRoot = test::source_folder();

std::string guide() { return text_of(kRoot / "docs/guide.md"); }

void copy_scenario(Folder const& folder, std::string const& name)
{
    folder.write(name, text_of(kRoot / "scenarios" / name));
}

/// Exit status and output of code run in the folder.
Outcome run_script(Folder const& folder, std::string const& interpreter, std::string const& code)
{
    folder.write("code", code);
    auto const command = "cd '" + folder.path("") + "' && MPLBACKEND=Agg " + interpreter + " code >out 2>err";
    int const status = std::system(command.c_str());
    return {status, text_of(folder.path("out")), text_of(folder.path("err"))};
}

Outcome run_python(Folder const& folder, std::string const& code)
{
    return run_script(folder, "/usr/bin/python3", code);
}

/// Nothing where R or its ncdf4 is not there, which is said aloud.
std::optional<Outcome> run_r(Folder const& folder, std::string const& code)
{
    if (run_script(folder, "Rscript", "library(ncdf4)\n").status == 0) return run_script(folder, "Rscript", code);
    std::cerr << "SKIPPED: the documents' R code is NOT run (Debian's r-cran-ncdf4 is missing)\n";
    return {};
}

std::string replaced(std::string text, std::string const& from, std::string const& to)
{
    auto const at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("the guide's Python and R code runs on a result of its first run", "[docs]")
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

    auto const r = blocks_of(guide(), "r").at(0);
    if (auto const drawn = run_r(folder, r)) {
        CAPTURE(drawn->err);
        CHECK(drawn->status == 0);
        CHECK(run_r(folder, replaced(r, "observations/board", "observations/bord"))->status != 0);
    }

    CHECK(run_python(folder, replaced(blocks[0], "runs.territory_chosen", "runs.territory_chosn")).status != 0);
    CHECK(run_python(folder, replaced(blocks[1], "observations/opposed", "observations/oposed")).status != 0);
}

TEST_CASE("the guide's scenario is valid and says what the guide says", "[docs]")
{
    Folder const folder;
    copy_scenario(folder, "baseline.toml");
    auto const blocks = blocks_of(guide(), "toml");
    REQUIRE(blocks.size() == 3);  // the second is a study, the third a part of one
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
    auto const command =
        "run baseline.toml --population mine.csv --replicates 1 --until 2019-03 --table full --quiet --lang en";
    auto const ran = run_program(folder, command);
    CAPTURE(ran.err);
    CHECK(ran.status == 0);
    CHECK_THAT(ran.out,
               Catch::Contains("mine: 2 territories (real places, numbers partly derived), 132,000 inhabitants"));
    folder.write("mine.csv", replaced(blocks[0], "pre_project", "preproject"));
    CHECK(run_program(folder, command).status == 2);
}

TEST_CASE("the guide's two commands make and run a CPTS of one's own", "[docs]")
{
    Folder const folder;
    auto const blocks = blocks_of(guide(), "sh");
    auto const block = std::find_if(blocks.begin(), blocks.end(), [](auto const& text) {
        return text.find("territories make --name") != std::string::npos;
    });
    REQUIRE(block != blocks.end());
    auto const at = block->find("\n./cptsim run ");
    REQUIRE(at != std::string::npos);
    auto const make = replaced(block->substr(0, at), "./cptsim ", "");
    auto const run = replaced(replaced(block->substr(at + 1), "./cptsim ", ""), "--replicates 40",
                              "--replicates 1 --parameters prior --table full --quiet --lang en");
    CHECK(run_program(folder, replaced(make, "nurse=", "nurses=")).status == 2);
    auto const made = run_program(folder, make);
    CAPTURE(made.err);
    REQUIRE(made.status == 0);
    auto const ran = run_program(folder, replaced(run, "\n", ""));
    CAPTURE(ran.err);
    CHECK(ran.status == 0);
    for (auto const* words : {"62,000 inhabitants", "Known dates of signature: 1 of", "SCENARIO valletoux", "2030-12"})
        CHECK_THAT(ran.out, Catch::Contains(words));
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

TEST_CASE("the guide's Python and R code reads and draws the merged file of the sweep that it shows", "[docs]")
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
    CHECK(fs::file_size(folder.path("pay.png")) > 1000);
    CHECK(run_python(folder, replaced(code, "2033-12-01", "2034-12-01")).status != 0);
    auto const r = blocks_of(guide(), "r").at(1);
    if (auto const drawn = run_r(folder, r)) {
        CAPTURE(drawn->err);
        CHECK(drawn->status == 0);
        CHECK_THAT(drawn->out, !Catch::Contains("NA") && !Catch::Contains("NaN"));
        CHECK(fs::file_size(folder.path("pay.svg")) > 1000);
        CHECK(run_r(folder, replaced(r, "night.h5", "day.h5"))->status != 0);
    }
}
