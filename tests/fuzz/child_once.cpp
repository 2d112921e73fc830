// In the ordinary build: a child for each input.
#include "tests/fuzz/child.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>

#include "sim/base/error.hpp"

namespace cptsim::fuzz {

void in_child(std::string_view bytes, Read read)
{
    constexpr unsigned kMostSeconds = 60;
    constexpr std::string_view kMayFall = "# HDF5 1.10 falls";  // a line of the input
    std::fflush(stdout);
    pid_t const child = fork();
    if (child < 0) std::abort();
    if (child == 0) {
        alarm(kMostSeconds);
        try {
            read(bytes);
        } catch (InputError const&) {
        } catch (std::exception const&) {
        }
        _exit(0);
    }
    int status = 0;
    if (waitpid(child, &status, 0) != child) std::abort();
    if (status != 0 && bytes.find(kMayFall) == std::string_view::npos) {
        std::printf("the child that reads it ended with status %d\n", status);
        std::exit(1);
    }
}

}  // namespace cptsim::fuzz
