// Synthetic observations from known parameters, and what the calibration makes of them.
#include <catch2/catch.hpp>

#include <cmath>

#include "analysis/calibration/coordinates.hpp"
#include "analysis/calibration/identifiability.hpp"
#include "analysis/calibration/sampler.hpp"
#include "analysis/calibration/simulator.hpp"
#include "sim/base/parallel.hpp"
#include "sim/base/philox.hpp"
#include "sim/base/portable_math.hpp"
#include "tests/sim/run/made_up_plan.hpp"

namespace cptsim {
namespace {

Coordinate coordinate(char const* path, Prior prior)
{
    return {path, prior, -1e3, 1e3, {}, {}, parameter_index(path), -1};
}

Pattern pattern(char const* name, int month, double error, char const* unit)
{
    return {name, month, "here", "all", 0xFF, 0, unit, error, "calibrate", "made up"};
}

/// Forty territories at their start, two uncertain parameters, counts of stages and members.
Calibration small_calibration()
{
    Calibration calibration;
    calibration.seed = 5;
    calibration.scenario = busy_scenario("busy", 60);
    add_lever(calibration.scenario, lever::aci_signature, 0, 1);
    set(calibration.scenario, parameter::lifecycle_regional_capacity, 100);  // few people: files would wait
    CalibrationPopulation here{"here", {}, 1};
    for (int i = 0; i < 40; ++i)
        here.territories.rows.push_back(made_up_territory("t" + std::to_string(i), 9000, kLetter));
    calibration.populations = {here};
    for (int month : {11, 23, 35, 47}) {
        calibration.patterns.push_back(pattern("stage_letter", month, 2, "territories"));
        calibration.patterns.push_back(pattern("stage_signed", month, 2, "territories"));
    }
    calibration.patterns.push_back(pattern("members_per_signed", 47, 1, "members"));
    calibration.coordinates = {coordinate("lifecycle.writing_rate", {Prior::log_uniform, 0.02, 0.3}),
                               coordinate("participation.inclination_shift", {Prior::normal, 0, 40})};
    calibration.uses = {"calibrate"};
    return calibration;
}

/// The posterior of standard scores, after observations were made at `truth`, each with an error of its own.
Identifiability recover(std::vector<double> const& truth, std::uint32_t number)
{
    auto calibration = small_calibration();
    TargetSimulator made(calibration, make_targets(calibration, calibration.uses));
    std::vector<CalibrationPoint> const points = {point_of(calibration, truth, kPredictionEvaluation + number)};
    auto const observed = made.values(points)[0];
    PhiloxEngine engine(99, number, 0, 0, 0);
    for (std::size_t i = 0; i < observed.size(); ++i) {
        double const score = normal_quantile(uniform(static_cast<std::int32_t>(engine())));
        calibration.patterns[i].value = observed[i].value + calibration.patterns[i].definition_error * score;
    }
    REQUIRE(calibration.patterns.back().value > 5);

    // Errors are drawn one by one here, so none may be declared in common: a series of its own for each.
    for (std::size_t i = 0; i < calibration.patterns.size(); ++i) calibration.patterns[i].unit += std::to_string(i);
    Summaries const summaries(make_targets(calibration, calibration.uses));
    TargetSimulator simulator(calibration, summaries.targets());
    SamplerOptions options;
    options.dimensions = 2;
    options.summaries = summaries.labels().size();
    options.particles = 150;
    options.waves = 8;
    options.resimulated = 300;
    options.kept = 150;
    options.seed = number;
    Sampler sampler(options, make_simulator(calibration, simulator, summaries));
    while (!sampler.finished()) sampler.step();
    CAPTURE(sampler.state().trace.left_variance.back(), sampler.state().trace.surprise.back());
    return identify(sampler.state().z, std::vector<double>(options.kept, 1.0));
}

std::vector<std::uint64_t> bits(std::vector<std::vector<Measured>> const& values)
{
    std::vector<std::uint64_t> all;
    for (auto const& row : values)
        for (auto const& x : row) {
            all.push_back(std::bit_cast<std::uint64_t>(x.value));
            all.push_back(std::bit_cast<std::uint64_t>(x.of));
        }
    return all;
}

}  // namespace

TEST_CASE("an evaluation is that of its point and number, in whatever company", "[calibration]")
{
    auto const calibration = small_calibration();
    auto const targets = make_targets(calibration, calibration.uses);
    std::vector<CalibrationPoint> points;
    for (std::uint32_t e = 0; e < 40; ++e) points.push_back(prior_draw(calibration, e));
    std::vector<std::vector<Measured>> together, alone, turned;
    with_threads(2, [&] { together = TargetSimulator(calibration, targets).values(points); });
    with_threads(1, [&] {
        TargetSimulator simulator(calibration, targets);
        for (std::size_t const i : {std::size_t{0}, std::size_t{15}, std::size_t{16}, std::size_t{39}})
            alone.push_back(simulator.values(std::span(points).subspan(i, 1))[0]);
        std::vector<CalibrationPoint> const backwards(points.rbegin(), points.rend());
        turned = simulator.values(backwards);
    });
    CHECK(bits(alone) == bits({together[0], together[15], together[16], together[39]}));
    CHECK(bits({turned.rbegin(), turned.rend()}) == bits(together));
    // The twin: another number is another chance, or other people.
    auto other = points[0];
    other.evaluation = 64;
    CHECK(bits(TargetSimulator(calibration, targets).values(std::span(&other, 1))) != bits({together[0]}));
}

// Of twelve parameters in six calibrations, each lies outside its 90 % interval with probability 0.1 if the machinery
// is right: five or more with probability 0.4 %, the rate of false alarms. The twin moves the truth by two prior
// standard deviations: as many are outside then, or more.
TEST_CASE("parameters that made the observations are found again", "[.slow]")
{
    double const truths[6][2] = {{0, 0}, {1, -0.5}, {-0.8, 0.9}, {0.4, 1.2}, {-1.0, -0.6}, {0.9, 0.3}};
    int outside = 0, outside_moved = 0;
    with_threads(0, [&] {
        for (std::uint32_t k = 0; k < 6; ++k) {
            auto const found = recover({truths[k][0], truths[k][1]}, k + 1);
            for (std::size_t i = 0; i < 2; ++i) {
                auto const& m = found.marginals[i];
                CAPTURE(k, i, truths[k][i], m.low, m.high);
                CHECK(m.contraction > 0.3);
                auto const lies_outside = [&](double z) { return z < m.low || z > m.high; };
                outside += lies_outside(truths[k][i]);
                outside_moved += lies_outside(truths[k][i] + 2);
            }
        }
    });
    CHECK(outside < 5);
    CHECK(outside_moved >= 5);
}

}  // namespace cptsim
