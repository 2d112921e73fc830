#include "analysis/effects/answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/effects/answer_cells.hpp"
#include "analysis/effects/answer_numbers.hpp"
#include "analysis/effects/answer_places.hpp"
#include "analysis/effects/answer_sentences.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

constexpr int kFewFrames = 5;
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
        if (!s_.dates.empty()) a_.reference = answer_row(s_, prior_, 0, reference_date(), language_);
        a_.question = question();
        a_.context = context();
        a_.sentences = answer_sentences(s_, prior_, a_.policies, language_);
        warnings();
        limits();
        if (!a_.policies.empty()) {
            a_.budget.push_back(budget_row(s_, 0, a_.reference.date));
            for (auto const& row : a_.policies) a_.budget.push_back(budget_row(s_, row.scenario, row.date));
            purchases();
        }
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
            return format(language_, {"What would change for {}: {}?", "Que changerait pour {} : {} ?"}, whom,
                          a_.policies.front().label);
        return format(language_, {"What would {} policies change for {}?", "Que changeraient {} politiques pour {} ?"},
                      counted(static_cast<int>(count), language_), whom);
    }

    /// "ten years after it begins"
    [[nodiscard]] std::string after(AnswerRow const& row) const
    {
        if (row.years < 1) return in({"before it has lasted a year", "avant un an de politique"});
        return format(language_, {"after {} year{} of policy", "après {} an{} de politique"}, row.years,
                      row.years > 1 ? "s" : "");
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
                          {"Differences from “{}”, each policy at its own date.",
                           "Écarts à « {} », chaque politique à sa propre date."},
                          title);
        auto const territories = plan_.territories.rows.size();
        text += format(language_, {" {} territor{}, {} inhabitants", " {} territoire{}, {} habitants"},
                       count(static_cast<double>(territories)), territories == 1 ? in({"y", ""}) : in({"ies", "s"}),
                       count(plan_.territories.inhabitants()));
        if (!s_.dates.empty()) {
            auto const people = level(s_, 0, reference_date(), indicator::professionals_);
            if (people.mean.values > 0)
                text +=
                    format(language_, {", {} professionals", ", {} professionnels"}, said(people.mean.mean, language_));
        }
        int const runs = fewest_replicates(s_);
        text += format(language_, {"; {} simulation{}.", " ; {} simulation{}."}, runs, runs == 1 ? "" : "s");
        if (runs >= kDrawsForAnswer)
            text += in({" In brackets: 90 % of the simulations.", " Entre crochets : 90 % des simulations."});
        auto const real = what_is_real(plan_.territories, language_);
        return real.empty() ? text : text + ' ' + real;
    }

    void warn(std::string text) { a_.warnings.push_back(std::move(text)); }

    void warnings()
    {
        int const runs = fewest_replicates(s_), frames = (runs + kStreams - 1) / kStreams;
        if (runs < kDrawsForAnswer)
            warn(format(
                language_,
                {"{} simulation{}: too few for any statement ({} for ranges, {} for means, --replicates 40 for marks).",
                 "{} simulation{} : trop peu pour conclure (il en faut {} pour des intervalles, {} pour des moyennes ; "
                 "--replicates 40)."},
                runs, runs == 1 ? "" : "s", kDrawsForAnswer, kDrawsForMean));
        else if (runs < kDrawsForMean)
            warn(format(
                language_,
                {"{} simulations: ranges only, no mean and no sign (from {} on; better --replicates 40).",
                 "{} simulations : des intervalles, sans moyenne ni sens (à partir de {} ; mieux : --replicates 40)."},
                runs, kDrawsForMean));
        else if (runs < kDrawsForSign || frames < kFewFrames)
            warn(precision(runs, frames));
        auto const planned = static_cast<int>(planned_runs(plan_).size());
        if (s_.runs_done() < planned)
            warn(format(language_,
                        {"Interrupted: {} of {} runs are done, and the answer is about those.",
                         "Interrompu : {} simulations sur {} sont faites ; la réponse porte sur elles."},
                        s_.runs_done(), planned));
        if (plan_.parameter_source == ParameterSource::prior)
            warn(in({"Parameters as assumed before any data: nothing here is backed by data.",
                     "Paramètres tels que supposés avant toute donnée : rien ici n'est appuyé sur les données."}));
        if (plan_.parameter_source == ParameterSource::defaults)
            warn(in({"Parameters fixed at their defaults: the ranges hold chance alone, and are too narrow.",
                     "Paramètres fixés à leurs valeurs par défaut : les intervalles ne contiennent que le hasard, et "
                     "sont trop étroits."}));
        if (plan_.parameter_source == ParameterSource::posterior && !prior_ && !a_.policies.empty())
            warn(in({"No simulations from the priors beside these: where a sign comes from is not assessed (·).",
                     "Pas de simulations non calées pour témoin : l'origine des signes n'est pas évaluée (·)."}));
        for (auto const& row : a_.policies)
            if (!row.shares_cohort) warn(cohort(row));
    }

    /// How far the mean of the first policy's active members is known.
    [[nodiscard]] std::string precision(int runs, int frames) const
    {
        std::string known;
        if (!a_.policies.empty()) {
            auto const& e = a_.policies.front().cells[kAnswerActive].effect.mean;
            if (std::isfinite(e.half_width))
                known = format(language_,
                               {" The mean effect on active members is known to ±{} per 100.",
                                " L'effet moyen sur les membres actifs est connu à ±{} pour 100 près."},
                               said(e.half_width, language_));
        }
        return format(
            language_,
            {"{} simulations on {} synthetic population{}: means are rough{}; better --replicates 40.{}",
             "{} simulations sur {} population{} : moyennes approximatives{} ; mieux : --replicates 40.{}"},
            runs, frames, frames == 1 ? "" : "s",
            runs < kDrawsForSign ? in({", and marks (·) need 20", ", et les marques (·) en demandent 20"}) : "", known);
    }

    [[nodiscard]] std::string cohort(AnswerRow const& row) const
    {
        return format(language_,
                      {"{}: its policy starts in {}, the reference's cohort is of another month: effects on the fixed "
                       "cohort are withheld.",
                       "{} : sa politique débute en {}, la cohorte de la référence est d'un autre mois : effets sur la "
                       "cohorte non montrés."},
                      row.label, month_words(row.start, language_));
    }

    [[nodiscard]] bool uses(std::initializer_list<int> levers) const
    {
        auto const& reference = plan_.scenarios.front();
        for (auto const& row : a_.policies)
            for (auto const& entry : plan_.scenarios[static_cast<std::size_t>(row.scenario)].levers) {
                bool const is_shared =
                    std::any_of(reference.levers.begin(), reference.levers.end(), [&](auto const& e) {
                        return e.lever == entry.lever && e.month == entry.month && e.value == entry.value;
                    });
                if (!is_shared && std::find(levers.begin(), levers.end(), entry.lever) != levers.end()) return true;
            }
        return false;
    }

    void limit(Text heading, std::string text) { a_.limits.push_back({in(heading), std::move(text)}); }

    void limits()
    {
        if (uses({lever::attachment, lever::sanction, lever::active_choice}))
            limit({"How coercion would be received.", "Comment la contrainte serait reçue."},
                  in({"The past has no example of it: this stays as unsure as it was assumed to be.",
                      "Le passé n'en a pas d'exemple : cet effet reste aussi incertain qu'il a été supposé."}));
        limit({"What patients gain.", "Ce que les patients y gagnent."}, care());
        if (uses({lever::information, lever::urps_referent, lever::intern_training, lever::coordinator_training,
                  lever::inter_cpts, lever::digital_tools, lever::hospital_link, lever::consultants}))
            limit({"What campaigns, training and shared services cost.",
                   "Ce que coûtent campagnes, formations et appuis."},
                  in({"No price was found: their cost is a wide assumption.",
                      "Aucun prix n'a été trouvé : leur coût est une hypothèse large."}));
        limit({"How many are active today.", "Combien sont actifs aujourd'hui."}, today());
        if (int const known = plan_.territories.known_signatures(); known > 0)
            limit(
                {"When CPTS sign.", "Quand les CPTS signent."},
                format(
                    language_,
                    {"{} of the {} territories have a known date of signature: it is given, the same for every policy.",
                     "{} des {} territoires ont une date de signature connue : elle est donnée, la même pour toute "
                     "politique."},
                    known, plan_.territories.rows.size()));
        auto const& rows = plan_.territories.rows;
        auto const synthetic = std::count_if(rows.begin(), rows.end(), [](auto const& row) { return row.synthetic; });
        if (synthetic > 0)
            limit({"What will happen in a given CPTS.", "Ce qui se passera dans une CPTS précise."},
                  format(language_,
                         {"{} of the {} territories are synthetic.", "{} des {} territoires sont synthétiques."},
                         synthetic, rows.size()));
    }

    [[nodiscard]] std::string care() const
    {
        auto text = in({"Neither access to care nor health is in it: hours alone.",
                        "Ni accès aux soins ni santé : seulement des heures."});
        AnswerRow const* most = nullptr;
        double least = 0;
        for (auto const& row : a_.policies) {
            auto const e = effect(s_, row.scenario, answer_date(s_, row.scenario), indicator::care_lost_);
            if (is_clear(read(e)) && std::abs(e.mean.mean) > least) most = &row, least = std::abs(e.mean.mean);
        }
        if (!most) return text;
        auto const e = effect(s_, most->scenario, answer_date(s_, most->scenario), indicator::care_lost_);
        Text const lost{
            e.mean.mean > 0 ? " % more hour{s} of care lost a year" : " % fewer hour{s} of care lost a year",
            e.mean.mean > 0 ? " % heure{s} de soins perdues de plus par an"
                            : " % heure{s} de soins perdues de moins par an"};
        return text + with_number(in(lost), said(std::abs(e.mean.mean), language_), e.mean.mean, language_) +
               said_range(e.predictive, e.mean.mean, language_) +
               format(language_, {" under “{}”.", " sous « {} »."}, most->label);
    }

    [[nodiscard]] std::string today() const
    {
        auto const& cell = a_.reference.cells[kAnswerActive];
        auto text = in({"Hardly observed: the range of the starting point is wide.",
                        "À peine observé : le point de départ est très incertain."});
        if (!cell.has_range()) return text;
        return text + format(language_,
                             {" {} per 100 professionals in 90 % of the simulations.",
                              " {} pour 100 professionnels dans 90 % des simulations."},
                             shown_range(cell.effect.predictive, 1, false, language_));
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
        if (a_.purchases.empty()) a_.purchases.push_back(purchase_in_words({}, kAskedSpending, language_));
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

AnswerPurchase purchase_in_words(std::vector<Dose> const& doses, double spending, Language language)
{
    auto const bought = purchase(doses, spending);
    auto const asked = said(spending, language);
    AnswerPurchase out;
    if (bought.gain) {
        out.is_refused = false;
        out.text = format(language,
                          {"{} M€ a year would bring, between “{}” and “{}”: {}.",
                           "{} M€ par an apporteraient, entre « {} » et « {} » : {}."},
                          asked, bought.below, bought.above, clause(quantity::hours, *bought.gain, language));
        return out;
    }
    switch (bought.why) {
        case NoPurchase::one_dose:
            out.text = format(
                language,
                {"What would {} M€ a year buy? No answer here: each measure was run in one dose only. Two doses of "
                 "the same measure, in one launch or a study, are the least.",
                 "Que donneraient {} M€ par an ? Pas de réponse ici : chaque mesure n'a été simulée qu'à une seule "
                 "dose. Il "
                 "en faut au moins deux, dans un même lancement ou une étude."},
                asked);
            break;
        case NoPurchase::beyond:
            out.text = format(
                language,
                {"What would {} M€ a year buy? No answer: the doses from “{}” on cost between {} and {} M€ a year.",
                 "Que donneraient {} M€ par an ? Pas de réponse : les doses de « {} » coûtent de {} à {} M€ par an."},
                asked, doses.front().name, said(bought.span.low, language), said(bought.span.high, language));
            break;
        case NoPurchase::not_told:
            out.text = format(language,
                              {"What would {} M€ a year buy? No answer: “{}” and “{}” do not clearly differ in cost.",
                               "Que donneraient {} M€ par an ? Pas de réponse : les coûts de « {} » et de « {} » ne se "
                               "distinguent pas."},
                              asked, bought.below, bought.above);
            break;
        case NoPurchase::too_few:
            out.text =
                format(language,
                       {"What would {} M€ a year buy? No answer: fewer than {} simulations of each dose.",
                        "Que donneraient {} M€ par an ? Pas de réponse : moins de {} simulations de chaque dose."},
                       asked, kDrawsForSign);
            break;
    }
    return out;
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
