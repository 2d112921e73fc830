#include "sim/files/sealed_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>

#include "sim/base/error.hpp"
#include "sim/base/text.hpp"
#include "sim/files/atomic_file.hpp"
#include "sim/files/digest.hpp"

namespace cptsim {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMark = "\ncptsim sha256 ";
constexpr std::string_view kSignature = "\x89HDF\r\n\x1a\n";  ///< first bytes of an HDF5 file
constexpr std::uint64_t kPiece = 1 << 20;

/// The next bytes of a file; fewer at its end.
std::string read(std::ifstream& file, std::uint64_t most)
{
    std::string bytes(most, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(most));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    return bytes;
}

/// SHA-256 of the next bytes, at most `left` of them.
std::string hash_of(std::ifstream& file, std::uint64_t left)
{
    Sha256 hash;
    while (left > 0) {
        auto const bytes = read(file, std::min(left, kPiece));
        if (bytes.empty()) break;
        hash.add(bytes);
        left -= bytes.size();
    }
    return hash.hex();
}

std::string seal_of(std::string const& hash) { return std::string(kMark) + hash + '\n'; }

}  // namespace

bool may_be_hdf5(std::string const& path)
{
    std::ifstream file(path, std::ios::binary);
    return !file || read(file, kSignature.size()) == kSignature;
}

bool require_whole(std::string const& path)
{
    std::error_code error;
    auto const status = fs::status(path, error);
    if (fs::exists(status) && !fs::is_regular_file(status))
        throw InputError({path},
                         {"is not a regular file (a result file is needed) another file?",
                          "n'est pas un fichier ordinaire (il faut un fichier de résultats) un autre fichier ?"});
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw InputError({path},
                         both({"cannot be read ({}) another file?", "ne peut pas être lu ({}) un autre fichier ?"},
                              std::strerror(errno)));
    if (read(file, kSignature.size()) != kSignature)
        throw InputError(
            {path}, {"is not a result file of cptsim (it is not an HDF5 file) another file?",
                     "n'est pas un fichier de résultats de cptsim (ce n'est pas un fichier HDF5) un autre fichier ?"});
    auto const size = fs::file_size(path, error);
    if (error || size < kSealLength)
        throw InputError({path}, {"is cut short (it has no end) a copy of it, or run again?",
                                  "est tronqué (il n'a pas de fin) une copie, ou relancer le calcul ?"});
    auto const content = size - kSealLength;
    file.seekg(static_cast<std::streamoff>(content));
    auto const found = read(file, kSealLength);
    if (!found.starts_with(kMark)) return false;
    file.clear();
    file.seekg(0);
    if (found != seal_of(hash_of(file, content)))
        throw InputError(
            {path},
            {"is damaged (its bytes do not match its checksum) a copy of it, or run again?",
             "est abîmé (son contenu ne correspond pas à sa somme de contrôle) une copie, ou relancer le calcul ?"});
    return true;
}

void write_sealed(AtomicFile& file, std::string_view image)
{
    auto const seal = seal_of(sha256_hex(image));
    file.reserve(image.size() + seal.size());
    file.write(image);
    file.write(seal);
    file.sync();
}

void seal(AtomicFile& file)
{
    std::ifstream content(file.temporary(), std::ios::binary);
    file.go_to_end();
    file.write(seal_of(hash_of(content, std::numeric_limits<std::uint64_t>::max())));
    file.sync();
}

}  // namespace cptsim
