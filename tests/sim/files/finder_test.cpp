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
    CHECK(find_shipped("", "no such thing") == "no such thing");
}
