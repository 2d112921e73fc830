// What a text may hold that people read, terminals print and result files keep.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "sim/base/language.hpp"

namespace cptsim {

/// Bytes of the UTF-8 character that a text, which is not empty, begins with; 0 where none does (overlong forms and
/// surrogates are none).
[[nodiscard]] std::size_t character_bytes(std::string_view text);

/// The first thing in a text that is no plain text.
struct TextFault {
    std::size_t at = 0;  ///< byte
    Words what;          ///< what it is and why it is refused, for a message
};

/// Looks for bytes that are not UTF-8, and for characters that nobody sees but a terminal obeys or a key differs by:
/// control characters (but for line ends and tabs), marks of direction, blanks without width.
[[nodiscard]] std::optional<TextFault> text_fault(std::string_view text);

/// Without the blanks at both ends.
[[nodiscard]] std::string trimmed(std::string const& text);

/// The text with every such thing written out ("\x1B"), as messages show it.
[[nodiscard]] std::string printable(std::string_view text);

/// At most `most` bytes of a text, by whole characters; what is left out is counted.
[[nodiscard]] Words abridged(std::string_view text, std::size_t most);

}  // namespace cptsim
