#include "sim/files/sealed_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "sim/base/error.hpp"
#include "sim/base/system_reason.hpp"
#include "sim/base/text.hpp"
#include "sim/files/atomic_file.hpp"
#include "sim/files/digest.hpp"
#include "sim/files/regular_file.hpp"

namespace cptsim {
namespace {

constexpr std::string_view kMark = "\ncptsim sha256 ";
constexpr std::string_view kSignature = "\x89HDF\r\n\x1a\n";  ///< first bytes of an HDF5 file
constexpr std::uint64_t kPiece = 1 << 20;

/// SHA-256 of the first `count` bytes of a file, or of all that there are.
std::string hash_of(RegularFile const& file, std::uint64_t count)
{
    Sha256 hash;
    for (std::uint64_t from = 0; from < count;) {
        auto const bytes = file.read(from, std::min(count - from, kPiece));
        if (bytes.empty()) break;
        hash.add(bytes);
        from += bytes.size();
    }
    return hash.hex();
}

std::string seal_of(std::string const& hash) { return std::string(kMark) + hash + '\n'; }

}  // namespace

bool may_be_hdf5(std::string const& path)
{
    RegularFile const file(path);
    return !file.is_open() || file.read(0, kSignature.size()) == kSignature;
}

bool require_whole(std::string const& path, Seal seal)
{
    RegularFile const file(path);
    if (file.is_other())
        throw InputError({path},
                         {"is not a regular file (a result file is needed) another file?",
                          "n'est pas un fichier ordinaire (il faut un fichier de résultats) un autre fichier ?"});
    if (!file.is_open())
        throw InputError({path},
                         both({"cannot be read ({}) another file?", "ne peut pas être lu ({}) un autre fichier ?"},
                              system_reason(file.error())));
    if (file.read(0, kSignature.size()) != kSignature)
        throw InputError(
            {path}, {"is not a result file of cptsim (it is not an HDF5 file) another file?",
                     "n'est pas un fichier de résultats de cptsim (ce n'est pas un fichier HDF5) un autre fichier ?"});
    if (file.size() < kSealLength)
        throw InputError({path}, {"is cut short (it has no end) a copy of it, or run again?",
                                  "est tronqué (il n'a pas de fin) une copie, ou relancer le calcul ?"});
    auto const content = file.size() - kSealLength;
    auto const found = file.read(content, kSealLength);
    if (!found.starts_with(kMark)) {
        if (seal == Seal::optional) return false;
        throw InputError({path},
                         {"has no checksum at its end (it was cut short, or another tool wrote it) a copy of it, or "
                          "--unsealed where that tool is trusted?",
                          "n'a pas de somme de contrôle à sa fin (il est tronqué, ou un autre outil l'a écrit) une "
                          "copie, ou --unsealed si cet outil est de confiance ?"});
    }
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
    RegularFile const content(file.temporary());
    file.go_to_end();
    file.write(seal_of(hash_of(content, std::numeric_limits<std::uint64_t>::max())));
    file.sync();
}

}  // namespace cptsim
