// Summaries and their declared covariance, against numbers worked out by hand.
#include "analysis/calibration/targets.hpp"

#include <catch2/catch.hpp>

#include <cmath>

#include "analysis/calibration/pattern_words.hpp"
#include "analysis/calibration/validation.hpp"
#include "sim/base/error.hpp"

namespace cptsim {
namespace {

CalibrationTarget target(char const* pattern, int month, double value, double error, char const* unit,
                         std::uint32_t professions = 0xFF)
{
    return {pattern, "calibrate", unit, quantity_of(pattern), 0, month, professions, value, error, ""};
}

Pattern pattern(char const* name, char const* use, double value, double error)
{
    return {name, 36, "here", "gp", 1, value, "share", error, use, ""};
}

double sum_of_squares(std::vector<double> const& values)
{
    double sum = 0;
    for (double const x : values) sum += x * x;
    return sum;
}

}  // namespace

TEST_CASE("all targets of the shipped calibration have names in French", "[calibration][language]")
{
    auto const v = begin_validation("calibration", "prior", 2, Language::fr);
    REQUIRE(v.targets.size() > 20);
    for (auto const& target : v.targets) {
        CAPTURE(target.label);
        auto const words = pattern_words(target.label, Language::fr);
        CHECK(words.find('_') == std::string::npos);
        CHECK(words.substr(0, words.find(' ')) != target.label.substr(0, target.label.find(' ')));
    }
}

TEST_CASE("counts of a series become a level and increments, whose shared error falls out", "[calibration]")
{
    Summaries const summaries(
        {target("stage_signed", 24, 100, 8, "territories"), target("stage_signed", 36, 160, 8, "territories")});
    CHECK(summaries.observed() == std::vector<double>{100, 60});
    // Half of each variance is shared: Var(increment) = 64 + 64 - 2 x 32 = 64, Cov(level, increment) = 32 - 64.
    CHECK(summaries.covariance()[0] == Approx(64));
    CHECK(summaries.covariance()[1] == Approx(-32));
    CHECK(summaries.covariance()[3] == Approx(64));
    // Off by (8, 0): 1 / (64^2 - 32^2) x 64 x 64 = 4/3.
    CHECK(sum_of_squares(summaries.residuals(std::vector<double>{108, 60})) == Approx(4.0 / 3));
    CHECK(sum_of_squares(summaries.residuals(summaries.observed())) == Approx(0).margin(1e-12));
    CHECK(summaries.of(std::vector<Measured>{90, 170}) == std::vector<double>{90, 80});
}

TEST_CASE("shares of one survey become log-ratios to the rest, with the multinomial covariance", "[calibration]")
{
    Summaries const summaries(
        {target("survey_operating", 36, 0.20, 0, "share", 1), target("survey_project", 36, 0.12, 0, "share", 1)});
    CHECK(summaries.observed()[0] == Approx(std::log(0.20 / 0.68)));
    CHECK(summaries.observed()[1] == Approx(std::log(0.12 / 0.68)));
    // Log-ratios of a multinomial: Var = (1/p_i + 1/p_rest) / n, Cov = 1/p_rest / n.
    CHECK(summaries.covariance()[0] == Approx((1 / 0.20 + 1 / 0.68) / 1550));
    CHECK(summaries.covariance()[3] == Approx((1 / 0.12 + 1 / 0.68) / 1550));
    CHECK(summaries.covariance()[1] == Approx(1 / 0.68 / 1550));
    // Without the sample nothing is left: the twin.
    CHECK_THROWS_AS(
        Summaries({target("members_share", 36, 0.2, 0, "share", 1), target("members_share", 36, 0.1, 0, "share", 4)}),
        InputError);
}

TEST_CASE("odds ratios, positive numbers and shares are compared on the scales of their errors", "[calibration]")
{
    Summaries const summaries({target("survey_women", 36, 1.4, 0.25, "odds_ratio", 1),
                               target("members_per_signed", 24, 80, 12, "members"),
                               target("severe_exhaustion", 29, 0.05, 0.03, "share", 1)});
    CHECK(summaries.observed()[0] == Approx(std::log(1.4)));
    CHECK(summaries.observed()[1] == Approx(std::log(80)));
    CHECK(summaries.observed()[2] == Approx(std::log(0.05 / 0.95)));
    double const sampling = (1 / 0.48 - 1) / (1550 * 0.2 * 0.8);
    CHECK(summaries.covariance()[0] == Approx(sampling + std::pow(0.25 / 1.4, 2)));
    CHECK(summaries.covariance()[4] == Approx(std::pow(12.0 / 80, 2)));
    CHECK(summaries.covariance()[8] == Approx((0.0009 + 0.05 * 0.95 / 1926) / std::pow(0.05 * 0.95, 2)));
}

TEST_CASE("shares and ratios that were counted have half a person more on each side", "[calibration]")
{
    Summaries const summaries(
        {target("members_per_signed", 24, 80, 12, "members"), target("severe_exhaustion", 29, 0.05, 0.03, "share", 1),
         target("survey_operating", 36, 0.20, 0.05, "share", 1), target("survey_project", 36, 0.12, 0.05, "share", 1)});
    auto const some = summaries.of(std::vector<Measured>{{80, 10}, {0.1, 40}, {0.2, 50}, {0.1, 50}});
    CHECK(some[0] == Approx(std::log(800.5 / 10)));
    CHECK(some[1] == Approx(std::log(4.5 / 36.5)));
    CHECK(some[2] == Approx(std::log(10.5 / 35.5)));
    CHECK(some[3] == Approx(std::log(5.5 / 35.5)));
    auto const none = summaries.of(std::vector<Measured>{{0, 10}, {0, 40}, {0, 50}, {1, 50}});
    CHECK(none[0] == Approx(std::log(0.5 / 10)));
    CHECK(none[1] == Approx(std::log(0.5 / 40.5)));
    CHECK(none[2] == Approx(0));  // neither an answer nor any rest
    CHECK(none[3] == Approx(std::log(50.5 / 0.5)));
    for (double const x : summaries.of(std::vector<Measured>{{0, 0}, {0, 0}, {0, 0}, {0, 0}})) CHECK(x == 0);
    CHECK(summaries.of(std::vector<Measured>{80, 0.05, 0.20, 0.12}) == summaries.observed());  // as published
}

TEST_CASE("a bound is in deviations of its declared error, apart from all others", "[calibration]")
{
    auto bound = target("aci_paid", 59, 120, 10, "MEUR/year");
    bound.use = "soft_bound";
    auto const paid = target("aci_paid", 47, 100, 6, "MEUR/year");
    Summaries const summaries({paid, bound, target("aci_paid", 71, 130, 6, "MEUR/year")});
    CHECK(summaries.bounds() == std::vector<std::size_t>{1});
    CHECK(summaries.observed() == std::vector<double>{100, 120, 30});  // no level of the series
    CHECK(summaries.residuals(summaries.of(std::vector<Measured>{100, 90, 130}))[1] == Approx(-3));
    CHECK(summaries.residuals(summaries.of(std::vector<Measured>{170, 90, 10}))[1] == Approx(-3));
    CHECK(Summaries({paid}).bounds().empty());
}

TEST_CASE("targets without errors of their own are refused by name", "[calibration]")
{
    try {
        Summaries(
            {target("stage_letter", 24, 100, 5, "territories"), target("stage_signed", 24, 90, 0, "territories")});
        FAIL("a singular covariance was taken");
    } catch (InputError const& error) {
        CHECK(std::string(error.what()) ==
              "the declared covariance of the targets is not positive definite (stage_signed are tied, or without "
              "error) give each a definition_error of its own?");
    }
}

TEST_CASE("an observation without a place on its scale is refused", "[calibration]")
{
    try {
        Summaries({target("severe_exhaustion", 29, 0, 0.03, "share", 1)});
        FAIL("the log-odds of zero were taken");
    } catch (InputError const& error) {
        CHECK(std::string(error.what()) ==
              "severe_exhaustion is observed as 0 (its errors are those of its logarithm or log-odds)");
    }
}

TEST_CASE("a calibration without targets is refused", "[calibration]") { CHECK_THROWS_AS(Summaries({}), InputError); }

TEST_CASE("targets are the patterns of the uses that the model can tell apart", "[calibration]")
{
    Calibration calibration;
    calibration.populations.push_back({"here", {}, 1});
    calibration.patterns = {
        pattern("opinion_unavoidable", "weak", 0.13, 0.05), pattern("opinion_interesting", "weak", 0.27, 0.05),
        pattern("survey_operating", "calibrate", 0.20, 0.05), pattern("survey_neither", "calibrate", 0.48, 0.05),
        pattern("stage_signed", "validate", 530, 37)};
    auto elsewhere = pattern("stage_signed", "calibrate", 5, 1);
    elsewhere.population = "there";
    calibration.patterns.push_back(elsewhere);
    auto const targets = make_targets(calibration, {"calibrate", "weak"});
    REQUIRE(targets.size() == 2);
    CHECK(targets[0].label == "opinion_favourable 2022-01 gp");
    CHECK(targets[0].value == Approx(0.40));
    CHECK(targets[0].definition_error == Approx(2 * 0.05 * std::sqrt(2.0)));  // weak: twice the error
    CHECK(targets[1].label == "survey_operating 2022-01 gp");
    CHECK(targets[1].definition_error == Approx(0.05));
}

TEST_CASE("three opinions are one sample, whose last share is as uncertain as the others", "[calibration]")
{
    Calibration calibration;
    calibration.populations.push_back({"here", {}, 1});
    calibration.patterns = {
        pattern("opinion_unavoidable", "weak", 0.13, 0.05), pattern("opinion_interesting", "weak", 0.27, 0.05),
        pattern("opinion_useless", "weak", 0.12, 0.05), pattern("opinion_none", "weak", 0.49, 0.05)};
    auto const targets = make_targets(calibration, {"weak"});
    REQUIRE(targets.size() == 2);
    double const f = 0.40 / 1.01, h = 0.12 / 1.01;  // the published shares add up to 1.01
    CHECK(targets[0].value == Approx(f));
    CHECK(targets[1].value == Approx(h));
    // Independent errors of variances a, b, c whose sum is zero: Var = a - a^2 / (a + b + c), Cov = - a b / (a + b +
    // c).
    double const b = std::pow(0.1 / 1.01, 2), a = 2 * b;
    auto const covariance = value_covariance(targets);
    CHECK(covariance[0] == Approx(f * (1 - f) / 1550 + a - a * a / (2 * a)));
    CHECK(covariance[3] == Approx(h * (1 - h) / 1550 + b - b * b / (2 * a)));
    CHECK(covariance[1] == Approx(-f * h / 1550 - a * b / (2 * a)));
    double const none = covariance[0] + covariance[3] + 2 * covariance[1];  // of what the two leave
    CHECK(none == Approx((1 - f - h) * (f + h) / 1550 + b - b * b / (2 * a)));
    calibration.patterns[3].use = "validate";  // the twin: an answer that is not used says nothing
    CHECK(value_covariance(make_targets(calibration, {"weak"}))[1] == Approx(-0.40 * 0.12 / 1550));
}

}  // namespace cptsim
