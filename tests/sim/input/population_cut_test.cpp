// Parts of tables, as --population names them.
#include <catch2/catch.hpp>

#include <set>

#include "sim/files/csv.hpp"
#include "sim/files/digest.hpp"
#include "sim/files/text_file.hpp"
#include "sim/input/population_cut.hpp"
#include "sim/input/territory_cells.hpp"
#include "sim/input/territory_file.hpp"
#include "tests/folder.hpp"
#include "tests/paths.hpp"

namespace cptsim::test {
namespace {

std::string fault_of(std::string const& population)
{
    return Folder().error_of([&] { (void)read_territories(population, ""); });
}

bool contains(std::string const& text, std::string const& words) { return text.find(words) != std::string::npos; }

std::vector<std::string> ids_of(TerritoryTable const& table)
{
    std::vector<std::string> ids;
    for (auto const& row : table.rows) ids.push_back(row.id);
    return ids;
}

}  // namespace

TEST_CASE("a population is a table, parts of france, or parts of another table")
{
    auto const whole = parse_population("my folder/table.csv");
    CHECK(whole.table == "my folder/table.csv");
    CHECK(whole.parts.empty());
    auto const parts = parse_population("my folder/table.csv/department:13+cpts:\"Pays + Val\"+region:bretagne");
    CHECK(parts.table == "my folder/table.csv");
    REQUIRE(parts.parts.size() == 3);
    CHECK(parts.parts[0].kind == "department");
    CHECK(parts.parts[0].value == "13");
    CHECK(parts.parts[1].kind == "cpts");
    CHECK(parts.parts[1].value == "Pays + Val");
    CHECK(parts.parts[2].value == "bretagne");
    CHECK(population_text(parts) == "my folder/table.csv/department:13+cpts:Pays + Val+region:bretagne");
    CHECK(parse_population("cpts:x").table.empty());
}

TEST_CASE("a department of france is its rows, with a name and a digest of its own")
{
    auto const france = read_territories("france", ""), cut = read_territories("department:67", "");
    std::size_t rows = 0;
    for (auto const& row : france.rows) rows += row.department == "67";
    CHECK(cut.rows.size() == rows);
    for (auto const& row : cut.rows) CHECK(row.department == "67");
    CHECK(cut.name == "france/department:67");
    CHECK(cut.file == france.file);
    CHECK(cut.sha256 == sha256_hex(territories_csv(cut)));
    CHECK(cut.sha256 != france.sha256);
    CHECK(cut.sha256 != read_territories("department:68", "").sha256);
}

TEST_CASE("however a part is written, the population is the same, and its name is taken again")
{
    auto const code = read_territories("department:67", "");
    for (auto const* text : {"department:Bas-Rhin", "department:bas rhin", "france/department:67",
                             "department:67+department:67", "france/department:67+cpts:cosen"}) {
        INFO(text);
        auto const cut = read_territories(text, "");
        CHECK(cut.sha256 == code.sha256);
        CHECK(read_territories(cut.name, "").name == cut.name);
    }
    CHECK(read_territories("department:1", "").name == "france/department:01");
    CHECK(read_territories("department:2a", "").name == "france/department:2A");
    CHECK(read_territories("region:Provence-Alpes-Côte d'Azur", "").name == "france/region:provence_alpes_cote_d_azur");
    for (auto const* text : {"cpts:CPTS COSEN (Eurométropole Nord)", "cpts:cosen eurometropole nord", "cpts:cosen"}) {
        INFO(text);
        auto const cut = read_territories(text, "");
        CHECK(cut.name == "france/cpts:cosen");
        CHECK(ids_of(cut) == std::vector<std::string>{"cosen"});
    }
}

TEST_CASE("parts join, each row once and in the order of the table")
{
    auto const alsace = read_territories("department:68+department:67", "");
    CHECK(alsace.inhabitants() == read_territories("alsace", "").inhabitants());
    CHECK(ids_of(alsace) == ids_of(read_territories("department:67+department:68", "")));
    CHECK(read_territories("paca/department:13+department:06", "").rows.size() ==
          read_territories("paca/department:13", "").rows.size() +
              read_territories("paca/department:06", "").rows.size());
}

TEST_CASE("a table of one's own is cut too, where it is named")
{
    Folder const folder;
    std::string const header =
        "id,name,region,inhabitants,milieu,zone,ties,stage,stage_months,density_gp,density_specialist,density_nurse,"
        "density_physiotherapist,density_pharmacist,density_midwife,density_dentist,density_speech_therapist,synthetic,"
        "source";
    std::string const numbers = ",50000,mixed,ZAC,0.4,none,0,70,70,110,80,30,10,50,30,false,own\n";
    folder.write("mine.csv", header + "\na,Twin,here" + numbers + "b,Twin,there" + numbers);
    CHECK(read_territories("mine.csv/region:there", folder.path("")).name == "mine/region:there");
    auto const fault = [&](std::string const& text) {
        return folder.error_of([&] { (void)read_territories(text, folder.path("")); });
    };
    CHECK(fault("mine.csv/department:67") ==
          "mine.csv/department:67: mine does not say in which departments its territories lie (its column department "
          "is missing or empty)");
    CHECK(fault("mine.csv/cpts:twin") ==
          "mine.csv/cpts:twin: 2 territories of mine are called \"twin\" (a, b) give the id of one?");
    CHECK(read_territories("mine.csv/cpts:b", folder.path("")).rows.size() == 1);
}

TEST_CASE("what a table does not have is said, with what may be meant")
{
    CHECK(
        fault_of("departement:67") ==
        "departement:67: unknown part \"departement\" (parts of a table are department:, region:, cpts:) did you mean "
        "\"department\"?");
    CHECK(fault_of("department:20") ==
          "department:20: no department is called \"20\" (must be a code, as 67, 2A or 971, or a name, as "
          "Bas-Rhin)");
    CHECK(contains(fault_of("department:Bas Rin"), "did you mean \"Bas-Rhin\"?"));
    CHECK(fault_of("paca/department:67") ==
          "paca/department:67: paca has no territory in department 67 (Bas-Rhin) (it has 04, 05, 06, 13, 83, 84)");
    CHECK(contains(fault_of("region:bretange"), "no region of france is called \"bretange\""));
    CHECK(contains(fault_of("region:bretange"), "did you mean \"bretagne\"?"));
    CHECK(contains(fault_of("cpts:Mulhouse"), "did you mean \"CPTS Mulhouse agglomération\"?"));
    CHECK(contains(fault_of("cpts:mosig"), "did you mean \"CPTS Mossig et du Vignoble\"?"));
    CHECK(fault_of("region:") == "region:: region is \"\" (must be a code or a name)");
    CHECK(contains(fault_of("pacca/department:13"), "no such table of territories"));
    auto const two = fault_of("region:nowhere+department:999");
    CHECK(contains(two, "\"nowhere\""));
    CHECK(contains(two, "\"999\""));
}

TEST_CASE("departments have the codes and names of the table of professionals, and each is in france")
{
    auto const file = test::source_folder() + "/scenarios/data/make/liberal_by_department.csv";
    auto bytes = read_text(file, 1 << 20);
    bytes.erase(0, bytes.find("\ndepartment,") + 1);
    auto const records = parse_csv(bytes, file);
    std::set<std::string> in_france;
    for (auto const& row : read_territories("france", "").rows) in_france.insert(row.department);
    CHECK(records.size() == 102);
    CHECK(in_france.size() == 101);
    for (std::size_t i = 1; i < records.size(); ++i) {
        auto const &code = records[i][0].text, &name = records[i][1].text;
        CHECK(department_code(name, "") == code);
        CHECK(department_words(code) == code + " (" + name + ")");
        CHECK(in_france.count(code) == 1);
    }
}

}  // namespace cptsim::test
