// A territory of one's own from head counts: what is given stays, what is not comes from the department.
#include <catch2/catch.hpp>

#include "sim/base/calendar.hpp"
#include "sim/input/own_territory.hpp"
#include "sim/input/territory_file.hpp"
#include "tests/folder.hpp"

namespace cptsim::test {
namespace {

/// Two rows of department 67, of 10,000 and 30,000 inhabitants, and a large one elsewhere.
TerritoryTable country()
{
    return read_territories_text(
        "id,name,region,department,inhabitants,milieu,zone,ties,stage,stage_months,density_gp,density_specialist,"
        "density_nurse,density_physiotherapist,density_pharmacist,density_midwife,density_dentist,"
        "density_speech_therapist,synthetic,source\n"
        "a,A,grand_est,67,10000,rural,ZIP,0.2,letter,3,60,20,100,50,30,8,40,20,false,s\n"
        "b,B,grand_est,67,30000,urban,ZAC,0.6,none,0,80,60,140,90,34,12,60,40,false,s\n"
        "c,C,bretagne,29,400000,mixed,other,0.1,none,0,100,90,180,110,36,11,70,30,false,s\n",
        "country.csv");
}

OwnTerritory my_cpts()
{
    OwnTerritory known;
    known.name = "CPTS de l'Été & Co";
    known.inhabitants = "62 000";
    known.professionals = "gp=45, nurse=90,pharmacist=0";
    known.counted = "2024-12";
    known.signature = "2022-03";
    known.department = "Bas-Rhin";
    return known;
}

std::string faults(OwnTerritory const& known)
{
    return Folder().error_of([&] { (void)make_own_territory(known, country()); });
}

}  // namespace

TEST_CASE("what is given stands in the table, and the rest is of the department")
{
    auto const made = make_own_territory(my_cpts(), country());
    auto const row = read_territories_text(made.csv, "mine.csv").rows.at(0);
    CHECK(row.id == "cpts-de-l-ete-co");
    CHECK(row.name == "CPTS de l'Été & Co");
    CHECK(row.inhabitants == 62000);
    CHECK(row.department == "67");
    CHECK(row.region == "grand_est");
    CHECK(row.perimeter == "cpts");
    CHECK(row.signature == month_index(2022, 3));
    CHECK(row.density[2] == Approx(1e5 * 90 / 62000));  // nurses have no trend
    CHECK(row.density[4] == 0);                         // none was given, which is not the same as not given
    CHECK(row.density[1] == 50);                        // (20 x 10 + 60 x 30) / 40
    CHECK(row.density[7] == 35);
    CHECK(row.ties == 0.5);
    CHECK(row.milieu == "urban");
    CHECK(row.zone == "ZAC");
    CHECK(row.stage == kNone);
    for (auto const* column : {"milieu", "zone", "ties", "stage", "density_specialist", "density_midwife"}) {
        CHECK(row.source.find(column) != std::string::npos);
        CHECK(std::any_of(made.filled.begin(), made.filled.end(),
                          [&](FilledCell const& cell) { return cell.column == column; }));
    }
    CHECK(made.filled.size() == 4 + 5);
    CHECK(row.source.find("density_gp") == std::string::npos);
    CHECK(row.source.find("department 67 (Bas-Rhin) in country") != std::string::npos);
}

TEST_CASE("without a department the rest is of the nation, and the region unknown")
{
    auto known = my_cpts();
    known.department.clear();
    auto const row = make_own_territory(known, country()).row;
    CHECK(row.region == "unknown");
    CHECK(row.department.empty());
    CHECK(row.milieu == "mixed");
    CHECK(row.density[1] == Approx((20 * 10 + 60 * 30 + 90 * 400) / 440.0).margin(0.005));
    CHECK(row.source.find("of the nation in country") != std::string::npos);
}

TEST_CASE("members are noted, and change nothing else")
{
    auto known = my_cpts();
    auto const without = make_own_territory(known, country());
    known.members = "80";
    auto const with = make_own_territory(known, country());
    CHECK(with.row.source == without.row.source + "; 80 members in 2024-12: no run starts from them");
    CHECK(with.row.density == without.row.density);
    CHECK(with.professionals() == without.professionals());
    CHECK(*with.members == 80);
    known.members = "5000";
    CHECK(faults(known).find("--members is 5000 (there are about ") == 0);
}

TEST_CASE("every fault of the options is said at once, by the option's name")
{
    OwnTerritory known;
    known.inhabitants = "62,000";
    known.professionals = "gp=45,nurses=90,gp=4,nurse=4.5,dentist";
    known.counted = "2018-01";
    known.signature = "2019-06";
    known.department = "Bas-Rin";
    known.members = "many";
    CHECK(
        faults(known) ==
        "--department: no department is called \"Bas-Rin\" (must be a code, as 67, 2A or 971, or a name, as Bas-Rhin) "
        "did you mean \"Bas-Rhin\"?\n"
        "--inhabitants is \"62,000\" (must be a whole number from 1 to 5000000, as 62000)\n"
        "--counted is 2018-01 (must lie between 2019-01 and 2060-12, the months that a run may have)\n"
        "--signed is 2019-06 (must not be before 2019-07, when the first ACI could be signed)\n"
        "--professionals: unknown profession \"nurses\" (professions are gp, specialist, nurse, physiotherapist, "
        "pharmacist, midwife, dentist, speech_therapist) did you mean \"nurse\"?\n"
        "--professionals: gp comes twice (must come once)\n"
        "--professionals nurse is \"4.5\" (must be a whole number from 0 to 6000)\n"
        "--professionals: \"dentist\" is no head count (must be as gp=45,nurse=90)\n"
        "--members is \"many\" (must be a whole number from 0 to 6000)");
    known = my_cpts();
    known.inhabitants.clear();
    CHECK(faults(known) == "--inhabitants must be given (head counts mean nothing without it)");
    known.inhabitants = "1";
    CHECK(faults(known).find("--professionals: gp is 45 (more than 2000 per 100,000 inhabitants") == 0);
    known.inhabitants = "1000";
    CHECK(faults(known).find("--professionals: gp is 45 (more than 2000 per 100,000 inhabitants") == 0);
    known.inhabitants = "5000000";
    CHECK(faults(known).find("(a territory holds at most 6000) split it?") != std::string::npos);
    known = my_cpts();
    known.department = "13";
    CHECK(faults(known) == "--department: country has no territory in department 13 (Bouches-du-Rhône)");
}

}  // namespace cptsim::test
