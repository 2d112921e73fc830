// Batch scripts of a sweep for Slurm: an array of shards, the merge behind it, and what submits both.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace cptsim {

/// All that the scripts say. Paths are absolute.
struct SlurmSweep {
    std::string name;                     ///< of the jobs, before "-merge"
    std::string program, folder, launch;  ///< `launch`: the folder that jobs start in
    std::size_t tasks = 1;                ///< shards, one a task
    std::size_t throttle = 0;             ///< tasks at work at once; 0: as many as Slurm likes
    std::size_t most_tasks = 1000;        ///< of one array: MaxArraySize - 1, the highest index
    int cpus = 1;                         ///< threads of a task
    double seconds = 0;                   ///< time limit of a task
    std::string memory;                   ///< as --mem takes it
    int rounds = 1;                       ///< arrays, one after the other, each doing what is missing
    std::vector<std::string> options;     ///< further ones of sbatch, "--partition=long"
    std::vector<std::string> setup;       ///< lines of shell before the program, "module load hdf5"
};

[[nodiscard]] std::string array_script(SlurmSweep const&);
[[nodiscard]] std::string merge_script(SlurmSweep const&);
[[nodiscard]] std::string submit_script(SlurmSweep const&);

}  // namespace cptsim
