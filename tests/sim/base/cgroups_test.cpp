// Limits of control groups, where they are set on the group of the process or on any above it.
#include "sim/base/cgroups.hpp"

#include <catch2/catch.hpp>

#include "tests/folder.hpp"

using namespace cptsim;
using cptsim::test::Folder;

TEST_CASE("the least limit of a group and those above it holds, in version 2", "[cgroups]")
{
    Folder const folder;
    auto const groups = folder.write("groups", "0::/user/job/step\n");
    auto const granted = [&] { return granted_by_cgroups(groups, folder.path("fs")); };
    CHECK(granted().cpus == 0);
    CHECK(granted().bytes == 0);
    folder.write("fs/user/cpu.max", "400000 100000\n");
    CHECK(granted().cpus == 4);
    folder.write("fs/user/job/cpu.max", "100000 100000\n");  // one level down
    folder.write("fs/user/job/step/cpu.max", "max 100000\n");
    folder.write("fs/user/job/step/memory.max", "max\n");
    folder.write("fs/user/memory.max", "1048576\n");
    CHECK(granted().cpus == 1);
    CHECK(granted().bytes == 1048576);
    folder.write("fs/cpu.max", "50000 100000\n");  // of the container
    CHECK(granted().cpus == 0.5);
}

TEST_CASE("the least limit of a group and those above it holds, in version 1", "[cgroups]")
{
    Folder const folder;
    auto const groups = folder.write("groups", "5:cpu,cpuacct:/a/b\n4:memory:/a\n1:name=systemd:/\n0::/\nnonsense\n");
    folder.write("fs/cpu/cpu.cfs_quota_us", "-1\n");
    folder.write("fs/cpu/cpu.cfs_period_us", "100000\n");
    folder.write("fs/cpu/a/cpu.cfs_quota_us", "200000\n");
    folder.write("fs/cpu/a/cpu.cfs_period_us", "100000\n");
    folder.write("fs/memory/memory.limit_in_bytes", "9223372036854771712\n");
    folder.write("fs/memory/a/memory.limit_in_bytes", "2097152\n");
    auto const granted = granted_by_cgroups(groups, folder.path("fs"));
    CHECK(granted.cpus == 2);
    CHECK(granted.bytes == 2097152);
}
