#include "analysis/sweep/factor_reader.hpp"

#include <algorithm>

#include "analysis/sweep/factor_values.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/text.hpp"
#include "sim/input/scenario_reader.hpp"
#include "sim/model/fields.hpp"

namespace cptsim {
namespace {

using Kind = TomlNode::Kind;

/// The two words behind "levers." in "levers.NAME.MONTH" or "levers.NAME.date"; empty for any other path.
std::vector<std::string> lever_words(std::string const& path)
{
    constexpr std::string_view kPrefix = "levers.";
    if (!path.starts_with(kPrefix)) return {};
    auto const dot = path.find('.', kPrefix.size());
    if (dot == std::string::npos || path.find('.', dot + 1) != std::string::npos) return {};
    return {path.substr(kPrefix.size(), dot - kPrefix.size()), path.substr(dot + 1)};
}

std::vector<int> rows_of(std::string const& path)
{
    int const row = parameter_index(path);
    if (row >= 0) return {row};
    std::vector<int> rows;
    for (auto const* profession : kProfessionNames)
        if (int const one = parameter_index(path + '.' + profession); one >= 0) rows.push_back(one);
    return rows;
}

std::vector<std::string> names_of_factors()
{
    std::vector<std::string> names;
    for (auto const& field : parameter_fields()) names.push_back(field.path);
    for (auto const& field : lever_fields()) names.push_back("levers." + field.name + ".date");
    return names;
}

TomlNode value_node(LeverField const& field, Place const& place)
{
    TomlNode node;
    node.place = node.key_place = place;
    node.kind = field.words.empty() ? Kind::number : Kind::text;
    node.number = field.default_value;
    if (!field.words.empty()) node.text = field.words.front();
    return node;
}

}  // namespace

FactorReader::FactorReader(TomlReader& reader, std::vector<Scenario> const& scenarios, bool distributions)
    : reader_(reader), scenarios_(scenarios), distributions_(distributions)
{
}

void FactorReader::note_unknown_factor(Place const& place, std::string const& path)
{
    reader_.note_unknown(
        place, Text{"factor", "facteur inconnu"}, path,
        {"it is a parameter, or a lever with a month or .date; cptsim parameters lists them",
         "c'est un paramètre, ou un levier avec un mois ou .date ; cptsim parameters en donne la liste"},
        names_of_factors());
}

void FactorReader::read_table(TomlNode const& node, std::string const& prefix)
{
    if (!reader_.is_table(node, prefix.empty() ? "factors" : "factors." + prefix)) return;
    auto const names = names_of_factors();
    for (auto const& [key, value] : node.table) {
        auto const path = prefix.empty() ? key : prefix + '.' + key;
        bool const group = std::any_of(names.begin(), names.end(),
                                       [&](std::string const& name) { return name.starts_with(path + '.'); });
        bool const by_profession = !rows_of(path).empty();
        // A table of professions is a group; a table of a distribution is a factor.
        bool const deeper = by_profession && value.is(Kind::table) && !value.table.empty() &&
                            parameter_index(path + '.' + value.table.begin()->first) >= 0;
        if ((by_profession && !deeper) || !lever_words(path).empty())
            read_factor(value, path);
        else if (group || path == "levers" || deeper)
            read_table(value, path);
        else
            note_unknown_factor(value.key_place, path);
    }
}

void FactorReader::add_listed(std::string const& path, Place const& place)
{
    if (std::any_of(found_.begin(), found_.end(), [&](auto const& one) { return one.first.path == path; })) return;
    TomlNode empty;
    empty.place = empty.key_place = place;
    if (rows_of(path).empty() && lever_words(path).empty())
        note_unknown_factor(place, path);
    else
        read_factor(empty, path);
}

/// A date leaves a lever one entry only: another factor of its amounts would be named in the design and do nothing.
void FactorReader::refuse_twice()
{
    for (auto const& [factor, place] : found_)
        for (auto const& [other, ignored] : found_)
            if (factor.kind == SweepFactor::Kind::lever && other.kind == SweepFactor::Kind::date &&
                factor.entry.lever == other.entry.lever)
                reader_.note(
                    place,
                    both(
                        {"{} would be erased by {} (from the start of policies on, a lever with a date has that one "
                         "entry)",
                         "{} serait effacé par {} (dès le début de la politique, un levier daté n'a que cette valeur)"},
                        factor.path, other.path));
}

void FactorReader::take(std::vector<SweepFactor>& factors, std::vector<Place>& places)
{
    refuse_twice();
    std::sort(found_.begin(), found_.end(), [](auto const& a, auto const& b) { return a.first.path < b.first.path; });
    for (auto& [factor, place] : found_) {
        factors.push_back(std::move(factor));
        places.push_back(std::move(place));
    }
    found_.clear();
}

void FactorReader::read_factor(TomlNode const& node, std::string const& path)
{
    if (!reader_.is_table(node, "factors." + path)) return;
    SweepFactor factor;
    factor.path = path;
    factor.scenarios.assign(scenarios_.size(), true);
    bool const known = lever_words(path).empty() ? find_parameter(factor, node) : find_lever(factor, node);
    if (!known) return;
    auto const range = factor_range(factor);
    factor.min = range.min;
    factor.max = range.max;
    if (auto const named = node.table.find("scenarios"); named != node.table.end())
        read_scenarios(named->second, factor);
    read_factor_values(node, distributions_, scenarios_.front(), factor, reader_);
    found_.emplace_back(std::move(factor), node.key_place);
}

bool FactorReader::find_parameter(SweepFactor& factor, TomlNode const& node)
{
    factor.rows = rows_of(factor.path);
    auto keys = distribution_keys();
    keys.insert(keys.end(), {"scenarios", "in_proportion"});
    for (auto const& [key, value] : node.table)
        if (std::find(keys.begin(), keys.end(), key) == keys.end())
            reader_.note_unknown(value.key_place, Text{"key", "clé inconnue"}, key,
                                 Text{"a factor has one of ", "un facteur a l'un de "} + join(distribution_keys()) +
                                     Text{", and scenarios and in_proportion", ", et scenarios et in_proportion"},
                                 keys);
    if (auto const rest = node.table.find("in_proportion"); rest != node.table.end())
        read_proportional(rest->second, factor);
    return true;
}

/// What the table of a factor says of a lever's entry, beside the values of the factor.
TomlNode FactorReader::entry_of(TomlNode const& node, SweepFactor const& factor)
{
    bool const date = factor.kind == SweepFactor::Kind::date;
    TomlNode entry;
    entry.place = node.place;
    entry.key_place = node.key_place;
    entry.overlay = true;
    for (auto const& [key, value] : node.table) {
        if (says_values(key) && date != is_date_key(key))
            reader_.note(value.key_place,
                         both({"{} has {} ({})", "{} a {} ({})"}, factor.path, key,
                              date ? Text{"a date is one of months = [..] or between = [first, last]",
                                          "une date s'écrit months = [..] ou between = [premier, dernier]"}
                                   : Text{"months and between are for a factor levers.NAME.date",
                                          "months et between vont à un facteur levers.NOM.date"}));
        if (!says_values(key) && key != "scenarios") entry.table[key] = value;
    }
    return entry;
}

/// Puts any value of the lever into an entry whose values come from the design.
void FactorReader::give_value(TomlNode& entry, std::string const& path, std::string const& lever)
{
    for (auto const* key : {"value", "by_profession"}) {
        if (entry.table.contains(key))
            reader_.note(entry.table[key].key_place, both({"{} has a {} (the design gives it its values)",
                                                           "{} a un {} (le plan d'expériences lui donne ses valeurs)"},
                                                          path, key));
        entry.table.erase(key);
    }
    if (int const row = lever_index(lever); row >= 0)
        entry.table["value"] = value_node(lever_fields()[static_cast<std::size_t>(row)], entry.place);
}

/// The entry is read as that of a scenario file, so that it may have a ramp and a target.
bool FactorReader::find_lever(SweepFactor& factor, TomlNode const& node)
{
    auto const words = lever_words(factor.path);
    bool const date = words[1] == "date";
    factor.kind = date ? SweepFactor::Kind::date : SweepFactor::Kind::lever;
    auto entry = entry_of(node, factor);
    if (!date) give_value(entry, factor.path, words[0]);
    if (date && !entry.table.contains("value") && !entry.table.contains("by_profession")) {
        reader_.note(node.key_place, factor.path + Text{" has no value (what the lever becomes at its date)",
                                                        " n'a pas de value (ce que devient le levier à sa date)"});
        return false;
    }
    Scenario read;
    read.end_month = scenarios_.front().end_month;
    read.policy_month = scenarios_.front().policy_month;
    TomlNode levers;
    levers.place = levers.key_place = node.key_place;
    auto& dated = levers.table[words[0]];
    dated.place = dated.key_place = node.key_place;
    dated.table[date ? month_name(read.policy_month) : words[1]] = std::move(entry);
    interpret_levers(levers, reader_, read);
    if (read.levers.empty()) return false;
    factor.entry = read.levers.front();
    return true;
}

/// Shares of the same whole, which what the factor leaves is divided among as it was before.
void FactorReader::read_proportional(TomlNode const& node, SweepFactor& factor)
{
    if (factor.rows.size() != 1)
        return reader_.note(node.place, both({"{} is no one share of a whole (in_proportion needs one)",
                                              "{} n'est pas une part d'un tout (in_proportion en demande une)"},
                                             factor.path));
    for (auto const& path : reader_.texts(node, factor.path + ".in_proportion")) {
        auto const rows = rows_of(path);
        if (rows.size() != 1 || parameter_fields()[static_cast<std::size_t>(rows[0])].max > 1 || path == factor.path)
            reader_.note(
                node.place,
                both({"{}.in_proportion: \"{}\" is no other share (it names shares of one whole)",
                      "{}.in_proportion : \"{}\" n'est pas une autre part (il nomme des parts d'un même tout)"},
                     factor.path, path));
        else
            factor.proportional.push_back(rows[0]);
    }
}

void FactorReader::read_scenarios(TomlNode const& node, SweepFactor& factor)
{
    std::vector<std::string> names;
    for (auto const& scenario : scenarios_) names.push_back(scenario.name);
    if (!node.is(Kind::list) || node.items.empty()) {
        reader_.note(node.place, both({"{}.scenarios must be a list of names of scenarios",
                                       "{}.scenarios doit être une liste de noms de scénarios"},
                                      factor.path));
        return;
    }
    factor.scenarios.assign(names.size(), false);
    for (auto const& item : node.items) {
        auto const name = reader_.text(item, factor.path + ".scenarios");
        if (!name) continue;
        auto const found = std::find(names.begin(), names.end(), *name);
        if (found != names.end())
            factor.scenarios[static_cast<std::size_t>(found - names.begin())] = true;
        else if (!names.front().empty())  // the scenarios have faults of their own
            reader_.note_unknown(item.place, Text{"scenario", "scénario inconnu"}, *name,
                                 Text{"the study has ", "l'étude a "} + join(names), names);
    }
}

}  // namespace cptsim
