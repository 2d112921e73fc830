// The numbers of a result file as sheets of a workbook, in words of one language.
#pragma once
#include <string>
#include <variant>
#include <vector>

#include "analysis/report/study_tables.hpp"
#include "analysis/report/summary_tables.hpp"
#include "sim/base/language.hpp"

namespace cptsim {

/// A month since January 2019, which a workbook has as a date.
struct SheetMonth {
    int month;
};
/// Nothing, a text, a number, a month.
using SheetCell = std::variant<std::monostate, std::string, double, SheetMonth>;

struct Sheet {
    std::string name;                   ///< at most 31 characters
    std::string says;                   ///< what it shows, in a sentence
    std::vector<std::string> headings;  ///< with units
    std::vector<std::vector<SheetCell>> rows;
};

/// A first sheet of notes (what ran, how to read the others, what each shows), then a sheet for each table of
/// `summary_tables` that has a row. Indicators stand by their titles, with their units beside them.
[[nodiscard]] std::vector<Sheet> run_sheets(ReportInput const&, Language);
/// The same of a study: notes, its factors, its points (a column for each factor), its outcomes at each point.
[[nodiscard]] std::vector<Sheet> study_sheets(StudyReportInput const&, Language);

}  // namespace cptsim
