#include "sim/files/text_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "sim/base/plain_text.hpp"

namespace cptsim {
namespace fs = std::filesystem;

std::string read_text(std::string const& file, std::size_t max_bytes)
{
    auto const refuse = [&](std::string const& why) { throw InputError({file}, "cannot be read (" + why + ")"); };
    std::error_code error;
    auto const status = fs::status(file, error);
    if (!fs::exists(status)) refuse("no such file");
    if (!fs::is_regular_file(status)) refuse("not a regular file");
    std::ifstream in(file, std::ios::binary);
    if (!in) refuse(std::strerror(errno));
    // In pieces: a file may grow while it is read, and what it says of its size is not to be relied on.
    std::string bytes;
    constexpr std::size_t kPiece = 1 << 16;
    while (in && bytes.size() <= max_bytes) {
        auto const before = bytes.size();
        bytes.resize(before + kPiece);
        in.read(bytes.data() + before, kPiece);
        bytes.resize(before + static_cast<std::size_t>(in.gcount()));
    }
    if (in.bad()) refuse(std::strerror(errno));
    if (bytes.size() > max_bytes) refuse("more than " + std::to_string(max_bytes) + " bytes");
    return bytes;
}

void require_plain_text(std::string_view bytes, std::string const& file)
{
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
        throw InputError({file, 1, 1}, "is UTF-16 (must be UTF-8) save it as \"CSV UTF-8\"?");
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    auto const fault = text_fault(bytes);
    if (!fault) return;
    auto const before = bytes.substr(0, fault->at);
    auto const line = before.rfind('\n') + 1;  // 0 where there is none
    auto const is_first = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
    throw InputError(
        {file, static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
         static_cast<int>(std::count_if(before.begin() + static_cast<std::ptrdiff_t>(line), before.end(), is_first)) +
             1},
        fault->what);
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

namespace {

/// With links followed, as far as this user may look.
fs::path real_path(fs::path const& path)
{
    std::error_code error;
    auto real = fs::weakly_canonical(path, error);
    return error ? fs::absolute(path).lexically_normal() : real;
}

}  // namespace

Fence::Fence(std::string const& file, bool open)
    : open_(open), roots_{real_path(folder_of(file)), real_path(shipped_folder())}
{
}

void Fence::require_inside(std::string const& found, std::string const& what, Place const& place) const
{
    auto const real = real_path(found);
    bool const inside = std::any_of(roots_.begin(), roots_.end(), [&](fs::path const& root) {
        return std::mismatch(root.begin(), root.end(), real.begin(), real.end()).first == root.end();
    });
    if (!open_ && !inside)
        throw InputError(place, what +
                                    " (it lies outside the folder of the file that names it) allow it with "
                                    "--extends-anywhere?");
}

std::string folder_of(std::string const& file)
{
    auto const folder = fs::path(file).parent_path().string();
    return folder.empty() ? "." : folder;
}

}  // namespace cptsim
