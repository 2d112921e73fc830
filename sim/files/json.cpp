#include "sim/files/json.hpp"

#include <fmt/format.h>

#include <cmath>

#include "sim/base/plain_text.hpp"

namespace cptsim {

namespace {

/// How a character stands in a string; "": as it is.
std::string escaped(std::string_view character)
{
    if (character == "\u2028") return "\\u2028";  // which end lines in JavaScript
    if (character == "\u2029") return "\\u2029";
    if (character.size() > 1) return "";
    auto const byte = static_cast<unsigned char>(character[0]);
    if (byte == '"' || byte == '\\') return std::string("\\") + character[0];
    if (byte == '\n') return "\\n";
    // < and & could end the script element around it, or begin a comment in it.
    if (byte < 0x20 || byte == 0x7F || byte == '<' || byte == '>' || byte == '&') return fmt::format("\\u{:04X}", byte);
    return "";
}

}  // namespace

std::string json_string(std::string_view text)
{
    std::string json = "\"";
    for (std::size_t bytes = 0; !text.empty(); text.remove_prefix(bytes)) {
        bytes = character_bytes(text);
        auto const character = text.substr(0, bytes);
        auto const instead = bytes == 0 ? std::string("\uFFFD") : escaped(character);
        json += instead.empty() ? std::string(character) : instead;
        if (bytes == 0) bytes = 1;
    }
    return json + '"';
}

std::string json_texts(std::vector<std::string> const& texts)
{
    std::vector<std::string> values;
    for (auto const& text : texts) values.push_back(json_string(text));
    return json_array(values);
}

std::string json_number(double value) { return std::isfinite(value) ? fmt::format("{}", value) : "null"; }
std::string json_number(std::size_t value) { return std::to_string(value); }

std::string json_array(std::vector<std::string> const& values) { return fmt::format("[{}]", fmt::join(values, ", ")); }

bool is_nested_deeper(std::string_view json, int most)
{
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        if (quoted && json[i] == '\\')
            ++i;
        else if (json[i] == '"')
            quoted = !quoted;
        else if (!quoted && (json[i] == '{' || json[i] == '[') && ++depth > most)
            return true;
        else if (!quoted && (json[i] == '}' || json[i] == ']'))
            --depth;
    }
    return false;
}

JsonObject::JsonObject(char const* what) { text("cptsim", what).count("schema", kJsonSchema); }

JsonObject& JsonObject::add(std::string_view name, std::string value)
{
    members_.emplace_back(name, std::move(value));
    return *this;
}
JsonObject& JsonObject::text(std::string_view name, std::string_view value) { return add(name, json_string(value)); }
JsonObject& JsonObject::number(std::string_view name, double value) { return add(name, json_number(value)); }
JsonObject& JsonObject::count(std::string_view name, std::size_t value) { return add(name, json_number(value)); }

std::string JsonObject::json() const
{
    std::vector<std::string> parts;
    for (auto const& [name, value] : members_) parts.push_back(json_string(name) + ": " + value);
    return fmt::format("{{{}}}", fmt::join(parts, ", "));
}

}  // namespace cptsim
