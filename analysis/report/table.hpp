// Tables of a report, in long form: made once, written as JSON for its page and as CSV for those who go on from them.
#pragma once
#include <array>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace cptsim {

/// A column: what it holds, and its cells from the first row on.
struct Column {
    enum class Type {
        text,
        named,  ///< a row of a list of names: a number for the page, which has that list as a table, a name in files
        month,  ///< since January 2019: a number for the page, 2024-01 in files
        whole,
        real,  ///< five significant digits
        truth,
    };
    Column(Type of, std::string called) : name(std::move(called)), type(of) {}
    std::string name;
    Type type;
    std::vector<std::string> names;  ///< of a named column
    bool page_only = false;          ///< not in files
    std::vector<std::string> texts;
    std::vector<double> numbers;  ///< of all types but text; NaN where there is none
};

/// Columns of one type: reals("mean", "error").
template <Column::Type type>
struct ColumnsOf {
    template <class... Names>
    [[nodiscard]] std::vector<Column> operator()(Names... names) const
    {
        return {Column(type, names)...};
    }
};
inline constexpr ColumnsOf<Column::Type::text> texts;
inline constexpr ColumnsOf<Column::Type::whole> wholes;
inline constexpr ColumnsOf<Column::Type::real> reals;
inline constexpr ColumnsOf<Column::Type::truth> truths;
[[nodiscard]] std::vector<Column> months();  ///< one, "month"
[[nodiscard]] std::vector<Column> named(std::string name, std::vector<std::string> names);
[[nodiscard]] std::vector<Column> for_page(std::vector<Column>);  ///< not in files

/// A table of a report, row by row.
class ReportTable {
  public:
    /// `columns`: lists of them.
    template <class... Columns>
    explicit ReportTable(std::string name, Columns... columns) : name_(std::move(name))
    {
        (take(std::move(columns)), ...);
    }

    /// Adds a row: texts, numbers, numbers that may be absent, and arrays of numbers, each cell in its column. Throws
    /// std::logic_error for more or fewer cells than columns, and for a text among numbers.
    template <class... Cells>
    void add(Cells const&... cells)
    {
        (put(cells), ...);
        end_row();
    }

    /// Empties the cells of a row from its first real number on: its keys, which stand before them, stay.
    void empty_numbers(std::size_t row);

    [[nodiscard]] std::string const& name() const { return name_; }
    [[nodiscard]] std::vector<Column> const& columns() const { return columns_; }
    [[nodiscard]] std::size_t rows() const { return rows_; }

  private:
    void take(std::vector<Column> columns);
    void put(std::string_view text);
    void put_number(double value);
    template <class Number>
    std::enable_if_t<std::is_arithmetic_v<Number>> put(Number value)
    {
        put_number(static_cast<double>(value));
    }
    template <class Number>
    void put(std::optional<Number> const& value)
    {
        value ? put(*value) : put_number(std::numeric_limits<double>::quiet_NaN());
    }
    template <std::size_t N>
    void put(std::array<double, N> const& values)
    {
        for (double const value : values) put(value);
    }
    Column& next();
    void end_row();

    std::string name_;
    std::vector<Column> columns_;
    std::size_t rows_ = 0;
    std::size_t filled_ = 0;  ///< cells of the row under construction
};

/// The table as CSV: names as in the result file, "" for what does not exist; without what is for the page only.
[[nodiscard]] std::string table_csv(ReportTable const&);

/// {"name":{"column":[cell, ...], ...}, ...} for the page. Columns whose cells come again are shorter, and unpacked by
/// base.js: texts as {"words":[text, ...],"at":[number, ...]}, any as {"runs":[cell, count, ...]}.
[[nodiscard]] std::string tables_json(std::span<ReportTable const>);

/// Five significant digits, enough for anything with a Monte Carlo error; "" for what is not a number.
[[nodiscard]] std::string short_number(double value);

}  // namespace cptsim
