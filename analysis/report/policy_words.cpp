#include "analysis/report/policy_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "analysis/effects/answer_numbers.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/text.hpp"
#include "sim/input/comparison.hpp"
#include "sim/input/wording.hpp"
#include "sim/model/names.hpp"

namespace cptsim {
namespace {

constexpr std::size_t kMostMeasures = 4;  ///< levers and parameters
constexpr std::size_t kMostValues = 3;    ///< of one lever, by profession or by month
constexpr std::uint32_t kEveryone = 0xFF;
constexpr std::size_t kMostPeople = 4;   ///< professions by name
constexpr std::size_t kMostAdded = 240;  ///< characters of the author's words

class PolicyWords {
  public:
    PolicyWords(Scenario const& base, Scenario const& policy, int date, Language language)
        : base_(base), policy_(policy), date_(date), language_(language)
    {
        for (auto const& change : lever_changes(base, policy)) {
            if (change.before == change.after && change.before == change.other) continue;
            // A value that stays while the law moves away from it was said where it began.
            if (change.before == change.after && !changes_.empty() && changes_.back().front().lever == change.lever)
                continue;
            if (changes_.empty() || changes_.back().front().lever != change.lever) changes_.emplace_back();
            changes_.back().push_back(change);
        }
        one_month_ = std::all_of(changes_.begin(), changes_.end(), [&](auto const& all) {
            return one_month(all) && all.front().month == changes_.front().front().month;
        });
    }

    std::string write() const
    {
        std::vector<std::string> measures;
        for (auto const& all : changes_) measures.push_back(measure(all));
        for (auto const& change : parameter_changes(base_, policy_)) {
            auto const& field = parameter_fields()[static_cast<std::size_t>(change.row)];
            measures.push_back(format(language_, {"{} {} → {}", "{} {} → {}"}, meaning(field, language_),
                                      value_words(field, change.before, language_),
                                      value_words(field, change.after, language_)));
        }
        if (measures.empty()) return in({"No measure differs.", "Aucune mesure ne diffère."});
        auto const left = measures.size() > kMostMeasures ? measures.size() - kMostMeasures : 0;
        measures.resize(measures.size() - left);
        if (left > 0)
            measures.push_back(format(language_, {"{} more measure{}", "{} autre{} mesure{}"}, left,
                                      left > 1 ? "s" : "", left > 1 ? "s" : ""));
        std::string text = fmt::format("{}", fmt::join(measures, in({"; ", " ; "})));
        if (one_month_ && !changes_.empty()) text = from(changes_.front().front().month) + in({": ", " : "}) + text;
        auto const more = added();
        return with_signs(capital(std::move(text)) + '.' + (more.empty() ? "" : ' ' + more));
    }

    /// The measures alone, each by its first value; those that the law comes to by itself only where there is no other.
    std::string line() const
    {
        auto all = changes_;
        auto const same = std::stable_partition(all.begin(), all.end(), [&](auto const& changes) {
            auto const& first = changes.front();
            return value_in_month(base_, first, date_) != first.after;
        });
        if (same != all.begin()) all.erase(same, all.end());
        std::vector<std::string> measures;
        for (auto const& changes : all) {
            auto const& field = lever_fields()[static_cast<std::size_t>(changes.front().lever)];
            bool const alike = field.words.empty() && field.unit != "1";
            double const before = before_of(changes.front());
            measures.push_back(fmt::format("{}, {} → {}{}", named(field),
                                           alike ? format_number(before, language_) : value(field, before),
                                           value(field, changes.front().after), people(changes.front())) +
                               more_values(field, changes));
        }
        if (auto const more = parameter_changes(base_, policy_).size(); more > 0)
            measures.push_back(format(language_, {"{} parameter{} set", "{} paramètre{} modifié{}"}, more,
                                      more > 1 ? "s" : "", more > 1 ? "s" : ""));
        if (measures.empty()) return in({"no measure differs", "aucune mesure ne diffère"});
        return with_signs(fmt::format("{}", fmt::join(measures, in({"; ", " ; "}))));
    }

  private:
    /// What the author says beyond the measures, which the first clause of a description repeats: its cost, its limits.
    [[nodiscard]] std::string added() const
    {
        std::string text = Text{policy_.description_en.c_str(), policy_.description_fr.c_str()}.in(language_);
        auto const end = std::min(text.find(". "), text.find("; "));
        if (end == std::string::npos) return {};
        text.erase(0, end + 2);
        // Names of parameters tell an author where to look, not a reader.
        for (auto open = text.find(" ("); open != std::string::npos; open = text.find(" (", open + 1)) {
            auto const close = text.find(')', open);
            auto const inner = text.substr(open, close - open);
            bool const names =
                std::any_of(parameter_fields().begin(), parameter_fields().end(),
                            [&](auto const& field) { return inner.find(field.path) != std::string::npos; });
            if (names && close != std::string::npos) text.erase(open, close + 1 - open);
        }
        return capital(shortened(text, kMostAdded));
    }

    /// "€" of "EUR", as everywhere on the page.
    static std::string with_signs(std::string text)
    {
        for (auto at = text.find("EUR"); at != std::string::npos; at = text.find("EUR", at)) text.replace(at, 3, "€");
        return text;
    }
    static bool one_month(std::vector<LeverChange> const& all)
    {
        return std::all_of(all.begin(), all.end(), [&](auto const& x) { return x.month == all.front().month; });
    }
    [[nodiscard]] std::string in(Text words) const { return words.in(language_); }
    [[nodiscard]] std::string from(int month) const
    {
        return format(language_, {"from {}", "dès {}"}, month_words(month, language_));
    }

    /// The meaning without what follows its first comma, colon or semicolon; a parameter in it by its value.
    [[nodiscard]] std::string named(LeverField const& field) const
    {
        std::string text(meaning(field, language_));
        for (auto const* mark : {", ", "; ", " ; ", ": ", " : "})
            if (auto const at = text.find(mark); at != std::string::npos) text.resize(at);
        while (!text.empty() && text.back() == ' ') text.pop_back();
        for (std::size_t row = 0; row < parameter_fields().size(); ++row) {
            auto const& parameter = parameter_fields()[row];
            auto const at = text.find(parameter.path);
            if (at == std::string::npos) continue;
            auto const set = policy_.parameters.find(static_cast<int>(row));
            double const value = set == policy_.parameters.end() ? parameter.default_value : set->second;
            // The words around it say "a month" already.
            text.replace(at, parameter.path.size(), format_number(value, language_) + " h");
        }
        return text;
    }

    [[nodiscard]] std::string value(LeverField const& field, double x) const
    {
        if (field.words.empty() && field.unit == "1") return format_number(100 * x, 0, language_) + " %";
        auto words = value_words(field, x, language_);
        std::replace(words.begin(), words.end(), '_', '-');  // "opt-in"
        if (words == "automatic") words += " unless opposed";
        return words;
    }

    /// "GPs, specialists", "nurses and 3 more"; where, if not everywhere. Nothing for a measure on the CPTS.
    [[nodiscard]] std::string people(LeverChange const& change) const
    {
        auto const& field = lever_fields()[static_cast<std::size_t>(change.lever)];
        bool const all = change.professions == kEveryone;
        std::string who;
        if (!all) {
            std::vector<std::string> names;
            for (std::size_t p = 0; p < kProfessions; ++p)
                if ((change.professions >> p & 1U) != 0) names.emplace_back(kProfessionWords[p].brief.in(language_));
            auto const left = names.size() > kMostPeople ? names.size() - 1 : 0;
            if (left > 0)
                who = format(language_, {"{} and {} more", "{} et {} autres"}, names.front(), left);
            else
                who = fmt::format("{}", fmt::join(names, ", "));
        } else if (field.by_profession || !field.words.empty()) {
            who = in({"everyone", "tous"});
        }
        if (!change.target.everywhere()) who += (who.empty() ? "" : ", ") + place_words(change.target, language_);
        return who.empty() ? who : " (" + who + ')';
    }

    [[nodiscard]] bool is_first(LeverChange const& change) const
    {
        return std::any_of(changes_.begin(), changes_.end(), [&](auto const& all) {
            return all.front().lever == change.lever && all.front().month == change.month;
        });
    }

    /// What the effects are differences from: the reference at the date of the answer, whatever it was before. Of a
    /// later step of a policy, the step before; of what the reference comes to as well, what it was.
    [[nodiscard]] double before_of(LeverChange const& change) const
    {
        double const law = value_in_month(base_, change, date_);
        if (is_first(change) && law != change.after) return law;
        return change.before == change.after ? change.other : change.before;
    }

    [[nodiscard]] std::string step(LeverField const& field, LeverChange const& change, bool with_month) const
    {
        auto const ramp = change.ramp == 0 ? "" : format(language_, {", over {} months", ", en {} mois"}, change.ramp);
        auto const when = with_month ? ' ' + from(change.month) : "";
        double const before = before_of(change);
        if (before != change.after && value_in_month(base_, change, date_) == change.after && is_first(change))
            return format(language_,
                          {"{}{}, the same as the law as it is in {}{}{}", "{}{}, comme le droit constant en {}{}{}"},
                          value(field, change.after), people(change), date_ / 12 + kFirstYear, ramp, when);
        bool const alike = field.words.empty() && field.unit != "1";
        return fmt::format("{} → {}{}{}{}", alike ? format_number(before, language_) : value(field, before),
                           value(field, change.after), people(change), ramp, when);
    }

    /// Of other professions from the same month on: ", 2 more values from 375 to 500 €/year".
    [[nodiscard]] std::string more_values(LeverField const& field, std::vector<LeverChange> const& all) const
    {
        std::vector<LeverChange> rest;
        for (std::size_t i = 1; i < all.size(); ++i)
            if (all[i].month == all.front().month && all[i].after != all.front().after) rest.push_back(all[i]);
        return rest.empty() ? "" : ", " + others(field, rest);
    }

    /// How many values more, and between which.
    [[nodiscard]] std::string others(LeverField const& field, std::vector<LeverChange> const& rest) const
    {
        auto const ends = std::minmax_element(rest.begin(), rest.end(),
                                              [](auto const& a, auto const& b) { return a.after < b.after; });
        auto const* const s = rest.size() == 1 ? "" : "s";
        auto const count = format(language_, {"{0} more value{1}", "{0} autre{1} valeur{1}"}, rest.size(), s);
        if (!field.words.empty() || ends.first->after == ends.second->after) return count;
        bool const alike = field.unit != "1";
        return format(language_, {"{} from {} to {}", "{} de {} à {}"}, count,
                      alike ? format_number(ends.first->after, language_) : value(field, ends.first->after),
                      value(field, ends.second->after));
    }

    [[nodiscard]] std::string measure(std::vector<LeverChange> const& all) const
    {
        auto const& field = lever_fields()[static_cast<std::size_t>(all.front().lever)];
        auto const shown = all.size() > kMostValues ? kMostValues - 1 : all.size();
        std::vector<std::string> steps;
        bool const one = one_month(all);
        for (std::size_t i = 0; i < shown; ++i) steps.push_back(step(field, all[i], !one));
        if (shown < all.size())
            steps.push_back(others(field, {all.begin() + static_cast<std::ptrdiff_t>(shown), all.end()}));
        return fmt::format("{}{}, {}", named(field), one && !one_month_ ? ' ' + from(all.front().month) : "",
                           fmt::join(steps, ", "));
    }

    Scenario const& base_;
    Scenario const& policy_;
    int date_;
    Language language_;
    std::vector<std::vector<LeverChange>> changes_;  ///< by lever
    bool one_month_ = true;
};

}  // namespace

std::string policy_words(Scenario const& base, Scenario const& policy, int date, Language language)
{
    return PolicyWords(base, policy, date, language).write();
}

void say_measures(Answer& answer, Plan const& plan, Language language)
{
    for (auto& row : answer.policies) {
        PolicyWords const words(plan.scenarios.front(), plan.scenarios[static_cast<std::size_t>(row.scenario)],
                                row.date, language);
        row.measures = words.write();
        row.measures_line = words.line();
    }
}

}  // namespace cptsim
