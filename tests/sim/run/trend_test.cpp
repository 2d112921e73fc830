// How many professionals there are, as the trend and the rates of departure say.
#include <catch2/catch.hpp>

#include "tests/sim/run/made_up_plan.hpp"

using namespace cptsim;

TEST_CASE("the number of professionals follows its trend, and departures their rate")
{
    // Twenty territories are twenty independent draws of people: the standard error of a ratio is taken over them.
    std::vector<Scenario> scenarios;
    std::vector<double> const trends{-0.08, 0.0, -0.015};
    for (std::size_t k = 0; k < trends.size(); ++k) {
        auto s = busy_scenario("trend_" + std::to_string(k), 12);
        // Moves alone: retirement would follow the ages, which change.
        set_all(s, parameter::demography_exit_rate, 0);
        set_all(s, parameter::demography_move_rate, 0.09);
        set_all(s, parameter::demography_stock_trend, trends[k]);
        set(s, parameter::demography_coercion_exit, 0), set(s, parameter::demography_bonus_arrival, 0);
        scenarios.push_back(s);
    }
    auto retiring = scenarios[1];
    retiring.name = "retiring";
    set_all(retiring, parameter::demography_exit_rate, 0.05);
    set_all(retiring, parameter::demography_move_rate, 0.04);
    set_all(retiring, parameter::demography_mean_age, 62);
    set(retiring, parameter::demography_age_sd, 6);
    set(retiring, parameter::demography_retirement_age, 65);
    scenarios.push_back(retiring);
    auto const plan = made_up_plan(scenarios, crowd(20), 36, 1);
    Memory memory;
    run_into(memory, plan, 2);
    for (std::size_t k = 0; k < trends.size(); ++k) {
        auto const& o = memory.at(scenarios[k].name);
        std::vector<double> growth;
        for (std::size_t t = 0; t < 20; ++t)
            growth.push_back(
                value(o, observable::territory_eligible, 40 + t) / value(o, observable::territory_eligible, t) - 1);
        double mean = 0, variance = 0;
        for (double const g : growth) mean += g / 20;
        for (double const g : growth) variance += (g - mean) * (g - mean) / 19;
        double const error = std::sqrt(variance / 20);
        INFO(trends[k] << ": " << mean << " +- " << error);
        CHECK(std::abs(mean - (std::pow(1 + trends[k] / 12, 24) - 1)) < 4 * error);
        CHECK(std::abs(mean - (std::pow(1 + (trends[k] + 0.03) / 12, 24) - 1)) > 4 * error);
    }
    // The first year's departures are Poisson; ages are still those of the start, at which the mean hazard is the rate.
    for (char const* name : {"trend_1", "retiring"}) {
        double departed = 0, at_risk = 0;
        auto const& o = memory.at(name);
        for (std::size_t m = 0; m < 12; ++m) {
            for (int role = 0; role < kVacant; ++role) departed += flow(o, m, static_cast<Role>(role), kVacant);
            at_risk += value(o, observable::eligible, m, kAll) / 12;
        }
        double const rate = departed / at_risk, error = std::sqrt(departed) / at_risk;
        INFO(name << ": " << rate << " +- " << error);
        CHECK(std::abs(rate - 0.09) < 4 * error);
        CHECK(std::abs(rate - 0.075) > 4 * error);
    }
}

TEST_CASE("each profession follows its own trend")
{
    // Every other profession shrinks, eight replicates of five territories. Growth over four years has a standard
    // error of 0.012, measured over eight seeds: replicates of a frame share words.
    constexpr double kError = 0.012;
    auto s = busy_scenario("apart", 12);
    set_all(s, parameter::demography_exit_rate, 0), set_all(s, parameter::demography_move_rate, 0.09);
    set(s, parameter::demography_coercion_exit, 0), set(s, parameter::demography_bonus_arrival, 0);
    auto const trend = [](std::size_t profession) { return profession % 2 ? 0.0 : -0.08; };
    for (std::size_t p = 0; p < kProfessions; ++p)
        set(s, static_cast<parameter::Row>(parameter::demography_stock_trend + p), trend(p));
    Memory memory;
    run_into(memory, made_up_plan({s}, crowd(5), 60, kStreams), 2);
    for (std::size_t const first : {0U, 1U}) {
        double start = 0, end = 0;
        for (int r = 0; r < kStreams; ++r)
            for (std::size_t p = first; p < kProfessions; p += 2) {
                start += value(memory.at("apart", r), observable::eligible, 11, p);
                end += value(memory.at("apart", r), observable::eligible, 59, p);
            }
        double const growth = end / start - 1, expected = std::pow(1 + trend(first) / 12, 48) - 1;
        INFO("trend " << trend(first) << ": " << growth << " for " << expected);
        CHECK(std::abs(growth - expected) < 4 * kError);
        CHECK(std::abs(growth - (std::pow(1 + (trend(first) + 0.04) / 12, 48) - 1)) > 4 * kError);  // the twin
    }
}
