#include "sim/input/municipality_names.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

#include "sim/base/number.hpp"
#include "sim/input/territory_cells.hpp"

namespace cptsim {
namespace {

std::string joined(std::vector<std::string> const& words)
{
    std::string text;
    for (auto const& word : words) text += word;
    return text;
}

/// The words of a name, Saint and Sainte in full.
std::vector<std::string> full_words(std::string const& name)
{
    auto words = words_of(name);
    for (auto& word : words)
        if (word == "st" || word == "ste") word = word == "st" ? "saint" : "sainte";
    return words;
}

}  // namespace

std::string key_of(std::string const& name) { return joined(full_words(name)); }

std::string key_of_epci(std::string const& name)
{
    using List = std::vector<std::string>;
    static std::vector<List> const kinds = {{"cc"},
                                            {"ca"},
                                            {"cu"},
                                            {"communaute", "de", "communes"},
                                            {"communaute", "d", "agglomeration"},
                                            {"communaute", "urbaine"}};
    static List const articles = {"de", "du", "des", "d", "la", "le", "les", "l"};
    auto words = full_words(name);
    auto const starts = [&](List const& kind) {
        return words.size() > kind.size() && std::equal(kind.begin(), kind.end(), words.begin());
    };
    auto const kind = std::find_if(kinds.begin(), kinds.end(), starts);
    if (kind == kinds.end()) return joined(words);
    words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(kind->size()));
    while (words.size() > 1 && std::find(articles.begin(), articles.end(), words.front()) != articles.end())
        words.erase(words.begin());
    return joined(words);
}

std::optional<std::string> commune_code(std::string text)
{
    if (text.size() == 4 && is_digits(text)) text = '0' + text;  // a spreadsheet has taken the 0
    if (text.size() != 5 || !is_digits(text.substr(2)) || std::isdigit(static_cast<unsigned char>(text[0])) == 0)
        return {};
    text[1] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[1])));
    bool const corsica = text[0] == '2' && (text[1] == 'A' || text[1] == 'B');
    return corsica || is_digits(text) ? std::optional(text) : std::nullopt;
}

bool is_epci_code(std::string_view text) { return text.size() == 9 && is_digits(text); }

}  // namespace cptsim
