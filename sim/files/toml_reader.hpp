// Reads typed values out of a TOML tree and collects everything that is wrong with them.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/files/toml_document.hpp"

namespace cptsim {

/// What a number may be.
struct NumberRange {
    double min;
    double max;
    std::string_view unit;  ///< "1" or "": none
};

/// Each function returns the value, or nothing after noting the problem.
class TomlReader {
  public:
    void note(Place const&, std::string text);
    /// Notes `unknown key "…" (why) did you mean "…"?`; without a near candidate the suggestion is `otherwise`.
    void note_unknown(Place const&, std::string const& what, std::string const& word, std::string const& why,
                      std::vector<std::string> const& candidates, std::string const& otherwise = "");

    [[nodiscard]] bool is_table(TomlNode const&, std::string const& path);
    [[nodiscard]] std::optional<double> number(TomlNode const&, std::string const& path, NumberRange const&);
    /// A whole number of `unit`.
    [[nodiscard]] std::optional<int> whole(TomlNode const&, std::string const& path, NumberRange const&);
    [[nodiscard]] std::optional<std::string> text(TomlNode const&, std::string const& path);
    /// A month written as "2024-01", counted from January 2019.
    [[nodiscard]] std::optional<int> month(std::string const& written, Place const&);
    [[nodiscard]] std::optional<int> month(TomlNode const&, std::string const& path);

    /// All problems, in the order of `files` and of their lines, one for each place.
    [[nodiscard]] std::vector<InputProblem> problems(std::vector<std::string> const& files) const;

  private:
    std::vector<InputProblem> problems_;
};

/// "a, b, c".
[[nodiscard]] std::string join(std::vector<std::string> const& words);

}  // namespace cptsim
