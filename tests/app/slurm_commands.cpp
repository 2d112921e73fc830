// `slurm` as users type it, where no Slurm is: what the scripts say, and what is refused. A real cluster:
// tests/cluster.
#include <catch2/catch.hpp>

#include <filesystem>

#include "tests/app/program.hpp"
#include "tests/app/territories.hpp"
#include "tests/paths.hpp"

namespace cptsim::test {
namespace {

namespace fs = std::filesystem;

std::string content(Folder const& folder, std::string const& name)
{
    std::ifstream file(folder.path(name));
    REQUIRE(file);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Eight packs.
void write_study(Folder const& folder)
{
    folder.write("a.toml",
                 "name = \"a\"\npopulation = \"small.csv\"\ntime = { end = \"2019-12\", policy_start = "
                 "\"2019-06\" }\n");
    folder.write("small.csv", kTerritories);
    folder.write("a night.toml",
                 "scenarios = [\"a\"]\nparameters = \"prior\"\nreplicates = 8\n[design]\nmethod = "
                 "\"sobol\"\npoints = 16\n[factors]\nstrain.base_rate = { uniform = [0.008, 0.028] }\n");
}

/// Programs of Slurm that only note what they are asked.
void pretend_slurm(Folder const& folder, std::string const& max_array_size)
{
    fs::create_directory(folder.path("bin"));
    folder.write("bin/sbatch", "#!/bin/sh\necho \"$@\" >>'" + folder.path("asked") + "'\necho \"$(wc -l <'" +
                                   folder.path("asked") + "');here\"\n");
    folder.write("bin/scontrol", "#!/bin/sh\necho 'MaxArraySize            = " + max_array_size + "'\n");
    for (auto const* name : {"bin/sbatch", "bin/scontrol"})
        fs::permissions(folder.path(name), fs::perms::owner_all, fs::perm_options::add);
}

std::string with_slurm(Folder const& folder) { return "LANG=C PATH='" + folder.path("bin") + "':\"$PATH\""; }

}  // namespace

TEST_CASE("slurm writes scripts that a shell takes, and says how to go on")
{
    Folder const folder;
    write_study(folder);
    auto const said =
        run_program(folder,
                    "slurm 'a night.toml' -o 'my dir' --tasks 4 --throttle 2 --cpus-per-task 1 --time "
                    "1:30:00 --mem 900M --partition long --sbatch=--qos=night --setup 'module load hdf5'");
    CAPTURE(said.err);
    REQUIRE(said.status == 0);
    CHECK_THAT(said.out, Catch::Contains("4 tasks with 1 CPU each, about 1 min by a pilot run; limit 90 min, 900M of "
                                         "memory\n") &&
                             Catch::Contains("my dir/slurm/submit.sh'\n"));
    auto const script = content(folder, "my dir/slurm/sweep.sh");
    auto const here = folder.path("");
    for (auto const& line :
         {std::string("#SBATCH --array=1-4%2\n"), std::string("#SBATCH --cpus-per-task=1\n"),
          std::string("#SBATCH --time=0-01:30:00\n"), std::string("#SBATCH --signal=B:TERM@120\n"),
          std::string("#SBATCH --requeue\n"), std::string("#SBATCH --open-mode=append\n"),
          std::string("#SBATCH --partition=long\n"), std::string("#SBATCH --qos=night\n"),
          "#SBATCH --output=\"" + here + "my dir/slurm/%A_%a.log\"\n",
          std::string("\n{\nmodule load hdf5\n} || { echo \"setup failed: \"'module load hdf5' >&2; exit 1; }\n"),
          "\nexec " + test::program() + " sweep '" + here + "my dir' --shard \"$shard/4\" --threads 1\n"})
        CHECK_THAT(script, Catch::Contains(line));
    CHECK_THAT(content(folder, "my dir/slurm/merge.sh"),
               Catch::Contains("merge '" + here + "my dir' --force -o '" + here + "my dir/merged.h5'\n"));
    for (auto const* name : {"sweep.sh", "merge.sh", "submit.sh"})
        CHECK(std::system(("bash -n '" + here + "my dir/slurm/" + name + "'").c_str()) == 0);

    CHECK_THAT(script, Catch::StartsWith("#!/bin/bash -l\n"));  // where `module` is
    // Without the module no run is begun.
    CHECK(std::system(("SLURM_ARRAY_TASK_ID=1 SLURM_ARRAY_JOB_ID=7 bash '" + here + "my dir/slurm/sweep.sh' >'" + here +
                       "refused' 2>&1")
                          .c_str()) != 0);
    CHECK_THAT(content(folder, "refused"), Catch::Contains("setup failed: module load hdf5\n"));

    // What the array's tasks would do, done here: the script is a script.
    for (auto const* task : {"3", "1", "4", "2"})
        CHECK(std::system(("sed -i 's/^module.*/true/' '" + here +
                           "my dir/slurm/sweep.sh' && SLURM_ARRAY_TASK_ID=" + task + " SLURM_ARRAY_JOB_ID=7 bash '" +
                           here + "my dir/slurm/sweep.sh' >>'" + here + "log' 2>&1")
                              .c_str()) == 0);
    CHECK_THAT(content(folder, "log"), Catch::Contains("shard 3 of 4: task 7_3 on ") && Catch::Contains("restart 0"));
    CHECK(run_program(folder, "merge 'my dir'").status == 0);
    CHECK_THAT(run_program(folder, "slurm 'a night.toml' -o 'my dir' --tasks 4").out,
               Catch::StartsWith("All runs have ended: cptsim merge 'my dir'\n"));
}

TEST_CASE("arrays end where Slurm's indices do, rounds and the merge depend on what is before them")
{
    Folder const folder;
    write_study(folder);
    pretend_slurm(folder, "4");
    auto const said = run_program(folder, "slurm 'a night.toml' -o dir --tasks 100 --throttle 4 --rounds 2 --submit",
                                  with_slurm(folder));
    CAPTURE(said.err);
    REQUIRE(said.status == 0);
    CHECK_THAT(said.out, Catch::StartsWith("8 tasks (there is no work for more) with 4 CPUs each") &&
                             Catch::Contains("sweep: job 1:2:3\nsweep: job 4:5:6\nmerge: job 7\n"));
    auto const sweep = folder.path("dir/slurm/sweep.sh\n"), merge = folder.path("dir/slurm/merge.sh\n");
    auto const all = [](int offset) { return " --export=ALL,CPTSIM_SHARD_OFFSET=" + std::to_string(offset) + ' '; };
    std::string expected;
    for (std::string const after : {"", "--dependency=afterany:1:2:3 "}) {
        expected += "--parsable " + after + "--array=1-3%1" + all(0) + sweep;
        expected += "--parsable " + after + "--array=1-3%1" + all(3) + sweep;
        expected += "--parsable " + after + "--array=1-2%1" + all(6) + sweep;
    }
    CHECK(content(folder, "asked") == expected + "--parsable --dependency=afterany:4:5:6 " + merge);
}

TEST_CASE("a limit shorter than the work makes rounds, and a longer one none")
{
    Folder const folder;
    write_study(folder);
    int folders = 0;
    auto const rounds = [&](std::string const& time) {
        auto const dir = "dir" + std::to_string(++folders);
        auto const said = run_program(folder, "slurm 'a night.toml' --tasks 1 --time " + time + " -o " + dir);
        REQUIRE(said.status == 0);
        auto const script = content(folder, dir + "/slurm/submit.sh");
        std::size_t count = 0;
        for (std::size_t at = 0; (at = script.find("\njobs=", at)) != std::string::npos; ++at) ++count;
        return count;
    };
    CHECK(rounds("1") == 1);
    folder.write("a night.toml",
                 "scenarios = [\"a\"]\nparameters = \"prior\"\nreplicates = 60\n[design]\nmethod = "
                 "\"sobol\"\npoints = 65536\n[factors]\nstrain.base_rate = { uniform = [0.008, 0.028] "
                 "}\n[keep]\nobservables = [\"active\"]\n");
    CHECK(rounds("1") > 1);
    CHECK(rounds("100h") == 1);
}

TEST_CASE("slurm refuses what no script can say, before any work")
{
    Folder const folder;
    write_study(folder);
    auto const refused = [&](std::string const& options, std::string const& environment = "LANG=C") {
        auto const said = run_program(folder, "slurm 'a night.toml' " + options, environment);
        CAPTURE(options, said.err);
        CHECK(said.status == 2);
        return said.err;
    };
    CHECK_THAT(refused("-o dir --tasks 0"), Catch::Contains("--tasks is 0 (must be at least 1)"));
    CHECK_THAT(refused("-o dir --tasks -2"), Catch::Contains("--tasks"));
    for (auto const* time : {"0", "30:00:00:00", "soon", "1-", "0:30", "infh", "1e9h"})
        CHECK_THAT(refused(std::string("-o dir --tasks 2 --time ") + time),
                   Catch::Contains("--time is \"" + std::string(time) + "\" (must be a time"));
    CHECK_THAT(refused("-o dir --tasks 2 --mem 4X"),
               Catch::Contains("--mem is \"4X\" (must be in the form that Slurm takes)"));
    CHECK_THAT(refused("-o dir --tasks 2 --sbatch qos"), Catch::Contains("--sbatch is \"qos\" (must be an option)"));
    CHECK_THAT(refused("-o dir --tasks 2 --partition \"$(printf 'a\\n#SBATCH --hold')\""),
               Catch::Contains("--partition holds a control character"));
    CHECK_FALSE(fs::exists(folder.path("dir")));
    CHECK_THAT(refused("-o 'a%d' --tasks 2"), Catch::Contains("cannot be used in a Slurm script"));
    CHECK_FALSE(fs::exists(folder.path("a%d")));
    CHECK_THAT(refused("--tasks 2"), Catch::Contains("--output"));

    folder.write("file", "");
    CHECK_THAT(refused("-o file --tasks 2"), Catch::Contains("is not a folder"));
    pretend_slurm(folder, "1001");
    folder.write("bin/sbatch", "#!/bin/sh\necho 'sbatch: error: invalid partition specified: x' >&2\nexit 1\n");
    CHECK_THAT(refused("-o dir --tasks 2 --submit", with_slurm(folder)),
               Catch::Contains("invalid partition") && Catch::Contains("sbatch refused (see above, status 1)"));
}

}  // namespace cptsim::test
