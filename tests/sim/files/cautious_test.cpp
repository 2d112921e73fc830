// Files opened as what they are, and read where a crash costs nothing.
#include <sys/stat.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <vector>

#include "sim/base/sanitizers.hpp"
#include "sim/files/cautious.hpp"
#include "sim/files/regular_file.hpp"
#include "sim/files/text_file.hpp"
#include "tests/folder.hpp"

using namespace cptsim;

TEST_CASE("a pipe, a folder, a device and a link to nothing are not opened, and nobody is waited for", "[files]")
{
    test::Folder const folder;
    REQUIRE(mkfifo(folder.path("pipe").c_str(), 0600) == 0);
    REQUIRE(symlink("nothing", folder.path("link").c_str()) == 0);
    for (auto const& other :
         {folder.path("pipe"), folder.path(""), std::string("/dev/zero"), std::string("/dev/null")}) {
        RegularFile const file(other);
        CAPTURE(other);
        CHECK_FALSE(file.is_open());
        CHECK(file.is_other());
    }
    CHECK_FALSE(RegularFile(folder.path("link")).is_open());
    CHECK_FALSE(RegularFile(folder.path("link")).is_other());
    CHECK(folder.error_of([&] { (void)read_text(folder.path("pipe"), 100); }) ==
          "pipe: cannot be read (not a regular file)");
    CHECK(folder.error_of([&] { (void)read_text(folder.path("link"), 100); }) == "link: cannot be read (no such file)");
}

TEST_CASE("a file that shrinks while it is read ends sooner, and no signal comes", "[files]")
{
    test::Folder const folder;
    RegularFile const file(folder.write("long", std::string(100000, 'x')));
    REQUIRE(truncate(file.path().c_str(), 10) == 0);
    CHECK(file.size() == 100000);
    CHECK(file.read(0, 100000).size() == 10);
    CHECK(file.read(50000, 10).empty());
}

TEST_CASE("what brings a reader down in its child is said of the file, and this process lives", "[files]")
{
    test::Folder const folder;
    auto const path = folder.write("a.h5", "x");
    auto const said = [&](auto const& read) { return folder.error_of([&] { rehearse(path, "test", read); }); };
    CHECK(said([] { std::raise(SIGSEGV); }) ==
          "a.h5: is damaged (reading it brings HDF5 down: Segmentation fault) a copy of it, or run again?");
    CHECK_THAT(said([] { std::abort(); }), Catch::Contains("brings HDF5 down: Aborted"));
    CHECK(said([] { throw std::out_of_range("at"); }) ==
          "a.h5: is damaged (what it says does not fit together) a copy of it, or run again?");
    CHECK(said([] { throw InputError({"a.h5"}, "is bad"); }) == "a.h5: is bad");
    if (kOwnsAddresses) {
        WARN("no limit on memory holds beside a sanitizer: too much of it is not tried");
        return;
    }
    CHECK(said([] { std::vector<char> const much(std::size_t{3} << 30); }) ==
          "a.h5: is damaged (reading it takes more memory than any file of its size) a copy of it, or run again?");
}

TEST_CASE("a file that was read well is not rehearsed again until it is written again", "[files]")
{
    test::Folder const folder;
    auto const path = folder.write("b.h5", "x");
    auto const refused = [&] { return folder.error_of([&] { rehearse(path, "once", [] { std::abort(); }); }); };
    rehearse(path, "once", [] {});
    CHECK(refused().empty());
    folder.write("b.h5", "longer");
    CHECK_FALSE(refused().empty());
}
