// A launch of two scenarios of the digests with parameters drawn from a sample, as r.h5 in a folder.
#pragma once
#include <catch2/catch.hpp>

#include "tests/app/program.hpp"

namespace cptsim::test {

inline void write_launch(Folder const& folder)
{
    folder.write("sample.csv", "lifecycle.start_rate\n0.05\n0.02\n");
    auto const digests = source_folder() + "/tests/digests/";
    auto const said = run_program(folder, "run " + digests + "voluntary.toml " + digests +
                                              "automatic.toml --until 2022-12 "
                                              "--replicates 2 --parameters sample.csv --quiet -o r.h5 --population " +
                                              digests + "territories.csv");
    CAPTURE(said.err);
    REQUIRE(said.status == 0);
}

}  // namespace cptsim::test
