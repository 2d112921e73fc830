// Contours from a stranger's GeoJSON: found by code or name, drawn small, refused where they are no such thing.
#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "analysis/report/contours.hpp"
#include "tests/folder.hpp"

namespace cptsim::test {
namespace {

TerritoryTable table()
{
    TerritoryTable table;
    table.rows.resize(3);
    table.rows[0].department = "67";
    table.rows[1].department = "68";
    table.rows[2].department = "974";
    return table;
}

std::string square(double west, double south)
{
    return fmt::format("[[[{0},{1}],[{2},{1}],[{2},{3}],[{0},{3}],[{0},{1}]]]", west, south, west + 1, south + 1);
}

std::string feature(std::string const& properties, std::string const& coordinates, char const* type = "Polygon")
{
    return fmt::format(R"({{"type":"Feature","properties":{},"geometry":{{"type":"{}","coordinates":{}}}}})",
                       properties, type, coordinates);
}

std::string collection(std::string const& features)
{
    return R"({"type":"FeatureCollection","features":[)" + features + "]}";
}

std::string fault(std::string const& text)
{
    return Folder().error_of([&] { (void)read_contours(text, "f.geojson", table()); });
}

}  // namespace

TEST_CASE("departments are found by code or name, and those that a file lacks are listed")
{
    auto const made = read_contours(collection(feature(R"({"CODE":"67","nom":"x"})", square(7, 48)) + ',' +
                                               feature(R"({"name":"haut rhin"})", square(7, 47)) + ',' +
                                               feature(R"({"code":"69"})", square(4, 45))),
                                    "f.geojson", table());
    REQUIRE(made.shapes.size() == 2);
    CHECK(made.shapes[0].code == "67");
    CHECK(made.shapes[1].code == "68");
    CHECK(made.absent == std::vector<std::string>{"974"});
    // The one lies above the other, with one border in common: 260 to a degree of latitude, 260 cos 48° of longitude.
    CHECK(made.shapes[0].path == "M0 260L174 260L174 0L0 0L0 260Z");
    CHECK(made.shapes[1].path == "M0 520L174 520L174 260L0 260L0 520Z");
}

TEST_CASE("what lies overseas stands beside the mainland, and what is tiny stays a dot")
{
    auto const made = read_contours(
        collection(feature(R"({"code":"67"})", square(7, 48)) + ',' + feature(R"({"code":974})", square(55, -21)) +
                   ',' + feature(R"({"code":"68"})", "[[[[7,47],[7.0001,47],[7,47.0001],[7,47]]]]", "MultiPolygon")),
        "f.geojson", table());
    REQUIRE(made.shapes.size() == 3);
    CHECK(made.shapes[0].path.starts_with("M70 "));
    CHECK(made.shapes[1].path.find("Z") != std::string::npos);
    CHECK(made.shapes[2].path.starts_with("M0 "));
}

TEST_CASE("many points become few")
{
    std::string ring;
    for (int i = 0; i <= 100000; ++i) ring += fmt::format("[{:.6f},{:.6f}],", 7 + i / 100000.0, 48 + 0.1 * (i % 2));
    auto const made =
        read_contours(collection(feature(R"({"code":"67"})", "[[" + ring + "[7,47]]]")), "f.geojson", table());
    CHECK(made.shapes[0].path.size() < 300000);
    CHECK(made.shapes[0].path.size() > 20);
}

TEST_CASE("a file that is no GeoJSON of contours is refused, with its place")
{
    CHECK(fault("{\"features\": [\n1,,]}").starts_with("f.geojson:2:3: is no JSON from here on"));
    CHECK(fault("").find("is no JSON") != std::string::npos);
    CHECK(fault("[1]").find("no GeoJSON of several places") != std::string::npos);
    CHECK(fault("{}").find("no GeoJSON of several places") != std::string::npos);
    CHECK(fault(collection("")).find("no department of the table (looked for 67, 68, 974") != std::string::npos);
    CHECK(fault(collection("1,null,{}")).find("no department of the table") != std::string::npos);
    CHECK(fault(std::string(100000, '[')).find("nested deeper than 16") != std::string::npos);
    CHECK(fault(collection(feature(R"({"code":"67","note":"[[[[[[[[[[[[[[[[[[[[["})", square(7, 48)))).empty());
    CHECK(fault(collection(feature(R"({"code":"67"})", "[[[1050000,6840000]]]")))
              .find("must be longitude and latitude") != std::string::npos);
    for (auto const* shape : {"[1]", "[[1]]", "[[[1]]]", "[[[\"a\",2]]]", "[[[1e400,2]]]"})
        CHECK_FALSE(fault(collection(feature(R"({"code":"67"})", shape))).empty());
    std::string points;
    for (int i = 0; i < 600000; ++i) points += "[7,48],";
    CHECK(fault(collection(feature(R"({"code":"67"})", "[[" + points + "[7,48]]]"))).find("more than 500000 points") !=
          std::string::npos);
    std::string features;
    for (int i = 0; i < 5001; ++i) features += "1,";
    CHECK(fault(collection(features + "1")).find("has 5002 features (must have 5000 at most)") != std::string::npos);
}

}  // namespace cptsim::test
