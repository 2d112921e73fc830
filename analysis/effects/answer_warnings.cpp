#include "analysis/effects/answer_limits.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/effects/answer_cells.hpp"
#include "analysis/effects/answer_numbers.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

constexpr int kFewFrames = 5;

/// Too little was run for what is shown.
class Warnings {
  public:
    Warnings(Summary const& s, Summary const* prior, std::vector<AnswerRow> const& policies, Language language)
        : s_(s), prior_(prior), plan_(s.plan), policies_(policies), language_(language)
    {
    }

    std::vector<std::string> make()
    {
        int const runs = fewest_replicates(s_), frames = (runs + kStreams - 1) / kStreams;
        if (runs < kDrawsForAnswer)
            warn(format(language_,
                        {"{} simulation{}: too few for any statement ({} for ranges, {} for means, {} for marks).",
                         "{} simulation{} : trop peu pour conclure (il en faut {} pour des intervalles, {} pour des "
                         "moyennes, {} "
                         "pour des marques)."},
                        runs, runs == 1 ? "" : "s", kDrawsForAnswer, kDrawsForMean, kDrawsForSign));
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
        if (plan_.parameter_source == ParameterSource::posterior && !prior_ && !policies_.empty())
            warn(in({"No simulations from the priors beside these: where a sign comes from is not assessed (·).",
                     "Pas de simulations non calées pour témoin : l'origine des signes n'est pas évaluée (·)."}));
        for (auto const& row : policies_)
            if (!row.shares_cohort) warn(cohort(row));
        return std::move(all_);
    }

  private:
    [[nodiscard]] std::string in(Text words) const { return words.in(language_); }
    void warn(std::string text) { all_.push_back(std::move(text)); }

    /// How far the mean of the first policy's active members is known.
    [[nodiscard]] std::string precision(int runs, int frames) const
    {
        std::string known;
        if (!policies_.empty()) {
            auto const& e = policies_.front().cells[kAnswerActive].effect.mean;
            if (std::isfinite(e.half_width))
                known = format(language_,
                               {" The mean effect of “{}” on active members is known to ±{} per 100.",
                                " L'effet moyen de « {} » sur les membres actifs est connu à ±{} pour 100 près."},
                               policies_.front().brief, said(e.half_width, language_));
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

    Summary const& s_;
    Summary const* prior_;
    Plan const& plan_;
    std::vector<AnswerRow> const& policies_;
    Language language_;
    std::vector<std::string> all_;
};

}  // namespace

std::vector<std::string> answer_warnings(Summary const& s, Summary const* prior, std::vector<AnswerRow> const& policies,
                                         Language language)
{
    return Warnings(s, prior, policies, language).make();
}

}  // namespace cptsim
