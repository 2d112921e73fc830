#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <thread>

#include "sim/results/results_digest.hpp"
#include "sim/results/results_reader.hpp"
#include "tests/sim/results/results_sample.hpp"

using namespace cptsim;

TEST_CASE("a result file gives back the plan and every run that was written", "[results]")
{
    sample::Folder const folder;
    auto const path = folder.file("r.h5");
    auto const plan = sample::plan();
    auto const digest = sample::write(path, plan);
    CHECK(folder.names() == std::vector<std::string>{"r.h5"});

    ResultsFile const file(path);
    CHECK(file.digest() == digest);
    auto const& read = file.plan();
    CHECK(read.seed == plan.seed);
    CHECK(read.replicates == 3);
    CHECK(read.end_month == 25);
    CHECK(read.parameter_source == ParameterSource::prior);
    CHECK(read.points == plan.points);
    CHECK(read.placebo_scenario == 2);
    CHECK(read.placebo_replicates == 1);
    CHECK(read.command_line == plan.command_line);
    CHECK(read.territories.name == "sample");
    CHECK(read.territories.sha256 == plan.territories.sha256);
    REQUIRE(read.territories.rows.size() == 2);
    CHECK(read.territories.rows[0].source == "made up, \"for tests\"");
    CHECK(read.territories.rows[1].inhabitants == 115656.5);
    CHECK(read.territories.rows[0].stage == kPreProject);
    REQUIRE(read.scenarios.size() == 3);
    CHECK(read.scenarios[1].name == "valletoux");
    CHECK(read.scenarios[1].title_fr == "Titre à la française de valletoux");
    CHECK(read.scenarios[1].policy_month == 14);
    CHECK(read.scenarios[2].resolved_toml == "name = \"placebo\"\n");

    int done = 0;
    file.for_each([&](StoredRun const& stored, Observation const& found) {
        ++done;
        auto const expected = sample::observation(plan, stored.run);
        CHECK(sample::same(found.own, expected.own));
        CHECK(sample::same(found.paired, expected.paired));
        CHECK(found.professional_months == expected.professional_months);
        CHECK(stored.run.point == stored.run.replicate);
        CHECK(stored.key == run_key(plan, stored.run));
    });
    CHECK(done == 7);
}

TEST_CASE("runs that were not done are missing or not planned, and their rows are NaN", "[results]")
{
    sample::Folder const folder;
    auto const plan = sample::plan();
    sample::write(folder.file("r.h5"), plan, {{1, 2, 2}, {0, 0, 0}});
    ResultsFile const file(folder.file("r.h5"));
    std::vector<std::string> status;
    for (auto const& stored : file.runs()) status.emplace_back(status_name(stored.status));
    CHECK(status == std::vector<std::string>{"done", "missing", "missing", "missing", "missing", "done", "missing",
                                             "not planned", "not planned"});
    for (auto const& field : file.grid().observations()) {
        auto const missing = file.file().slab("/observations/" + field.field->name, file.grid().start({0, 0, 1}, field),
                                              file.grid().count({0, 0, 1}, field));
        CHECK(std::all_of(missing.begin(), missing.end(), [](float value) { return std::isnan(value); }));
    }
}

TEST_CASE("no file is written when no run was finished", "[results]")
{
    sample::Folder const folder;
    CHECK(sample::write(folder.file("r.h5"), sample::plan(), {}).empty());
    CHECK(folder.names().empty());
}

TEST_CASE("a launch shorter than a year has months and no years", "[results]")
{
    sample::Folder const folder;
    auto const plan = sample::plan(6);
    auto const digest = sample::write(folder.file("r.h5"), plan);
    CHECK(ResultsFile(folder.file("r.h5")).digest() == digest);
}

TEST_CASE("the file digest depends neither on the order of runs nor on threads", "[results]")
{
    sample::Folder const folder;
    auto const plan = sample::plan();
    auto const expected = sample::write(folder.file("ordered.h5"), plan);
    auto runs = planned_runs(plan);
    for (unsigned seed = 0; seed < 3; ++seed) {
        std::shuffle(runs.begin(), runs.end(), std::mt19937(seed));
        CHECK(sample::write(folder.file("shuffled" + std::to_string(seed) + ".h5"), plan, runs) == expected);
    }
    ResultsWriter writer(folder.file("threads.h5"), false);
    writer.begin(plan);
    std::vector<std::thread> threads;
    for (auto const& run : runs) threads.emplace_back([&] { writer.write(run, sample::observation(plan, run)); });
    for (auto& thread : threads) thread.join();
    writer.finish();
    CHECK(writer.digest() == expected);
}

TEST_CASE("NaN is one NaN and -0 is 0 in a run digest, and every other changed bit changes it", "[results]")
{
    auto const plan = sample::plan();
    auto observation = sample::observation(plan, {});
    auto const fields = RunGrid(plan).observations();
    auto const before = run_digest(fields, observation);
    auto& values = observation.own[5];
    REQUIRE(std::isnan(values[3]));
    REQUIRE(std::signbit(values[5]));
    values[3] = -std::numeric_limits<float>::quiet_NaN();
    values[5] = 0.0F;
    CHECK(run_digest(fields, observation) == before);
    values[0] = std::nextafter(values[0], 1e9F);
    CHECK(run_digest(fields, observation) != before);
}

TEST_CASE("a run key changes with all that decides the run and with nothing else", "[results]")
{
    auto const plan = sample::plan();
    auto const key = run_key(plan, {1, 2, 2});
    auto const key_after = [&](auto const& change) {
        auto changed = plan;
        change(changed);
        return run_key(changed, {1, 2, 2});
    };
    CHECK(key_after([](Plan& p) { p.command_line = "another"; }) == key);
    CHECK(key_after([](Plan& p) { p.scenarios[0].resolved_toml += "#"; }) == key);
    CHECK(key_after([](Plan& p) { p.points[0][0] += 1; }) == key);
    CHECK(key_after([](Plan& p) { p.seed = 2; }) != key);
    CHECK(key_after([](Plan& p) { p.end_month = 24; }) != key);
    CHECK(key_after([](Plan& p) { p.scenarios[1].resolved_toml += "#"; }) != key);
    CHECK(key_after([](Plan& p) { p.territories.sha256 = "0"; }) != key);
    CHECK(key_after([](Plan& p) { p.points[2][0] += 1; }) != key);
    CHECK(run_key(plan, {1, 1, 2}) != key);
}

TEST_CASE("a file digest counts a run once and pairs each run with its key", "[results]")
{
    CHECK(file_digest({{"a", "1"}, {"b", "2"}}) == file_digest({{"b", "2"}, {"a", "1"}, {"b", "2"}}));
    CHECK(file_digest({{"a", "1"}, {"b", "2"}}) != file_digest({{"a", "2"}, {"b", "1"}}));
    CHECK(file_digest({{"a", "1"}}) != file_digest({{"a", "1"}, {"b", "2"}}));
}

TEST_CASE("an observation that does not fit its plan, or comes twice, is our failure", "[results]")
{
    sample::Folder const folder;
    auto const plan = sample::plan();
    ResultsWriter writer(folder.file("r.h5"), false);
    writer.begin(plan);
    auto short_one = sample::observation(plan, {});
    short_one.own[2].pop_back();
    CHECK_THROWS_AS(writer.write({}, short_one), std::logic_error);
    writer.write({}, sample::observation(plan, {}));
    CHECK_THROWS_AS(writer.write({}, sample::observation(plan, {})), std::logic_error);
}
