// Reads tables of territories: CSV with one territory a row.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "sim/model/scenario.hpp"

namespace cptsim {

/// Reads a table or parts of it. `population` is a file ("my/table.csv"), the name of a table ("alsace":
/// data/alsace.csv in `search_folder`, then among the shipped data), parts of `france` ("department:67"), or parts of
/// another table
/// ("paca/department:13"; population_cut.hpp). `search_folder` may be "". Throws InputError with every problem of the
/// table.
[[nodiscard]] TerritoryTable read_territories(std::string const& population, std::string const& search_folder);

/// The file that read_territories() would read, or "" where there is none.
[[nodiscard]] std::string territories_file(std::string const& population, std::string const& search_folder);

/// A table from the bytes of a file; `file` names it in messages, and the table after its stem.
[[nodiscard]] TerritoryTable read_territories_text(std::string_view bytes, std::string const& file);

/// Names of the tables that come with the program.
[[nodiscard]] std::vector<std::string> shipped_tables();

/// The table as a file that --population takes.
[[nodiscard]] std::string territories_csv(TerritoryTable const&);

}  // namespace cptsim
