// Tables of territories: what is read, and what a user reads about a table that cannot be used.
#include <catch2/catch.hpp>

#include "sim/files/csv.hpp"
#include "sim/files/digest.hpp"
#include "sim/input/territory_file.hpp"
#include "tests/folder.hpp"
#include "tests/paths.hpp"

namespace cptsim::test {
namespace {

constexpr char const* kHeader =
    "id,name,region,inhabitants,milieu,zone,ties,stage,stage_months,density_gp,density_specialist,density_nurse,"
    "density_physiotherapist,density_pharmacist,density_midwife,density_dentist,density_speech_therapist,synthetic,"
    "source\n";

/// A row, with the places of id, inhabitants, ties, stage and density_gp to be filled.
std::string row(std::string const& id, std::string const& inhabitants = "50000", std::string const& ties = "0.4",
                std::string const& stage = "letter", std::string const& density_gp = "77.5")
{
    return id + ",\"CPTS \"\"A\"\", Alsace\",grand_est," + inhabitants + ",mixed,ZAC," + ties + "," + stage + ",4," +
           density_gp + ",71.5,114.6,86.5,27.6,11.7,52.2,30.4,false,thesis\n";
}

std::string faults(std::string const& text)
{
    return Folder().error_of([&] { (void)read_territories_text(text, "t.csv"); });
}

}  // namespace

TEST_CASE("a folder is no table, and each place is named once")
{
    Folder folder;
    auto const said = [&](std::string const& name) {
        return folder.error_of([&] { (void)read_territories(name, folder.path("")); });
    };
    CHECK(said(folder.path("")).find("is a folder (must be a table of territories: a name or a CSV file)") !=
          std::string::npos);
    auto const text = said("/none.csv");
    auto const first = text.find("looked for /none.csv");
    REQUIRE(first != std::string::npos);
    CHECK(text.find("/none.csv", first + 20) == std::string::npos);
}

TEST_CASE("a table says what its file says")
{
    auto const text = kHeader + row("colmar", "115656") + row("rhin-brisach", "37071", "0", "none");
    auto const table = read_territories_text(text, "some/folder/alsace.csv");
    REQUIRE(table.name == "alsace");
    REQUIRE(table.file == "some/folder/alsace.csv");
    REQUIRE(table.sha256 == sha256_hex(text));
    REQUIRE(table.rows.size() == 2);
    auto const& colmar = table.rows[0];
    REQUIRE(colmar.id == "colmar");
    REQUIRE(colmar.name == "CPTS \"A\", Alsace");
    REQUIRE(colmar.region == "grand_est");
    REQUIRE(colmar.inhabitants == 115656);
    REQUIRE(colmar.size_class == 3);
    REQUIRE(colmar.milieu == "mixed");
    REQUIRE(colmar.zone == "ZAC");
    REQUIRE(colmar.ties == 0.4);
    REQUIRE(colmar.stage == kLetter);
    REQUIRE(colmar.stage_months == 4);
    REQUIRE(colmar.density[0] == 77.5);
    REQUIRE(colmar.density[7] == 30.4);
    REQUIRE_FALSE(colmar.synthetic);
    REQUIRE(table.rows[1].size_class == 1);
    REQUIRE(table.rows[1].stage == kNone);
}

TEST_CASE("a table may say the department of a place and what its borders are, and keeps it as a file")
{
    std::string header = kHeader;
    header.insert(header.size() - 1, ",department,perimeter");
    auto const with = [&](std::string const& ending) {
        auto text = row("colmar");
        text.insert(text.size() - 1, ending);
        return header + text;
    };
    auto const table = read_territories_text(with(",68,cpts"), "t.csv");
    CHECK(table.rows[0].department == "68");
    CHECK(table.rows[0].perimeter == "cpts");
    auto const again = read_territories_text(territories_csv(table), "t.csv");
    CHECK(again.rows[0].department == "68");
    CHECK(again.rows[0].perimeter == "cpts");
    auto const without = read_territories_text(kHeader + row("colmar"), "t.csv");
    CHECK(without.rows[0].department.empty());
    CHECK(territories_csv(without).find("department") == std::string::npos);
    CHECK(faults(with(",680,cpts")) == "t.csv:2:122: department is \"680\" (must be a code, as 67, 2A or 971)");
    CHECK(faults(with(",2A,CPTS")) ==
          "t.csv:2:125: perimeter is \"CPTS\" (must be one of cpts, municipalities, synthetic)");
}

TEST_CASE("a table may say when an ACI was signed, or by when, and keeps it as a file")
{
    std::string header = kHeader;
    header.insert(header.size() - 1, ",signed");
    auto const with = [&](std::string const& date, std::string const& stage = "none") {
        auto text = row("colmar", "50000", "0.4", stage);
        text.insert(text.size() - 1, "," + date);
        return header + text;
    };
    auto const read = [&](std::string const& date) {
        auto const table = read_territories_text(with(date), "t.csv");
        auto const again = read_territories_text(territories_csv(table), "t.csv");
        CHECK(again.rows[0].signature == table.rows[0].signature);
        CHECK(again.rows[0].signature_or_before == table.rows[0].signature_or_before);
        return table;
    };
    auto const exact = read("2022-03");
    CHECK(exact.rows[0].signature == month_index(2022, 3));
    CHECK_FALSE(exact.rows[0].signature_or_before);
    CHECK(exact.known_signatures() == 1);
    auto const by = read("by 2024-01");
    CHECK(by.rows[0].signature == month_index(2024, 1));
    CHECK(by.rows[0].signature_or_before);
    CHECK(read("By  2024-01").rows[0].signature == month_index(2024, 1));
    CHECK(read("BY 2024-01").rows[0].signature_or_before);
    auto const unknown = read("");
    CHECK(unknown.rows[0].signature == kUnknownMonth);
    CHECK(unknown.known_signatures() == 0);
    CHECK(territories_csv(unknown).find("signed") == std::string::npos);
    CHECK(read("2019-07").rows[0].signature == kFirstSignature);
    CHECK(read("by 2060-12").rows[0].signature == month_index(2060, 12));
    for (auto const* date : {"March 2022", "2022-13", "2022", "2022-3", "by", "by2024-01", "before 2024-01", "by 2024"})
        CHECK(faults(with(date)) == "t.csv:2:120: signed is \"" + std::string(date) +
                                        "\" (must be a month, as 2022-03, or \"by\" a month, as by 2024-01, or empty)");
    CHECK(faults(with("2019-06")) ==
          "t.csv:2:120: signed is 2019-06 (must not be before 2019-07, when the first ACI could be signed)");
    CHECK(faults(with("by 2061-01", "letter")) ==
          "t.csv:2:122: signed is by 2061-01 (must not be after 2060-12, the last month that a run may have)");
}

TEST_CASE("size classes change at 40, 80 and 175 thousand inhabitants")
{
    auto const size_of = [](char const* inhabitants) {
        return read_territories_text(kHeader + row("a", inhabitants), "t.csv").rows[0].size_class;
    };
    REQUIRE(size_of("39999") == 1);
    REQUIRE(size_of("40000") == 2);
    REQUIRE(size_of("79999") == 2);
    REQUIRE(size_of("80000") == 3);
    REQUIRE(size_of("174999") == 3);
    REQUIRE(size_of("175000") == 4);
}

TEST_CASE("spreadsheets' byte order mark, line ends, order of columns and empty lines do not matter")
{
    std::string text = "\xEF\xBB\xBF" + (kHeader + row("a") + "\n" + row("b"));
    for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) text.replace(at, 1, "\r\n");
    REQUIRE(read_territories_text(text, "t.csv").rows.size() == 2);
}

TEST_CASE("an empty table is refused")
{
    CHECK(faults("") == "t.csv:1:1: the table is empty (must have a header and a row for each territory)");
    CHECK(faults(kHeader) == "t.csv:1:1: the table has no territory (must have one row at least)");
}

TEST_CASE("missing, unknown and doubled columns are named")
{
    std::string header = kHeader;
    header.replace(header.find("density_nurse"), 13, "density_nurses");
    CHECK(faults(header + row("a")) ==
          "t.csv:1:94: unknown column \"density_nurses\" (a table of territories has no such column) did you mean "
          "\"density_nurse\"?");
    header = kHeader;
    header.replace(header.find("zone,"), 5, "name,");
    CHECK(faults(header + row("a")) ==
          "t.csv:1:35: column \"name\" comes twice (must come once)\n"
          "t.csv:1:1: missing column zone (a table of territories has all of id, name, region, inhabitants, milieu, "
          "zone, "
          "ties, stage, stage_months, density_gp, density_specialist, density_nurse, density_physiotherapist, "
          "density_pharmacist, density_midwife, density_dentist, density_speech_therapist, synthetic, source; count_… "
          "may "
          "stand for density_…)");
}

TEST_CASE("all faults of the rows come at once, with line and column")
{
    CHECK(faults(kHeader + row("a", "0") + row("a", "5e4", "1.5", "signed", "2001") + row("Été", "many", "0,4") +
                 "b,too short\n") ==
          "t.csv:2:34: inhabitants is 0 (must lie between 1 and 5000000)\n"
          "t.csv:3:1: id \"a\" comes twice (line 2 has it too)\n"
          "t.csv:3:48: ties is 1.5 (must lie between 0 and 1)\n"
          "t.csv:3:52: stage is \"signed\" (must be one of none, pre_project, letter, validated)\n"
          "t.csv:3:61: density_gp is 2001 (must lie between 0 and 2000)\n"
          "t.csv:4:1: 20 fields (must be 19, as in the header)\n"
          "t.csv:5:1: 2 fields (must be 19, as in the header)");
    CHECK(faults(kHeader + row("Été", "many")) ==
          "t.csv:2:1: id \"Été\" is not allowed (must be made of a-z, 0-9, _ and -)\n"
          "t.csv:2:36: inhabitants is \"many\" (must be a number, with a point for decimals)");
    CHECK(faults(kHeader + row("a", "nan")) ==
          "t.csv:2:34: inhabitants is \"nan\" (must be a number, with a point for decimals)");
    CHECK(faults(kHeader + row("a", "50000", "0.4", "leter")) ==
          "t.csv:2:54: stage is \"leter\" (must be one of none, pre_project, letter, validated) did you mean "
          "\"letter\"?");
}

TEST_CASE("a territory of more professionals than peers can be numbered is refused")
{
    CHECK(faults(kHeader + row("a", "2000000")) ==
          "t.csv:2:34: about 9440 professionals (a territory holds at most 6000) split it?");
    CHECK(faults(kHeader + row("a", "1200000")).empty());
}

TEST_CASE("a place of one inhabitant has its professionals counted like any other")
{
    std::string header = kHeader, text = row("a", "1", "0.4", "letter", "5");
    header.replace(header.find("density_gp"), 10, "count_gp");
    CHECK(faults(header + text).find("count_gp is 5 (more than 2000 per 100,000 inhabitants") != std::string::npos);
    text = row("a", "0", "0.4", "letter", "5");  // what is wrong with the inhabitants is said of them
    CHECK(faults(header + text) == "t.csv:2:34: inhabitants is 0 (must lie between 1 and 5000000)");
}

TEST_CASE("quotes that do not match are refused with their place")
{
    CHECK(faults("id,\"name\n") == "t.csv:1:4: a quote is not closed (the file ends inside it)");
    CHECK(faults("id,na\"me\n") == "t.csv:1:6: a quote inside a field (must be doubled, in a field in quotes)");
    CHECK(faults("id,\"name\"x\n") ==
          "t.csv:1:10: text after a closing quote (must be a comma or the end of the line)");
}

TEST_CASE("a field in quotes may hold commas, quotes and line ends")
{
    auto const records = parse_csv("a,\"b,\"\"c\"\"\nd\",\"\"\ne,f,g", "t.csv");
    REQUIRE(records.size() == 2);
    REQUIRE(records[0].size() == 3);
    REQUIRE(records[0][1].text == "b,\"c\"\nd");
    REQUIRE(records[0][2].text.empty());
    REQUIRE(records[1][0].line == 3);
    REQUIRE(records[1][2].text == "g");
    REQUIRE(records[1][2].column == 5);
}

TEST_CASE("a table is found by its name beside the scenario, then among those shipped")
{
    Folder folder;
    folder.write("data/mine.csv", kHeader + row("a"));
    folder.write("data/alsace.csv", kHeader + row("mine"));
    REQUIRE(read_territories("mine", folder.path("")).name == "mine");
    REQUIRE(read_territories("alsace", folder.path("")).rows.size() == 1);
    REQUIRE(read_territories("alsace", "").rows.size() == 21);
    REQUIRE(read_territories(folder.path("data/mine.csv"), "").rows.size() == 1);
    REQUIRE(read_territories("data/mine.csv", folder.path("")).rows.size() == 1);
    CHECK(folder.error_of([] { (void)read_territories("alsce", ""); }) ==
          "alsce: no such table of territories (looked for " + test::source_folder() +
              "/scenarios/data/alsce.csv) did you mean \"alsace\"?");
}

TEST_CASE("the shipped tables have the territories and inhabitants that they promise")
{
    struct Promise {
        char const* name;
        std::size_t territories;
        double inhabitants;
        int cpts, known;
    };
    for (auto const& promise : {Promise{"france", 833, 68350798, 80, 10}, Promise{"ile_de_france", 117, 12463067, 0, 0},
                                Promise{"paca", 73, 5218960, 70, 0}, Promise{"alsace", 21, 1934548, 10, 10}}) {
        INFO(promise.name);
        auto const table = read_territories(promise.name, "");
        CHECK(table.rows.size() == promise.territories);
        CHECK(table.inhabitants() == promise.inhabitants);
        CHECK(table.known_signatures() == promise.known);
        int cpts = 0;
        for (auto const& territory : table.rows) {
            cpts += territory.perimeter == "cpts";
            CHECK_FALSE(territory.synthetic);
            CHECK_FALSE(territory.department.empty());
        }
        CHECK(cpts == promise.cpts);
    }
}

TEST_CASE("a shipped table cut off anywhere is read or refused with a message, and nothing else")
{
    auto const whole = kHeader + row("a") + row("b") + row("c");
    int refused = 0;
    for (std::size_t size = 0; size < whole.size(); ++size) {
        try {
            (void)read_territories_text(whole.substr(0, size), "t.csv");
        } catch (InputError const&) {
            ++refused;
        }
    }
    REQUIRE(refused > static_cast<int>(whole.size()) - 30);
}

TEST_CASE("SHA-256 meets its published vectors")
{
    REQUIRE(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    REQUIRE(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace cptsim::test
