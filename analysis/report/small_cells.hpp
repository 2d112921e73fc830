// Tables of a report without counts of few persons.
#pragma once
#include <string>
#include <vector>

#include "analysis/report/table.hpp"
#include "sim/base/language.hpp"
#include "sim/model/recorder.hpp"

namespace cptsim {

/// Empties rows of tables that rest on 1 to least - 1 persons, and those that would give them away (docs/results.md,
/// "Small cells"). Persons are the share that a row shows of the professionals of its place or profession, as the table
/// of territories has them. What is known only to be of members or of the active is taken as of those. 0: nothing is
/// hidden.
void hide_small_rows(std::vector<ReportTable>& tables, Plan const&, int least);

/// Refuses to hide anything in the page or the workbook of a study. Throws InputError where `least` asks for it.
void require_unmasked(int least);

/// What is said where cells are hidden.
[[nodiscard]] std::string small_cell_words(int least, Language);

}  // namespace cptsim
