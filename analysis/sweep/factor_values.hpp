// The values that a factor takes: distributions and levels of [factors], and words of a list of points.
#pragma once
#include <string>
#include <vector>

#include "analysis/sweep/sweep.hpp"
#include "sim/files/toml_reader.hpp"

namespace cptsim {

/// Keys that say the values of a parameter or a lever, and those of a date.
[[nodiscard]] std::vector<std::string> const& distribution_keys();
[[nodiscard]] std::vector<std::string> const& date_keys();
[[nodiscard]] bool is_date_key(std::string const& key);
/// Either.
[[nodiscard]] bool says_values(std::string const& key);

/// What the values of a factor may be.
[[nodiscard]] NumberRange factor_range(SweepFactor const&);

/// Reads the one of these keys that the table of a factor has; where none is `needed` it may have none. Months are
/// those of policies in the scenario.
void read_factor_values(TomlNode const& table, bool needed, Scenario const&, SweepFactor&, TomlReader&);

/// The value of a factor in a list of points, under the calendar of a scenario; what is none is noted.
[[nodiscard]] double listed_value(SweepFactor const&, std::string const& text, Scenario const&, Place const&,
                                  TomlReader&);

}  // namespace cptsim
