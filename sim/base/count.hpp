// Counts with their noun: "1 territory", "3 territories".
#pragma once
#include <string>

#include "sim/base/language.hpp"

namespace cptsim {

/// French has the singular below two, English for one only.
[[nodiscard]] inline std::string counted(double number, Text const& one, Text const& several, Language language)
{
    bool const single = language == Language::fr ? number < 2 : number == 1;
    return format_number(number, 0, language) + ' ' + (single ? one : several).in(language);
}

}  // namespace cptsim
