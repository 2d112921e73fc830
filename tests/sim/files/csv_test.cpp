// CSV as French spreadsheets read and write it.
#include "sim/files/csv.hpp"

#include <catch2/catch.hpp>

using namespace cptsim;

TEST_CASE("a French CSV has decimal commas among semicolons, and changes nothing else", "[csv]")
{
    std::string const plain =
        "id,value,note\na,1.5,\"one, two\"\nb,-2e-05,2024-01\nc,,x;y\nd,1.2.3,\"say \"\"no\"\" 1.5\"\n";
    auto const french = csv_with(Decimal::comma, plain);
    CHECK(french ==
          "\xEF\xBB\xBFid;value;note\na;1,5;\"one, two\"\nb;-2e-05;2024-01\nc;;\"x;y\"\nd;1.2.3;\"say \"\"no\"\" "
          "1.5\"\n");
    CHECK(csv_with(Decimal::point, plain) == plain);
}

TEST_CASE("a French CSV comes back as the same table, however it is cut into pieces", "[csv]")
{
    std::string const plain = "a,b\n0.25,\"x\ny;\"\n1e3,\"\"\"\"\n";
    auto const whole = csv_with(Decimal::comma, plain);
    for (std::size_t cut = 0; cut <= plain.size(); ++cut) {
        CommaCsv commas;
        auto text = commas.take(plain.substr(0, cut));
        text += commas.take(plain.substr(cut));
        CHECK(text == whole);
    }
    auto const there = parse_csv(plain, "t"), back = parse_csv(whole, "t", ';');
    REQUIRE(back.size() == there.size());
    for (std::size_t row = 0; row < back.size(); ++row)
        for (std::size_t i = 0; i < back[row].size(); ++i) {
            auto text = there[row][i].text;
            if (text == "0.25") text = "0,25";
            CHECK(back[row][i].text == text);
        }
}
