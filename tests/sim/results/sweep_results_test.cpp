// The same file with an axis more: what a merged sweep gives back, and what is said of it.
#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

#include "sim/base/error.hpp"
#include "sim/results/results_export.hpp"
#include "sim/results/results_reader.hpp"
#include "sim/results/results_words.hpp"
#include "tests/sim/results/results_sample.hpp"

using namespace cptsim;
using Catch::Contains;
using sample::problem;

namespace {

std::string bytes_of(std::string const& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> lines_of(std::string const& path)
{
    std::istringstream in(bytes_of(path));
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

/// All runs that a file hands on, by their row.
std::map<std::size_t, Observation> all_of(ResultsFile const& results)
{
    std::map<std::size_t, Observation> runs;
    results.for_each([&](StoredRun const& stored, Observation const& observation) {
        CHECK(runs.emplace(results.grid().row(stored.run), observation).second);
    });
    return runs;
}

}  // namespace

TEST_CASE("a merged sweep gives back its points, what was kept, and every run", "[results]")
{
    sample::Folder const folder;
    auto const grid = sample::sweep_grid();
    auto const digest = sample::write_sweep(folder.file("m.h5"), grid, {4});
    ResultsFile const results(folder.file("m.h5"));
    CHECK(results.digest() == digest);
    CHECK(results.recorded_digest() == digest);
    CHECK(results.grid().is_sweep());
    CHECK(results.grid().kept().observables == grid.kept().observables);
    CHECK(results.grid().kept().months == grid.kept().months);
    CHECK(results.grid().kept().professions == grid.kept().professions);
    REQUIRE(results.grid().points().size == 3);
    REQUIRE(results.grid().points().factors.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(results.grid().points().factors[i].path == grid.points().factors[i].path);
        CHECK(results.grid().points().factors[i].units == grid.points().factors[i].units);
        CHECK((results.grid().points().factors[i].values == grid.points().factors[i].values));
    }
    REQUIRE(results.runs().size() == 12);
    CHECK(results.runs()[4].status == RunStatus::failed);
    CHECK(results.runs()[4].failure == "it \"failed\"");
    CHECK(results.runs()[5].run.point == 2);
    auto const runs = all_of(results);
    CHECK(runs.size() == 11);
    for (auto const& [row, found] : runs) {
        CHECK(sample::same(found.own, sample::kept_of(grid, grid.run(row)).own));
        CHECK(found.paired.empty());
    }
    auto const active = results.file().slab("/observations/active", {0, 2, 0, 0, 0}, {1, 1, 1, 2, 2});
    CHECK(std::all_of(active.begin(), active.end(), [](float value) { return std::isnan(value); }));
}

TEST_CASE("blocks that do not divide the sweep hold each run at its place", "[results]")
{
    sample::Folder const folder;
    auto grid = sample::sweep_grid(200, 300);  // 10 values a run: 26,214 runs a block
    REQUIRE(grid.blocks().size() == 6);
    CHECK(grid.blocks().back().points < grid.blocks().front().points);
    sample::write_sweep(folder.file("m.h5"), grid);
    std::size_t runs = 0;
    ResultsFile(folder.file("m.h5")).for_each([&](StoredRun const& stored, Observation const& found) {
        ++runs;
        if (stored.run.replicate % 97 == 0) REQUIRE((found.own == sample::kept_of(grid, stored.run).own));
    });
    CHECK(runs == grid.size());
}

TEST_CASE("runs that come in another order than they lie in the file are our failure", "[results]")
{
    auto const grid = sample::sweep_grid(200, 300);
    NetcdfWriter file;
    GridWriter writer(file, grid);
    auto const write = [&](int scenario) {
        Run const run{scenario, 0, 0};
        writer.write(run, "digest", sample::kept_of(grid, run));
    };
    write(1);
    CHECK_THROWS_AS(write(0), std::logic_error);
    CHECK_THROWS_AS(write(1), std::logic_error);
}

TEST_CASE("without its checksum a merged sweep is compared with its digests when it is read", "[results]")
{
    sample::Folder const folder;
    auto const grid = sample::sweep_grid();
    auto const path = folder.file("m.h5");
    sample::write_sweep(path, grid);
    auto changed = bytes_of(path);
    changed.resize(changed.size() - kSealLength);
    auto const digest = changed.find(run_digest(grid.observations(), sample::kept_of(grid, {1, 0, 2})));
    REQUIRE(digest != std::string::npos);
    changed[digest] = changed[digest] == '0' ? '1' : '0';
    std::ofstream(path, std::ios::binary) << changed;
    CHECK(problem([&] { all_of(ResultsFile(path, Seal::optional)); }) ==
          "is damaged (the values of scenario 'valletoux', point 2, replicate 0 are not those of its digest) a copy of "
          "it, or run again?");
}

TEST_CASE("an export of a merged sweep has a column for the point, and the design", "[results]")
{
    sample::Folder const folder;
    auto const digest = sample::write_sweep(folder.file("m.h5"), sample::sweep_grid(), {4});
    ResultsFile const results(folder.file("m.h5"));
    auto const out = folder.file("csv");
    export_csv(results, out, false);
    auto const monthly = lines_of(out + "/by_month_profession.csv");
    CHECK(monthly.size() == 1 + 11 * 2 * 2);
    CHECK(monthly[0] == "scenario,point,replicate,month,profession,observable,value");
    CHECK(monthly[1] == "baseline,0,0,2019-12,nurse,active,5");
    CHECK(monthly[4] == "baseline,0,0,2020-12,all,active,5.375");
    CHECK(monthly[5] == "baseline,0,1,2019-12,nurse,active,605");
    CHECK(lines_of(out + "/by_year_profession.csv").size() == 1 + 11 * 2 * 2);
    CHECK(lines_of(out + "/points.csv") ==
          std::vector<std::string>{"point,factor,value,unit", "0,levers.attachment.date,2020-01,",
                                   "0,levers.attachment_scope.2020-01,all,1", "0,strain.base_rate,0,1/month",
                                   "1,levers.attachment.date,2020-02,", "1,levers.attachment_scope.2020-01,newcomers,1",
                                   "1,strain.base_rate,0.25,1/month", "2,levers.attachment.date,2020-03,",
                                   "2,levers.attachment_scope.2020-01,all,1", "2,strain.base_rate,0.5,1/month"});
    auto const runs = lines_of(out + "/runs.csv");
    REQUIRE(runs.size() == 1 + 12);
    CHECK(runs[0] == "scenario,point,replicate,status,digest,key,failure");
    CHECK(runs[5] == "baseline,2,0,failed,," + sha256_hex("key 4") + ",\"it \"\"failed\"\"\"");
    CHECK_THAT(lines_of(out + "/parameters.csv").at(0), Catch::StartsWith("draw,parameter,"));
    CHECK_THAT(bytes_of(out + "/provenance.txt"),
               Contains("digest: " + digest) && Contains("\n=== study: Three points\nreplicates = 2\n"));
    CHECK_FALSE(std::filesystem::exists(out + "/effects_by_year_profession.csv"));
}

TEST_CASE("words and citation of a merged sweep name its study, points and factors", "[results]")
{
    sample::Folder const folder;
    auto const digest = sample::write_sweep(folder.file("m.h5"), sample::sweep_grid(), {4});
    ResultsFile const results(folder.file("m.h5"));
    CHECK_THAT(results_words(results, Language::en),
               Contains("  study          Three points\n") && Contains("  points         3\n") &&
                   Contains("  factors        levers.attachment.date\n") &&
                   Contains("                 strain.base_rate\n") &&
                   Contains("  runs           11 of 12 done, 1 failed\n") &&
                   Contains("  kept           active, members_year, climate\n") &&
                   Contains("  of months      2019-12, 2020-12\n") && Contains("  digest         " + digest + "\n"));
    CHECK_THAT(results_words(results, Language::fr),
               Contains("  étude          Trois points\n") && Contains("11 sur 12 faites, 1 en échec\n"));
    CHECK_THAT(citation(results, Language::en),
               Contains("baseline, valletoux (sample, 2019-01 to 2021-02; points: 3, factors: 3). Commit ") &&
                   Contains("SHA-256 " + digest));
}
