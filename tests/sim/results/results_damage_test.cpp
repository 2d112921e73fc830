// What is no whole result file is refused with a message; what cannot be written leaves nothing behind.
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <csignal>
#include <fstream>
#include <iterator>

#include "sim/base/error.hpp"
#include "sim/files/atomic_file.hpp"
#include "sim/files/netcdf_file.hpp"
#include "sim/files/sealed_file.hpp"
#include "sim/results/results_digest.hpp"
#include "sim/results/results_reader.hpp"
#include "tests/sim/results/results_sample.hpp"

using namespace cptsim;
using sample::problem;

namespace {

constexpr char const* kSomeHdf5 = "\x89HDF\r\n\x1a\nmine";

std::string bytes_of(std::string const& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void save(std::string const& path, std::string const& bytes) { std::ofstream(path, std::ios::binary) << bytes; }

std::string reading(std::string const& path, Seal seal = Seal::required)
{
    return problem([&] { static_cast<void>(ResultsFile(path, seal).digest()); });
}

constexpr char const* kUnsealed =
    "has no checksum at its end (it was cut short, or another tool wrote it) a copy of it, or --unsealed where that "
    "tool is trusted?";

constexpr char const* kDamaged = "is damaged (its bytes do not match its checksum) a copy of it, or run again?";

/// An HDF5 file that holds nothing but attributes.
void save_foreign(std::string const& path, std::vector<std::pair<std::string, std::string>> const& attributes)
{
    NetcdfWriter file;
    for (auto const& [name, text] : attributes) file.add_attribute("/", name, text);
    save(path, file.finish());
}

}  // namespace

TEST_CASE("a file that is no result file is refused in words of its own", "[results]")
{
    sample::Folder const folder;
    CHECK(reading(folder.file("none.h5")) == "cannot be read (No such file or directory) another file?");
    CHECK(reading("/") == "is not a regular file (a result file is needed) another file?");
    save(folder.file("empty.h5"), "");
    CHECK(reading(folder.file("empty.h5")) == "is not a result file of cptsim (it is not an HDF5 file) another file?");
    save(folder.file("text.h5"), std::string(2000, 'x'));
    CHECK(reading(folder.file("text.h5")) == "is not a result file of cptsim (it is not an HDF5 file) another file?");
    save_foreign(folder.file("other.h5"), {});
    CHECK(reading(folder.file("other.h5")) == kUnsealed);
    CHECK(reading(folder.file("other.h5"), Seal::optional) ==
          "is not a result file of cptsim (it is an HDF5 file of another kind) another file?");
    save_foreign(folder.file("newer.h5"),
                 {{"format", "cptsim-results"}, {"format_version", "2.0"}, {"cptsim_version", "3.1.4"}});
    CHECK(reading(folder.file("newer.h5"), Seal::optional) ==
          "has format 2.0 (this program reads format 1) cptsim 3.1.4 or newer?");
    save_foreign(folder.file("hollow.h5"), {{"format", "cptsim-results"}, {"format_version", "1.0"}});
    CHECK_THAT(reading(folder.file("hollow.h5"), Seal::optional), Catch::StartsWith("cannot be read (its "));
}

TEST_CASE("a variable that has not the one text that it should have is damaged", "[results]")
{
    sample::Folder const folder;
    auto const path = folder.file("two.h5");
    NetcdfWriter file;
    file.add_group("/g");
    file.add_variable("/g/one", {}, std::vector<std::string>{"a"}, {});
    file.add_axis("/g/two", std::vector<std::string>{"a", "b"}, {});
    save(path, file.finish());
    NetcdfReader const reader(path);
    CHECK(reader.text("/g/one") == "a");
    CHECK(problem([&] { static_cast<void>(reader.text("/g/two")); }) ==
          "is damaged (/g/two is not one text) a copy of it, or run again?");
}

TEST_CASE("a changed bit anywhere in a result file is found before HDF5 reads it", "[results]")
{
    sample::Folder const folder;
    auto const path = folder.file("r.h5");
    sample::write(path, sample::plan());
    auto const whole = bytes_of(path);
    REQUIRE(reading(path).empty());
    std::mt19937 random(1);
    for (int trial = 0; trial < 100; ++trial) {
        auto changed = whole;
        auto const at = random() % (whole.size() - kSealLength);
        changed[at] = static_cast<char>(changed[at] ^ (1 << random() % 8));
        save(path, changed);
        CAPTURE(at);
        CHECK(reading(path) ==
              (at < 8 ? "is not a result file of cptsim (it is not an HDF5 file) another file?" : kDamaged));
    }
}

TEST_CASE("a result file that was cut short is refused wherever it was cut", "[results]")
{
    sample::Folder const folder;
    auto const path = folder.file("r.h5");
    sample::write(path, sample::plan());
    auto const whole = bytes_of(path);
    for (double const share : {0.001, 0.1, 0.5, 0.9, 0.999}) {
        save(path, whole.substr(0, static_cast<std::size_t>(share * static_cast<double>(whole.size() - kSealLength))));
        CAPTURE(share);
        CHECK(reading(path) == kUnsealed);
        CHECK(reading(path, Seal::optional) ==
              "is damaged or cut short (HDF5 cannot open it) a copy of it, or run again?");
    }
}

TEST_CASE(
    "a file without its checksum is read where that is asked for, and values that are not those of a digest are found",
    "[results]")
{
    sample::Folder const folder;
    auto const path = folder.file("r.h5");
    sample::write(path, sample::plan());
    auto const whole = bytes_of(path);
    save(path, whole.substr(0, whole.size() - kSealLength));
    CHECK(reading(path) == kUnsealed);
    CHECK(reading(path, Seal::optional).empty());
    auto changed = whole.substr(0, whole.size() - kSealLength);
    auto const digest =
        changed.find(run_digest(RunGrid(sample::plan()).observations(), sample::observation(sample::plan(), {})));
    REQUIRE(digest != std::string::npos);
    changed[digest] = changed[digest] == '0' ? '1' : '0';
    save(path, changed);
    CHECK(reading(path, Seal::optional) ==
          "is damaged (the values of scenario 'baseline', replicate 0 are not those of its digest) a copy of it, or "
          "run again?");
}

TEST_CASE("an output that could not be written is refused before anything runs", "[results]")
{
    sample::Folder const folder;
    auto const path = folder.file("r.h5");
    auto const opening = [](std::string const& file, bool force) {
        return problem([&] { ResultsWriter writer(file, force); });
    };
    save(path, kSomeHdf5);
    CHECK(opening(path, false) == "exists already (nothing is overwritten) --force, or another name?");
    CHECK(opening(path, true).empty());
    CHECK(bytes_of(path) == kSomeHdf5);
    for (auto const* text : {"name = \"mine\"\n", ""}) {
        save(path, text);
        CHECK(opening(path, true) == "is not an HDF5 file (--force replaces results, and nothing else) another name?");
        CHECK(bytes_of(path) == text);
    }
    CHECK(opening(folder.file("no/r.h5"), false) ==
          "cannot be written (there is no folder '" + folder.file("no") + "') create it, or another folder?");
    CHECK_THAT(opening(folder.file(""), false), Catch::StartsWith("is a folder (a file is needed)"));
    CHECK(opening("/dev/null", true) ==
          "is not a regular file (results are written beside it and renamed) another name?");
    CHECK(opening("", false) == "the name of the output is empty (a file name is needed) -o results.h5?");
    CHECK_THAT(opening("/proc/r.h5", false), Catch::StartsWith("cannot be written ("));
    CHECK(folder.names() == std::vector<std::string>{"r.h5"});
}

TEST_CASE("a file that appears while the runs are computed is not overwritten without force", "[results]")
{
    sample::Folder const folder;
    auto const path = folder.file("r.h5");
    auto const plan = sample::plan();
    ResultsWriter writer(path, false);
    writer.begin(plan);
    writer.write({}, sample::observation(plan, {}));
    save(path, "mine");
    CHECK(problem([&] { writer.finish(); }) == "exists already (nothing is overwritten) --force, or another name?");
    CHECK(bytes_of(path) == "mine");

    AtomicFile late(folder.file("late.txt"), false);
    late.write("late");
    save(folder.file("late.txt"), "first");
    CHECK(problem([&] { late.commit(); }) ==
          "appeared while it was being computed (nothing is overwritten) --force, or another name?");
    CHECK(bytes_of(folder.file("late.txt")) == "first");
}

TEST_CASE("with force the file behind a symbolic link is replaced, and the link stays", "[results]")
{
    sample::Folder const folder;
    save(folder.file("target.txt"), "before");
    REQUIRE(symlink("target.txt", folder.file("link.txt").c_str()) == 0);
    AtomicFile file(folder.file("link.txt"), true);
    file.write("after");
    file.commit();
    CHECK(bytes_of(folder.file("target.txt")) == "after");
    CHECK(std::filesystem::is_symlink(folder.file("link.txt")));
}

TEST_CASE("a limit on the size of files is a message, and leaves nothing behind", "[results]")
{
    sample::Folder const folder;
    struct rlimit before = {};
    REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
    auto const handler = std::signal(SIGXFSZ, SIG_IGN);
    struct rlimit const small = {10000, before.rlim_max};
    REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
    auto const said = problem([&] { sample::write(folder.file("r.h5"), sample::plan()); });
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    CHECK(said ==
          "cannot be written (File too large; nothing was left there) raise the limit on the size of files (ulimit "
          "-f), or "
          "another folder?");
    CHECK(folder.names().empty());
}

TEST_CASE("a full disk is a message, leaves nothing behind and keeps what was there", "[results]")
{
    sample::Folder const folder;
    auto const disk = folder.file("disk");
    std::filesystem::create_directory(disk);
    if (mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=256k") != 0) {
        WARN("SKIPPED: mounting a small file system takes root; the full disk was not tested");
        return;
    }
    save(disk + "/r.h5", kSomeHdf5);
    auto const plan = sample::plan();
    auto const said = problem([&] {
        ResultsWriter writer(disk + "/r.h5", true);
        writer.begin(plan);
        writer.write({}, sample::observation(plan, {}));
        writer.finish();
    });
    std::vector<std::string> names;
    for (auto const& entry : std::filesystem::directory_iterator(disk))
        names.push_back(entry.path().filename().string());
    auto const kept = bytes_of(disk + "/r.h5");
    CHECK(umount(disk.c_str()) == 0);
    CHECK(said ==
          "cannot be written (No space left on device; what was there is as it was) free some space, or another "
          "folder?");
    CHECK(names == std::vector<std::string>{"r.h5"});
    CHECK(kept == kSomeHdf5);
}
