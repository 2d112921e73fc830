#include "analysis/calibration/prior_reader.hpp"
#include "sim/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "sim/base/language.hpp"
#include "sim/input/possible.hpp"

namespace cptsim {
namespace {

using Kind = TomlNode::Kind;

constexpr double kBig = 1e9;

class PriorReader {
  public:
    PriorReader(TomlReader& reader, std::vector<Coordinate>& known) : reader_(reader), known_(known) {}

    /// Priors by path, written with dots or as tables in one another.
    void read_priors(TomlNode const& node, std::string const& prefix)
    {
        if (!reader_.is_table(node, prefix.empty() ? "priors" : "priors." + prefix)) return;
        for (auto const& [key, value] : node.table) {
            auto const path = prefix.empty() ? key : prefix + '.' + key;
            auto const known =
                std::find_if(known_.begin(), known_.end(), [&](Coordinate const& c) { return c.path == path; });
            bool const group = std::any_of(known_.begin(), known_.end(),
                                           [&](Coordinate const& c) { return c.path.starts_with(path + '.'); });
            if (known != known_.end()) {
                read_prior(value, *known);
            } else if (group) {
                read_priors(value, path);
            } else {
                reader_.note_unknown(value.key_place, Text{"parameter", "paramètre inconnu"}, path,
                                     {"cptsim parameters lists them", "cptsim parameters en donne la liste"},
                                     parameter_names(known_));
            }
        }
    }

  private:
    /// { uniform = [a, b] }, { log_uniform = [a, b] }, { normal = [mean, sd] } or { values = [..], weights = [..] }.
    void read_prior(TomlNode const& node, Coordinate& c)
    {
        static std::map<std::string, Prior::Kind> const kKinds = {
            {"uniform", Prior::uniform}, {"log_uniform", Prior::log_uniform}, {"normal", Prior::normal}};
        if (!reader_.is_table(node, "priors." + c.path)) return;
        auto const& table = node.table;
        if (table.size() == 1 && kKinds.contains(table.begin()->first)) {
            auto const& [word, numbers] = *table.begin();
            if (takes_whole_numbers(c.row))
                return reader_.note(node.place, both({"priors.{} takes whole numbers (must have values)",
                                                      "priors.{} prend des nombres entiers (il faut values)"},
                                                     c.path));
            bool const is_normal = word == "normal";
            Coordinate any = c;  // a standard deviation has no place in the range of the values
            if (is_normal) any.min = -kBig, any.max = kBig;
            auto const pair = read_numbers(numbers, fmt::format("priors.{}.{}", c.path, word), any);
            if (pair.size() < numbers.items.size()) return;  // a number was refused
            if (pair.size() != 2 || !(is_normal ? pair[1] > 0 : pair[0] < pair[1]) ||
                (word == "log_uniform" && pair[0] <= 0))
                reader_.note(numbers.place,
                             both({"priors.{}.{} must be [{}]", "priors.{}.{} doit être [{}]"}, c.path, word,
                                  is_normal ? Text{"mean, positive standard deviation", "moyenne, écart-type positif"}
                                            : Text{"low, high", "bas, haut"}));
            else
                c.prior = {kKinds.at(word), pair[0], pair[1]};
        } else if (table.contains("values") && table.size() <= 2 && (table.size() == 1 || table.contains("weights"))) {
            read_alternatives(node, c);
        } else {
            reader_.note(node.place, both({"priors.{} must be one of uniform, log_uniform, normal = [.., ..], or "
                                           "values = [..] with weights = [..]",
                                           "priors.{} doit être uniform, log_uniform ou normal = [.., ..], ou bien "
                                           "values = [..] avec weights = [..]"},
                                          c.path));
        }
    }

    void read_alternatives(TomlNode const& node, Coordinate& c)
    {
        auto const& values = node.table.at("values");
        c.values = read_numbers(values, "priors." + c.path + ".values", c);
        for (double const value : c.values)
            if (auto const fault = value_fault(c.row, value); !fault.empty())
                reader_.note(values.place,
                             both({"priors.{} is {}{}", "priors.{} vaut {}{}"}, c.path, plain_number(value), fault));
        c.weights.assign(c.values.size(), 1);
        auto const weights = node.table.find("weights");
        if (weights != node.table.end()) {
            Coordinate const any{"", {}, 0, kBig, {}, {}, -1, -1};
            c.weights = read_numbers(weights->second, "priors." + c.path + ".weights", any);
        }
        double const sum = std::accumulate(c.weights.begin(), c.weights.end(), 0.0);
        if (c.values.empty() || c.weights.size() != c.values.size() || sum <= 0)
            reader_.note(
                values.place,
                both(
                    {"priors.{} needs values, and as many weights that are not negative",
                     "priors.{} demande des valeurs (values), et autant de poids (weights) qui ne soient pas négatifs"},
                    c.path));
        for (auto& weight : c.weights) weight /= sum;
    }

    std::vector<double> read_numbers(TomlNode const& node, std::string const& path, Coordinate const& range)
    {
        std::vector<double> numbers;
        if (!node.is(Kind::list)) {
            reader_.note(node.place,
                         both({"{} is {} (must be a list of numbers)", "{} est {} (il faut une liste de nombres)"},
                              path, node.kind_name()));
            return numbers;
        }
        for (auto const& item : node.items)
            if (auto const x = reader_.number(item, path, {range.min, range.max, ""})) numbers.push_back(*x);
        return numbers;
    }

    TomlReader& reader_;
    std::vector<Coordinate>& known_;
};

}  // namespace

void read_priors(TomlReader& reader, TomlNode const& priors, std::vector<Coordinate>& known)
{
    PriorReader(reader, known).read_priors(priors, "");
}

std::vector<std::string> parameter_names(std::vector<Coordinate> const& known)
{
    std::vector<std::string> all;
    for (auto const& c : known) {
        all.push_back(c.path);
        auto group = c.path.substr(0, c.path.find('.')) + ".*";
        if (std::find(all.begin(), all.end(), group) == all.end()) all.push_back(std::move(group));
    }
    return all;
}

}  // namespace cptsim
