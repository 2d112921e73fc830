#include "analysis/calibration/pattern_words.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "sim/model/names.hpp"
#include "sim/model/places.hpp"

namespace cptsim {
namespace {

#define CPT_PATTERN(name, french) {name, french},
constexpr std::pair<std::string_view, char const*> kPatterns[] = {
#include "analysis/calibration/pattern_words.inc"
};
#undef CPT_PATTERN

std::string french_pattern(std::string_view name)
{
    for (auto const& [known, french] : kPatterns)
        if (name == known) return french;
    return std::string(name);
}

/// "gp+specialist": the words of each, in the plural.
std::string french_professions(std::string_view names)
{
    std::string words;
    for (std::size_t from = 0; from <= names.size();) {
        auto const end = std::min(names.find('+', from), names.size());
        auto const name = names.substr(from, end - from);
        std::size_t p = 0;
        while (p < kProfessions && name != kProfessionNames[p]) ++p;
        if (p == kProfessions) return {};
        words += (words.empty() ? "" : " et ") + std::string(kProfessionWords[p].full.in(Language::fr));
        from = end + 1;
    }
    return words;
}

}  // namespace

std::string pattern_words(std::string const& label, Language language)
{
    if (language == Language::en) return label;
    std::string words;
    for (std::size_t from = 0; from <= label.size();) {
        auto const end = std::min(label.find(' ', from), label.size());
        auto const part = std::string_view(label).substr(from, end - from);
        auto const professions = from == 0 ? std::string() : french_professions(part);
        if (from == 0)
            words = french_pattern(part);
        else if (!professions.empty())
            words += ", " + professions;
        else
            words += ", " + (part[0] >= '0' && part[0] <= '9' ? std::string(part) : place_title(std::string(part)));
        from = end + 1;
    }
    return words;
}

}  // namespace cptsim
