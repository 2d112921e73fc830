// The canonical text of a scenario.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "sim/base/calendar.hpp"
#include "sim/base/language.hpp"
#include "sim/input/scenario_reader.hpp"
#include "sim/model/fields.hpp"

namespace cptsim {
namespace {

std::string quoted_list(std::vector<std::string> const& words)
{
    std::vector<std::string> quoted;
    for (auto const& word : words) quoted.push_back(toml_quoted(word));
    return "[" + join(quoted) + "]";
}

std::string write_value(LeverField const& field, double value)
{
    return field.words.empty() ? plain_number(value) : toml_quoted(field.words[static_cast<std::size_t>(value)]);
}

/// `value = …`, or `by_profession = { … }` where those concerned differ.
std::vector<std::string> write_values(LeverField const& field, LeverEntry const& entry)
{
    std::vector<std::string> names, several;
    std::vector<double> values;
    for (std::size_t p = 0; p < kProfessions; ++p) {
        if ((entry.target.professions >> p & 1U) == 0) continue;
        names.emplace_back(kProfessionNames[p]);
        values.push_back(entry.value[p]);
        several.push_back(fmt::format("{} = {}", names.back(), write_value(field, values.back())));
    }
    bool const alike = std::all_of(values.begin(), values.end(), [&](double v) { return v == values.front(); });
    if (!alike) return {"by_profession = { " + join(several) + " }"};
    std::vector<std::string> parts = {"value = " + write_value(field, values.front())};
    if (names.size() < kProfessions) parts.push_back("professions = " + quoted_list(names));
    return parts;
}

std::string write_entry(LeverEntry const& entry)
{
    auto const& field = lever_fields()[static_cast<std::size_t>(entry.lever)];
    auto parts = write_values(field, entry);
    if (parts.size() == 1 && parts[0].compare(0, 8, "value = ") == 0 && entry.ramp == 0 && entry.target.everywhere())
        return parts[0].substr(8);
    if (entry.ramp > 0) parts.push_back(fmt::format("ramp = {}", entry.ramp));
    if (!entry.target.size_classes.empty())
        parts.push_back(fmt::format("sizes = [{}]", fmt::join(entry.target.size_classes, ", ")));
    auto const add = [&](char const* key, std::vector<std::string> const& words) {
        if (!words.empty()) parts.push_back(fmt::format("{} = {}", key, quoted_list(words)));
    };
    add("milieux", entry.target.milieux);
    add("zones", entry.target.zones);
    add("regions", entry.target.regions);
    add("territories", entry.target.territories);
    return "{ " + join(parts) + " }";
}

std::string write_words(char const* table, std::string const& en, std::string const& fr)
{
    if (en.empty() && fr.empty()) return {};
    return fmt::format("\n[{}]\nen = {}\nfr = {}\n", table, toml_quoted(en), toml_quoted(fr));
}

std::string write_parameters(Scenario const& scenario)
{
    std::map<std::string, std::map<std::string, double>> groups;
    for (auto const& [row, value] : scenario.parameters) {
        auto const& field = parameter_fields()[static_cast<std::size_t>(row)];
        groups[field.group][field.path.substr(field.group.size() + 1)] = value;
    }
    std::string text;
    for (auto const& [group, values] : groups) {
        text += fmt::format("\n[parameters.{}]\n", group);
        for (auto const& [name, value] : values) text += fmt::format("{} = {}\n", name, plain_number(value));
    }
    return text;
}

}  // namespace

std::string canonical_toml(Scenario const& scenario)
{
    std::map<std::string, std::string> levers;
    for (auto const& entry : scenario.levers)  // in ascending order of month
        levers[lever_fields()[static_cast<std::size_t>(entry.lever)].name] +=
            fmt::format("{} = {}\n", month_name(entry.month), write_entry(entry));
    std::string text = fmt::format("name = {}\n", toml_quoted(scenario.name));
    if (!scenario.population.empty()) text += fmt::format("population = {}\n", toml_quoted(scenario.population));
    text += write_words("description", scenario.description_en, scenario.description_fr);
    for (auto const& [name, entries] : levers) text += fmt::format("\n[levers.{}]\n{}", name, entries);
    text += write_parameters(scenario);
    text += fmt::format("\n[time]\nend = \"{}\"\npolicy_start = \"{}\"\n", month_name(scenario.end_month),
                        month_name(scenario.policy_month));
    return text + write_words("title", scenario.title_en, scenario.title_fr);
}

}  // namespace cptsim
