// Sweeps that grow: which runs are those of the larger one, and what a death amid it leaves.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>

#include "analysis/sweep/grow.hpp"
#include "analysis/sweep/run_store.hpp"
#include "sim/base/build_info.hpp"
#include "tests/analysis/sweep/made_up_sweep.hpp"

using namespace cptsim;
using namespace cptsim::test;
namespace fs = std::filesystem;

namespace {

/// Does all runs of a sweep, by made-up values that tell scenario, point and replicate and not the number of the run.
void write(std::string const& dir, Sweep const& sweep)
{
    SweepFolder folder(dir, sweep, {0});
    for (auto const pack : folder.pending()) {
        std::vector<SweepResult> results;
        for (auto const number : folder.claim(pack)) {
            auto const run = sweep.run(number);
            auto result = made_up_result(sweep, number);
            auto const factor = sweep.design[static_cast<std::size_t>(run.point)][0];
            for (float& value : result.values)
                value = static_cast<float>(1000 * factor + 10 * run.replicate + run.scenario);
            results.push_back(std::move(result));
        }
        folder.keep(pack, std::move(results));
    }
    folder.finish();
}

/// The same points and one more before them.
Sweep with_a_point(Sweep sweep)
{
    auto point = sweep.design.front();
    point[0] = 0.0123;
    sweep.design.insert(sweep.design.begin() + 1, point);
    return sweep;
}

}  // namespace

TEST_CASE("runs of a smaller sweep keep scenario, replicate and point in a larger one")
{
    auto const small = made_up_sweep(4, 3);
    auto large = with_a_point(made_up_sweep(4, 5));
    auto const runs = nested_runs(small, large, "dir");
    REQUIRE(runs.size() == small.runs());
    for (std::size_t number = 0; number < runs.size(); ++number) {
        auto const a = small.run(number), b = large.run(runs[number]);
        CHECK((a.scenario == b.scenario && a.replicate == b.replicate));
        CHECK(small.design[static_cast<std::size_t>(a.point)] == large.design[static_cast<std::size_t>(b.point)]);
    }
    CHECK(runs[2] != 2);  // the twin: a point was put before the second
    CHECK_THROWS_WITH(nested_runs(large, small, "dir"), Catch::Contains("a sweep grows, it does not shrink"));
    large.plan.points[1][0] += 1;
    CHECK_THROWS_WITH(nested_runs(small, large, "dir"), Catch::Contains("drew other parameters"));
    large = made_up_sweep(4, 5);
    large.plan.seed = 99;
    CHECK_THROWS_WITH(nested_runs(small, large, "dir"), Catch::Contains("it differs in: seed"));
    large = made_up_sweep(4, 5);
    large.design[3] = large.design[2];  // a point that stands twice is no other
    CHECK_THROWS_WITH(nested_runs(small, large, "dir"), Catch::Contains("has 1 points that are not among the 4"));
}

TEST_CASE("a process that dies as a sweep grows leaves the smaller or the larger one, whole")
{
    Folder const folder;
    auto const small = made_up_sweep(4, 3), large = with_a_point(made_up_sweep(4, 5));
    auto const at = [&](char const* name) { return folder.path(name); };
    write(at("once"), large);
    auto const digest = merge_into(at("once.h5"), {at("once")});
    write(at("before"), small);
    fs::copy(at("before"), at("after"), fs::copy_options::recursive);
    CHECK(grow_folder(at("after"), large));
    CHECK_FALSE(grow_folder(at("after"), large));
    // A folder as it was when its larger sweep was complete beside it, with some of it in its place already.
    for (int moved = 0; moved < 3; ++moved) {
        auto const dir = at("amid") + std::to_string(moved), staged = dir + "/growing";
        fs::copy(at("before"), dir, fs::copy_options::recursive);
        fs::create_directory(staged);
        fs::copy(at("after") + "/segments", staged + "/segments", fs::copy_options::recursive);
        for (auto const* file : {"/manifest.h5", "/study.toml"}) fs::copy(at("after") + file, staged + file);
        if (moved > 0)
            for (auto const& entry : fs::directory_iterator(at("after") + "/segments"))
                fs::rename(staged + "/segments/" + entry.path().filename().string(),
                           dir + "/segments/" + entry.path().filename().string());
        if (moved > 1) fs::rename(staged + "/manifest.h5", dir + "/manifest.h5");
        // Without its last file it was never begun.
        if (moved == 0) {
            finish_growing(dir);
            CHECK(read_manifest(dir + "/manifest.h5").key == sweep_key(small));
        }
        folder.write(fs::relative(staged + "/ready", folder.path("")).string(), sweep_key(small));
        CHECK(is_growing(dir));
        CHECK_THROWS_WITH(manifest_of(dir), Catch::Contains("was growing when a process ended"));
        write(dir, large);  // opens it, which completes what was begun, and does the rest
        CHECK_FALSE(fs::exists(staged));
        CHECK(merge_into(dir + ".h5", {dir}) == digest);
    }
    write(at("after"), large);
    CHECK(merge_into(at("after.h5"), {at("after")}) == digest);
    CHECK(merge_into(at("small.h5"), {at("before")}) != digest);  // the twin
}

TEST_CASE("a sweep in work does not grow, and a program is known by its sources")
{
    Folder const folder;
    auto const small = made_up_sweep(4, 3), large = made_up_sweep(4, 5);
    write(folder.path("dir"), small);
    {
        SweepFolder const at_work(folder.path("dir"), small, {1000});
        CHECK_THROWS_WITH(grow_folder(folder.path("dir"), large), Catch::Contains("is in work elsewhere"));
    }
    CHECK(grow_folder(folder.path("dir"), large));
    auto const identity = sweep_identity(small);
    REQUIRE(identity.front().first == "program");
    CHECK_THAT(identity.front().second, Catch::Contains(std::string("sources ") + source_hash()));
    CHECK(std::string(source_hash()).size() == 16);
    auto other = identity;
    other.front().second = "cptsim 0.1.0, results 5, sources 0123456789abcdef";
    CHECK_THAT(difference_of(other, identity),
               Catch::StartsWith("program (cptsim 0.1.0, results 5, sources 0123456789abcdef, now "));
}
