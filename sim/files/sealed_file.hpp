// HDF5 files that end with a seal (docs/results.md, "Digests"): SHA-256 of all bytes before it, where HDF5 does not
// look.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace cptsim {

class AtomicFile;

/// Bytes of a seal.
inline constexpr std::size_t kSealLength = 15 + 64 + 1;

/// Whether a file begins as HDF5 files do; true as well for one that cannot be opened.
[[nodiscard]] bool may_be_hdf5(std::string const& path);

/// What is asked of a file that comes from outside.
enum class Seal {
    required,  ///< as this program wrote it
    optional,  ///< another tool may have written it again
};

/// Looks at a file before HDF5 does. Throws InputError for what is not a regular file or no HDF5 file, for what does
/// not fit its seal, and for what has none where one is required. Returns whether there is one.
bool require_whole(std::string const& path, Seal seal = Seal::required);

/// Writes the bytes of an HDF5 file and their seal, and waits for the disk, on which their place is reserved first.
void write_sealed(AtomicFile&, std::string_view image);

/// Adds the seal to what others wrote into the temporary file, and waits for the disk.
void seal(AtomicFile&);

}  // namespace cptsim
