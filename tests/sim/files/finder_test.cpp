#include <catch2/catch.hpp>
#include <filesystem>

#include "sim/files/text_file.hpp"
#include "tests/folder.hpp"

using namespace cptsim;

TEST_CASE("a file is found beside the one that names it before among others, each place tried once", "[files]")
{
    test::Folder const folder;
    std::filesystem::create_directories(folder.path("near"));
    std::filesystem::create_directories(folder.path("far/data"));
    auto const near = folder.path("near"), far = folder.path("far");
    folder.write("far/a.toml", "");
    folder.write("far/data/t.csv", "");
    CHECK(find_file("a.toml", {near, far}) == folder.path("far/a.toml"));
    CHECK(find_file("a", {near, far}, {"", ".toml"}) == folder.path("far/a.toml"));
    CHECK(find_file("a", {near, far}).empty());
    CHECK(find_file("data/t", {near, far}, {".csv"}) == folder.path("far/data/t.csv"));
    CHECK(find_file("data", {near, far}).empty());  // a folder
    folder.write("near/a.toml", "");
    CHECK(find_file("a", {near, far}, {"", ".toml"}) == folder.path("near/a.toml"));
    CHECK(find_file("../far/a.toml", {near}) == folder.path("far/a.toml"));
    CHECK(find_file(folder.path("far/a.toml"), {near}) == folder.path("far/a.toml"));
    CHECK(file_candidates("a", {"x", "x", "./x"}, {"", ".b"}) == std::vector<std::string>{"x/a", "x/a.b"});
    // As a user typed it: without an ending, and not tidied.
    CHECK(file_candidates("./a", {"", "x"}, {"", ".b"}) == std::vector<std::string>{"./a", "x/a", "x/a.b"});
}

TEST_CASE("what is shipped has a name, with or without its ending", "[files]")
{
    CHECK(find_shipped("", "valletoux") == shipped_folder() + "/valletoux.toml");
    CHECK(find_shipped("", "valletoux.toml") == shipped_folder() + "/valletoux.toml");
    CHECK(find_shipped("data", "calibration") == shipped_folder("data") + "/calibration.toml");
    test::Folder const folder;
    auto const said = [&](std::string const& of, std::string const& name) {
        return folder.error_of([&] { (void)find_shipped(of, name); });
    };
    folder.write("mine.toml", "");
    CHECK(find_shipped("studies", folder.path("mine.toml")) == folder.path("mine.toml"));
    CHECK(said("", "no such thing") == "no such thing: cannot be read (no such file)");
    CHECK(said("studies", "incentivs") == "incentivs: cannot be read (no such file) did you mean \"incentives.toml\"?");
    CHECK(said("frontiers", "actvity.toml") ==
          "actvity.toml: cannot be read (no such file) did you mean \"activity.toml\"?");
    CHECK(said("", "incentives") == "incentives: cannot be read (no such file)");  // of another folder
    CHECK(said("studies", folder.path("mien.toml")) ==
          "mien.toml: cannot be read (no such file) did you mean \"mine.toml\"?");
}
