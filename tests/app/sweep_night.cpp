// Sweeps that take long: a study of Alsace, opened with xarray; many kills; shards; memory.
#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <random>
#include <regex>

#include "tests/app/small_study.hpp"

namespace cptsim::test {

TEST_CASE("a study of 1,000 points x 10 replicates on ten places is run, merged and opened with xarray", "[.slow]")
{
    Folder const folder;
    folder.write("study.toml",
                 "scenarios = [\"valletoux\"]\npopulation = \"" + source_folder() +
                     "/tests/data/ten_places.csv\"\nreplicates = 10\nparameters = \"prior\"\n"
                     "[design]\nmethod = \"full_factorial\"\nlevels = 10\n[factors]\n"
                     "strain.base_rate = { uniform = [0.008, 0.028] }\nactivity.crowding = { uniform = [-0.3, 0.6] }\n"
                     "levers.hourly_indemnity.2024-01 = { uniform = [30, 100] }\n");
    auto const said = run_program(folder, "sweep study.toml -o dir --quiet --extends-anywhere");
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

TEST_CASE("killed at twenty random instants and resumed, a sweep gives the same", "[.slow]")
{
    Folder const folder;
    write_study(folder, 1000, 16);
    auto const start = std::chrono::steady_clock::now();
    auto const digest = undisturbed(folder);
    std::chrono::duration<double> const whole = std::chrono::steady_clock::now() - start;
    std::mt19937 random(20);
    // On average 0.6 of the whole, with the work of other processes beside: some is left for the last.
    std::uniform_real_distribution<double> instant(0.02, 0.06 * whole.count());
    int killed = 0;
    for (int i = 0; i < 20; ++i) {
        auto const after = std::to_string(instant(random));
        // Every third time another process is at work, which the kill must not disturb.
        auto const other =
            i % 3 == 2 ? "'" + test::program() + "' sweep study.toml -o dir --quiet --deadline 0.3s >/dev/null 2>&1 & "
                       : std::string();
        auto const said = run_program(folder, "sweep study.toml -o dir --quiet --segment-seconds 0.02",
                                      "export LANG=C; " + other + "timeout -s KILL " + after);
        killed += said.status == 137 ? 1 : 0;
    }
    WARN(killed << " of 20 were killed at work");
    CHECK(killed >= 15);
    CHECK(std::system("sleep 1") == 0);
    CHECK(run_program(folder, "sweep study.toml -o dir --quiet").status == 0);
    CHECK(merged(folder, "dir") == digest);
}

TEST_CASE("shards 1 to 7 in random order give the same", "[.slow]")
{
    Folder const folder;
    write_study(folder, 40, 10);
    auto const digest = undisturbed(folder);
    std::mt19937 random(7);
    std::vector<int> shards = {1, 2, 3, 4, 5, 6, 7};
    for (int round = 0; round < 3; ++round) {
        std::shuffle(shards.begin(), shards.end(), random);
        auto const dir = "dir" + std::to_string(round);
        for (int const shard : shards)
            CHECK(run_program(folder, "sweep study.toml --quiet -o " + dir + " --shard " + std::to_string(shard) + "/7")
                      .status == 0);
        CHECK(merged(folder, dir) == digest);
    }
}

TEST_CASE("memory is flat whatever the number of runs", "[.slow]")
{
    Folder const folder;
    auto const peak = [&](int points, int replicates) {
        write_study(folder, points, replicates);
        auto const dir = "dir" + std::to_string(points);
        auto const said = run_program(folder, "sweep study.toml --quiet --segment-seconds 0.1 -o " + dir,
                                      "LANG=C /usr/bin/python3 -c 'import resource,subprocess,sys\n"
                                      "status = subprocess.call(sys.argv[1:])\n"
                                      "print(\"peak\", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
                                      "sys.exit(status)'");
        CHECK(said.status == 0);
        std::smatch found;
        REQUIRE(std::regex_search(said.out, found, std::regex("peak (\\d+)")));
        return std::stod(found[1]);
    };
    auto const small = peak(50, 10), large = peak(500, 10);
    WARN("peak memory: " << small / 1024 << " MiB over 1,000 runs, " << large / 1024 << " MiB over 10,000");
    CHECK(large < 1.1 * small);
}

}  // namespace cptsim::test
