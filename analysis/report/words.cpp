#include "analysis/report/words.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace cptsim {
namespace {

constexpr ReportWord kWords[] = {
#define CPT_WORD(key, en, fr) {#key, {en, fr}},
#include "analysis/report/words.inc"
#undef CPT_WORD
};

}  // namespace

std::span<ReportWord const> report_words() { return kWords; }

char const* report_word(std::string_view key, Language language)
{
    auto const all = report_words();
    auto const found = std::find_if(all.begin(), all.end(), [&](auto const& word) { return word.key == key; });
    if (found == all.end()) throw std::logic_error("no word of the report is called " + std::string(key));
    return found->words.in(language);
}

std::string typeset(std::string_view text)
{
    auto const is_digit = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
    auto const joins_digits = [&](std::size_t i) {
        return i > 0 && is_digit(i - 1) && is_digit(i + 1) && is_digit(i + 2) && is_digit(i + 3) && !is_digit(i + 4);
    };
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const rest = text.substr(std::min(i + 1, text.size()));
        if (text[i] != ' ')
            out += text[i];
        else if (joins_digits(i))
            out += "\u202F";
        else if (rest.starts_with("»") ||
                 (!rest.empty() && std::string_view(";:!?%").find(rest[0]) < 5 && !is_digit(i + 2)) ||
                 text.substr(0, i).ends_with("«"))
            out += "\u00A0";
        else
            out += ' ';
    }
    return out;
}

}  // namespace cptsim
