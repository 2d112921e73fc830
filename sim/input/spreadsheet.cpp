#include "sim/input/spreadsheet.hpp"

#include <algorithm>
#include <array>

namespace cptsim {
namespace {

constexpr std::array<std::string_view, 4> kBlanks = {" ", "\t", "\xC2\xA0", "\xE2\x80\xAF"};  // U+00A0, U+202F

/// The blank that a text begins with, or "".
std::string_view blank_at(std::string_view text)
{
    for (auto const blank : kBlanks)
        if (text.starts_with(blank)) return blank;
    return "";
}

/// Takes blanks off both ends; the column of the field is that of what is left.
void trim(CsvField& field)
{
    std::string_view left = field.text;
    for (auto blank = blank_at(left); !blank.empty(); blank = blank_at(left)) {
        left.remove_prefix(blank.size());
        ++field.column;
    }
    auto const ends = [&](std::string_view blank) { return left.ends_with(blank); };
    for (auto it = kBlanks.begin(); it != kBlanks.end();) {
        if (ends(*it)) {
            left.remove_suffix(it->size());
            it = kBlanks.begin();
        } else {
            ++it;
        }
    }
    field.text = std::string(left);
}

/// What stands between the fields of a header.
char separator_of(std::string_view bytes)
{
    constexpr std::string_view kSeparators = ",;\t";
    std::array<std::size_t, kSeparators.size()> counts{};
    bool quoted = false;
    for (char const c : bytes) {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\n' || c == '\r') break;
        if (auto const at = kSeparators.find(c); at != std::string_view::npos) ++counts[at];
    }
    auto const most = std::max_element(counts.begin(), counts.end());
    return kSeparators[static_cast<std::size_t>(most - counts.begin())];
}

/// The separator that Excel's first line "sep=;" names; nothing where there is no such line.
std::optional<char> named_separator(std::string_view bytes)
{
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF", kSep = "sep=", kKnown = ",;\t";
    if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
    if (!bytes.starts_with(kSep) || bytes.size() < kSep.size() + 2) return {};
    char const named = bytes[kSep.size()], end = bytes[kSep.size() + 1];
    if (kKnown.find(named) == std::string_view::npos || (end != '\n' && end != '\r')) return {};
    return named;
}

struct Separated {
    std::vector<CsvRecord> records;
    char by;
};
Separated parse_separated(std::string_view bytes, std::string const& file)
{
    auto const said = named_separator(bytes);
    char const by = said ? *said : separator_of(bytes);
    auto records = parse_csv(bytes, file, by);
    if (said) records.erase(records.begin());
    return {std::move(records), by};
}

/// What a comma or a point in a number can be.
enum class Mark { none, decimal_comma, either, point };
Mark mark_in(std::string_view text)
{
    constexpr std::string_view kDigits = "0123456789";
    if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
    auto const at = text.find_first_not_of(kDigits);
    if (at == 0 || at == std::string_view::npos) return Mark::none;
    auto const behind = text.substr(at + 1);
    if (text[at] == '.' && !behind.empty() && behind.find_first_not_of(kDigits) == std::string_view::npos)
        return Mark::point;
    if (text[at] != ',' || behind.empty()) return Mark::none;
    auto const end = std::min(behind.find_first_not_of(kDigits), behind.size());
    if (end == 3 && end < behind.size() && (behind[end] == '.' || behind[end] == ',')) return Mark::point;  // "1,234.5"
    if (end == 0 || (end < behind.size() && behind[end] != 'e' && behind[end] != 'E')) return Mark::none;
    if (end < behind.size()) return Mark::decimal_comma;  // "1,5e-05"
    return behind.size() == 3 && at <= 3 && text[0] != '0' ? Mark::either : Mark::decimal_comma;
}

/// "290,003" alone may be thousands. Beside "0,25", and without any "0.25", it is a decimal comma, as French
/// spreadsheets write among semicolons.
void settle_commas(std::vector<CsvRecord>& records)
{
    bool has_comma = false, has_point = false;
    for (auto const& record : records)
        for (auto const& field : record) {
            auto const mark = mark_in(field.text);
            has_comma |= mark == Mark::decimal_comma, has_point |= mark == Mark::point;
        }
    if (!has_comma || has_point) return;
    for (auto& record : records)
        for (auto& field : record)
            if (mark_in(field.text) != Mark::none) field.text[field.text.find(',')] = '.';
}

/// A text in which line ends and any blanks one after the other are one blank: what looks alike is the same key.
std::string in_one_line(std::string_view text)
{
    std::string line;
    for (std::size_t at = 0; at < text.size();) {
        auto const blank = text[at] == '\n' || text[at] == '\r' ? text.substr(at, 1) : blank_at(text.substr(at));
        if (blank.empty())
            line += text[at];
        else if (!line.ends_with(' '))
            line += ' ';
        at += std::max<std::size_t>(1, blank.size());
    }
    return line;
}

/// A cell as it was meant: without blanks around it or the mark of a text.
void tidy(CsvField& field)
{
    trim(field);
    field.text = in_one_line(field.text);
    if (field.text.ends_with(' ')) field.text.pop_back();
    if (field.text.starts_with(' ')) field.text.erase(0, 1);
    if (field.text.size() > 1 && field.text[0] == '\'' &&
        std::string_view("=+-@").find(field.text[1]) != std::string_view::npos)
        field.text.erase(0, 1);
}

/// Takes empty fields off the right of a record, down to `width`.
void narrow(CsvRecord& record, std::size_t width)
{
    while (record.size() > width && record.back().text.empty()) record.pop_back();
}

}  // namespace

std::vector<CsvRecord> parse_spreadsheet(std::string_view bytes, std::string const& file)
{
    auto [records, separator] = parse_separated(bytes, file);
    for (auto& record : records)
        for (auto& field : record) tidy(field);
    if (separator != ',') settle_commas(records);
    std::erase_if(records, [](CsvRecord const& record) {
        return std::all_of(record.begin(), record.end(), [](CsvField const& field) { return field.text.empty(); });
    });
    if (records.empty()) return records;
    narrow(records.front(), 1);
    for (auto& record : records) narrow(record, records.front().size());
    return records;
}

std::optional<bool> spreadsheet_truth(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (text == "true" || text == "vrai") return true;
    if (text == "false" || text == "faux") return false;
    return {};
}

}  // namespace cptsim
