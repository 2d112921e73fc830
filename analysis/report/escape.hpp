// Text for HTML: never more than text.
#pragma once
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace cptsim {

/// Text for HTML, in an element or a quoted attribute; what is no UTF-8 becomes U+FFFD.
[[nodiscard]] std::string escape_html(std::string_view text);

/// The text with each {{key}} replaced by its slot or, where it has none, by what `word` gives of the key: once, so
/// that no value is looked at again.
[[nodiscard]] std::string fill_slots(std::string const& text, std::map<std::string, std::string> const& slots,
                                     std::function<std::string(std::string const&)> const& word);

}  // namespace cptsim
