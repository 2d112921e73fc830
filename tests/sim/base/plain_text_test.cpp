// What a text may hold, and how messages stay short whatever they are about.
#include "sim/base/plain_text.hpp"

#include <catch2/catch.hpp>
#include <chrono>

#include "sim/base/error.hpp"

using namespace cptsim;

TEST_CASE("texts are UTF-8 without characters that hide", "[text]")
{
    for (std::string const good : {"", "Vallée", "a\tb\r\n", "日本", "\U0001F600", "e\u0301"})
        CHECK_FALSE(text_fault(good));
    for (std::string const bad : {"\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE9", "\xE2\x82", "\x80"}) {
        auto const fault = text_fault("ab" + bad);
        REQUIRE(fault);
        CHECK(fault->at == 2);
        CHECK(fault->what.en.find("is not UTF-8") != std::string::npos);
    }
    for (std::string const hidden : {"\x1B", "\x7F", "\u0085", "\u202E", "\u200B", "\uFEFF"}) CHECK(text_fault(hidden));
    CHECK(printable("a\x1B[2J\xE9\u202E") == "a\\x1B[2J\\xE9\\u202E");
    CHECK(printable("Vallée\n") == "Vallée\n");
    CHECK(abridged("éé", 3).en == "é… (2 bytes more)");
}

TEST_CASE("a message shows the first faults and counts the rest", "[text]")
{
    Problems problems;
    for (int i = 0; i < 70; ++i) problems.note({"f.toml", i + 1, 1}, "wrong");
    std::string said;
    try {
        problems.throw_if_any();
    } catch (InputError const& error) {
        said = error.what();
    }
    CHECK(said.find("f.toml:50:1: wrong\nand 20 more") != std::string::npos);
    CHECK(said.find("f.toml:51") == std::string::npos);
    CHECK(std::string(InputError({"a\x1B", 1, 2}, std::string(100000, 'x')).what()).size() < 2000);
}

TEST_CASE("words that are like nothing cost no time to look for", "[text]")
{
    std::vector<std::string> names;
    for (int i = 0; i < 300; ++i) names.push_back("participation.parameter_" + std::to_string(i));
    CHECK(did_you_mean(std::string(1000000, 'p'), names).empty());
    CHECK(did_you_mean("participation.parametre_299", names) == "participation.parameter_299");
    Problems problems;
    auto const start = std::chrono::steady_clock::now();
    for (int i = 0; i < 50000; ++i)
        problems.note_unknown({}, "key", "participation.parametre_" + std::to_string(i), "none", names);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));  // a minute, were all of them compared
}
