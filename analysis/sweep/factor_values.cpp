#include "analysis/sweep/factor_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "sim/base/calendar.hpp"
#include "sim/base/language.hpp"
#include "sim/base/number.hpp"
#include "sim/base/text.hpp"
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
    reader.note_unknown(place, Text{"word", "mot inconnu"}, word,
                        field.name + Text{" is one of ", " : au choix "} + join(field.words), field.words);
    return {};
}

/// Notes a month that no policy may begin in.
bool note_outside(int month, std::string const& text, Scenario const& scenario, Place const& place, TomlReader& reader)
{
    if (month >= scenario.policy_month && month <= scenario.end_month) return false;
    reader.note(place, both({"{} lies outside the months of policies ({} to {})",
                             "{} est hors des mois des politiques (de {} à {})"},
                            text, month_name(scenario.policy_month), month_name(scenario.end_month)));
    return true;
}

/// Notes a value that the factor's own distribution or levels do not have: what is said of the study would be of
/// another.
void note_undeclared(SweepFactor const& factor, double value, std::string const& text, Place const& place,
                     TomlReader& reader)
{
    auto const& prior = factor.prior;
    bool const among =
        factor.values.empty() || std::find(factor.values.begin(), factor.values.end(), value) != factor.values.end();
    bool const range = prior.kind == Prior::uniform || prior.kind == Prior::log_uniform;
    if (!among)
        reader.note(place, both({"{} is {} (not among the values that [factors] declares)",
                                 "{} vaut {} (absent des valeurs que donne [factors])"},
                                factor.path, text));
    else if (range && (value < prior.a || value > prior.b))
        reader.note(place, both({"{} is {} (outside its distribution in [factors], {} to {})",
                                 "{} vaut {} (hors de sa loi dans [factors], de {} à {})"},
                                factor.path, text, plain_number(prior.a), plain_number(prior.b)));
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
            reader_.note(table.key_place,
                         both({"{} has {} (must have one of {})", "{} a {} (il faut un seul de {})"}, factor_.path,
                              said.empty() ? Words(Text{"no values", "pas de valeurs"}) : join(said),
                              join(date ? date_keys() : distribution_keys())));
            return;
        }
        if (said.empty()) return;
        auto const& key = said.front();
        auto const& list = table.table.at(key);
        auto const path = factor_.path + '.' + key;
        if (!list.is(Kind::list) || list.items.empty())
            reader_.note(list.place, path + Text{" must be a list", " doit être une liste"});
        else if (key == "values")
            read_levels(list, path);
        else if (key == "integer")
            read_integers(list, path);
        else if (date && is_date_key(key))
            read_months(list, path, key == "between");
        else if (std::any_of(factor_.rows.begin(), factor_.rows.end(), takes_whole_numbers))
            reader_.note(list.place, both({"{} takes whole numbers (must have values)",
                                           "{} prend des nombres entiers (il faut values)"},
                                          factor_.path));
        else if (key == "triangular")
            read_triangular(list, path);
        else if (key == "truncated_normal")
            read_truncated(list, path);
        else if (!date)
            read_range(list, path, key);
    }

  private:
    void read_range(TomlNode const& list, std::string const& path, std::string const& word)
    {
        if (factor_.has_words()) {
            reader_.note(list.place, both({"{} is a choice between {} (must have values)",
                                           "{} est un choix entre {} (il faut values)"},
                                          factor_.path, join(lever_of(factor_).words)));
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
            reader_.note(list.place,
                         both({"{} must be {}", "{} doit être {}"}, path,
                              normal ? Text{"[mean, positive standard deviation]", "[moyenne, écart-type positif]"}
                              : log  ? Text{"[low, high], both positive, low first",
                                           "[bas, haut], tous deux positifs, le bas d'abord"}
                                     : Text{"[low, high]", "[bas, haut]"}));
    }

    /// Numbers of a list, within the range of the factor but for one of a standard deviation; nothing where one is
    /// refused, or there are more or fewer.
    std::vector<double> numbers(TomlNode const& list, std::string const& path, std::size_t count, std::size_t deviation,
                                char const* form)
    {
        auto const own = factor_range(factor_);
        if (factor_.has_words() || list.items.size() != count) {
            reader_.note(list.place, fmt::format("{} must be {}", path, form));
            return {};
        }
        std::vector<double> all;
        for (std::size_t i = 0; i < count; ++i)
            if (auto const number = reader_.number(
                    list.items[i], path, i == deviation ? NumberRange{0, 100 * (own.max - own.min), own.unit} : own))
                all.push_back(*number);
        return all.size() == count ? all : std::vector<double>{};
    }

    void read_triangular(TomlNode const& list, std::string const& path)
    {
        auto const* const form = "[low, mode, high], in this order";
        auto const x = numbers(list, path, 3, 3, form);
        if (x.empty()) return;
        if (!(x[0] <= x[1] && x[1] <= x[2] && x[0] < x[2]))
            return reader_.note(list.place, fmt::format("{} must be {}", path, form));
        factor_.prior = {Prior::uniform, x[0], x[2]};
        factor_.mode = x[1];
    }

    void read_truncated(TomlNode const& list, std::string const& path)
    {
        auto const* const form = "[mean, positive standard deviation, low, high], low first";
        auto const x = numbers(list, path, 4, 1, form);
        if (x.empty()) return;
        if (!(x[1] > 0 && x[2] < x[3])) return reader_.note(list.place, fmt::format("{} must be {}", path, form));
        factor_.prior = {Prior::normal, x[0], x[1]};
        factor_.min = x[2];
        factor_.max = x[3];
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
            reader_.note(list.place, both({"{} must be [first, last], at most {} numbers",
                                           "{} doit être [premier, dernier], {} nombres au plus"},
                                          path, kMaxLevels));
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
            for (int value = months[0]; value <= months[1]; ++value) factor_.values.push_back(value);
        else
            reader_.note(list.place, path + Text{" must be [first, last]", " doit être [premier, dernier]"});
    }

    void add(double value, Place const& place, std::string const& path)
    {
        factor_.values.push_back(value);
        for (int const row : factor_.rows)
            if (auto const fault = value_fault(row, value); !fault.empty())
                return reader_.note(place, both({"{} is {}{}", "{} vaut {}{}"}, path, plain_number(value), fault));
    }

    SweepFactor& factor_;
    Scenario const& scenario_;
    TomlReader& reader_;
};

}  // namespace

std::vector<std::string> const& distribution_keys()
{
    static std::vector<std::string> const kKeys = {"uniform",          "log_uniform", "normal", "triangular",
                                                   "truncated_normal", "integer",     "values"};
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
        if (month && !note_outside(*month, text, scenario, place, reader))
            note_undeclared(factor, *month, text, place, reader);
        return month.value_or(0);
    }
    if (factor.has_words()) {
        auto const row = word_row(lever_of(factor), text, place, reader);
        if (row) note_undeclared(factor, *row, text, place, reader);
        return row.value_or(0);
    }
    auto const value = local_number(text);
    if (!value)
        reader.note(place, both({"\"{}\" is not a number", "« {} » n'est pas un nombre"}, text));
    else if (*value < factor.min || *value > factor.max)
        reader.note(place,
                    both({"{} is {} (must lie between {} and {})", "{} vaut {} (il faut une valeur entre {} et {})"},
                         factor.path, text, plain_number(factor.min), plain_number(factor.max)));
    else
        note_undeclared(factor, *value, text, place, reader);
    for (int const row : factor.rows)
        if (auto const wrong = value ? value_fault(row, *value) : Words{}; !wrong.empty())
            reader.note(place, both({"{} is {}{}", "{} vaut {}{}"}, factor.path, text, wrong));
    return value.value_or(0) + 0.0;  // no negative zero
}

}  // namespace cptsim
