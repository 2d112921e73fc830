#include "analysis/explore/typed_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/calendar.hpp"
#include "sim/base/plain_text.hpp"
#include "sim/input/territory_cells.hpp"

namespace cptsim {

std::optional<double> number_of(std::string typed)
{
    std::string plain;
    for (std::size_t i = 0; i < typed.size(); ++i) {
        if (typed[i] == ' ') continue;
        if (typed.compare(i, 2, "\u00A0") == 0) {
            i += 1;
        } else if (typed.compare(i, 3, "\u202F") == 0) {
            i += 2;
        } else {
            plain += typed[i] == ',' ? '.' : typed[i];
        }
    }
    if (plain.empty() || plain.size() > 20 || plain.find_first_not_of("0123456789.") != std::string::npos) return {};
    if (std::count(plain.begin(), plain.end(), '.') > 1 || plain == ".") return {};
    return std::stod(plain);
}

std::optional<int> month_of(std::string typed, bool is_end)
{
    typed.erase(std::remove(typed.begin(), typed.end(), ' '), typed.end());
    if (typed.size() == 4) typed += is_end ? "-12" : "-01";
    if (auto const slash = typed.find('/'); slash == 1 || slash == 2)
        typed = typed.substr(slash + 1) + (slash == 1 ? "-0" : "-") + typed.substr(0, slash);
    return parse_month(typed);
}

std::string shown_month(int month) { return fmt::format("{:02}/{}", month % 12 + 1, month / 12 + kFirstYear); }

std::string plain_name(std::string_view title)
{
    std::string name;
    for (std::size_t bytes = 0; !title.empty(); title.remove_prefix(bytes)) {
        bytes = std::max<std::size_t>(1, character_bytes(title));
        auto const character = title.substr(0, bytes);
        auto const letters = character == "€" ? "eur" : plain_letters(character);
        if (letters.empty() && !name.empty() && name.back() != '_') name += '_';
        name += letters;
    }
    while (!name.empty() && name.back() == '_') name.pop_back();
    if (name.size() > 40) name.resize(40);
    return name.empty() || name == "baseline" || name == "placebo" ? "policy" : name;
}

std::string one_line(std::string text)
{
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    return text;
}

}  // namespace cptsim
