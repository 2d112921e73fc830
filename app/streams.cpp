#include "app/streams.hpp"

#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <ctime>

namespace cptsim::app {
namespace {

/// A reader of stderr that has gone away sends SIGPIPE: it is taken back before it ends the process. That of stdout
/// still does, as users of `head` expect.
void write_quietly(char const* bytes, std::size_t size)
{
    sigset_t pipe, before;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, &before);
    while (size > 0) {
        auto const written = ::write(STDERR_FILENO, bytes, size);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0 && errno == EPIPE) {
            timespec const now{};
            sigtimedwait(&pipe, nullptr, &now);
        }
        if (written <= 0) break;
        bytes += written;
        size -= static_cast<std::size_t>(written);
    }
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

ssize_t write_all(void* /*cookie*/, char const* bytes, std::size_t size)
{
    write_quietly(bytes, size);
    return static_cast<ssize_t>(size);
}

}  // namespace

void prepare_streams()
{
    for (int descriptor = 0; descriptor <= STDERR_FILENO; ++descriptor)
        if (fcntl(descriptor, F_GETFD) < 0) static_cast<void>(open("/dev/null", O_RDONLY));  // the least free number
    std::signal(SIGXFSZ, SIG_IGN);
    cookie_io_functions_t functions{};
    functions.write = write_all;
    if (std::FILE* const quiet = fopencookie(nullptr, "w", functions)) {
        std::setvbuf(quiet, nullptr, _IONBF, 0);
        stderr = quiet;  // a variable, in glibc as in others that have fopencookie()
    }
}

}  // namespace cptsim::app
