// Every word of a report that is no name of an indicator, a parameter or a scenario, in both languages, by key.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "sim/base/language.hpp"

namespace cptsim {

/// Each by its key, for those who know it when they are compiled: word::answer.
namespace word {
#define CPT_WORD(key, en, fr) inline constexpr Text key{en, fr};
#include "analysis/report/words.inc"
#undef CPT_WORD
}  // namespace word

struct ReportWord {
    std::string_view key;
    Text words;
};

/// In the order of words.inc.
[[nodiscard]] std::span<ReportWord const> report_words();

/// The words of a key; throws std::logic_error for an unknown one.
[[nodiscard]] char const* report_word(std::string_view key, Language);

/// The text with spaces that no line is broken at before French punctuation and %, after «, and inside numbers;
/// %1 is a blank, no percentage.
[[nodiscard]] std::string typeset(std::string_view text);

}  // namespace cptsim
