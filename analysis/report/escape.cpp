#include "analysis/report/escape.hpp"

#include <fmt/format.h>

#include <cstddef>

namespace cptsim {
namespace {

/// Bytes of the UTF-8 character that begins at `i`; 0 where none does (overlong forms and surrogates are none).
std::size_t character_at(std::string_view text, std::size_t i)
{
    auto const byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
    unsigned const first = byte(i);
    if (first < 0x80) return 1;
    std::size_t const length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || i + length > text.size()) return 0;
    for (std::size_t k = 1; k < length; ++k)
        if ((byte(i + k) & 0xC0U) != 0x80U) return 0;
    unsigned const second = byte(i + 1);
    bool const overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
    bool const outside = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
    return overlong || outside ? 0 : length;
}

/// Copies `text`, each character as `escape` writes it; "" from it means as it is.
template <class Escape>
std::string rewrite(std::string_view text, Escape const& escape)
{
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        auto const length = character_at(text, i);
        if (length == 0) {
            out += "\uFFFD";
            ++i;
            continue;
        }
        auto const character = text.substr(i, length);
        auto const escaped = escape(character);
        out += escaped.empty() ? std::string(character) : escaped;
        i += length;
    }
    return out;
}

}  // namespace

std::string json_text(std::string_view text)
{
    auto const escape = [](std::string_view c) -> std::string {
        // < and & could end the script element or begin a comment in it; U+2028 and U+2029 end lines in JavaScript.
        bool const is_control = c.size() == 1 && static_cast<unsigned char>(c[0]) < 0x20;
        if (is_control || c == "\"" || c == "\\" || c == "<" || c == ">" || c == "&" || c == "\x7F")
            return fmt::format("\\u{:04X}", static_cast<unsigned char>(c[0]));
        if (c == "\u2028") return "\\u2028";
        if (c == "\u2029") return "\\u2029";
        return "";
    };
    return '"' + rewrite(text, escape) + '"';
}

std::string escape_html(std::string_view text)
{
    return rewrite(text, [](std::string_view c) -> std::string {
        switch (c[0]) {
            case '&':
                return "&amp;";
            case '<':
                return "&lt;";
            case '>':
                return "&gt;";
            case '"':
                return "&quot;";
            case '\'':
                return "&#39;";
            case '\0':
                return "\uFFFD";
            default:
                return "";
        }
    });
}

std::string fill_slots(std::string const& text, std::map<std::string, std::string> const& slots,
                       std::function<std::string(std::string const&)> const& word)
{
    std::string out;
    for (std::size_t from = 0;;) {
        auto const open = text.find("{{", from);
        out += text.substr(from, open - from);
        if (open == std::string::npos) return out;
        auto const close = text.find("}}", open);
        auto const key = text.substr(open + 2, close - open - 2);
        auto const slot = slots.find(key);
        out += slot != slots.end() ? slot->second : word(key);
        from = close + 2;
    }
}

}  // namespace cptsim
