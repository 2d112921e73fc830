// The words of the page of cptsim explore, in both languages.
#pragma once
#include <string>

#include "sim/base/language.hpp"

namespace cptsim {

/// Throws std::logic_error for a key that is not there.
[[nodiscard]] std::string explore_word(std::string const& key, Language language);
/// {"key":"word", ...}
[[nodiscard]] std::string explore_words_json(Language language);

}  // namespace cptsim
