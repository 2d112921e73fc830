#include "analysis/report/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

#include "analysis/report/escape.hpp"
#include "sim/base/calendar.hpp"
#include "sim/files/csv.hpp"
#include "sim/files/json.hpp"

namespace cptsim {
namespace {

using Cells = std::vector<std::string>;

/// A cell that is no text: as the page has it, and as files have it.
std::string number_text(Column const& column, double value, bool for_page)
{
    if (std::isnan(value)) return "";
    if (column.type == Column::Type::real) return short_number(value);  // the one that may be infinite
    auto const whole = static_cast<long>(value);
    switch (column.type) {
        case Column::Type::named:
            if (!for_page) return column.names.at(static_cast<std::size_t>(whole));
            break;
        case Column::Type::month:
            if (!for_page) return month_name(static_cast<int>(whole));
            break;
        case Column::Type::truth:
            return whole != 0 ? "true" : "false";
        case Column::Type::real:
        case Column::Type::whole:
        case Column::Type::text:
            break;
    }
    return std::to_string(whole);
}

std::string list(Cells const& cells) { return fmt::format("[{}]", fmt::join(cells, ",")); }

/// Cells that come again one after the other, once with their number, where that is the shorter list.
std::string runs(Cells const& cells)
{
    Cells shorter;
    for (std::size_t first = 0; first < cells.size() && shorter.size() < cells.size();) {
        auto const last = std::find_if(cells.begin() + static_cast<std::ptrdiff_t>(first), cells.end(),
                                       [&](auto const& cell) { return cell != cells[first]; });
        auto const end = static_cast<std::size_t>(last - cells.begin());
        shorter.push_back(cells[first]);
        shorter.push_back(std::to_string(end - first));
        first = end;
    }
    return shorter.size() < cells.size() ? fmt::format("{{\"runs\":{}}}", list(shorter)) : list(cells);
}

std::string texts_json(Column const& column)
{
    Cells words, cells;
    std::map<std::string_view, std::size_t> rows;
    for (auto const& text : column.texts) {
        auto const [found, is_new] = rows.emplace(text, rows.size());
        if (is_new) words.push_back(json_string(text));
        cells.push_back(std::to_string(found->second));
    }
    if (2 * words.size() < cells.size()) return fmt::format("{{\"words\":{},\"at\":{}}}", list(words), runs(cells));
    cells.clear();
    for (auto const& text : column.texts) cells.push_back(json_string(text));
    return list(cells);
}

std::string column_json(Column const& column)
{
    if (column.type == Column::Type::text) return texts_json(column);
    Cells cells;
    for (double const value : column.numbers) {
        cells.push_back(number_text(column, value, true));
        if (cells.back().empty()) cells.back() = "null";
    }
    return runs(cells);
}

std::string csv_line(Cells const& cells)
{
    std::string line;
    for (auto const& cell : cells) line += csv_text(cell) + ',';
    line.back() = '\n';
    return line;
}

}  // namespace

std::vector<Column> months() { return {Column(Column::Type::month, "month")}; }

std::vector<Column> named(std::string name, std::vector<std::string> names)
{
    Column one(Column::Type::named, std::move(name));
    one.names = std::move(names);
    return {std::move(one)};
}

std::vector<Column> for_page(std::vector<Column> all)
{
    for (auto& column : all) column.page_only = true;
    return all;
}

void ReportTable::take(std::vector<Column> columns)
{
    for (auto& column : columns) columns_.push_back(std::move(column));
}

Column& ReportTable::next()
{
    if (filled_ == columns_.size()) throw std::logic_error("a row of table " + name_ + " has too many cells");
    return columns_[filled_++];
}

void ReportTable::put(std::string_view text)
{
    auto& column = next();
    if (column.type != Column::Type::text) throw std::logic_error(name_ + '.' + column.name + " holds no texts");
    column.texts.emplace_back(text);
}

void ReportTable::put_number(double value)
{
    auto& column = next();
    if (column.type == Column::Type::text) throw std::logic_error(name_ + '.' + column.name + " holds texts");
    column.numbers.push_back(value);
}

void ReportTable::end_row()
{
    if (filled_ != columns_.size()) throw std::logic_error("a row of table " + name_ + " has too few cells");
    filled_ = 0;
    ++rows_;
}

void ReportTable::empty_numbers(std::size_t row)
{
    auto const first = std::find_if(columns_.begin(), columns_.end(),
                                    [](Column const& column) { return column.type == Column::Type::real; });
    for (auto column = first; column != columns_.end(); ++column)
        if (column->type == Column::Type::text)
            column->texts.at(row).clear();
        else
            column->numbers.at(row) = std::numeric_limits<double>::quiet_NaN();
}

std::string table_csv(ReportTable const& table)
{
    Cells line;
    for (auto const& column : table.columns())
        if (!column.page_only) line.push_back(column.name);
    auto csv = csv_line(line);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        line.clear();
        for (auto const& column : table.columns())
            if (!column.page_only)
                line.push_back(column.type == Column::Type::text ? column.texts[row]
                                                                 : number_text(column, column.numbers[row], false));
        csv += csv_line(line);
    }
    return csv;
}

std::string tables_json(std::span<ReportTable const> tables)
{
    Cells members;
    for (auto const& table : tables) {
        Cells columns;
        for (auto const& column : table.columns())
            columns.push_back(fmt::format("{}:{}", json_string(column.name), column_json(column)));
        members.push_back(fmt::format("{}:{{{}}}", json_string(table.name()), fmt::join(columns, ",")));
    }
    return fmt::format("{{{}}}", fmt::join(members, ",\n"));
}

std::string short_number(double value)
{
    if (!std::isfinite(value)) return "";
    return value == 0 ? "0" : fmt::format("{:.5g}", value);
}

}  // namespace cptsim
