// Words of a shell's command line.
#pragma once
#include <string>

namespace cptsim {

/// One word of a shell, whatever it holds.
[[nodiscard]] std::string shell_word(std::string const& text);

}  // namespace cptsim
