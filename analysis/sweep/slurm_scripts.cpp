#include "analysis/sweep/slurm_scripts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/base/build_info.hpp"
#include "sim/files/shell.hpp"

namespace cptsim {
namespace {

/// Whole minutes, as Slurm counts them: D-HH:MM:00.
std::string time_limit(double seconds)
{
    auto const minutes = std::max(1L, std::lround(std::ceil(seconds / 60)));
    return fmt::format("{}-{:02}:{:02}:00", minutes / 1440, minutes / 60 % 24, minutes % 60);
}

/// Seconds from the signal to the limit: for the year in work, a segment, and a join. Slurm is up to a minute early.
double lead(double seconds) { return std::clamp(std::ceil(seconds / 10), 30.0, 120.0); }

std::string directives(SlurmSweep const& sweep, std::string const& name, std::string const& log)
{
    std::string text;
    auto const add = [&](std::string const& option) { text += "#SBATCH " + option + '\n'; };
    add("--job-name=" + name);
    add("--nodes=1 --ntasks=1");
    add("--mem=" + sweep.memory);
    add("--requeue");
    add("--open-mode=append");
    add("--output=\"" + sweep.folder + "/slurm/" + log + '"');
    add("--chdir=\"" + sweep.launch + '"');
    for (auto const& option : sweep.options) add(option);
    return text;
}

/// `module` is a function that login shells define.
std::string shell(SlurmSweep const& sweep) { return sweep.setup.empty() ? "#!/bin/bash\n" : "#!/bin/bash -l\n"; }

/// What must be there before the program: a task without it would fail later and say less.
std::string setup_lines(SlurmSweep const& sweep)
{
    std::string text;
    for (auto const& line : sweep.setup)
        text += fmt::format("{{\n{}\n}} || {{ echo \"setup failed: \"{} >&2; exit 1; }}\n", line, shell_word(line));
    return text;
}

std::string throttled(std::size_t tasks, std::size_t throttle)
{
    return fmt::format("1-{}{}", tasks, throttle > 0 ? fmt::format("%{}", throttle) : "");
}

/// Indices of an array end where Slurm says: more shards are several arrays, with the same indices and an offset.
struct Part {
    std::size_t offset = 0, tasks = 0, throttle = 0;
};
std::vector<Part> parts_of(SlurmSweep const& sweep)
{
    auto const count = (sweep.tasks + sweep.most_tasks - 1) / sweep.most_tasks;
    std::vector<Part> parts;
    for (std::size_t first = 0; first < sweep.tasks; first += sweep.most_tasks)
        parts.push_back({first, std::min(sweep.most_tasks, sweep.tasks - first),
                         sweep.throttle > 0 ? std::max<std::size_t>(1, sweep.throttle / count) : 0});
    return parts;
}

}  // namespace

std::string array_script(SlurmSweep const& sweep)
{
    auto const parts = parts_of(sweep);
    auto const submitted =
        parts.size() == 1 ? "# Edit it as you like, and submit it again at any time: it runs what is missing. "
                            "./submit.sh submits it with\n# the merge behind it.\n"
                          : "# Edit it as you like. An array has no room for all shards: ./submit.sh submits it part "
                            "by part, and the merge\n# behind it; again at any time, it runs what is missing.\n";
    return shell(sweep) +
           fmt::format(
               "# Written by cptsim {0} slurm. Each task does a shard of the sweep in {1}\n"
               "{11}"
               "{2}"
               "#SBATCH --array={3}\n"
               "#SBATCH --cpus-per-task={4}\n"
               "#SBATCH --time={5}\n"
               "# Ahead of the limit the sweep ends in good order; what is left waits for the next time.\n"
               "#SBATCH --signal=B:TERM@{6:.0f}\n"
               "\n"
               "shard=$((${{CPTSIM_SHARD_OFFSET:-0}} + SLURM_ARRAY_TASK_ID))\n"
               "echo \"shard $shard of {7}: task ${{SLURM_ARRAY_JOB_ID}}_$SLURM_ARRAY_TASK_ID on $(uname -n), restart "
               "${{SLURM_RESTART_COUNT:-0}}, $(date -u +%FT%TZ)\"\n"
               "{8}"
               "# exec: what Slurm signals to the task reaches the program.\n"
               "exec {9} sweep {10} --shard \"$shard/{7}\" --threads {4}\n",
               version(), sweep.folder, directives(sweep, sweep.name, "%A_%a.log"),
               throttled(parts.front().tasks, parts.front().throttle), sweep.cpus, time_limit(sweep.seconds),
               lead(sweep.seconds), sweep.tasks, setup_lines(sweep), shell_word(sweep.program),
               shell_word(sweep.folder), submitted);
}

std::string merge_script(SlurmSweep const& sweep)
{
    return shell(sweep) +
           fmt::format(
               "# Written by cptsim {0} slurm. Merges the sweep in {1}\n"
               "# It refuses a sweep with missing runs, and its log names them: ./submit.sh again runs them.\n"
               "{2}"
               "#SBATCH --cpus-per-task=1\n"
               "#SBATCH --time={3}\n"
               "\n"
               "{4}"
               "exec {5} merge {6} --force -o {7}\n",
               version(), sweep.folder, directives(sweep, sweep.name + "-merge", "merge_%j.log"), time_limit(3600),
               setup_lines(sweep), shell_word(sweep.program), shell_word(sweep.folder),
               shell_word(sweep.folder + "/merged.h5"));
}

std::string submit_script(SlurmSweep const& sweep)
{
    auto const file = [&](char const* name) { return shell_word(sweep.folder + "/slurm/" + name); };
    std::string text = fmt::format(
        "#!/bin/bash\n"
        "# Written by cptsim {} slurm. Submits the sweep in {}\n"
        "# and its merge behind it, however the tasks end: what counts is which runs exist.\n"
        "set -euo pipefail\n"
        "submit() {{ sbatch --parsable \"$@\" | cut -d ';' -f 1; }} # \"4711\", or \"4711;cluster\"\n"
        "\n",
        version(), sweep.folder);
    auto const parts = parts_of(sweep);
    for (int round = 0; round < sweep.rounds; ++round) {
        if (sweep.rounds > 1)
            text += fmt::format("# Round {} of {}: what is missing by then.\n", round + 1, sweep.rounds);
        auto const after = round == 0 ? std::string() : " --dependency=\"afterany:$jobs\"";
        for (std::size_t p = 0; p < parts.size(); ++p)
            text += fmt::format("part{}=$(submit{} --array={} --export=ALL,CPTSIM_SHARD_OFFSET={} {})\n", p, after,
                                throttled(parts[p].tasks, parts[p].throttle), parts[p].offset, file("sweep.sh"));
        text += "jobs=";
        for (std::size_t p = 0; p < parts.size(); ++p) text += fmt::format("{}$part{}", p == 0 ? "" : ":", p);
        text += "\necho \"sweep: job $jobs\"\n";
    }
    return text + fmt::format("merge=$(submit --dependency=\"afterany:$jobs\" {})\necho \"merge: job $merge\"\n",
                              file("merge.sh"));
}

}  // namespace cptsim
