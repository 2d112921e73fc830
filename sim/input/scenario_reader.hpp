// From a merged TOML tree to a scenario, and back to canonical text.
#pragma once
#include <string>

#include "sim/files/toml_reader.hpp"
#include "sim/model/scenario.hpp"

namespace cptsim {

/// Gives each parameter by profession that has one bare value a table of eight, so that files merge by profession.
void spread_professions(TomlNode& root);

/// Reads all but `extends` out of the tree. What is wrong goes to `reader`; the scenario is whole if nothing did.
[[nodiscard]] Scenario interpret_scenario(TomlNode const& root, TomlReader& reader);

/// The entries of [levers] into scenario.levers, sorted by month; needs end_month and policy_month.
void interpret_levers(TomlNode const& levers, TomlReader& reader, Scenario& scenario);

/// The scenario as TOML without `extends`: sorted, one way to write each thing.
[[nodiscard]] std::string canonical_toml(Scenario const&);

}  // namespace cptsim
