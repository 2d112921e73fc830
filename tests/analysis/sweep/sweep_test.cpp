// What a sweep runs, and that a run gives the same in any company.
#include <catch2/catch.hpp>

#include "sim/input/scenario_file.hpp"
#include "sim/results/results_digest.hpp"
#include "tests/analysis/sweep/made_up_sweep.hpp"

using namespace cptsim;
using namespace cptsim::test;

TEST_CASE("runs are numbered replicate by replicate, and packs keep to a frame")
{
    auto const sweep = made_up_sweep(3, 11);
    REQUIRE(sweep.runs() == 2 * 3 * 11);
    std::size_t packed = 0;
    SweepPacks const packs(sweep);
    for (std::size_t number = 0; number < sweep.runs(); ++number) {
        auto const run = sweep.run(number);
        CHECK(sweep.number(run) == number);
        CHECK(run.replicate == static_cast<int>(number / 6));
        auto const range = packs[packs.pack_of(number)];
        CHECK((number >= range.first && number < range.first + range.count));
        CHECK(run.replicate / kStreams == range.frame);
    }
    for (std::size_t pack = 0; pack < packs.size(); ++pack) {
        CHECK(packs[pack].first == packed);
        CHECK((packs[pack].count >= 1 && packs[pack].count <= kLanes));
        packed += packs[pack].count;
    }
    CHECK(packed == sweep.runs());
    CHECK(packs.size() == 3 + 2);  // 48 runs of the first frame, 18 of the second
}

TEST_CASE("a factor's value is the quantile of its distribution, or a level")
{
    SweepFactor factor;
    factor.prior = {Prior::uniform, 2, 6};
    CHECK(factor_value(factor, 0.25) == 3);
    factor.prior = {Prior::log_uniform, 1, 100};
    CHECK(factor_value(factor, 0.5) == Approx(10).epsilon(1e-6));
    factor.prior = {Prior::normal, 0, 1};
    factor.min = -1e9, factor.max = 1e9;
    CHECK(factor_value(factor, 0.975) == Approx(1.959964).epsilon(1e-4));
    factor.min = 0;  // half a normal: its median is the upper quartile of the whole
    CHECK(factor_value(factor, 0.5) == Approx(0.6744898).epsilon(1e-4));
    CHECK(factor_value(factor, 0.0) >= 0);
    factor.max = 0.1;
    CHECK(factor_value(factor, 1.0) <= 0.1);
    factor.values = {5, 7, 9};
    CHECK(factor_value(factor, 0.5 / 3) == 5);
    CHECK(factor_value(factor, 2.5 / 3) == 9);
    CHECK(factor_value(factor, 1.0) == 9);
}

TEST_CASE("a point sets a scenario as a file that extends it would, and a run's key says so")
{
    Folder const folder;
    folder.write("a.toml",
                 "name = \"a\"\ntime.policy_start = \"2020-01\"\n[levers.attachment]\n2020-03 = \"automatic\"\n"
                 "[levers.hourly_indemnity]\n2020-01 = { value = 10, ramp = 6 }\n2020-09 = 40\n");
    auto const set = [&](std::string const& factors, std::vector<double> const& point) {
        Sweep sweep;
        sweep.plan.scenarios = {read_scenario(folder.path("a.toml"), {})};
        sweep.plan.points = {prior_point(7, 0)};
        sweep.factors = read_known_study("[factors]\n" + factors, "s.toml", sweep.plan.scenarios, {}).factors;
        sweep.design = {point};
        return canonical_toml(varied(sweep, 0, 0));
    };
    auto const file = [&](std::vector<std::string> const& sets) {
        return read_scenario(folder.path("a.toml"), sets).resolved_toml;
    };
    CHECK(set("\"strain.base_rate\" = { uniform = [0.01, 0.02] }\n", {0.0125}) == file({"strain.base_rate=0.0125"}));
    CHECK(set("participation.inclination = { uniform = [-100, 0] }\n", {-50}) ==
          file({"participation.inclination=-50"}));
    CHECK(set("participation.inclination.nurse = { uniform = [-100, 0] }\n", {-50}) ==
          file({"participation.inclination.nurse=-50"}));
    CHECK(set("levers.hourly_indemnity.2020-01 = { uniform = [0, 100] }\n", {62.5}) ==
          file({"levers.hourly_indemnity.2020-01=62.5"}));
    CHECK(set("levers.hourly_indemnity.2020-05 = { values = [1, 2], ramp = 3, professions = [\"nurse\"] }\n", {2}) ==
          file({"levers.hourly_indemnity.2020-05={ value = 2, ramp = 3, professions = [\"nurse\"] }"}));
    CHECK(set("levers.attachment.2020-03 = { values = [\"voluntary\", \"mandatory\"] }\n", {2}) ==
          file({"levers.attachment.2020-03=mandatory"}));
    // A date: what the scenario has from the start of policies on is moved, not kept beside.
    auto const dated = set("levers.attachment.date = { value = \"automatic\", months = [\"2020-03\", \"2022-01\"] }\n",
                           {month_index(2022, 1)});
    CHECK_THAT(dated, Catch::Contains("2022-01 = \"automatic\"") && !Catch::Contains("2020-03"));
}

TEST_CASE("the key of a run is that of `cptsim run` with its factors as --set")
{
    auto const sweep = made_up_sweep(3, 2);
    SweepKeys keys(sweep);
    Run const run{1, 1, 2};
    Plan plan = sweep.plan;
    plan.scenarios = {varied(sweep, 1, 2)};
    plan.scenarios[0].resolved_toml = canonical_toml(plan.scenarios[0]);
    CHECK(keys.key(run) == run_key(plan, Run{0, 1, 1}));
    CHECK(keys.key(run) != keys.key(Run{1, 1, 1}));
}

TEST_CASE("a run of a sweep gives what the same run of an ensemble gives")
{
    auto const sweep = made_up_sweep(3, 9);
    auto const all = run_all(sweep);
    REQUIRE(all.size() == sweep.runs());
    for (auto const& run : {Run{0, 0, 0}, Run{1, 8, 2}, Run{1, 3, 1}}) {
        Plan plan = sweep.plan;
        plan.scenarios = {varied(sweep, run.scenario, run.point)};
        Memory memory;
        run_into(memory, plan);
        auto const& whole = memory.at(plan.scenarios[0].name, run.replicate);
        std::vector<float> values;
        for (auto const& field : kept_fields(sweep.kept, sweep.plan))
            for (auto const at : field.source)
                values.push_back(whole.own[static_cast<std::size_t>(field.observable)][at]);
        CHECK(same_values(values, all.at(static_cast<std::uint32_t>(sweep.number(run))).values));
    }
    // The twin: factors matter, so that equality above is not that of runs that ignore them.
    CHECK_FALSE(same_values(all.at(1).values, all.at(5).values));
}

TEST_CASE("a run gives the same alone, in any pack and on any number of threads")
{
    auto const sweep = made_up_sweep(3, 9);
    auto const all = run_all(sweep);
    SweepOptions two;
    two.threads = 2;
    auto const again = run_all(sweep, two);
    for (auto const& [run, result] : all) CHECK(same_values(result.values, again.at(run).values));
    for (std::size_t const number : {0UL, 7UL, 53UL}) {
        auto const alone = run_alone(sweep, sweep.run(number));
        CHECK(alone.run == number);
        CHECK(same_values(alone.values, all.at(static_cast<std::uint32_t>(number)).values));
    }
}

TEST_CASE("a sweep that is stopped keeps whole packs")
{
    auto const sweep = made_up_sweep(3, 9);
    auto const all = run_all(sweep);
    SweepOptions options;
    options.threads = 1;
    int asked = 0;
    options.stopped = [&] { return ++asked > 5; };
    auto const some = run_all(sweep, options);
    CHECK((!some.empty() && some.size() < all.size()));
    for (auto const& [run, result] : some) CHECK(same_values(result.values, all.at(run).values));
}
