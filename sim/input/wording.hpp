// Units, professions and values as people read them, in both languages.
#pragma once
#include <string>
#include <string_view>

#include "sim/base/calendar.hpp"
#include "sim/base/language.hpp"
#include "sim/model/fields.hpp"
#include "sim/model/scenario.hpp"

namespace cptsim {

/// "EUR/year" -> "EUR/an"; "" for a bare number.
[[nodiscard]] std::string unit_words(std::string_view unit, Language);

/// A value with its unit; the word of a choice.
[[nodiscard]] std::string value_words(LeverField const&, double value, Language);
[[nodiscard]] std::string value_words(ParameterField const&, double value, Language);

/// Professions of a mask: "everyone", or their names.
[[nodiscard]] std::string profession_words(std::uint32_t professions, Language);

/// The places of a target, as "zone: ZIP; size: 1, 2"; "" for everywhere.
[[nodiscard]] std::string place_words(Target const&, Language);

/// Whom a target concerns: professions, and where if not everywhere, as "nurses (zone: ZIP; size: 1, 2)".
[[nodiscard]] std::string target_words(Target const&, std::uint32_t professions, Language);

/// ", in 12 equal monthly steps", or "" for none.
[[nodiscard]] std::string ramp_words(int months, Language);

[[nodiscard]] std::string_view title(Scenario const&, Language);
[[nodiscard]] std::string_view title(GroupField const&, Language);
[[nodiscard]] std::string_view description(Scenario const&, Language);
[[nodiscard]] std::string_view meaning(LeverField const&, Language);
[[nodiscard]] std::string_view meaning(ParameterField const&, Language);
[[nodiscard]] std::string_view meaning(ObservableField const&, Language);

}  // namespace cptsim
