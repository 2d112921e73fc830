#include "sim/base/plain_text.hpp"

#include <cstdint>

#include "sim/base/text.hpp"

namespace cptsim {
namespace {

struct Character {
    std::uint32_t code = 0;
    std::size_t bytes = 0;  ///< 0: not UTF-8
};

/// The character that a text, which is not empty, begins with; its first byte where that is none.
Character first_character(std::string_view text)
{
    auto const byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
    std::uint32_t const lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    std::size_t const bytes = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (bytes == 0 || text.size() < bytes) return {lead, 0};
    std::uint32_t code = lead & (0x7FU >> bytes);
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) return {lead, 0};
        code = code << 6 | (byte(i) & 0x3FU);
    }
    bool const is_shortest = code >= (bytes == 2 ? 0x80U : bytes == 3 ? 0x800U : 0x10000U);
    bool const is_surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (!is_shortest || is_surrogate || code > 0x10FFFF) return {lead, 0};
    return {code, bytes};
}

bool is_hidden(std::uint32_t code)
{
    if (code < 0x20) return code != '\n' && code != '\r' && code != '\t';
    return (code >= 0x7F && code < 0xA0) || (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
           code == 0x200B || code == 0x2060 || code == 0xFEFF;
}

std::string hexadecimal(std::uint32_t value, int digits)
{
    constexpr char kDigits[] = "0123456789ABCDEF";
    std::string text;
    for (int i = digits - 1; i >= 0; --i) text += kDigits[value >> (4 * i) & 15U];
    return text;
}

}  // namespace

std::size_t character_bytes(std::string_view text) { return first_character(text).bytes; }

std::optional<TextFault> text_fault(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        auto const character = first_character(text.substr(at));
        if (character.bytes == 0)
            return TextFault{at, both({"byte 0x{} is not UTF-8 (Windows-1252 or Latin-1?) save the file as UTF-8?",
                                       "l'octet 0x{} n'est pas de l'UTF-8 (Windows-1252 ou Latin-1 ?) enregistrer le "
                                       "fichier en UTF-8 ?"},
                                      hexadecimal(character.code, 2))};
        if (is_hidden(character.code))
            return TextFault{at, both({"a character that nobody sees, U+{} (must be text) take it out?",
                                       "un caractère invisible, U+{} (il faut du texte) l'enlever ?"},
                                      hexadecimal(character.code, 4))};
        at += character.bytes;
    }
    return {};
}

std::string trimmed(std::string const& text)
{
    auto const first = text.find_first_not_of(' ');
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::string printable(std::string_view text)
{
    std::string shown;
    for (std::size_t at = 0; at < text.size();) {
        auto const character = first_character(text.substr(at));
        if (character.bytes == 0)
            shown += "\\x" + hexadecimal(character.code, 2);
        else if (is_hidden(character.code) || character.code == '\r')
            shown +=
                character.code < 0x80 ? "\\x" + hexadecimal(character.code, 2) : "\\u" + hexadecimal(character.code, 4);
        else
            shown += text.substr(at, character.bytes);
        at += character.bytes == 0 ? 1 : character.bytes;
    }
    return shown;
}

Words abridged(std::string_view text, std::size_t most)
{
    if (text.size() <= most) return std::string(text);
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
    return both({"{}… ({} bytes more)", "{}… ({} octets de plus)"}, std::string(text.substr(0, most)),
                text.size() - most);
}

}  // namespace cptsim
