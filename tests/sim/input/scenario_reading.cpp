// What a scenario file means: overlays, entries, --set, canonical text.
#include <catch2/catch.hpp>
#include <filesystem>

#include "sim/files/text_file.hpp"
#include "sim/input/scenario_file.hpp"
#include "sim/model/fields.hpp"
#include "tests/folder.hpp"
#include "tests/paths.hpp"

namespace cptsim::test {
namespace {

constexpr int kGp = 0, kNurse = 2, kPharmacist = 4;

double value_of(Scenario const& scenario, int lever, int month, int profession = kGp, Territory const& territory = {})
{
    return lever_value(scenario, lever, month, profession, territory);
}

double parameter(Scenario const& scenario, char const* path) { return scenario.parameters.at(parameter_index(path)); }

/// All that decides results and words; not where it was read.
void require_equal(Scenario const& a, Scenario const& b)
{
    REQUIRE(a.name == b.name);
    REQUIRE(a.title_en == b.title_en);
    REQUIRE(a.title_fr == b.title_fr);
    REQUIRE(a.description_en == b.description_en);
    REQUIRE(a.description_fr == b.description_fr);
    REQUIRE(a.population == b.population);
    REQUIRE(a.end_month == b.end_month);
    REQUIRE(a.policy_month == b.policy_month);
    REQUIRE(a.parameters == b.parameters);
    REQUIRE(a.resolved_toml == b.resolved_toml);
    REQUIRE(a.levers.size() == b.levers.size());
    for (std::size_t i = 0; i < a.levers.size(); ++i) {
        REQUIRE(a.levers[i].lever == b.levers[i].lever);
        REQUIRE(a.levers[i].month == b.levers[i].month);
        REQUIRE(a.levers[i].ramp == b.levers[i].ramp);
        REQUIRE(a.levers[i].value == b.levers[i].value);
        REQUIRE(a.levers[i].target.professions == b.levers[i].target.professions);
        REQUIRE(a.levers[i].target.size_classes == b.levers[i].target.size_classes);
        REQUIRE(a.levers[i].target.milieux == b.levers[i].target.milieux);
        REQUIRE(a.levers[i].target.zones == b.levers[i].target.zones);
        REQUIRE(a.levers[i].target.regions == b.levers[i].target.regions);
        REQUIRE(a.levers[i].target.territories == b.levers[i].target.territories);
    }
}

constexpr char const* kBase = R"(
name = "base"
title = { fr = "Socle", en = "Base" }
population = "alsace"
[time]
end = "2030-06"
policy_start = "2023-01"
[parameters.board]
term_months = 30
[parameters.traits]
marginal_income = 50
[levers.hourly_indemnity]
2019-07 = { by_profession = { gp = 65, pharmacist = 55, other = 42 } }
2025-01 = { value = 80, ramp = 12 }
[levers.attachment]
2019-01 = "voluntary"
)";

}  // namespace

TEST_CASE("a scenario says what its file says")
{
    Folder folder;
    auto const s = read_scenario(folder.write("base.toml", kBase), {});
    REQUIRE(s.name == "base");
    REQUIRE(s.title_en == "Base");
    REQUIRE(s.title_fr == "Socle");
    REQUIRE(s.population == "alsace");
    REQUIRE(s.end_month == month_index(2030, 6));
    REQUIRE(s.policy_month == month_index(2023, 1));
    REQUIRE(parameter(s, "board.term_months") == 30);
    for (auto const* profession : kProfessionNames)
        REQUIRE(parameter(s, (std::string("traits.marginal_income.") + profession).c_str()) == 50);
    REQUIRE(value_of(s, lever::hourly_indemnity, month_index(2019, 7), kGp) == 65);
    REQUIRE(value_of(s, lever::hourly_indemnity, month_index(2019, 7), kPharmacist) == 55);
    REQUIRE(value_of(s, lever::hourly_indemnity, month_index(2019, 7), kNurse) == 42);
    REQUIRE(value_of(s, lever::hourly_indemnity, month_index(2025, 12), kNurse) == 80);
    REQUIRE(s.levers.front().where == folder.path("base.toml") + ":16:1");
}

TEST_CASE("in an overlay tables merge by key and anything else replaces")
{
    Folder folder;
    folder.write("base.toml", kBase);
    auto const s = read_scenario(folder.write("over.toml", R"(
extends = "base.toml"
name = "over"
[parameters]
board.seats = 5
traits.marginal_income = { gp = 70 }
[levers]
hourly_indemnity.2025-01 = 100
attachment.2026-01 = "mandatory"
)"),
                                 {});
    REQUIRE(s.name == "over");
    REQUIRE(s.title_en == "over");  // a title is of one scenario: it is not inherited
    REQUIRE(s.population == "alsace");
    REQUIRE(s.end_month == month_index(2030, 6));
    REQUIRE(parameter(s, "board.term_months") == 30);
    REQUIRE(parameter(s, "board.seats") == 5);
    REQUIRE(parameter(s, "traits.marginal_income.gp") == 70);
    REQUIRE(parameter(s, "traits.marginal_income.nurse") == 50);  // the base's bare value was for all eight
    REQUIRE(value_of(s, lever::hourly_indemnity, month_index(2025, 1)) == 100);  // the base's ramp is gone
    REQUIRE(value_of(s, lever::hourly_indemnity, month_index(2024, 12)) == 65);
    REQUIRE(value_of(s, lever::attachment, month_index(2025, 12)) == 0);
    REQUIRE(value_of(s, lever::attachment, month_index(2026, 1)) == 2);
    REQUIRE(s.files == std::vector<std::string>{folder.path("over.toml"), folder.path("base.toml")});
}

TEST_CASE("values by profession without \"other\" concern those that are named")
{
    Folder folder;
    auto const s = read_scenario(folder.write("a.toml", R"(
name = "a"
[levers.lump_sum]
2019-01 = 10
2020-01 = { by_profession = { gp = 840, nurse = 100 } }
2021-01 = { value = 500, professions = ["nurse"], zones = ["ZIP"], sizes = [2, 1] }
)"),
                                 {});
    int const month = month_index(2022, 1);
    REQUIRE(value_of(s, lever::lump_sum, month, kGp) == 840);
    REQUIRE(value_of(s, lever::lump_sum, month, kPharmacist) == 10);
    Territory deprived;
    deprived.zone = "ZIP";
    deprived.size_class = 2;
    REQUIRE(value_of(s, lever::lump_sum, month, kNurse, deprived) == 500);
    deprived.size_class = 3;
    REQUIRE(value_of(s, lever::lump_sum, month, kNurse, deprived) == 100);
}

TEST_CASE("the option --set takes parameters, levers and times, as TOML or as bare words")
{
    Folder folder;
    auto const file = folder.write("base.toml", kBase);
    auto const s = read_scenario(file, {"board.term_months=24", "parameters.board.seats=7",
                                        "traits.marginal_income.gp=75.5", "levers.attachment.2024-01=automatic",
                                        "levers.hourly_indemnity.2024-01={ value = 100, professions = [\"gp\"] }",
                                        "time.end=2028-12", "name=changed"});
    REQUIRE(s.name == "changed");
    REQUIRE(s.end_month == month_index(2028, 12));
    REQUIRE(parameter(s, "board.term_months") == 24);
    REQUIRE(parameter(s, "board.seats") == 7);
    REQUIRE(parameter(s, "traits.marginal_income.gp") == 75.5);
    REQUIRE(parameter(s, "traits.marginal_income.nurse") == 50);
    REQUIRE(value_of(s, lever::attachment, month_index(2024, 1)) == 1);
    REQUIRE(value_of(s, lever::hourly_indemnity, month_index(2024, 1), kGp) == 100);
    REQUIRE(value_of(s, lever::hourly_indemnity, month_index(2024, 1), kNurse) == 42);
}

TEST_CASE("an earlier end leaves out the base's entries that no run reaches")
{
    Folder folder;
    auto const s = read_scenario(folder.write("base.toml", kBase), {"time.end=2024-06"});
    REQUIRE(s.levers.size() == 2);
    require_equal(read_scenario_text(s.resolved_toml, "again"), s);
}

TEST_CASE("the resolved text of a scenario reads as the same scenario")
{
    Folder folder;
    folder.write("base.toml", kBase);
    auto const s = read_scenario(folder.write("over.toml", R"(
extends = "base.toml"
name = "over"
title.fr = "Une « citation » \"droite\" \\ et plus"
description = { en = "Only in English" }
[parameters]
traits.marginal_income_cv = 0.1234567890123456
opinion = {}
[levers.lump_sum]
2024-01 = { value = 0.1, ramp = 7, professions = ["nurse", "gp"], sizes = [3, 1, 3], milieux = ["urban", "rural"] }
2024-02 = { by_profession = { gp = 1e-3, midwife = -0.0, other = 99999.99 }, zones = ["other"] }
2024-03 = { by_profession = { gp = 5, nurse = 5 }, regions = ["Île-de-France"], territories = ["paris-01"] }
)"),
                                 {"board.term_months=1e1"});
    auto const again = read_scenario_text(s.resolved_toml, "again");
    require_equal(again, s);
    REQUIRE(s.resolved_toml.find("extends") == std::string::npos);
}

TEST_CASE("two files that mean the same have the same resolved text")
{
    auto const plain = read_scenario_text("name = \"a\"\n[levers.lump_sum]\n2024-01 = 10\n2025-01 = 20\n", "plain");
    auto const wordy = read_scenario_text(
        "levers.lump_sum.2025-01 = { value = 20.0, ramp = 0 }\n"
        "levers.lump_sum.2024-01 = { by_profession = { other = 10 } }\n"
        "name = 'a' # the same\ntime.end = '2034-12'",
        "wordy");
    REQUIRE(plain.resolved_toml == wordy.resolved_toml);
    auto const different = read_scenario_text("name = \"a\"\n[levers.lump_sum]\n2024-01 = 10\n2025-01 = 21\n", "twin");
    REQUIRE(plain.resolved_toml != different.resolved_toml);
}

TEST_CASE("every shipped scenario is valid and resolves to itself")
{
    std::vector<std::string> files;
    for (auto const& file : std::filesystem::directory_iterator(test::source_folder() + "/scenarios"))
        if (file.path().extension() == ".toml") files.push_back(file.path().string());
    REQUIRE(files.size() >= 20);
    for (auto const& scenario : read_scenarios(files, {})) {
        INFO(scenario.file);
        REQUIRE_FALSE(scenario.title_fr == scenario.title_en);
        require_equal(read_scenario_text(scenario.resolved_toml, scenario.file), scenario);
    }
}

TEST_CASE("a shipped scenario is found by its name, and a base among the shipped ones")
{
    Folder folder;
    REQUIRE(read_scenario("valletoux", {}).name == "valletoux");
    auto const mine = read_scenario(folder.write("mine.toml", "extends = \"baseline.toml\"\nname = \"mine\"\n"), {});
    REQUIRE(mine.levers.size() == read_scenario("baseline", {}).levers.size());
}

TEST_CASE("the shipped folder follows CPTSIM_DATA_DIR")
{
    Folder folder;
    folder.write("odd.toml", "name = \"odd\"\n");
    setenv("CPTSIM_DATA_DIR", folder.path("").c_str(), 1);
    auto const name = folder.error_of([] { REQUIRE(read_scenario("odd", {}).name == "odd"); });
    unsetenv("CPTSIM_DATA_DIR");
    REQUIRE(name.empty());
    REQUIRE(shipped_folder() == test::source_folder() + "/scenarios");
}

}  // namespace cptsim::test
