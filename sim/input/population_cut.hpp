// Parts of a table of territories, as --population names them: "department:67", "paca/department:13+cpts:Actes Santé".
#pragma once
#include <string>
#include <vector>

#include "sim/model/scenario.hpp"

namespace cptsim {

/// A department by code or name, a region by name, or one territory by name or id.
struct PopulationPart {
    std::string kind;   ///< department, region, cpts
    std::string value;  ///< as it was written
    std::string where;  ///< what messages begin with: the text, or the option
};

/// A population as it was asked for.
struct PopulationText {
    std::string table;                  ///< name or file; "" where only parts are named
    std::vector<PopulationPart> parts;  ///< none: the whole table
};

/// Takes a text apart. Throws InputError for a kind of part that there is not.
[[nodiscard]] PopulationText parse_population(std::string const& text);
/// The text again.
[[nodiscard]] std::string population_text(PopulationText const& population);

/// The rows of a table that lie in any of the parts, in its order. Its name has the parts behind that of the table
/// ("france/department:67"), by code, region and id, however they were written; its sha256 is that of its rows as
/// territories_csv() writes them. Throws InputError with each part that the table does not have.
[[nodiscard]] TerritoryTable cut_table(TerritoryTable const& table, std::vector<PopulationPart> const& parts);

}  // namespace cptsim
