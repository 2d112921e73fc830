// The front of a model with a known one.
#include "analysis/decision/frontier.hpp"

#include <catch2/catch.hpp>

#include <cmath>

#include "sim/model/fields.hpp"

using namespace cptsim;

namespace {

std::vector<double> const kGains = {3, 2, 1}, kCosts = {2, 4, 1};

/// Gain = sum a sqrt(u), cost = sum c u: within a budget b the best is u = (a / c)^2 b / sum(a^2 / c) by Lagrange, and
/// gains sqrt(b sum(a^2 / c)). `dearer` is what mixes cost more than that on the fresh draws.
RunMix known_model(FrontierStudy const& study, double dearer, std::vector<double>* spent = nullptr)
{
    return [&study, dearer, spent](Plan const& plan, Mix const& mix) {
        bool const is_fresh = plan.seed == study.fresh.seed;
        double gain = 0, cost = 0;
        for (std::size_t j = 0; j < mix.size(); ++j) {
            gain += kGains[j] * std::sqrt(mix[j]);
            cost += kCosts[j] * mix[j] * (is_fresh ? dearer : 1);
        }
        if (is_fresh && spent != nullptr) spent->push_back(cost);
        MixRuns runs;
        for (int r = 0; r < plan.replicates; ++r) {
            runs.gain.push_back({r / 8, gain + (r % 2 == 0 ? 0.1 : -0.1)});
            runs.cost.push_back({r / 8, cost * (r % 2 == 0 ? 1.05 : 0.95)});
        }
        return runs;
    };
}

FrontierStudy known_study()
{
    FrontierStudy study;
    study.levers.resize(kGains.size());
    study.search.replicates = 16;
    study.fresh.replicates = 32;
    study.fresh.seed = 2;
    study.budgets = {0.1, 0.2, 0.4};
    study.evaluations = 120;
    return study;
}

double best_gain(double budget)
{
    double sum = 0;
    for (std::size_t j = 0; j < kGains.size(); ++j) sum += kGains[j] * kGains[j] / kCosts[j];
    return std::sqrt(budget * sum);
}

bool go_on(double) { return true; }

}  // namespace

TEST_CASE("the front of a known model is its own")
{
    if (!has_optimiser()) return;
    auto const study = known_study();
    auto const front = find_front(study, known_model(study, 1), go_on);
    REQUIRE(front.size() == 3);
    for (auto const& point : front) {
        CAPTURE(point.budget, point.gain.mean);
        CHECK(point.gain.mean <= best_gain(point.budget) * 1.001);
        CHECK(point.gain.mean >= best_gain(point.budget) * 0.97);
        CHECK(point.cost.mean <= point.budget * (1 + 1e-9));
        CHECK(point.kept == 1);
        CHECK_FALSE(point.is_dominated);
        CHECK(point.within == Approx(0.5).margin(0.5));
    }
    CHECK(front[2].gain.mean > best_gain(front[1].budget) * 1.2);  // what a smaller budget gives is no match
}

TEST_CASE("budgets are kept on the fresh draws, where mixes cost more than the search knew")
{
    if (!has_optimiser()) return;
    auto const study = known_study();
    std::vector<double> spent;
    auto const front = find_front(study, known_model(study, 1.5, &spent), go_on);
    REQUIRE(front.size() == 3);
    for (auto const& point : front) {
        CHECK(point.cost.mean <= point.budget * (1 + 1e-9));
        CHECK(point.kept < 0.75);
        CHECK(point.gain.mean < point.search.gain);
        // Pulled back along a line, the gain falls with the root of the money: that of 1 / 1.5 of the budget at least.
        CHECK(point.gain.mean >= best_gain(point.budget / 1.5) * 0.92);
    }
    CHECK(*std::max_element(spent.begin(), spent.end()) > 0.4);  // as the search chose, they would have cost more
}

TEST_CASE("a search that is stopped has no front")
{
    if (!has_optimiser()) return;
    auto const study = known_study();
    int asked = 0;
    CHECK(find_front(study, known_model(study, 1), [&](double) { return ++asked < 20; }).empty());
    CHECK(asked == 20);
}

TEST_CASE("a mix is laid over the reference from its month on, for its professions")
{
    Scenario reference;
    MixedLever pay;
    pay.lever = lever::hourly_indemnity;
    pay.from = 72;
    pay.reference[0] = 40;
    pay.most = 60;
    pay.professions = 1;
    MixedLever idle = pay;
    idle.lever = lever::information;
    auto const scenario = mixed(reference, {pay, idle}, {0.5, 0});
    REQUIRE(scenario.levers.size() == 1);
    Territory const anywhere;
    CHECK(lever_value(scenario, lever::hourly_indemnity, 72, 0, anywhere) == 70);
    CHECK(lever_value(scenario, lever::hourly_indemnity, 71, 0, anywhere) != 70);
    CHECK(lever_value(scenario, lever::hourly_indemnity, 72, 1, anywhere) ==
          lever_value(reference, lever::hourly_indemnity, 72, 1, anywhere));
}
