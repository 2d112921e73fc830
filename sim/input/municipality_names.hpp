// Names and codes of communes and EPCI, as people and spreadsheets write them.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace cptsim {

/// What stays of a name however people write it: "St-Étienne" is "saintetienne".
[[nodiscard]] std::string key_of(std::string const& name);
/// The same of an EPCI less its kind: "CC du Pays des Abers" and "communauté de communes du Pays des Abers" are
/// "paysdesabers".
[[nodiscard]] std::string key_of_epci(std::string const& name);

/// "1004" and "2a004" as codes of communes are written; nothing of what is no code.
[[nodiscard]] std::optional<std::string> commune_code(std::string text);
[[nodiscard]] bool is_epci_code(std::string_view text);

}  // namespace cptsim
