// What a file names: other files beside it, or among what is shipped, and none elsewhere.
#pragma once
#include <string>
#include <vector>

#include "sim/files/text_file.hpp"
#include "sim/files/toml_reader.hpp"

namespace cptsim {

/// The names in one file. What is wrong with them goes to the reader of that file.
class NamedFiles {
  public:
    /// `anywhere`: files outside the folder, too.
    NamedFiles(std::string const& file, bool anywhere, TomlReader& reader)
        : folder_(folder_of(file)), fence_(file, anywhere), reader_(reader)
    {
    }

    /// A table of territories, or parts of one, as read_territories() takes it.
    [[nodiscard]] std::string population(TomlNode const&);
    /// A scenario, with or without .toml; "" where it may not be read.
    [[nodiscard]] std::string scenario(std::string const& name, Place const&);
    /// A table of draws, or a word for them: posterior, prior, defaults.
    [[nodiscard]] std::string draws(TomlNode const& node, std::string const& key) { return file(node, key, true); }
    /// Any other file; "" where it may not be read.
    [[nodiscard]] std::string file(TomlNode const& node, std::string const& key) { return file(node, key, false); }
    [[nodiscard]] bool anywhere() const { return fence_.is_open(); }

  private:
    [[nodiscard]] std::string beside(std::string const& name, std::vector<std::string> const& endings = {""}) const;
    [[nodiscard]] bool is_inside(std::string const& found, Words const& what, Place const& place);
    [[nodiscard]] std::string file(TomlNode const& node, std::string const& key, bool words);

    std::string folder_;
    Fence fence_;
    TomlReader& reader_;
};

}  // namespace cptsim
