#include "analysis/explore/explore_words.hpp"

#include <array>
#include <stdexcept>
#include <utility>

#include "sim/files/json.hpp"

namespace cptsim {
namespace {

constexpr std::pair<char const*, Text> kWords[] = {
#define CPT_WORD(key, en, fr) {#key, {en, fr}},
#include "analysis/explore/explore_words.inc"
#undef CPT_WORD
};

}  // namespace

std::string explore_word(std::string const& key, Language language)
{
    for (auto const& [name, words] : kWords)
        if (key == name) return words.in(language);
    throw std::logic_error("no word " + key);
}

std::string explore_words_json(Language language)
{
    JsonObject object;
    for (auto const& [name, words] : kWords) object.text(name, words.in(language));
    return object.json();
}

}  // namespace cptsim
