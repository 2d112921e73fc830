// Reads typed values out of a TOML tree, or of the cells of a table, and collects everything that is wrong with them.
#pragma once
#include <cstdint>
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
class TomlReader : public Problems {
  public:
    [[nodiscard]] bool is_table(TomlNode const&, std::string const& path);
    [[nodiscard]] std::optional<double> number(TomlNode const&, std::string const& path, NumberRange const&);
    /// A whole number of `unit`.
    [[nodiscard]] std::optional<int> whole(TomlNode const&, std::string const& path, NumberRange const&);
    /// A seed of random draws, up to 2^64 - 1; above 2^63 - 1 TOML has no whole numbers, and it is a text of digits.
    [[nodiscard]] std::optional<std::uint64_t> seed(TomlNode const&, std::string const& path);
    /// A text of one line.
    [[nodiscard]] std::optional<std::string> text(TomlNode const&, std::string const& path);
    /// Texts of a list that is not empty; those that are none are left out.
    [[nodiscard]] std::vector<std::string> texts(TomlNode const&, std::string const& path);
    /// What a table of languages says, { en = "...", fr = "..." }; a language that it lacks stays as it was. `lines`:
    /// each may have several lines.
    void languages(TomlNode const&, std::string const& path, std::string& en, std::string& fr, bool lines = false);
    /// A month written as "2024-01", counted from January 2019.
    [[nodiscard]] std::optional<int> month(std::string const& written, Place const&);
    [[nodiscard]] std::optional<int> month(TomlNode const&, std::string const& path);

    /// A number in a cell of a table.
    [[nodiscard]] std::optional<double> number(std::string const& written, Place const&, std::string const& path);
    /// Whether a number lies in its range; else notes it as it was written.
    bool is_within(NumberRange const&, double value, std::string const& written, Place const&, std::string const& path);
};

/// "a, b, c".
[[nodiscard]] std::string join(std::vector<std::string> const& words);

}  // namespace cptsim
