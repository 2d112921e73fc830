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

}  // namespace cptsim
