#include "analysis/report/escape.hpp"

#include <cstddef>

#include "sim/base/plain_text.hpp"

namespace cptsim {
namespace {

/// Copies `text`, each character as `escape` writes it; "" from it means as it is.
template <class Escape>
std::string rewrite(std::string_view text, Escape const& escape)
{
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        auto const length = character_bytes(text.substr(i));
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
