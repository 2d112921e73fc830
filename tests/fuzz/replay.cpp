// Gives each file of a folder to a harness once: what was found stays mended, without a fuzzer.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "tests/fuzz/fuzz.hpp"

/// Of the address sanitizer: what HDF5 1.10 leaves behind of damaged files is not this program's.
extern "C" char const* __lsan_default_suppressions() { return "leak:libhdf5"; }

int main(int argc, char** argv)
{
    std::vector<std::filesystem::path> seeds;
    for (int i = 1; i < argc; ++i)
        for (auto const& entry : std::filesystem::directory_iterator(argv[i])) seeds.push_back(entry.path());
    std::sort(seeds.begin(), seeds.end());
    for (auto const& seed : seeds) {
        std::printf("%s\n", seed.filename().c_str());
        std::fflush(stdout);  // the last line is the one to blame
        std::ifstream file(seed, std::ios::binary);
        cptsim::fuzz::offer(std::string(std::istreambuf_iterator<char>(file), {}));
    }
    if (seeds.empty()) std::printf("no seed\n");
    return seeds.empty() ? 1 : 0;
}
