// What stands in the parts of a sweep's folder.
#pragma once
#include <string>
#include <vector>

namespace cptsim {

/// Names of the files with an extension (".seg"), sorted; hidden ones are half written and left out. Throws InputError
/// where the folder cannot be read.
[[nodiscard]] std::vector<std::string> names_in(std::string const& folder, std::string const& extension);

}  // namespace cptsim
