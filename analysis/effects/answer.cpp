#include "analysis/effects/answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/effects/answer_cells.hpp"
#include "analysis/effects/answer_limits.hpp"
#include "analysis/effects/answer_places.hpp"
#include "analysis/effects/answer_quantities.hpp"
#include "analysis/effects/answer_sentences.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

constexpr double kAskedSpending = 10;  ///< M EUR a year

class Maker {
  public:
    Maker(Summary const& s, Summary const* prior, Language language)
        : s_(s), prior_(prior), plan_(s.plan), language_(language)
    {
    }

    Answer make()
    {
        a_.fields = answer_fields(s_);
        for (int const scenario : answered(s_))
            a_.policies.push_back(answer_row(s_, prior_, scenario, answer_date(s_, scenario), language_));
        name_rows(a_.policies);
        if (!s_.dates.empty()) a_.reference = answer_row(s_, prior_, 0, reference_date(), language_);
        a_.question = question();
        a_.context = context();
        if (fewest_replicates(s_) >= kDrawsForMean && !a_.policies.empty()) a_.levels = today();
        a_.real = what_is_real(plan_.territories, language_);
        std::vector<PolicyEffects> policies;
        for (auto const& row : a_.policies) policies.emplace_back(s_, prior_, row);
        a_.headline = answer_headline(s_, policies, language_);
        a_.sentences = answer_sentences(s_, policies, language_);
        a_.warnings = answer_warnings(s_, prior_, a_.policies, language_);
        a_.limits = answer_limits(s_, a_.policies, language_);
        if (!a_.policies.empty()) {
            a_.budget.push_back(budget_row(s_, 0, a_.reference.date));
            for (auto const& row : a_.policies) a_.budget.push_back(budget_row(s_, row.scenario, row.date));
            purchases();
        }
        for (auto& row : a_.policies)
            if (!row.cost_caveat.empty()) row.paid_before = paid_before(row);
        return std::move(a_);
    }

  private:
    [[nodiscard]] std::string in(Text words) const { return words.in(language_); }
    /// That of the first policy, else the last.
    [[nodiscard]] int reference_date() const
    {
        if (a_.policies.empty()) return static_cast<int>(s_.dates.size()) - 1;
        return answer_date(s_, a_.policies.front().scenario);
    }
    [[nodiscard]] bool one_date() const
    {
        return std::all_of(a_.policies.begin(), a_.policies.end(), [&](auto const& row) {
            return row.date == a_.policies.front().date && row.start == a_.policies.front().start;
        });
    }

    [[nodiscard]] std::string question() const
    {
        auto const whom = answer_subject(plan_.territories, language_);
        auto const count = a_.policies.size();
        if (count == 0) return capital(format(language_, {"{} under the law as it is", "{} à droit constant"}, whom));
        if (count == 1)
            return format(language_, {"What would “{}” change for {}?", "Que changerait « {} » pour {} ?"},
                          a_.policies.front().label, whom);
        return format(language_, {"What would {} policies change for {}?", "Que changeraient {} politiques pour {} ?"},
                      counted(static_cast<int>(count), language_), whom);
    }

    /// "10 years after the policies begin (as if in force since January 2024)": many begin in the past.
    [[nodiscard]] std::string after(AnswerRow const& row) const
    {
        bool const several = a_.policies.size() > 1;
        auto const begin = several ? Text{"the policies begin", "le début des politiques"}
                                   : Text{"the policy begins", "le début de la politique"};
        auto const in_force = several
                                  ? Text{"as if they had been in force since", "comme si elles s'appliquaient depuis"}
                                  : Text{"as if it had been in force since", "comme si elle s'appliquait depuis"};
        auto const when = row.years < 1
                              ? in({"less than a year", "moins d'un an"})
                              : format(language_, {"{} year{}", "{} an{}"}, row.years, row.years > 1 ? "s" : "");
        return format(language_, {"{} after {} ({} {})", "{} après {} ({} {})"}, when, in(begin), in(in_force),
                      month_words(row.start, language_));
    }

    [[nodiscard]] std::string context() const
    {
        auto const& reference = plan_.scenarios.front();
        auto const title =
            shortened(Text{reference.title_en.c_str(), reference.title_fr.c_str()}.in(language_), kLabelLength);
        auto const count = [&](double x) { return format_number(x, 0, language_); };
        std::string text;
        if (a_.policies.empty())
            text = in({"No December of a policy was run: there is nothing to compare.",
                       "Aucun mois de décembre d'une politique n'a été simulé : rien à comparer."});
        else if (one_date())
            text = format(language_, {"Differences from “{}” in {}, {}.", "Écarts à « {} » en {}, {}."}, title,
                          month_words(a_.reference.date, language_), after(a_.policies.front()));
        else
            text = format(language_,
                          {"Differences from “{}”, each policy at its own date, in as many years of it as were run.",
                           "Écarts à « {} », chaque politique à sa propre date, après les années simulées."},
                          title);
        auto const territories = plan_.territories.rows.size();
        text += format(language_, {" {} territor{}, {} inhabitants", " {} territoire{}, {} habitants"},
                       count(static_cast<double>(territories)), territories == 1 ? in({"y", ""}) : in({"ies", "s"}),
                       count(plan_.territories.inhabitants()));
        if (!s_.dates.empty()) {
            auto const people = level(s_, 0, reference_date(), indicator::professionals_);
            if (people.mean.values > 0)
                text += format(language_,
                               {", {} self-employed health professionals", ", {} professionnels de santé libéraux"},
                               said(people.mean.mean, language_));
        }
        int const runs = fewest_replicates(s_);
        text += format(language_, {"; {} simulation{}.", " ; {} simulation{}."}, runs, runs == 1 ? "" : "s");
        if (runs >= kDrawsForAnswer)
            text += in({" In brackets: the range that holds 90 % of the simulations, errors of the model apart.",
                        " Entre parenthèses ou crochets : 90 % des simulations, hors erreurs du modèle."});
        return text;
    }

    /// At the date of the differences: what they come on top of: without it, nobody knows whether an effect is large.
    [[nodiscard]] std::string today() const
    {
        std::string text;
        bool const in_euros = source_of(s_, kAnswerCost).divisor < 1;
        for (auto const* q :
             {&quantity::active, &quantity::hours, &quantity::care, in_euros ? &quantity::euros : &quantity::money}) {
            auto const today = level(s_, 0, reference_date(), q->indicator);
            if (today.mean.values < kDrawsForMean) return {};
            double const mean = q->scale * today.mean.mean;
            Effect whole;
            static_cast<Estimate&>(whole) = today;
            auto const form = form_of(s_, *q, whole);
            text += (text.empty() ? "" : in({"; ", " ; "})) +
                    with_number(in(q->plain), said(mean, language_, q->digits, form), mean, language_) +
                    said_range({q->scale * today.predictive.low, q->scale * today.predictive.high}, mean, language_,
                               q->digits, form);
        }
        return format(language_, {"Under the law as it is, then: {}.", "À droit constant, à cette date : {}."}, text);
    }

    /// What the law pays under the heading on which a policy adds most, in the year before it and at its date: of what
    /// was paid already the part that the simulations hold.
    [[nodiscard]] std::string paid_before(AnswerRow const& row) const
    {
        auto const& budget = *std::find_if(a_.budget.begin(), a_.budget.end(),
                                           [&](auto const& one) { return one.scenario == row.scenario; });
        auto const most = std::max_element(budget.by_payer.begin(), budget.by_payer.end(),
                                           [](auto const& a, auto const& b) { return a.mean.mean < b.mean.mean; });
        int const before = row.start / 12 - 1, payer = static_cast<int>(most - budget.by_payer.begin());
        if (!(most->mean.mean > 0) || before < 0 || most->mean.values < kDrawsForMean) return {};
        auto const words = [&](int year) {
            auto const e = effect_of(paid(s_, 0, year, year, payer));
            return said(e.mean.mean, language_) + " M€" + said_range(e.predictive, 1, language_);
        };
        return format(
            language_,
            {"Under the same heading ({}) the simulated law pays {} in {} and {} in {}; what else was paid is not "
             "simulated.",
             "Au même titre ({}), le droit constant simulé verse {} en {} et {} en {} ; ce qui fut versé d'autre "
             "n'est pas simulé."},
            in(payers()[static_cast<std::size_t>(payer)].title), words(before), before + kFirstYear,
            words(row.date / 12), row.date / 12 + kFirstYear);
    }

    void purchases()
    {
        auto const groups = doses_of(plan_);
        for (auto const& group : groups) {
            std::vector<Dose> doses;
            for (int const scenario : group) {
                int const date = answer_date(s_, scenario);
                if (date < 0) continue;
                doses.push_back({title_of(scenario), replicate_effects(s_, scenario, date, indicator::public_cost_),
                                 replicate_effects(s_, scenario, date, indicator::hours_year_)});
            }
            if (doses.size() > 1) a_.purchases.push_back(purchase_in_words(doses, kAskedSpending, language_));
        }
    }
    [[nodiscard]] std::string title_of(int scenario) const
    {
        for (auto const& row : a_.policies)
            if (row.scenario == scenario) return row.label;
        return {};
    }

    Summary const& s_;
    Summary const* prior_;
    Plan const& plan_;
    Language language_;
    Answer a_;
};

}  // namespace

std::string context_of(Answer const& answer)
{
    auto text = answer.context;
    for (auto const* part : {&answer.levels, &answer.real})
        if (!part->empty()) text += ' ' + *part;
    return text;
}

bool has_small_budget(Answer const& answer)
{
    return !answer.budget.empty() && answer.budget.front().total.predictive.high < 1;
}

std::vector<int> paying(Answer const& answer)
{
    std::vector<int> all;
    for (int payer = 0; payer < kPayers; ++payer) {
        bool const pays = std::any_of(answer.budget.begin(), answer.budget.end(), [&](auto const& row) {
            auto const& e = row.by_payer[static_cast<std::size_t>(payer)];
            return e.positive + e.negative > 0;
        });
        if (pays) all.push_back(payer);
    }
    return all;
}

Answer make_answer(Summary const& s, Summary const* prior, Language language)
{
    return Maker(s, prior, language).make();
}

}  // namespace cptsim
