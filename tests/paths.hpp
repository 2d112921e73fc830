// Where the sources and the program under test are; known to one object file, so that the others compile alike in any
// clone.
#pragma once
#include <string>

namespace cptsim::test {

[[nodiscard]] std::string source_folder();
[[nodiscard]] std::string program();

}  // namespace cptsim::test
