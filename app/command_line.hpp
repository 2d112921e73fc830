// Commands, their options, and what users read of them. The one door to CLI11, whose header is slow to compile.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/description.hpp"
#include "sim/base/language.hpp"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace cptsim::app {

/// What is said of an option beyond its names and its help.
class Option {
  public:
    explicit Option(CLI::Option* option) : option_(option) {}
    /// How help names its value: "FILE.h5", "prior|FILE.csv". What is in capitals stands for a value, and is written in
    /// the language of help (see `placeholders`); the rest are values, which completion offers.
    Option shown_as(std::string const& word);
    Option required();
    /// Help says what it is where it is not given.
    Option with_default();
    Option default_is(std::string const& text);
    Option one_of(std::vector<std::string> const& allowed);
    /// May be given several times, with one value each.
    Option repeatable();
    /// Takes exactly one value.
    Option single();
    /// Names a text that is read: "-" and its like stand for standard input, which one option of a command may name.
    Option text_input();
    /// Names a result file, which is read here and there: refuses what can be read but once.
    Option result_input();

  private:
    CLI::Option* option_;
};

/// A command under construction. Its words are given in both languages; help takes those of the program. Values are
/// those of the options that the command runs with: they live as long as what run() takes. Names are as CLI11 writes
/// them: "-o,--output", or "FILE" for an argument.
class Command {
  public:
    Command(CLI::App& command, Language language) : command_(command), language_(language) {}
    /// A command of its own behind this one, which then does nothing by itself: "territories list".
    Command add(char const* name, Text const& description);
    Option text(char const* names, std::string& value, Text const& help);
    Option texts(char const* names, std::vector<std::string>& values, Text const& help);
    /// A number from `least` to `most`.
    Option whole(char const* names, int& value, int least, int most, Text const& help);
    Option real(char const* names, double& value, double least, double most, Text const& help);
    /// A number in digits, up to `most`.
    Option natural(char const* names, std::uint64_t& value, std::uint64_t most, Text const& help);
    /// A text that `take` reads; it throws InputError.
    Option read(char const* names, std::function<void(std::string const&)> take, Text const& help);
    Option flag(char const* names, bool& value, Text const& help);
    /// A flag that may be given a number: --names=N; `names` is written "--names{N}", with the number that it stands
    /// for.
    Option number_flag(char const* names, int& value, int least, int most, Text const& help);
    /// --threads, 0 where it is not given.
    Option threads(int& value);
    /// --lang; before it is read, the language of the environment.
    Option language(Language& value);
    /// What the command does, once its options are read.
    void run(std::function<void()> work);

  private:
    template <class Number>
    Option number(char const* names, Number& value, Number least, Number most, Text kind, Text const& help);

    CLI::App& command_;
    Language language_;
};

/// The program: its commands, in the order in which help lists them.
class Program {
  public:
    /// `language` is that of help and of what is wrong with a command line.
    Program(char const* name, Text const& description, std::string (*version)(), Language language);
    ~Program();
    Program(Program const&) = delete;
    Program& operator=(Program const&) = delete;

    Command add(char const* name, Text const& description);
    /// Reads the arguments and runs the command. Throws InputError where they are no command line of this program, and
    /// whatever the command throws.
    void run(int argc, char** argv);
    /// Its commands and options, as help, manual pages and completion write them.
    [[nodiscard]] CommandDescription describe() const;

  private:
    std::unique_ptr<CLI::App> program_;
    Language language_;
};

/// The language of a command line: that of its --lang, wherever it stands, else that of the environment. Known before
/// anything is parsed, so that help and errors are in it too.
[[nodiscard]] Language language_of(int argc, char const* const* argv);

/// "CLI11 2.3.1".
[[nodiscard]] std::string command_line_library();

}  // namespace cptsim::app
