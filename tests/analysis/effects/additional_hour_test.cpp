#include "analysis/effects/additional_hour.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <functional>

#include "tests/analysis/effects/made_up.hpp"

using namespace cptsim;

namespace {

constexpr int kLast = 1;  // row of the last date, 2026-12

/// What a run of the policy has beyond the reference, each month: hours useful, of care displaced, and euros.
struct More {
    double useful = 0, displaced = 0, spent = 0, to_members = 0, support = 0;
};

/// 24 replicates in 3 frames.
Summary summarise(std::function<More(int)> const& of_replicate)
{
    auto const plan = made_up_plan(2, 24);
    SummaryRecorder recorder;
    recorder.begin(plan);
    for (auto const& run : planned_runs(plan)) {
        auto o = with_active(plan, run.scenario, 10);
        auto const more = run.scenario == 1 ? of_replicate(run.replicate) : More{};
        fill(o, "useful_hours", 500 + more.useful), fill(o, "care_hours_displaced", 100 + more.displaced);
        fill(o, "spent", 20000 + more.spent), fill(o, "lump_sum_paid", 3000 + more.to_members);
        fill(o, "support_paid", more.support);
        recorder.write(run, o);
    }
    recorder.finish();
    return recorder.summary();
}

}  // namespace

TEST_CASE("one more useful hour costs what is spent more, wherever it lay, over hours net of care displaced")
{
    auto const s = summarise([](int) { return More{50, 10, 1000, 500, 100}; });
    auto const cost = cost_of_an_additional_hour(s, 1, kLast);
    REQUIRE(cost);
    CHECK(cost->mean == Approx(1600.0 / 40));
    CHECK(cost->half_width == Approx(0).margin(1e-3));
}

TEST_CASE("its mean is a ratio of means, and its error that of the ratio")
{
    // By frame, hours 20, 40, 60 and euros 1,000, 1,000, 4,000: ratio 50.
    auto const s = summarise([](int replicate) {
        int const frame = replicate / 8;
        return More{20.0 * (frame + 1), 0, frame == 2 ? 4000.0 : 1000.0, 0, 0};
    });
    auto const cost = cost_of_an_additional_hour(s, 1, kLast);
    // Hours of 40 with a standard error of 11.5 exceed it by less than Student's 2.92 times: no number.
    CHECK_FALSE(cost);
    auto const firm = summarise([](int replicate) {
        int const frame = replicate / 8;
        return More{30.0 + 10.0 * frame, 0, frame == 2 ? 4000.0 : 1000.0, 0, 0};
    });
    auto const known = cost_of_an_additional_hour(firm, 1, kLast);
    REQUIRE(known);
    CHECK(known->mean == Approx(2000.0 / 40));
    // Residuals (1000 - 1500, 1000 - 2000, 4000 - 2500) / 40: variance 1093.75; t(0.95; 2) = 2.919986
    CHECK(known->half_width == Approx(2.919986 * std::sqrt(1093.75 / 3)).epsilon(1e-4));
}

TEST_CASE("there is no such cost where hours do not rise, or nothing more is spent")
{
    CHECK_FALSE(cost_of_an_additional_hour(summarise([](int) { return More{0, 0, 1000, 0, 0}; }), 1, kLast));
    CHECK_FALSE(cost_of_an_additional_hour(summarise([](int) { return More{10, 20, 1000, 0, 0}; }), 1, kLast));
    CHECK_FALSE(cost_of_an_additional_hour(summarise([](int) { return More{10, 0, -1000, 0, 0}; }), 1, kLast));
}
