#include "analysis/explore/policy_form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>

#include "analysis/explore/typed_text.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/plain_text.hpp"
#include "sim/base/text.hpp"
#include "sim/files/scratch_file.hpp"
#include "sim/files/text_file.hpp"
#include "sim/files/toml_document.hpp"
#include "sim/input/scenario_file.hpp"
#include "sim/model/fields.hpp"
#include "sim/model/names.hpp"

namespace cptsim {
namespace {

constexpr std::uint32_t kEveryone = 255;
constexpr std::size_t kLongestName = 120;
constexpr int kMonthsOfYear = 12;

constexpr std::string_view kFormLine = "#: ";

/// All that a form may hold.
std::vector<std::string> form_names()
{
    std::vector<std::string> names{"name", "start", "years", "attachment", "scope", "opposition"};
    for (auto const& field : policy_fields()) names.emplace_back(field.id);
    for (auto const* zone : kZoneNames) names.push_back(std::string("zone_") + zone);
    names.insert(names.end(), {"campaign_from", "campaign_to"});
    return names;
}

class PolicyMaker {
  public:
    PolicyMaker(PolicyForm const& form, Scenario const& baseline, std::set<std::string> const& taken)
        : form_(form), baseline_(baseline), taken_(taken)
    {
    }

    MadePolicy make()
    {
        std::string const name = one_line(text("name"));
        if (name.empty())
            wrong("name", {"A name is needed.", "Il faut un nom."});
        else if (name.size() > kLongestName)
            wrong("name", both({"At most {} characters.", "{} caractères au plus."}, kLongestName));
        else if (text_fault(name))
            wrong("name", {"Plain characters only.", "Caractères visibles seulement."});
        period();
        zones();
        attachment();
        opposition();
        for (auto const& field : policy_fields()) change(field);
        for (auto const& [lever, fields] : changed_) levers(lever, fields);
        if (made_.problems.empty() && body_.empty())
            wrong("", {"This policy is the law as it is: change at least one field.",
                       "Cette politique est le droit constant : changer au moins un champ."});
        if (made_.problems.empty()) {
            made_.name = free_name(name);
            made_.toml = fmt::format(
                "# Made with cptsim explore, which opens it again.\n{}extends = \"baseline.toml\"\nname = "
                "\"{}\"\ntitle.fr = {}\ntitle.en = {}\n{}",
                form_in_comments(), made_.name, toml_quoted(name), toml_quoted(name), body_);
            made_.rules = std::move(body_);
        }
        return std::move(made_);
    }

  private:
    struct Value {
        PolicyField const* field;
        double value;
    };

    [[nodiscard]] std::string text(std::string const& field) const
    {
        auto const found = form_.find(field);
        return found == form_.end() ? "" : found->second;
    }
    /// Of two policies of one name the second is name_2.
    [[nodiscard]] std::string free_name(std::string const& title) const
    {
        auto const plain = plain_name(title);
        auto name = plain;
        for (int number = 2; taken_.count(name) > 0; ++number) name = fmt::format("{}_{}", plain, number);
        return name;
    }
    [[nodiscard]] std::string form_in_comments() const
    {
        std::string lines;
        for (auto const& field : form_names())
            if (auto const typed = one_line(text(field));
                !typed.empty() && typed.size() <= kLongestName && !text_fault(typed))
                lines += fmt::format("{}{} = {}\n", kFormLine, field, typed);
        return lines;
    }
    void wrong(std::string field, Words words) { made_.problems.push_back({std::move(field), std::move(words)}); }

    std::optional<int> month(std::string const& field, int last, bool is_end = false)
    {
        auto const read = month_of(text(field), is_end);
        int const first = first_start(baseline_);
        if (read && *read >= first && *read <= last) return read;
        wrong(field, both({"A month from {} to {}, as 01/2026, or a year.",
                           "Un mois de {} à {}, comme 01/2026, ou une année."},
                          shown_month(first), shown_month(last)));
        return {};
    }

    void period()
    {
        start_ = month("start", last_start(baseline_)).value_or(first_start(baseline_));
        end_ = baseline_.end_month + 1;
        auto const years = text("years");
        if (years.empty()) return;
        auto const read = number_of(years);
        if (!read || *read < 1 || *read > 20 || *read != static_cast<int>(*read))
            wrong("years", {"A whole number of years from 1 to 20, or nothing.",
                            "Un nombre entier d’années de 1 à 20, ou rien."});
        else
            end_ = std::min(end_, start_ + kMonthsOfYear * static_cast<int>(*read));
    }

    void zones()
    {
        std::string list;
        std::size_t count = 0;
        for (auto const* zone : kZoneNames)
            if (!text(std::string("zone_") + zone).empty()) {
                list += fmt::format("{}\"{}\"", count++ > 0 ? ", " : "", zone);
            }
        if (count == 0)
            wrong("zone_ZIP", {"At least one zone.", "Une zone au moins."});
        else if (count < kZoneNames.size())
            zones_ = fmt::format(", zones = [{}]", list);
    }

    /// A lever of words, back to the law's at the end.
    void choice(char const* id, int lever)
    {
        auto const word = text(id);
        auto const& words = lever_fields()[static_cast<std::size_t>(lever)].words;
        if (word.empty() || word == words.front()) return;
        if (std::find(words.begin(), words.end(), word) == words.end())
            return wrong(id, {"Not one of the choices.", "N’est pas un des choix."});
        body_ += fmt::format("\n[levers.{}]\n{} = \"{}\"\n", lever_fields()[static_cast<std::size_t>(lever)].name,
                             month_name(start_), word);
        if (end_ <= baseline_.end_month) body_ += fmt::format("{} = \"{}\"\n", month_name(end_), words.front());
    }

    void attachment()
    {
        bool const voluntary = text("attachment").empty() || text("attachment") == "voluntary";
        choice("attachment", lever::attachment);
        if (!voluntary) choice("scope", lever::attachment_scope);
    }

    void opposition()
    {
        auto const typed = text("opposition");
        if (typed.empty()) return;
        auto const& field = parameter_fields()[parameter::coercion_opposition_effort];
        auto const value = number_of(typed);
        if (!value || *value < field.min || *value > field.max)
            return wrong("opposition", range(field.min, field.max, {"€", "€"}));
        if (text("attachment").empty() || text("attachment") == "voluntary")
            return wrong("opposition", {"Opposing takes an attachment by law: choose a rule above.",
                                        "S’opposer suppose un rattachement par la loi : choisir un régime plus haut."});
        body_ += fmt::format("\n[parameters]\n{} = {}\n", field.path, plain_number(*value));
    }

    [[nodiscard]] static Words range(double low, double high, Text unit)
    {
        auto const in_both = [](double value) {
            return Words(format_number(value, Language::en), format_number(value, Language::fr));
        };
        return both({"A number from {} to {} {}.", "Un nombre de {} à {} {}."}, in_both(low), in_both(high), unit);
    }

    void change(PolicyField const& field)
    {
        auto const typed = text(field.id);
        if (typed.empty()) return;
        auto const value = number_of(typed);
        auto const& lever = lever_fields()[static_cast<std::size_t>(field.lever)];
        if (!value || *value < lever.min * field.scale || *value > lever.max * field.scale)
            return wrong(field.id, range(lever.min * field.scale, lever.max * field.scale, field.unit));
        bool differs = false;
        for (int m = start_; m < end_; ++m) differs = differs || law_of(field, baseline_, m) != *value;
        if (differs) changed_[field.lever].push_back({&field, *value});
    }

    /// A campaign has months of its own.
    void campaign(int& from, int& until)
    {
        if (!text("campaign_from").empty()) from = month("campaign_from", last_start(baseline_)).value_or(from);
        if (text("campaign_to").empty()) return;
        until = month("campaign_to", baseline_.end_month, true).value_or(until - 1) + 1;
        if (until <= from)
            wrong("campaign_to", {"The last month lies before the first.", "Le dernier mois précède le premier."});
    }

    void levers(int lever, std::vector<Value> const& values)
    {
        int from = start_, until = end_;
        if (lever == lever::information) campaign(from, until);
        std::set<int> months{from};  // what the baseline would change later is said again
        for (auto const& entry : baseline_.levers)
            if (entry.lever == lever && entry.month > from && entry.month < until) months.insert(entry.month);
        body_ += fmt::format("\n[levers.{}]\n", lever_fields()[static_cast<std::size_t>(lever)].name);
        for (int const m : months) entry(lever, m, values, [](Value const& v) { return v.value; });
        if (until <= baseline_.end_month)
            entry(lever, until, values, [&](Value const& v) { return law_of(*v.field, baseline_, until); });
    }

    template <class Shown>
    void entry(int lever, int m, std::vector<Value> const& values, Shown const& shown)
    {
        bool const zoned = lever == lever::hourly_indemnity && !zones_.empty();
        if (values.size() == 1 && values.front().field->professions == kEveryone && !zoned) {
            body_ += fmt::format("{} = {}\n", month_name(m),
                                 plain_number(shown(values.front()) / values.front().field->scale));
            return;
        }
        std::string list;
        for (auto const& v : values)
            for (std::size_t p = 0; p < kProfessions; ++p)
                if (v.field->professions >> p & 1U)
                    list += fmt::format("{}{} = {}", list.empty() ? "" : ", ", kProfessionNames[p],
                                        plain_number(shown(v) / v.field->scale));
        body_ += fmt::format("{} = {{ by_profession = {{ {} }}{} }}\n", month_name(m), list, zoned ? zones_ : "");
    }

    PolicyForm const& form_;
    Scenario const& baseline_;
    std::set<std::string> const& taken_;
    MadePolicy made_;
    int start_ = 0, end_ = 0;
    std::string zones_, body_;
    std::map<int, std::vector<Value>> changed_;  ///< by lever
};

}  // namespace

MadePolicy make_policy(PolicyForm const& form, Scenario const& baseline, std::set<std::string> const& taken)
{
    return PolicyMaker(form, baseline, taken).make();
}

std::optional<PolicyForm> reopened(std::string const& toml, Scenario const& baseline)
{
    auto const names = form_names();
    PolicyForm form;
    std::string file;
    std::istringstream lines(toml);
    for (std::string line; std::getline(lines, line); file += line + '\n') {
        if (!line.empty() && line.back() == '\r') line.pop_back();  // of an editor on Windows
        auto const equals = line.find(" = ");
        if (!line.starts_with(kFormLine) || equals == std::string::npos) continue;
        auto const field = line.substr(kFormLine.size(), equals - kFormLine.size());
        if (std::find(names.begin(), names.end(), field) != names.end()) form[field] = line.substr(equals + 3);
    }
    // A name that another had in its session was numbered.
    auto const without_name = [](std::string text) {
        auto const from = text.find("\nname = "), to = text.find('\n', from + 1);
        return from == std::string::npos || to == std::string::npos ? text : text.erase(from, to - from);
    };
    auto const made = make_policy(form, baseline);
    if (made.toml.empty() || without_name(made.toml) != without_name(file)) return {};
    return form;
}

Scenario shipped_baseline() { return read_scenario(shipped_file("baseline.toml"), {}); }

Scenario read_policy(std::string const& toml)
{
    ScratchFile const file;
    // The shipped baseline, whatever lies beside the scratch file.
    auto const shipped = toml_quoted(shipped_file("baseline.toml"));
    auto text = toml;
    std::string const named = "\"baseline.toml\"";
    if (auto const at = text.find(named); at != std::string::npos) text.replace(at, named.size(), shipped);
    std::ofstream(file.path(), std::ios::binary) << text;
    auto scenario = read_scenario(file.path(), {});
    scenario.file = scenario.name + ".toml";
    return scenario;
}

}  // namespace cptsim
