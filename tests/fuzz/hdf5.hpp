// Harnesses of HDF5 files: patches of a good one, read in a child that may die before this process reads.
#pragma once
#include <fstream>
#include <functional>
#include <iterator>

#include "sim/files/cautious.hpp"
#include "sim/files/digest.hpp"
#include "sim/files/sealed_file.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace cptsim::fuzz {

/// The HDF5 part of a file that this program wrote.
inline std::string content_of(std::string const& path)
{
    std::ifstream file(path, std::ios::binary);
    std::string bytes(std::istreambuf_iterator<char>(file), {});
    bytes.resize(bytes.size() - kSealLength);
    return bytes;
}

/// `patch` as a whole HDF5 file, or laid over `good`: five bytes each for a place, little-endian, and what stands
/// there.
inline std::string patched(std::string good, std::string_view patch)
{
    if (patch.starts_with("\x89HDF")) return std::string(patch);
    for (; patch.size() >= 5; patch.remove_prefix(5)) {
        std::size_t at = 0;
        for (std::size_t i = 4; i-- > 0;) at = at << 8 | static_cast<unsigned char>(patch[i]);
        good[at % good.size()] = patch[4];
    }
    return good;
}

/// Writes `content` with its seal, and reads it: first in a child, whose death is an answer, as is whatever it finds.
/// What the child lives through this process must too, with an InputError or without.
inline void read_file(std::string const& content, std::function<void(std::string const& path)> const& read)
{
    File const file(content + "\ncptsim sha256 " + sha256_hex(content) + '\n');
    rehearse(file.path(), "fuzz", [&] {
        try {
            read(file.path());
        } catch (...) {
        }
    });
    Rehearsal const direct;
    read(file.path());
}

}  // namespace cptsim::fuzz
