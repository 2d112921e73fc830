// What libFuzzer calls with each input.
#include <cstdint>

#include "tests/fuzz/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    cptsim::fuzz::offer({reinterpret_cast<char const*>(data), size});
    return 0;
}
