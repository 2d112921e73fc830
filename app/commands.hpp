// One setup function per subcommand. Each adds its options to the program and a callback that does the work.
#pragma once
#include <cstdint>
#include <string>

#include "sim/base/language.hpp"
#include "sim/input/launch.hpp"

namespace CLI {
class App;
}

namespace cptsim::app {

/// Exit statuses that are part of the contract with scripts.
enum : int { kDone = 0, kOurFailure = 1, kUserInput = 2, kInterrupted = 130, kTerminated = 143 };

/// Thrown by a callback that ends with a status but has nothing more to say.
struct Exit {
    int status;
};

void setup_run(CLI::App& program);
void setup_check(CLI::App& program);
void setup_explain(CLI::App& program);
void setup_diff(CLI::App& program);
void setup_parameters(CLI::App& program);
void setup_scenarios(CLI::App& program);
void setup_info(CLI::App& program);
void setup_digest(CLI::App& program);
void setup_cite(CLI::App& program);
void setup_export(CLI::App& program);
void setup_report(CLI::App& program);
void setup_story(CLI::App& program);
void setup_calibrate(CLI::App& program);
void setup_validate(CLI::App& program);
void setup_sweep(CLI::App& program);
void setup_status(CLI::App& program);
void setup_merge(CLI::App& program);
void setup_slurm(CLI::App& program);
void setup_sensitivity(CLI::App& program);

/// The whole number that an option was given. Throws InputError, naming the option, for anything but the digits of a
/// number from 0 to `max`.
[[nodiscard]] std::uint64_t parse_whole(std::string const& option, std::string const& text, std::uint64_t max);

/// Adds SCENARIO..., --set and --extends-anywhere.
void add_scenario_options(CLI::App& command, ScenarioOptions& options);
/// The same, and --population, --parameters, --seed and --until.
void add_launch_options(CLI::App& command, LaunchOptions& options);
/// Adds --lang; the chosen language is known when the callback runs.
void add_language_option(CLI::App& command, Language& language);

}  // namespace cptsim::app
