// Harnesses of HDF5 files: edits of good ones (edits.hpp), or whole files, read in a child that may die within HDF5.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace cptsim::fuzz {

/// The HDF5 part of files that this program wrote. Each harness has its own.
std::vector<std::string> const& good_files();

/// Reads all of the sealed file at `path`, or refuses it with an InputError. Each harness has its own.
void read_file(std::string const& path);

/// The bytes of a file before its seal.
std::string content_of(std::string const& path);

/// The content after edits (edits.hpp).
std::string edited(std::string const& content, std::string_view edits);

}  // namespace cptsim::fuzz
