// Texts with places for values, in both languages: whether the values fit is checked when they are compiled.
#pragma once
#include <fmt/core.h>

#include <string>
#include <type_traits>

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

}  // namespace cptsim
