#include "sim/input/sample_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>

#include "sim/base/error.hpp"
#include "sim/base/number.hpp"
#include "sim/base/text.hpp"
#include "sim/files/csv.hpp"
#include "sim/files/digest.hpp"
#include "sim/files/text_file.hpp"
#include "sim/files/toml_reader.hpp"
#include "sim/input/possible.hpp"
#include "sim/input/spreadsheet.hpp"

namespace cptsim {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{16} << 20;

ParameterField const& field_of(Coordinate const& column)
{
    return column.row >= 0 ? parameter_fields()[static_cast<std::size_t>(column.row)]
                           : operator_fields()[static_cast<std::size_t>(column.operator_row)];
}

/// The parameter or operator of a column's name; neither row is set where there is none.
Coordinate find_column(std::string const& path)
{
    Coordinate column;
    column.path = path;
    column.row = parameter_index(path);
    auto const& operators = operator_fields();
    for (std::size_t i = 0; i < operators.size(); ++i)
        if (operators[i].path == path) column.operator_row = static_cast<int>(i);
    return column;
}

Coordinate read_column(CsvField const& field, std::string const& file, Problems& problems)
{
    auto column = find_column(field.text);
    if (column.row >= 0 || column.operator_row >= 0) return column;
    std::vector<std::string> names;
    for (auto const* fields : {&parameter_fields(), &operator_fields()})
        for (auto const& known : *fields) names.push_back(known.path);
    problems.note_unknown(field.place(file), Text{"parameter", "paramètre inconnu"}, field.text,
                          {"cptsim parameters lists them", "cptsim parameters en donne la liste"}, names);
    return column;
}

std::vector<double> read_draw(CsvRecord const& record, std::vector<Coordinate> const& columns, std::string const& file,
                              TomlReader& reader)
{
    std::vector<double> draw;
    for (auto const& field : record) {
        auto const value = local_number(field.text);
        if (!value) {
            reader.note(field.place(file), both({"\"{}\" is not a number", "« {} » n'est pas un nombre"}, field.text));
        } else if (draw.size() < columns.size()) {
            auto const& range = field_of(columns[draw.size()]);
            reader.is_within({range.min, range.max, ""}, *value, field.text, field.place(file), range.path);
            if (int const row = columns[draw.size()].row; row >= 0)
                if (auto const fault = value_fault(row, *value); !fault.empty())
                    reader.note(field.place(file), both({"{} is {}{}", "{} vaut {}{}"}, range.path, field.text, fault));
        }
        draw.push_back(value.value_or(0));
    }
    if (draw.size() != columns.size())
        reader.note(record.front().place(file), both({"{} fields (must be {}, as in the header)",
                                                      "{} champs (il en faut {}, comme dans l'en-tête)"},
                                                     draw.size(), columns.size()));
    return draw;
}

/// Notes columns that come twice: which of them counts would be a guess.
void note_twice(CsvRecord const& header, std::string const& file, Problems& problems)
{
    for (auto field = header.begin(); field != header.end(); ++field)
        if (std::any_of(header.begin(), field, [&](auto const& before) { return before.text == field->text; }))
            problems.note(
                field->place(file),
                both({"{} comes twice (must come once)", "{} vient deux fois (une seule est permise)"}, field->text));
}

std::vector<double> values_of(std::vector<ParameterField> const& fields, int Coordinate::*row,
                              ParameterSample const& sample, int r)
{
    std::vector<double> values;
    for (auto const& field : fields) values.push_back(field.default_value);
    auto const& draw = sample.rows[static_cast<std::size_t>(r) % sample.rows.size()];
    for (std::size_t i = 0; i < draw.size(); ++i)
        if (sample.columns[i].*row >= 0) values[static_cast<std::size_t>(sample.columns[i].*row)] = draw[i];
    return values;
}

/// Notes draws whose shares leave nothing to the rest. Parameters without a column stay at their defaults.
void note_shares(ParameterSample const& sample, std::vector<CsvRecord> const& records, Problems& problems)
{
    for (std::size_t r = 0; r < sample.rows.size(); ++r) {
        std::vector<std::vector<double>> const one = {
            values_of(parameter_fields(), &Coordinate::row, sample, static_cast<int>(r))};
        if (auto const fault = FinalParameters(one).fault({}); !fault.empty())
            problems.note(records[r + 1].front().place(sample.file), fault);
    }
}

}  // namespace

std::string shipped_posterior() { return shipped_file("data/posterior.csv"); }

namespace {

ParameterSample parse_sample(std::string const& bytes, std::string const& file)
{
    auto const records = parse_spreadsheet(bytes, file);
    if (records.size() < 2)
        throw InputError({file, 1, 1}, {"no draw (must have a header of parameters and one row at least)",
                                        "aucun tirage (il faut un en-tête de paramètres et une ligne au moins)"});
    ParameterSample sample{file, sha256_hex(bytes), {}, {}};
    TomlReader reader;
    for (auto const& field : records.front()) sample.columns.push_back(read_column(field, file, reader));
    note_twice(records.front(), file, reader);
    reader.throw_if_any();
    for (std::size_t i = 1; i < records.size(); ++i)
        sample.rows.push_back(read_draw(records[i], sample.columns, file, reader));
    reader.throw_if_any();
    note_shares(sample, records, reader);
    reader.throw_if_any();
    return sample;
}

/// The last sample that was read, with the bytes that it was made of.
struct LastSample {
    std::mutex mutex;
    std::string bytes;
    ParameterSample sample;
};

}  // namespace

ParameterSample read_sample(std::string const& file)
{
    // Reading costs a hundredth of what making sense of it does; whoever calls again for the same bytes gets the same.
    static LastSample last;
    auto bytes = read_text(file, kMaxBytes);
    std::lock_guard const lock(last.mutex);
    if (last.sample.file == file && last.bytes == bytes) return last.sample;
    auto sample = parse_sample(bytes, file);
    last.sample = sample;
    last.bytes = std::move(bytes);
    return sample;
}

std::string sample_csv(ParameterSample const& sample)
{
    std::string text;
    for (std::size_t i = 0; i < sample.columns.size(); ++i) text += (i ? "," : "") + sample.columns[i].path;
    text += '\n';
    for (auto const& draw : sample.rows) {
        for (std::size_t i = 0; i < draw.size(); ++i)
            text += fmt::format("{}{}", i ? "," : "", static_cast<float>(draw[i]));
        text += '\n';
    }
    return text;
}

std::vector<double> sample_parameters(ParameterSample const& sample, int r)
{
    return values_of(parameter_fields(), &Coordinate::row, sample, r);
}

std::vector<double> sample_operators(ParameterSample const& sample, int r)
{
    return values_of(operator_fields(), &Coordinate::operator_row, sample, r);
}

}  // namespace cptsim
