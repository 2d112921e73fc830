// Comma-separated values as in RFC 4180, with the place of each field.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/error.hpp"

namespace cptsim {

struct CsvField {
    std::string text;
    int line = 0;    ///< of its first character
    int column = 0;  ///< in characters
    [[nodiscard]] Place place(std::string const& file) const { return {file, line, column}; }
};

using CsvRecord = std::vector<CsvField>;

/// Records of a text, header included, lines without any text left out. A byte order mark is skipped, line ends are \n,
/// \r\n or \r. Throws InputError for what is no plain text, for a quote that is not closed or stands inside a field
/// without quotes.
[[nodiscard]] std::vector<CsvRecord> parse_csv(std::string_view text, std::string const& file, char separator = ',');

/// A field of CSV, in quotes where it needs them. What a spreadsheet would take for a formula (=, +, - or @ first, and
/// no number) gets the apostrophe by which spreadsheets mark text.
[[nodiscard]] std::string csv_text(std::string const& text);

/// How numbers are written: 1.5 among commas, or 1,5 among semicolons behind a byte order mark, which is what a French
/// spreadsheet opens as columns of numbers.
enum class Decimal { point, comma };

/// Rewrites CSV of the first kind as the second, piece by piece; a piece may end anywhere.
class CommaCsv {
  public:
    [[nodiscard]] std::string take(std::string_view csv);

  private:
    void end_field(std::string& to);

    std::string field_;  ///< as it was written, so far
    bool begun_ = false, quoted_ = false;
};

/// The whole of a CSV with this kind of numbers.
[[nodiscard]] std::string csv_with(Decimal, std::string csv);

}  // namespace cptsim
