// Texts with places for values, in both languages: whether the values fit is checked when they are compiled.
#pragma once
#include <fmt/core.h>

#include <string>
#include <type_traits>
#include <utility>

#include "sim/base/language.hpp"

namespace cptsim {

/// A text that takes these values, each language on its own.
template <class... Values>
class Format {
  public:
    consteval Format(char const* en, char const* fr) : en_(en), fr_(fr) {}
    consteval Format(Text const& text) : Format(text.en, text.fr) {}
    [[nodiscard]] fmt::format_string<Values...> in(Language language) const
    {
        return language == Language::fr ? fr_ : en_;
    }

  private:
    fmt::format_string<Values...> en_, fr_;
};
/// The same as a parameter of a function whose values decide its type.
template <class... Values>
using FormatOf = Format<std::type_identity_t<Values>...>;

/// format(language, {"{} of {} runs", "{} simulations sur {}"}, 3, 8)
template <class... Values>
[[nodiscard]] std::string format(Language language, FormatOf<Values const&...> text, Values const&... values)
{
    return fmt::format(text.in(language), values...);
}

/// A value as a text of one language takes it: words in that language, all else as it is.
inline char const* value_in(Text const& text, Language language) { return text.in(language); }
inline std::string const& value_in(Words const& words, Language language) { return words.in(language); }
template <class Value>
Value const& value_in(Value const& value, Language)
{
    return value;
}

/// The text in both languages, for whoever says it later: an error knows no language until it is printed. Values that
/// are words themselves (Text, Words) stand in the language of the text around them.
/// both({"{} is {} (must be text)", "{} est {} (il faut un texte)"}, path, Text{"a list", "une liste"})
template <class... Values>
[[nodiscard]] Words both(FormatOf<decltype(value_in(std::declval<Values const&>(), Language::en))...> text,
                         Values const&... values)
{
    return {fmt::format(text.in(Language::en), value_in(values, Language::en)...),
            fmt::format(text.in(Language::fr), value_in(values, Language::fr)...)};
}

}  // namespace cptsim
