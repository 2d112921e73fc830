// A file for a library that writes only to a path.
#pragma once
#include <string>

namespace cptsim {

/// An empty file in the folder of temporary files, gone with this object. Throws InputError where none can be made.
class ScratchFile {
  public:
    ScratchFile();
    ScratchFile(ScratchFile const&) = delete;
    ScratchFile& operator=(ScratchFile const&) = delete;
    ~ScratchFile();
    [[nodiscard]] std::string const& path() const { return path_; }

  private:
    std::string path_;
};

}  // namespace cptsim
