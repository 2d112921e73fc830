// What control groups grant this process: containers, batch systems and services set such limits.
#pragma once
#include <cstddef>
#include <string>

namespace cptsim {

/// 0: no limit.
struct Granted {
    double cpus = 0;   ///< of time, as a quota
    double bytes = 0;  ///< of memory
};

/// The least that the group of this process and all groups above it grant, in versions 1 and 2. It is asked
/// once: short launches would spend more time on these files than on people.
[[nodiscard]] Granted granted_by_cgroups();

/// The same of a process whose groups stand in the file `groups` ("/proc/self/cgroup"), below `root`
/// ("/sys/fs/cgroup").
[[nodiscard]] Granted granted_by_cgroups(std::string const& groups, std::string const& root);

/// Bytes of memory that they or ulimit -v grant, whatever is less; 0: no limit.
[[nodiscard]] std::size_t granted_memory();

}  // namespace cptsim
