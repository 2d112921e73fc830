// Reads scenario files: TOML, one extending another, and the --set options of the command line.
#pragma once
#include <string>
#include <vector>

#include "sim/files/toml_document.hpp"
#include "sim/model/scenario.hpp"

namespace cptsim {

struct ScenarioLimits {
    TomlLimits toml;
    int extends = 8;                ///< files below a scenario, at most
    bool extends_anywhere = false;  ///< else files that a file names lie in its folder, or among those shipped
};

/// Scenarios as they are given on a command line.
struct ScenarioOptions {
    std::vector<std::string> files;
    std::vector<std::string> sets;
    ScenarioLimits limits;
};

/// Reads a scenario: a file, or the name of a shipped one ("valletoux"). `sets` are "key=value" with dotted keys
/// ("board.term_months=24", "levers.hourly_indemnity.2024-01=100", "time.end=2030-12"), laid over the file.
/// Throws InputError with the syntax error of the first file that has one, or else with every error of meaning.
[[nodiscard]] Scenario read_scenario(std::string const& file, std::vector<std::string> const& sets,
                                     ScenarioLimits const& = {});

/// The same for several files; collects the errors of all of them, and refuses two scenarios of one name.
[[nodiscard]] std::vector<Scenario> read_scenarios(std::vector<std::string> const& files,
                                                   std::vector<std::string> const& sets, ScenarioLimits const& = {});

/// Reads the text of one scenario without `extends`, as in Scenario::resolved_toml; `label` names it in messages.
[[nodiscard]] Scenario read_scenario_text(std::string const& text, std::string const& label);

}  // namespace cptsim
