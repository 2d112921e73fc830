#include "sim/files/scratch_file.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include "sim/base/error.hpp"
#include "sim/base/system_reason.hpp"
#include "sim/base/text.hpp"

namespace cptsim {

ScratchFile::ScratchFile(std::string const& ending)
{
    std::error_code error;
    path_ = (std::filesystem::temp_directory_path(error) / ("cptsim-XXXXXX" + ending)).string();
    int const descriptor = error ? -1 : mkstemps(path_.data(), static_cast<int>(ending.size()));
    if (descriptor < 0)
        throw InputError(
            {path_}, both({"cannot be written ({}) another TMPDIR?", "ne peut pas être écrit ({}) un autre TMPDIR ?"},
                          system_reason(error ? error.value() : errno)));
    close(descriptor);
}

ScratchFile::~ScratchFile() { unlink(path_.c_str()); }

}  // namespace cptsim
