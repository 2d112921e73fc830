#include "sim/input/spreadsheet.hpp"

#include <algorithm>
#include <array>
#include <regex>

#include "sim/base/number.hpp"

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

char separator_of(std::string_view bytes)
{
    auto const first = bytes.substr(0, bytes.find('\n'));
    auto const count = [&](char c) { return std::count(first.begin(), first.end(), c); };
    char best = ',';
    for (char const c : {';', '\t'})
        if (count(c) > count(best)) best = c;
    return best;
}

}  // namespace

std::vector<CsvRecord> parse_spreadsheet(std::string_view bytes, std::string const& file)
{
    auto records = parse_csv(bytes, file, separator_of(bytes));
    for (auto& record : records)
        for (auto& field : record) trim(field);
    std::erase_if(records, [](CsvRecord const& record) {
        return std::all_of(record.begin(), record.end(), [](CsvField const& field) { return field.text.empty(); });
    });
    return records;
}

std::optional<double> spreadsheet_number(std::string_view text)
{
    constexpr std::size_t kLongestNumber = 64;
    static std::regex const grouped("-?[0-9]{1,3}((\xC2\xA0|\xE2\x80\xAF| )[0-9]{3})+([.,][0-9]+)?");
    static std::regex const with_comma("-?[0-9]+,[0-9]+"), either_way("-?[1-9][0-9]{0,2},[0-9]{3}");
    if (text.size() > kLongestNumber) return {};  // no number, and more than regular expressions bear
    std::string plain(text);
    bool const in_groups = std::regex_match(plain, grouped);
    if (in_groups)
        std::erase_if(plain, [](char c) { return c != '-' && c != ',' && c != '.' && (c < '0' || c > '9'); });
    if (std::regex_match(plain, with_comma)) {
        if (!in_groups && std::regex_match(plain, either_way)) return {};
        plain[plain.find(',')] = '.';
    }
    return parse_number<double>(plain);
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
