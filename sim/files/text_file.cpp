#include "sim/files/text_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "sim/base/error.hpp"
#include "sim/files/regular_file.hpp"

namespace cptsim {
namespace fs = std::filesystem;

std::string read_text(std::string const& file, std::size_t max_bytes)
{
    auto const refuse = [&](std::string const& why) { throw InputError({file}, "cannot be read (" + why + ")"); };
    RegularFile const in(file);
    if (in.is_other()) refuse("not a regular file");
    if (!in.is_open()) refuse(in.error() == ENOENT ? "no such file" : std::strerror(in.error()));
    // In pieces: a file may grow while it is read, and what it says of its size is not to be relied on.
    std::string bytes;
    constexpr std::size_t kPiece = 1 << 16;
    for (std::string piece; bytes.size() <= max_bytes; bytes += piece) {
        piece = in.read(bytes.size(), kPiece);
        if (piece.empty()) break;
    }
    if (bytes.size() > max_bytes) refuse("more than " + std::to_string(max_bytes) + " bytes");
    return bytes;
}

std::string shipped_folder(std::string const& part)
{
    char const* const set = std::getenv("CPTSIM_DATA");
    std::string const root = set && *set ? set : CPTSIM_DATA_DIR;
    return part.empty() ? root : root + '/' + part;
}

std::string first_file(std::vector<std::string> const& candidates)
{
    std::error_code error;
    for (auto const& candidate : candidates)
        if (fs::is_regular_file(candidate, error)) return candidate;
    return {};
}

std::vector<std::string> file_candidates(std::string const& name, std::vector<std::string> const& folders,
                                         std::vector<std::string> const& endings)
{
    std::vector<std::string> candidates;
    auto const add = [&](std::string const& candidate) {
        if (std::find(candidates.begin(), candidates.end(), candidate) == candidates.end())
            candidates.push_back(candidate);
    };
    for (auto const& folder : folders) {
        if (folder.empty())
            add(name);
        else
            for (auto const& ending : endings) add((fs::path(folder) / (name + ending)).lexically_normal().string());
    }
    return candidates;
}

std::string find_file(std::string const& name, std::vector<std::string> const& folders,
                      std::vector<std::string> const& endings)
{
    return first_file(file_candidates(name, folders, endings));
}

std::string find_shipped(std::string const& folder, std::string const& name)
{
    auto const found = find_file(name, {"", shipped_folder(folder)}, {"", ".toml"});
    return found.empty() ? name : found;
}

std::string folder_of(std::string const& file)
{
    auto const folder = fs::path(file).parent_path().string();
    return folder.empty() ? "." : folder;
}

}  // namespace cptsim
