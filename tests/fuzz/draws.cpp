// A sample of parameters, as --parameters takes it.
#include "sim/input/sample_file.hpp"
#include "tests/fuzz/fuzz.hpp"

void cptsim::fuzz::take(std::string_view bytes)
{
    File const file(bytes);
    auto const sample = read_sample(file.path());
    for (int r = 0; r < 3; ++r) {
        static_cast<void>(sample_parameters(sample, r));
        static_cast<void>(sample_operators(sample, r));
    }
}
