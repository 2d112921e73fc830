// What is outside the fit keeps its prior, and changes no target.
#include "analysis/calibration/outside.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "analysis/calibration/calibration_file.hpp"
#include "analysis/calibration/calibration_store.hpp"
#include "analysis/calibration/coordinates.hpp"
#include "analysis/stats/statistics.hpp"
#include "sim/base/error.hpp"
#include "sim/base/parallel.hpp"

namespace cptsim {
namespace {

/// The shipped calibration on its first territories: what a parameter can do, it can do there.
Calibration shipped_on_few()
{
    auto calibration = read_calibration("calibration");
    for (auto& population : calibration.populations) population.territories.rows.resize(6);
    return calibration;
}

}  // namespace

TEST_CASE("what is outside the fit has each part of its prior once, independent of all else", "[calibration]")
{
    Calibration calibration;
    calibration.seed = 3;
    calibration.coordinates = {{"a", {Prior::uniform, 0, 1}, 0, 1, {}, {}, 0, -1}};
    calibration.outside = {{"b", {Prior::uniform, 2, 6}, 0, 9, {}, {}, 1, -1},
                           {"c", {Prior::log_uniform, 0.1, 10}, 0, 99, {}, {}, 2, -1},
                           {"d", {Prior::normal, 5, 2}, -99, 99, {}, {}, 3, -1}};
    constexpr std::size_t kRows = 400;
    SamplerState state;
    for (std::size_t r = 0; r < kRows; ++r) state.z.push_back(static_cast<double>(r) / kRows);
    auto const sample = posterior_sample(calibration, state);
    REQUIRE(sample.columns.size() == 4);
    REQUIRE(sample.rows.size() == kRows);
    std::vector<std::vector<double>> columns(4);
    for (auto const& row : sample.rows)
        for (std::size_t k = 0; k < 4; ++k) columns[k].push_back(row[k]);
    for (std::size_t k = 1; k < 4; ++k) {
        auto sorted = columns[k];
        std::sort(sorted.begin(), sorted.end());
        for (std::size_t r = 0; r < kRows; ++r) {  // one in each 400th of the prior
            double const u = 0.5 * std::erfc(-score_of(calibration.outside[k - 1], sorted[r]) / std::sqrt(2.0));
            REQUIRE(u >= static_cast<double>(r) / kRows - 1e-6);
            REQUIRE(u <= static_cast<double>(r + 1) / kRows + 1e-6);
        }
        // Rank correlations of unrelated columns have standard error 0.05: six at 4 of them, false alarm 4e-4.
        for (std::size_t other = 0; other < k; ++other)
            CHECK(std::abs(rank_correlation(columns[k], columns[other])) < 0.2);
    }
}

TEST_CASE("nothing that the shipped calibration leaves outside changes a target", "[calibration]")
{
    auto calibration = shipped_on_few();
    auto const targets = make_targets(calibration, calibration.uses);
    with_threads(2, [&] {
        TargetSimulator simulator(calibration, targets);
        CHECK_NOTHROW(check_outside(calibration, simulator, targets));
    });
    // The twin: something that the targets depend on, among others.
    for (auto const& c : calibration.coordinates)
        if (c.path == "strain.base_rate") calibration.outside.push_back(c);
    with_threads(2, [&] {
        TargetSimulator simulator(calibration, targets);
        try {
            check_outside(calibration, simulator, targets);
            FAIL("a parameter of exhaustion was left outside");
        } catch (InputError const& error) {
            CHECK(std::string(error.what()).find("strain.base_rate changes ") != std::string::npos);
            CHECK(std::string(error.what()).find("coercion") == std::string::npos);
        }
    });
}

}  // namespace cptsim
