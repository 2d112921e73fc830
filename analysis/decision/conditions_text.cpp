// The words of `cptsim conditions`.
#include <fmt/format.h>

#include <cmath>

#include "analysis/decision/conditions.hpp"
#include "analysis/decision/regret.hpp"
#include "analysis/effects/indicators.hpp"
#include "sim/base/text.hpp"
#include "sim/input/wording.hpp"

namespace cptsim {
namespace {

class ConditionsText {
  public:
    ConditionsText(ConditionsFrame const& frame, Draws const& draws, ConditionsOptions const& options,
                   Language language)
        : frame_(frame), draws_(draws), options_(options), language_(language)
    {
    }

    std::string make(std::vector<Conditions> const& asked)
    {
        text_ = preface(question(), sample_words(frame_.file, draws_, language_), method(), error(), language_);
        for (auto const& one : asked) conditions(one);
        regret_table();
        return std::move(text_);
    }

  private:
    template <class... Values>
    void line(FormatOf<Values const&...> words, Values const&... values)
    {
        text_ += format(language_, words, values...) + '\n';
    }
    [[nodiscard]] std::string percent(double share) const { return format_number(100 * share, 0, language_); }
    [[nodiscard]] Indicator const& indicator() const
    {
        return indicators()[static_cast<std::size_t>(draws_.question.indicator)];
    }
    [[nodiscard]] std::string in_unit(double value) const
    {
        return format_number(value, indicator().decimals, language_);
    }
    [[nodiscard]] std::string option(std::size_t place) const
    {
        return name_of(draws_.plan, draws_.question.options[place]);
    }

    [[nodiscard]] std::string question() const
    {
        Text const moves = draws_.question.lower ? Text{"lower", "baisser"} : Text{"raise", "monter"};
        return format(
            language_,
            {"what would have to be true for a policy to {} {}, by more than {}; which policy is regretted least",
             "que faudrait-il pour qu'une politique fasse {} : {}, de plus de {} ; laquelle regretterait-on le moins"},
            moves.in(language_), indicator_words(draws_.question, language_), in_unit(options_.by));
    }
    [[nodiscard]] std::string method() const
    {
        return Text{
            "boxes of at most three parameters found by peeling (PRIM: Friedman and Fisher 1999; Bryant and Lempert "
            "2010); regret: what an option lacks to the best of the same draw",
            "boîtes d'au plus trois paramètres, trouvées par épluchage (PRIM : Friedman et Fisher 1999 ; Bryant et "
            "Lempert 2010) ; regret : ce qui manque à une option face à la meilleure du même tirage"}
            .in(language_);
    }
    [[nodiscard]] std::string error() const
    {
        return format(language_,
                      {"coverage and density in brackets: 90 % of boxes found again in {} resamples, at draws these "
                       "have not seen; a "
                       "box is told where cases in random order give one as good less than once in 20",
                       "couverture et densité entre crochets : 90 % des boîtes retrouvées dans {} rééchantillons, sur "
                       "des tirages "
                       "qu'ils n'ont pas vus ; une boîte n'est donnée que si des cas mis au hasard en donnent une "
                       "aussi bonne moins d'une fois sur 20"},
                      options_.resamples);
    }

    void conditions(Conditions const& one)
    {
        auto const base = static_cast<double>(one.cases) / static_cast<double>(draws_.size());
        line({"{}: holds in {} of {} draws ({} %).", "{} : vrai dans {} tirages sur {} ({} %)."}, option(one.option),
             one.cases, draws_.size(), percent(base));
        if (one.quantities.empty())
            line({"  Conditions: none to be found (all draws have the same parameters).",
                  "  Conditions : aucune à trouver (tous les tirages ont les mêmes paramètres)."});
        else if (std::min(one.cases, draws_.size() - one.cases) < kLeastCases)
            line({"  Conditions: none to be found (fewer than {} draws on one side).",
                  "  Conditions : aucune à trouver (moins de {} tirages d'un côté)."},
                 kLeastCases);
        else if (!one.stands())
            line({"  Conditions: none (the best box is no better than chance gives).",
                  "  Conditions : aucune (la meilleure boîte ne vaut pas mieux que le hasard)."});
        else
            box(one, base);
        text_ += '\n';
    }

    void box(Conditions const& one, double base)
    {
        line({"  It mostly holds where:", "  C'est surtout vrai là où :"});
        for (std::size_t k = 0; k < one.box.sides.size(); ++k) {
            auto const& side = one.box.sides[k];
            auto const& field = parameter_fields()[static_cast<std::size_t>(one.rows[side.quantity])];
            text_ += "    " + bounds(side, field.path);
            line({"   found again in {} % of resamples — {}", "   retrouvé dans {} % des rééchantillons — {}"},
                 percent(one.trust.reproduced[k]), meaning(field, language_));
        }
        line({"  Density: {} % of draws in the box [{}; {}], against {} % of all.",
              "  Densité : {} % des tirages de la boîte [{} ; {}], contre {} % de tous."},
             percent(one.found.density), percent(quantile(one.trust.density, 0.05)),
             percent(quantile(one.trust.density, 0.95)), percent(base));
        line({"  Coverage: {} % of such draws lie in the box [{}; {}]; the box holds {} % of all draws.",
              "  Couverture : {} % de ces tirages sont dans la boîte [{} ; {}], qui tient {} % de tous les tirages."},
             percent(one.found.coverage), percent(quantile(one.trust.coverage, 0.05)),
             percent(quantile(one.trust.coverage, 0.95)), percent(one.found.mass));
    }

    [[nodiscard]] std::string bounds(BoxSide const& side, std::string const& path) const
    {
        auto const number = [](double x) { return plain_number(std::stod(fmt::format("{:.3g}", x))); };
        if (std::isinf(side.low)) return fmt::format("{} ≤ {}", path, number(side.high));
        if (std::isinf(side.high)) return fmt::format("{} ≥ {}", path, number(side.low));
        return fmt::format("{} ≤ {} ≤ {}", number(side.low), path, number(side.high));
    }

    void regret_table()
    {
        auto const after = regrets(draws_);
        std::vector<Regret> before;
        if (frame_.prior) before = regrets(*frame_.prior);
        line({"Regret, {} (what is lacking to the best of the same draw):",
              "Regret, {} (ce qui manque à la meilleure du même tirage) :"},
             indicator_words(draws_.question, language_));
        text_ += fmt::format("{:<30}{:>18}{:>18}{:>18}{:>14}{:>12}\n", Text{"option", "option"}.in(language_),
                             Text{"best, %", "meilleure, %"}.in(language_),
                             Text{"before data, %", "avant calage, %"}.in(language_),
                             Text{"mean regret", "regret moyen"}.in(language_),
                             Text{"1 in 20", "1 sur 20"}.in(language_), Text{"worst", "pire"}.in(language_));
        auto const share = [&](MeanEstimate const& e) { return percent(e.mean) + " ± " + percent(e.half_width); };
        for (std::size_t i = 0; i < after.size(); ++i)
            text_ += fmt::format("{:<30}{:>18}{:>18}{:>18}{:>14}{:>12}\n", option(i), share(after[i].best),
                                 before.empty() ? "–" : share(before[i].best),
                                 in_unit(after[i].mean.mean) + " ± " + in_unit(after[i].mean.half_width),
                                 in_unit(after[i].high), in_unit(after[i].worst));
        if (frame_.prior)
            line({"Before data: {} draws from the priors.", "Avant calage : {} tirages des lois a priori."},
                 frame_.prior->size());
        else if (std::vector<std::string> dates = prior_dates(); !dates.empty())
            line({"Before data: not kept at this date (the file has it at {}; see --at).",
                  "Avant calage : non gardé à cette date (le fichier l'a en {} ; voir --at)."},
                 fmt::format("{}", fmt::join(dates, ", ")));
        else
            line({"Before data: unknown (the launch ran no draws from the priors).",
                  "Avant calage : inconnu (le lancement n'a pas fait de tirages a priori)."});
    }

    [[nodiscard]] std::vector<std::string> prior_dates() const
    {
        std::vector<std::string> names;
        for (int const date : frame_.prior_dates)
            if (date != draws_.question.month) names.push_back(month_name(date));
        return names;
    }

    ConditionsFrame const& frame_;
    Draws const& draws_;
    ConditionsOptions const& options_;
    Language language_;
    std::string text_;
};

}  // namespace

std::string conditions_text(ConditionsFrame const& frame, Draws const& draws, std::vector<Conditions> const& asked,
                            ConditionsOptions const& options, Language language)
{
    return ConditionsText(frame, draws, options, language).make(asked);
}

}  // namespace cptsim
