#include "app/command_line.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <utility>

#include "app/commands.hpp"
#include "app/help_text.hpp"
#include "sim/base/error.hpp"
#include "sim/base/number.hpp"
#include "sim/base/text.hpp"
#include "sim/files/text_file.hpp"

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
    auto const all = fmt::format("{}", fmt::join(names, ", "));
    throw InputError(unknown_word(Text{"command", "commande inconnue"}, word,
                                  both({"commands are {}", "les commandes sont {}"}, all), names));
}

/// The command that was being read when something was wrong.
CLI::App const& last_command(CLI::App const& program)
{
    auto const begun = program.get_subcommands();
    return begun.empty() ? program : last_command(*begun.back());
}

/// "--output" of "-o,--output".
std::string long_name(std::string const& names) { return names.substr(names.find_last_of(',') + 1); }

std::string names_of(std::vector<std::string> const& words) { return fmt::format("{}", fmt::join(words, ", ")); }

/// What was written but is nothing that the command knows. Words behind "--" are left to the program.
Words surplus(CLI::App const& command, CLI::App const& program)
{
    auto left = command.remaining(true);
    if (left.empty()) left = program.remaining(true);
    auto const word = left.empty() ? std::string("--") : left.front();
    if (word[0] != '-') return both({"\"{}\" is one argument too many", "« {} » est un argument de trop"}, word);
    std::vector<std::string> names;
    for (auto const* option : command.get_options())
        for (auto const& name : option->get_lnames()) names.push_back("--" + name);
    return unknown_word(Text{"option", "option inconnue"}, word,
                        both({"see {} --help", "voir {} --help"}, command.get_display_name()), names);
}

/// What is wrong with a command line, in both languages. CLI11 says it in English only; the name of what it speaks of
/// stands at the beginning of its message.
Words fault(CLI::ParseError const& error, CLI::App const& program)
{
    auto const& command = last_command(program);
    std::string const said = error.what();
    auto const named = placeholders(said.substr(0, said.find_first_of(": ")));
    if (dynamic_cast<CLI::ExtrasError const*>(&error)) return surplus(command, program);
    auto const* option = command.get_option_no_throw(named.en);
    if (dynamic_cast<CLI::ArgumentMismatch const*>(&error) && option && option->count() > 1)
        return both({"{} comes {} times (must come once)", "{} est donné {} fois (il le faut une fois)"}, named,
                    option->count());
    if (dynamic_cast<CLI::ArgumentMismatch const*>(&error))
        return both({"{} needs a value", "{} attend une valeur"}, named);
    if (!dynamic_cast<CLI::RequiredError const*>(&error)) return said;
    if (auto const left = command.remaining(true); !left.empty() && left.front().starts_with('-'))
        return surplus(command, program);
    if (!command.get_subcommands([](CLI::App const*) { return true; }).empty())
        return Text{"a command is missing", "il manque une commande"};
    return both({"{} is missing", "{} manque"}, named);
}

/// A check of what was written behind an option, before CLI11 reads it.
CLI::Validator check_of(std::function<void(std::string const&)> check)
{
    return CLI::Validator(
        [check = std::move(check)](std::string& text) {
            check(text);
            return std::string();
        },
        "", "");
}

OptionDescription describe(CLI::Option const& option, Language language)
{
    OptionDescription d;
    d.argument = option.get_positional();
    if (d.argument) d.names = {placeholders(option.get_name()).in(language)};
    for (auto const& name : option.get_snames()) d.names.push_back('-' + name);
    for (auto const& name : option.get_lnames()) d.names.push_back("--" + name);
    if (option.get_items_expected_max() > 0) {
        d.value = placeholders(option.get_type_name()).in(language);
        d.words = words_in(option.get_type_name());
    }
    d.help = option.get_description();
    d.default_value = option.get_default_str();
    d.required = option.get_required();
    d.several = option.get_expected_max() > 1;
    return d;
}

CommandDescription describe(CLI::App const& command, std::string const& before, Language language)
{
    CommandDescription d{before + command.get_name(), command.get_description(), {}, {}};
    for (bool const argument : {true, false})
        for (auto const* option : command.get_options())
            if (option->get_positional() == argument) d.options.push_back(describe(*option, language));
    for (auto const* part : command.get_subcommands([](CLI::App const*) { return true; }))
        d.commands.push_back(describe(*part, d.name + ' ', language));
    return d;
}

std::string path_of(CLI::App const& command)
{
    return command.get_parent() ? path_of(*command.get_parent()) + command.get_parent()->get_name() + ' ' : "";
}

/// Standard input can be read but once.
void require_one_stdin(CLI::App const& command)
{
    int named = 0;
    for (auto const* option : command.get_options())
        for (auto const& word : option->results())
            if (word == kStandardInput && ++named > 1)
                throw InputError(
                    both({"{}: standard input is named twice (it can be read but once) <(COMMAND), or a file?",
                          "{} : l'entrée standard est nommée deux fois (elle ne se lit qu'une fois) <(COMMANDE), "
                          "ou un fichier ?"},
                         placeholders(option->get_name())));
}

/// Refuses "" as a value: whoever writes it has lost what it was to be, as a variable of a script that is not set. And
/// what a terminal would obey.
CLI::Option* plain_text(CLI::Option* option)
{
    auto const check = [option](std::string const& text) -> std::string {
        if (text.empty())
            throw InputError(
                both({"{} is empty (must have a value) leave it out?", "{} est vide (il faut une valeur) l'omettre ?"},
                     placeholders(option->get_name())));
        auto const is_control = [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7F; };
        if (std::any_of(text.begin(), text.end(), is_control))
            throw InputError(both({"{} holds a control character (must be text)",
                                   "{} contient un caractère de contrôle (il faut du texte)"},
                                  placeholders(option->get_name())));
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

Option Option::one_of(std::vector<std::string> const& allowed)
{
    option_->type_name(fmt::format("{}", fmt::join(allowed, "|")));
    option_->check(check_of([allowed, name = option_->get_name()](std::string const& text) {
        if (std::find(allowed.begin(), allowed.end(), text) != allowed.end()) return;
        throw InputError(both({"{} is \"{}\" (must be one of {}){}", "{} vaut « {} » (au choix : {}){}"}, name, text,
                              names_of(allowed), suggestion(text, allowed)));
    }));
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

Option Option::text_input()
{
    option_->transform(CLI::Validator(
        [](std::string& word) {
            word = typed_name(word);
            return std::string();
        },
        ""));
    return *this;
}

Option Option::result_input()
{
    option_->check(check_of([](std::string const& word) {
        auto const name = typed_name(word);
        if (is_stream(name))
            throw InputError({name}, {"is no result file (which is read here and there, not from its beginning to its "
                                      "end) save it to a file first?",
                                      "n'est pas un fichier de résultats (qui se lit à plusieurs endroits, et non d'un "
                                      "bout à l'autre) l'enregistrer d'abord dans un fichier ?"});
    }));
    return *this;
}

Command Command::add(char const* name, Text const& description)
{
    command_.require_subcommand(1);
    return Command(*command_.add_subcommand(name, description.in(language_)), language_);
}

Option Command::text(char const* names, std::string& value, Text const& help)
{
    return Option(plain_text(command_.add_option(names, value, help.in(language_))));
}

Option Command::texts(char const* names, std::vector<std::string>& values, Text const& help)
{
    return Option(plain_text(command_.add_option(names, values, help.in(language_))));
}

Option Command::whole(char const* names, int& value, int least, int most, Text const& help)
{
    return number(names, value, least, most, Text{"a whole number", "un nombre entier"}, help);
}

Option Command::real(char const* names, double& value, double least, double most, Text const& help)
{
    return number(names, value, least, most, Text{"a number", "un nombre"}, help);
}

template <class Number>
Option Command::number(char const* names, Number& value, Number least, Number most, Text kind, Text const& help)
{
    auto* const option = command_.add_option(names, value, help.in(language_));
    option->type_name("N")->check(check_of([least, most, kind, name = long_name(names)](std::string const& text) {
        auto const number = parse_number<Number>(text);
        if (!number || !(*number >= least && *number <= most))
            throw InputError(both({"{} is \"{}\" (must be {} from {} to {})", "{} vaut « {} » (il faut {} de {} à {})"},
                                  name, text, kind, least, most));
    }));
    return Option(option);
}

Option Command::natural(char const* names, std::uint64_t& value, std::uint64_t most, Text const& help)
{
    return read(
        names, [&value, names, most](std::string const& text) { value = parse_whole(names, text, most); }, help);
}

Option Command::read(char const* names, std::function<void(std::string const&)> take, Text const& help)
{
    return Option(plain_text(command_.add_option_function<std::string>(names, std::move(take), help.in(language_))));
}

Option Command::flag(char const* names, bool& value, Text const& help)
{
    return Option(command_.add_flag(names, value, help.in(language_)));
}

Option Command::number_flag(char const* names, int& value, int least, int most, Text const& help)
{
    auto* const option = command_.add_flag(names, value, help.in(language_));
    return Option(option->check(check_of([least, most, option](std::string const& text) {
        auto const number = parse_number<int>(text);
        if (!number || *number < least || *number > most)
            throw InputError(both({"{} is \"{}\" (must be a whole number from {} to {})",
                                   "{} vaut « {} » (il faut un nombre entier de {} à {})"},
                                  "--" + option->get_lnames().front(), text, least, most));
    })));
}

Option Command::threads(int& value)
{
    constexpr int kMost = 4096;
    return whole("--threads", value, 1, kMost,
                 {"Threads (default: as many as the process may use)",
                  "Fils d'exécution (par défaut : autant que le processus peut en utiliser)"})
        .shown_as("T");
}

Option Command::language(Language& value)
{
    value = language_;  // language_of() has read the command line
    return read("--lang", [&value](std::string const& text) { value = choose_language(text); },
                {"Language of what is written, help and errors included (default: that of LC_ALL, LC_MESSAGES or LANG)",
                 "Langue de ce qui est écrit, aide et erreurs comprises (par défaut : celle de LC_ALL, LC_MESSAGES ou "
                 "LANG)"})
        .shown_as("fr|en");
}

void Command::run(std::function<void()> work)
{
    command_.callback([&command = command_, work = std::move(work)] {
        require_one_stdin(command);
        work();
    });
}

Program::Program(char const* name, Text const& description, std::string (*version)(), Language language)
    : program_(std::make_unique<CLI::App>(description.in(language), name)), language_(language)
{
    program_->set_help_flag("-h,--help", Text{"Print this help", "Affiche cette aide"}.in(language));
    program_->set_version_flag("--version", version,
                               Text{"Print version, commit, compiler and libraries",
                                    "Affiche la version, le commit, le compilateur et les bibliothèques"}
                                   .in(language));
    program_->formatter_fn([language](CLI::App const* command, std::string const&, CLI::AppFormatMode) {
        return help_text(app::describe(*command, path_of(*command), language), language);
    });
    program_->require_subcommand(1);
}

Program::~Program() = default;

Command Program::add(char const* name, Text const& description)
{
    return Command(*program_->add_subcommand(name, description.in(language_)), language_);
}

void Program::run(int argc, char** argv)
{
    auto const* parent = program_.get();
    for (int i = 1; i < argc && parent; ++i) parent = next_command(*parent, argv[i]);
    try {
        program_->parse(argc, argv);
    } catch (CLI::Success const& wish) {  // --help, --version
        program_->exit(wish);
    } catch (CLI::ParseError const& error) {
        throw InputError(fault(error, *program_) +
                         Text{"\nRun with --help for more information.", "\nAjoutez --help pour en savoir plus."});
    }
}

CommandDescription Program::describe() const { return app::describe(*program_, "", language_); }

Language language_of(int argc, char const* const* argv)
{
    std::string_view const option = "--lang";
    for (int i = 1; i < argc; ++i) {
        std::string_view const word = argv[i];
        if (word == "--") break;
        auto const value = word == option && i + 1 < argc ? std::string_view(argv[i + 1])
                           : word.starts_with("--lang=")  ? word.substr(option.size() + 1)
                                                          : std::string_view();
        if (value == "fr" || value == "en") return choose_language(std::string(value));
    }
    return choose_language("");
}

std::string command_line_library() { return "CLI11 " CLI11_VERSION; }

}  // namespace cptsim::app
