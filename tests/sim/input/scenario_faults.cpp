// The exact text of what a user reads about a scenario that cannot be run.
#include <catch2/catch.hpp>
#include <filesystem>

#include "sim/files/text_file.hpp"
#include "sim/input/scenario_file.hpp"
#include "tests/folder.hpp"
#include "tests/paths.hpp"

namespace cptsim::test {
namespace {

/// What is said about "a.toml" of this text.
std::string faults(std::string const& text, std::vector<std::string> const& sets = {})
{
    Folder folder;
    auto const file = folder.write("a.toml", text);
    return folder.error_of([&] { (void)read_scenario(file, sets); });
}

/// What is said about one line after the name.
std::string fault_of_line(std::string const& line) { return faults("name = \"a\"\n" + line + "\n"); }

}  // namespace

TEST_CASE("shares of one whole that exceed it are refused")
{
    CHECK(fault_of_line("parameters.traits = { free_rider_share = 0.5, conditional_share = 0.4, hump_share = 0.2 }") ==
          "a.toml:2:85: shares add up to 1.1 (must be 1 at most: traits.free_rider_share 0.5, traits.conditional_share "
          "0.4, traits.hump_share 0.2)");
    CHECK(fault_of_line("parameters.traits = { free_rider_share = 0.5, conditional_share = 0.4, hump_share = 0.1 }")
              .empty());
    CHECK(faults("name = \"a\"\n", {"traits.salaried_share=0.1", "traits.group_share.nurse=0.7",
                                    "traits.multiprofessional_share.nurse=0.3"}) ==
          "--set: shares add up to 1.1 (must be 1 at most: traits.group_share.nurse 0.7, "
          "traits.multiprofessional_share.nurse 0.3, traits.salaried_share 0.1)");
}

TEST_CASE("the interval of reviews divides a year")
{
    CHECK(fault_of_line("parameters.participation.review_interval = 5.5") ==
          "a.toml:2:44: participation.review_interval is 5.5 (must be 1, 2, 3, 4, 6 or 12)");
    CHECK(fault_of_line("parameters.participation.review_interval = 8") ==
          "a.toml:2:44: participation.review_interval is 8 (must be 1, 2, 3, 4, 6 or 12)");
    CHECK(fault_of_line("parameters.participation.review_interval = 6").empty());
}

TEST_CASE("an unknown key is answered with the key that was meant")
{
    CHECK(fault_of_line("titel = { fr = \"x\" }") ==
          "a.toml:2:1: unknown key \"titel\" (a scenario has extends, name, title, description, population, time, "
          "parameters, levers) did you mean \"title\"?");
    CHECK(fault_of_line("time.ends = \"2030-12\"") ==
          "a.toml:2:6: unknown key \"ends\" (time has end, policy_start) did you mean \"end\"?");
    CHECK(fault_of_line("parameters.bord.term_months = 24") ==
          "a.toml:2:12: unknown key \"bord\" (no group of parameters has this name) did you mean \"board\"?");
    CHECK(fault_of_line("parameters.board.term_month = 24") ==
          "a.toml:2:18: unknown key \"board.term_month\" (no parameter has this name) did you mean "
          "\"board.term_months\"?");
    CHECK(fault_of_line("parameters.strain.term_months = 24") ==
          "a.toml:2:19: unknown key \"strain.term_months\" (no parameter has this name) did you mean "
          "\"board.term_months\"?");
    CHECK(fault_of_line("parameters.strain.xyz = 24") ==
          "a.toml:2:19: unknown key \"strain.xyz\" (no parameter has this name) see cptsim parameters");
    CHECK(fault_of_line("parameters.traits.marginal_income.nurses = 24") ==
          "a.toml:2:35: unknown profession \"nurses\" (professions are gp, specialist, nurse, physiotherapist, "
          "pharmacist, midwife, dentist, speech_therapist) did you mean \"nurse\"?");
    CHECK(fault_of_line("levers.hourly_indemity.2024-01 = 100") ==
          "a.toml:2:8: unknown key \"hourly_indemity\" (no lever has this name) did you mean \"hourly_indemnity\"?");
    CHECK(fault_of_line("levers.hourly_indemnity.2024-01 = { value = 1, profession = [\"gp\"] }") ==
          "a.toml:2:48: unknown key \"profession\" (an entry has value, by_profession, ramp, professions, sizes, "
          "milieux, "
          "zones, regions, territories) did you mean \"professions\"?");
    CHECK(fault_of_line("title = { de = \"x\" }") == "a.toml:2:11: unknown language \"de\" (languages are fr, en)");
}

TEST_CASE("a wrong type or unit is answered with what is expected")
{
    CHECK(fault_of_line("levers.hourly_indemnity.2024-01 = \"100 EUR\"") ==
          "a.toml:2:35: levers.hourly_indemnity.2024-01 is text (must be a number in EUR/h) did you mean 100?");
    CHECK(fault_of_line("parameters.board.term_months = true") ==
          "a.toml:2:32: board.term_months is a truth value (must be a number in months)");
    CHECK(fault_of_line("parameters.traits.free_rider_share = \"30 %\"") ==
          "a.toml:2:38: traits.free_rider_share is text (must be a number)");
    CHECK(fault_of_line("parameters.board = 3") == "a.toml:2:20: parameters.board is a number (must be a table)");
    CHECK(fault_of_line("time.end = 2030-12-31") ==
          "a.toml:2:12: time.end is a date (must be a month in quotes, as \"2024-01\")");
    CHECK(fault_of_line("title = \"One language\"") ==
          "a.toml:2:9: title is text (must be a table of languages) write title = { fr = \"...\", en = \"...\" }?");
    CHECK(fault_of_line("levers.hourly_indemnity = 100") ==
          "a.toml:2:27: levers.hourly_indemnity is a number (must be dated) did you mean "
          "levers.hourly_indemnity.2024-01?");
    CHECK(fault_of_line("levers.attachment.2024-01 = 1") ==
          "a.toml:2:29: levers.attachment.2024-01 is a number (must be one of voluntary, automatic, mandatory)");
    CHECK(fault_of_line("levers.attachment.2024-01 = \"automatc\"") ==
          "a.toml:2:29: unknown word \"automatc\" (attachment is one of voluntary, automatic, mandatory) did you mean "
          "\"automatic\"?");
    CHECK(fault_of_line("[[levers.lump_sum]]\n2024-01 = 1") ==
          "a.toml:2:1: levers.lump_sum is a list (must be dated) did you mean levers.lump_sum.2024-01?");
    CHECK(fault_of_line("population = 3") == "a.toml:2:14: population is a number (must be text)");
}

TEST_CASE("a value out of range is answered with its range and unit")
{
    CHECK(fault_of_line("levers.hourly_indemnity.2024-01 = 900") ==
          "a.toml:2:35: levers.hourly_indemnity.2024-01 is 900 (must lie between 0 and 500 EUR/h)");
    CHECK(fault_of_line("parameters.traits.free_rider_share = 1.5") ==
          "a.toml:2:38: traits.free_rider_share is 1.5 (must lie between 0 and 1)");
    CHECK(fault_of_line("parameters.traits.marginal_income = 1000") ==
          "a.toml:2:37: traits.marginal_income.dentist is 1000 (must lie between 5 and 300 EUR/h)");
    CHECK(fault_of_line("parameters.board.term_months = nan") ==
          "a.toml:2:32: board.term_months is nan (must be a finite number in months)");
    CHECK(fault_of_line("parameters.board.term_months = -inf") ==
          "a.toml:2:32: board.term_months is -inf (must be a finite number in months)");
}

TEST_CASE("a month that is malformed, off the calendar or after the end is refused")
{
    CHECK(fault_of_line("levers.lump_sum.2024-1 = 1") ==
          "a.toml:2:17: \"2024-1\" is not a month (months are written as 2024-01) did you mean \"2024-01\"?");
    CHECK(fault_of_line("levers.lump_sum.2024-13 = 1") ==
          "a.toml:2:17: \"2024-13\" is not a month (months are written as 2024-01)");
    CHECK(fault_of_line("levers.lump_sum.2018-12 = 1") ==
          "a.toml:2:17: 2018-12 lies outside the calendar (months go from 2019-01 to 2060-12)");
    CHECK(fault_of_line("time.end = \"2061-01\"") ==
          "a.toml:2:12: 2061-01 lies outside the calendar (months go from 2019-01 to 2060-12)");
    CHECK(fault_of_line("levers.lump_sum.2035-01 = 1") ==
          "a.toml:2:17: levers.lump_sum.2035-01 lies after the end (time.end is 2034-12)");
    CHECK(fault_of_line("time.end = \"2036-12\"\nlevers.lump_sum.2035-01 = 1").empty());
}

TEST_CASE("a policy before the start is refused in an overlay, and there alone")
{
    Folder folder;
    folder.write("base.toml", "name = \"base\"\n[levers.lump_sum]\n2020-01 = 840\n");
    auto const said = [&](std::string const& lines) {
        auto const file = folder.write("over.toml", "extends = \"base.toml\"\nname = \"over\"\n" + lines);
        return folder.error_of([&] { (void)read_scenario(file, {}); });
    };
    CHECK(said("levers.lump_sum.2023-12 = 1\n") ==
          "over.toml:3:17: levers.lump_sum.2023-12 is a policy before the start (time.policy_start is 2024-01: a "
          "scenario "
          "that extends another leaves the months before as they are)");
    CHECK(said("levers.lump_sum.2020-01 = 0\n").find("is a policy before the start") != std::string::npos);
    CHECK(said("levers.lump_sum.2020-01.ramp = 3\n").find("has no value") != std::string::npos);
    CHECK(said("levers.lump_sum.2024-01 = 1\n").empty());
    CHECK(said("time.policy_start = \"2023-06\"\nlevers.lump_sum.2023-12 = 1\n").empty());
}

TEST_CASE("an entry says whom it concerns in one way, and concerns someone")
{
    auto const said = [](std::string const& lever, std::string const& entry) {
        auto text = fault_of_line("levers." + lever + ".2024-01 = " + entry);
        return text.substr(std::min(text.size(), text.find(' ') + 1));
    };
    CHECK(said("lump_sum", "{ ramp = 3 }") ==
          "levers.lump_sum.2024-01 has no value (an entry needs value or by_profession)");
    CHECK(said("lump_sum", "{ value = 1, by_profession = { gp = 2 } }") ==
          "levers.lump_sum.2024-01 has both value and by_profession (must have one of them)");
    CHECK(said("lump_sum", "{ professions = [\"gp\"], by_profession = { gp = 2 } }") ==
          "levers.lump_sum.2024-01 has both professions and by_profession (the second already says whom)");
    CHECK(said("lump_sum", "{ by_profession = {} }") ==
          "levers.lump_sum.2024-01.by_profession is empty (it would concern no one)");
    CHECK(said("lump_sum", "{ value = 1, professions = [] }") ==
          "levers.lump_sum.2024-01.professions is empty (it would concern no one) leave it out for everyone?");
    CHECK(said("lump_sum", "{ value = 1, professions = \"gp\" }") ==
          "levers.lump_sum.2024-01.professions is text (must be a list)");
    CHECK(said("lump_sum", "{ value = 1, sizes = [0] }") ==
          "levers.lump_sum.2024-01.sizes is 0 (must be a whole number from 1 to 4)");
    CHECK(said("lump_sum", "{ value = 1, zones = [\"zip\"] }") == "unknown zone \"zip\" (zones are ZIP, ZAC, other)");
    CHECK(said("lump_sum", "{ value = 1, milieux = [\"rurl\"] }") ==
          "unknown milieu \"rurl\" (milieux are rural, urban, mixed) did you mean \"rural\"?");
    CHECK(said("lump_sum", "{ value = 1, ramp = 2.5 }") ==
          "levers.lump_sum.2024-01.ramp is 2.5 (must be a whole number from 0 to 240 months)");
    CHECK(said("lump_sum", "{ value = 1, ramp = 241 }") ==
          "levers.lump_sum.2024-01.ramp is 241 (must be a whole number from 0 to 240 months)");
    CHECK(said("attachment", "{ value = \"automatic\", ramp = 3 }") ==
          "attachment cannot have a ramp (it is a choice between words)");
    CHECK(said("crisis", "{ value = 1, professions = [\"gp\"] }") ==
          "crisis cannot be given by profession (it is the same for all of them)");
    CHECK(said("crisis", "{ by_profession = { gp = 1 } }") ==
          "crisis cannot be given by profession (it is the same for all of them)");
    CHECK(said("budget", "{ value = 1, sizes = [1] }") ==
          "budget cannot have sizes (a ceiling is that of the nation, or of each of its regions)");
    CHECK(said("budget", "{ value = 1, territories = [\"colmar\"] }") ==
          "budget cannot have territories (a ceiling is that of the nation, or of each of its regions)");
    CHECK(said("budget", "{ value = 1, ramp = 12 }") ==
          "budget cannot have a ramp (it would begin where there is no ceiling)");
    CHECK(said("budget", "{ value = 1, regions = [\"grand_est\"] }").empty());
    CHECK(said("budget", "0") == "levers.budget.2024-01 is 0 (must lie between 0.001 and 1000000 MEUR/year)");
}

TEST_CASE("a scenario has a name of its own")
{
    CHECK(faults("") == "a.toml:1:1: name is missing (each scenario has its own) add name = \"a\"?");
    CHECK(faults("name = \"Prime 100\"") == "a.toml:1:8: name is \"Prime 100\" (must be made of a-z, 0-9 and _)");
    Folder folder;
    auto const a = folder.write("a.toml", "name = \"a\"");
    auto const b = folder.write("b.toml", "name = \"a\"");
    CHECK(folder.error_of([&] {
        (void)read_scenarios({a, b}, {});
    }) == "b.toml: the name \"a\" is taken (by a.toml) rename one of them?");
}

TEST_CASE("all errors of meaning of all files come at once, in the order of the text")
{
    Folder folder;
    folder.write("base.toml", "name = \"base\"\nparameters.board.term_months = 500\n");
    auto const a = folder.write("a.toml", "extends = \"base.toml\"\nname = \"A\"\ntime.end = 3\npopulaton = \"x\"\n");
    auto const b = folder.write("b.toml", "extends = \"base.toml\"\nname = \"b\"\nlevers.x.2024-01 = 1\n");
    CHECK(folder.error_of([&] {
        (void)read_scenarios({a, b}, {});
    }) == "a.toml:2:8: name is \"A\" (must be made of a-z, 0-9 and _)\n"
          "a.toml:3:12: time.end is a number (must be a month in quotes, as \"2024-01\")\n"
          "a.toml:4:1: unknown key \"populaton\" (a scenario has extends, name, title, description, population, time, "
          "parameters, levers) did you mean \"population\"?\n"
          "base.toml:2:32: board.term_months is 500 (must lie between 6 and 120 months)\n"
          "b.toml:3:8: unknown key \"x\" (no lever has this name) see cptsim parameters");
}

TEST_CASE("a syntax error is reported alone, with its place")
{
    CHECK(faults("name = \"A\"\nboard term = 3\npopulaton = 1\n") ==
          "a.toml:2:7: not TOML (error while parsing key-value pair: expected '=', saw 't')");
    CHECK(faults("a = 1\na = 2\n").find("a.toml:2:5: not TOML (") == 0);
    CHECK(faults("name = \"\xFF\"\n").find("a.toml:1:") == 0);
}

TEST_CASE("the option --set errors name the option")
{
    CHECK(faults("name = \"a\"", {"board.term_month=24", "time.end=soon", "levers.lump_sum.2024-01=100 EUR"}) ==
          "--set: unknown key \"board.term_month\" (no parameter has this name) did you mean \"board.term_months\"?\n"
          "--set: \"soon\" is not a month (months are written as 2024-01)\n"
          "--set: levers.lump_sum.2024-01 is text (must be a number in EUR/year) did you mean 100?");
    CHECK(faults("name = \"a\"", {"board.term_months"}) == "--set: \"board.term_months\" (must be key=value)");
    CHECK(faults("name = \"a\"", {"board..seats=1"}) == "--set: \"board..seats\" (a part of the key is empty)");
    CHECK(faults("name = \"a\"", {"extends=b.toml"}) == "--set: \"extends\" (a base can only be named in a file)");
    CHECK(faults("name = \"a\"", {"levers.lump_sum.2024-01={ value = 1"}).find("--set: not TOML (") == 0);
    CHECK(faults("name = \"a\"", {"board.seats=1\nname=\"b\""}) ==
          "--set: a value of more than one line (must be one TOML value)");
}

TEST_CASE("a base that is missing, outside, circular or too deep is refused")
{
    Folder folder;
    auto const said = [&](std::string const& file, ScenarioLimits const& limits = {}) {
        return folder.error_of([&] { (void)read_scenario(folder.path(file), {}, limits); });
    };
    folder.write("in/missing.toml", "extends = \"nothing.toml\"\nname = \"a\"");
    CHECK(said("in/missing.toml") == "in/missing.toml:1:11: extends \"nothing.toml\" (no such file)");
    folder.write("in/bare.toml", "extends = \"missing\"\nname = \"a\"");
    CHECK(said("in/bare.toml") ==
          "in/bare.toml:1:11: extends \"missing\" (no such file) did you mean \"missing.toml\"?");

    folder.write("outside.toml", "name = \"outside\"");
    folder.write("in/out.toml", "extends = \"../outside.toml\"\nname = \"a\"");
    CHECK(said("in/out.toml") ==
          "in/out.toml:1:11: extends \"../outside.toml\" (it lies outside the folder of the file that names it) allow "
          "it with "
          "--extends-anywhere?");
    ScenarioLimits anywhere;
    anywhere.extends_anywhere = true;
    CHECK(said("in/out.toml", anywhere).empty());
    std::filesystem::create_symlink(folder.path("outside.toml"), folder.path("in/link.toml"));
    folder.write("in/linked.toml", "extends = \"link.toml\"\nname = \"a\"");
    CHECK(said("in/linked.toml").find("lies outside the folder of the file that names it") != std::string::npos);

    folder.write("a.toml", "extends = \"b.toml\"\nname = \"a\"");
    folder.write("b.toml", "extends = \"a.toml\"\nname = \"b\"");
    CHECK(said("a.toml") == "b.toml:1:11: extends is circular (a.toml -> b.toml -> a.toml)");

    for (int i = 0; i < 9; ++i)
        folder.write("deep" + std::to_string(i) + ".toml",
                     "extends = \"deep" + std::to_string(i + 1) + ".toml\"\nname = \"d\"");
    folder.write("deep9.toml", "name = \"d\"");
    CHECK(said("deep1.toml").empty());
    CHECK(said("deep0.toml") == "deep8.toml:1:11: extends \"deep9.toml\" (more than 8 files deep)");

    folder.write("typed.toml", "extends = 3\nname = \"a\"");
    CHECK(said("typed.toml") == "typed.toml:1:11: extends is a number (must be the name of a file)");
}

TEST_CASE("a file that cannot be read says why, and which one was meant")
{
    Folder folder;
    folder.write("valletoux.toml", "name = \"valletoux\"");
    auto const said = [&](std::string const& name) {
        return folder.error_of([&] { (void)read_scenario(folder.path(name), {}); });
    };
    CHECK(said("valetoux.toml") == "valetoux.toml: cannot be read (no such file) did you mean \"valletoux.toml\"?");
    CHECK(said("zzzzzzzzzzzz.toml") == "zzzzzzzzzzzz.toml: cannot be read (no such file)");
    std::filesystem::create_directory(folder.path("folder.toml"));
    CHECK(said("folder.toml") == "folder.toml: cannot be read (not a regular file)");
    folder.write("big.toml", std::string((1 << 20) + 1, '#'));
    CHECK(said("big.toml") == "big.toml: cannot be read (more than 1048576 bytes)");
}

TEST_CASE("keys of many dots are refused before they are parsed, dots in strings and comments are not counted")
{
    auto const dots = [](int n) {
        std::string key = "a";
        for (int i = 0; i < n; ++i) key += ".a";
        return key;
    };
    CHECK(fault_of_line(dots(65) + " = 1") == "a.toml:2:1: more than 64 dots on a line (keys this deep name nothing)");
    CHECK(fault_of_line(dots(64) + " = 1").find("a.toml:2:") == 0);
    CHECK(fault_of_line("[" + dots(50000) + "]").find("more than 64 dots") != std::string::npos);
    CHECK(fault_of_line("# " + std::string(1000, '.')).empty());
    CHECK(fault_of_line("title.fr = \"" + std::string(1000, '.') + "\\\"" + std::string(100, '.') + "\"").empty());
    CHECK(fault_of_line("title.fr = '''\n" + std::string(1000, '.') + "'''").empty());
    CHECK(fault_of_line("title.fr = 'x\n" + dots(65) + " = 1").find("more than 64 dots") != std::string::npos);
    std::string nested = "x = ";
    for (int i = 0; i < 250; ++i) nested += "[\n{ " + dots(60) + " = ";
    CHECK_FALSE(fault_of_line(nested).empty());
}

TEST_CASE("the baseline cut off or corrupted anywhere is read or refused with a message, and nothing else")
{
    auto const whole = read_text(test::source_folder() + "/scenarios/baseline.toml", 1 << 20);
    int refused = 0, accepted = 0;
    auto const feed = [&](std::string const& text) {
        try {
            (void)read_scenario_text(text, "a.toml");
            ++accepted;
        } catch (InputError const& error) {
            REQUIRE_FALSE(error.problems().empty());
            for (auto const& problem : error.problems()) REQUIRE(problem.file == "a.toml");
            ++refused;
        }
    };
    for (std::size_t size = 0; size < whole.size(); size += 29) feed(whole.substr(0, size));
    std::uint32_t state = 1;
    auto const next = [&](std::size_t n) { return (state = state * 1664525U + 1013904223U) / 65536U % n; };
    for (int i = 0; i < 300; ++i) {
        auto text = whole;
        for (int k = 0; k < 3; ++k) text[next(text.size())] = "[]{}=.\"'#\n,0aZ\xC3\0"[next(16)];
        feed(text);
    }
    REQUIRE(refused > 100);
    REQUIRE(accepted > 10);
}

}  // namespace cptsim::test
