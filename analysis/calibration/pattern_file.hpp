// Reads tables of observed patterns: CSV with one pattern a row.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "analysis/calibration/calibration.hpp"

namespace cptsim {

/// Patterns of a table (docs/data.md, "Observed patterns"), from the bytes of a file; `file` names it in messages.
/// Throws InputError with every problem of the table.
[[nodiscard]] std::vector<Pattern> read_patterns_text(std::string_view bytes, std::string const& file);

}  // namespace cptsim
