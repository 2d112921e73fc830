// Result files in the hands of others: ncdump, xarray, h5py, spreadsheets; and what docs/results.md says of them.
#include <catch2/catch.hpp>

#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>

#include "sim/base/error.hpp"
#include "sim/input/territory_file.hpp"
#include "sim/results/results_export.hpp"
#include "sim/results/results_reader.hpp"
#include "tests/paths.hpp"
#include "tests/sim/results/results_sample.hpp"

using namespace cptsim;

namespace {

struct Outcome {
    int status;
    std::string output;
};

Outcome run_command(std::string const& command)
{
    auto* const pipe = popen((command + " 2>&1").c_str(), "r");
    REQUIRE(pipe);
    std::string output;
    std::array<char, 4096> buffer{};
    while (auto const size = fread(buffer.data(), 1, buffer.size(), pipe)) output.append(buffer.data(), size);
    return {pclose(pipe), output};
}

std::string text_of(std::string const& path)
{
    std::ifstream in(path, std::ios::binary);
    REQUIRE(in);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> lines_of(std::string const& path)
{
    std::istringstream in(text_of(path));
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

}  // namespace

TEST_CASE("ncdump shows axes by name, units and names in both languages", "[results]")
{
    sample::Folder const folder;
    sample::write(folder.file("r.h5"), sample::plan());
    auto const [status, header] = run_command("ncdump -h " + folder.file("r.h5"));
    CAPTURE(header);
    REQUIRE(status == 0);
    for (auto const* line :
         {"month:units = \"days since 2019-01-01\"", "month:calendar = \"standard\"",
          "float active(scenario, replicate, month, profession) ;", "hours_paid:units = \"h\"",
          "float flows(scenario, replicate, month, from_role, to_role) ;",
          "float spell_exits(scenario, replicate, entry_year, spell_age) ;",
          "float territory_hours(scenario, replicate, year, territory) ;",
          "float drawn_in(scenario, replicate, year, profession) ;", "double points(parameter_set, parameter) ;",
          "active:long_name_fr = \"membres actifs hors bureau\"", "deadweight:units = \"EUR/month\""})
        CHECK_THAT(header, Catch::Contains(line));
}

TEST_CASE("xarray and h5py open every group with labels, and find the digests that the document defines", "[results]")
{
    sample::Folder const folder;
    auto const digest = sample::write(folder.file("r.h5"), sample::plan());
    auto const script =
        std::string("/usr/bin/python3 ") + test::source_folder() + "/tests/sim/results/read_with_xarray.py ";
    auto const read = run_command(script + folder.file("r.h5") + ' ' + digest);
    if (read.output.find("SKIPPED") != std::string::npos) WARN(read.output);
    CAPTURE(read.output);
    CHECK(read.status == 0);
    CHECK(run_command(script + folder.file("r.h5") + " another").status != 0);
}

TEST_CASE("an export has one line for each value of each run, and nothing for runs that are missing", "[results]")
{
    sample::Folder const folder;
    auto const plan = sample::plan();
    auto const digest = sample::write(folder.file("r.h5"), plan, {{0, 0, 0}, {1, 2, 2}});
    ResultsFile const results(folder.file("r.h5"));
    auto const out = folder.file("csv");
    export_csv(results, out, false);

    auto const monthly = lines_of(out + "/by_month_profession.csv");
    std::size_t fields = 0;
    for (auto const& field : observable_fields()) fields += field.axes == std::vector{Axis::month, Axis::profession};
    CHECK(monthly.size() == 1 + 2 * fields * 26 * 9);
    CHECK(monthly[0] == "scenario,replicate,month,profession,observable,value");
    CHECK(monthly[1] == "baseline,0,2019-01,gp,eligible,0");
    CHECK(monthly[4] == "baseline,0,2019-01,physiotherapist,eligible,");
    CHECK(monthly[1 + fields * 26 * 9 + 1] == "valletoux,2,2019-01,specialist,eligible,1.375");
    CHECK(monthly.back() == "valletoux,2,2021-02,all,sanctions,32233.375");

    auto const effects = lines_of(out + "/effects_by_year_profession.csv");
    CHECK(effects.size() == 1 + paired_fields().size() * 2 * 9);
    CHECK(effects[1] == "valletoux,2,2019,gp,drawn_in,500000.38");
    auto const runs = lines_of(out + "/runs.csv");
    CHECK(runs.size() == 1 + 9);
    CHECK_THAT(runs[2], Catch::StartsWith("baseline,1,1,missing,,,"));
    CHECK(lines_of(out + "/parameters.csv").size() == 1 + 3 * parameter_fields().size());
    CHECK_THAT(text_of(out + "/provenance.txt"), Catch::Contains("digest: " + digest) && Catch::Contains("seed: ") &&
                                                     Catch::Contains("name = \"valletoux\""));
    auto const table = read_territories_text(text_of(out + "/territories.csv"), "territories.csv");
    REQUIRE(table.rows.size() == 2);
    CHECK(table.rows[1].density == plan.territories.rows[1].density);

    auto const before = text_of(out + "/runs.csv");
    try {
        export_csv(results, out, false);
        FAIL("existing files were not refused");
    } catch (InputError const& error) {
        CHECK(error.problems().size() == 12);
        CHECK(error.problems()[0].text.en == "exists already (nothing is overwritten) --force, or another name?");
    }
    export_csv(results, out, true);
    CHECK(text_of(out + "/runs.csv") == before);
}

TEST_CASE("an export that fails leaves no folder behind", "[results]")
{
    sample::Folder const folder;
    sample::write(folder.file("r.h5"), sample::plan());
    ResultsFile const results(folder.file("r.h5"));
    CHECK_THROWS_AS(export_csv(results, folder.file("no/csv"), false), InputError);
    CHECK_THROWS_AS(export_csv(results, folder.file("r.h5"), false), InputError);
    CHECK(folder.names() == std::vector<std::string>{"r.h5"});
}

TEST_CASE("docs/results.md lists every observable with its axes, unit and meaning, and no other", "[results]")
{
    auto const document = text_of(test::source_folder() + "/docs/results.md");
    auto const axis = [](Axis a) {
        constexpr std::array names = {"month",     "year",    "profession", "mission",  "territory",
                                      "from_role", "to_role", "entry_year", "spell_age"};
        return std::string(names.at(static_cast<std::size_t>(a)));
    };
    std::multiset<std::string> expected;
    for (auto const* fields : {&observable_fields(), &paired_fields()})
        for (auto const& field : *fields) {
            std::string axes;
            for (Axis const a : field.axes) axes += (axes.empty() ? "" : ", ") + axis(a);
            auto const of = field.mean_of.empty() ? "" : "`" + field.mean_of + "`";
            expected.insert("| `" + field.name + "` | " + axes + " | " + std::string(field.unit) + " | " + of + " | " +
                            std::string(field.long_name) + " | " + std::string(field.long_name_fr) + " |");
        }
    std::multiset<std::string> found;
    std::istringstream in(document);
    bool inside = false;
    for (std::string line; std::getline(in, line);) {
        if (line == "<!-- observables -->") inside = true;
        if (line == "<!-- end of observables -->") inside = false;
        if (inside && line.compare(0, 3, "| `") == 0) found.insert(line);
    }
    for (auto const& line : expected)
        if (!found.count(line)) UNSCOPED_INFO("missing: " << line);
    CHECK(found == expected);
}
