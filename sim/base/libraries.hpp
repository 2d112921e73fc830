// Versions of the libraries that this layer is built with.
#pragma once
#include <string>

namespace cptsim {

/// As "Boost 1.74.0, oneTBB 2021.8.0, fmt 9.1.0".
[[nodiscard]] std::string base_libraries();

}  // namespace cptsim
