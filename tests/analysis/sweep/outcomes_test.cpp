// Outcomes of a study are the indicators of its runs, as far as what was kept allows.
#include <catch2/catch.hpp>

#include <cmath>

#include "analysis/effects/indicators.hpp"
#include "analysis/sweep/outcomes.hpp"
#include "tests/analysis/sweep/made_up_sweep.hpp"

using namespace cptsim;
using namespace cptsim::test;

namespace {

Sweep sweep_that_keeps(std::vector<char const*> const& names)
{
    auto sweep = made_up_sweep(3, 2);
    sweep.kept.observables.clear();
    for (auto const* name : names) sweep.kept.observables.push_back(observable_index(name));
    std::sort(sweep.kept.observables.begin(), sweep.kept.observables.end());
    return sweep;
}

/// A whole observation, different in each run and place.
Observation observation_of(Plan const& plan, std::size_t run)
{
    Observation observation;
    float next = 1;
    for (auto const& field : observable_fields()) {
        std::vector<float> values(extent(plan, field));
        for (auto& value : values) value = 10 + std::fmod(next += 7 + static_cast<float>(run), 97.0F);
        observation.own.push_back(std::move(values));
    }
    return observation;
}

std::vector<float> kept_of(Sweep const& sweep, Observation const& observation)
{
    std::vector<float> values;
    for (auto const& field : kept_fields(sweep.kept, sweep.plan))
        for (auto const at : field.source)
            values.push_back(observation.own[static_cast<std::size_t>(field.observable)][at]);
    return values;
}

}  // namespace

TEST_CASE("outcomes are the indicators of the whole run, and those alone that follow from what is kept")
{
    auto const sweep = sweep_that_keeps({"eligible", "active", "board", "members_year", "climate"});
    StudyOutcomes outcomes(sweep);
    for (std::size_t run = 0; run < sweep.runs(); ++run)
        outcomes.add(run, kept_of(sweep, observation_of(sweep.plan, run)));
    CHECK(outcomes.runs_done() == sweep.runs());
    CHECK(outcomes.dates() == std::vector<int>{11, 23});
    auto const active = outcomes.find("active");
    REQUIRE(active >= 0);
    CHECK(outcomes.list()[static_cast<std::size_t>(active)].headline);
    for (auto const* absent : {"nominal", "would_stay", "hours", "public_cost"}) CHECK(outcomes.find(absent) == -1);
    CHECK(outcomes.find("board") >= 0);         // persons: no indicator has that name
    CHECK(outcomes.find("members_year") >= 0);  // observed by year
    for (int date = 0; date < 2; ++date)
        for (int scenario = 0; scenario < 2; ++scenario) {
            auto const shares = outcomes.levels(active, date, scenario);
            auto const boards = outcomes.levels(outcomes.find("board"), date, scenario);
            REQUIRE(shares.size() == 3);
            for (int p = 0; p < 3; ++p)
                for (int r = 0; r < 2; ++r) {
                    auto const whole = observation_of(sweep.plan, sweep.number({scenario, r, p}));
                    auto const month = outcomes.dates()[static_cast<std::size_t>(date)];
                    auto const i = static_cast<std::size_t>(p), j = static_cast<std::size_t>(r);
                    CHECK(shares[i][j] ==
                          indicator_values(sweep.plan, whole, month)[static_cast<std::size_t>(indicator::active_)]);
                    auto const& board = whole.own[static_cast<std::size_t>(observable_index("board"))];
                    CHECK(boards[i][j] == board[static_cast<std::size_t>(month * (kProfessions + 1) + kProfessions)]);
                }
        }
}

TEST_CASE("effects are paired, and a run that is missing leaves a hole")
{
    auto const sweep = sweep_that_keeps({"eligible", "active", "board"});
    StudyOutcomes outcomes(sweep);
    auto const hole = sweep.number({1, 1, 2});
    for (std::size_t run = 0; run < sweep.runs(); ++run)
        if (run != hole) outcomes.add(run, kept_of(sweep, observation_of(sweep.plan, run)));
    int const row = outcomes.find("active");
    auto const reference = outcomes.levels(row, 1, 0), policy = outcomes.levels(row, 1, 1),
               effects = outcomes.effects(row, 1, 1);
    CHECK(effects[1][0] == policy[1][0] - reference[1][0]);
    CHECK(effects[1][0] != 0);
    CHECK(std::isnan(policy[2][1]));
    CHECK(std::isnan(effects[2][1]));
    CHECK_FALSE(std::isnan(reference[2][1]));
}

TEST_CASE("what is compared between points has the same replicates everywhere")
{
    auto const sweep = sweep_that_keeps({"eligible", "active", "board"});  // 3 points x 2 replicates x 2 scenarios
    StudyOutcomes outcomes(sweep);
    for (std::size_t run = 0; run < sweep.runs(); ++run) {
        auto const [scenario, replicate, point] = sweep.run(run);
        // Replicate 1 got as far as point 0, and point 2 lacks the second scenario.
        if ((replicate == 1 && point > 0) || (point == 2 && scenario == 1)) continue;
        outcomes.add(run, kept_of(sweep, observation_of(sweep.plan, run)));
    }
    CHECK(outcomes.balanced_points() == 2);
    CHECK(outcomes.balanced_replicates() == 1);
    auto const values = outcomes.balanced(outcomes.levels(outcomes.find("active"), 0, 0));
    CHECK_FALSE(std::isnan(values[0][0]));
    CHECK_FALSE(std::isnan(values[1][0]));
    CHECK(std::isnan(values[0][1]));  // there, but at no other point
    CHECK(std::isnan(values[2][0]));
}

TEST_CASE("without a kept December there is no outcome")
{
    auto sweep = sweep_that_keeps({"eligible", "active", "board"});
    sweep.kept.months = {5, 14};
    StudyOutcomes const outcomes(sweep);
    CHECK(outcomes.dates().empty());
    CHECK(outcomes.list().empty());
}
