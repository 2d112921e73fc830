// cptsim_reference THREADS [RUNS]: the speed of the reference, and a hash that no machine and no build changes.
#include <oneapi/tbb/global_control.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "tests/benchmark/reference/country.hpp"

int main(int argc, char** argv)
{
    int const threads = argc > 1 ? std::atoi(argv[1]) : 1, runs = argc > 2 ? std::atoi(argv[2]) : 7;
    if (argc > 3 || threads < 1 || runs < 1) {
        std::fprintf(stderr, "usage: cptsim_reference THREADS [RUNS]\n");
        return 2;
    }
    oneapi::tbb::global_control const limit(oneapi::tbb::global_control::max_allowed_parallelism,
                                            static_cast<std::size_t>(threads));
    reference::Country country;
    std::vector<double> seconds;
    for (int run = 0; run < runs; ++run) {
        country.reset();
        auto const start = std::chrono::steady_clock::now();
        country.run({42, 7});
        seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    std::sort(seconds.begin(), seconds.end());
    double const steps = static_cast<double>(country.agents()) * reference::kMonths;
    std::printf("reference: %.1f million professional-months/s (median of %d runs, threads %d, hash %016llx)\n",
                steps / seconds[seconds.size() / 2] / 1e6, runs, threads,
                static_cast<unsigned long long>(country.hash()));
}
