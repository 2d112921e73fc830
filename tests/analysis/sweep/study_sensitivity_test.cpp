// The indices of a study follow its design's method.
#include <catch2/catch.hpp>

#include <cmath>

#include "analysis/stats/design.hpp"
#include "analysis/sweep/study_sensitivity.hpp"

using namespace cptsim;

namespace {

std::vector<std::vector<double>> design_of(DesignMethod method, std::size_t points)
{
    std::vector<DesignFactor> const factors(3);
    DesignOptions options;
    options.method = method;
    options.points = points;
    return make_design(factors, options);
}

/// 10 x1 + 3 x0 in two replicates that differ by a constant; x2 does nothing.
PointValues plane(std::vector<std::vector<double>> const& design)
{
    PointValues values;
    for (auto const& x : design) values.push_back({3 * x[0] + 10 * x[1], 1 + 3 * x[0] + 10 * x[1]});
    return values;
}

std::vector<SweepFactor> factors()
{
    std::vector<SweepFactor> all(3);
    all[0].path = "first", all[1].path = "second", all[2].path = "third";
    return all;
}

std::size_t place(std::string const& text, char const* word)
{
    auto const at = text.find(word);
    REQUIRE(at != std::string::npos);
    return at;
}

}  // namespace

TEST_CASE("a design of Saltelli has shares of variance, one of Morris effects, any other a regression")
{
    auto const saltelli = design_of(DesignMethod::saltelli, 256);
    auto const shares = study_sensitivity("saltelli", factors(), saltelli, plane(saltelli), {});
    REQUIRE(std::holds_alternative<VarianceIndices>(shares));
    CHECK(std::get<VarianceIndices>(shares).total[1].value == Approx(100.0 / 109).margin(0.05));

    auto const morris = design_of(DesignMethod::morris, 10);
    auto const effects = study_sensitivity("morris", factors(), morris, plane(morris), {});
    REQUIRE(std::holds_alternative<ElementaryEffects>(effects));
    CHECK(std::get<ElementaryEffects>(effects).factors[1].summary.absolute_mean == Approx(10));

    auto const sobol = design_of(DesignMethod::sobol, 64);
    auto const slopes = study_sensitivity("sobol", factors(), sobol, plane(sobol), {});
    REQUIRE(std::holds_alternative<RegressionIndices>(slopes));
    CHECK(std::get<RegressionIndices>(slopes).partial_rank[0].value > 0.9);
    CHECK(sensitivity_figures(slopes).values.size() == 3);
    CHECK(sensitivity_figures(slopes).names.size() == sensitivity_figures(slopes).values[0].size());

    // Outputs that belong to other points show it: the plane is lost.
    auto const own = plane(sobol);
    PointValues strange;
    for (std::size_t p = 0; p < own.size(); ++p) strange.push_back(own[(37 * p + p * p / 3) % own.size()]);
    auto const other = study_sensitivity("sobol", factors(), sobol, strange, {});
    CHECK(std::get<RegressionIndices>(slopes).r_squared > 0.99);
    CHECK(std::get<RegressionIndices>(other).r_squared < 0.5);
}

TEST_CASE("a choice between three words has no slope, a date and a choice between two have one")
{
    auto const sobol = design_of(DesignMethod::sobol, 64);
    auto words = factors();
    auto const attachment = lever_index("attachment");
    for (auto& factor : words) {
        factor.kind = SweepFactor::Kind::lever;
        factor.entry.lever = attachment;
        factor.values = {0, 1};
    }
    words[1].values = {0, 1, 2};
    words[2].kind = SweepFactor::Kind::date;
    auto const slopes = std::get<RegressionIndices>(study_sensitivity("sobol", words, sobol, plane(sobol), {}));
    CHECK_FALSE(std::isnan(slopes.standardised[0].value));
    CHECK(std::isnan(slopes.standardised[1].value));
    CHECK_FALSE(std::isnan(slopes.standardised[2].value));
    auto const morris = design_of(DesignMethod::morris, 10);
    auto const effects = std::get<ElementaryEffects>(study_sensitivity("morris", words, morris, plane(morris), {}));
    CHECK(std::isnan(effects.factors[1].summary.absolute_mean));
    CHECK(effects.factors[0].summary.absolute_mean == Approx(3));
}

TEST_CASE("slopes are not divided by what chance has left of a variance")
{
    auto const sobol = design_of(DesignMethod::sobol, 64);
    auto values = plane(sobol);
    for (std::size_t p = 0; p < values.size(); ++p) {  // chance of many times the plane's size
        values[p][0] += p % 2 == 0 ? 90 : -90;
        values[p][1] += p % 3 == 0 ? 90 : -90;
    }
    auto const slopes = std::get<RegressionIndices>(study_sensitivity("sobol", factors(), sobol, values, {}));
    CHECK(std::isnan(slopes.standardised[1].value));
    CHECK(std::isnan(slopes.r_squared_without_chance));
    CHECK_FALSE(std::isnan(slopes.partial_rank[1].value));
}

TEST_CASE("a list of points that is laid out as Saltelli's has shares of variance, what is withheld says why")
{
    auto const saltelli = design_of(DesignMethod::saltelli, 64);
    auto const shares = study_sensitivity("csv", factors(), saltelli, plane(saltelli), {});
    REQUIRE(std::holds_alternative<VarianceIndices>(shares));
    auto const sobol = design_of(DesignMethod::sobol, 64);
    CHECK(std::holds_alternative<RegressionIndices>(study_sensitivity("csv", factors(), sobol, plane(sobol), {})));
    auto const few = design_of(DesignMethod::saltelli, 5);
    auto const withheld = study_sensitivity("saltelli", factors(), few, plane(few), {});
    auto const words = [&](StudySensitivity const& of, Language language) {
        return format_sensitivity(of, factors(), {"what", "unit", "where", 2}, language);
    };
    CHECK_THAT(words(withheld, Language::en), Catch::Contains("withheld: shares of variance take 16 base points"));
    CHECK_THAT(words(withheld, Language::fr), Catch::Contains("non donné : les parts de variance"));
    CHECK_THAT(words(shares, Language::en), !Catch::Contains("withheld"));
    PointValues still(sobol.size(), {1.0, 1.0});
    CHECK_THAT(words(study_sensitivity("sobol", factors(), sobol, still, {}), Language::en),
               Catch::Contains("withheld: the variance beyond chance"));
}

TEST_CASE("where there can be no indices it is said why")
{
    auto const sobol = design_of(DesignMethod::sobol, 8);
    auto const none = study_sensitivity("saltelli", factors(), sobol, plane(sobol), {});
    REQUIRE(std::holds_alternative<NoSensitivity>(none));
    CHECK_THAT(std::get<NoSensitivity>(none).why.en, Catch::Contains("not those of a design of Saltelli"));
    CHECK_THAT(format_sensitivity(none, factors(), {"what", "unit", "where", 2}, Language::en),
               Catch::StartsWith("what (unit): where\n  ") && Catch::Contains("Saltelli"));
    CHECK(sensitivity_figures(none).values.empty());
}

TEST_CASE("a table has a line for each factor, the largest first, within 118 columns")
{
    auto const saltelli = design_of(DesignMethod::saltelli, 64);
    auto const morris = design_of(DesignMethod::morris, 10);
    auto const sobol = design_of(DesignMethod::sobol, 64);
    for (auto const language : {Language::en, Language::fr})
        for (auto const& table :
             {format_sensitivity(study_sensitivity("saltelli", factors(), saltelli, plane(saltelli), {}), factors(),
                                 {"what", "unit", "where", 2}, language),
              format_sensitivity(study_sensitivity("morris", factors(), morris, plane(morris), {}), factors(),
                                 {"what", "unit", "where", 2}, language),
              format_sensitivity(study_sensitivity("sobol", factors(), sobol, plane(sobol), {}), factors(),
                                 {"what", "unit", "where", 2}, language)}) {
            CAPTURE(table);
            CHECK(place(table, "  second") < place(table, "  first"));
            CHECK(place(table, "  first") < place(table, "  third"));
            CHECK(std::count(table.begin(), table.end(), '\n') == 6);
        }
}
