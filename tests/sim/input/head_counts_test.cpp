// Head counts in a table of territories, in the place of densities.
#include <catch2/catch.hpp>

#include "sim/base/calendar.hpp"
#include "sim/input/territory_file.hpp"
#include "sim/model/fields.hpp"
#include "tests/folder.hpp"

namespace cptsim::test {
namespace {

/// A table of one row: GPs and nurses counted, the others as densities. `gp` and `nurse` are cells.
std::string table(std::string const& inhabitants, std::string const& gp, std::string const& nurse,
                  std::string const& counted = "", std::string const& density_gp = "")
{
    return "id,name,region,inhabitants,milieu,zone,ties,stage,stage_months,count_gp,density_gp,count_nurse,"
           "density_specialist,density_physiotherapist,density_pharmacist,density_midwife,density_dentist,"
           "density_speech_therapist,counted,synthetic,source\n"
           "a,A,grand_est," +
           inhabitants + ",mixed,ZAC,0.4,none,0," + gp + ',' + density_gp + ',' + nurse + ",70,80,30,10,50,30," +
           counted + ",false,own count\n";
}

Territory row_of(std::string const& text) { return read_territories_text(text, "t.csv").rows.at(0); }

std::string faults(std::string const& text)
{
    return Folder().error_of([&] { (void)read_territories_text(text, "t.csv"); });
}

constexpr int kGp = 0, kPhysiotherapist = 3;

/// Professionals after so many months, as the model lets their number grow.
double grown(double density, int profession, int months)
{
    auto const trend =
        parameter_fields()[static_cast<std::size_t>(parameter::demography_stock_trend + profession)].default_value;
    for (int m = 0; m < months; ++m) density *= 1 + trend / 12;
    return density;
}

}  // namespace

TEST_CASE("a head count without a month is one of January 2019")
{
    auto const row = row_of(table("62000", "45", "90"));
    CHECK(row.density[kGp] == Approx(1e5 * 45 / 62000).epsilon(1e-12));
    CHECK(row.density[2] == Approx(1e5 * 90 / 62000).epsilon(1e-12));
    CHECK(row.density[1] == 70);
}

TEST_CASE("a head count of a month is what the model's trend makes of the density by then")
{
    auto text = table("62000", "45", "90", "2024-12");
    text.replace(text.find("density_physio"), 7, "count");
    auto const row = row_of(text);
    CHECK(grown(row.density[kGp], kGp, 71) * 0.62 == Approx(45).epsilon(1e-12));
    CHECK(grown(row.density[kPhysiotherapist], kPhysiotherapist, 71) * 0.62 == Approx(80).epsilon(1e-12));
    CHECK(row.density[kGp] > 1e5 * 45 / 62000);  // GPs were more, physiotherapists fewer
    CHECK(row.density[kPhysiotherapist] < 1e5 * 80 / 62000 * 0.9);
    CHECK(row.density[1] == 70);  // a density is of January 2019 whatever was counted
}

TEST_CASE("rows of a table may have the one or the other, and head counts as spreadsheets write them")
{
    auto text = table("62000", "", "90", "", "72.5");
    text += "b,B,grand_est,1 000 000,mixed,ZAC,0.4,none,0,1 200,,90,70,80,30,10,50,30,,false,own count\n";
    auto const rows = read_territories_text(text, "t.csv").rows;
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].density[kGp] == 72.5);
    CHECK(rows[1].density[kGp] == 120);
    auto const again = read_territories_text(territories_csv({"t", "t.csv", rows, ""}), "t.csv").rows;
    CHECK(again[1].density == rows[1].density);
}

TEST_CASE("faults of head counts are said with their place")
{
    CHECK(faults(table("62000", "45", "90", "", "72.5")) ==
          "t.csv:2:42: count_gp and density_gp are both given (one of them must be empty)");
    CHECK(faults(table("62000", "", "90")) ==
          "t.csv:2:42: count_gp and density_gp are both empty (one of them must be given)");
    CHECK(faults(table("62000", "45", "")) ==
          "t.csv:2:46: count_nurse is \"\" (must be a number, with a point for decimals)");
    CHECK(faults(table("", "45", "90")) ==
          "t.csv:2:15: inhabitants is empty (densities and head counts mean nothing without it)");
    CHECK(faults(table("62000", "45.5", "90")) == "t.csv:2:42: count_gp is 45.5 (must be a whole number)");
    CHECK(faults(table("62000", "45", "-1")) == "t.csv:2:46: count_nurse is -1 (must lie between 0 and 6000)");
    CHECK(faults(table("1000", "45", "9")) ==
          "t.csv:2:41: count_gp is 45 (more than 2000 per 100,000 inhabitants in January 2019: one in 50 of 1000 "
          "inhabitants)");
    CHECK(faults(table("62000", "45", "90", "2024")).find(": counted is \"2024\" (must be a month, as 2024-12)") !=
          std::string::npos);
    CHECK(faults(table("62000", "45", "90", "2018-12")).find("(must lie between 2019-01 and 2060-12, the months") !=
          std::string::npos);
    auto text = table("62000", "45", "90");
    text.replace(text.find("count_nurse"), 11, "count_nurses");
    CHECK(faults(text).find("unknown column \"count_nurses\" (a table of territories has no such column) did you mean "
                            "\"count_nurse\"?") != std::string::npos);
}

}  // namespace cptsim::test
