// Files that were made to harm: exit status 2 with their name, within seconds, whatever the command.
#include <sys/stat.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <sstream>

#include "tests/app/program.hpp"
#include "tests/app/small_launch.hpp"
#include "tests/app/small_study.hpp"
#include "tests/app/territories.hpp"
#include "tests/docs/documents.hpp"

namespace cptsim::test {
namespace {

/// Files made from a good one by hostile_results.py, in the order of its cases.
std::vector<std::string> harmed(Folder const& folder, std::string const& good)
{
    std::filesystem::create_directories(folder.path("harmed"));
    auto const command = "cd '" + folder.path("") + "' && /usr/bin/python3 '" + source_folder() +
                         "/tests/app/hostile_results.py' " + good + " harmed >names";
    REQUIRE(std::system(command.c_str()) == 0);
    std::vector<std::string> names;
    std::istringstream lines(text_of(folder.path("names")));
    for (std::string name; std::getline(lines, name);) names.push_back(name);
    REQUIRE(names.size() > 10);
    return names;
}

/// Status 2, where 20 s and a gigabyte of memory are the most; what is said begins with the file's name.
void check_refused(Folder const& folder, std::string const& arguments, std::string const& name)
{
    auto const said = run_program(folder, arguments, "LANG=C timeout 20");
    CAPTURE(arguments, said.out, said.err);
    CHECK(said.status == 2);
    CHECK_THAT(said.err, Catch::StartsWith(name + ": "));
}

}  // namespace

TEST_CASE("a result file of a launch that was made to harm is refused by its name", "[cli][hostile]")
{
    Folder const folder;
    write_launch(folder);
    for (auto const& name : harmed(folder, "r.h5"))
        check_refused(folder, "export --to csv --force -o out " + name, name);
    auto const one = std::string("harmed/two_billion_replicates.h5");
    for (auto const* command : {"info ", "digest ", "cite ", "verify ", "export --to csv --summary "})
        check_refused(folder, command + one, one);
    CHECK(run_program(folder, "export --to csv -o good r.h5").status == 0);
}

TEST_CASE("a merged sweep that was made to harm is refused by its name", "[cli][hostile]")
{
    Folder const folder;
    write_study(folder, 2, 2);
    REQUIRE(run_program(folder, "sweep study.toml -o dir --quiet").status == 0);
    REQUIRE(run_program(folder, "merge dir -o m.h5").status == 0);
    for (auto const& name : harmed(folder, "m.h5"))
        check_refused(folder, "export --to csv --force -o out " + name, name);
    auto const one = std::string("harmed/months_of_the_year_5881580.h5");
    for (auto const* command : {"info ", "digest ", "verify ", "sensitivity "})
        check_refused(folder, command + one, one);
}

TEST_CASE("a manifest that was made to harm is refused by its name", "[cli][hostile]")
{
    Folder const folder;
    write_study(folder, 2, 2);
    REQUIRE(run_program(folder, "sweep study.toml -o dir --quiet").status == 0);
    std::filesystem::copy_file(folder.path("dir/manifest.h5"), folder.path("good.h5"));
    for (auto const& name : harmed(folder, "good.h5")) {
        std::filesystem::copy_file(folder.path(name), folder.path("dir/manifest.h5"),
                                   std::filesystem::copy_options::overwrite_existing);
        CAPTURE(name);
        for (auto const* command : {"status dir", "merge dir --force -o m.h5"}) {
            auto const said = run_program(folder, command, "LANG=C timeout 20");
            CAPTURE(command, said.err);
            CHECK(said.status == 2);
            CHECK_THAT(said.err, Catch::StartsWith("dir/manifest.h5"));
        }
    }
    CHECK_FALSE(std::filesystem::exists(folder.path("m.h5")));
}

TEST_CASE("a file of a calibration that was made to harm is refused by its name", "[cli][hostile]")
{
    Folder const folder;
    folder.write("observed.csv",
                 "pattern,date,population,profession,value,unit,definition_error,use,source\n"
                 "stage_signed,2021-06,here,all,1,territories,0.7,calibrate,made up\n"
                 "severe_exhaustion,2021-06,here,gp,0.05,share,0.02,calibrate,made up\n");
    folder.write("c.toml",
                 "scenario = \"baseline\"\ntargets = \"observed.csv\"\nuses = [\"calibrate\"]\n"
                 "populations.here = \"territories.csv\"\nmethod = { particles = 24, waves = 2, resimulated = 16, "
                 "kept = 8 }\noutside = [\"coercion.*\", \"information.campaign_rate\"]\n");
    folder.write("territories.csv", text_of(source_folder() + "/tests/digests/territories.csv"));
    auto const whole = run_program(folder, "calibrate c.toml -o good.h5 --quiet");
    CAPTURE(whole.err);
    REQUIRE(whole.status == 0);
    for (auto const& name : harmed(folder, "good.h5"))
        check_refused(folder, "calibrate c.toml --quiet -o " + name, name);

    auto const bytes = text_of(folder.path("good.h5"));
    auto changed = bytes;
    changed[bytes.size() / 2] = static_cast<char>(changed[bytes.size() / 2] ^ 1);
    folder.write("changed.h5", changed);
    check_refused(folder, "calibrate c.toml --quiet -o changed.h5", "changed.h5");
    folder.write("cut.h5", bytes.substr(0, bytes.size() / 2));
    check_refused(folder, "calibrate c.toml --quiet -o cut.h5", "cut.h5");
    CHECK(run_program(folder, "calibrate c.toml --quiet -o good.h5").out == whole.out);
}

TEST_CASE("a pipe, a device, a folder and a link to nothing are refused without waiting", "[cli][hostile]")
{
    Folder const folder;
    write_study(folder, 2, 2);
    REQUIRE(mkfifo(folder.path("pipe").c_str(), 0600) == 0);
    REQUIRE(symlink("nothing", folder.path("link").c_str()) == 0);
    REQUIRE(mkdir(folder.path("place").c_str(), 0700) == 0);
    for (auto const* other : {"pipe", "place", "link", "/dev/zero", "/dev/tty"})
        for (auto const* command : {"info X", "verify X", "report X -o p.html", "sensitivity X", "run X", "check X",
                                    "run a.toml --population X", "run a.toml --parameters X --population small.csv",
                                    "sweep X --dry-run", "status X", "calibrate X -o c.h5", "export X --to csv"}) {
            std::string arguments = command;
            arguments.replace(arguments.find('X'), 1, other);
            auto const said = run_program(folder, arguments + " </dev/null", "LANG=C timeout 20");
            CAPTURE(arguments, said.err);
            CHECK(said.status == 2);
        }
    REQUIRE(run_program(folder, "sweep study.toml -o dir --quiet").status == 0);
    REQUIRE(mkfifo(folder.path("dir/segments/deadbeef-000001.seg").c_str(), 0600) == 0);
    for (auto const* command : {"status dir", "merge dir", "sweep study.toml -o dir --quiet"}) {
        auto const said = run_program(folder, command, "LANG=C timeout 20");
        CHECK(said.status == 2);
        CHECK(said.err.find("deadbeef-000001.seg: cannot be read (not a regular file)") != std::string::npos);
    }
    std::filesystem::remove(folder.path("dir/segments/deadbeef-000001.seg"));
    REQUIRE(mkfifo(folder.path("dir/workers/deadbeef.txt").c_str(), 0600) == 0);
    CHECK(run_program(folder, "status dir", "LANG=C timeout 20").status == 0);
}

TEST_CASE("what another tool wrote again is read where that is asked for", "[cli][hostile]")
{
    Folder const folder;
    write_launch(folder);
    auto const digest = run_program(folder, "digest r.h5").out;
    auto const command = "cd '" + folder.path("") +
                         "' && /usr/bin/python3 -c \"import h5py\n"
                         "with h5py.File('r.h5') as a, h5py.File('copy.h5', 'w') as b:\n"
                         "    for name in a: a.copy(name, b)\n"
                         "    for name, value in a.attrs.items(): b.attrs[name] = value\"";
    REQUIRE(std::system(command.c_str()) == 0);
    check_refused(folder, "digest copy.h5", "copy.h5");
    auto const said = run_program(folder, "digest copy.h5 --unsealed");
    CHECK(said.status == 0);
    CHECK(said.out == digest);
    CHECK(run_program(folder, "verify copy.h5 --unsealed").status == 0);
    CHECK(run_program(folder, "info copy.h5 --unsealed").status == 0);
}

}  // namespace cptsim::test
