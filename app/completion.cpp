#include "app/completion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <sstream>
#include <vector>

namespace cptsim::app {
namespace {

/// What may follow an option, or stand as an argument.
struct Value {
    std::vector<std::string> words;
    bool files = false, folders = false;
    std::string ending;  ///< of files: ".h5", "" for any
};

/// Read from how help names the value, in English: "posterior|prior|FILE.csv", "DIR". Scenarios, studies and
/// calibrations are files too.
Value value_of(OptionDescription const& option)
{
    Value value{option.words, false, false, ""};
    std::istringstream parts(option.argument ? option.names[0] + '|' + option.value : option.value);
    for (std::string part; std::getline(parts, part, '|');) {
        auto const stem = part.substr(0, part.find('.'));
        if (stem == "DIR") value.folders = true;
        if (stem != "FILE" && stem != "SCENARIO" && stem != "STUDY" && stem != "CALIBRATION") continue;
        value.files = true;
        if (part != stem) value.ending = part.substr(stem.size());
        if (stem == "SCENARIO" || stem == "STUDY" || stem == "CALIBRATION") value.ending = ".toml";
    }
    return value;
}

/// The path of a command without the program's name: "territories make", "" of the program itself.
std::string path_in(CommandDescription const& command)
{
    auto const blank = command.name.find(' ');
    return blank == std::string::npos ? "" : command.name.substr(blank + 1);
}

void for_all(CommandDescription const& command, std::function<void(CommandDescription const&)> const& take)
{
    take(command);
    for (auto const& part : command.commands) for_all(part, take);
}

std::string last_word(std::string const& name) { return name.substr(name.rfind(' ') + 1); }

/// In single quotes of a shell.
std::string quoted(std::string const& text)
{
    std::string all = "'";
    for (char const c : text) all += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return all + '\'';
}

/// The same for fish, where a backslash escapes.
std::string fish_quoted(std::string const& text)
{
    std::string all = "'";
    for (char const c : text) all += c == '\'' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    return all + '\'';
}

/// Patterns of "" + command and of parent + command, for the loop that finds where a command line stands.
std::string steps(CommandDescription const& program)
{
    std::string patterns;
    for_all(program, [&](CommandDescription const& command) {
        auto const path = path_in(command);
        if (path.empty()) return;
        auto const blank = path.rfind(' ');
        auto const step = blank == std::string::npos ? ' ' + path : path;
        patterns += (patterns.empty() ? "" : "|") + quoted(step);
    });
    return patterns;
}

constexpr char const* kHead = "Written by `cptsim completion {}` from the program's own options.";

// In zsh, text between brackets and colons.
std::string zsh_text(std::string const& text)
{
    std::string all;
    for (char const c : text)
        all += c == '[' || c == ']' || c == ':' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    return all;
}

std::string zsh_action(Value const& value)
{
    auto const files = value.ending.empty() ? "_files" : "_files -g \"*" + value.ending + "\"";
    if (value.words.empty()) return value.files ? files : value.folders ? "_files -/" : " ";
    auto const words = fmt::format("({})", fmt::join(value.words, " "));
    if (!value.files && !value.folders) return words;
    return fmt::format("{{_values word {} || {}}}", fmt::join(value.words, " "), value.files ? files : "_files -/");
}

std::string zsh_option(OptionDescription const& english, OptionDescription const& option)
{
    auto const value = value_of(english);
    if (option.argument)
        return quoted(fmt::format("{}:{}:{}", option.several ? "*" : "", zsh_text(option.names[0]), zsh_action(value)));
    auto const tail =
        fmt::format("[{}]{}", zsh_text(option.help),
                    option.value.empty() ? "" : fmt::format(":{}:{}", zsh_text(option.value), zsh_action(value)));
    std::string all;
    for (auto const& name : option.names)
        all += (all.empty() ? "" : " ") +
               quoted((option.several            ? "*"
                       : option.names.size() > 1 ? fmt::format("({})", fmt::join(option.names, " "))
                                                 : "") +
                      name + tail);
    return all;
}

std::string zsh_functions(CommandDescription const& english, CommandDescription const& command, char const* language)
{
    auto name = path_in(english);
    std::replace(name.begin(), name.end(), ' ', '_');
    auto text = fmt::format("_cptsim_{}_{}() {{\n", language, name);
    if (!command.commands.empty()) {
        text += "  local -a commands=(\n";
        for (auto const& part : command.commands)
            text += "    " + quoted(last_word(part.name) + ':' + zsh_text(part.meaning)) + '\n';
        text += "  )\n  (( CURRENT == 2 )) && _describe command commands\n";
    }
    text += "  _arguments -s";
    for (std::size_t i = 0; i < command.options.size(); ++i)
        text += " \\\n    " + zsh_option(english.options[i], command.options[i]);
    text += "\n}\n";
    for (std::size_t i = 0; i < command.commands.size(); ++i)
        text += zsh_functions(english.commands[i], command.commands[i], language);
    return text;
}

std::string fish_lines(CommandDescription const& english, CommandDescription const& command)
{
    auto const at = fmt::format("complete -c cptsim -n '__cptsim_at {}'", path_in(english));
    std::string text;
    for (auto const& part : command.commands)
        text += fmt::format("    {} -f -a {} -d {}\n", at, last_word(part.name), fish_quoted(part.meaning));
    for (std::size_t i = 0; i < command.options.size(); ++i) {
        auto const& option = command.options[i];
        auto const value = value_of(english.options[i]);
        std::string line;
        for (auto const& name : option.names)
            if (!option.argument) line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
        if (!option.value.empty() && !option.argument) line += value.files || value.folders ? " -r" : " -x";
        if (!value.words.empty()) line += fmt::format(" -a '{}'", fmt::join(value.words, " "));
        if (option.argument && value.words.empty()) continue;  // files, which fish offers by itself
        text += fmt::format("    {}{} -d {}\n", at, line, fish_quoted(option.help));
    }
    for (std::size_t i = 0; i < command.commands.size(); ++i)
        text += fish_lines(english.commands[i], command.commands[i]);
    return text;
}

}  // namespace

std::string bash_completion(CommandDescription const& program)
{
    std::string options, values;
    for_all(program, [&](CommandDescription const& command) {
        std::string names;
        for (auto const& part : command.commands) names += ' ' + last_word(part.name);
        std::string files;
        for (auto const& option : command.options) {
            auto const value = value_of(option);
            if (option.argument) {
                if (value.files || value.folders)
                    files = fmt::format(" files={}", value.folders ? "/" : value.ending + "*");
                continue;
            }
            names += ' ' + option.names.back();
            if (option.value.empty()) continue;
            std::string patterns;
            for (auto const& name : option.names)
                patterns += (patterns.empty() ? "" : "|") + quoted(path_in(command) + ':' + name);
            values +=
                fmt::format("        {}) words={}", patterns, quoted(fmt::format("{}", fmt::join(value.words, " "))));
            if (value.files || value.folders)
                values += fmt::format(" files={}", quoted(value.folders ? "/" : value.ending));
            values += " ;;\n";
        }
        options += fmt::format("            {}) words={}{} ;;\n", quoted(path_in(command)), quoted(names), files);
    });
    return fmt::format("# {}\n", fmt::format(kHead, "bash")) + "_cptsim() {\n" +
           "    local at= words= files=none i cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
           "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
           "        case \"$at ${COMP_WORDS[i]}\" in\n            " +
           steps(program) +
           ") at=${at:+$at }${COMP_WORDS[i]} ;;\n            *) break ;;\n        esac\n    done\n"
           "    case \"$at:$prev\" in\n" +
           values + "        *)\n            case \"$at\" in\n" + options +
           "            esac ;;\n    esac\n"
           "    COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
           "    case $files in\n"
           "        none) ;;\n"
           "        /) COMPREPLY+=($(compgen -d -- \"$cur\")) ;;\n"
           "        *) [[ $cur == -* ]] || COMPREPLY+=($(compgen -f -X \"!*${files%\\*}\" -- \"$cur\") $(compgen -d -- "
           "\"$cur\")) ;;\n"
           "    esac\n}\ncomplete -o filenames -F _cptsim cptsim\n";
}

std::string zsh_completion(CommandDescription const& en, CommandDescription const& fr)
{
    return "#compdef cptsim\n# " + fmt::format(kHead, "zsh") + '\n' + zsh_functions(en, en, "en") +
           zsh_functions(en, fr, "fr") +
           "_cptsim() {\n"
           "  local at= word language=en\n"
           "  [[ ${LC_ALL:-${LC_MESSAGES:-$LANG}} == fr* ]] && language=fr\n"
           "  integer n=2\n"
           "  while (( n < CURRENT )); do\n"
           "    word=$words[n]\n"
           "    case \"$at $word\" in\n      (" +
           steps(en) +
           ") at=${at:+$at }$word; (( n++ )) ;;\n      (*) break ;;\n    esac\n  done\n"
           "  shift $(( n - 2 )) words\n  (( CURRENT -= n - 2 ))\n"
           "  _cptsim_${language}_${at// /_}\n}\n_cptsim \"$@\"\n";
}

std::string fish_completion(CommandDescription const& en, CommandDescription const& fr)
{
    std::string names;
    for_all(en, [&](CommandDescription const& command) {
        if (!path_in(command).empty()) names += ' ' + last_word(command.name);
    });
    return "# " + fmt::format(kHead, "fish") +
           "\nfunction __cptsim_at\n    set -l at\n    for word in (commandline -opc)[2..-1]\n        contains -- "
           "$word" +
           names +
           "; or break\n        set -a at $word\n    end\n    test \"$at\" = \"$argv\"\nend\n"
           "set -l language $LC_ALL $LC_MESSAGES $LANG\n"
           "if string match -q 'fr*' -- $language[1]\n" +
           fish_lines(en, fr) + "else\n" + fish_lines(en, en) + "end\n";
}

}  // namespace cptsim::app
