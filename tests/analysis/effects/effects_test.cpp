#include "analysis/effects/effects.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <numeric>
#include <thread>

#include "tests/analysis/effects/made_up.hpp"

using namespace cptsim;

namespace {

constexpr int kLast = 1;  // row of the last date, 2026-12

/// Records every planned run, with `active(run)` active members out of 1,000 eligible.
Summary summarise(Plan const& plan, std::function<double(Run const&)> const& active)
{
    SummaryRecorder recorder;
    recorder.begin(plan);
    for (auto const& run : planned_runs(plan)) recorder.write(run, with_active(plan, run.scenario, active(run)));
    recorder.finish();
    return recorder.summary();
}

Effect active_effect(Summary const& s) { return effect(s, 1, kLast, indicator::active_); }

Effect with_signs(int positive, int negative, int tied)
{
    Effect e;
    e.positive = positive;
    e.negative = negative;
    e.tied = tied;
    e.mean.values = positive + negative + tied;
    return e;
}

}  // namespace

TEST_CASE("runs that are identical give exactly zero, without an interval")
{
    auto const plan = made_up_plan(2, 16);
    auto const s = summarise(plan, [](Run const& run) { return 31.7 + run.replicate; });
    auto const e = active_effect(s);
    CHECK(e.is_identical());
    CHECK(e.mean.mean == 0);
    CHECK(e.mean.half_width == 0);
    CHECK(e.predictive.low == 0);
    CHECK(e.predictive.high == 0);
    CHECK(call_sign(e, ParameterSource::prior) == SignCall::identical);
    CHECK(level(s, 0, kLast, indicator::active_).mean.half_width > 0);
}

TEST_CASE("effects are taken within replicates, and frames are clusters")
{
    // 24 replicates in 3 frames. Replicates differ by up to 230, the effect is 1, 2 or 6 per 100 in a frame.
    auto const plan = made_up_plan(2, 24);
    double const by_frame[] = {10, 20, 60};
    auto const s = summarise(plan, [&](Run const& run) {
        return 100 + 10 * run.replicate + (run.scenario == 1 ? by_frame[run.replicate / 8] : 0);
    });
    auto const e = active_effect(s);
    CHECK(e.mean.mean == Approx(3));
    CHECK(e.mean.clusters == 3);
    // frames' means 1, 2, 6: variance 7; t(0.95; 2) = 2.919986
    CHECK(e.mean.half_width == Approx(2.919986 * std::sqrt(7.0 / 3)).epsilon(1e-6));
    CHECK(e.predictive.low == Approx(1));
    CHECK(e.predictive.high == Approx(6));
    CHECK(e.positive == 24);
}

TEST_CASE("the cost of an hour is the ratio of the means, over replicates without hours too")
{
    // 16 replicates in 2 frames, 0.6 M EUR a year each. Hours a month: 0 in replicate 0, else 100 (reference).
    auto const plan = made_up_plan(3, 16);
    SummaryRecorder recorder;
    recorder.begin(plan);
    for (auto const& run : planned_runs(plan)) {
        auto o = with_active(plan, run.scenario, 10);
        bool const policy = run.scenario == 1;
        fill(o, "public_cost", policy ? 60000 : 50000);
        fill(o, "hours_paid", run.replicate == 0 ? 0 : policy ? 200 : 100);
        recorder.write(run, o);
    }
    auto const& s = recorder.summary();
    auto const cost = indicator::cost_per_hour_;

    // The frames' mean hours are 87.5 and 100 in the reference: 50,000 / 93.75; twice that under the policy. A mean of
    // ratios over the replicates that have one would be 500 and 300.
    auto const reference = level(s, 0, kLast, cost);
    CHECK(reference.mean.mean == Approx(50000 / 93.75));
    CHECK(reference.left_out == 1);
    CHECK(reference.mean.values == 15);
    CHECK(reference.predictive.low == Approx(500));
    // Linearised, a frame's mean is R + (50,000 - R h) / 93.75: R (1 +- 6.25 / 93.75), so the error of the mean of two
    // frames is R / 15, and t(0.95; 1) = 6.313752.
    CHECK(reference.mean.half_width == Approx(6.313752 * 50000 / 93.75 / 15).epsilon(1e-5));

    auto const e = effect(s, 1, kLast, cost);
    CHECK(e.mean.mean == Approx(60000 / 187.5 - 50000 / 93.75));
    CHECK(e.negative == 15);
    CHECK(e.left_out == 1);
    CHECK(e.predictive.high == Approx(-200));

    auto const same = effect(s, 2, kLast, cost);
    CHECK(same.is_identical());
    CHECK(same.mean.mean == 0);
    CHECK(same.mean.half_width == 0);
}

TEST_CASE("a replicate in which the quantity does not exist is left out and counted")
{
    auto const plan = made_up_plan(2, 8);
    SummaryRecorder recorder;
    recorder.begin(plan);
    for (auto const& run : planned_runs(plan)) {
        auto o = with_active(plan, run.scenario, 10);
        bool const no_board = run.scenario == 1 && run.replicate < 3;
        fill(o, "board", no_board ? 0 : 4);
        fill(o, "severe_board", run.scenario == 1 ? 2 : 1);
        recorder.write(run, o);
    }
    auto const board = indicator::severe_board_;
    auto const e = effect(recorder.summary(), 1, kLast, board);
    CHECK(e.left_out == 3);
    CHECK(e.mean.values == 5);
    CHECK(e.mean.mean == Approx(25));
    CHECK(level(recorder.summary(), 0, kLast, board).left_out == 0);
}

TEST_CASE("signs are counted with ties apart")
{
    auto const plan = made_up_plan(2, 10);
    auto const s = summarise(plan, [](Run const& run) {
        if (run.scenario == 0 || run.replicate >= 6) return 50.0;
        return run.replicate < 4 ? 60.0 : 40.0;
    });
    auto const e = active_effect(s);
    CHECK(e.positive == 4);
    CHECK(e.negative == 2);
    CHECK(e.tied == 4);
}

TEST_CASE("a sign is called assumed over 95 % of at least 20 draws, and never of fixed parameters")
{
    using enum ParameterSource;
    CHECK(call_sign(with_signs(20, 0, 0), prior) == SignCall::assumed_positive);
    CHECK(call_sign(with_signs(0, 20, 0), prior) == SignCall::assumed_negative);
    CHECK(call_sign(with_signs(19, 1, 0), prior) == SignCall::open);
    CHECK(call_sign(with_signs(19, 0, 1), prior) == SignCall::open);
    CHECK(call_sign(with_signs(191, 9, 0), prior) == SignCall::assumed_positive);
    CHECK(call_sign(with_signs(19, 0, 0), prior) == SignCall::too_few_draws);
    CHECK(call_sign(with_signs(40, 0, 0), defaults) == SignCall::parameters_fixed);
    CHECK(call_sign(with_signs(0, 0, 40), prior) == SignCall::identical);
    CHECK(call_sign(with_signs(40, 0, 0), posterior) == SignCall::after_data);
}

TEST_CASE("a prediction is driven by assumption unless its variance over replicates falls by enough")
{
    auto const plan = made_up_plan(2, 20);
    auto const spread_by = [&](double reference, double policy) {
        return summarise(plan, [=](Run const& run) {
            return 300.0 + reference * run.replicate + (run.scenario == 1 ? policy * (run.replicate % 5) : 0);
        });
    };
    auto const prior = spread_by(10, 8);
    auto const is_driven = [&](Summary const& s, int scenario) {
        return is_assumption_driven(s, prior, scenario, kLast, indicator::active_);
    };
    CHECK(is_driven(spread_by(5, 8), 0) == false);  // a quarter of the variance is left
    CHECK(is_driven(spread_by(5, 8), 1) == true);   // the effect is as wide as before
    CHECK(is_driven(spread_by(20, 2), 1) == false);
    CHECK(is_driven(spread_by(20, 2), 0) == true);
    // Driven by assumption unless 95 % are sure of more than 20 %: with 20 values in five even steps on each side, the
    // jackknife gives the logarithm of each variance a variance of 0.0416, so under 0.8 x exp(-1.686 x sqrt(2 x
    // 0.0416)) = 0.492 of the prior's variance.
    auto const driven = [&](double policy) { return is_driven(spread_by(20, policy), 1).value(); };
    CHECK(driven(8));
    CHECK(driven(8 * std::sqrt(0.50)));
    CHECK_FALSE(driven(8 * std::sqrt(0.48)));
    auto const few = summarise(made_up_plan(2, 19), [](Run const& run) { return 10.0 * run.replicate; });
    CHECK_FALSE(is_driven(few, 0).has_value());
    auto const constant = spread_by(10, 0);
    CHECK_FALSE(is_assumption_driven(prior, constant, 1, kLast, indicator::active_).has_value());
}

TEST_CASE("the order and the threads of writing do not matter")
{
    auto const plan = made_up_plan(3, 8);
    auto const runs = planned_runs(plan);
    auto const observe = [&](Run const& run) {
        auto o = with_active(plan, run.scenario, 10 * run.scenario + run.replicate);
        fill(o, "spell_exits", 3 + run.replicate);
        fill(o, "spell_censored", 5);
        return o;
    };
    SummaryRecorder forward, backward;
    forward.begin(plan);
    backward.begin(plan);
    for (auto const& run : runs) forward.write(run, observe(run));
    std::vector<std::thread> threads;
    for (std::size_t first = 0; first < 3; ++first)
        threads.emplace_back([&, first] {
            for (std::size_t i = first; i < runs.size(); i += 3) {
                auto const& run = runs[runs.size() - 1 - i];
                backward.write(run, observe(run));
            }
        });
    for (auto& thread : threads) thread.join();
    auto const same = [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); };
    auto const &a = forward.summary(), &b = backward.summary();
    CHECK(std::equal(a.values.begin(), a.values.end(), b.values.begin(), b.values.end(), same));
    CHECK(a.spell_exits == b.spell_exits);
    CHECK(a.done == b.done);
    CHECK(a.runs_done() == 24);
}

TEST_CASE("after an interruption only pairs of finished runs count")
{
    auto const plan = made_up_plan(2, 8);
    SummaryRecorder recorder;
    recorder.begin(plan);
    for (auto const& run : planned_runs(plan))
        if (run.scenario == 0 ? run.replicate != 2 : run.replicate < 5)
            recorder.write(run, with_active(plan, run.scenario, 100 + 20 * run.scenario));
    recorder.finish();
    auto const& s = recorder.summary();
    CHECK(finished_replicates(s, {0, 1}) == std::vector<int>{0, 1, 3, 4});
    CHECK(active_effect(s).mean.values == 4);
    CHECK(active_effect(s).mean.mean == Approx(2));
    CHECK(level(s, 0, kLast, indicator::active_).mean.values == 7);
}

TEST_CASE("a paired indicator is an effect already")
{
    auto const plan = made_up_plan(2, 8);
    SummaryRecorder recorder;
    recorder.begin(plan);
    for (auto const& run : planned_runs(plan)) {
        auto o = with_active(plan, run.scenario, 10);
        if (run.scenario == 1) fill(o, "drawn_in", 4);
        recorder.write(run, o);
    }
    auto const e = effect(recorder.summary(), 1, kLast, indicator::drawn_in_);
    CHECK(e.mean.mean == 4);
    CHECK(e.left_out == 0);
    CHECK(e.positive == 8);
}

TEST_CASE("the parameter with which an effect moves most is named, unless the scenarios set it")
{
    auto plan = made_up_plan(2, 40);
    plan.parameter_source = ParameterSource::prior;
    plan.points.assign(40, std::vector<double>(parameter_fields().size(), 0.5));
    for (std::size_t r = 0; r < 40; ++r) {
        plan.points[r][3] = static_cast<double>(r * 7 % 40);   // decides the effect
        plan.points[r][5] = static_cast<double>(r * 11 % 40);  // decides the level
    }
    auto const active = [&](Run const& run) {
        auto const& point = plan.points[static_cast<std::size_t>(run.replicate)];
        return 100 + point[5] + (run.scenario == 1 ? 50 - point[3] : 0);
    };
    auto const best = strongest_parameter(summarise(plan, active), 1, kLast, indicator::active_);
    REQUIRE(best);
    CHECK(best->parameter == 3);
    CHECK(best->correlation == Approx(-1));
    CHECK(best->standard_error == Approx(1 / std::sqrt(39.0)));
    CHECK(best->candidates == 2);
    CHECK(best->stands_out());

    plan.scenarios[0].parameters[3] = plan.scenarios[1].parameters[3] = 0.5;
    auto const other = strongest_parameter(summarise(plan, active), 1, kLast, indicator::active_);
    REQUIRE(other);
    CHECK(other->parameter == 5);

    auto const none = made_up_plan(2, 40);
    auto const fixed = summarise(none, [](Run const& run) { return 100.0 + run.replicate * run.scenario; });
    CHECK_FALSE(strongest_parameter(fixed, 1, kLast, indicator::active_));
}

TEST_CASE("the placebo is the twin that the launch added, or else a scenario that does what it does")
{
    auto plan = made_up_plan(3, 16);
    CHECK(placebo_of(plan) == -1);
    plan.scenarios[1].name = "placebo";  // a name proves nothing
    CHECK(placebo_of(plan) == -1);
    LeverEntry bonus;
    bonus.lever = lever::membership_bonus;
    bonus.month = plan.scenarios[1].policy_month;
    bonus.value.fill(1);
    plan.scenarios[1].levers = {bonus};
    plan.scenarios[1].name = "coffee";
    CHECK(placebo_of(plan) == 1);
    plan.scenarios[1].levers[0].value.fill(2);
    CHECK(placebo_of(plan) == -1);
    plan.scenarios[1].levers[0].value.fill(1);
    plan.scenarios[1].parameters[0] = 60;
    CHECK(placebo_of(plan) == -1);
    plan.placebo_scenario = 2;
    plan.placebo_replicates = 8;
    CHECK(placebo_of(plan) == 2);
    auto const s = summarise(plan, [](Run const& run) { return 100.0 + run.scenario; });
    CHECK(finished_replicates(s, {0, 1, 2}).size() == 8);
}

TEST_CASE("spells of an entry year are pooled over the finished runs of a scenario")
{
    auto const plan = made_up_plan(2, 4);
    SummaryRecorder recorder;
    recorder.begin(plan);
    for (auto const& run : planned_runs(plan)) {
        auto o = with_active(plan, run.scenario, 10);
        auto const first = static_cast<std::size_t>(5 * kSpellAges);
        array_of(o, "spell_exits")[first] = static_cast<float>(run.scenario == 1 ? 1 : run.replicate);
        array_of(o, "spell_censored")[first + 2] = 9;
        recorder.write(run, o);
    }
    auto const reference = membership_survival(recorder.summary(), 0, 5);
    REQUIRE(reference.size() == 3);
    CHECK(reference[0].at_risk == 42);
    CHECK(reference[2].survival == Approx(1 - 6.0 / 42));
    CHECK(membership_survival(recorder.summary(), 1, 5)[0].survival == Approx(0.9));
    CHECK(membership_survival(recorder.summary(), 1, 4).empty());
}

TEST_CASE("the last December stands behind the dates of the table, where it is asked for")
{
    auto const dates = [](int end, SummaryDates which) {
        auto plan = made_up_plan(2, 2);
        plan.end_month = end;
        SummaryRecorder recorder(which);
        recorder.begin(plan);
        return recorder.summary().dates;
    };
    auto const table = dates(191, SummaryDates::table);
    REQUIRE(table.back() < 191);  // after ten years of policy, not at the end
    auto more = table;
    more.push_back(191);
    CHECK(dates(191, SummaryDates::table_and_end) == more);
    CHECK(dates(95, SummaryDates::table_and_end) == dates(95, SummaryDates::table));  // the table ends there itself
    CHECK(dates(5, SummaryDates::table_and_end).empty());
}
