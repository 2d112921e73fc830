// What a harness is: take() reads bytes as the program would read a file of them.
#pragma once
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "sim/base/error.hpp"

namespace cptsim::fuzz {

/// Returns where `bytes` are read, or refused with an InputError; anything else is a finding. Each harness has its own.
void take(std::string_view bytes);

/// The same, where the InputError is the answer.
inline void offer(std::string_view bytes)
{
    try {
        take(bytes);
    } catch (InputError const&) {
    }
}

/// A file of this process alone for readers that want one; gone at the end of the scope.
class File {
  public:
    explicit File(std::string_view bytes)
    {
        int const file = mkstemp(name_.data());
        if (file < 0) std::abort();
        for (std::string_view left = bytes; !left.empty();) {
            auto const written = write(file, left.data(), left.size());
            if (written <= 0) std::abort();
            left.remove_prefix(static_cast<std::size_t>(written));
        }
        close(file);
    }
    ~File() { unlink(name_.c_str()); }
    File(File const&) = delete;
    File& operator=(File const&) = delete;
    [[nodiscard]] std::string const& path() const { return name_; }

  private:
    std::string name_ = (std::filesystem::temp_directory_path() / "cptsim-fuzz-XXXXXX").string();
};

}  // namespace cptsim::fuzz
