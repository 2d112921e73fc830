// Files that a user hands in, read whole, with a limit.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace cptsim {

/// Bytes of a regular file. Throws InputError, naming the file, where it cannot be read or has more than `max_bytes`.
[[nodiscard]] std::string read_text(std::string const& file, std::size_t max_bytes);

/// Folder of the scenarios and data that come with the program: $CPTSIM_DATA, else that of the source tree.
[[nodiscard]] std::string shipped_folder();

/// First of the candidates that is a regular file, or "".
[[nodiscard]] std::string first_file(std::vector<std::string> const& candidates);
/// `name` as a file; else the file of that name, with or without .toml, in a folder of what is shipped ("data"); else
/// `name` as it is.
[[nodiscard]] std::string find_shipped(std::string const& folder, std::string const& name);

/// Folder of a file, "." for a bare name.
[[nodiscard]] std::string folder_of(std::string const& file);

}  // namespace cptsim
