// Communes and intercommunalities by code or name: what is found, and what is refused.
#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "sim/input/commune_choice.hpp"
#include "sim/input/municipality_names.hpp"
#include "sim/input/own_territory.hpp"
#include "sim/input/territory_file.hpp"
#include "tests/folder.hpp"

namespace cptsim::test {
namespace {

Municipalities const& places()
{
    static auto const shipped = Municipalities::shipped();
    return shipped;
}

ChosenCommunes of(std::vector<std::string> const& communes, std::vector<std::string> const& epci = {})
{
    return choose_communes(places(), communes, epci);
}

std::string fault(std::vector<std::string> const& communes, std::vector<std::string> const& epci = {})
{
    return Folder().error_of([&] { (void)of(communes, epci); });
}

std::vector<std::string> codes(ChosenCommunes const& chosen)
{
    std::vector<std::string> codes;
    for (auto const& commune : chosen.communes) codes.push_back(commune.code);
    return codes;
}

}  // namespace

TEST_CASE("a commune is found by its code and by its name, however people and spreadsheets write them")
{
    for (auto const* text : {"67482", "Strasbourg", "STRASBOURG", " strasbourg "})
        CHECK(codes(of({text})) == std::vector<std::string>{"67482"});
    CHECK(codes(of({"1004"})) == std::vector<std::string>{"01004"});
    CHECK(codes(of({"2a004"})) == std::vector<std::string>{"2A004"});
    CHECK(codes(of({"St-Étienne-du-Rouvray"})) == codes(of({"saint etienne du rouvray"})));
    CHECK(codes(of({"67482;67218"})) == std::vector<std::string>{"67482", "67218"});
    CHECK(codes(of({"67218\n67482\n"})) == std::vector<std::string>{"67482", "67218"});  // the larger first
    CHECK(of({"67482", "Ostwald"}).inhabitants() == 293771 + 13946);
    CHECK(commune_code("2C004") == std::nullopt);
    CHECK(commune_code("6748") == "06748");
    CHECK(commune_code("Paris") == std::nullopt);
}

TEST_CASE("an EPCI is its communes, by code, by name and without its kind")
{
    auto const abers = of({}, {"CC du Pays des Abers"});
    CHECK(abers.name == "CC du Pays des Abers");
    CHECK(abers.asked == "EPCI 242900553");
    CHECK(abers.communes.size() == 13);
    CHECK(codes(of({}, {"242900553"})) == codes(abers));
    CHECK(codes(of({}, {"communauté de communes du pays des abers"})) == codes(abers));
    CHECK(codes(of({}, {"Pays des Abers"})) == codes(abers));
    CHECK(of({}, {"CC Chinon, Vienne et Loire"}).communes.size() == 19);  // commas of its own
    auto const both_kinds = of({"Brest"}, {"242900553"});
    CHECK(both_kinds.asked == "EPCI 242900553; communes 29019");
    CHECK(both_kinds.name == "Brest + Plabennec + Plouguerneau + …");
}

TEST_CASE("Paris, Lyon and Marseille are their arrondissements, and count once")
{
    CHECK(of({"Paris"}).communes.size() == 20);
    CHECK(of({"69123"}).communes.size() == 9);
    CHECK(of({"marseille"}).communes.size() == 16);
    CHECK(of({"69123"}).asked == "communes 69123");
    CHECK(of({"Paris 12e Arrondissement"}).communes.size() == 1);
    CHECK(fault({"Paris,75101"}).find("Paris 1er Arrondissement (75101) comes twice (in \"Paris\" and in \"75101\"") !=
          std::string::npos);
}

TEST_CASE("what is unknown, of several places or there twice is refused at its option")
{
    CHECK(fault({"Strasburg"}) ==
          "--communes: no commune is called \"Strasburg\" (must be a code, as 67482, or a name "
          "of January 2026) did you mean \"Strasbourg\"?");
    CHECK(fault({"Illkirch"}).find("did you mean Illkirch-Graffenstaden (67218)?") != std::string::npos);
    CHECK(fault({"67000"}).find("no commune has the code \"67000\"") != std::string::npos);
    CHECK(fault({"Saint-Denis"}) ==
          "--communes: 4 communes are called \"Saint-Denis\" (their codes are 11339, 30247, "
          "93066, 97411) give the code of one?");
    CHECK(fault({}, {"CC des Quatre Rivières"}).find("247000623 (70), 247400666 (74)") != std::string::npos);
    CHECK(fault({"67482", "strasbourg"}).find("Strasbourg (67482) comes twice") != std::string::npos);
    CHECK(fault({"Plabennec"}, {"Pays des Abers"}).find("Plabennec (29160) comes twice") != std::string::npos);
    CHECK(fault({}, {"Ouessant"}) ==
          "--epci: Ouessant (29155) is a commune in no EPCI (must be an EPCI) give it as "
          "--communes 29155?");
    CHECK(fault({}, {"Strasbourg"}).find("did you mean its own, Eurométropole de Strasbourg (246700488)?") !=
          std::string::npos);
    CHECK(fault({"246700488"}).find("give it as --epci 246700488?") != std::string::npos);
    CHECK(fault({}, {"Pays des Aberz"}).find("did you mean CC du Pays des Abers (242900553)?") != std::string::npos);
    CHECK(fault({", ,"}) == "--communes names nothing (must be codes or names)");
    // All of them at once.
    auto const several = fault({"Strasburg, 67000"}, {"Ouessant"});
    CHECK(std::count(several.begin(), several.end(), '\n') == 2);
}

TEST_CASE("a territory of communes has their people, and the rest of their departments by inhabitants")
{
    auto const table = [](double bas_rhin, double haut_rhin) {
        auto const row = [](char const* id, char const* department, double ties, char const* milieu) {
            return fmt::format("{},A,grand_est,{},10000,{},ZIP,{},none,0,60,20,100,50,30,8,40,20,false,s\n", id,
                               department, milieu, ties);
        };
        return read_territories_text(
            "id,name,region,department,inhabitants,milieu,zone,ties,stage,stage_months,density_gp,density_specialist,"
            "density_nurse,density_physiotherapist,density_pharmacist,density_midwife,density_dentist,"
            "density_speech_therapist,synthetic,source\n" +
                row("a", "67", bas_rhin, "urban") + row("b", "68", haut_rhin, "rural"),
            "country.csv");
    };
    OwnTerritory known;
    known.communes = {"67218", "Mulhouse"};  // 27,872 and 104,978
    known.professionals = "gp=45";
    known.counted = "2024-12";
    known.is_cpts = false;
    auto const made = make_own_territory(known, table(0, 1));
    CHECK(made.row.inhabitants == 27872 + 104978);
    CHECK(made.row.department == "68");
    CHECK(made.row.milieu == "rural");
    CHECK(made.row.ties == Approx(0.79));  // 104978 / 132850
    CHECK(made.row.name == "Mulhouse + Illkirch-Graffenstaden");
    CHECK(made.row.id == "mulhouse-illkirch-graffenstaden");
    CHECK(made.row.perimeter == "municipalities");
    CHECK(made.row.source.find("legal populations of January 2026 of communes 67218, 68224; own head counts (gp)") ==
          0);
    CHECK(make_own_territory(known, table(1, 0)).row.ties == Approx(0.21));

    known.inhabitants = "62000";
    CHECK(Folder().error_of([&] { (void)make_own_territory(known, table(0, 1)); }).find("--inhabitants: does not go") ==
          0);
    known.inhabitants.clear();
    known.communes = {"55039"};  // destroyed in 1916; a commune to this day
    CHECK(Folder()
              .error_of([&] { (void)make_own_territory(known, table(0, 1)); })
              .find("communes 55039: 0 inhabitants in all") == 0);
}

TEST_CASE("a listing that is not the shipped one is refused")
{
    CHECK_THROWS_AS(Municipalities("code,name\n1,A\n", "code,name\n"), InputError);
    CHECK_THROWS_AS(Municipalities("code,name,epci,department,population\n01001,A,,01,many\n", "code,name\n"),
                    InputError);
    CHECK_NOTHROW(Municipalities("# whence\ncode,name,epci,department,population\n01001,A,,01,5\n", "code,name\n"));
}

}  // namespace cptsim::test
