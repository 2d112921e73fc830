// cptsim check SCENARIO...: every fault at once, or "ok".
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <memory>

#include "app/commands.hpp"
#include "sim/base/error.hpp"
#include "sim/files/text_file.hpp"
#include "sim/input/scenario_file.hpp"
#include "sim/input/territory_file.hpp"

namespace cptsim::app {
namespace {

struct CheckOptions {
    ScenarioOptions scenarios;
    Language language{};
};

void run_check(CheckOptions const& options)
{
    auto const scenarios = read_scenarios(options.scenarios.files, options.scenarios.sets, options.scenarios.limits);
    for (auto const& scenario : scenarios)
        if (!scenario.population.empty()) (void)read_territories(scenario.population, folder_of(scenario.file));
    for (auto const& scenario : scenarios) fmt::print("{}: ok, {}\n", scenario.file, scenario.name);
}

}  // namespace

void setup_check(CLI::App& program)
{
    auto* const command = program.add_subcommand("check", "Validate scenarios: all faults at once");
    auto const options = std::make_shared<CheckOptions>();
    add_scenario_options(*command, options->scenarios);
    add_language_option(*command, options->language);
    command->callback([options] { run_check(*options); });
}

}  // namespace cptsim::app
