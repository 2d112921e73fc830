// A sweep as jobs of Slurm, from what is asked of it: checked, sized by a pilot, written as scripts, submitted.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "analysis/sweep/folder.hpp"
#include "analysis/sweep/slurm_scripts.hpp"
#include "sim/base/language.hpp"

namespace cptsim {

/// What is asked of a job, in the words of the options of the same names; "" and 0: not said.
struct SlurmOptions {
    std::string folder, time, memory, partition, account;
    std::uint64_t tasks = 0, throttle = 0, rounds = 0;
    int cpus = 4;
    std::vector<std::string> sbatch, setup;
};

/// What is known before any work. Throws InputError for what no script can say.
[[nodiscard]] SlurmSweep begin_job(SlurmOptions const&);
/// Sizes the job for the packs that are left to the task that has most of them, by a pilot run. Returns the seconds
/// that a task will take.
double size_job(SlurmSweep&, SlurmOptions const&, Sweep const&, SweepFolder&);
/// What it is sized for.
[[nodiscard]] std::string job_words(SlurmSweep const&, SlurmOptions const&, double seconds_of_task, Language);

/// Writes the scripts into DIR/slurm. Returns the path of the one that submits the others.
std::string write_scripts(SlurmSweep const&);
/// Runs that script. Throws InputError where there is no Slurm, or it refuses.
void submit_job(std::string const& script);

}  // namespace cptsim
