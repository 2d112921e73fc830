// A small study, swept and merged as users do it.
#pragma once
#include <catch2/catch.hpp>

#include <string>

#include "tests/app/program.hpp"
#include "tests/app/territories.hpp"

namespace cptsim::test {

/// Two scenarios x `points` x `replicates`, two years of a small territory.
inline void write_study(Folder const& folder, int points = 8, int replicates = 9, std::string const& more = "")
{
    folder.write("a.toml",
                 "name = \"a\"\npopulation = \"small.csv\"\ntime = { end = \"2020-12\", policy_start = "
                 "\"2020-01\" }\n");
    folder.write("b.toml", "extends = \"a.toml\"\nname = \"b\"\nlevers.lump_sum.2020-01 = 500\n");
    folder.write("small.csv", kTerritories);
    std::string csv = "strain.base_rate,levers.hourly_indemnity.2020-01\n";
    for (int p = 0; p < points; ++p)
        csv += std::to_string(0.01 + 0.01 * p / points) + ',' + std::to_string(30 + p % 7 * 10) + '\n';
    folder.write("points.csv", csv);
    folder.write("study.toml",
                 "title.en = \"Small\"\ntitle.fr = \"Petite\"\nscenarios = [\"a\", \"b\"]\nparameters = "
                 "\"prior\"\nreplicates = " +
                     std::to_string(replicates) +
                     "\n[design]\nmethod = \"csv\"\nfile = \"points.csv\"\n[keep]\nobservables = "
                     "[\"active\", \"eligible\", \"members_year\", \"climate\"]\n" +
                     more);
}

/// The digest that `merge` prints, of folders into FILE.h5 in the test's folder.
inline std::string merged(Folder const& folder, std::string const& folders,
                          std::string const& options = "--force -o m.h5")
{
    auto const said = run_program(folder, "merge " + folders + ' ' + options);
    CAPTURE(folders, said.err);
    CHECK(said.status == 0);
    CHECK(said.out.size() == 65);
    return said.out;
}

/// The digest of a sweep that nothing disturbed.
inline std::string undisturbed(Folder const& folder)
{
    auto const said = run_program(folder, "sweep study.toml -o undisturbed --quiet");
    CAPTURE(said.err);
    REQUIRE(said.status == 0);
    return merged(folder, "undisturbed");
}

}  // namespace cptsim::test
