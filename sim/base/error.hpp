// Two kinds of failure: what a user can mend (InputError, exit 2) and what is ours (std::logic_error, exit 1).
#pragma once
#include <stdexcept>
#include <string>
#include <vector>

namespace cptsim {

/// One fault in the user's input. Printed as `file:line:column: problem (why it is one) suggestion?`;
/// an empty file, or line 0, leaves that part out.
struct InputProblem {
    std::string file;
    int line = 0;
    int column = 0;
    std::string text;
};

/// All faults of the user's input that were found in one pass. Every command ends with exit status 2 on it.
class InputError : public std::runtime_error {
  public:
    explicit InputError(std::vector<InputProblem> problems);
    explicit InputError(std::string text) : InputError({InputProblem{{}, 0, 0, std::move(text)}}) {}
    [[nodiscard]] std::vector<InputProblem> const& problems() const { return problems_; }

  private:
    std::vector<InputProblem> problems_;
};

/// The candidate nearest to `word` by edit distance, or "" where none is near enough to be meant.
[[nodiscard]] std::string did_you_mean(std::string const& word, std::vector<std::string> const& candidates);

}  // namespace cptsim
