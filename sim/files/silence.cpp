#include "sim/files/silence.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace cptsim {

Silence::Silence() : stderr_(fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0))
{
    int const nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (nowhere < 0) return;
    dup2(nowhere, STDERR_FILENO);
    close(nowhere);
}

Silence::~Silence()
{
    int const error = errno;  // that of the call
    if (stderr_ >= 0) {
        dup2(stderr_, STDERR_FILENO);
        close(stderr_);
    }
    errno = error;
}

}  // namespace cptsim
