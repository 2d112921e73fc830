// JSON that may stand inside a <script> element of a page.
#pragma once
#include <string>
#include <string_view>

namespace cptsim {

/// Text of an object or array under construction. Keys and values follow each other as in the text; commas come by
/// themselves.
class Json {
  public:
    Json& object() { return open('{', '}'); }
    Json& array() { return open('[', ']'); }
    Json& end();
    Json& key(std::string_view name);
    /// Any bytes: what HTML or JavaScript could take for more than text is escaped, what is no UTF-8 becomes U+FFFD.
    Json& text(std::string_view text);
    /// As short_number() writes it; null for NaN and infinities.
    Json& number(double value);
    Json& whole(long value);
    Json& boolean(bool value);
    Json& null();
    [[nodiscard]] std::string const& str() const { return out_; }

  private:
    Json& open(char begin, char end);
    void separate();
    std::string out_;
    std::string open_;  ///< what closes each open object or array, the innermost last
    bool needs_comma_ = false;
};

/// Text for HTML, in an element or a quoted attribute; what is no UTF-8 becomes U+FFFD.
[[nodiscard]] std::string escape_html(std::string_view text);

}  // namespace cptsim
