// The checksum at the end of result files, in memory and on the disk.
#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

#include "sim/files/atomic_file.hpp"
#include "sim/files/digest.hpp"
#include "sim/files/sealed_file.hpp"
#include "tests/folder.hpp"

using namespace cptsim;

namespace {

std::string bytes_of(std::string const& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Looks like an HDF5 file, and is longer than what is hashed at once.
std::string image() { return "\x89HDF\r\n\x1a\n" + std::string((std::size_t{5} << 18) + 3, 'x'); }

}  // namespace

TEST_CASE("what others wrote gets the seal that bytes in memory get, and both are whole", "[files]")
{
    test::Folder const folder;
    AtomicFile written(folder.path("written.h5"), false);
    write_sealed(written, image());
    written.commit();
    AtomicFile added(folder.path("added.h5"), false);
    std::ofstream(added.temporary(), std::ios::binary) << image();
    seal(added);
    added.commit();
    auto const bytes = bytes_of(folder.path("written.h5"));
    CHECK((bytes == image() + "\ncptsim sha256 " + sha256_hex(image()) + "\n"));
    CHECK(bytes.size() == image().size() + kSealLength);
    CHECK((bytes == bytes_of(folder.path("added.h5"))));
    CHECK(require_whole(folder.path("added.h5")));
    auto const copied = folder.write("copied.h5", image());
    CHECK_FALSE(require_whole(copied, Seal::optional));
    CHECK(folder.error_of([&] { require_whole(copied); }) ==
          "copied.h5: has no checksum at its end (it was cut short, or another tool wrote it) a copy of it, or "
          "--unsealed where that tool is trusted?");
}

TEST_CASE("a byte that a seal does not fit is found, that of its end included", "[files]")
{
    test::Folder const folder;
    AtomicFile file(folder.path("whole.h5"), false);
    write_sealed(file, image());
    auto const whole = bytes_of(file.temporary());
    for (auto const at : {std::size_t{8}, image().size() - 1, whole.size() - 3, whole.size() - 1}) {
        auto changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        auto const path = folder.write("changed.h5", changed);
        CAPTURE(at);
        CHECK(folder.error_of([&] { require_whole(path); }) ==
              "changed.h5: is damaged (its bytes do not match its checksum) a copy of it, or run again?");
    }
    CHECK(folder.error_of([&] { require_whole(folder.write("short.h5", image().substr(0, 20))); }) ==
          "short.h5: is cut short (it has no end) a copy of it, or run again?");
}
