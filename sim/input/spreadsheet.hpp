// Tables as spreadsheets write them, in French or English: what they do to a CSV is undone here.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/files/csv.hpp"

namespace cptsim {

/// Records separated by commas, semicolons or tabs (what the header has most of, outside quotes, or what a first line
/// "sep=;" says), header included. Blanks around fields are taken off, line ends in them are blanks, rows of empty
/// fields and columns at the right without any text are left out, and so is the apostrophe of csv_text(). Where
/// fields are not separated by commas, "290,003" beside numbers as "0,25" is 290.003. Throws
/// InputError as parse_csv does.
[[nodiscard]] std::vector<CsvRecord> parse_spreadsheet(std::string_view bytes, std::string const& file);

/// "true", "TRUE", "vrai" … or nothing.
[[nodiscard]] std::optional<bool> spreadsheet_truth(std::string text);

}  // namespace cptsim
