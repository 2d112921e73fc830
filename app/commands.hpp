// One setup function per command. Each adds its options to the program, and what it does.
#pragma once
#include <cstdint>
#include <string>

#include "sim/base/language.hpp"
#include "sim/input/launch.hpp"

namespace cptsim::app {

class Command;
class Program;

/// Exit statuses that are part of the contract with scripts.
enum : int { kDone = 0, kOurFailure = 1, kUserInput = 2, kInterrupted = 130, kTerminated = 143 };

/// Thrown by a callback that ends with a status but has nothing more to say.
struct Exit {
    int status;
};

void setup_run(Program& program);
void setup_check(Program& program);
void setup_explain(Program& program);
void setup_diff(Program& program);
void setup_parameters(Program& program);
void setup_scenarios(Program& program);
void setup_territories(Program& program);
void setup_info(Program& program);
void setup_digest(Program& program);
void setup_cite(Program& program);
void setup_export(Program& program);
void setup_report(Program& program);
void setup_story(Program& program);
void setup_calibrate(Program& program);
void setup_validate(Program& program);
void setup_sweep(Program& program);
void setup_status(Program& program);
void setup_merge(Program& program);
void setup_slurm(Program& program);
void setup_sensitivity(Program& program);

/// The whole number that an option was given. Throws InputError, naming the option, for anything but the digits of a
/// number from 0 to `max`.
[[nodiscard]] std::uint64_t parse_whole(std::string const& option, std::string const& text, std::uint64_t max);

/// Adds --mask-small-cells, 0 where it is not given.
void add_mask(Command& command, int& least_persons);
/// Adds --extends-anywhere.
void add_anywhere(Command& command, bool& anywhere);
/// Adds SCENARIO..., --set and --extends-anywhere.
void add_scenario_options(Command& command, ScenarioOptions& options);
/// The same, and --population, --parameters, --seed and --until.
void add_launch_options(Command& command, LaunchOptions& options);

}  // namespace cptsim::app
