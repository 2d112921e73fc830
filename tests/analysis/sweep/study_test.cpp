// What STUDY.toml may say, and what is said about one that is wrong.
#include <catch2/catch.hpp>

#include "analysis/sweep/study_file.hpp"
#include "tests/folder.hpp"

using namespace cptsim;
using namespace cptsim::test;

namespace {

constexpr char const* kGood =
    "title = { en = \"A study\", fr = \"Une étude\" }\n"
    "scenarios = [\"a\", \"b.toml\"]\n"
    "population = \"small.csv\"\n"
    "replicates = 12\n"
    "seed = 7\n"
    "until = \"2030-06\"\n"
    "[design]\nmethod = \"full_factorial\"\nlevels = 3\n"
    "[factors]\n"
    "strain.base_rate = { uniform = [0.008, 0.028] }\n"
    "board.seats = { integer = [3, 5] }\n"
    "[factors.levers]\n"
    "hourly_indemnity.2024-01 = { log_uniform = [30, 100], scenarios = [\"b\"], ramp = 6, zones = [\"ZIP\"] }\n"
    "attachment.date = { value = \"automatic\", between = [\"2024-03\", \"2024-06\"] }\n"
    "[keep]\nobservables = [\"eligible\", \"flows\", \"active\"]\nmonths = [\"2030-06\", \"2024-12\"]\n"
    "professions = [\"gp\", \"all\"]\n";

void write_scenarios(Folder const& folder)
{
    folder.write("a.toml", "name = \"a\"\n");
    folder.write("b.toml", "extends = \"a.toml\"\nname = \"b\"\n");
    folder.write("small.csv", "");
}

std::string error_of(Folder const& folder, std::string const& text)
{
    write_scenarios(folder);
    auto const path = folder.write("s.toml", text);
    return folder.error_of([&] { static_cast<void>(read_study(path)); });
}

std::string with(std::string const& factors)
{
    return "scenarios = [\"a\", \"b\"]\ndesign.method = \"sobol\"\ndesign.points = 8\n[factors]\n" + factors;
}

}  // namespace

TEST_CASE("a study may ask for a part of a table beside it")
{
    Folder const folder;
    write_scenarios(folder);
    auto const population = [&](std::string const& text) {
        std::string study = kGood;
        study.replace(study.find("small.csv"), 9, text);
        return read_study(folder.write("s.toml", study)).population;
    };
    CHECK(population("small.csv/region:here+cpts:a") == folder.path("small.csv") + "/region:here+cpts:a");
    CHECK(population("department:67") == "department:67");
    std::string study = kGood;
    study.replace(study.find("small.csv"), 9, "departement:67");
    CHECK(error_of(folder, study) ==
          "s.toml:3:14: unknown part \"departement\" (parts of a table are department:, "
          "region:, cpts:) did you mean \"department\"?");
}

TEST_CASE("a study says scenarios, factors, a design and what is kept")
{
    Folder const folder;
    write_scenarios(folder);
    auto const study = read_study(folder.write("s.toml", kGood));
    CHECK(study.title_fr == "Une étude");
    REQUIRE(study.scenarios.size() == 2);
    CHECK(study.scenarios[1].name == "b");
    CHECK(study.scenarios[1].end_month == month_index(2030, 6));
    CHECK(study.population == folder.path("small.csv"));
    CHECK(study.replicates == 12);
    CHECK(study.seed == 7);
    CHECK(study.design.method == "full_factorial");
    CHECK(study.design.levels == 3);
    CHECK(study.design.seed == 7);  // that of the study
    REQUIRE(study.factors.size() == 4);
    CHECK(study.factors[0].path == "board.seats");
    CHECK(study.factors[0].values == std::vector<double>{3, 4, 5});
    CHECK(study.factors[1].path == "levers.attachment.date");
    CHECK(study.factors[1].values.front() == month_index(2024, 3));
    CHECK(study.factors[1].values.size() == 4);
    CHECK(study.factors[1].entry.value[0] == 1);
    CHECK(study.factors[2].entry.ramp == 6);
    CHECK(study.factors[2].entry.target.zones == std::vector<std::string>{"ZIP"});
    CHECK(study.factors[2].scenarios == std::vector<bool>{false, true});
    CHECK(study.factors[3].continuous());
    CHECK(study.kept.months == std::vector<int>{month_index(2024, 12), month_index(2030, 6)});
    CHECK(study.kept.professions == std::vector<int>{0, kProfessions});
    CHECK(study.kept.observables ==
          std::vector<int>{observable_index("eligible"), observable_index("active"), observable_index("flows")});
}

TEST_CASE("without [keep] a study keeps a short list in every December")
{
    Folder const folder;
    write_scenarios(folder);
    auto const study = read_study(folder.write("s.toml", with("strain.base_rate = { uniform = [0.01, 0.02] }\n")));
    CHECK(study.kept.observables.size() > 10);
    CHECK(std::find(study.kept.observables.begin(), study.kept.observables.end(), -1) == study.kept.observables.end());
    CHECK(study.kept.months.size() == 16);
    CHECK(study.kept.months[0] == 11);
    CHECK(study.kept.professions == std::vector<int>{kProfessions});
}

TEST_CASE("a list of points has a column for each factor, in the words of a scenario file")
{
    Folder const folder;
    write_scenarios(folder);
    auto const study = [&](std::string const& csv, std::string const& factors = "") {
        folder.write("points.csv", csv);
        return read_study(folder.write("s.toml",
                                       "scenarios = [\"a\"]\ndesign = { method = \"csv\", file = "
                                       "\"points.csv\" }\n" +
                                           factors));
    };
    auto const good = study("strain.base_rate,levers.attachment.2024-05,levers.lump_sum.date\n0.01,mandatory,2026-02\n",
                            "[factors]\nlevers.lump_sum.date = { value = 500 }\n");
    REQUIRE(good.factors.size() == 3);
    CHECK(good.design.listed == std::vector<std::vector<double>>{{2, static_cast<double>(month_index(2026, 2)), 0.01}});

    auto const error = [&](std::string const& csv, std::string const& factors = "") {
        return folder.error_of([&] { static_cast<void>(study(csv, factors)); });
    };
    CHECK(error("strain.base_rte\n0.01\n") ==
          "points.csv:1:1: unknown factor \"strain.base_rte\" (it is a parameter, or a lever with a month or .date; "
          "cptsim parameters lists them) did you mean \"strain.base_rate\"?");
    CHECK(error("strain.base_rate\n7\nx\n0.01,1\n") ==
          "points.csv:2:1: strain.base_rate is 7 (must lie between 0 and 1)\npoints.csv:3:1: \"x\" is not a number\n"
          "points.csv:4:1: 2 fields (must be 1, as in the header)");
    CHECK(error("strain.base_rate,board.seats,strain.base_rate\n0.01,4,0.01\n") ==
          "points.csv:1:30: a second column strain.base_rate (each factor has one)");
    CHECK(error("strain.base_rate,board.seats\n0.02,4\n0.03,6\n",
                "[factors]\nstrain.base_rate = { uniform = [0.008, 0.028] }\nboard.seats = { values = [4, 5] }\n") ==
          "points.csv:3:1: strain.base_rate is 0.03 (outside its distribution in [factors], 0.008 to 0.028)\n"
          "points.csv:3:6: board.seats is 6 (not among the values that [factors] declares)");
    for (auto const* month : {"2019-03", "2041-01"})
        CHECK_THAT(error(std::string("levers.lump_sum.date\n") + month + '\n',
                         "[factors]\nlevers.lump_sum.date = { value = 5 }\n"),
                   Catch::StartsWith("points.csv:2:1: " + std::string(month) + " lies outside the months of policies"));
    CHECK(error("levers.lump_sum.date\n2025-01\n") ==
          "points.csv:1:1: levers.lump_sum.date has no value (what the lever becomes at its date)");
    CHECK(error("levers.lump_sum.2024-01,levers.lump_sum.date\n5,2025-01\n",
                "[factors]\nlevers.lump_sum.date = { value = 5 }\n") ==
          "points.csv:1:1: levers.lump_sum.2024-01 would be erased by levers.lump_sum.date (from the start of policies "
          "on, "
          "a lever with a date has that one entry)");
    CHECK(error("strain.base_rate\n0.01\n", "[factors]\nboard.seats = {}\n") ==
          "s.toml:4:7: board.seats has no column in points.csv (each factor has one)");
}

TEST_CASE("all errors of a study are said at once, each with its place")
{
    Folder const folder;
    CHECK(
        error_of(folder,
                 "scenarios = [\"a\", \"b\"]\nreplicate = 3\n"
                 "[design]\nmethod = \"sobl\"\n"
                 "[factors]\nstrain.base_rat = { uniform = [0, 1] }\nstrain.base_rate = { uniform = [0.02, 0.01] }\n"
                 "board.seats = { integer = [3, 5], values = [4] }\n"
                 "levers.lump_sum.2040-01 = { uniform = [0, 1] }\nlevers.lump_sum.2021-01 = { uniform = [0, 1] }\n"
                 "levers.attachment.2024-01 = { values = [\"automatik\"] }\n"
                 "levers.intern_training.date = { value = 0.2, uniform = [1, 2] }\n"
                 "levers.lump_sum.2024-02 = { values = [5], scenarios = [\"c\"] }\n"
                 "[keep]\nobservables = [\"activ\"]\nmonths = [\"2040-01\"]\n") ==
        "s.toml:2:1: unknown key \"replicate\" (a study has title, scenarios, population, replicates, seed, "
        "parameters, until, design, factors, keep) did you mean \"replicates\"?\n"
        "s.toml:4:10: unknown method \"sobl\" (methods are full_factorial, fractional_factorial, latin_hypercube, "
        "sobol, saltelli, morris, csv, tipping) did you mean \"sobol\"?\n"
        "s.toml:6:8: unknown factor \"strain.base_rat\" (it is a parameter, or a lever with a month or .date; cptsim "
        "parameters lists them) did you mean \"strain.base_rate\"?\n"
        "s.toml:7:32: strain.base_rate.uniform must be [low, high]\n"
        "s.toml:8:7: board.seats has integer, values (must have one of uniform, log_uniform, normal, triangular, "
        "truncated_normal, integer, values)\n"
        "s.toml:9:17: levers.lump_sum.2040-01 lies after the end (time.end is 2034-12)\n"
        "s.toml:10:17: levers.lump_sum.2021-01 is a policy before the start (time.policy_start is 2024-01: a scenario "
        "that extends another leaves the months before as they are)\n"
        "s.toml:11:41: unknown word \"automatik\" (attachment is one of voluntary, automatic, mandatory) did you mean "
        "\"automatic\"?\n"
        "s.toml:12:46: levers.intern_training.date has uniform (a date is one of months = [..] or between = [first, "
        "last])\n"
        "s.toml:13:56: unknown scenario \"c\" (the study has a, b)\n"
        "s.toml:15:16: unknown observable \"activ\" (docs/results.md lists them) did you mean \"active\"?\n"
        "s.toml:16:11: 2040-01 lies after the end of the runs (2034-12)");
}

TEST_CASE("a range has its ends in order, and what a logarithm may have")
{
    Folder const folder;
    auto const error = [&](std::string const& factor) { return error_of(folder, with(factor + '\n')); };
    for (auto const* pair : {"[0, 0.1]", "[0.1, 0.01]", "[0.1]"})
        CHECK_THAT(error(std::string("strain.base_rate = { log_uniform = ") + pair + " }"),
                   Catch::StartsWith("s.toml:5:") &&
                       Catch::EndsWith(": strain.base_rate.log_uniform must be [low, high], both positive, low first"));
    CHECK_THAT(error("strain.base_rate = { normal = [0.1, 0] }"),
               Catch::EndsWith(": strain.base_rate.normal must be [mean, positive standard deviation]"));
    CHECK_THAT(error("board.seats = { integer = [5, 3] }"),
               Catch::EndsWith(": board.seats.integer must be [first, last], at most 10000 numbers"));
    CHECK(error("strain.base_rate = { log_uniform = [0.01, 0.1] }").empty());
}

TEST_CASE("errors of the scenarios are said with those of the study")
{
    Folder const folder;
    folder.write("bad.toml", "name = \"bad\"\n[parameters.board]\nseat = 3\n");
    auto const error =
        error_of(folder, "scenarios = [\"bad\"]\ndesign.method = \"morris\"\n[factors]\nstrain.base_rat = {}\n");
    CHECK_THAT(error, Catch::Contains("s.toml:2:1: design.points must be given (for the method \"morris\")") &&
                          Catch::Contains("s.toml:4:8: unknown factor") &&
                          Catch::Contains("bad.toml:3:1: unknown key"));
    CHECK_THAT(error_of(folder, "scenarios = [\"nowhere\"]\ndesign.method = \"csv\"\n"),
               Catch::Contains("design.file is the list of points") && Catch::Contains("nowhere: cannot be read"));
}

TEST_CASE("the shipped studies are valid")
{
    for (auto const* name : {"pay_and_date", "sensitivity"}) {
        CAPTURE(name);
        CHECK(read_study(name).factors.size() >= 2);
    }
}

TEST_CASE("a year without a kept December has no yearly observable")
{
    Folder const folder;
    auto const factor = with("strain.base_rate = { uniform = [0.01, 0.02] }\n");
    CHECK(error_of(folder, factor + "[keep]\nmonths = [\"2024-06\"]\nobservables = [\"active\", \"women\"]\n") ==
          "s.toml:8:15: women is known in Decembers only (and keep.months has none)");
    CHECK(error_of(folder, factor + "[keep]\nmonths = [\"2024-06\"]\n").empty());
}
