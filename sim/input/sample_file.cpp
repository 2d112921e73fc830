#include "sim/input/sample_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "sim/base/error.hpp"
#include "sim/base/language.hpp"
#include "sim/files/csv.hpp"
#include "sim/files/text_file.hpp"

namespace cptsim {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{64} << 20;

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

}  // namespace

std::string shipped_posterior() { return first_file({shipped_folder() + "/data/posterior.csv"}); }

ParameterSample read_sample(std::string const& file)
{
    ParameterSample sample{file, {}, {}};
    std::vector<InputProblem> problems;
    auto const note = [&](CsvField const& at, std::string text) {
        problems.push_back({file, at.line, at.column, std::move(text)});
    };
    auto const records = parse_csv(read_text(file, kMaxBytes), file);
    if (records.size() < 2)
        throw InputError({{file, 1, 1, "no draw (must have a header of parameters and one row at least)"}});
    std::vector<std::string> names;
    for (auto const* fields : {&parameter_fields(), &operator_fields()})
        for (auto const& field : *fields) names.push_back(field.path);
    for (auto const& field : records.front()) {
        sample.columns.push_back(find_column(field.text));
        if (sample.columns.back().row >= 0 || sample.columns.back().operator_row >= 0) continue;
        auto const near = did_you_mean(field.text, names);
        note(field, fmt::format("unknown parameter \"{}\" (cptsim parameters lists them){}", field.text,
                                near.empty() ? "" : fmt::format(" did you mean \"{}\"?", near)));
    }
    if (!problems.empty()) throw InputError(std::move(problems));
    for (std::size_t i = 1; i < records.size(); ++i) {
        std::vector<double> draw;
        for (auto const& field : records[i]) {
            double value = 0;
            auto const* const end = field.text.data() + field.text.size();
            auto const result = std::from_chars(field.text.data(), end, value);
            if (result.ec != std::errc{} || result.ptr != end) {
                note(field, fmt::format("\"{}\" is no number", field.text));
            } else if (draw.size() < sample.columns.size()) {
                auto const& range = field_of(sample.columns[draw.size()]);
                if (!(value >= range.min && value <= range.max))
                    note(field, fmt::format("{} is {} (must lie between {} and {})", range.path, field.text,
                                            plain_number(range.min), plain_number(range.max)));
            }
            draw.push_back(value);
        }
        if (draw.size() != sample.columns.size())
            note(records[i].front(),
                 fmt::format("{} fields (must be {}, as in the header)", draw.size(), sample.columns.size()));
        sample.rows.push_back(std::move(draw));
    }
    if (!problems.empty()) throw InputError(std::move(problems));
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
