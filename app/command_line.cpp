#include "app/command_line.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <sstream>

#include "app/commands.hpp"
#include "sim/base/error.hpp"
#include "sim/base/plain_text.hpp"

namespace cptsim::app {
namespace {

/// The command behind `parent` that a word names; none where `parent` has no commands, or the word is an option.
/// Throws InputError for a word that is neither.
CLI::App const* next_command(CLI::App const& parent, std::string const& word)
{
    std::vector<std::string> names;
    for (auto const* command : parent.get_subcommands([](CLI::App const*) { return true; })) {
        if (command->get_name() == word) return command;
        names.push_back(command->get_name());
    }
    if (names.empty() || word.empty() || word[0] == '-') return nullptr;
    auto const why = fmt::format("commands are {}", fmt::join(names, ", "));
    throw InputError(unknown_word("command", word, why, names));
}

/// Refuses "" as a value: whoever writes it has lost what it was to be, as a variable of a script that is not set.
CLI::Option* not_empty(CLI::Option* option)
{
    auto const check = [option](std::string const& text) -> std::string {
        if (text.empty())
            throw InputError(fmt::format("{} is empty (must have a value) leave it out?", option->get_name()));
        return "";
    };
    return option->check(CLI::Validator(check, ""));
}

}  // namespace

Option Option::shown_as(std::string const& word)
{
    option_->type_name(word);
    return *this;
}

Option Option::required()
{
    option_->required();
    return *this;
}

Option Option::with_default()
{
    option_->capture_default_str();
    return *this;
}

Option Option::default_is(std::string const& text)
{
    option_->default_str(text);
    return *this;
}

Option Option::one_of(std::vector<std::string> const& words)
{
    option_->check(CLI::IsMember(words));
    return *this;
}

Option Option::repeatable()
{
    option_->type_size(1)->allow_extra_args(false);  // what follows its value is an argument again
    return *this;
}

Option Option::single()
{
    option_->expected(1);
    return *this;
}

Command Command::add(char const* name, char const* description)
{
    command_.require_subcommand(1);
    return Command(*command_.add_subcommand(name, description));
}

Option Command::text(char const* names, std::string& value, char const* help)
{
    return Option(not_empty(command_.add_option(names, value, help)));
}

Option Command::texts(char const* names, std::vector<std::string>& values, char const* help)
{
    return Option(not_empty(command_.add_option(names, values, help)));
}

Option Command::whole(char const* names, int& value, int least, int most, char const* help)
{
    return Option(command_.add_option(names, value, help)->check(CLI::Range(least, most)));
}

Option Command::real(char const* names, double& value, double least, double most, char const* help)
{
    return Option(command_.add_option(names, value, help)->check(CLI::Range(least, most)));
}

Option Command::natural(char const* names, std::uint64_t& value, std::uint64_t most, char const* help)
{
    return read(
        names, [&value, names, most](std::string const& text) { value = parse_whole(names, text, most); }, help);
}

Option Command::read(char const* names, std::function<void(std::string const&)> take, char const* help)
{
    return Option(not_empty(command_.add_option_function<std::string>(names, std::move(take), help)));
}

Option Command::flag(char const* names, bool& value, char const* help)
{
    return Option(command_.add_flag(names, value, help));
}

Option Command::number_flag(char const* names, int& value, int least, int most, char const* help)
{
    return Option(command_.add_flag(names, value, help)->check(CLI::Range(least, most)));
}

Option Command::threads(int& value)
{
    constexpr int kMost = 4096;
    return whole("--threads", value, 1, kMost, "Threads (default: as many as the process may use)").shown_as("T");
}

Option Command::language(Language& value)
{
    value = choose_language("");
    return read(
               "--lang", [&value](std::string const& text) { value = choose_language(text); },
               "Language of the output: fr or en (default: that of LANG)")
        .shown_as("fr|en");
}

void Command::run(std::function<void()> work) { command_.callback(std::move(work)); }

Program::Program(char const* name, char const* description, std::string (*version)())
    : program_(std::make_unique<CLI::App>(description, name))
{
    program_->set_version_flag("--version", version, "Print version, commit, compiler and libraries");
    program_->require_subcommand(1);
}

Program::~Program() = default;

Command Program::add(char const* name, char const* description)
{
    return Command(*program_->add_subcommand(name, description));
}

bool Program::run(int argc, char** argv)
{
    auto const* parent = program_.get();
    for (int i = 1; i < argc && parent; ++i) parent = next_command(*parent, argv[i]);
    try {
        program_->parse(argc, argv);
    } catch (CLI::ParseError const& error) {
        std::ostringstream out, words;  // written like all else: std::cerr is another way to stderr
        auto const status = program_->exit(error, out, words);
        fmt::print("{}", out.str());
        fmt::print(stderr, "{}", printable(words.str()));
        return status == 0;
    }
    return true;
}

std::string command_line_library() { return "CLI11 " CLI11_VERSION; }

}  // namespace cptsim::app
