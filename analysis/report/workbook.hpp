// Workbooks for Excel and LibreOffice (.xlsx). The one door to libxlsxwriter, which a build may lack.
#pragma once
#include <span>
#include <string>

#include "analysis/report/sheets.hpp"

namespace cptsim {

/// Throws InputError where this build has no libxlsxwriter; `name` is what was to be written.
void require_workbooks(std::string const& name);

/// Whether this build writes workbooks.
[[nodiscard]] bool has_workbooks();

/// The bytes of a workbook of the sheets; `name` is what errors call it.
[[nodiscard]] std::string workbook_bytes(std::string const& name, std::span<Sheet const> sheets);

/// Writes the sheets: headings in bold that stay in sight and filter, numbers as numbers, months as dates, the notes
/// with broken lines. The file appears whole or not at all.
void write_workbook(std::string const& path, bool force, std::span<Sheet const> sheets);

}  // namespace cptsim
