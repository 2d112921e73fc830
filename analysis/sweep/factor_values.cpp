#include "analysis/sweep/factor_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "sim/base/calendar.hpp"
#include "sim/base/language.hpp"
#include "sim/base/number.hpp"
#include "sim/input/possible.hpp"
#include "sim/model/fields.hpp"

namespace cptsim {
namespace {

using Kind = TomlNode::Kind;

constexpr int kMaxLevels = 10000;

bool is_among(std::string const& word, std::vector<std::string> const& words)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

LeverField const& lever_of(SweepFactor const& factor)
{
    return lever_fields()[static_cast<std::size_t>(factor.entry.lever)];
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

/// Reads the values of one factor.
class ValueReader {
  public:
    ValueReader(SweepFactor& factor, Scenario const& scenario, TomlReader& reader)
        : factor_(factor), scenario_(scenario), reader_(reader)
    {
    }

    void read(TomlNode const& table, bool needed)
    {
        std::vector<std::string> said;
        for (auto const& [key, value] : table.table)
            if (says_values(key)) said.push_back(key);
        bool const date = factor_.kind == SweepFactor::Kind::date;
        if (said.size() > 1 || (said.empty() && needed)) {
            reader_.note(table.key_place, fmt::format("{} has {} (must have one of {})", factor_.path,
                                                      said.empty() ? "no values" : join(said),
                                                      join(date ? date_keys() : distribution_keys())));
            return;
        }
        if (said.empty()) return;
        auto const& key = said.front();
        auto const& list = table.table.at(key);
        auto const path = factor_.path + '.' + key;
        if (!list.is(Kind::list) || list.items.empty())
            reader_.note(list.place, path + " must be a list");
        else if (key == "values")
            read_levels(list, path);
        else if (key == "integer")
            read_integers(list, path);
        else if (date && is_date_key(key))
            read_months(list, path, key == "between");
        else if (!date)
            read_range(list, path, key);
    }

  private:
    void read_range(TomlNode const& list, std::string const& path, std::string const& word)
    {
        if (factor_.has_words()) {
            reader_.note(list.place, fmt::format("{} is a choice between {} (must have values)", factor_.path,
                                                 join(lever_of(factor_).words)));
            return;
        }
        if (std::any_of(factor_.rows.begin(), factor_.rows.end(), takes_whole_numbers)) {
            reader_.note(list.place, fmt::format("{} takes whole numbers (must have values)", factor_.path));
            return;
        }
        bool const normal = word == "normal", log = word == "log_uniform";
        auto const own = factor_range(factor_);
        // Wider than its bounds by far, a normal distribution is a uniform one that single precision cannot cut.
        NumberRange const deviation{0, 100 * (own.max - own.min), own.unit};
        std::vector<double> pair;
        for (std::size_t i = 0; i < list.items.size(); ++i)
            if (auto const number = reader_.number(list.items[i], path, normal && i == 1 ? deviation : own))
                pair.push_back(*number);
        if (pair.size() < list.items.size()) return;  // a number was refused
        if (pair.size() == 2 && (normal ? pair[1] > 0 : pair[0] < pair[1]) && !(log && pair[0] <= 0))
            factor_.prior = {normal ? Prior::normal : log ? Prior::log_uniform : Prior::uniform, pair[0], pair[1]};
        else
            reader_.note(list.place, fmt::format("{} must be {}", path,
                                                 normal ? "[mean, positive standard deviation]"
                                                 : log  ? "[low, high], both positive, low first"
                                                        : "[low, high]"));
    }

    void read_levels(TomlNode const& list, std::string const& path)
    {
        for (auto const& item : list.items) {
            std::optional<double> value;
            if (!factor_.has_words())
                value = reader_.number(item, path, factor_range(factor_));
            else if (auto const word = reader_.text(item, path))
                value = word_row(lever_of(factor_), *word, item.place, reader_);
            if (value) add(*value, item.place, path);
        }
    }

    void read_integers(TomlNode const& list, std::string const& path)
    {
        auto const range = factor_range(factor_);
        std::vector<int> ends;
        for (auto const& item : list.items)
            if (auto const number =
                    reader_.whole(item, path, {std::max(range.min, -1e9), std::min(range.max, 1e9), range.unit}))
                ends.push_back(*number);
        if (ends.size() < list.items.size()) return;
        if (ends.size() != 2 || ends[0] >= ends[1] || ends[1] - ends[0] >= kMaxLevels || factor_.has_words())
            reader_.note(list.place, fmt::format("{} must be [first, last], at most {} numbers", path, kMaxLevels));
        else
            for (int value = ends[0]; value <= ends[1]; ++value) add(value, list.place, path);
    }

    void read_months(TomlNode const& list, std::string const& path, bool between)
    {
        std::vector<int> months;
        for (auto const& item : list.items) {
            auto const month = reader_.month(item, path);
            if (!month || note_outside(*month, item.text, scenario_, item.place, reader_)) return;
            months.push_back(*month);
        }
        if (!between)
            factor_.values.assign(months.begin(), months.end());
        else if (months.size() == 2 && months[0] < months[1])
            add_all(months);
        else
            reader_.note(list.place, path + " must be [first, last]");
    }

    void add(double value, Place const& place, std::string const& path)
    {
        factor_.values.push_back(value);
        for (int const row : factor_.rows)
            if (auto const fault = value_fault(row, value); !fault.empty())
                return reader_.note(place, fmt::format("{} is {}{}", path, plain_number(value), fault));
    }

    void add_all(std::vector<int> const& ends)
    {
        for (int value = ends[0]; value <= ends[1]; ++value) factor_.values.push_back(value);
    }

    SweepFactor& factor_;
    Scenario const& scenario_;
    TomlReader& reader_;
};

}  // namespace

std::vector<std::string> const& distribution_keys()
{
    static std::vector<std::string> const kKeys = {"uniform", "log_uniform", "normal", "integer", "values"};
    return kKeys;
}

std::vector<std::string> const& date_keys()
{
    static std::vector<std::string> const kKeys = {"months", "between"};
    return kKeys;
}

bool is_date_key(std::string const& key) { return is_among(key, date_keys()); }

bool says_values(std::string const& key) { return is_among(key, distribution_keys()) || is_date_key(key); }

NumberRange factor_range(SweepFactor const& factor)
{
    if (factor.kind == SweepFactor::Kind::parameter) {
        auto const& field = parameter_fields()[static_cast<std::size_t>(factor.rows.front())];
        return {field.min, field.max, field.unit};
    }
    auto const& field = lever_of(factor);
    return {field.min, field.max, field.unit};
}

void read_factor_values(TomlNode const& table, bool needed, Scenario const& scenario, SweepFactor& factor,
                        TomlReader& reader)
{
    ValueReader(factor, scenario, reader).read(table, needed);
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
    auto const value = local_number(text);
    if (!value)
        reader.note(place, fmt::format("\"{}\" is not a number", text));
    else if (*value < factor.min || *value > factor.max)
        reader.note(place, fmt::format("{} is {} (must lie between {} and {})", factor.path, text,
                                       plain_number(factor.min), plain_number(factor.max)));
    for (int const row : factor.rows)
        if (auto const fault = value ? value_fault(row, *value) : ""; !fault.empty())
            reader.note(place, fmt::format("{} is {}{}", factor.path, text, fault));
    return value.value_or(0) + 0.0;  // no negative zero
}

}  // namespace cptsim
