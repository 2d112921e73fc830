// What a C++ program pays for the same calls, through the one header: cost.py sets those of Python against it.
#include <cstdint>
#include <memory>
#include <string>

#include <cptsim.hpp>

using cptsim::library::Launch;
using cptsim::library::Prepared;

extern "C" {

/// Null where it is refused.
void* cost_prepare(char const* scenario, char const* population, char const* until, int replicates)
{
    Launch launch;
    launch.scenarios = {scenario};
    launch.population = population;
    launch.until = until;
    launch.replicates = replicates;
    launch.threads = 1;
    try {
        return new Prepared(launch);
    } catch (...) {
        return nullptr;
    }
}

/// A call with one number laid over: the sum of the first value of every variable, or NaN where it fails.
double cost_call(void const* prepared, int seats, std::uint64_t seed)
{
    try {
        auto const results =
            static_cast<Prepared const*>(prepared)->run({"board.seats=" + std::to_string(seats)}, seed);
        double sum = 0;
        for (auto const* variables : {&results->observations(), &results->effects()})
            for (auto const& variable : *variables)
                if (variable.values.front() == variable.values.front()) sum += static_cast<double>(variable.values[0]);
        return sum;
    } catch (...) {
        return 0.0 / 0.0;
    }
}

void cost_free(void* prepared) { delete static_cast<Prepared*>(prepared); }
}
