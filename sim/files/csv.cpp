#include "sim/files/csv.hpp"

#include <algorithm>

#include "sim/base/number.hpp"
#include "sim/base/text.hpp"
#include "sim/files/text_file.hpp"

namespace cptsim {
namespace {

constexpr std::size_t kMostFields = 5000;

class CsvParser {
  public:
    CsvParser(std::string_view text, std::string const& file, char separator)
        : text_(text), file_(file), separator_(separator)
    {
        if (text_.substr(0, 3) == "\xEF\xBB\xBF") text_.remove_prefix(3);
    }

    std::vector<CsvRecord> parse()
    {
        std::vector<CsvRecord> records;
        while (!at_end()) {
            auto record = read_record();
            if (std::any_of(record.begin(), record.end(), [](CsvField const& field) { return !field.text.empty(); }))
                records.push_back(std::move(record));
        }
        return records;
    }

  private:
    [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
    [[nodiscard]] char peek() const { return at_end() ? '\n' : text_[at_]; }
    [[nodiscard]] bool at_line_end() const { return peek() == '\n' || peek() == '\r'; }

    [[nodiscard]] bool peek_is_no_line_feed() const { return at_end() || text_[at_] != '\n'; }

    char take()
    {
        char const c = text_[at_++];
        if (c == '\n' || (c == '\r' && peek_is_no_line_feed())) {
            ++line_;
            column_ = 1;
        } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {  // UTF-8 continuation bytes add no column
            ++column_;
        }
        return c;
    }

    CsvRecord read_record()
    {
        CsvRecord record;
        for (;;) {
            if (record.size() == kMostFields)
                throw InputError(
                    {file_, line_, column_},
                    both({"more than {} fields in a row", "plus de {} champs dans une ligne"}, kMostFields));
            record.push_back(peek() == '"' ? read_quoted() : read_bare());
            if (at_line_end()) break;
            take();  // the separator
        }
        int const line = line_;
        while (!at_end() && line_ == line) take();  // \n, \r\n or \r
        return record;
    }

    CsvField read_bare()
    {
        CsvField field{{}, line_, column_};
        while (!at_line_end() && peek() != separator_) {
            if (peek() == '"')
                throw InputError({file_, line_, column_},
                                 {"a quote inside a field (must be doubled, in a field in quotes)",
                                  "un guillemet dans un champ (il faut le doubler, dans un champ entre guillemets)"});
            field.text += take();
        }
        return field;
    }

    CsvField read_quoted()
    {
        CsvField field{{}, line_, column_};
        take();
        for (;;) {
            if (at_end())
                throw InputError(field.place(file_), {"a quote is not closed (the file ends inside it)",
                                                      "un guillemet n'est pas fermé (le fichier finit avant)"});
            char const c = take();
            if (c != '"') {
                field.text += c;
            } else if (peek() == '"' && !at_end()) {
                field.text += take();
            } else {
                break;
            }
        }
        if (!at_line_end() && peek() != separator_)
            throw InputError({file_, line_, column_},
                             both({"text after a closing quote (must be {} or the end of the line)",
                                   "du texte après un guillemet fermant (il faut {} ou la fin de la ligne)"},
                                  separator_ == ','   ? Text{"a comma", "une virgule"}
                                  : separator_ == ';' ? Text{"a semicolon", "un point-virgule"}
                                                      : Text{"a tab", "une tabulation"}));
        return field;
    }

    std::string_view text_;
    std::string const& file_;
    char separator_;
    std::size_t at_ = 0;
    int line_ = 1;
    int column_ = 1;
};

}  // namespace

std::vector<CsvRecord> parse_csv(std::string_view text, std::string const& file, char separator)
{
    require_plain_text(text, file);
    return CsvParser(text, file, separator).parse();
}

std::string csv_text(std::string const& text)
{
    bool const is_formula = !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos &&
                            !parse_number<double>(text);
    if (is_formula) return csv_text('\'' + text);
    if (text.find_first_of(",;\"\n\r\t") == std::string::npos) return text;
    std::string quoted = "\"";
    for (char const c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

std::string CommaCsv::take(std::string_view csv)
{
    std::string to;
    if (!begun_) to = "\xEF\xBB\xBF";
    begun_ = true;
    for (char const c : csv) {
        if (c == '"') quoted_ = !quoted_;  // a doubled quote ends and begins again
        if (quoted_ || (c != ',' && c != '\n')) {
            field_ += c;
            continue;
        }
        end_field(to);
        to += c == ',' ? ';' : '\n';
    }
    return to;
}

void CommaCsv::end_field(std::string& to)
{
    auto const point = field_.find('.');
    if (point != std::string::npos && parse_number<double>(field_))
        field_[point] = ',';
    else if (field_.find(';') != std::string::npos && field_[0] != '"')
        field_ = '"' + field_ + '"';
    to += field_;
    field_.clear();
}

std::string csv_with(Decimal decimal, std::string csv)
{
    return decimal == Decimal::point ? csv : CommaCsv().take(csv);
}

}  // namespace cptsim
