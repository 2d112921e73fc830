// Reads tables of territories: CSV with one territory a row.
#pragma once
#include <string>
#include <string_view>

#include "sim/model/scenario.hpp"

namespace cptsim {

/// Reads a table: a file ("my/table.csv"), or the name of one ("alsace": data/alsace.csv in `search_folder`, then among
/// the shipped data). `search_folder` may be "". Throws InputError with every problem of the table.
[[nodiscard]] TerritoryTable read_territories(std::string const& name_or_file, std::string const& search_folder);

/// The same from the bytes of a file; `file` names it in messages, and the table after its stem.
[[nodiscard]] TerritoryTable read_territories_text(std::string_view bytes, std::string const& file);

/// The table as a file that --population takes.
[[nodiscard]] std::string territories_csv(TerritoryTable const&);

}  // namespace cptsim
