// Result files as CSV, for spreadsheets and for those who have no netCDF.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "sim/files/csv.hpp"
#include "sim/results/results_reader.hpp"

namespace cptsim {

/// Writes the runs of a result file into `folder` (made if it is not there) as tables in long form: one for each set of
/// axes ("by_month_profession.csv": scenario, replicate, month, profession, observable, value), effects apart, and
/// runs.csv, parameters.csv, territories.csv, provenance.txt. Those of a merged sweep have a column `point`, and its
/// design is points.csv. A value that does not exist is an empty field. Memory holds a block of runs at a time. All
/// files appear or none; those that exist are refused, all at once, without `force`. Numbers of tables are written as
/// `decimal` says. `least_persons`: counts of fewer persons are empty fields (small_cells.hpp); 0: none.
void export_csv(ResultsFile const&, std::string const& folder, bool force, Decimal decimal = Decimal::point,
                int least_persons = 0);

/// Name and content of a file.
using NamedText = std::pair<std::string, std::string>;
/// Writes texts as the files of a folder, by the same rules.
void export_texts(std::vector<NamedText> const& texts, std::string const& folder, bool force);

}  // namespace cptsim
