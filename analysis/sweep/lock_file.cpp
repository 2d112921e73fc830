#include "analysis/sweep/lock_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "sim/base/error.hpp"
#include "sim/base/system_reason.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

struct flock byte_range(short kind, std::uint64_t byte)
{
    struct flock range = {};
    range.l_type = kind;
    range.l_whence = SEEK_SET;
    range.l_start = static_cast<off_t>(byte);
    range.l_len = 1;
    return range;
}

}  // namespace

LockFile::LockFile(std::string path)
    : path_(std::move(path)), descriptor_(open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666))
{
    if (descriptor_ < 0)
        throw InputError(
            {path_}, both({"cannot be written ({}) another folder?", "ne peut pas être écrit ({}) un autre dossier ?"},
                          system_reason(errno)));
}

LockFile::~LockFile() { close(descriptor_); }

bool LockFile::try_lock(std::uint64_t byte)
{
    auto range = byte_range(F_WRLCK, byte);
    if (fcntl(descriptor_, F_OFD_SETLK, &range) == 0) return true;
    if (errno == EAGAIN || errno == EACCES) return false;
    works_ = false;  // ENOLCK, EOPNOTSUPP, EINVAL: a file system without locks
    return true;
}

void LockFile::lock(std::uint64_t byte)
{
    auto range = byte_range(F_WRLCK, byte);
    while (fcntl(descriptor_, F_OFD_SETLKW, &range) != 0) {
        if (errno == EINTR) continue;
        works_ = false;
        return;
    }
}

void LockFile::unlock(std::uint64_t byte)
{
    auto range = byte_range(F_UNLCK, byte);
    static_cast<void>(fcntl(descriptor_, F_OFD_SETLK, &range));
}

bool LockFile::is_taken(std::uint64_t byte) const
{
    auto range = byte_range(F_WRLCK, byte);
    return fcntl(descriptor_, F_OFD_GETLK, &range) == 0 && range.l_type != F_UNLCK;
}

void LockFile::write(std::string const& text) const
{
    // In this order: who reads meanwhile finds old words behind the new ones, never none.
    if (pwrite(descriptor_, text.data(), text.size(), 0) < 0) return;
    static_cast<void>(ftruncate(descriptor_, static_cast<off_t>(text.size())) == 0);
}

}  // namespace cptsim
