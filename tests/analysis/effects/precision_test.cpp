// How many replicates are enough: what is asked, when batches stop, and how often that holds.
#include <catch2/catch.hpp>

#include <cmath>

#include "analysis/effects/indicators.hpp"
#include "analysis/effects/precision.hpp"
#include "sim/base/error.hpp"
#include "tests/analysis/stats/known.hpp"

using namespace cptsim;

namespace {

std::string refusal(std::string const& text)
{
    try {
        (void)parse_precision({text});
    } catch (InputError const& error) {
        return error.what();
    }
    return "read";
}

/// Replicates of a model whose mean is 0: each frame of eight has a noise of deviation 1, each replicate one of 1.
/// Stops as a launch does; returns the mean of frames, and whether it stopped before the ceiling.
struct Stop {
    double mean = 0;
    int replicates = 0;
};
Stop stop_at(double half_width, double margin, std::uint32_t seed)
{
    std::vector<PrecisionAim> const aims = {{0, 131, half_width * kStoppingMargin / margin, "aim"}};
    Normals normal(seed);
    std::vector<double> values;
    double frame = 0;
    for (int const batch : precision_batches(2000)) {
        while (static_cast<int>(values.size()) < batch) {
            if (values.size() % kStreams == 0) frame = normal();
            values.push_back(frame + normal());
        }
        AimEstimate const one{0, "a", mean_over_frames(values)};
        if (precision_state(aims, {&one, 1}, batch).met || batch == 2000) return {one.mean.mean, batch};
    }
    return {};
}

}  // namespace

TEST_CASE("a precision names an indicator, a December and a positive half-width")
{
    auto const aims = parse_precision({"active@2029-12: 0.2", "dormant@2033-12:1"});
    REQUIRE(aims.size() == 2);
    CHECK(aims[0].indicator == indicator::active_);
    CHECK(aims[0].month == 131);
    CHECK(aims[0].half_width == 0.2);
    CHECK(aims[1].indicator == indicator::dormant_);
    CHECK_THAT(refusal("activ@2029-12: 0.2"), Catch::EndsWith(", care_lost) did you mean \"active\"?"));
    CHECK_THAT(refusal("zzzzzz@2029-12: 0.2"), Catch::EndsWith(", care_lost) as in \"active@2029-12: 0.2\""));
    CHECK_THAT(refusal("cost_per_hour@2029-12: 1"), Catch::Contains("no indicator with a mean of its own"));
    CHECK_THAT(refusal("active@2029-06: 0.2"), Catch::Contains("must be a December"));
    CHECK_THAT(refusal("active@2029-13: 0.2"), Catch::Contains("YYYY-MM"));
    CHECK_THAT(refusal("active@2009-12: 0.2"), Catch::Contains("YYYY-MM"));
    for (auto const* width : {"0", "-1", "nan", "inf", "x", ""})
        CHECK_THAT(refusal(std::string("active@2029-12: ") + width), Catch::Contains("positive number"));
    for (auto const* text : {"", "active", "active: 0.2", "active@2029-12", "@:"})
        CHECK_THAT(refusal(text), Catch::Contains("--precision is"));
    CHECK_THROWS_WITH(require_reached(aims, 143), Catch::Contains("the runs end in 2030-12"));
    CHECK_NOTHROW(require_reached(aims, 191));
}

TEST_CASE("batches are whole frames, a quarter more each time, up to the ceiling")
{
    CHECK(precision_batches(100) == std::vector<int>{40, 48, 56, 64, 80, 96, 100});
    CHECK(precision_batches(40) == std::vector<int>{40});
    CHECK(precision_batches(7) == std::vector<int>{7});
    auto const many = precision_batches(100000);
    for (std::size_t i = 0; i + 1 < many.size(); ++i) {
        CHECK(many[i] % kStreams == 0);
        CHECK(many[i] < many[i + 1]);
    }
}

TEST_CASE("what was asked holds in 90 of 100 launches, although they stop at the first look that pleases")
{
    // Frames have a mean of deviation sqrt(1 + 1/8) = 1.06. The hardest cases are those that stop after some 15 frames;
    // of 2,000 launches a rate of 0.90 has a standard error of 0.0067; four: 3e-5. The twin takes the 40 replicates as
    // as many draws: its half-width is that of eight times as many people.
    for (double const half_width : {0.35, 0.5, 0.8}) {
        int held = 0, twin = 0;
        for (std::uint32_t seed = 1; seed <= 2000; ++seed) {
            held += std::abs(stop_at(half_width, kStoppingMargin, seed).mean) <= half_width;
            twin += std::abs(stop_at(half_width, kStoppingMargin / std::sqrt(8 / 2.25), seed).mean) <= half_width;
        }
        CAPTURE(half_width, held, twin);
        CHECK(held >= 2000 * (0.90 - 4 * 0.0067));
        if (half_width < 0.5) CHECK_FALSE(twin >= 2000 * (0.90 - 4 * 0.0067));
    }
}

TEST_CASE("a precision is not met under five draws of people, and what would meet it is said")
{
    std::vector<PrecisionAim> const aims = {{0, 131, 0.5, "active@2029-12: 0.5"}};
    std::vector<double> values;
    for (int r = 0; r < 32; ++r) values.push_back(r / 8 == 0 ? 1e-6 : 0);
    AimEstimate one{0, "policy", mean_over_frames(values)};
    CHECK_FALSE(precision_state(aims, {&one, 1}, 32).met);
    values.resize(40);
    one.mean = mean_over_frames(values);
    CHECK(precision_state(aims, {&one, 1}, 40).met);
    // Twice the half-width that is asked takes four times as many, and the margin's square.
    one.mean.half_width = 1;
    auto const state = precision_state(aims, {&one, 1}, 40);
    CHECK_FALSE(state.met);
    CHECK(state.needed == 200);  // 40 x 4 x 1.21 = 193.6, in frames of eight
    CHECK(is_out_of_reach(state, 99));
    CHECK_FALSE(is_out_of_reach(state, 100));
    CHECK_THROWS_WITH(refuse_precision(state, 40, 64),
                      Catch::Contains("about --replicates 200") && Catch::Contains("±1 for policy"));
}
