// What an answer calls its places, and what it says is real of them.
#include <catch2/catch.hpp>

#include "analysis/effects/answer_places.hpp"
#include "sim/base/calendar.hpp"

namespace cptsim::test {
namespace {

TerritoryTable table(std::string name, std::size_t rows, std::size_t cpts)
{
    TerritoryTable table;
    table.name = std::move(name);
    table.rows.resize(rows);
    for (std::size_t i = 0; i < rows; ++i) {
        table.rows[i].name = "CPTS A";
        table.rows[i].synthetic = false;
        table.rows[i].perimeter = i < cpts ? "cpts" : "municipalities";
    }
    return table;
}

}  // namespace

TEST_CASE("an answer is about the CPTS of a table, of a part of one, or about its one territory")
{
    auto const en = [](TerritoryTable const& t) { return answer_subject(t, Language::en); };
    CHECK(en(table("alsace", 2, 0)) == "the CPTS of Alsace");
    CHECK(en(table("france/region:pays_de_la_loire", 2, 0)) == "the CPTS of the region Pays de la Loire");
    CHECK(en(table("france/department:67", 2, 0)) == "the CPTS of the department 67");
    CHECK(en(table("france/department:67+department:68", 2, 0)) == "the CPTS of france/department:67+department:68");
    CHECK(en(table("mine", 2, 0)) == "the CPTS of mine");
    CHECK(en(table("mine", 1, 1)) == "CPTS A");
    auto ouessant = table("mine", 1, 0);
    ouessant.rows[0].name = "Ouessant";
    CHECK(en(ouessant) == "the territory “Ouessant”");
    CHECK(answer_subject(ouessant, Language::fr) == "le territoire « Ouessant »");
    CHECK(answer_subject(table("mine", 1, 1), Language::fr) == "la CPTS A");
    CHECK(answer_subject(table("paca/department:13", 2, 0), Language::fr) == "les CPTS du département 13");
}

TEST_CASE("an answer says what of real places is real, and nothing where all are made up")
{
    CHECK(what_is_real(table("bretagne", 43, 0), Language::en) ==
          "Real for these 43 places: inhabitants, numbers of professionals (mostly by department); all else is "
          "estimated, territories included.");
    auto alsace = table("alsace", 3, 2);
    alsace.rows[0].signature = alsace.rows[1].signature = month_index(2024, 1);
    CHECK(
        what_is_real(alsace, Language::en) ==
        "Real for these 3 places: inhabitants, numbers of professionals (mostly by department), names of 2 CPTS, dates "
        "of 2 signatures; all else is estimated, borders and members included.");
    auto mine = table("mine", 1, 1);
    mine.rows[0].signature = month_index(2022, 3);
    CHECK(what_is_real(mine, Language::fr) ==
          "Réel pour ce lieu : habitants, effectifs de professionnels (souvent par département), le nom de la CPTS, la "
          "date de sa signature ; le reste est estimé, limites et adhérents compris.");
    alsace.rows[2].synthetic = true;
    CHECK(what_is_real(alsace, Language::fr).find("Réel pour 2 de ces 3 lieux : ") == 0);
    for (auto& row : alsace.rows) row.synthetic = true;
    CHECK(what_is_real(alsace, Language::en).empty());
}

}  // namespace cptsim::test
