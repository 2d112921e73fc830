#include "sim/base/number.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <string>

#include "sim/base/calendar.hpp"

using namespace cptsim;

TEST_CASE("a number is all of its text, with a point, whatever the locale", "[number]")
{
    CHECK(parse_number<double>("1.5") == 1.5);
    CHECK(parse_number<double>("-2e-3") == -2e-3);
    CHECK(parse_number<double>("7") == 7);
    CHECK(parse_number<int>("-12") == -12);
    CHECK(parse_number<std::uint64_t>("18446744073709551615") == UINT64_MAX);
    CHECK(parse_number<std::uint32_t>("007") == 7U);
    for (std::string const none : {"", " 1", "1 ", "+1", "1,5", "0x1", "abc", "1e", "inf", "-nan", "1e999"}) {
        CAPTURE(none);
        CHECK_FALSE(parse_number<double>(none));
        CHECK_FALSE(parse_number<int>(none));
        CHECK_FALSE(parse_number<std::uint64_t>(none));
    }
    CHECK_FALSE(parse_number<int>("1.5"));
    CHECK_FALSE(parse_number<int>("2147483648"));
    CHECK_FALSE(parse_number<std::uint32_t>("-1"));
    CHECK_FALSE(parse_number<std::uint64_t>("18446744073709551616"));
}

TEST_CASE("a number at the beginning of a text is taken off, and a text that begins with none is left", "[number]")
{
    std::string_view text = "90m30s";
    CHECK(take_number<double>(text) == 90);
    CHECK(text == "m30s");
    CHECK_FALSE(take_number<double>(text));
    CHECK(text == "m30s");
    text = "infinite";
    CHECK_FALSE(take_number<double>(text));
    CHECK(text == "infinite");
    text = "3,4";
    CHECK(take_number<int>(text) == 3);
    CHECK(text == ",4");
}

TEST_CASE("a month is four digits, a hyphen and two digits from 01 to 12", "[number]")
{
    CHECK(parse_month("2019-01") == 0);
    CHECK(parse_month("2024-12") == 71);
    CHECK(parse_month("2018-12") == -1);
    for (auto const* none : {"", "2024", "2024-1", "2024-00", "2024-13", "2024/01", "2024-01-01", "+024-01", "2024--1"})
        CHECK_FALSE(parse_month(none));
}
