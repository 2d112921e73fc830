// A study of 1,000 points x 10 replicates on Alsace, merged and opened with xarray.
#include <catch2/catch.hpp>

#include "tests/app/program.hpp"

namespace cptsim::test {

TEST_CASE("a study of 1,000 points x 10 replicates on Alsace is run, merged and opened with xarray", "[.slow]")
{
    Folder const folder;
    folder.write("study.toml",
                 "scenarios = [\"valletoux\"]\npopulation = \"alsace\"\nreplicates = 10\nparameters = \"prior\"\n"
                 "[design]\nmethod = \"full_factorial\"\nlevels = 10\n[factors]\n"
                 "strain.base_rate = { uniform = [0.008, 0.028] }\nactivity.crowding = { uniform = [-0.3, 0.6] }\n"
                 "levers.hourly_indemnity.2024-01 = { uniform = [30, 100] }\n");
    auto const said = run_program(folder, "sweep study.toml -o dir --quiet");
    CAPTURE(said.err);
    REQUIRE(said.status == 0);
    WARN(said.out);
    REQUIRE(run_program(folder, "merge dir -o m.h5").status == 0);
    folder.write("open.py",
                 "import xarray as xr\n"
                 "runs = xr.open_dataset('m.h5', group='observations')\n"
                 "assert dict(runs.sizes)['point'] == 1000 and dict(runs.sizes)['replicate'] == 10\n"
                 "active = runs.active.sel(scenario='valletoux', profession='all', month='2034-12-01')\n"
                 "assert not active.isnull().any()\n"
                 "pay = active.mean('replicate').groupby('levers.hourly_indemnity.2024-01').mean()\n"
                 "assert pay.size == 10\n"
                 "print(pay.values)\n");
    CHECK(
        std::system(("cd '" + folder.path("") + "' && /usr/bin/python3 open.py >py.out 2>&1 || { cat py.out; exit 1; }")
                        .c_str()) == 0);
}

}  // namespace cptsim::test
