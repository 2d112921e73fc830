// Messages, suggestions, numbers in two languages.
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>
#include <string>

#include "sim/base/error.hpp"
#include "sim/base/language.hpp"

namespace cptsim {

TEST_CASE("a problem is written file:line:column: text, and its unknown parts are left out")
{
    InputError const error({{{"a.toml", 3, 7}, "wrong"}, {{"--set", 0, 2}, "also wrong"}, {{}, "wrong in all"}});
    REQUIRE(std::string(error.what()) == "a.toml:3:7: wrong\n--set: also wrong\nwrong in all");
    REQUIRE(error.problems().size() == 3);
    REQUIRE(std::string(InputError("just this").what()) == "just this");
    REQUIRE(std::string(InputError({"a.toml"}, "wrong").what()) == "a.toml: wrong");
}

TEST_CASE("the nearest word is suggested where it is near enough to be meant")
{
    std::vector<std::string> const words = {"board", "boycott", "gp", "nurse", "hourly_indemnity"};
    REQUIRE(did_you_mean("bord", words) == "board");
    REQUIRE(did_you_mean("obard", words) == "board");
    REQUIRE(did_you_mean("boycot", words) == "boycott");
    REQUIRE(did_you_mean("pg", words) == "gp");
    REQUIRE(did_you_mean("nurses", words) == "nurse");
    REQUIRE(did_you_mean("hourly_indemnities", words) == "hourly_indemnity");
    REQUIRE(did_you_mean("midwife", words).empty());
    REQUIRE(did_you_mean("xy", words).empty());
    REQUIRE(did_you_mean("", words).empty());
    REQUIRE(did_you_mean("board", {}).empty());
}

TEST_CASE("numbers are grouped and pointed as each language does")
{
    REQUIRE(format_number(4050.5, Language::en) == "4,050.5");
    REQUIRE(format_number(4050.5, Language::fr) == "4\u202F050,5");
    REQUIRE(format_number(1234567, Language::en) == "1,234,567");
    REQUIRE(format_number(999, Language::en) == "999");
    REQUIRE(format_number(-1000, Language::en) == "\u22121,000");
    REQUIRE(format_number(0.1, Language::fr) == "0,1");
    REQUIRE(format_number(-0.0, Language::en) == "0");
    REQUIRE(format_number(std::nan(""), Language::en) == "\u2013");
}

TEST_CASE("a fixed number of decimals rounds, and zero has no sign")
{
    REQUIRE(format_number(1234.567, 1, Language::en) == "1,234.6");
    REQUIRE(format_number(1234.567, 0, Language::fr) == "1\u202F235");
    REQUIRE(format_number(-0.04, 1, Language::en) == "0.0");
    REQUIRE(format_number(-0.06, 1, Language::en) == "\u22120.1");
    REQUIRE(format_number(2, 2, Language::fr) == "2,00");
}

TEST_CASE("a plain number reads back as the same number")
{
    for (double const value : {0.1, 1.0 / 3, 1e-12, 123456789.125, -2.5, 1e22, 5e-324})
        REQUIRE(std::strtod(plain_number(value).c_str(), nullptr) == value);
    REQUIRE(plain_number(60) == "60");
    REQUIRE(plain_number(-0.0) == "0");
}

TEST_CASE("the language is that of the option, else of LC_ALL, LC_MESSAGES and LANG in the order of POSIX")
{
    std::map<std::string, std::string> kept;
    for (auto const* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        if (char const* const value = std::getenv(name)) kept[name] = value;
        unsetenv(name);
    }
    REQUIRE(choose_language("") == Language::en);
    setenv("LANG", "fr_FR.UTF-8", 1);
    REQUIRE(choose_language("") == Language::fr);
    REQUIRE(choose_language("en") == Language::en);
    setenv("LC_MESSAGES", "C", 1);
    REQUIRE(choose_language("") == Language::en);
    setenv("LC_MESSAGES", "", 1);  // as if it were not there
    REQUIRE(choose_language("") == Language::fr);
    setenv("LC_ALL", "en_GB.UTF-8", 1);
    REQUIRE(choose_language("") == Language::en);
    REQUIRE(choose_language("fr") == Language::fr);
    setenv("LANG", "C", 1);
    setenv("LC_ALL", "fr_CA", 1);
    REQUIRE(choose_language("") == Language::fr);
    for (auto const* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        unsetenv(name);
        if (kept.contains(name)) setenv(name, kept[name].c_str(), 1);
    }
    REQUIRE_THROWS_AS(choose_language("de"), InputError);
}

}  // namespace cptsim
