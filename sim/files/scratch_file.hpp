// A file for a library that writes only to a path.
#pragma once
#include <string>

namespace cptsim {

/// An empty file in the folder of temporary files, of which others can read nothing, gone with this object; `ending` is
/// that of its name, as ".html". Throws InputError where none can be made.
class ScratchFile {
  public:
    explicit ScratchFile(std::string const& ending = "");
    ScratchFile(ScratchFile const&) = delete;
    ScratchFile& operator=(ScratchFile const&) = delete;
    ~ScratchFile();
    [[nodiscard]] std::string const& path() const { return path_; }

  private:
    std::string path_;
};

}  // namespace cptsim
