#include "sim/files/json.hpp"

#include <fmt/format.h>

#include <cmath>

namespace cptsim {

std::string json_string(std::string_view text)
{
    std::string json = "\"";
    for (char const c : text) {
        if (c == '"' || c == '\\')
            json += std::string("\\") + c;
        else if (c == '\n')
            json += "\\n";
        else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
            json += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
        else
            json += c;
    }
    return json + '"';
}

std::string json_number(double value) { return std::isfinite(value) ? fmt::format("{}", value) : "null"; }
std::string json_number(std::size_t value) { return std::to_string(value); }

std::string json_array(std::vector<std::string> const& values) { return fmt::format("[{}]", fmt::join(values, ", ")); }

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
