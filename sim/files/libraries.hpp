// Versions of the libraries that read and write files.
#pragma once
#include <string>

namespace cptsim {

/// As "HDF5 1.10.8, OpenSSL 3.0.15, toml++ 3.3.0".
[[nodiscard]] std::string io_libraries();

}  // namespace cptsim
