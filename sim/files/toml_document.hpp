// A TOML file as a tree that remembers where each value was written. The one door to toml++.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/error.hpp"

namespace cptsim {

struct TomlNode {
    enum class Kind { truth, number, text, date, list, table };
    Kind kind = Kind::table;
    bool truth = false;
    double number = 0;
    std::optional<std::int64_t> whole;  ///< the same where it was written as a whole number, every digit of it
    std::string text;
    std::vector<TomlNode> items;            ///< of a list
    std::map<std::string, TomlNode> table;  ///< of a table, by key
    Place key_place;                        ///< of the key that names the value; of the value in a list
    Place place;                            ///< of the value
    bool overlay = false;                   ///< written by a file that extends another

    [[nodiscard]] bool is(Kind k) const { return kind == k; }
    /// "a number", "text", … for messages.
    [[nodiscard]] Text kind_name() const;
};

struct TomlLimits {
    std::size_t bytes = std::size_t{1} << 20;  ///< of a file
    int dots = 64;                             ///< on a line, outside strings: the parser's stack grows with them
    int depth = 16;                            ///< of tables and lists in one another
};

/// Reads a TOML text. Throws InputError with one problem where it is not TOML or goes beyond a limit.
[[nodiscard]] TomlNode parse_toml(std::string_view text, std::string const& file, TomlLimits const& = {});

/// Reads one value as --set takes it: TOML, or else bare words as text ("automatic", "2030-12").
[[nodiscard]] TomlNode parse_toml_value(std::string const& text, Place const&);

/// Puts `over` on `base`: tables merge by key, anything else replaces.
void merge(TomlNode& base, TomlNode&& over);

/// `text` as a TOML string in quotes.
[[nodiscard]] std::string toml_quoted(std::string_view text);

}  // namespace cptsim
