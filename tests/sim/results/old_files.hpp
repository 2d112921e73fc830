// Result files that cptsim 0.1.0 wrote, of format 1.0: what is planted beside must stay readable.
#pragma once
#include <cstdlib>
#include <stdexcept>
#include <string>

#include "tests/paths.hpp"

namespace cptsim::sample {

/// File digests as the program that wrote them printed them.
inline constexpr char const* kOldLaunch = "f1209eeeb1fd1b44c14dbc85ba0747a0929c7c11b1fc562ee7f90462bc8a8d47";
inline constexpr char const* kOldSweep = "e3e65b67b30bf6ac80aab712ae9a5912b090e9d36f30792087d5f16f73ee8e56";

/// Unpacks an old file, "launch" or "sweep", as `path`.
inline void unpack_old(std::string const& name, std::string const& path)
{
    auto const packed = test::source_folder() + "/tests/sim/results/old/" + name + ".h5.gz";
    if (std::system(("gzip -dc '" + packed + "' >'" + path + "'").c_str()) != 0)
        throw std::runtime_error(packed + " cannot be unpacked");
}

}  // namespace cptsim::sample
