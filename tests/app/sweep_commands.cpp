// `sweep`, `status` and `merge` as users type them: killed, resumed, shared, refused.
#include <unistd.h>
#include <catch2/catch.hpp>

#include <filesystem>
#include <iostream>
#include <regex>

#include "analysis/sweep/folder.hpp"
#include "analysis/sweep/run_name.hpp"
#include "analysis/sweep/study.hpp"
#include "tests/app/small_study.hpp"

namespace cptsim::test {
namespace {

namespace fs = std::filesystem;

/// A process in whose hands one run of the study failed, as "b:3:1".
void fail_run(Folder const& folder, std::string const& name)
{
    auto const sweep = make_sweep(folder.path("study.toml"));
    SweepFolder work(folder.path("dir"), sweep, {});
    SweepResult result;
    result.run = static_cast<std::uint32_t>(sweep.number(parse_run(sweep, "name", name)));
    result.failure = "no good";
    auto const pack = SweepPacks(sweep).pack_of(result.run);
    REQUIRE(work.claim(pack).size() == kLanes);
    work.keep(pack, {result});
    work.finish();
}

std::size_t files_in(std::string const& folder)
{
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("a sweep runs its points, says how far it is, and merges them")
{
    Folder const folder;
    write_study(folder);
    auto const ran = run_program(folder, "sweep study.toml -o dir");
    CAPTURE(ran.err);
    CHECK(ran.status == 0);
    CHECK_THAT(ran.out, Catch::Contains("runs: 144 of 144 done (144 here), 0 failed, 0 missing\n") &&
                            Catch::Contains("speed: "));
    CHECK_THAT(ran.err, Catch::Contains("144 runs: 0 done, 0 failed; 9 packs to do here") &&
                            Catch::Contains("cptsim merge dir"));
    CHECK(files_in(folder.path("dir/segments")) == 1);
    CHECK(files_in(folder.path("dir/workers")) == 0);

    auto const said = run_program(folder, "status dir");
    CHECK(said.status == 0);
    CHECK_THAT(said.out, Catch::StartsWith("dir: Small\n") &&
                             Catch::Contains("144 = 2 scenarios x 8 points x 9 replicates") &&
                             Catch::Contains("144 (100.0 %), whole replicates: 9 of 9"));
    CHECK_THAT(run_program(folder, "status dir --lang fr").out,
               Catch::StartsWith("dir : Petite\n") && Catch::Contains("réplicats entiers : 9 sur 9"));

    auto const digest = merged(folder, "dir", "");
    CHECK(fs::exists(folder.path("dir/merged.h5")));
    CHECK(run_program(folder, "digest dir/merged.h5").out == digest);
    CHECK_THAT(run_program(folder, "merge dir").err, Catch::Contains("exists already"));

    auto const again = run_program(folder, "sweep study.toml -o dir");
    CHECK(again.status == 0);
    CHECK_THAT(again.out, Catch::Contains("144 of 144 done (0 here)"));
    // Comments and titles change no result.
    write_study(folder, 8, 9, "# a thought\n");
    CHECK(run_program(folder, "sweep study.toml -o dir --quiet").status == 0);
}

TEST_CASE("a sweep that is killed goes on where its segments end")
{
    Folder const folder;
    write_study(folder, 40, 10);
    auto const digest = undisturbed(folder);
    bool killed = false;
    for (auto const* after : {"0.05", "0.1", "0.15", "0.2", "0.3"}) {
        auto const said = run_program(folder, "sweep study.toml -o dir --quiet --segment-seconds 0.02",
                                      std::string("LANG=C timeout -s KILL ") + after);
        killed = killed || said.status == 137;
    }
    CHECK(killed);
    auto const said = run_program(folder, "sweep study.toml -o dir --quiet");
    CAPTURE(said.err);
    CHECK(said.status == 0);
    CHECK(merged(folder, "dir") == digest);
    CHECK(files_in(folder.path("dir/segments")) == 1);
    CHECK(files_in(folder.path("dir/workers")) == 0);
}

TEST_CASE("SIGTERM and a deadline end a sweep in good order")
{
    Folder const folder;
    write_study(folder, 1000, 20);
    // Not by the clock: on a busy machine it may take a while until the sweep is at work.
    folder.write("end.sh",
                 "\"$@\" & while ! [ -s dir/workers/*.txt ] && kill -0 $!; do sleep 0.05; done\n"
                 "sleep 0.3; kill -TERM $!; wait $!\n");
    auto const ended = run_program(folder, "sweep study.toml -o dir --segment-seconds 1000", "LANG=C bash end.sh");
    CHECK(ended.status == 143);
    CHECK_THAT(ended.err, Catch::Contains("Interrupted: the same command resumes from here."));
    auto const late = run_program(folder, "sweep study.toml -o dir --quiet --deadline 1s");
    CHECK(late.status == 5);
    CHECK_THAT(late.err, Catch::Contains("The deadline is reached"));
    CHECK_THAT(late.out, !Catch::Contains(" 0 missing"));
    std::smatch done;
    REQUIRE(std::regex_search(late.out, done, std::regex("runs: (\\d+) of 40000 done \\((\\d+) here\\)")));
    CHECK(std::stoi(done[1]) >= std::stoi(done[2]));
    CHECK(files_in(folder.path("dir/segments")) <= 1);
    CHECK(run_program(folder, "sweep study.toml -o dir --deadline 8").status == 2);
}

TEST_CASE("a hole is never silent")
{
    Folder const folder;
    write_study(folder);
    CHECK(run_program(folder, "sweep study.toml -o dir --quiet --shard 2/2").status == 0);
    auto const refused = run_program(folder, "merge dir -o m.h5");
    CHECK(refused.status == 2);
    CHECK_THAT(refused.err, Catch::StartsWith("dir: has 64 of 144 runs (missing: a:0:0, b:0:0, a:1:0, ") &&
                                Catch::Contains("and 72 more) the same sweep again, or --partial?"));
    CHECK_FALSE(fs::exists(folder.path("m.h5")));
    auto const part = merged(folder, "dir", "--partial -o m.h5");
    CHECK(run_program(folder, "sweep study.toml -o dir --quiet").status == 0);
    CHECK(merged(folder, "dir") != part);
}

TEST_CASE("shards in other folders, in any order and twice, merge into the same file")
{
    Folder const folder;
    write_study(folder);
    auto const digest = undisturbed(folder);
    std::string folders;
    for (auto const* shard : {"3", "1", "2"}) {
        auto const dir = std::string("s") + shard;
        CHECK(run_program(folder, "sweep study.toml --quiet --shard " + std::string(shard) + "/3 -o " + dir).status ==
              0);
        folders += ' ' + dir;
    }
    CHECK(merged(folder, folders) == digest);
    CHECK(merged(folder, folders + " s1") == digest);
    CHECK(run_program(folder, "sweep study.toml -o x --shard 4/3").status == 2);
    CHECK(run_program(folder, "sweep study.toml -o x --shard 3").status == 2);
}

TEST_CASE("two processes share one folder without doing a run twice")
{
    Folder const folder;
    write_study(folder, 60, 10);
    auto const digest = undisturbed(folder);
    auto const one = "'" + test::program() + "' sweep study.toml -o dir --quiet --segment-seconds 0.05";
    auto const both =
        "cd '" + folder.path("") + "' && export LANG=C && { " + one + " >one 2>&1 & } && " + one + " >two 2>&1; wait";
    REQUIRE(std::system(both.c_str()) == 0);
    auto const here = [&](char const* name) {
        std::ifstream file(folder.path(name));
        std::string const text{std::istreambuf_iterator<char>(file), {}};
        std::smatch found;
        CAPTURE(text);
        REQUIRE(std::regex_search(text, found, std::regex("\\((\\d+) here\\)")));
        return std::stoi(found[1]);
    };
    CHECK(here("one") + here("two") == 1200);
    CHECK(merged(folder, "dir") == digest);
}

TEST_CASE("a run that failed is named with the command that runs it alone, and run again where that is asked for")
{
    Folder const folder;
    write_study(folder);
    fail_run(folder, "b:3:1");
    auto const said = run_program(folder, "sweep study.toml -o dir --quiet");
    CHECK(said.status == 1);
    CHECK_THAT(said.out, Catch::Contains("143 of 144 done (143 here), 1 failed, 0 missing"));
    std::smatch command;
    REQUIRE(std::regex_search(said.err, command,
                              std::regex("failed: b:3:1 \\(no good\\) cptsim (sweep dir --only b:3:1)\n")));
    CHECK_THAT(run_program(folder, "status dir").out, Catch::Contains(command[1].str()));
    CHECK_THAT(run_program(folder, "merge dir").err, Catch::Contains("missing: b:3:1 (failed))"));
    CHECK_THAT(run_program(folder, command[1].str()).out, Catch::Contains("digest: "));

    auto const again =
        run_program(folder, "sweep study.toml -o dir --quiet --fail-fast");  // what failed is not missing
    CHECK(again.status == 1);
    CHECK_THAT(again.out, Catch::Contains("(0 here), 1 failed, 0 missing"));
    CHECK_THAT(again.err, Catch::Contains("some failed: the same command with --retry"));
    CHECK_THAT(run_program(folder, "sweep study.toml -o dir --quiet --retry").out,
               Catch::Contains("(1 here), 0 failed"));
    CHECK(merged(folder, "dir") == undisturbed(folder));
}

TEST_CASE("a dry run tells runs, packs, time, memory and disk, and writes nothing")
{
    Folder const folder;
    write_study(folder);
    auto const before = files_in(folder.path(""));
    auto const said = run_program(folder, "sweep study.toml --dry-run");
    CHECK(said.status == 0);
    for (auto const* words : {"144 = 2 x 8 x 9 (scenarios x points x replicates)", "packs to do            9\n",
                              "segments               1\n", "time  ", "memory  ", "disk, segments  "})
        CHECK_THAT(said.out, Catch::Contains(words));
    CHECK(files_in(folder.path("")) == before + 2);  // what the test itself keeps of stdout and stderr
    CHECK_THAT(run_program(folder, "sweep study.toml").err, Catch::Contains("-o is missing"));
    // With a folder, what is left to do in it.
    CHECK(run_program(folder, "sweep study.toml -o dir --quiet --shard 2/3").status == 0);
    CHECK_THAT(run_program(folder, "sweep study.toml -o dir --dry-run").out,
               Catch::Contains("packs to do            6\n"));
    CHECK_THAT(run_program(folder, "sweep study.toml -o dir --dry-run --shard 2/3").out,
               Catch::Contains("packs to do            0\n"));
}

TEST_CASE("another study, other files and a folder that takes none are refused, and nothing is lost")
{
    Folder const folder;
    write_study(folder);
    auto const digest = undisturbed(folder);
    write_study(folder, 8, 10);
    auto const changed = run_program(folder, "sweep study.toml -o undisturbed --quiet");
    CHECK(changed.status == 2);
    CHECK_THAT(changed.err, Catch::StartsWith("undisturbed: holds another sweep (it differs in: parameters, replicates "
                                              "(9, now 10); nothing was changed)"));
    folder.write("b.toml", "extends = \"a.toml\"\nname = \"b\"\nlevers.lump_sum.2020-01 = 501\n");
    CHECK_THAT(run_program(folder, "sweep study.toml -o undisturbed --quiet").err, Catch::Contains("scenario b"));
    CHECK(merged(folder, "undisturbed") == digest);

    CHECK_THAT(run_program(folder, "status .").err,
               Catch::Contains("is not the folder of a sweep (it has no manifest.h5)"));
    CHECK_THAT(run_program(folder, "sweep study.toml -o .").err, Catch::Contains("it holds other files"));
    auto const nowhere = run_program(folder, "sweep study.toml -o /proc/dir");
    CHECK(nowhere.status == 2);
    CHECK_THAT(nowhere.err, Catch::Contains("/proc/dir: cannot be made"));
}

TEST_CASE("a folder needs its study no more")
{
    Folder const folder;
    write_study(folder);
    auto const digest = undisturbed(folder);
    CHECK(run_program(folder, "sweep study.toml -o dir --quiet --shard 1/2").status == 0);
    for (auto const* file : {"study.toml", "a.toml", "b.toml", "points.csv", "small.csv"})
        fs::remove(folder.path(file));
    auto const said = run_program(folder, "sweep dir --quiet");
    CAPTURE(said.err);
    CHECK(said.status == 0);
    CHECK_THAT(said.out, Catch::Contains("144 of 144 done (64 here)"));
    CHECK(merged(folder, "dir") == digest);
}

TEST_CASE("what a merge reserved and did not need is given back")
{
    Folder const folder;
    write_study(folder, 100, 10);
    static_cast<void>(undisturbed(folder));
    CHECK(std::system(("cd '" + folder.path("") +
                       "' && [ $(stat -c '%b * %B' m.h5 | xargs -I{} sh -c 'echo $(({}))') -lt $(($(stat -c %s m.h5) + "
                       "100000)) ]")
                          .c_str()) == 0);
}

TEST_CASE("a folder that became read-only is refused, and can still be read")
{
    Folder const folder;
    write_study(folder);
    auto const digest = undisturbed(folder);
    if (getuid() == 0 && std::system("command -v setpriv >/dev/null") != 0) {
        std::cerr << "SKIPPED: root may write anywhere, and there is no setpriv to be someone else\n";
        return;
    }
    REQUIRE(std::system(("chmod -R a-w '" + folder.path("undisturbed") + "' && chmod a+rx '" + folder.path("") + "'")
                            .c_str()) == 0);
    auto const nobody = getuid() == 0 ? std::string("LANG=C setpriv --reuid 65534 --regid 65534 --clear-groups")
                                      : std::string("LANG=C");
    auto const said = run_program(folder, "sweep study.toml -o undisturbed --quiet", nobody);
    CHECK(said.status == 2);
    CHECK_THAT(said.err, Catch::Contains("undisturbed/locks: cannot be written (Permission denied)"));
    CHECK(run_program(folder, "status undisturbed", nobody).status == 0);
    CHECK(std::system(("chmod -R u+w '" + folder.path("undisturbed") + "'").c_str()) == 0);
    CHECK(merged(folder, "undisturbed") == digest);
}

TEST_CASE("a full disk ends a sweep with a clear error, and nothing is lost")
{
    Folder const folder;
    write_study(folder, 100, 10, "months = \"all\"\n");
    auto const digest = undisturbed(folder);
    // No file may grow beyond a few blocks: what is written in one segment does not fit.
    auto const full = run_program(folder, "sweep study.toml -o dir --quiet --segment-seconds 1000",
                                  "LANG=C; export LANG; trap '' XFSZ; ulimit -f 1000;");
    CAPTURE(full.out);
    CHECK(full.status == 2);
    CHECK_THAT(full.err, Catch::Contains("cannot be written (File too large; nothing was left there) raise the limit"));
    CHECK(files_in(folder.path("dir/segments")) == 0);
    CHECK(run_program(folder, "sweep study.toml -o dir --quiet").status == 0);
    CHECK(merged(folder, "dir") == digest);
}

}  // namespace cptsim::test
