#include "sim/input/scenario_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "sim/base/language.hpp"
#include "sim/base/text.hpp"
#include "sim/input/possible.hpp"
#include "sim/model/fields.hpp"

namespace cptsim {
namespace {

using Kind = TomlNode::Kind;

constexpr std::size_t kLongestName = 100;

bool is_by_profession(std::string const& path) { return parameter_index(path + '.' + kProfessionNames[0]) >= 0; }

std::vector<std::string> professions() { return {kProfessionNames.begin(), kProfessionNames.end()}; }

/// "group.name" of every parameter, of one group or of all.
std::vector<std::string> parameter_names(std::string const& group = "")
{
    std::vector<std::string> names;
    for (auto const& field : parameter_fields()) {
        if (!group.empty() && field.group != group) continue;
        auto const name = field.path.substr(0, field.path.find('.', field.group.size() + 1));
        if (names.empty() || names.back() != name) names.push_back(name);
    }
    return names;
}

class ScenarioInterpreter {
  public:
    ScenarioInterpreter(TomlReader& reader, Scenario& scenario) : reader_(reader), scenario_(scenario) {}

    void read(TomlNode const& root)
    {
        TomlNode const* levers = nullptr;
        for (auto const& [key, node] : root.table) {
            if (key == "name")
                read_name(node);
            else if (key == "title")
                read_words(node, key, scenario_.title_en, scenario_.title_fr);
            else if (key == "description")
                read_words(node, key, scenario_.description_en, scenario_.description_fr);
            else if (key == "population")
                read_population(node);
            else if (key == "time")
                read_time(node);
            else if (key == "parameters")
                read_parameters(node);
            else if (key == "levers")
                levers = &node;
            else
                reader_.note_unknown(node.key_place, Text{"key", "clé inconnue"}, key,
                                     Text{"a scenario has ", "un scénario a "} + join(kKeys), kKeys);
        }
        check_shares();
        if (levers && reader_.is_table(*levers, "levers")) interpret_levers(*levers, reader_, scenario_);
        if (scenario_.title_en.empty()) scenario_.title_en = scenario_.title_fr;
        if (scenario_.title_en.empty()) scenario_.title_en = scenario_.name;
        if (scenario_.title_fr.empty()) scenario_.title_fr = scenario_.title_en;
    }

  private:
    void read_name(TomlNode const& node)
    {
        auto const name = reader_.text(node, "name");
        if (!name) return;
        if (name->empty() || name->find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") != std::string::npos)
            reader_.note(node.place, both({"name is \"{}\" (must be made of a-z, 0-9 and _)",
                                           "name vaut « {} » (il se compose de a-z, 0-9 et _)"},
                                          *name));
        else if (name->size() > kLongestName)
            reader_.note(node.place,
                         both({"name has {} characters (must have {} at most)", "name a {} caractères (au plus {})"},
                              name->size(), kLongestName));
        scenario_.name = *name;
    }

    void read_words(TomlNode const& node, std::string const& path, std::string& en, std::string& fr)
    {
        if (node.is(Kind::text)) {
            reader_.note(
                node.place,
                both({"{} is text (must be a table of languages) write {} = {{ fr = \"...\", en = \"...\" }}?",
                      "{} est un texte (il faut une table de langues) écrire {} = {{ fr = \"...\", en = \"...\" }} ?"},
                     path, path));
            return;
        }
        reader_.languages(node, path, en, fr, path == "description");
    }

    void read_population(TomlNode const& node)
    {
        auto const name = reader_.text(node, "population");
        if (name && name->empty())
            reader_.note(node.place, {"population is empty (must name a table of territories)",
                                      "population est vide (il faut nommer une table de territoires)"});
        if (name) scenario_.population = *name;
    }

    void read_time(TomlNode const& node)
    {
        if (!reader_.is_table(node, "time")) return;
        for (auto const& [key, value] : node.table) {
            if (key != "end" && key != "policy_start") {
                reader_.note_unknown(value.key_place, Text{"key", "clé inconnue"}, key,
                                     {"time has end, policy_start", "time a end, policy_start"},
                                     {"end", "policy_start"});
            } else if (auto const month = reader_.month(value, "time." + key)) {
                (key == "end" ? scenario_.end_month : scenario_.policy_month) = *month;
            }
        }
    }

    void read_parameters(TomlNode const& node)
    {
        if (!reader_.is_table(node, "parameters")) return;
        std::vector<std::string> groups;
        for (auto const& group : parameter_groups()) groups.emplace_back(group.name);
        for (auto const& [group, values] : node.table) {
            if (std::find(groups.begin(), groups.end(), group) == groups.end()) {
                reader_.note_unknown(values.key_place, Text{"key", "clé inconnue"}, group,
                                     {"no group of parameters has this name", "aucun groupe de paramètres n'a ce nom"},
                                     groups, {"see cptsim parameters", "voir cptsim parameters"});
            } else if (reader_.is_table(values, "parameters." + group)) {
                for (auto const& [name, value] : values.table) read_parameter(group, name, value);
            }
        }
    }

    void read_parameter(std::string const& group, std::string const& name, TomlNode const& value)
    {
        auto const path = group + '.' + name;
        if (parameter_index(path) >= 0) {
            read_number(path, value);
        } else if (is_by_profession(path)) {
            if (!reader_.is_table(value, path)) return;
            for (auto const& [profession, number] : value.table) {
                if (parameter_index(path + '.' + profession) >= 0)
                    read_number(path + '.' + profession, number);
                else
                    reader_.note_unknown(number.key_place, Text{"profession", "profession inconnue"}, profession,
                                         Text{"professions are ", "les professions sont "} + join(professions()),
                                         professions());
            }
        } else {
            auto candidates = parameter_names(group);
            if (did_you_mean(path, candidates).empty()) candidates = parameter_names();
            reader_.note_unknown(value.key_place, Text{"key", "clé inconnue"}, path,
                                 {"no parameter has this name", "aucun paramètre n'a ce nom"}, candidates,
                                 {"see cptsim parameters", "voir cptsim parameters"});
        }
    }

    void read_number(std::string const& path, TomlNode const& value)
    {
        int const row = parameter_index(path);
        auto const& field = parameter_fields()[static_cast<std::size_t>(row)];
        place_of_[row] = value.place;
        auto const number = reader_.number(value, path, {field.min, field.max, field.unit});
        if (!number) return;
        scenario_.parameters[row] = *number;
        if (auto const fault = value_fault(row, *number); !fault.empty())
            reader_.note(value.place, both({"{} is {}{}", "{} vaut {}{}"}, path, plain_number(*number), fault));
    }

    /// What the scenario sets, or the default.
    [[nodiscard]] double value_of(int row) const
    {
        auto const set = scenario_.parameters.find(row);
        return set == scenario_.parameters.end() ? parameter_fields()[static_cast<std::size_t>(row)].default_value
                                                 : set->second;
    }

    /// Notes shares of more than one whole at the last one that is set.
    void check_shares()
    {
        for (auto const& rows : shares_of_one()) {
            double sum = 0;
            std::vector<std::string> parts;
            Place const* place = nullptr;
            for (int const row : rows) {
                sum += value_of(row);
                parts.push_back(fmt::format("{} {}", parameter_fields()[static_cast<std::size_t>(row)].path,
                                            plain_number(value_of(row))));
                if (scenario_.parameters.count(row) > 0) place = &place_of_.at(row);
            }
            if (place && sum > 1 + 1e-9)
                reader_.note(*place, both({"shares add up to {} (must be 1 at most: {})",
                                           "la somme des parts est {} (au plus 1 : {})"},
                                          plain_number(std::round(sum * 1e6) / 1e6), join(parts)));
        }
    }

    inline static std::vector<std::string> const kKeys = {"extends",    "name", "title",      "description",
                                                          "population", "time", "parameters", "levers"};
    TomlReader& reader_;
    Scenario& scenario_;
    std::map<int, Place> place_of_;  ///< of each parameter that is set
};

}  // namespace

void spread_professions(TomlNode& root)
{
    auto const parameters = root.table.find("parameters");
    if (parameters == root.table.end()) return;
    for (auto& [group, values] : parameters->second.table) {
        for (auto& [name, value] : values.table) {
            if (value.is(Kind::table) || !is_by_profession(group + '.' + name)) continue;
            TomlNode table;
            table.place = value.place;
            table.key_place = value.key_place;
            table.overlay = value.overlay;
            for (auto const* profession : kProfessionNames) table.table[profession] = value;
            value = std::move(table);
        }
    }
}

Scenario interpret_scenario(TomlNode const& root, TomlReader& reader)
{
    Scenario scenario;
    ScenarioInterpreter(reader, scenario).read(root);
    return scenario;
}

}  // namespace cptsim
