// The value of information where it is known: an effect that is a sum of normal parameters and of chance.
#include "analysis/decision/information.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>
#include <numeric>

#include "analysis/decision/voi.hpp"
#include "tests/analysis/decision/made_up_draws.hpp"

using namespace cptsim;
using namespace cptsim::test;

namespace {

constexpr double kMean = 0.3, kChance = 0.5;
std::vector<double> const kSlopes = {1.0, 0.6, -0.4, 0.0, 0.0, 0.0};

double variance_of(std::vector<std::size_t> const& known)
{
    double sum = 0;
    for (auto const j : known) sum += kSlopes[j] * kSlopes[j];
    return sum;
}
double whole_variance() { return variance_of({0, 1, 2}) + kChance * kChance; }

/// E max(0, X) - max(0, mean) of a normal X: the value of choosing after X is known (Raiffa & Schlaifer 1961).
double normal_worth(double mean, double deviation)
{
    double const z = mean / deviation, density = std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
    return mean * standard_normal_cdf(z) + deviation * density - std::max(0.0, mean);
}

Draws linear_draws(std::uint32_t seed, std::size_t count = 400)
{
    Normals normal(seed);
    return made_up_draws(count, kSlopes.size(), 1, normal, [&](std::size_t, std::vector<double> const& z) {
        return std::inner_product(z.begin(), z.end(), kSlopes.begin(), kMean) + kChance * normal();
    });
}

Information knowing(Draws const& draws, Quantities const& quantities)
{
    return information(draws, contrast_of(draws), quantities);
}

/// Mean and its standard error.
struct Mean {
    double mean = 0, error = 0;
};
Mean mean_of(std::vector<double> const& values)
{
    auto const n = static_cast<double>(values.size());
    double const centre = mean(values);
    double squares = 0;
    for (double const x : values) squares += (x - centre) * (x - centre);
    return {centre, std::sqrt(squares / (n - 1) / n)};
}

}  // namespace

// 60 sets of 400 draws. A mean of 60 estimates is normal to good approximation; 4 standard errors hold with 0.99994. A
// fit of few terms to 360 draws loses about 1 % of what it explains, hence the margin below, which is one-sided.
TEST_CASE("information in a linear model of normal parameters is worth what the closed form says")
{
    constexpr double kLoss = 0.03;
    for (auto const& set : {std::vector<std::size_t>{0}, {1}, {0, 1}, {0, 1, 2, 3}}) {
        CAPTURE(set.size(), set.front());
        double const share = variance_of(set) / whole_variance();
        double const worth = normal_worth(kMean, std::sqrt(variance_of(set)));
        std::vector<double> cuts, worths;
        int cut_held = 0, worth_held = 0, halves_held = 0;
        for (std::uint32_t seed = 0; seed < 60; ++seed) {
            auto const draws = linear_draws(seed);
            auto const found = knowing(draws, known(draws, set));
            cuts.push_back(found.cut.value);
            worths.push_back(found.worth.value);
            cut_held += std::abs(found.cut.value - share) <= found.cut.half_width ? 1 : 0;
            halves_held += std::abs(found.cut.value - share) <= found.cut.half_width / 2 ? 1 : 0;
            worth_held += std::abs(found.worth.value - worth) <= found.worth.half_width ? 1 : 0;
        }
        auto const cut = mean_of(cuts), value = mean_of(worths);
        CHECK(cut.mean < share + 4 * cut.error);
        CHECK(cut.mean > share - kLoss - 4 * cut.error);
        CHECK(value.mean < worth + 4 * value.error);
        CHECK(value.mean > worth - kLoss - 4 * value.error);
        // The twin: one parameter more, or less, is worth something else.
        double const other = (variance_of(set) + (set.size() == 2 ? -0.36 : 0.36)) / whole_variance();
        CHECK(std::abs(cut.mean - other) > kLoss + 4 * cut.error);
        // Of 60 intervals of 90 %, fewer than 46 hold with probability 0.0006; of those half as wide about 35 hold.
        CHECK(cut_held >= 46);
        CHECK(worth_held >= 46);
        CHECK(halves_held < 46);
    }
}

TEST_CASE("data with an error are worth what a normal signal is")
{
    constexpr double kError = 0.7;
    double const share = 1 / (1 + kError * kError) / whole_variance();
    double const worth = normal_worth(kMean, std::sqrt(1 / (1 + kError * kError)));
    std::vector<double> cuts, worths;
    for (std::uint32_t seed = 100; seed < 160; ++seed) {
        auto const draws = linear_draws(seed);
        auto data = known(draws, {0});
        Normals normal(seed + 1000);
        for (double& value : data.front()) value += kError * normal();
        auto const found = knowing(draws, data);
        cuts.push_back(found.cut.value);
        worths.push_back(found.worth.value);
    }
    auto const cut = mean_of(cuts), value = mean_of(worths);
    CHECK(cut.mean == Approx(share).margin(0.02 + 4 * cut.error));
    CHECK(value.mean == Approx(worth).margin(0.02 + 4 * value.error));
    CHECK(std::abs(cut.mean - 1 / whole_variance()) > 0.02 + 4 * cut.error);  // without the error
}

// A parameter without effect enters some of ten fits with probability of some per cent (kEntry for the line and for the
// curve) and then has to cut more than its half-width: under 5 % of 300 are shown, more than 23 of 300 with probability
// 0.02 even at 5 %.
TEST_CASE("information about what does not matter is none, and about what matters it is not")
{
    int shown = 0, seen = 0;
    for (std::uint32_t seed = 200; seed < 300; ++seed) {
        auto const draws = linear_draws(seed);
        for (std::size_t j = 3; j < 6; ++j) {
            auto const found = knowing(draws, known(draws, {j}));
            shown += found.is_none ? 0 : 1;
            if (found.is_none) CHECK((found.cut.value == 0 && found.worth.value == 0));
        }
        seen += knowing(draws, known(draws, {2})).is_none ? 0 : 1;  // 9 % of the variance
    }
    INFO(shown << " of 300 without effect were shown, " << seen << " of 100 with one");
    CHECK(shown <= 23);
    CHECK(seen >= 90);
}

TEST_CASE("a set is worth at least each of its parts, and certainty at least all of it")
{
    Normals normal(7);
    auto const draws = made_up_draws(
        200, parameter_fields().size() / 3, 2, normal, [&](std::size_t policy, std::vector<double> const& z) {
            return policy == 0 ? z[0] + z[20] * z[21] + normal() : std::abs(z[1]) - z[40] + 0.1;
        });
    Plan const plan = draws.plan;
    auto const answer = value_of_information("f.h5", draws, DataRecorder({}, plan, draws.question));
    REQUIRE(answer.parameters.size() == parameter_fields().size() / 3);
    int compared = 0;
    for (auto const& group : answer.groups) {
        CHECK(answer.everything.cut.value >= group.known.cut.value);
        CHECK(answer.everything.worth.value >= group.known.worth.value);
        for (auto const& one : answer.parameters) {
            auto const& of = parameter_fields()[static_cast<std::size_t>(one.row)].group;
            if (of != parameter_groups()[static_cast<std::size_t>(group.row)].name) continue;
            ++compared;
            CHECK(group.known.cut.value >= one.known.cut.value);
            CHECK(group.known.worth.value >= one.known.worth.value);
        }
    }
    CHECK(compared == static_cast<int>(answer.parameters.size()));
    CHECK(answer.certainty.value >= answer.everything.worth.value);
    CHECK(answer.everything.cut.value > 0.3);
    CHECK_FALSE(answer.together.has_value());
}

// Of m lists of two draws the share is a mean of m chi-squared(1) / 2 variables times the true one: relative standard
// error sqrt(2 / 200) = 0.1 here, beside that of the whole variance, 0.05.
TEST_CASE("chance is told apart by draws with the same parameters")
{
    auto draws = linear_draws(11, 600);
    CHECK_FALSE(chance_share(draws, contrast_of(draws)).has_value());
    Normals normal(12);
    for (std::size_t i = 400; i < 600; ++i) {
        draws.plan.points[i] = draws.plan.points[i - 400];
        auto const& z = draws.plan.points[i];
        draws.values[1][i] = std::inner_product(kSlopes.begin(), kSlopes.end(), z.begin(), kMean) + kChance * normal();
    }
    auto const found = chance_share(draws, contrast_of(draws));
    REQUIRE(found.has_value());
    double const share = kChance * kChance / whole_variance();
    CHECK(found->value == Approx(share).epsilon(4 * 0.12));
    CHECK(std::abs(found->value - 3 * share) > 4 * 0.12 * share);
    CHECK(found->half_width == Approx(1.645 * 0.1 * share).epsilon(0.4));
}
