// What --help prints, and how help names values.
#pragma once
#include <string>
#include <vector>

#include "app/description.hpp"
#include "sim/base/language.hpp"

namespace cptsim::app {

/// The help of one command: what it does, how it is called, its arguments, options and commands.
[[nodiscard]] std::string help_text(CommandDescription const& command, Language language);

/// "cptsim run [OPTIONS] SCENARIO...": how a command is called.
[[nodiscard]] std::string usage_of(CommandDescription const& command, Language language);

/// What an option means, with its default, and whether it must be given.
[[nodiscard]] std::string meaning_of(OptionDescription const& option, Language language);

/// "NAME|FILE.csv" in both languages: "NOM|FICHIER.csv". Words that are not in capitals are values themselves.
[[nodiscard]] Words placeholders(std::string const& word);
/// The values among what an option takes: "prior" of "prior|FILE.csv".
[[nodiscard]] std::vector<std::string> words_in(std::string const& value);

/// `text` in lines of at most `width` characters, all but the first behind `indent` blanks.
[[nodiscard]] std::string wrap(std::string const& text, std::size_t width, std::size_t indent);

}  // namespace cptsim::app
