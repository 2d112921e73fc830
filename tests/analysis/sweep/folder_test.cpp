// A folder that several open, and what is merged from its segments.
#include <catch2/catch.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <numeric>

#include "sim/files/netcdf_file.hpp"
#include "tests/analysis/sweep/made_up_sweep.hpp"

using namespace cptsim;
using namespace cptsim::test;
namespace fs = std::filesystem;

namespace {

std::string bytes_of(std::string const& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> segments_of(std::string const& folder)
{
    std::vector<std::string> names;
    for (auto const& entry : fs::directory_iterator(folder + "/segments")) names.push_back(entry.path().string());
    return names;
}

/// A folder with all runs, made in one go; the digest of its merged file.
std::string reference_digest(Folder const& folder, Sweep const& sweep)
{
    {
        SweepFolder whole(folder.path("reference"), sweep, {});
        fill(whole, sweep, whole.pending());
        whole.finish();
    }
    return merge_into(folder.path("reference.h5"), {folder.path("reference")});
}

}  // namespace

TEST_CASE("a sweep goes on where its segments end, whoever wrote them")
{
    Folder const folder;
    auto const sweep = made_up_sweep(4, 10);
    auto const dir = folder.path("dir");
    auto const digest = reference_digest(folder, sweep);
    {
        SweepFolder first(dir, sweep, {0});
        auto const packs = first.pending();
        CHECK(packs.size() == SweepPacks(sweep).size());
        fill(first, sweep, {packs[0], packs[3]});
    }
    {
        SweepFolder second(dir, sweep, {0});
        CHECK(second.state().count(SweepState::done) == 32);
        auto const packs = second.pending();
        CHECK(packs.size() == SweepPacks(sweep).size() - 2);
        fill(second, sweep, packs);
        CHECK(second.pending().empty());
        CHECK(segments_of(dir).size() == SweepPacks(sweep).size());
        second.finish();
        CHECK(segments_of(dir).size() == 1);
    }
    CHECK(merge_into(folder.path("merged.h5"), {dir}) == digest);
    CHECK(ResultsFile(folder.path("merged.h5")).digest() == digest);
    CHECK(segments_of(dir).size() == 1);
}

TEST_CASE("two at work share packs, and one's claims end with it")
{
    Folder const folder;
    auto const sweep = made_up_sweep(4, 10);
    auto const dir = folder.path("dir");
    auto one = std::make_unique<SweepFolder>(dir, sweep, FolderOptions{1000});
    SweepFolder two(dir, sweep, {1000});
    CHECK(one->claim(0).size() == 16);
    CHECK(two.claim(0).empty());
    CHECK(two.claim(1).size() == 16);
    CHECK(two.claimed_elsewhere() == 16);
    auto const workers = sweep_workers(dir);
    REQUIRE(workers.size() == 2);
    CHECK((workers[0].alive && workers[1].alive));
    CHECK(workers[0].pid == getpid());

    // Not yet in a segment: still claimed. Then done, which the other finds when it asks.
    std::vector<SweepResult> results;
    for (std::uint32_t run = 0; run < 16; ++run) results.push_back(made_up_result(sweep, run));
    one->keep(0, results);
    CHECK(two.claim(0).empty());
    CHECK(two.state().count(SweepState::done) == 0);
    one->flush();
    CHECK(two.claim(0).empty());
    CHECK(two.state().count(SweepState::done) == 16);
    CHECK(one->claim(2).size() == 16);
    one.reset();
    CHECK(two.claim(2).size() == 16);
    CHECK(sweep_workers(dir).size() == 1);
}

TEST_CASE("what a worker left that died is joined, but nothing of one at work")
{
    Folder const folder;
    auto const sweep = made_up_sweep(4, 10);
    auto const dir = folder.path("dir");
    auto const packs = all_packs(sweep);
    {
        SweepFolder dead(dir, sweep, {0});
        fill(dead, sweep, {packs[0], packs[1]});
    }
    folder.write("dir/segments/.deadbeef-000007.seg.99-0.part", "half");
    folder.write("dir/workers/deadbeef.txt", "host gone\npid 99\n");
    auto const day = std::chrono::hours(24);  // of silence: it is dead wherever it was
    std::filesystem::last_write_time(folder.path("dir/workers/deadbeef.txt"),
                                     std::filesystem::file_time_type::clock::now() - day);
    // Where locks hold on one machine only, a worker of another looks dead, but it wrote just now.
    folder.write("dir/workers/0badcafe.txt", "host elsewhere\npid 98\n");
    folder.write("dir/segments/.0badcafe-000001.seg.98-0.part", "in work");
    CHECK_FALSE(sweep_workers(dir).at(1).alive);
    SweepFolder alive(dir, sweep, {0});
    fill(alive, sweep, {packs[2], packs[3]});
    SweepFolder last(dir, sweep, {0});
    fill(last, sweep, {packs[4]});
    last.finish();
    CHECK(segments_of(dir).size() == 4);  // two of the living, one joined, one half written elsewhere
    CHECK(sweep_workers(dir).size() == 3);
    CHECK_FALSE(std::filesystem::exists(folder.path("dir/segments/.deadbeef-000007.seg.99-0.part")));
    CHECK(std::filesystem::exists(folder.path("dir/segments/.0badcafe-000001.seg.98-0.part")));
    alive.finish();
}

TEST_CASE("a run that fails again is tried once by a process")
{
    Folder const folder;
    auto const sweep = made_up_sweep(4, 4);
    FolderOptions retry{0};
    retry.retry = true;
    for (int process = 0; process < 2; ++process) {
        SweepFolder work(folder.path("dir"), sweep, retry);
        auto runs = work.claim(1);
        REQUIRE(runs.size() == (process == 0 ? 16U : 1U));
        std::vector<SweepResult> results;
        for (auto const run : runs) results.push_back(made_up_result(sweep, run));
        results.back().values.clear();
        results.back().failure = "again";
        work.keep(1, results);
        work.flush();
        CHECK(work.pending() == std::vector<std::size_t>{0});
        CHECK(work.claim(1).empty());
        work.finish();
    }
}

TEST_CASE("a folder whose segments cannot be listed, or whose manifest is gone, is no empty one")
{
    Folder const folder;
    auto const sweep = made_up_sweep(4, 3);
    auto const dir = folder.path("dir");
    {
        SweepFolder some(dir, sweep, {0});
        fill(some, sweep, {0});
        some.finish();
    }
    SweepState state(sweep);
    std::filesystem::rename(dir + "/segments", dir + "/elsewhere");
    CHECK_THAT(folder.error_of([&] { scan_segments(dir, sweep_key(sweep), state); }),
               Catch::Contains("segments: cannot be read"));
    std::filesystem::rename(dir + "/elsewhere", dir + "/segments");
    std::filesystem::create_symlink("nowhere", dir + "/segments/q-000000.seg");
    CHECK_THAT(folder.error_of([&] { scan_segments(dir, sweep_key(sweep), state); }),
               Catch::Contains("q-000000.seg: cannot be read (it is listed, but not there)"));
    std::filesystem::remove(dir + "/segments/q-000000.seg");
    std::filesystem::remove(dir + "/manifest.h5");
    CHECK_THAT(folder.error_of([&] { SweepFolder(dir, made_up_sweep(5, 3), {0}); }),
               Catch::Contains("is of another sweep"));
    CHECK_FALSE(std::filesystem::exists(dir + "/manifest.h5"));
    CHECK(SweepFolder(dir, sweep, {0}).state().count(SweepState::done) == 16);
}

TEST_CASE("failed runs are remembered, and run again where that is asked for")
{
    Folder const folder;
    auto const sweep = made_up_sweep(4, 4);
    auto const dir = folder.path("dir");
    {
        SweepFolder first(dir, sweep, {0});
        std::vector<SweepResult> results;
        for (auto const run : first.claim(1)) results.push_back(made_up_result(sweep, run));
        results[3].values.clear();
        results[3].failure = "why";
        first.keep(1, results);
        first.finish();
    }
    {
        SweepFolder second(dir, sweep, {0});
        CHECK(second.state().failures == std::map<std::uint32_t, std::string>{{19, "why"}});
        CHECK(second.claim(1).empty());
        CHECK(second.pending() == std::vector<std::size_t>{0});
        fill(second, sweep, second.pending());
        second.finish();
        auto const manifest = read_manifest(dir + "/manifest.h5");
        SweepSegments const segments({dir}, manifest);
        CHECK(segments.status(19) == MergedRun::failed);
        CHECK(segments.count(MergedRun::done) == sweep.runs() - 1);
        CHECK(segments.source().run(19).why == "why");
    }
    FolderOptions retry{0};
    retry.retry = true;
    SweepFolder third(dir, sweep, retry);
    CHECK(third.claim(1) == std::vector<std::uint32_t>{19});
    third.keep(1, {made_up_result(sweep, 19)});
    third.finish();
    CHECK(third.state().failures.empty());
    CHECK(merge_into(folder.path("m.h5"), {dir}) == reference_digest(folder, sweep));
}

TEST_CASE("shards in any order and place merge into the file of the whole sweep")
{
    Folder const folder;
    auto const sweep = made_up_sweep(4, 10);
    auto const digest = reference_digest(folder, sweep);
    for (std::size_t const shards : {1UL, 2UL, 5UL, 7UL}) {
        std::vector<std::string> folders;
        for (std::size_t i = shards; i-- > 0;) {
            folders.push_back(folder.path(std::to_string(shards) + '-' + std::to_string(i)));
            SweepFolder one(folders.back(), sweep, {0});
            fill(one, sweep, one.pending({i, shards}));
            one.finish();
        }
        CAPTURE(shards);
        CHECK(merge_into(folder.path("m.h5"), folders) == digest);
        folders.push_back(folders.front());  // one twice
        CHECK(merge_into(folder.path("m.h5"), folders) == digest);
    }
}

TEST_CASE("a run with two results is refused, and a folder of another sweep")
{
    Folder const folder;
    auto const sweep = made_up_sweep(4, 4), other = made_up_sweep(5, 4);
    auto const write = [&](char const* name, Sweep const& what, float more) {
        SweepFolder one(folder.path(name), what, {0});
        auto results = std::vector<SweepResult>{};
        for (auto const run : one.claim(0)) results.push_back(made_up_result(what, run));
        results[5].values[0] += more;
        one.keep(0, results);
        one.finish();
    };
    write("a", sweep, 0);
    write("b", sweep, 1);
    write("c", other, 0);
    auto const error = [&](std::vector<std::string> const& folders) {
        return folder.error_of([&] { merge_into(folder.path("m.h5"), folders); });
    };
    CHECK_THAT(error({folder.path("a"), folder.path("b")}), Catch::Contains("holds another result of run 5 than"));
    CHECK_THAT(error({folder.path("a"), folder.path("c")}),
               Catch::Contains("has 5 points that are not among the 4 of the larger sweep"));
    CHECK_THAT(folder.error_of([&] { SweepFolder(folder.path("a"), other, {}); }),
               Catch::Contains("holds another sweep (it differs in: points (4, now 5), values of points; nothing was"));
    CHECK_FALSE(fs::exists(folder.path("m.h5")));
}

TEST_CASE("a merged file holds each value at its place, and notices one that is not its own")
{
    Folder const folder;
    auto const sweep = made_up_sweep(4, 3);
    {
        SweepFolder some(folder.path("dir"), sweep, {0});
        fill(some, sweep, {0});
        some.finish();
    }
    auto const path = folder.path("m.h5");
    auto const digest = merge_into(path, {folder.path("dir")});
    NetcdfReader const file(path);
    CHECK(file.attribute("/", "digest") == digest);
    CHECK(file.shape("/observations/active") == std::vector<std::size_t>{2, 4, 3, 2, 2});
    CHECK(file.texts("/observations/profession") == std::vector<std::string>{"nurse", "all"});
    CHECK(file.integers("/observations/year") == std::vector<std::int32_t>{2019, 2020});
    CHECK(file.integers("/observations/month").size() == 2);
    CHECK(file.reals("/observations/strain.base_rate").size() == 4);
    auto const fields = kept_fields(sweep.kept, sweep.plan);
    for (std::size_t number = 0; number < sweep.runs(); ++number) {
        auto const run = sweep.run(number);
        auto const expected = made_up_result(sweep, static_cast<std::uint32_t>(number)).values;
        std::size_t at = 0;
        for (auto const& field : fields) {
            std::vector<std::size_t> start = {static_cast<std::size_t>(run.scenario),
                                              static_cast<std::size_t>(run.point),
                                              static_cast<std::size_t>(run.replicate)};
            std::vector<std::size_t> count = {1, 1, 1};
            start.resize(3 + field.shape.size());
            count.insert(count.end(), field.shape.begin(), field.shape.end());
            auto const name = observable_fields()[static_cast<std::size_t>(field.observable)].name;
            for (float const value : file.slab("/observations/" + name, start, count)) {
                if (number < 16)
                    CHECK(value == expected[at]);
                else
                    CHECK(std::isnan(value));
                ++at;
            }
        }
    }
    auto const status = file.texts("/runs/status");
    CHECK(std::count(status.begin(), status.end(), "done") == 16);
    CHECK(std::count(status.begin(), status.end(), "missing") == 8);

    // The same sweep from the file alone.
    CHECK(sweep_identity(read_manifest(path).sweep) == sweep_identity(sweep));
    // The digest changes with one value.
    auto const before = ResultsFile(path).digest();
    {
        SweepFolder more(folder.path("dir"), sweep, {0});
        fill(more, sweep, more.pending());
        more.finish();
    }
    CHECK(merge_into(path, {folder.path("dir")}) != before);
}

TEST_CASE("a folder with other files, or a name that is none, is refused and left as it is")
{
    Folder const folder;
    auto const sweep = made_up_sweep(1, 1);
    folder.write("mine/notes.txt", "mine");
    CHECK(folder.error_of([&] { SweepFolder(folder.path("mine"), sweep, {}); }) ==
          "mine: is not the folder of a sweep (it holds other files) another folder?");
    CHECK(folder.error_of([&] { SweepFolder(folder.write("file", ""), sweep, {}); }) ==
          "file: is not a folder (a sweep needs one) another name?");
    CHECK_THAT(folder.error_of([&] { SweepFolder(folder.path("no/where"), sweep, {}); }),
               Catch::StartsWith("no/where: cannot be made (No such file or directory)"));
    CHECK(std::distance(fs::directory_iterator(folder.path("mine")), {}) == 1);
}

TEST_CASE("a damaged segment is named, and its runs are done again once it is gone")
{
    Folder const folder;
    auto const sweep = made_up_sweep(4, 4);
    auto const dir = folder.path("dir");
    {
        SweepFolder first(dir, sweep, {0});
        fill(first, sweep, all_packs(sweep));
    }
    auto const victim = segments_of(dir).front();
    auto bytes = bytes_of(victim);
    bytes[200] = static_cast<char>(bytes[200] ^ 1);
    std::ofstream(victim, std::ios::binary) << bytes;
    CHECK_THAT(folder.error_of([&] { merge_into(folder.path("m.h5"), {dir}); }),
               Catch::Contains("is damaged (its values are not those of its checksum)"));
    fs::remove(victim);
    SweepFolder second(dir, sweep, {0});
    fill(second, sweep, second.pending());
    second.finish();
    CHECK(merge_into(folder.path("m.h5"), {dir}) == reference_digest(folder, sweep));
}

TEST_CASE("a sweep of 100,000 finished runs is opened again", "[.slow]")
{
    Folder const folder;
    auto const sweep = made_up_sweep(5000, 10);
    REQUIRE(sweep.runs() == 100000);
    auto const dir = folder.path("dir");
    {
        SweepFolder first(dir, sweep, {1});
        auto const packs = all_packs(sweep);
        fill(first, sweep, {packs.begin(), packs.end() - 1});
        first.flush();  // killed before it joins
    }
    auto const start = std::chrono::steady_clock::now();
    SweepFolder second(dir, sweep, {});
    CHECK(second.pending().size() == 1);
    auto const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    WARN("opening 100,000 runs in " << segments_of(dir).size() << " segments took " << seconds << " s");
}
