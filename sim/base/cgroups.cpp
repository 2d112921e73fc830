#include "sim/base/cgroups.hpp"

#include <sys/resource.h>

#include <fstream>
#include <optional>

#include "sim/base/number.hpp"

namespace cptsim {
namespace {

/// The first number in a file; nothing where there is none ("max").
std::optional<double> first_number(std::string const& file)
{
    std::ifstream in(file);
    std::string word;
    return in >> word ? parse_number<double>(word) : std::nullopt;
}

void take_least(double& least, double limit)
{
    if (limit > 0 && (least == 0 || limit < least)) least = limit;
}

/// Limits of one group of version 2.
void take_v2(std::string const& folder, Granted& granted)
{
    std::ifstream in(folder + "/cpu.max");
    std::string quota;
    double period = 0;
    auto const cpu = in >> quota >> period && period > 0 ? parse_number<double>(quota) : std::nullopt;
    if (cpu) take_least(granted.cpus, *cpu / period);
    take_least(granted.bytes, first_number(folder + "/memory.max").value_or(0));
}

/// Limits of one group of version 1, which has a tree for each controller. No limit is -1, or nearly 2^63.
void take_v1_cpu(std::string const& folder, Granted& granted)
{
    double const quota = first_number(folder + "/cpu.cfs_quota_us").value_or(0);
    double const period = first_number(folder + "/cpu.cfs_period_us").value_or(0);
    if (quota > 0 && period > 0) take_least(granted.cpus, quota / period);
}
void take_v1_memory(std::string const& folder, Granted& granted)
{
    constexpr double kNoLimit = 1e18;
    double const bytes = first_number(folder + "/memory.limit_in_bytes").value_or(0);
    if (bytes < kNoLimit) take_least(granted.bytes, bytes);
}

/// From the group "/a/b" of a tree to its root: a limit of any of them holds.
template <class Take>
void go_up(std::string const& tree, std::string path, Granted& granted, Take const& take)
{
    while (!path.empty() && path != "/") {
        take(tree + path, granted);
        auto const slash = path.rfind('/');
        path = slash == std::string::npos ? "" : path.substr(0, slash);
    }
    take(tree, granted);  // also where the path is that of another namespace and leads nowhere
}

bool names(std::string const& controllers, std::string const& one)
{
    return (',' + controllers + ',').find(',' + one + ',') != std::string::npos;
}

}  // namespace

Granted granted_by_cgroups(std::string const& groups, std::string const& root)
{
    Granted granted;
    take_v2(root, granted);
    std::ifstream in(groups);
    for (std::string line; std::getline(in, line);) {  // "5:cpu,cpuacct:/a/b", or "0::/a/b" in version 2
        auto const first = line.find(':'), second = line.find(':', first + 1);
        if (first == std::string::npos || second == std::string::npos) continue;
        auto const controllers = line.substr(first + 1, second - first - 1), path = line.substr(second + 1);
        if (controllers.empty()) go_up(root, path, granted, take_v2);
        if (names(controllers, "cpu")) go_up(root + "/cpu", path, granted, take_v1_cpu);
        if (names(controllers, "memory")) go_up(root + "/memory", path, granted, take_v1_memory);
    }
    return granted;
}

Granted granted_by_cgroups()
{
    static Granted const granted = granted_by_cgroups("/proc/self/cgroup", "/sys/fs/cgroup");
    return granted;
}

std::size_t granted_memory()
{
    double least = granted_by_cgroups().bytes;
    rlimit limit{};
    if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
        take_least(least, static_cast<double>(limit.rlim_cur));
    return static_cast<std::size_t>(least);
}

}  // namespace cptsim
