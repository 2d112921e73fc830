// Planned data: what a made-up launch would have shown of them, against numbers worked out by hand.
#include "analysis/decision/planned_data.hpp"

#include <catch2/catch.hpp>

#include <cmath>

#include "analysis/calibration/targets.hpp"
#include "analysis/stats/statistics.hpp"
#include "sim/base/error.hpp"
#include "sim/run/ensemble.hpp"
#include "tests/folder.hpp"

using namespace cptsim;
using namespace cptsim::test;

namespace {

constexpr int kReplicates = 400;

/// Four years of three territories, one in the region "west".
Plan small_plan()
{
    Plan plan;
    plan.end_month = 47;
    plan.replicates = kReplicates;
    plan.scenarios.resize(2);
    plan.scenarios[0].name = "baseline";
    plan.scenarios[1].name = "valletoux";
    plan.points = {default_point()};
    plan.territories.name = "here";
    for (auto const* region : {"west", "east", "east"}) {
        Territory t;
        t.region = region;
        t.inhabitants = 50000;
        plan.territories.rows.push_back(t);
    }
    return plan;
}

Question question()
{
    Question asked;
    asked.options = {0, 1};
    asked.month = 47;
    return asked;
}

Observation observation_of(Plan const& plan)
{
    Observation observation;
    for (auto const& field : observable_fields()) observation.own.emplace_back(extent(plan, field), 0.0F);
    auto const all = [&](observable::Row row, float value) {
        auto& values = observation.own[static_cast<std::size_t>(row)];
        std::fill(values.begin(), values.end(), value);
    };
    all(observable::cpts_signed, 100);
    all(observable::cpts_dormant, 20);
    all(observable::territory_eligible, 200);
    return observation;
}

std::vector<PlannedData> read(std::string const& text)
{
    Folder const folder;
    return read_planned_data(folder.write("data.toml", text));
}

std::string fault(std::string const& text)
{
    Folder const folder;
    try {
        (void)read_planned_data(folder.write("data.toml", text));
    } catch (InputError const& error) {
        return error.what();
    }
    return "";
}

constexpr char const* kAudit = "[[data]]\nname = \"audit\"\nquantity = \"dormant_share\"\nmonth = \"2021-06\"\n";

double deviation(std::vector<double> const& values)
{
    double const centre = mean(values);
    double squares = 0;
    for (double const x : values) squares += (x - centre) * (x - centre);
    return std::sqrt(squares / (static_cast<double>(values.size()) - 1));
}

std::vector<double> shown(std::string const& text)
{
    auto const plan = small_plan();
    DataRecorder recorder(read(text), plan, question());
    auto const observation = observation_of(plan);
    std::vector<int> replicates;
    for (int r = 0; r < kReplicates; ++r) recorder.see(0, r, observation), replicates.push_back(r);
    return recorder.values(0, replicates);
}

}  // namespace

// A standard deviation of 400 normal values has a relative standard error of 1 / sqrt(800) = 0.035; 4 of them hold with
// 0.99994.
TEST_CASE("data are what the measurement operator reads, with the error of the sample")
{
    double const log_odds = std::log(20.5 / 80.5);
    auto const all = shown(kAudit);
    CHECK(all.front() == Approx(log_odds));
    CHECK(deviation(all) == Approx(0).margin(1e-12));
    // 25 CPTS: the deviation of the share is sqrt(0.2 x 0.8 / 25) = 0.08, that of its log-odds 0.08 / 0.16 = 0.5.
    auto const some = shown(std::string(kAudit) + "cpts = 25\n");
    CHECK(deviation(some) == Approx(0.5).epsilon(4 * 0.035));
    CHECK(mean(some) == Approx(log_odds).margin(4 * 0.5 / 20));
    CHECK(deviation(some) != Approx(0.25).epsilon(4 * 0.035));  // that of 100 CPTS
    CHECK(deviation(shown(std::string(kAudit) + "cpts = 100\ndefinition_error = 0.03\n")) ==
          Approx(std::sqrt(0.04 * 0.04 + 0.03 * 0.03) / 0.16).epsilon(4 * 0.035));
}

TEST_CASE("a pilot is its region under the policy, against itself before and the others without it")
{
    auto const plan = small_plan();
    DataRecorder recorder(read("[[data]]\nname = \"pilot\"\nregion = \"west\"\nmonths = 24\nmonth = \"2022-12\"\n"),
                          plan, question());
    auto policy = observation_of(plan), reference = observation_of(plan);
    auto const set = [](Observation& of, std::size_t year, std::size_t territory, float active) {
        of.own[observable::territory_active][3 * year + territory] = active;
    };
    set(policy, 3, 0, 30), set(policy, 1, 0, 99), set(policy, 3, 1, 99);
    set(reference, 1, 0, 10), set(reference, 1, 1, 8), set(reference, 1, 2, 4);
    set(reference, 3, 0, 99), set(reference, 3, 1, 10), set(reference, 3, 2, 12);
    recorder.see(0, 0, reference);
    recorder.see(1, 0, policy);
    // West 15 - 5 per 100; east (22 - 12) / 400.
    CHECK(recorder.values(0, {0}).front() == Approx(10 - 2.5));
}

TEST_CASE("data that a launch cannot show are told from those that it can")
{
    auto const plan = small_plan();
    auto const why = [&](std::string const& text) { return misfit(read(text).front(), plan, question()).en; };
    CHECK(why(kAudit) == "");
    CHECK_THAT(why("[[data]]\nname = \"a\"\nquantity = \"dormant_share\"\nmonth = \"2025-06\"\n"),
               Catch::Contains("2025-06 lies outside"));
    CHECK_THAT(why(std::string(kAudit) + "scenario = \"valetoux\"\n"), Catch::Contains("did you mean \"valletoux\"?"));
    std::string const pilot = "[[data]]\nname = \"p\"\nmonths = 24\nmonth = \"2022-12\"\nregion = ";
    CHECK(why(pilot + "\"west\"\n") == "");
    CHECK_THAT(why(pilot + "\"wets\"\n"), Catch::Contains("did you mean \"west\"?"));
    CHECK_THAT(why("[[data]]\nname = \"p\"\nmonths = 20\nmonth = \"2022-12\"\nregion = \"west\"\n"),
               Catch::Contains("December"));
}

TEST_CASE("everything that is wrong in planned data is said at once")
{
    auto const said = fault(
        "titel.en = \"x\"\n[[data]]\nname = \"a\"\nquantity = \"dormant_shares\"\nmonth = \"2025-13\"\ncpts = 0\n"
        "[[data]]\nname = \"b\"\nquantity = \"opinion_hostile\"\nmonth = \"2021-06\"\ncpts = 10\nprofessions = "
        "[\"gps\"]\n");
    for (auto const* words : {"unknown key \"titel\"", "did you mean \"dormant_share\"?", "2025-13",
                              "data.toml:6:8: cpts", "opinion_hostile is not asked of CPTS", "did you mean \"gp\"?"})
        CHECK_THAT(said, Catch::Contains(words));
    CHECK_THAT(fault("title.en = \"x\"\n"), Catch::Contains("plans no data"));
    CHECK_THAT(fault("[[data]]\nname = \"p\"\nregion = \"west\"\nmonth = \"2022-12\"\npersons = 5\n"),
               Catch::Contains("months is missing") && Catch::Contains("persons is not for a pilot"));
    CHECK(read_planned_data("planned_data").size() == 4);
}
