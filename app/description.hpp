// What a command line may say, as data: what help, manual pages and completion are made of.
#pragma once
#include <string>
#include <vector>

namespace cptsim::app {

/// An option or an argument, in one language.
struct OptionDescription {
    std::vector<std::string> names;  ///< "-o", "--output"; of an argument its one name, "SCENARIO"
    std::string value;               ///< how its value is named: "FILE.h5"; "" where it takes none
    std::string help;
    std::string default_value;       ///< what holds where it is not given, "" where help does not say
    std::vector<std::string> words;  ///< the values that it takes, where they are few
    bool argument = false;           ///< without a name before it
    bool required = false;
    bool several = false;  ///< may be given several times
};

/// A command, or the program itself.
struct CommandDescription {
    std::string name;  ///< as it is typed: "cptsim territories list"
    std::string meaning;
    std::vector<OptionDescription> options;
    std::vector<CommandDescription> commands;
};

}  // namespace cptsim::app
