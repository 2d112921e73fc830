#include "sim/files/text_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <mutex>
#include <utility>

#include "sim/base/error.hpp"
#include "sim/base/number.hpp"
#include "sim/base/plain_text.hpp"
#include "sim/base/system_reason.hpp"
#include "sim/base/text.hpp"
#include "sim/files/regular_file.hpp"

namespace cptsim {
namespace fs = std::filesystem;

namespace {

[[noreturn]] void refuse_reading(std::string const& file, Words const& why)
{
    throw InputError({file}, Text{"cannot be read (", "ne peut pas être lu ("} + why + ")");
}

/// An open stream of this process.
class Stream {
  public:
    explicit Stream(std::string const& name) : name_(name)
    {
        if (name != kStandardInput) descriptor_ = opened_ = open(name.c_str(), O_RDONLY | O_NOCTTY | O_CLOEXEC);
        if (descriptor_ < 0) refuse_reading(name, system_reason(errno));
    }
    ~Stream()
    {
        if (opened_ >= 0) close(opened_);
    }
    Stream(Stream const&) = delete;
    Stream& operator=(Stream const&) = delete;

    /// What comes next: some bytes, none at its end.
    [[nodiscard]] std::string next() const
    {
        std::string piece(kPiece, '\0');
        ssize_t got = 0;
        do got = ::read(descriptor_, piece.data(), piece.size());
        while (got < 0 && errno == EINTR);
        if (got < 0) refuse_reading(name_, system_reason(errno));
        piece.resize(static_cast<std::size_t>(got));
        return piece;
    }

  private:
    static constexpr std::size_t kPiece = 1 << 16;
    std::string const& name_;
    int descriptor_ = STDIN_FILENO, opened_ = -1;
};

/// What a stream had to say, for whoever asks again.
std::string read_stream(std::string const& name, std::size_t max_bytes)
{
    static std::mutex mutex;
    static std::map<std::string, std::string> read;
    std::lock_guard const lock(mutex);
    if (auto const known = read.find(name); known != read.end()) return known->second;
    Stream const in(name);
    std::string bytes;
    for (std::string piece = in.next(); !piece.empty() && bytes.size() <= max_bytes; piece = in.next()) bytes += piece;
    if (bytes.size() <= max_bytes) read.emplace(name, bytes);
    return bytes;
}

}  // namespace

bool is_stream(std::string const& name)
{
    if (name == kStandardInput) return true;
    for (std::string_view const folder : {"/dev/fd/", "/proc/self/fd/"})
        if (name.starts_with(folder)) return is_digits(std::string_view(name).substr(folder.size()));
    return false;
}

std::string typed_name(std::string const& word)
{
    for (auto const* name : {"-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"})
        if (word == name) return kStandardInput;
    return word;
}

std::string read_text(std::string const& file, std::size_t max_bytes)
{
    auto const refuse = [&](Words const& why) { refuse_reading(file, why); };
    auto const check_size = [&](std::string const& bytes) {
        if (bytes.size() > max_bytes)
            refuse(Text{"more than ", "plus de "} + std::to_string(max_bytes) + Text{" bytes", " octets"});
    };
    if (is_stream(file)) {
        auto bytes = read_stream(file, max_bytes);
        check_size(bytes);
        return bytes;
    }
    RegularFile const in(file);
    if (in.is_other()) refuse({"not a regular file", "pas un fichier ordinaire"});
    if (!in.is_open() && in.error() == ENOENT) refuse({"no such file", "fichier introuvable"});
    if (!in.is_open()) refuse(system_reason(in.error()));
    // In pieces: a file may grow while it is read, and what it says of its size is not to be relied on.
    std::string bytes;
    constexpr std::size_t kPiece = 1 << 16;
    for (std::string piece; bytes.size() <= max_bytes; bytes += piece) {
        piece = in.read(bytes.size(), kPiece);
        if (piece.empty()) break;
    }
    check_size(bytes);
    return bytes;
}

namespace {

std::string& installed_data()
{
    static std::string folder = [] {
        std::error_code error;
        auto const program = fs::read_symlink("/proc/self/exe", error);
        if (error) return std::string("/usr/share/cptsim");  // without /proc nobody says where the program is
        return (program.parent_path() / "../share/cptsim").lexically_normal().string();
    }();
    return folder;
}

/// Where what comes with the program may be, in order.
std::vector<std::string> shipped_places()
{
    char const* const set = std::getenv("CPTSIM_DATA_DIR");
    if (set && *set) return {set};
    std::string const source = CPTSIM_SOURCE_DATA;  // empty in packages, which are used on other machines
    return source.empty() ? std::vector{installed_data()} : std::vector{installed_data(), source};
}

}  // namespace

void set_installed_data(std::string folder) { installed_data() = std::move(folder); }

void require_plain_text(std::string_view bytes, std::string const& file)
{
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
        throw InputError({file, 1, 1},
                         {"is UTF-16 (must be UTF-8) save it as UTF-8 (in Excel \"CSV UTF-8\")?",
                          "est en UTF-16 (il faut de l'UTF-8) l'enregistrer en UTF-8 (dans Excel « CSV UTF-8 ») ?"});
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
    auto const places = shipped_places();
    std::error_code error;
    auto const is_there = [&](std::string const& place) { return fs::is_directory(place, error); };
    auto const found = std::find_if(places.begin(), places.end(), is_there);
    auto const& root = found == places.end() ? places.front() : *found;
    return part.empty() ? root : root + '/' + part;
}

std::string shipped_file(std::string const& name)
{
    auto const file = shipped_folder(name);
    std::error_code error;
    if (fs::is_regular_file(file, error)) return file;
    std::string where;
    for (auto const& place : shipped_places()) where += (where.empty() ? "" : ", ") + place;
    throw InputError({file},
                     both({"is missing (it comes with the program, which looks in {}) install again, or set "
                           "CPTSIM_DATA_DIR to the folder that holds baseline.toml",
                           "manque (il vient avec le programme, qui le cherche dans {}) réinstaller, ou donner à "
                           "CPTSIM_DATA_DIR le dossier qui contient baseline.toml"},
                          where));
}

std::string first_file(std::vector<std::string> const& candidates)
{
    std::error_code error;
    for (auto const& candidate : candidates)
        if (is_stream(candidate) || fs::is_regular_file(candidate, error)) return candidate;
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

Words nearly_named(std::string const& name, std::vector<std::string> const& folders)
{
    std::error_code error;
    std::vector<std::string> neighbours;
    for (auto const& folder : folders)
        for (auto const& file : fs::directory_iterator(folder, error))
            if (file.path().extension() == ".toml") neighbours.push_back(file.path().filename().string());
    std::sort(neighbours.begin(), neighbours.end());
    auto sought = fs::path(name).filename().string();
    if (fs::path(sought).extension().empty()) sought += ".toml";
    return suggestion(sought, neighbours);
}

std::string find_shipped(std::string const& folder, std::string const& name)
{
    auto const found = find_file(name, {"", shipped_folder(folder)}, {"", ".toml"});
    std::error_code error;
    if (!found.empty() || fs::exists(name, error)) return found.empty() ? name : found;
    throw InputError({name}, Text{"cannot be read (no such file)", "ne peut pas être lu (fichier introuvable)"} +
                                 nearly_named(name, {folder_of(name), shipped_folder(folder)}));
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

void Fence::require_inside(std::string const& found, Words const& what, Place const& place) const
{
    auto const real = real_path(found);
    bool const inside = !is_stream(found) && std::any_of(roots_.begin(), roots_.end(), [&](fs::path const& root) {
        return std::mismatch(root.begin(), root.end(), real.begin(), real.end()).first == root.end();
    });
    if (!open_ && !inside)
        throw InputError(place,
                         both({"{} (it lies outside the folder of the file that names it) allow it with "
                               "--extends-anywhere?",
                               "{} (hors du dossier du fichier qui le nomme) le permettre par --extends-anywhere ?"},
                              what));
}

std::string folder_of(std::string const& file)
{
    auto const folder = is_stream(file) ? "" : fs::path(file).parent_path().string();
    return folder.empty() ? "." : folder;
}

}  // namespace cptsim
