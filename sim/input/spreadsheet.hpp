// Tables as spreadsheets write them, in French or English: what they do to a CSV is undone here.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/files/csv.hpp"

namespace cptsim {

/// Records separated by commas, semicolons or tabs (what the first line has most of), header included. Blanks around
/// fields are taken off, rows of empty fields left out. Throws InputError as parse_csv does.
[[nodiscard]] std::vector<CsvRecord> parse_spreadsheet(std::string_view bytes, std::string const& file);

/// The number that is all of `text`, with a point or a comma for decimals and blanks between thousands, or nothing:
/// also for "62,000", which may be 62 or 62000.
[[nodiscard]] std::optional<double> spreadsheet_number(std::string_view text);

/// "true", "TRUE", "vrai" … or nothing.
[[nodiscard]] std::optional<bool> spreadsheet_truth(std::string text);

}  // namespace cptsim
