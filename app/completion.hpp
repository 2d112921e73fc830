// Completion of command lines in shells, made from the description of the commands.
#pragma once
#include <string>

#include "app/description.hpp"

namespace cptsim::app {

/// What a shell reads to complete `cptsim …`: commands, options, the words that an option takes, files with the ending
/// that it takes. zsh and fish also show what each means, in the language of the shell when it reads this: `en` and
/// `fr` are the same program in both.
[[nodiscard]] std::string bash_completion(CommandDescription const& program);
[[nodiscard]] std::string zsh_completion(CommandDescription const& en, CommandDescription const& fr);
[[nodiscard]] std::string fish_completion(CommandDescription const& en, CommandDescription const& fr);

}  // namespace cptsim::app
