// A scenario, what it extends among those shipped, and its words. What was read is read again from its own text.
#include <cstdlib>

#include "sim/input/explanation.hpp"
#include "sim/input/scenario_file.hpp"
#include "tests/fuzz/fuzz.hpp"

void cptsim::fuzz::take(std::string_view bytes)
{
    File const file(bytes);
    auto const scenario = read_scenario(file.path(), {});
    for (auto const language : {Language::en, Language::fr})
        static_cast<void>(explain_changes(Scenario{}, scenario, true, language));
    try {
        if (read_scenario_text(scenario.resolved_toml, "again").resolved_toml != scenario.resolved_toml) std::abort();
    } catch (InputError const&) {
        std::abort();
    }
}
