// A folder of small files that is there for one test.
#pragma once
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "sim/base/error.hpp"

namespace cptsim::test {

class Folder {
  public:
    Folder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "cptsim-XXXXXX").string();
        if (!mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
        path_ = name;
    }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
    ~Folder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    [[nodiscard]] std::string path(std::string const& name) const { return (path_ / name).string(); }

    /// Writes a file and returns its path.
    std::string write(std::string const& name, std::string const& text) const
    {
        auto const file = path_ / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << text;
        return file.string();
    }

    /// The text without the path of this folder, so that messages can be compared.
    [[nodiscard]] std::string relative(std::string text) const
    {
        auto const prefix = path_.string() + '/';
        for (std::size_t at; (at = text.find(prefix)) != std::string::npos;) text.erase(at, prefix.size());
        return text;
    }

    /// Message of the InputError that `work` throws, relative to this folder; "" where it throws none.
    template <class Work>
    [[nodiscard]] std::string error_of(Work const& work) const
    {
        try {
            work();
        } catch (InputError const& error) {
            return relative(error.what());
        }
        return {};
    }

  private:
    std::filesystem::path path_;
};

}  // namespace cptsim::test
