// One setup function per command. Each adds its options to the program, and what it does.
#pragma once
#include <cstdint>
#include <string>

#include "sim/base/language.hpp"
#include "sim/files/sealed_file.hpp"
#include "sim/input/launch.hpp"

namespace cptsim {
struct QuestionChoice;
}

namespace cptsim::app {

class Command;
struct CommandDescription;
class Program;

/// Exit statuses that are part of the contract with scripts.
enum : int {
    kDone = 0,
    kOurFailure = 1,
    kUserInput = 2,
    kDifference = 3,    ///< verify found one
    kUnverifiable = 4,  ///< not by this program
    kDeadline = 5,      ///< reached, with runs missing
    kInterrupted = 130,
    kTerminated = 143,
};

/// Thrown by a callback that ends with a status but has nothing more to say.
struct Exit {
    int status;
};

#define CPT_COMMAND(name) void setup_##name(Program& program);
#include "app/commands.inc"
#undef CPT_COMMAND

/// All commands, as data.
[[nodiscard]] CommandDescription describe_program(Language language);

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
/// Adds FILE, --indicator, --at, --policy and --lower.
void add_question_options(Command& command, std::string& file, QuestionChoice& choice);

/// Adds FILE, a result file of a launch or the merged file of a sweep.
void add_result_file(Command& command, std::string& file);
/// Adds --unsealed, of commands that read a result file.
void add_seal_option(Command& command, bool& unsealed);
[[nodiscard]] inline Seal seal_asked(bool unsealed) { return unsealed ? Seal::optional : Seal::required; }

}  // namespace cptsim::app
