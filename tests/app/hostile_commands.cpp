// What strangers send and what shells lose, given to the commands: each ends with words, and nothing is lost by it.
#include <catch2/catch.hpp>

#include <sys/resource.h>

#include "analysis/report/page.hpp"
#include "sim/base/sanitizers.hpp"
#include "tests/app/program.hpp"
#include "tests/app/small_study.hpp"
#include "tests/app/territories.hpp"

namespace cptsim::test {
namespace {

using Catch::Contains;
using Catch::StartsWith;

constexpr char const* kLaunch = "run a.toml --population small.csv --replicates 2 --quiet --parameters defaults ";

/// A reference of two years, a.toml, and a small table.
void write_launch(Folder const& folder)
{
    folder.write("a.toml", "name = \"a\"\ntime.end = \"2020-12\"\ntime.policy_start = \"2020-01\"\n");
    folder.write("small.csv", kTerritories);
}

std::string bytes_of(Folder const& folder, std::string const& name)
{
    std::ifstream in(folder.path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Runs a shell's words around the program, which is "$P" in them.
int shell(Folder const& folder, std::string const& script)
{
    int const status = std::system(
        ("cd '" + folder.path("") + "' && P='" + program() + "' && { " + script + "; } >shell.out 2>shell.err")
            .c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST_CASE("a lever of the first month has a value before it: the default of the model")
{
    Folder const folder;
    folder.write("first.toml", "name = \"first\"\n[levers.hourly_indemnity]\n2019-01 = 10\n");
    auto const said = run_program(folder, "explain first.toml");
    CHECK(said.status == 0);
    CHECK_THAT(said.out, Contains("from January 2019, everyone: 0 EUR/h → 10 EUR/h"));
    CHECK(run_program(folder, "explain baseline").status == 0);
    CHECK(run_program(folder, "diff first.toml baseline").status == 0);
}

TEST_CASE("numbers are what was written, or are refused")
{
    Folder const folder;
    write_launch(folder);
    auto const said = [&](std::string const& set) {
        auto const outcome = run_program(folder, "check a.toml --set " + set);
        CHECK(outcome.status == 2);
        return outcome.err;
    };
    CHECK_THAT(said("levers.hourly_indemnity.2025-01=9007199254740993"),
               Contains("is 9007199254740993 (must lie between"));
    CHECK_THAT(said("board.seats=3.9"), Contains("board.seats is 3.9 (must be a whole number)"));
    CHECK_THAT(said("activity.crowding=0,5"), Contains("did you mean 0.5?"));
    CHECK_THAT(said("activity.crowding=80,5"), Contains("did you mean 80.5?"));
    CHECK_THAT(said("'activity.crowding=1 000'"), Contains("did you mean 1000?"));
    for (auto const* other : {"'activity.crowding=80 %'", "activity.crowding=1,000", "'activity.crowding=2 k'",
                              "activity.crowding=1.000,5", "activity.crowding=0,5,5"})
        CHECK(said(other).find("did you mean") == std::string::npos);
    CHECK_THAT(said("time.end=2024-01-15"), !Contains("did you mean"));
    CHECK_THAT(said("'title.en=\"\\u001b[31mred\"'"), Contains("a character that nobody sees, U+001B"));
}

TEST_CASE("an option that is given nothing is refused, not taken for absent")
{
    Folder const folder;
    write_launch(folder);
    for (auto const* option : {"--population ''", "--until ''", "-o ''", "--report ''", "--parameters ''", "--set ''",
                               "--seed ''", "--lang ''", "--population="}) {
        CAPTURE(option);
        auto const said = run_program(folder, std::string("run a.toml ") + option);
        CHECK(said.status == 2);
        CHECK_THAT(said.err, Contains("is empty (must have a value)") || Contains("needs a value"));
        CHECK(said.out.empty());
    }
    CHECK(run_program(folder, "sweep s.toml -o d --shard ''").status == 2);
    CHECK(run_program(folder, "check ''").status == 2);
}

TEST_CASE("a file that a file names lies beside it, or is asked for")
{
    Folder const folder;
    folder.write("outside.csv", kTerritories);
    folder.write("in/a.toml", "name = \"a\"\npopulation = \"../outside.csv\"\n");
    auto const said = run_program(folder, "check in/a.toml");
    CHECK(said.status == 2);
    CHECK_THAT(said.err,
               Contains("in/a.toml:2:14: population \"../outside.csv\" (it lies outside the folder of the file "
                        "that names it) allow it with --extends-anywhere?"));
    CHECK(run_program(folder, "check in/a.toml --extends-anywhere").status == 0);
    // Where an option is recommended, the command has it.
    folder.write("observed.csv", "none\n");
    folder.write("in/fit.toml",
                 "scenario = \"baseline\"\ntargets = \"../observed.csv\"\nuses = [\"calibrate\"]\npopulations.here = "
                 "\"alsace\"\n");
    for (auto const* command : {"calibrate in/fit.toml -o c.h5 --quiet", "validate in/fit.toml --quiet"}) {
        CAPTURE(command);
        CHECK_THAT(run_program(folder, command).err, Catch::Contains("allow it with --extends-anywhere?"));
        auto const allowed = run_program(folder, std::string(command) + " --extends-anywhere");
        CHECK(allowed.status == 2);
        CHECK_THAT(allowed.err, Catch::Contains("observed.csv:1"));
    }
    std::filesystem::create_symlink(folder.path("outside.csv"), folder.path("in/link.csv"));
    folder.write("in/a.toml", "name = \"a\"\npopulation = \"link.csv\"\n");
    CHECK(run_program(folder, "check in/a.toml").status == 2);
    folder.write("in/c.toml",
                 "scenario = \"baseline\"\ntargets = \"../outside.csv\"\nuses = [\"calibrate\"]\n"
                 "populations.france = \"alsace\"\n");
    CHECK_THAT(run_program(folder, "calibrate in/c.toml -o c.h5").err,
               Contains("in/c.toml:2:11: targets \"../outside"));
    folder.write("in/s.toml",
                 "scenarios = [\"baseline\"]\npopulation = \"../outside.csv\"\ndesign.method = "
                 "\"full_factorial\"\nfactors.strain.base_rate = { values = [0.01, 0.02] }\n");
    CHECK_THAT(run_program(folder, "sweep in/s.toml --dry-run").err,
               Contains("in/s.toml:2:14: population \"../outside"));
    folder.write("draws.csv", "board.seats\n5\n");
    folder.write("in/draws.csv", "board.seats\n5\n");
    auto const front = [&](std::string const& names) {
        folder.write("in/f.toml", names + "\nat = \"2026-12\"\nbudgets = [1]\nlevers.information = { add = 1 }\n");
        return run_program(folder, "frontier in/f.toml --csv none/x.csv").err;
    };
    CHECK_THAT(front("scenario = \"baseline\"\npopulation = \"../outside.csv\""),
               Contains("in/f.toml:2:14: population \"../outside"));
    CHECK_THAT(front("scenario = \"baseline\"\npopulation = \"outside.csv\""), Contains("in/f.toml:2:14: population"));
    folder.write("outside.toml", "name = \"outside\"\n");
    CHECK_THAT(front("scenario = \"../outside\""), Contains("in/f.toml:1:12: scenario \"../outside"));
    CHECK_THAT(front("scenario = \"baseline\"\nparameters = \"../draws.csv\""),
               Contains("in/f.toml:2:14: parameters \"../draws"));
    CHECK_THAT(front("scenario = \"baseline\"\npopulation = \"alsace\"\nparameters = \"draws.csv\""),
               Contains("none/x.csv: cannot be written"));  // which lies beside the study
}

TEST_CASE("draws are named for what they are, and none leaves less than nothing to the rest")
{
    Folder const folder;
    write_launch(folder);
    folder.write("own.csv",
                 "\"board.seats\";\"strain.base_rate\"\r\n5;0,01\r\n7;0,02\r\n");  // as a French Excel writes
    std::string const launch =
        "run a.toml --population small.csv --replicates 2 --quiet --table full --prior-replicates 0 ";
    auto const own = run_program(folder, launch + "--parameters own.csv -o r.h5");
    CHECK(own.status == 0);
    CHECK_THAT(own.out, Contains("own sample own.csv, SHA-256 "));
    CHECK_THAT(run_program(folder, "info r.h5").out, Contains("own sample own.csv, SHA-256 "));
    auto const said = [&](std::string const& csv) {
        folder.write("bad.csv", csv);
        auto const outcome = run_program(folder, launch + "--parameters bad.csv");
        CHECK(outcome.status == 2);
        return outcome.err;
    };
    CHECK_THAT(said("board.seats,board.seats\n5,7\n"), Contains("bad.csv:1:13: board.seats comes twice"));
    CHECK_THAT(said("traits.free_rider_share,traits.conditional_share,traits.hump_share\n0.9,0.9,0.9\n"),
               Contains("bad.csv:2:1: shares add up to 2.7 (must be 1 at most"));
    CHECK_THAT(said("board.seats\n3.9\n"), Contains("board.seats is 3.9 (must be a whole number)"));
    folder.write("half.csv", "traits.conditional_share,strain.base_rate\n0.5,0.01\n0.55,0.01\n");
    auto const set = run_program(folder, launch +
                                             "--parameters half.csv --set traits.hump_share=0 --set "
                                             "traits.free_rider_share=0.5");
    CHECK(set.status == 2);
    CHECK_THAT(set.err, Contains("shares add up to 1.05 in replicate 1 (must be 1 at most") &&
                            Contains("set the others too, in proportion: times 0.909?"));
}

TEST_CASE("a placebo is known by what it does, whatever its name")
{
    Folder const folder;
    write_launch(folder);
    folder.write("p.toml", "extends = \"a.toml\"\nname = \"placebo\"\nlevers.attachment.2020-01 = \"mandatory\"\n");
    auto const said = run_program(folder,
                                  "run a.toml p.toml --population small.csv --replicates 2 --quiet --parameters "
                                  "defaults -o r.h5");
    CHECK(said.status == 0);
    CHECK_THAT(run_program(folder, "info r.h5").out, Contains("placebo_twin"));
    CHECK(said.out.find("This is the placebo") == std::string::npos);
}

TEST_CASE("text of a table is quoted where it is written, or refused before the work")
{
    Folder const folder;
    write_launch(folder);
    std::string table = kTerritories;
    table.replace(table.find("grand_est"), 9, "\"Bourgogne, Franche-Comté\"");
    folder.write("small.csv", table);
    CHECK(run_program(folder, std::string(kLaunch) + "-o r.h5").status == 0);
    CHECK(run_program(folder, "digest r.h5").status == 0);
    table.replace(table.find("Franche"), 1, std::string(1, '\0'));
    folder.write("small.csv", table);
    auto const said = run_program(folder, std::string(kLaunch) + "-o s.h5");
    CHECK(said.status == 2);
    CHECK_THAT(said.err, Contains("small.csv:2:") && Contains("U+0000"));
    CHECK(bytes_of(folder, "s.h5").empty());
    std::filesystem::rename(folder.path("small.csv"), folder.path("v\xE9.csv"));
    folder.write("v\xE9.csv", kTerritories);
    CHECK_THAT(run_program(folder, "run a.toml --population v\xE9.csv").err, Contains("v\\xE9.csv: has a name"));
}

TEST_CASE("no output replaces an input, another output, or a file of another kind")
{
    Folder const folder;
    write_launch(folder);
    REQUIRE(run_program(folder, std::string(kLaunch) + "-o r.h5").status == 0);
    auto const before = bytes_of(folder, "r.h5");
    auto const refused = [&](std::string const& arguments) {
        auto const said = run_program(folder, arguments);
        CAPTURE(arguments, said.err);
        CHECK(said.status == 2);
        return said.err;
    };
    std::filesystem::create_hard_link(folder.path("a.toml"), folder.path("twin.h5"));
    CHECK_THAT(refused(std::string(kLaunch) + "-o twin.h5 --force"), Contains("is an input of this command"));
    CHECK_THAT(refused(std::string(kLaunch) + "-o a.toml --force"), Contains("is an input of this command"));
    CHECK_THAT(refused(std::string(kLaunch) + "-o small.csv --force"), Contains("is an input of this command"));
    CHECK_THAT(refused("report r.h5 -o r.h5 --force"), Contains("is an input of this command"));
    CHECK_THAT(refused("report r.h5 -o a.toml --force"), Contains("is not a page"));
    CHECK_THAT(refused(std::string(kLaunch) + "-o x --report ./x --force"), Contains("is the name of two outputs"));
    CHECK_THAT(refused("validate --csv a.toml --force"), Contains("is not a table (CSV)"));
    CHECK_THAT(refused("territories make --region grand_est --table small.csv -o small.csv --force"),
               Contains("is an input of this command"));
    CHECK(bytes_of(folder, "r.h5") == before);
    CHECK(run_program(folder, std::string(kLaunch) + "-o r.h5 --force").status == 0);
    CHECK(run_program(folder, std::string(kLaunch) + "-o " + std::string(251, 'n') + ".h5").status == 0);
}

TEST_CASE("words that nobody can read are lost, and the result is not")
{
    Folder const folder;
    write_launch(folder);
    std::string const launch = "$P run a.toml --population small.csv --replicates 2 --parameters defaults -o ";
    CHECK(shell(folder, launch + "full.h5 2>/dev/full") == 0);
    CHECK(shell(folder, launch + "closed.h5 2>&-") == 0);
    CHECK(shell(folder, "export P; bash -c '{ sleep 0.2; $P check none; } 2> >(true)'") == 2);  // nobody reads
    for (auto const* file : {"full.h5", "closed.h5"})
        CHECK(run_program(folder, std::string("digest ") + file).status == 0);
    CHECK(shell(folder, "$P scenarios >&-") == 1);
    CHECK(shell(folder, "$P scenarios >/dev/full") == 1);
    CHECK(shell(folder, "ulimit -f 8; " + launch + "long.h5") == 2);
    CHECK_THAT(bytes_of(folder, "shell.err"), Contains("nothing was left there") && Contains("ulimit -f"));
    CHECK_FALSE(std::filesystem::exists(folder.path("long.h5")));
}

TEST_CASE("a limit on the size of files is found before a sweep is merged, and in a workbook while it is made")
{
    Folder const folder;
    write_study(folder, 2, 2);
    REQUIRE(run_program(folder, "sweep study.toml -o dir --quiet").status == 0);
    CHECK(shell(folder, "ulimit -f 64; $P merge dir -o m.h5") == 2);
    CHECK_THAT(bytes_of(folder, "shell.err"), StartsWith("m.h5: cannot be written (File too large; nothing was left"));
    CHECK_FALSE(std::filesystem::exists(folder.path("m.h5")));
    REQUIRE(run_program(folder, "merge dir -o m.h5").status == 0);
    CHECK(shell(folder, "ulimit -f 2; LANG=fr $P export m.h5 --to xlsx -o m.xlsx") == 2);
    auto const said = bytes_of(folder, "shell.err");
    CHECK_THAT(said, StartsWith("m.xlsx : ne peut pas être écrit (fichier trop grand, là où il se préparait : "));
    CHECK_THAT(said, !Contains("ERROR") && !Contains("zip"));
}

TEST_CASE("runs that need more memory than is granted are refused before the first")
{
    if (kOwnsAddresses) {
        WARN("no limit on memory holds beside a sanitizer: nothing is tried");
        return;
    }
    Folder const folder;
    folder.write("a.toml", "name = \"a\"\n");
    CHECK(shell(folder, "ulimit -v 400000; $P run a.toml --population france --quiet --parameters defaults") == 2);
    CHECK_THAT(bytes_of(folder, "shell.err"),
               StartsWith("these runs need ") && Contains(" MiB of memory, and 390 MiB are granted"));
    folder.write("s.toml",
                 "scenarios = [\"a\"]\npopulation = \"france\"\n[design]\nmethod = \"full_factorial\"\n[factors]\n"
                 "strain.base_rate = { values = [0.01, 0.02] }\n");
    CHECK(shell(folder, "ulimit -v 400000; LANG=fr $P sweep s.toml -o d") == 2);
    CHECK_THAT(bytes_of(folder, "shell.err"), Contains("ces simulations demandent "));
}

TEST_CASE("words behind -- are arguments, and one too many is said to be one")
{
    Folder const folder;
    write_launch(folder);
    CHECK(run_program(folder, "check -- a.toml").status == 0);
    CHECK_THAT(run_program(folder, "check a.toml -- b").err, StartsWith("\"b\" is one argument too many"));
    CHECK_THAT(run_program(folder, "run a.toml -- --quiet").err, StartsWith("unknown option \"--quiet\""));
    CHECK_THAT(run_program(folder, "run --replicate").err, Contains("did you mean \"--replicates\"?"));
    CHECK_THAT(run_program(folder, "run a.toml --seed 1 --seed 2").err, StartsWith("--seed comes 2 times"));
    CHECK_THAT(run_program(folder, "slurm a.toml -o d --tasks 2 --partition \"$(printf '\\033[31m')\"").err,
               StartsWith("--partition holds a control character"));
}

TEST_CASE("what the system says is said in the language that is asked for")
{
    Folder const folder;
    write_launch(folder);
    CHECK_THAT(run_program(folder, "info none.h5 --lang fr").err,
               Contains("ne peut pas être lu (fichier ou dossier introuvable)"));
    CHECK_THAT(run_program(folder, "sweep " + std::string("study.toml -o a.toml/d"), "LANG=fr").err,
               !Contains("cannot") && !Contains("Not a directory"));
    CHECK_THAT(run_program(folder, std::string(kLaunch) + "-o " + std::string(300, 'n'), "LANG=fr").err,
               Contains("nom trop long"));
    CHECK_THAT(run_program(folder, "check /dev/fd/7 --lang fr 7< .").err,
               Contains("ne peut pas être lu (c'est un dossier)"));
    auto const door = run_program(folder, "explore", "LANG=fr DISPLAY=:0 TMPDIR=/none timeout 20");
    CHECK(door.status == 2);
    CHECK_THAT(door.err, Contains("un autre TMPDIR ?"));
}

TEST_CASE("the signals of terminals, batch systems and limits stop a launch as SIGTERM does")
{
    Folder const folder;
    folder.write("a.toml", "name = \"a\"\n");
    auto const launch = [](std::string const& file) {
        return "$P run a.toml --population france --replicates 2000 --threads 1 --quiet --parameters defaults -o " +
               file;
    };
    for (auto const* signal : {"HUP", "XCPU", "USR1", "TERM"}) {
        CAPTURE(signal);
        CHECK(shell(folder, launch("s.h5") + " & sleep 1; kill -" + signal + " $!; wait $!") == 143);
    }
    CHECK(shell(folder, launch("s.h5") + " & sleep 1; kill -INT $!; wait $!") == 130);
    // Commands that keep nothing have the same status.
    for (auto const* signal : {"HUP", "XCPU", "USR1"})
        CHECK(shell(folder, std::string("$P validate --quiet & sleep 1; kill -") + signal + " $!; wait $!") == 143);
    // Ignored at the start, as nohup does, they stay so.
    CHECK(shell(folder, "trap '' HUP; " + launch("n.h5") +
                            " & p=$!; sleep 1; kill -HUP $p; sleep 1; kill -0 $p && kill -KILL $p; wait $p") == 137);
}

TEST_CASE("seeds go to 2^64 - 1 in every door")
{
    Folder const folder;
    write_launch(folder);
    folder.write("s.toml",
                 "scenarios = [\"a\"]\npopulation = \"small.csv\"\nseed = \"18446744073709551615\"\nreplicates = 2\n"
                 "[design]\nmethod = \"full_factorial\"\nseed = 5000000000\n[factors]\n"
                 "strain.base_rate = { values = [0.01, 0.01, 0.02] }\n");
    auto const said = run_program(folder, "sweep s.toml -o d");
    CHECK(said.status == 0);
    CHECK_THAT(said.err, Contains("A factor lists a value twice"));
    REQUIRE(run_program(folder, "merge d").status == 0);
    CHECK_THAT(run_program(folder, "info d/merged.h5").out, Contains("seed           18446744073709551615"));
    CHECK_THAT(run_program(folder, "merge d -o d/manifest.h5 --force").err, Contains("is an input of this command"));
    CHECK_THAT(run_program(folder, "sensitivity d/merged.h5 --csv d/merged.h5 --force").err,
               Contains("is an input of this command"));
    folder.write("t.toml",
                 "scenarios = [\"a\"]\nseed = -1\n[design]\nmethod = \"full_factorial\"\nseed = \"1e3\"\n"
                 "[factors]\nstrain.base_rate = { values = [0.01, 0.02] }\n");
    CHECK_THAT(
        run_program(folder, "sweep t.toml -o e").err,
        Contains("t.toml:2:8: seed is -1 (must be a whole number from 0 to 2^64 - 1; above 2^63 - 1 in quotes)") &&
            Contains("design.seed is \"1e3\""));
}

TEST_CASE("counts of few persons are left out where they are published, and kept in the result")
{
    Folder const folder;
    write_launch(folder);
    REQUIRE(run_program(folder, std::string(kLaunch) + "-o r.h5").status == 0);
    auto const digest = run_program(folder, "digest r.h5").out;
    auto const said = run_program(folder, "export r.h5 --to csv --mask-small-cells -o masked");
    CHECK(said.status == 0);
    CHECK_THAT(said.err, Contains("rest on 1 to 10 persons") && Contains("the result file keeps its numbers"));
    REQUIRE(run_program(folder, "export r.h5 --to csv --mask-small-cells=2 -o nearly").status == 0);
    REQUIRE(run_program(folder, "export r.h5 --to csv -o whole").status == 0);
    CHECK(run_program(folder, "digest r.h5").out == digest);
    auto const small = [&](std::string const& name) {  // counts of 1 to 10 by profession
        std::istringstream lines(bytes_of(folder, name + "/by_month_profession.csv"));
        int found = 0;
        for (std::string line; std::getline(lines, line);) {
            auto const comma = line.rfind(',');
            bool const counts =
                line.find(",eligible,") != std::string::npos || line.find(",outside,") != std::string::npos;
            double const value = counts && comma + 1 < line.size() ? std::stod(line.substr(comma + 1)) : 0;
            found += value >= 1 && value < 11;
        }
        return found;
    };
    CHECK(small("whole") > 0);
    CHECK(small("nearly") > 0);
    CHECK(small("masked") == 0);
    CHECK(run_program(folder, "export r.h5 --to csv --summary --mask-small-cells -o summary").status == 0);
    CHECK(run_program(folder, "export r.h5 --to csv --mask-small-cells=1 -o none").status == 2);
    write_study(folder, 2, 2);
    REQUIRE(run_program(folder, "sweep study.toml -o dir --quiet").status == 0);
    REQUIRE(run_program(folder, "merge dir -o m.h5").status == 0);
    for (auto const* command : {"report m.h5 -o m.html", "export m.h5 --to xlsx -o m.xlsx"})
        CHECK_THAT(run_program(folder, std::string(command) + " --mask-small-cells").err,
                   StartsWith("--mask-small-cells is of runs"));
    CHECK(run_program(folder, "export m.h5 --to csv --mask-small-cells -o runs").status == 0);
}

TEST_CASE("hostile keys cost no seconds")
{
    Folder const folder;
    std::string toml = "name = \"a\"\n[parameters.participation]\n";
    for (int i = 0; i < 30000; ++i) toml += "review_intervall_" + std::to_string(i) + "=1\n";
    folder.write("a.toml", toml);
    auto const computed = [] {  // seconds of processors of all programs that were run so far
        rusage used{};
        getrusage(RUSAGE_CHILDREN, &used);
        return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec);
    };
    double const before = computed();
    auto const said = run_program(folder, "check a.toml");
    CHECK(said.status == 2);
    CHECK_THAT(said.err, Contains("and 29950 more"));
    CHECK(said.err.size() < 50000);
    CHECK(computed() - before < (kOwnsAddresses ? 100 : 10));
    CHECK(run_program(folder, "check a.toml", "LANG=fr_FR.UTF-8 LC_ALL=C").err == said.err);
}

}  // namespace cptsim::test
