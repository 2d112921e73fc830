#include "analysis/sweep/factor_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "analysis/sweep/study_file.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/error.hpp"
#include "sim/base/language.hpp"
#include "sim/input/scenario_reader.hpp"
#include "sim/model/fields.hpp"

namespace cptsim {
namespace {

using Kind = TomlNode::Kind;

constexpr int kMaxLevels = 10000;
std::vector<std::string> const kDistributions = {"uniform", "log_uniform", "normal", "integer", "values"};
std::vector<std::string> const kDates = {"months", "between"};

/// The three words of "levers.NAME.MONTH"; empty for any other path.
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

LeverField const& lever_of(SweepFactor const& factor)
{
    return lever_fields()[static_cast<std::size_t>(factor.entry.lever)];
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

/// The row of a word in a choice; noted where there is none.
std::optional<double> word_row(LeverField const& field, std::string const& word, Place const& place, TomlReader& reader)
{
    auto const found = std::find(field.words.begin(), field.words.end(), word);
    if (found != field.words.end()) return static_cast<double>(found - field.words.begin());
    reader.note_unknown(place, "word", word, field.name + " is one of " + join(field.words), field.words);
    return {};
}

/// Notes a month that no policy may begin in.
bool note_outside(int month, std::string const& text, Scenario const& scenario, Place const& place, TomlReader& reader)
{
    if (month >= scenario.policy_month && month <= scenario.end_month) return false;
    reader.note(place, fmt::format("{} lies outside the months of policies ({} to {})", text,
                                   month_name(scenario.policy_month), month_name(scenario.end_month)));
    return true;
}

bool is_distribution(std::string const& key)
{
    return std::find(kDistributions.begin(), kDistributions.end(), key) != kDistributions.end() ||
           std::find(kDates.begin(), kDates.end(), key) != kDates.end();
}

}  // namespace

FactorReader::FactorReader(TomlReader& reader, std::vector<Scenario> const& scenarios, bool distributions)
    : reader_(reader), scenarios_(scenarios), distributions_(distributions)
{
}

void FactorReader::read_table(TomlNode const& node, std::string const& prefix)
{
    if (!reader_.is_table(node, prefix.empty() ? "factors" : "factors." + prefix)) return;
    for (auto const& [key, value] : node.table) {
        auto const path = prefix.empty() ? key : prefix + '.' + key;
        auto const names = names_of_factors();
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
            reader_.note_unknown(value.key_place, "factor", path,
                                 "it is a parameter, or a lever with a month or .date; cptsim parameters lists them",
                                 names);
    }
}

void FactorReader::add_listed(std::string const& path, Place const& place)
{
    if (std::any_of(found_.begin(), found_.end(), [&](auto const& one) { return one.first.path == path; })) return;
    TomlNode empty;
    empty.place = empty.key_place = place;
    if (rows_of(path).empty() && lever_words(path).empty())
        reader_.note_unknown(place, "factor", path,
                             "it is a parameter, or a lever with a month or .date; cptsim parameters lists them",
                             names_of_factors());
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
                reader_.note(place, fmt::format("{} would be erased by {} (from the start of policies on, a lever with "
                                                "a date has that one entry)",
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
    auto const range = range_of(factor);
    factor.min = range.min;
    factor.max = range.max;
    if (auto const named = node.table.find("scenarios"); named != node.table.end())
        read_scenarios(named->second, factor);
    read_distribution(node, factor);
    found_.emplace_back(std::move(factor), node.key_place);
}

bool FactorReader::find_parameter(SweepFactor& factor, TomlNode const& node)
{
    factor.rows = rows_of(factor.path);
    std::vector<std::string> keys = kDistributions;
    keys.emplace_back("scenarios");
    for (auto const& [key, value] : node.table)
        if (std::find(keys.begin(), keys.end(), key) == keys.end())
            reader_.note_unknown(value.key_place, "key", key,
                                 "a factor has one of " + join(kDistributions) + ", and scenarios", keys);
    return true;
}

/// The entry is read as that of a scenario file, so that it may have a ramp and a target.
bool FactorReader::find_lever(SweepFactor& factor, TomlNode const& node)
{
    auto const words = lever_words(factor.path);
    bool const date = words[1] == "date";
    factor.kind = date ? SweepFactor::Kind::date : SweepFactor::Kind::lever;
    Scenario read;
    read.end_month = scenarios_.front().end_month;
    read.policy_month = scenarios_.front().policy_month;
    TomlNode entry;
    entry.place = node.place;
    entry.key_place = node.key_place;
    entry.overlay = true;
    for (auto const& [key, value] : node.table) {
        bool const own = is_distribution(key) || key == "scenarios";
        if (own && key != "scenarios" && date != (std::find(kDates.begin(), kDates.end(), key) != kDates.end()))
            reader_.note(value.key_place, fmt::format("{} has {} ({})", factor.path, key,
                                                      date ? "a date is one of months = [..] or between = [first, last]"
                                                           : "months and between are for a factor levers.NAME.date"));
        if (!own) entry.table[key] = value;
    }
    int const lever = lever_index(words[0]);
    if (!date) {
        for (auto const* key : {"value", "by_profession"})
            if (entry.table.contains(key))
                reader_.note(entry.table[key].key_place,
                             fmt::format("{} has a {} (the design gives it its values)", factor.path, key));
        entry.table.erase("value");
        entry.table.erase("by_profession");
        if (lever >= 0) entry.table["value"] = value_node(lever_fields()[static_cast<std::size_t>(lever)], node.place);
    }
    if (date && !entry.table.contains("value") && !entry.table.contains("by_profession")) {
        reader_.note(node.key_place, factor.path + " has no value (what the lever becomes at its date)");
        return false;
    }
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

NumberRange FactorReader::range_of(SweepFactor const& factor) const
{
    if (factor.kind == SweepFactor::Kind::parameter) {
        auto const& field = parameter_fields()[static_cast<std::size_t>(factor.rows.front())];
        return {field.min, field.max, field.unit};
    }
    auto const& field = lever_of(factor);
    return {field.min, field.max, field.unit};
}

void FactorReader::read_scenarios(TomlNode const& node, SweepFactor& factor)
{
    std::vector<std::string> names;
    for (auto const& scenario : scenarios_) names.push_back(scenario.name);
    if (!node.is(Kind::list) || node.items.empty()) {
        reader_.note(node.place, fmt::format("{}.scenarios must be a list of names of scenarios", factor.path));
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
            reader_.note_unknown(item.place, "scenario", *name, "the study has " + join(names), names);
    }
}

void FactorReader::read_distribution(TomlNode const& node, SweepFactor& factor)
{
    std::vector<std::string> said;
    for (auto const& [key, value] : node.table)
        if (is_distribution(key)) said.push_back(key);
    bool const date = factor.kind == SweepFactor::Kind::date;
    if (said.size() > 1 || (said.empty() && distributions_)) {
        reader_.note(node.key_place,
                     fmt::format("{} has {} (must have one of {})", factor.path,
                                 said.empty() ? "no values" : join(said), join(date ? kDates : kDistributions)));
        return;
    }
    if (said.empty()) return;
    auto const& value = node.table.at(said[0]);
    if (!value.is(Kind::list) || value.items.empty()) {
        reader_.note(value.place, fmt::format("{}.{} must be a list", factor.path, said[0]));
        return;
    }
    if (said[0] == "values")
        read_levels(value, factor);
    else if (said[0] == "integer")
        read_integers(value, factor);
    else if (date && (said[0] == "months" || said[0] == "between"))
        read_months(value, factor, said[0] == "between");
    else if (!date)
        read_range(said[0], value, factor);
}

void FactorReader::read_range(std::string const& word, TomlNode const& numbers, SweepFactor& factor)
{
    auto const path = factor.path + '.' + word;
    if (factor.has_words()) {
        reader_.note(numbers.place, fmt::format("{} is a choice between {} (must have values)", factor.path,
                                                join(lever_of(factor).words)));
        return;
    }
    bool const normal = word == "normal";
    std::vector<double> pair;
    for (std::size_t i = 0; i < numbers.items.size(); ++i) {
        auto const own = range_of(factor);
        // Wider than its bounds by far, a normal distribution is a uniform one that single precision cannot cut.
        auto const range = normal && i == 1 ? NumberRange{0, 100 * (own.max - own.min), own.unit} : own;
        if (auto const number = reader_.number(numbers.items[i], path, range)) pair.push_back(*number);
    }
    if (pair.size() < numbers.items.size()) return;  // a number was refused
    if (pair.size() != 2 || !(normal ? pair[1] > 0 : pair[0] < pair[1]) || (word == "log_uniform" && pair[0] <= 0)) {
        reader_.note(numbers.place, fmt::format("{} must be [{}]", path,
                                                normal                  ? "mean, positive standard deviation"
                                                : word == "log_uniform" ? "low, high], both positive, low first"
                                                                        : "low, high"));
        return;
    }
    factor.prior = {normal ? Prior::normal : word == "uniform" ? Prior::uniform : Prior::log_uniform, pair[0], pair[1]};
}

void FactorReader::read_levels(TomlNode const& list, SweepFactor& factor)
{
    auto const path = factor.path + ".values";
    for (auto const& item : list.items) {
        std::optional<double> value;
        if (!factor.has_words())
            value = reader_.number(item, path, range_of(factor));
        else if (auto const word = reader_.text(item, path))
            value = word_row(lever_of(factor), *word, item.place, reader_);
        if (value) factor.values.push_back(*value);
    }
}

void FactorReader::read_integers(TomlNode const& list, SweepFactor& factor)
{
    auto const path = factor.path + ".integer";
    auto const range = range_of(factor);
    std::vector<int> ends;
    for (auto const& item : list.items)
        if (auto const number =
                reader_.whole(item, path, {std::max(range.min, -1e9), std::min(range.max, 1e9), range.unit}))
            ends.push_back(*number);
    if (ends.size() < list.items.size()) return;
    if (ends.size() != 2 || ends[0] >= ends[1] || ends[1] - ends[0] >= kMaxLevels || factor.has_words())
        reader_.note(list.place, fmt::format("{} must be [first, last], at most {} numbers", path, kMaxLevels));
    else
        for (int value = ends[0]; value <= ends[1]; ++value) factor.values.push_back(value);
}

void FactorReader::read_months(TomlNode const& list, SweepFactor& factor, bool between)
{
    auto const path = factor.path + (between ? ".between" : ".months");
    auto const& scenario = scenarios_.front();
    std::vector<int> months;
    for (auto const& item : list.items) {
        auto const month = reader_.month(item, path);
        if (!month) return;
        if (note_outside(*month, item.text, scenario, item.place, reader_)) return;
        months.push_back(*month);
    }
    if (between && (months.size() != 2 || months[0] >= months[1])) {
        reader_.note(list.place, path + " must be [first, last]");
        return;
    }
    if (between)
        for (int month = months[0]; month <= months[1]; ++month) factor.values.push_back(month);
    else
        factor.values.assign(months.begin(), months.end());
}

double listed_value(SweepFactor const& factor, std::string const& text, Scenario const& scenario, Place const& place,
                    TomlReader& reader)
{
    if (factor.kind == SweepFactor::Kind::date) {
        auto const month = reader.month(text, place);
        if (month) note_outside(*month, text, scenario, place, reader);
        return month.value_or(0);
    }
    if (factor.has_words()) return word_row(lever_of(factor), text, place, reader).value_or(0);
    double value = 0;
    auto const* const end = text.data() + text.size();
    auto const result = std::from_chars(text.data(), end, value);
    if (result.ec != std::errc{} || result.ptr != end || !std::isfinite(value))
        reader.note(place, fmt::format("\"{}\" is no number", text));
    else if (value < factor.min || value > factor.max)
        reader.note(place, fmt::format("{} is {} (must lie between {} and {})", factor.path, text,
                                       plain_number(factor.min), plain_number(factor.max)));
    return value + 0.0;
}

std::string factor_text(SweepFactor const& factor, double value)
{
    if (factor.kind == SweepFactor::Kind::date) return toml_quoted(month_name(static_cast<int>(value)));
    if (factor.has_words()) return toml_quoted(lever_of(factor).words[static_cast<std::size_t>(value)]);
    return plain_number(value);
}

}  // namespace cptsim
