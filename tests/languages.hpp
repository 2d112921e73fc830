// Words of one language in texts of the other.
#pragma once
#include <set>
#include <string>
#include <vector>

#include "sim/base/language.hpp"

namespace cptsim::test {

/// Short words that every sentence has, and that the other language does not have.
inline std::set<std::string> const& marks_of(Language language)
{
    static std::set<std::string> const english = {"the",  "of",   "and",  "is",   "are",     "with", "which", "not",
                                                  "this", "that", "its",  "each", "must",    "from", "where", "what",
                                                  "when", "they", "than", "were", "another", "was",  "has",   "have"};
    static std::set<std::string> const french = {"le",   "la",   "les",  "des", "du",    "une", "est", "sont",
                                                 "dans", "pour", "avec", "ce",  "qui",   "que", "aux", "sur",
                                                 "leur", "mais", "sans", "par", "cette", "et",  "ont", "chaque"};
    return language == Language::fr ? french : english;
}

/// The words of a text, in small letters. What is no prose is left out: what holds a digit or one of _./=-, and what
/// stands between backticks, double quotes, or « and », of one paragraph.
inline std::vector<std::string> prose_of(std::string const& text)
{
    std::vector<std::string> words;
    std::string word, closing;
    bool plain = true;
    auto const end_word = [&] {
        if (plain && !word.empty()) words.push_back(word);
        word.clear();
        plain = true;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const starts = [&](std::string const& mark) { return text.compare(i, mark.size(), mark) == 0; };
        if (!closing.empty()) {
            if (starts(closing) || starts("\n\n")) closing.clear();
            continue;
        }
        static std::string const blanks = " \n,;:()'?!|*#";
        char const c = text[i];
        if (c == '`' || c == '"' || starts("«")) {
            end_word();
            closing = c == '`' ? "`" : c == '"' ? "\"" : "»";
        } else if (blanks.find(c) != std::string::npos ||
                   (c == '.' && (i + 1 == text.size() || text[i + 1] == ' ' || text[i + 1] == '\n'))) {
            end_word();
        } else {
            bool const letter =
                (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
            plain = plain && letter;
            word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
    }
    end_word();
    return words;
}

/// Words of the other language in a text of `language`.
inline std::vector<std::string> foreign_words(std::string const& text, Language language)
{
    auto const& marks = marks_of(language == Language::fr ? Language::en : Language::fr);
    std::vector<std::string> found;
    for (auto const& word : prose_of(text))
        if (marks.contains(word)) found.push_back(word);
    return found;
}

}  // namespace cptsim::test
