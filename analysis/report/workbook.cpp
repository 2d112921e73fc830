#include "analysis/report/workbook.hpp"

#include "sim/base/error.hpp"
#include "sim/base/text.hpp"
#include "sim/files/atomic_file.hpp"

#ifdef CPTSIM_XLSX
#include <xlsxwriter.h>

#include <cerrno>
#include <new>
#include <stdexcept>

#include "sim/base/calendar.hpp"
#include "sim/base/system_reason.hpp"
#include "sim/files/scratch_file.hpp"
#include "sim/files/silence.hpp"
#include "sim/files/text_file.hpp"
#endif

namespace cptsim {

#ifndef CPTSIM_XLSX

void require_workbooks(std::string const& name)
{
    throw InputError({name}, {"no workbook can be written (libxlsxwriter was not found when this program was built) "
                              "apt-get install libxlsxwriter-dev, and build again, or --to csv?",
                              "pas de classeur possible (ce programme a été construit sans libxlsxwriter) "
                              "apt-get install libxlsxwriter-dev et reconstruire, ou --to csv ?"});
}

bool has_workbooks() { return false; }

std::string workbook_bytes(std::string const& name, std::span<Sheet const>)
{
    require_workbooks(name);
    return {};
}

void write_workbook(std::string const& path, bool, std::span<Sheet const>) { require_workbooks(path); }

#else

namespace {

constexpr std::size_t kMostRows = 1048575;  ///< of a sheet, beside its headings
constexpr double kNarrow = 10, kWide = 44, kNotes = 110;

struct Formats {
    explicit Formats(lxw_workbook* book)
        : heading(workbook_add_format(book)), month(workbook_add_format(book)), wrapped(workbook_add_format(book))
    {
        format_set_bold(heading);
        format_set_text_wrap(heading);
        format_set_align(heading, LXW_ALIGN_VERTICAL_TOP);
        format_set_num_format(month, "yyyy-mm");
        format_set_text_wrap(wrapped);
        format_set_align(wrapped, LXW_ALIGN_VERTICAL_TOP);
    }
    lxw_format *heading, *month, *wrapped;
};

void write_cell(lxw_worksheet* sheet, std::size_t row, std::size_t column, SheetCell const& cell,
                Formats const& formats, bool wrap)
{
    auto const at_row = static_cast<lxw_row_t>(row);
    auto const at_column = static_cast<lxw_col_t>(column);
    if (auto const* text = std::get_if<std::string>(&cell)) {
        // a text is never a formula, whatever it begins with
        worksheet_write_string(sheet, at_row, at_column, text->c_str(), wrap ? formats.wrapped : nullptr);
    } else if (auto const* number = std::get_if<double>(&cell)) {
        worksheet_write_number(sheet, at_row, at_column, *number, nullptr);
    } else if (auto const* month = std::get_if<SheetMonth>(&cell)) {
        lxw_datetime date = {kFirstYear + month->month / 12, 1 + month->month % 12, 1, 0, 0, 0};
        worksheet_write_datetime(sheet, at_row, at_column, &date, formats.month);
    }
}

void write_sheet(lxw_workbook* book, Sheet const& sheet, Formats const& formats, bool notes)
{
    auto* const out = workbook_add_worksheet(book, sheet.name.c_str());
    if (!out) throw std::logic_error("no sheet can be called " + sheet.name);
    std::size_t row = 0;
    auto const last = static_cast<lxw_col_t>(sheet.headings.size() - 1);
    if (notes) {
        worksheet_set_column(out, 0, 0, kWide / 2, formats.wrapped);
        worksheet_set_column(out, 1, 1, kNotes, formats.wrapped);
    } else {
        for (std::size_t i = 0; i < sheet.headings.size(); ++i)
            worksheet_write_string(out, 0, static_cast<lxw_col_t>(i), sheet.headings[i].c_str(), formats.heading);
        bool const words = !sheet.rows.empty() && std::holds_alternative<std::string>(sheet.rows[0][0]);
        worksheet_set_column(out, 0, last, kNarrow + 6, nullptr);
        if (words) worksheet_set_column(out, 0, 0, kWide, nullptr);
        worksheet_freeze_panes(out, 1, 0);
        worksheet_autofilter(out, 0, 0, static_cast<lxw_row_t>(sheet.rows.size()), last);
        row = 1;
    }
    for (auto const& cells : sheet.rows) {
        for (std::size_t i = 0; i < cells.size(); ++i) write_cell(out, row, i, cells[i], formats, notes);
        ++row;
    }
}

/// Closes a workbook, which writes it; what the system said where that failed, or 0.
int close_quietly(lxw_workbook* book)
{
    Silence const silence;
    errno = 0;
    if (workbook_close(book) == LXW_NO_ERROR) return 0;
    return errno == 0 ? EIO : errno;
}

}  // namespace

void require_workbooks(std::string const&) {}

bool has_workbooks() { return true; }

std::string workbook_bytes(std::string const& name, std::span<Sheet const> sheets)
{
    for (auto const& sheet : sheets)
        if (sheet.rows.size() > kMostRows)
            throw InputError({name}, both({"a sheet would have {} rows (at most {}) --to csv?",
                                           "une feuille aurait {} lignes (au plus {}) --to csv ?"},
                                          sheet.rows.size(), kMostRows));
    ScratchFile const scratch;
    auto* const book = workbook_new(scratch.path().c_str());
    if (!book) throw std::bad_alloc();
    Formats const formats(book);
    for (auto const& sheet : sheets) write_sheet(book, sheet, formats, &sheet == sheets.data());
    if (int const error = close_quietly(book); error != 0)
        throw InputError({name}, both({"cannot be written ({}, where it was made: {}) another TMPDIR?",
                                       "ne peut pas être écrit ({}, là où il se préparait : {}) un autre TMPDIR ?"},
                                      system_reason(error), scratch.path()));
    return read_text(scratch.path(), std::size_t{1} << 32);
}

void write_workbook(std::string const& path, bool force, std::span<Sheet const> sheets)
{
    AtomicFile file(path, force);
    file.write(workbook_bytes(path, sheets));
    file.commit();
}

#endif

}  // namespace cptsim
