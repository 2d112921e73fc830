// Factors that move together: groups, correlations, shares of one whole; and distributions.
#include <catch2/catch.hpp>

#include <cmath>

#include "analysis/stats/distributions.hpp"
#include "analysis/stats/statistics.hpp"
#include "analysis/sweep/joint_design.hpp"
#include "analysis/sweep/study.hpp"
#include "tests/folder.hpp"

using namespace cptsim;
using namespace cptsim::test;

namespace {

std::vector<SweepFactor> factors()
{
    std::vector<SweepFactor> all(3);
    for (std::size_t i = 0; i < 3; ++i) {
        all[i].path = std::string(1, static_cast<char>('a' + i));
        all[i].prior = {Prior::uniform, 0, 1};
    }
    return all;
}

StudyDesign sobol(std::size_t points)
{
    StudyDesign design;
    design.method = "sobol";
    design.points = points;
    design.seed = 1;
    return design;
}

std::vector<double> column(std::vector<std::vector<double>> const& points, std::size_t j)
{
    std::vector<double> values;
    for (auto const& point : points) values.push_back(point[j]);
    return values;
}

std::string error_of(Folder const& folder, std::string const& design, std::string const& factors)
{
    folder.write("a.toml", "name = \"a\"\n");
    auto const path = folder.write("s.toml", "scenarios = [\"a\"]\n[design]\n" + design + "\n[factors]\n" + factors);
    return folder.error_of([&] { static_cast<void>(read_study(path)); });
}

constexpr char const* kTwo =
    "strain.base_rate = { uniform = [0.008, 0.028] }\nactivity.crowding = { uniform = [0, 0.5] }\n";

}  // namespace

TEST_CASE("correlated points have the rank correlation of their scores, and keep their distributions")
{
    auto design = sobol(1024);
    design.correlations = {{"a", "c", 0.7, {}}};
    auto const points = design_points(design, factors());
    auto const a = column(points, 0), b = column(points, 1), c = column(points, 2);
    // Spearman's is 6 / pi asin(r / 2) = 0.683 of normal scores; of 1,024 points it errs by 0.02 or so, four of it.
    CHECK(std::abs(rank_correlation(a, c) - 6 / std::acos(-1.0) * std::asin(0.35)) < 0.08);
    CHECK(std::abs(rank_correlation(a, b)) < 0.08);
    CHECK_FALSE(std::abs(rank_correlation(a, c)) < 0.08);  // the twin
    for (auto const& one : {a, b, c}) {                    // uniform: mean 1/2, and as many below a quarter
        CHECK(mean(one) == Approx(0.5).margin(0.02));
        CHECK(quantile(one, 0.25) == Approx(0.25).margin(0.03));
    }
    design.correlations.clear();
    CHECK(column(design_points(design, factors()), 1) == b);  // what is not correlated stays as it was
    design.correlations = {{"a", "b", 0.9, {}}, {"b", "c", 0.9, {}}, {"a", "c", -0.9, {}}};
    CHECK_THROWS_WITH(design_points(design, factors()), Catch::Contains("contradict one another"));
}

TEST_CASE("a group shares its quantile, and counts as one factor of the design")
{
    StudyDesign design;
    design.method = "saltelli";
    design.points = 4;
    design.groups = {{"a", "c"}};
    auto const points = design_points(design, factors());
    CHECK(points.size() == 4 * (2 + 2));
    for (auto const& point : points) CHECK(point[0] == point[2]);
    CHECK(column(points, 0) != column(points, 1));
    design.groups.clear();
    CHECK(design_points(design, factors()).size() == 4 * (3 + 2));
}

TEST_CASE("triangular and truncated normal distributions have their quantiles")
{
    SweepFactor triangular;
    triangular.prior = {Prior::uniform, 1, 5};
    triangular.mode = 2;
    // F(x) = (x - 1)^2 / 4 up to the mode, 1 - (5 - x)^2 / 12 beyond it.
    CHECK(factor_value(triangular, 0.25) == Approx(2));
    CHECK(factor_value(triangular, 0.16) == Approx(1.8));
    CHECK(factor_value(triangular, 0.75) == Approx(5 - std::sqrt(3)));
    CHECK_FALSE(factor_value(triangular, 0.5) == Approx(3));  // the twin: no uniform one
    SweepFactor truncated;
    truncated.prior = {Prior::normal, 10, 2};
    truncated.min = 9;
    truncated.max = 11;
    CHECK(factor_value(truncated, 0.5) == Approx(10).margin(1e-3));
    CHECK(factor_value(truncated, 1e-9) >= 9);
    CHECK(factor_value(truncated, 1 - 1e-9) <= 11);
    // A quarter lies below the value with (0.3085 + 0.25 x 0.3829) of the whole normal below it.
    CHECK(factor_value(truncated, 0.25) ==
          Approx(10 + 2 * standard_normal_quantile(0.30854 + 0.25 * 0.38292)).margin(1e-3));
    truncated.min = -1000, truncated.max = 1000;  // the twin
    CHECK_FALSE(factor_value(truncated, 0.25) ==
                Approx(10 + 2 * standard_normal_quantile(0.30854 + 0.25 * 0.38292)).margin(1e-3));
}

TEST_CASE("shares of one whole keep their proportions")
{
    Sweep sweep;
    sweep.plan.scenarios.emplace_back();
    std::vector<double> defaults;
    for (auto const& field : parameter_fields()) defaults.push_back(field.default_value);
    sweep.plan.points = {defaults};
    SweepFactor share;
    share.path = "traits.free_rider_share";
    share.rows = {parameter_index("traits.free_rider_share")};
    share.proportional = {parameter_index("traits.conditional_share"), parameter_index("traits.hump_share")};
    share.scenarios = {true};
    sweep.factors = {share};
    sweep.design = {{0.30}, {0.65}, {1.0}};
    auto const set = [&](int point, char const* path) {
        return varied(sweep, 0, point).parameters.at(parameter_index(path));
    };
    CHECK(set(0, "traits.conditional_share") == Approx(0.50));  // as by default: 0.30, 0.50, 0.12, and altruists 0.08
    CHECK(set(1, "traits.conditional_share") == Approx(0.25));  // half of what was left is left
    CHECK(set(1, "traits.hump_share") == Approx(0.06));
    CHECK(set(2, "traits.conditional_share") == 0);
    sweep.factors[0].proportional.clear();
    CHECK(varied(sweep, 0, 1).parameters.size() == 1);  // the twin
}

TEST_CASE("what does not go together in a design is refused, with its place")
{
    Folder const folder;
    auto const says = [&](std::string const& design, std::string const& factors, char const* text) {
        CAPTURE(design, factors);
        CHECK_THAT(error_of(folder, design, factors), Catch::Contains(text));
    };
    std::string const points = "method = \"sobol\"\npoints = 8\n";
    says(points + "groups = [[\"strain.base_rate\", \"activity.crowdin\"]]", kTwo,
         "did you mean \"activity.crowding\"?");
    says(points + "groups = [[\"strain.base_rate\"]]", kTwo, "a group has two factors or more");
    says(points + "correlations = [[\"strain.base_rate\", \"activity.crowding\", 1.5]]", kTwo, "0.99");
    says(points + "correlations = [[\"strain.base_rate\", 0.5]]", kTwo, "must be a list of [factor, factor, number");
    says("method = \"saltelli\"\npoints = 8\ncorrelations = [[\"strain.base_rate\", \"activity.crowding\", 0.5]]", kTwo,
         "correlations are for the methods latin_hypercube and sobol");
    says(points, "strain.base_rate = { triangular = [0.02, 0.01, 0.03] }", "[low, mode, high]");
    says(points, "strain.base_rate = { truncated_normal = [0.02, 0, 0.01, 0.03] }", "positive standard deviation");
    says(points, "strain.base_rate = { uniform = [0.01, 0.02], in_proportion = [\"board.seats\"] }",
         "is no other share");
    says("method = \"tipping\"\noutcome = \"dormant\"", kTwo, "design.dose, design.outcome must be given");
    says("method = \"tipping\"\noutcome = \"dormant\"\ndose = \"strain.base_rate\"", kTwo,
         "activity.crowding is continuous");
    says("method = \"tipping\"\noutcome = \"active\"\ndose = \"strain.base_rate\"\neffect = true",
         "strain.base_rate = { uniform = [0.008, 0.028] }", "compares scenarios (the study has one)");
    says(points + "dose = \"strain.base_rate\"", kTwo, "are for the method \"tipping\"");
    CHECK(error_of(folder, points + "groups = [[\"strain.base_rate\", \"activity.crowding\"]]", kTwo).empty());
}
