// The numbers of a report as tables in long form, for those who want to go on from them.
#pragma once
#include <string>
#include <vector>

#include "analysis/report/data.hpp"

namespace cptsim {

/// Rows of texts: names as in the result file, numbers as on the page, "" for what does not exist.
struct ReportTable {
    std::string name;  ///< of its file, without an extension
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;
};

/// One table for each kind of chart or table of the page (docs/results.md), in the order of the page. What the runs do
/// not hold is a table without rows. The input's `asked` and `identity` are not looked at.
[[nodiscard]] std::vector<ReportTable> report_tables(ReportInput const&);

}  // namespace cptsim
