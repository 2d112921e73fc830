// Runs the program as a shell would, and keeps what it says.
#pragma once
#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/folder.hpp"
#include "tests/paths.hpp"

namespace cptsim::test {

struct Outcome {
    int status;
    std::string out, err;
};

/// `arguments` are words for a shell; `environment` as "LANG=fr_FR.UTF-8". Runs in `folder`.
inline Outcome run_program(Folder const& folder, std::string const& arguments,
                           std::string const& environment = "LANG=C")
{
    auto const out = folder.path("stdout"), err = folder.path("stderr");
    auto const command = "cd '" + folder.path("") + "' && env -u LC_ALL -u LC_MESSAGES " + environment + " '" + test::program() + "' " + arguments +
                         " >'" + out + "' 2>'" + err + "'";
    int const status = std::system(command.c_str());
    auto const read = [](std::string const& file) {
        std::ifstream in(file, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(in), {});
    };
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read(out), read(err)};
}

}  // namespace cptsim::test
