// Two kinds of failure: what a user can mend (InputError, exit 2) and what is ours (std::logic_error, exit 1).
#pragma once
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/language.hpp"

namespace cptsim {

/// Where something was written. Line 0: not in a line (an option of the command line, a file as a whole); no file:
/// nowhere that has a name.
struct Place {
    std::string file;
    int line = 0;
    int column = 0;
};

/// One fault in the user's input. Printed as `file:line:column: problem (why it is one) suggestion?`, as far as its
/// place goes, in the language of whoever reads it.
struct InputProblem : Place {
    InputProblem(Place place, Words what) : Place(std::move(place)), text(std::move(what)) {}
    Words text;
};

/// Faults of the user's input: those of one pass, or the first that left nothing to go on with. Every command ends
/// with exit status 2 on it.
class InputError : public std::runtime_error {
  public:
    explicit InputError(std::vector<InputProblem> problems);
    /// throw InputError({file, line, column}, {"…", "…"}), or InputError({file}, both({"… {}", "… {}"}, value)).
    InputError(Place place, Words text) : InputError({InputProblem(std::move(place), std::move(text))}) {}
    explicit InputError(Words text) : InputError(Place{}, std::move(text)) {}
    /// All problems, one a line; what() says them in English.
    [[nodiscard]] std::string in(Language language) const;
    [[nodiscard]] std::vector<InputProblem> const& problems() const { return problems_; }

  private:
    std::vector<InputProblem> problems_;
};

/// Collects the faults that one pass over the user's input finds, so that they are said at once.
class Problems {
  public:
    void note(Place place, Words text) { list_.emplace_back(std::move(place), std::move(text)); }
    /// Passes over a fault that is there already: scenarios that extend one base share what is wrong with it.
    void note_once(Place const& place, Words const& text);
    /// Notes what unknown_word() says.
    void note_unknown(Place const& place, Words const& what, std::string const& word, Words const& why,
                      std::vector<std::string> const& candidates, Words const& otherwise = {});
    /// Notes the faults that another pass ended with, each once.
    void take(InputError const& error);

    /// Throws what was noted, in the order in which it was.
    void throw_if_any() const;
    /// The same in the order of `files` and of their lines, one fault for each place: for trees, which are not read in
    /// the order in which they were written.
    void throw_if_any(std::vector<std::string> const& files) const;
    [[nodiscard]] std::vector<InputProblem> problems(std::vector<std::string> const& files) const;

  private:
    std::vector<InputProblem> list_;
};

/// The candidate nearest to `word` by edit distance, or "" where none is near enough to be meant.
[[nodiscard]] std::string did_you_mean(std::string const& word, std::vector<std::string> const& candidates);
/// The same as the end of a message: ` did you mean "…"?`, or "".
[[nodiscard]] Words suggestion(std::string const& word, std::vector<std::string> const& candidates);
/// `unknown key "…" (why) did you mean "…"?`; without a near candidate the suggestion is `otherwise`. In French `what`
/// says that it is unknown, in its gender: {"key", "clé inconnue"}.
[[nodiscard]] Words unknown_word(Words const& what, std::string const& word, Words const& why,
                                 std::vector<std::string> const& candidates, Words const& otherwise = {});

}  // namespace cptsim
