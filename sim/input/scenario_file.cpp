#include "sim/input/scenario_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "sim/base/calendar.hpp"
#include "sim/base/text.hpp"
#include "sim/files/text_file.hpp"
#include "sim/input/prepared_launch.hpp"
#include "sim/input/scenario_reader.hpp"
#include "sim/input/territory_file.hpp"

namespace cptsim {
namespace fs = std::filesystem;
namespace {

using Kind = TomlNode::Kind;

void mark_overlay(TomlNode& node)
{
    node.overlay = true;
    for (auto& [key, value] : node.table) mark_overlay(value);
}

/// Removes the dated entries of `base` after the end that `over` sets: no run comes so far.
void cut_after_end(TomlNode& base, TomlNode const& over)
{
    auto const time = over.table.find("time");
    if (time == over.table.end()) return;
    auto const end = time->second.table.find("end");
    if (end == time->second.table.end() || end->second.text.size() != month_name(0).size()) return;
    auto const levers = base.table.find("levers");
    if (levers == base.table.end()) return;
    for (auto& [name, dated] : levers->second.table)
        dated.table.erase(dated.table.upper_bound(end->second.text), dated.table.end());  // months sort as text
}

void lay_over(TomlNode& base, TomlNode&& over)
{
    cut_after_end(base, over);
    merge(base, std::move(over));
}

/// A scenario's file with all that it extends, laid over one another.
class Layers {
  public:
    Layers(std::string file, ScenarioLimits const& limits) : limits_(limits), fence_(file, limits.extends_anywhere)
    {
        root = load(std::move(file));
        if (auto const population = root.table.find("population"); population != root.table.end())
            require_inside(population->second);
    }

    TomlNode root;
    std::vector<std::string> files;  ///< the scenario, its base, and so on

  private:
    TomlNode load(std::string file)
    {
        files.push_back(file);
        auto top = parse_toml(read_text(file, limits_.toml.bytes), file, limits_.toml);
        spread_professions(top);
        auto const extends = top.table.find("extends");
        if (extends == top.table.end()) return top;
        auto const named = std::move(extends->second);
        top.table.erase(extends);
        auto base = load(find_base(named, folder_of(file)));
        for (auto const* own : {"name", "title", "description"}) base.table.erase(own);  // they describe one scenario
        mark_overlay(top);
        lay_over(base, std::move(top));
        return base;
    }

    std::string find_base(TomlNode const& named, std::string const& folder)
    {
        if (!named.is(Kind::text))
            throw InputError(named.place, both({"extends is {} (must be the name of a file)",
                                                "extends est {} (il faut un nom de fichier)"},
                                               named.kind_name()));
        auto const base = find_file(named.text, {folder, shipped_folder()});
        if (base.empty())
            throw InputError(
                named.place,
                both({"extends \"{}\" (no such file)", "extends « {} » (fichier introuvable)"}, named.text) +
                    nearly_named(named.text, {folder, shipped_folder()}));
        fence_.require_inside(base, both({"extends \"{}\"", "extends « {} »"}, named.text), named.place);
        std::error_code not_a_file;
        for (auto const& file : files)
            if (fs::equivalent(file, base, not_a_file))
                throw InputError(named.place,
                                 both({"extends is circular ({} -> {})", "extends tourne en rond ({} -> {})"},
                                      fmt::format("{}", fmt::join(files, " -> ")), base));
        if (static_cast<int>(files.size()) > limits_.extends)
            throw InputError(named.place, both({"extends \"{}\" (more than {} files deep)",
                                                "extends « {} » (plus de {} fichiers à la suite)"},
                                               named.text, limits_.extends));
        return base;
    }

    /// The table of territories that a scenario asks for, where there is one: it may have been written by strangers.
    void require_inside(TomlNode const& population) const
    {
        if (!population.is(Kind::text)) return;
        try {
            auto const file = territories_file(population.text, folder_of(files.front()));
            if (file.empty()) return;  // who reads it will say so
            fence_.require_inside(file, both({"population \"{}\"", "population « {} »"}, population.text),
                                  population.place);
        } catch (InputError const& error) {
            throw InputError(population.place, error.problems().front().text);
        }
    }

    ScenarioLimits const& limits_;
    Fence fence_;
};

/// Puts the value at a dotted path, "parameters." left out or not.
void put(TomlNode& root, std::vector<std::string> keys, TomlNode value)
{
    auto* node = &root;
    for (auto const& key : keys) {
        if (!node->is(Kind::table)) *node = TomlNode{};
        auto& next = node->table[key];
        next.place = next.key_place = value.key_place;
        node = &next;
    }
    auto const key_place = node->key_place;
    *node = std::move(value);
    node->key_place = key_place;
}

TomlNode read_sets(std::vector<std::string> const& sets)
{
    static std::vector<std::string> const kSections = {"name", "title",      "description", "population",
                                                       "time", "parameters", "levers"};
    TomlNode root;
    for (std::size_t i = 0; i < sets.size(); ++i) {
        Place const place{"--set", 0, static_cast<int>(i) + 1};
        auto const equals = sets[i].find('=');
        if (equals == std::string::npos)
            throw InputError(place, both({"\"{}\" (must be key=value)", "« {} » (il faut clé=valeur)"}, sets[i]));
        std::vector<std::string> keys;
        for (std::size_t from = 0, dot = 0; from <= equals; from = dot + 1) {
            dot = std::min(sets[i].find('.', from), equals);
            keys.push_back(sets[i].substr(from, dot - from));
        }
        if (std::find(keys.begin(), keys.end(), "") != keys.end())
            throw InputError(place,
                             both({"\"{}\" (a part of the key is empty)", "« {} » (une partie de la clé est vide)"},
                                  sets[i].substr(0, equals)));
        if (keys[0] == "extends")
            throw InputError(place, {"\"extends\" (a base can only be named in a file)",
                                     "« extends » (une base ne se nomme que dans un fichier)"});
        if (std::find(kSections.begin(), kSections.end(), keys[0]) == kSections.end())
            keys.insert(keys.begin(), "parameters");
        auto value = parse_toml_value(sets[i].substr(equals + 1), place);
        put(root, std::move(keys), std::move(value));
    }
    return root;
}

Scenario interpret(TomlNode const& root, std::vector<std::string> const& files)
{
    TomlReader reader;
    auto scenario = interpret_scenario(root, reader);
    if (root.table.count("name") == 0) {
        auto const stem = is_stream(files.front()) ? "mine" : fs::path(files.front()).stem().string();
        reader.note({files.front(), 1, 1}, both({"name is missing (each scenario has its own) add name = \"{}\"?",
                                                 "name manque (chaque scénario a le sien) ajouter name = \"{}\" ?"},
                                                stem));
    }
    reader.throw_if_any(files);
    scenario.file = files.front();
    scenario.files = files;
    scenario.resolved_toml = canonical_toml(scenario);
    return scenario;
}

}  // namespace

ScenarioLayers read_layers(std::string const& file, ScenarioLimits const& limits)
{
    Layers layers(find_shipped("", file), limits);
    return {std::move(layers.root), std::move(layers.files)};
}

Scenario scenario_of(ScenarioLayers layers, std::vector<std::string> const& sets)
{
    auto over = read_sets(sets);
    spread_professions(over);
    lay_over(layers.root, std::move(over));
    return interpret(layers.root, layers.files);
}

Scenario read_scenario(std::string const& file, std::vector<std::string> const& sets, ScenarioLimits const& limits)
{
    return scenario_of(read_layers(file, limits), sets);
}

namespace {

/// What `read` makes of each of some items, their faults together.
template <class Item, class Read>
std::vector<Scenario> different_scenarios(std::vector<Item> const& items, Read const& read)
{
    std::vector<Scenario> scenarios;
    Problems problems;
    for (auto const& item : items) {
        try {
            Scenario scenario = read(item);
            for (auto const& other : scenarios)
                if (other.name == scenario.name)
                    problems.note({scenario.file}, both({"the name \"{}\" is taken (by {}) rename one of them?",
                                                         "le nom « {} » est pris (par {}) renommer l'un des deux ?"},
                                                        scenario.name, other.file));
            scenarios.push_back(std::move(scenario));
        } catch (InputError const& error) {
            problems.take(error);
        }
    }
    problems.throw_if_any();
    return scenarios;
}

}  // namespace

std::vector<Scenario> scenarios_of(std::vector<ScenarioLayers> const& layers, std::vector<std::string> const& sets)
{
    return different_scenarios(layers, [&](ScenarioLayers const& one) { return scenario_of(one, sets); });
}

std::vector<Scenario> read_scenarios(std::vector<std::string> const& files, std::vector<std::string> const& sets,
                                     ScenarioLimits const& limits)
{
    return different_scenarios(files, [&](std::string const& file) { return read_scenario(file, sets, limits); });
}

Scenario read_scenario_text(std::string const& text, std::string const& label)
{
    auto root = parse_toml(text, label);
    auto const extends = root.table.find("extends");
    if (extends != root.table.end())
        throw InputError(extends->second.key_place, {"extends is not allowed here (the text must be complete)",
                                                     "extends n'est pas permis ici (le texte doit être complet)"});
    spread_professions(root);
    return interpret(root, {label});
}

}  // namespace cptsim
