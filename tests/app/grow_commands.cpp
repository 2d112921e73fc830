// Sweeps that grow, launches that go on, and as few replicates as a precision takes.
#include <catch2/catch.hpp>

#include <filesystem>
#include <random>

#include "tests/app/small_study.hpp"

namespace cptsim::test {
namespace {

/// The scenarios and people of write_study(), with a design of its own.
void write_design(Folder const& folder, std::string const& design, std::string const& factors, int replicates)
{
    write_study(folder);
    folder.write("study.toml", "scenarios = [\"a\", \"b\"]\nparameters = \"prior\"\nreplicates = " +
                                   std::to_string(replicates) + "\n[design]\n" + design + "\n[factors]\n" + factors +
                                   "\n[keep]\nobservables = [\"active\", \"board\", \"eligible\"]\n");
}

constexpr char const* kFactors =
    "strain.base_rate = { uniform = [0.008, 0.028] }\nlevers.hourly_indemnity.2020-01 = { uniform = [30, 100] }";

void sobol(Folder const& folder, int points, int replicates)
{
    write_design(folder, "method = \"sobol\"\npoints = " + std::to_string(points), kFactors, replicates);
}

int swept(Folder const& folder, std::string const& arguments)
{
    auto const said = run_program(folder, "sweep " + arguments + " --quiet");
    INFO(said.err);
    return said.status;
}

}  // namespace

TEST_CASE("a sweep that has grown is the sweep made at once, and shrinks no more")
{
    Folder const folder;
    sobol(folder, 8, 3);
    CHECK(swept(folder, "study.toml -o dir") == 0);
    auto const smaller = merged(folder, "dir");
    sobol(folder, 16, 9);
    auto const digest = undisturbed(folder);
    CHECK(smaller != digest);
    auto const refused = run_program(folder, "sweep study.toml -o dir --quiet");
    CHECK(refused.status == 2);
    CHECK_THAT(refused.err, Catch::Contains("holds another sweep") && Catch::Contains("or --grow?"));
    auto const grown = run_program(folder, "sweep study.toml -o dir --grow --quiet");
    CAPTURE(grown.err);
    CHECK(grown.status == 0);
    CHECK_THAT(grown.out, Catch::Contains("288 of 288 done (240 here)"));  // 48 are those of before
    CHECK(merged(folder, "dir") == digest);
    sobol(folder, 8, 9);
    auto const shrunk = run_program(folder, "sweep study.toml -o dir --grow");
    CHECK(shrunk.status == 2);
    CHECK_THAT(shrunk.err, Catch::Contains("8 points that are not among the 8 of the larger sweep"));
    CHECK(merged(folder, "dir") == digest);  // nothing was changed
}

TEST_CASE("values of factorials, rows of lists and base points of Saltelli's grow, other designs say what does")
{
    Folder const folder;
    auto const levels = [](char const* seats) {
        return std::string("board.seats = { values = ") + seats + " }\nactivity.crowding = { values = [0, 0.5] }";
    };
    write_design(folder, "method = \"full_factorial\"", levels("[3, 5]"), 2);
    CHECK(swept(folder, "study.toml -o f") == 0);
    write_design(folder, "method = \"full_factorial\"", levels("[3, 4, 5]"), 2);
    CHECK(swept(folder, "study.toml -o f --grow") == 0);
    CHECK(merged(folder, "f") == undisturbed(folder));
    write_design(folder, "method = \"full_factorial\"", levels("[3, 4]"), 2);
    CHECK(swept(folder, "study.toml -o f --grow") == 2);

    write_design(folder, "method = \"latin_hypercube\"\npoints = 4", kFactors, 2);
    CHECK(swept(folder, "study.toml -o l") == 0);
    write_design(folder, "method = \"latin_hypercube\"\npoints = 8", kFactors, 2);
    auto const refused = run_program(folder, "sweep study.toml -o l --grow");
    CHECK(refused.status == 2);
    CHECK_THAT(refused.err, Catch::Contains("points grow in designs of Sobol' and Saltelli and in lists"));
    write_design(folder, "method = \"latin_hypercube\"\npoints = 4", kFactors, 3);
    CHECK(swept(folder, "study.toml -o l --grow") == 0);

    std::filesystem::remove_all(folder.path("undisturbed"));
    write_design(folder, "method = \"saltelli\"\npoints = 2", kFactors, 2);
    CHECK(swept(folder, "study.toml -o s") == 0);
    write_design(folder, "method = \"saltelli\"\npoints = 4", kFactors, 2);
    CHECK(swept(folder, "study.toml -o s --grow") == 0);
    CHECK(merged(folder, "s") == undisturbed(folder));
    // Of another study nothing grows, and --grow takes a sweep that is there.
    write_design(folder, "method = \"saltelli\"\npoints = 4\nseed = 5", kFactors, 2);
    CHECK(swept(folder, "study.toml -o s --grow") == 2);
    CHECK(swept(folder, "study.toml -o none --grow") == 2);
    CHECK_FALSE(std::filesystem::exists(folder.path("none")));
}

TEST_CASE("nested studies are merged into the largest")
{
    Folder const folder;
    sobol(folder, 8, 2);
    CHECK(swept(folder, "study.toml -o small") == 0);
    sobol(folder, 8, 4);
    CHECK(swept(folder, "study.toml -o large --shard 1/2") == 0);
    CHECK(run_program(folder, "merge small large -o p.h5").status == 2);  // the last replicates are missing
    CHECK(swept(folder, "study.toml -o rest --shard 2/2") == 0);
    CHECK(merged(folder, "small rest large") == undisturbed(folder));
    write_design(folder, "method = \"sobol\"\npoints = 8\nseed = 3", kFactors, 2);
    CHECK(swept(folder, "study.toml -o other") == 0);
    auto const refused = run_program(folder, "merge large rest other -o o.h5");
    CHECK(refused.status == 2);
    CHECK_THAT(refused.err, Catch::Contains("other: has 8 points that are not among the 8"));
}

TEST_CASE("three thousand runs, grown twice amid kills, have the digest of a sweep made at once", "[.slow]")
{
    Folder const folder;
    sobol(folder, 150, 10);
    auto const digest = undisturbed(folder);
    std::mt19937 random(3);
    std::uniform_real_distribution<double> instant(0.01, 0.5);
    int killed = 0;
    for (int const points : {50, 100, 150}) {
        sobol(folder, points, points == 50 ? 4 : 10);
        for (int i = 0; i < 8; ++i) {
            auto const there = std::filesystem::exists(folder.path("dir/manifest.h5"));
            auto const said = run_program(
                folder, "sweep study.toml -o dir --quiet --segment-seconds 0.02" + std::string(there ? " --grow" : ""),
                "export LANG=C; timeout -s KILL " + std::to_string(instant(random)));
            killed += said.status == 137 ? 1 : 0;
        }
        CHECK(swept(folder, std::string("study.toml -o dir") + (points > 50 ? " --grow" : "")) == 0);
    }
    WARN(killed << " of 24 were killed at work");
    CHECK(killed >= 6);
    CHECK(merged(folder, "dir") == digest);
}

TEST_CASE("a launch goes on from what is kept, and has the digest of one made at once")
{
    Folder const folder;
    write_study(folder);
    auto const digest = [&](std::string const& arguments) {
        auto const said =
            run_program(folder, "run a.toml b.toml --parameters prior --quiet --force -o r.h5 " + arguments);
        CAPTURE(arguments, said.err);
        REQUIRE(said.status == 0);
        return run_program(folder, "digest r.h5").out;
    };
    auto const nine = digest("--replicates 9"), three = digest("--replicates 3");
    CHECK(nine != three);
    CHECK(digest("--replicates 3 --keep kept") == three);
    auto const segments = [&] {
        std::size_t count = 0;
        for (auto const& entry : std::filesystem::directory_iterator(folder.path("kept")))
            count += entry.path().extension() == ".seg" ? 1U : 0U;
        return count;
    };
    CHECK(segments() == 1);
    CHECK(digest("--replicates 9 --keep kept") == nine);
    CHECK(segments() == 2);
    CHECK(digest("--replicates 9 --keep kept") == nine);  // nothing is run
    CHECK(digest("--replicates 3 --keep kept") == three);
    CHECK(segments() == 2);
    CHECK(digest("--replicates 3 --keep kept --seed 2") != three);
    // Another program's runs are not mixed in; nor is anything else.
    auto text = std::string("runs of launches 1\ncptsim 0.0.1, results 1, sources 0\n");
    folder.write("kept/kept.txt", text);
    auto const refused = run_program(folder, "run a.toml b.toml --keep kept --quiet");
    CHECK(refused.status == 2);
    CHECK_THAT(refused.err, Catch::Contains("holds runs of another program"));
    CHECK(run_program(folder, "run a.toml --keep . --quiet").status == 2);
    CHECK(run_program(folder, "run a.toml --keep a.toml --quiet").status == 2);
}

TEST_CASE("a launch goes on from kept runs of its reference to more scenarios than a pack holds")
{
    Folder const folder;
    write_study(folder);
    folder.write("c.toml", "extends = \"a.toml\"\nname = \"c\"\nlevers.lump_sum.2020-06 = 900\n");
    auto const digest = [&](std::string const& arguments) {
        auto const said =
            run_program(folder, "run a.toml b.toml " + arguments +
                                    " --replicates 8 --parameters defaults --no-placebo --quiet --force -o r.h5");
        CAPTURE(arguments, said.err);
        CHECK(said.status == 0);
        return run_program(folder, "digest r.h5").out;
    };
    auto const three = digest("c.toml");
    static_cast<void>(digest("--keep kept"));
    CHECK(digest("c.toml --keep kept") == three);
}

TEST_CASE("a precision is met by the digest of a plain launch of as many replicates, or refused")
{
    Folder const folder;
    write_study(folder);
    auto const launch = "run a.toml b.toml --parameters prior --prior-replicates 0 --quiet --force ";
    auto const wide = run_program(folder, std::string(launch) +
                                              "-o p.h5 --replicates 400 --precision 'active@2020-12: 50' --precision "
                                              "'nominal@2020-12: 50'");
    CAPTURE(wide.err);
    REQUIRE(wide.status == 0);
    CHECK_THAT(wide.err, Catch::Contains("precision met with 40 replicates"));
    CHECK(run_program(folder, std::string(launch) + "-o q.h5 --replicates 40").status == 0);
    CHECK(run_program(folder, "digest p.h5").out == run_program(folder, "digest q.h5").out);
    auto const narrow =
        run_program(folder, std::string(launch) + "-o n.h5 --replicates 64 --precision 'active@2020-12: 0.000001'");
    CHECK(narrow.status == 2);
    CHECK_THAT(narrow.err, Catch::Contains("is not met by at most 64 replicates") && Catch::Contains("--replicates"));
    CHECK_FALSE(std::filesystem::exists(folder.path("n.h5")));
    CHECK(run_program(folder, std::string(launch) + "--replicates 32 --precision 'active@2020-12: 50'").status == 2);
    CHECK(run_program(folder, std::string(launch) + "--precision 'activ@2020-12: 50'").status == 2);
    CHECK(run_program(folder, std::string(launch) + "--precision 'active@2021-12: 50'").status == 2);
}

TEST_CASE("a sweep has as few replicates as a precision takes at all points")
{
    Folder const folder;
    sobol(folder, 4, 48);
    auto const met = run_program(folder, "sweep study.toml -o dir --quiet --precision 'active@2020-12: 50'");
    CAPTURE(met.err);
    CHECK(met.status == 0);
    CHECK_THAT(met.err, Catch::Contains("precision met with 40 replicates"));
    sobol(folder, 4, 40);
    CHECK(merged(folder, "dir") == undisturbed(folder));
    CHECK(run_program(folder, "sweep study.toml -o dir --precision 'hours@2020-12: 50'").status == 2);  // not kept
    CHECK(run_program(folder, "sweep study.toml -o dir --precision 'active@2020-12: 1' --shard 1/2").status == 2);
    auto const narrow = run_program(folder, "sweep study.toml -o dir --quiet --precision 'active@2020-12: 0.00001'");
    CHECK(narrow.status == 2);
    CHECK_THAT(narrow.err, Catch::Contains("is not met by at most 40 replicates"));
}

}  // namespace cptsim::test
