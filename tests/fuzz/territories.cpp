// A table of territories. What was read is written and read again.
#include <cstdlib>

#include "sim/input/territory_file.hpp"
#include "tests/fuzz/fuzz.hpp"

void cptsim::fuzz::take(std::string_view bytes)
{
    auto const csv = territories_csv(read_territories_text(bytes, "territories.csv"));
    try {
        if (territories_csv(read_territories_text(csv, "again.csv")) != csv) std::abort();
    } catch (InputError const&) {
        std::abort();
    }
}
