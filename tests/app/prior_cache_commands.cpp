// What a launch keeps of its replicates from the priors, and when the next one takes it.
#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <vector>

#include "tests/app/program.hpp"

using namespace cptsim;
using cptsim::test::Folder;
using cptsim::test::Outcome;
using cptsim::test::run_program;

namespace {

namespace fs = std::filesystem;

/// A launch with a sample of parameters; what it says, but for its speed.
std::string launch(Folder const& folder, std::string const& options = "", std::string const& environment = "LANG=C")
{
    folder.write("sample.csv", "lifecycle.start_rate\n0.05\n0.02\n");
    auto const run = run_program(folder,
                                 "run baseline --until 2021-12 --replicates 3 --quiet --lang en --population '" +
                                     test::source_folder() +
                                     "/tests/digests/territories.csv' --parameters sample.csv --table full " + options,
                                 environment);
    CAPTURE(run.err);
    CHECK(run.status == 0);
    CHECK(run.out.find("Also 3 replicates with parameters from the priors") != std::string::npos);
    return run.out.substr(0, run.out.find("speed: "));
}

std::vector<fs::path> kept(Folder const& folder)
{
    std::vector<fs::path> files;
    if (fs::exists(folder.path("cache/cptsim")))
        for (auto const& entry : fs::directory_iterator(folder.path("cache/cptsim"))) files.push_back(entry.path());
    return files;
}

fs::file_time_type long_ago() { return fs::file_time_type::clock::now() - std::chrono::hours(1000); }

std::string bytes(fs::path const& file)
{
    std::ifstream in(file, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
}

}  // namespace

TEST_CASE("a launch keeps what the priors gave, and the same launch takes it")
{
    Folder const folder;
    auto const first = launch(folder);
    REQUIRE(kept(folder).size() == 1);
    auto const file = kept(folder).front();
    auto const written = bytes(file);
    fs::last_write_time(file, long_ago());
    CHECK(launch(folder) == first);
    INFO("taken: its date is that of its last use");
    CHECK(fs::last_write_time(file) > long_ago() + std::chrono::hours(1));
    CHECK(bytes(file) == written);
    CHECK(launch(folder, "--no-cache") == first);
}

TEST_CASE("another seed, parameter or lever is another launch to the cache")
{
    Folder const folder;
    launch(folder);
    launch(folder, "--seed 2");
    CHECK(kept(folder).size() == 2);
    launch(folder, "--set strain.base_rate=0.011");
    CHECK(kept(folder).size() == 3);
    launch(folder, "--set levers.lump_sum.2021-01=1");
    CHECK(kept(folder).size() == 4);
}

TEST_CASE("a damaged cache is an empty one, and a launch does without where there is none")
{
    Folder const folder;
    auto const first = launch(folder);
    REQUIRE(kept(folder).size() == 1);
    auto const file = kept(folder).front();
    auto const written = bytes(file);
    for (auto const& damaged : {std::string(), written.substr(0, 50), written.substr(0, written.size() - 1),
                                written + "x", "cptsim prior twin 1\n" + std::string(written.size(), 'a')}) {
        std::ofstream(file, std::ios::binary) << damaged;
        CHECK(launch(folder) == first);
        CHECK(bytes(file) == written);
    }
    auto flipped = written;
    flipped[flipped.size() / 2] = static_cast<char>(flipped[flipped.size() / 2] ^ 1);
    std::ofstream(file, std::ios::binary) << flipped;
    CHECK(launch(folder) == first);
    CHECK(bytes(file) == written);
    fs::remove_all(folder.path("cache"));
    folder.write("cache", "a file where a folder should be");
    CHECK(launch(folder) == first);
    CHECK(launch(folder, "", "HOME= XDG_CACHE_HOME= LANG=C") == first);
}

TEST_CASE("without a cache nothing is kept, and what is kept is bounded")
{
    Folder const folder;
    launch(folder, "--no-cache");
    CHECK(kept(folder).empty());
    for (int k = 0; k < 3; ++k) {
        auto const old = folder.write("cache/cptsim/prior-old" + std::to_string(k), "");
        fs::resize_file(old, std::uintmax_t{30} << 20);
        fs::last_write_time(old, long_ago() + std::chrono::hours(k));
    }
    auto const other = folder.write("cache/cptsim/other", "not ours");
    launch(folder);
    std::vector<std::string> names;
    for (auto const& path : kept(folder)) names.push_back(path.filename().string().substr(0, 10));
    std::sort(names.begin(), names.end());
    REQUIRE(names.size() == 4);
    CHECK(names[0] == "other");
    CHECK(std::count(names.begin(), names.end(), "prior-old0") == 0);
}
