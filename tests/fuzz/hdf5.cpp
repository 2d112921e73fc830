#include "tests/fuzz/hdf5.hpp"

#include <filesystem>
#include <fstream>

#include "sim/files/cautious.hpp"
#include "sim/files/digest.hpp"
#include "sim/files/sealed_file.hpp"
#include "tests/fuzz/child.hpp"
#include "tests/fuzz/edits.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace cptsim::fuzz {
namespace {

std::string bytes_of(std::string const& path)
{
    std::string bytes(std::filesystem::file_size(path), '\0');
    std::ifstream(path, std::ios::binary).read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return bytes;
}

/// Makes the file, gives it a seal, which is no signature, and reads it.
void make_and_read(std::string_view input)
{
    bool const whole = input.starts_with("\x89HDF");
    auto const& good = good_files();
    File const file(whole ? input : good[which(input) % good.size()]);
    if (!whole) edit(file.path(), input);
    auto const hash = sha256_hex(bytes_of(file.path()));
    std::ofstream(file.path(), std::ios::binary | std::ios::app) << "\ncptsim sha256 " << hash << '\n';
    Rehearsal const direct;  // this process is the one that may die
    read_file(file.path());
}

}  // namespace

std::string content_of(std::string const& path)
{
    auto bytes = bytes_of(path);
    bytes.resize(bytes.size() - kSealLength);
    return bytes;
}

std::string edited(std::string const& content, std::string_view edits)
{
    File const file(content);
    edit(file.path(), edits);
    return bytes_of(file.path());
}

void take(std::string_view input)
{
    // Made here, for all children. An error of theirs is no answer, so it ends the program.
    static bool const are_good = []() noexcept {
        for (std::size_t i = 0; i < good_files().size(); ++i) make_and_read("of " + std::to_string(i));
        return true;
    }();
    if (are_good) in_child(input, make_and_read);
}

}  // namespace cptsim::fuzz
