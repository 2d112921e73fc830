// In the ordinary build: a child for each input. It must live: seeds of which HDF5 dies are no test of this program.
#include "tests/fuzz/child.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>

namespace cptsim::fuzz {

void in_child(std::string_view bytes, Read read)
{
    constexpr unsigned kMostSeconds = 60;
    std::fflush(stdout);
    pid_t const child = fork();
    if (child < 0) std::abort();
    if (child == 0) {
        alarm(kMostSeconds);
        try {
            read(bytes);
        } catch (std::exception const&) {  // refused, or found to contradict itself
        }
        _exit(0);
    }
    int status = 0;
    if (waitpid(child, &status, 0) != child) std::abort();
    if (status != 0) {
        std::printf("the child that reads it ended with status %d\n", status);
        std::exit(1);
    }
}

}  // namespace cptsim::fuzz
