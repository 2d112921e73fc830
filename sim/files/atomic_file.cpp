#include "sim/files/atomic_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <system_error>
#include <utility>

#include "sim/base/error.hpp"
#include "sim/base/system_reason.hpp"
#include "sim/base/text.hpp"
#include "sim/files/text_file.hpp"

namespace cptsim {
namespace {

namespace fs = std::filesystem;

/// How the names of temporary files of a target begin. A name may be as long as the file system allows: theirs have a
/// part of it, and what tells it from others that begin alike.
std::string temporary_prefix(std::string const& target)
{
    constexpr std::size_t kLongest = 100;
    auto const name = fs::path(target).filename().string();
    if (name.size() <= kLongest) return '.' + name + '.';
    return fmt::format(".{}-{:x}.", name.substr(0, kLongest), std::hash<std::string>()(name));
}

/// A new file beside `target` under a name that nobody uses; -1 and errno when the folder takes none.
int open_beside(std::string const& target, std::string& name)
{
    for (int attempt = 0; attempt < 100; ++attempt) {
        name = fmt::format("{}/{}{}-{}.part", folder_of(target), temporary_prefix(target), getpid(), attempt);
        int const descriptor = open(name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (descriptor >= 0 || errno != EEXIST) return descriptor;
    }
    return -1;
}

/// Removes what killed processes left beside `target`: nobody who is at work is silent for so long.
void remove_abandoned(std::string const& target)
{
    constexpr auto kLongSilence = std::chrono::minutes(10);
    auto const prefix = temporary_prefix(target);
    std::error_code error;
    for (auto const& entry : fs::directory_iterator(folder_of(target), error)) {
        auto const name = entry.path().filename().string();
        if (!name.starts_with(prefix) || !name.ends_with(".part")) continue;
        auto const written = entry.last_write_time(error);
        if (!error && fs::file_time_type::clock::now() - written > kLongSilence) fs::remove(entry.path(), error);
    }
}

/// The file that a path leads to, so that a symbolic link keeps pointing to it.
std::string followed(std::string const& path)
{
    std::error_code ignored;
    auto const target = fs::canonical(path, ignored);
    return ignored ? path : target.string();
}

/// Renames without ever replacing; on file systems that cannot promise it, after a look.
int rename_new(std::string const& from, std::string const& to)
{
    if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return 0;
    if (errno != EINVAL && errno != ENOSYS) return -1;
    if (access(to.c_str(), F_OK) == 0) {
        errno = EEXIST;
        return -1;
    }
    return std::rename(from.c_str(), to.c_str());
}

}  // namespace

void check_output(std::string const& path, bool force)
{
    if (path.empty())
        throw InputError(Text{"the name of the output is empty (a file name is needed) -o results.h5?",
                              "le nom de la sortie est vide (il faut un nom de fichier) -o resultats.h5 ?"});
    if (is_standard_output(path))
        throw InputError({path}, {"is standard output (which takes texts; this is written piece by piece, and renamed "
                                  "when it is whole) a file?",
                                  "est la sortie standard (qui prend des textes ; ceci est écrit par morceaux, puis "
                                  "renommé une fois entier) un fichier ?"});
    std::error_code ignored;
    auto const status = fs::status(path, ignored);
    if (fs::is_directory(status))
        throw InputError({path}, both({"is a folder (a file is needed) {}/results.h5?",
                                       "est un dossier (il faut un fichier) {}/resultats.h5 ?"},
                                      path));
    if (fs::exists(status) && !fs::is_regular_file(status))
        throw InputError(
            {path},
            {"is not a regular file (results are written beside it and renamed) another name?",
             "n'est pas un fichier ordinaire (les résultats sont écrits à côté, puis renommés) un autre nom ?"});
    if (fs::exists(status) && !force)
        throw InputError({path}, {"exists already (nothing is overwritten) --force, or another name?",
                                  "existe déjà (rien n'est écrasé) --force, ou un autre nom ?"});
    auto const folder = folder_of(followed(path));
    if (!fs::is_directory(folder, ignored))
        throw InputError(
            {path}, both({"cannot be written (there is no folder '{}') create it, or another folder?",
                          "ne peut pas être écrit (le dossier « {} » n'existe pas) le créer, ou un autre dossier ?"},
                         folder));
    std::string probe;
    int const descriptor = open_beside(followed(path), probe);
    if (descriptor < 0)
        throw InputError(
            {path}, both({"cannot be written ({}) another folder?", "ne peut pas être écrit ({}) un autre dossier ?"},
                         system_reason(errno)));
    close(descriptor);
    unlink(probe.c_str());
}

namespace {

/// The first bytes of a regular file; nothing for any other.
std::string first_bytes(std::string const& path)
{
    constexpr std::size_t kEnough = 4096;
    std::error_code error;
    if (!fs::is_regular_file(path, error)) return {};
    std::string bytes(kEnough, '\0');
    std::ifstream in(path, std::ios::binary);
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(in.gcount()));
    return bytes;
}

bool is_page(std::string_view bytes)
{
    constexpr std::string_view kBegins = "<!doctype html";
    return bytes.size() >= kBegins.size() &&
           std::equal(kBegins.begin(), kBegins.end(), bytes.begin(),
                      [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b + 32) : b); });
}

/// Whether a first line may be the header of a table: words, and what stands between them; no heading, comment or key.
bool is_table(std::string_view bytes)
{
    auto const line = bytes.substr(0, std::min(bytes.find_first_of("\r\n"), bytes.size()));
    return !line.empty() && std::all_of(line.begin(), line.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
               std::string_view("_.,;\t\"'- ()/%").find(c) != std::string_view::npos ||
               static_cast<unsigned char>(c) >= 0x80;
    });
}

/// Whether a file that begins like this may be replaced by an output of this kind. An empty one is of any.
bool is_of(OutputKind kind, std::string const& bytes)
{
    bool const binary = bytes.find('\0') != std::string::npos;
    switch (kind) {
        case OutputKind::hdf5:
            return bytes.starts_with("\x89HDF\r\n\x1a\n");
        case OutputKind::workbook:
            return bytes.starts_with("PK\x03\x04");
        case OutputKind::page:
            return is_page(bytes);
        case OutputKind::table:
            return !binary && is_table(bytes);
        case OutputKind::text:
            break;
    }
    return !binary && bytes.starts_with('#');  // Markdown
}

Text const& words_of(OutputKind kind)
{
    static constexpr std::array kWords = {
        Text{"an HDF5 file", "un fichier HDF5"}, Text{"a page", "une page"}, Text{"a table (CSV)", "une table (CSV)"},
        Text{"a text in Markdown", "un texte en Markdown"}, Text{"a workbook", "un classeur"}};
    return kWords.at(static_cast<std::size_t>(kind));
}

/// Whether two names lead to one file, or would.
bool are_one_file(std::string const& a, std::string const& b)
{
    std::error_code error;
    if (is_standard_output(a) || is_standard_output(b)) return is_standard_output(a) && is_standard_output(b);
    if (b == kStandardInput) return fs::equivalent(a, "/dev/stdin", error);  // where that is a file
    if (fs::equivalent(a, b, error)) return true;
    auto const place = [&](std::string const& path) { return fs::weakly_canonical(fs::absolute(path, error), error); };
    return place(a) == place(b);
}

}  // namespace

void check_outputs(std::vector<Output> const& outputs, std::vector<std::string> const& inputs, bool force)
{
    for (auto output = outputs.begin(); output != outputs.end(); ++output) {
        auto const& path = output->path;
        if (path.empty()) continue;
        for (auto const& input : inputs)
            if (!input.empty() && are_one_file(path, input))
                throw InputError({path},
                                 both({"is an input of this command ({}; it would be lost) another name?",
                                       "est une entrée de cette commande ({} ; elle serait perdue) un autre nom ?"},
                                      input));
        for (auto other = outputs.begin(); other != output; ++other)
            if (!other->path.empty() && are_one_file(path, other->path))
                throw InputError({path}, {"is the name of two outputs (one would replace the other) another name?",
                                          "est le nom de deux sorties (l'une remplacerait l'autre) un autre nom ?"});
        bool const is_text = output->kind != OutputKind::hdf5 && output->kind != OutputKind::workbook;
        if (is_text && is_standard_output(path)) continue;
        auto const bytes = first_bytes(path);
        check_output(path, force);
        if (!bytes.empty() && !is_of(output->kind, bytes))
            throw InputError({path}, both({"is not {} (--force replaces files of one kind by the same kind, and "
                                           "nothing else) another name?",
                                           "n'est pas {} (--force remplace un fichier par un autre de sa sorte, et "
                                           "rien d'autre) un autre nom ?"},
                                          words_of(output->kind)));
    }
}

AtomicFile::AtomicFile(std::string const& path, bool force) : path_(path), force_(force)
{
    check_output(path, force);
    target_ = followed(path);
    remove_abandoned(target_);
    descriptor_ = open_beside(target_, temporary_);
    if (descriptor_ < 0) fail(errno);
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : path_(std::move(other.path_)),
      target_(std::move(other.target_)),
      temporary_(std::move(other.temporary_)),
      force_(other.force_),
      reserved_beyond_(other.reserved_beyond_),
      descriptor_(std::exchange(other.descriptor_, -1))
{
}

AtomicFile::~AtomicFile()
{
    if (descriptor_ < 0) return;
    close(descriptor_);
    unlink(temporary_.c_str());
}

void AtomicFile::fail(int error) const
{
    bool const full = error == ENOSPC || error == EDQUOT || error == EFBIG;
    bool const limited = error == EFBIG;
    std::error_code ignored;
    bool const removed = temporary_.empty() || unlink(temporary_.c_str()) == 0 || errno == ENOENT;
    Text const left = !removed || !full ? Text{}
                      : fs::exists(target_, ignored)
                          ? Text{"; what was there is as it was", " ; ce qui y était est intact"}
                          : Text{"; nothing was left there", " ; rien n'y a été laissé"};
    throw InputError(
        {path_},
        both({"cannot be written ({}{}) {}?", "ne peut pas être écrit ({}{}) {} ?"}, system_reason(error), left,
             limited ? Text{"raise the limit on the size of files (ulimit -f), or another folder",
                            "relever la limite de taille des fichiers (ulimit -f), ou un autre dossier"}
             : full  ? Text{"free some space, or another folder", "libérer de la place, ou un autre dossier"}
                     : Text{"another folder", "un autre dossier"}));
}

void AtomicFile::reserve(std::uint64_t bytes)
{
    if (bytes == 0) return;
    int const error = posix_fallocate(descriptor_, 0, static_cast<off_t>(bytes));
    // A file system without reservations finds out while writing.
    if (error != 0 && error != EOPNOTSUPP && error != EINVAL) fail(error);
}

void AtomicFile::reserve_beyond(std::uint64_t bytes)
{
    rlimit limit{};  // of which a reservation that leaves the length alone takes no notice
    if (getrlimit(RLIMIT_FSIZE, &limit) == 0 && bytes > limit.rlim_cur) fail(EFBIG);
    reserved_beyond_ = bytes > 0 && fallocate(descriptor_, FALLOC_FL_KEEP_SIZE, 0, static_cast<off_t>(bytes)) == 0;
    if (bytes == 0 || reserved_beyond_) return;
    if (errno == ENOSPC || errno == EDQUOT || errno == EFBIG) fail(errno);
}

void AtomicFile::go_to_end()
{
    if (lseek(descriptor_, 0, SEEK_END) < 0) fail(errno);
}

void AtomicFile::write(std::string_view bytes)
{
    while (!bytes.empty()) {
        auto const written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail(errno);
        if (written == 0) fail(ENOSPC);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void AtomicFile::sync()
{
    if (reserved_beyond_) {  // gives back what was reserved and not needed
        auto const size = lseek(descriptor_, 0, SEEK_END);
        if (size < 0 || ftruncate(descriptor_, size) != 0) fail(errno);
        reserved_beyond_ = false;
    }
    if (fsync(descriptor_) != 0) fail(errno);
}

void AtomicFile::publish()
{
    int const failed = force_ ? std::rename(temporary_.c_str(), target_.c_str()) : rename_new(temporary_, target_);
    if (failed != 0 && errno == EEXIST)
        throw InputError({path_},
                         {"appeared while it was being computed (nothing is overwritten) --force, or another name?",
                          "est apparu pendant le calcul (rien n'est écrasé) --force, ou un autre nom ?"});
    if (failed != 0) fail(errno);
    int const folder = open(folder_of(target_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return;  // a folder that may be written but not read: the name is set, its fsync is not ours to do
    fsync(folder);
    close(folder);
}

void AtomicFile::commit()
{
    sync();
    publish();
    close(std::exchange(descriptor_, -1));
}

bool is_standard_output(std::string const& path)
{
    return path == "-" || path == "/dev/stdout" || path == "/dev/fd/1" || path == "/proc/self/fd/1";
}

void write_output(std::string const& path, bool force, std::string_view text)
{
    if (is_standard_output(path)) {  // whoever ends the program finds out whether it could be written
        std::fwrite(text.data(), 1, text.size(), stdout);
        return;
    }
    AtomicFile file(path, force);
    file.write(text);
    file.commit();
}

}  // namespace cptsim
