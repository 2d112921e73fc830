#include "sim/files/regular_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "sim/base/error.hpp"
#include "sim/base/system_reason.hpp"
#include "sim/base/text.hpp"

namespace cptsim {

RegularFile::RegularFile(std::string path) : path_(std::move(path))
{
    int const descriptor = open(path_.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    struct stat status = {};
    if (descriptor < 0 || fstat(descriptor, &status) != 0) {
        error_ = errno;
        other_ = error_ == ENXIO || error_ == ENODEV;  // a socket, a device without a driver
    } else if (S_ISREG(status.st_mode)) {
        size_ = static_cast<std::uint64_t>(status.st_size);
        identity_ =
            fmt::format("{} {} {} {}.{} {}.{} ", status.st_dev, status.st_ino, status.st_size, status.st_mtim.tv_sec,
                        status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec);
        descriptor_ = descriptor;
        return;
    } else {
        other_ = true;
    }
    if (descriptor >= 0) close(descriptor);
}

RegularFile::RegularFile(RegularFile&& other) noexcept
    : path_(std::move(other.path_)),
      identity_(std::move(other.identity_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      error_(other.error_),
      other_(other.other_),
      size_(other.size_)
{
}

RegularFile::~RegularFile()
{
    if (descriptor_ >= 0) close(descriptor_);
}

std::string RegularFile::read(std::uint64_t from, std::size_t count) const
{
    std::string bytes(count, '\0');
    std::size_t done = 0;
    while (done < count) {
        auto const got = pread(descriptor_, bytes.data() + done, count - done, static_cast<off_t>(from + done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0)
            throw InputError({path_}, both({"cannot be read ({})", "ne peut pas être lu ({})"}, system_reason(errno)));
        if (got == 0) break;
        done += static_cast<std::size_t>(got);
    }
    bytes.resize(done);
    return bytes;
}

}  // namespace cptsim
