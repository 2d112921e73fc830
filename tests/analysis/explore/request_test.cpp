#include <catch2/catch.hpp>
#include <string>

#include "analysis/explore/request.hpp"
#include "analysis/explore/territory_choice.hpp"

using namespace cptsim;

TEST_CASE("a request is what a page sends, and nothing else")
{
    if (!reads_json()) return;
    auto const request = parse_request(
        R"({"selected":2,"territory":{"kind":"own","counts":{"gp":"45"}},"policies":[{"id":2,"fields":{"name":"x","n":7,"no":[1]}}]})");
    REQUIRE(request);
    CHECK(request->number("selected") == 2);
    CHECK(request->number("absent") == -1);
    CHECK(request->territory.at("count_gp") == "45");
    REQUIRE(request->policies.size() == 1);
    CHECK(request->policies.front().form == PolicyForm{{"name", "x"}, {"n", "7"}});

    for (std::string const wrong : {"", "[]", "7", "{", "{\"a\":}", "\xff\xfe", "{\"policies\":{}}",
                                    "{\"policies\":[{}]}", "{\"policies\":[{\"id\":-1}]}", "null"})
        CHECK_FALSE(parse_request(wrong));
    CHECK_FALSE(parse_request("{\"a\":" + std::string(100000, '[') + std::string(100000, ']') + "}"));
    auto const brackets = parse_request("{\"name\":\"" + std::string(50, '[') + "\"}");  // of a text nest nothing
    REQUIRE(brackets);
    CHECK(brackets->text("name") == std::string(50, '['));
    std::string many = "{\"policies\":[";
    for (std::size_t i = 0; i <= kMostPolicies; ++i) many += (i ? "," : "") + std::string("{\"id\":1}");
    CHECK_FALSE(parse_request(many + "]}"));
}

TEST_CASE("a page names no file")
{
    for (std::string const value : {"../alsace", "/etc/passwd", "alsace/../france", "alsace.csv", "department:67", ""})
        for (std::string const kind : {"table", "department", "file", ""})
            CHECK_FALSE(choose_territory({{"kind", kind}, {"value", value}}).problems.empty());
    CHECK(choose_territory({{"kind", "table"}, {"value", "alsace"}}).origin.population == "alsace");
    CHECK(choose_territory({{"kind", "table"}, {"value", "region:grand_est"}}).origin.population == "region:grand_est");
    CHECK_FALSE(choose_territory({{"kind", "table"}, {"value", "region:../alsace"}}).problems.empty());
    CHECK(choose_territory({{"kind", "department"}, {"value", "67"}}).origin.population == "department:67");
    auto const own = choose_territory(
        {{"kind", "own"}, {"inhabitants", "60000"}, {"counted", "2024-12"}, {"count_gp", "45"}, {"department", "67"}});
    REQUIRE(own.problems.empty());
    CHECK(own.origin.csv.find("67") != std::string::npos);
    CHECK(choose_territory({{"kind", "own"}, {"inhabitants", "60000"}, {"count_gp", "x,nurse=1"}})
              .problems.front()
              .field == "count_gp");
    CHECK(choose_territory({{"kind", "own"}, {"inhabitants", "many"}, {"counted", "2024-12"}}).problems.front().field ==
          "own_inhabitants");
}
