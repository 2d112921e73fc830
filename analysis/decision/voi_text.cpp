// The words of `cptsim voi`.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/decision/voi.hpp"
#include "analysis/effects/indicators.hpp"
#include "sim/base/text.hpp"
#include "sim/input/wording.hpp"

namespace cptsim {
namespace {

constexpr std::size_t kRowsShown = 12;  ///< parameters

class VoiText {
  public:
    VoiText(VoiFrame const& frame, Draws const& draws, DataRecorder const& data, VoiAnswer const& answer,
            Language language)
        : frame_(frame), draws_(draws), data_(data), answer_(answer), language_(language)
    {
    }

    std::string make()
    {
        text_ =
            preface(question_words(draws_.plan, draws_.question, language_), sample(), method(), error(), language_);
        decision();
        table();
        planned();
        return std::move(text_);
    }

  private:
    template <class... Values>
    void line(FormatOf<Values const&...> words, Values const&... values)
    {
        text_ += format(language_, words, values...) + '\n';
    }
    [[nodiscard]] std::string number(double value, int decimals) const
    {
        return format_number(value, decimals, language_);
    }
    [[nodiscard]] std::string percent(double share) const { return number(100 * share, 0); }
    [[nodiscard]] std::string in_unit(double value) const { return number(value, indicator().decimals); }
    [[nodiscard]] Indicator const& indicator() const
    {
        return indicators()[static_cast<std::size_t>(draws_.question.indicator)];
    }
    [[nodiscard]] std::string option(std::size_t place) const
    {
        return name_of(draws_.plan, draws_.question.options[place]);
    }
    [[nodiscard]] std::string sample() const
    {
        auto text = sample_words(frame_.file, draws_, language_);
        auto const lists = draws_.twins().size();
        text +=
            format(language_,
                   {"; {} parameters differ between draws; {} sets of parameters were drawn twice or more",
                    " ; {} paramètres varient d'un tirage à l'autre ; {} jeux de paramètres tirés deux fois ou plus"},
                   answer_.drawn, lists);
        return text;
    }

    [[nodiscard]] std::string method() const
    {
        return Text{
            "regression of each draw's outcome on what would be known (additive splines and products, terms that "
            "pass a test); each draw is predicted, and decided, by a fit that has not seen it, so that values are "
            "low rather than high (Strong and others 2014, 2015)",
            "régression du résultat de chaque tirage sur ce qui serait connu (splines additives et produits, termes "
            "retenus par un test) ; chaque tirage est prédit, et tranché, par un ajustement qui ne l'a pas vu : les "
            "valeurs pèchent par défaut (Strong et al. 2014, 2015)"}
            .in(language_);
    }

    [[nodiscard]] std::string error() const
    {
        return format(language_,
                      {"± is 90 % over populations; a cut within its error counts as none; with so many draws a "
                       "parameter is seen from about {} % of the variance on",
                       "± : 90 %, d'une population à l'autre ; une réduction inférieure à son erreur compte pour rien "
                       "; ce nombre de tirages montre un paramètre à partir d'environ {} % de la variance"},
                      number(100 * least_visible_share(draws_.size()), 1));
    }

    void decision()
    {
        auto const& gain = answer_.contrast.gain;
        std::vector<ClusteredValue> clustered;
        auto const frames = draws_.frames();
        for (std::size_t i = 0; i < gain.size(); ++i) clustered.push_back({frames[i], gain[i]});
        auto const estimate = estimate_mean(clustered);
        line({"Best on average: {}, by {} ± {} over {} ({} to {} in 90 % of the draws).",
              "La meilleure en moyenne : {}, de {} ± {} devant {} (de {} à {} dans 90 % des tirages)."},
             option(answer_.contrast.best), in_unit(estimate.mean), in_unit(estimate.half_width),
             option(answer_.contrast.next), in_unit(quantile(gain, 0.05)), in_unit(quantile(gain, 0.95)));
        line({"Knowing the outcome itself, chance included, would be worth {} ± {}: no information is worth more.",
              "Connaître l'issue même, hasard compris, vaudrait {} ± {} : aucune information ne vaut plus."},
             in_unit(answer_.certainty.value), in_unit(answer_.certainty.half_width));
        if (answer_.chance) {
            double const rest = 1 - answer_.chance->value;
            line({"Chance and people make {} % ± {} of the variance of that difference, parameters the other {} %; of "
                  "these the "
                  "regressions find {} %, and the rest lies in how parameters act together.",
                  "Hasard et population font {} % ± {} de la variance de cet écart, les paramètres les {} % restants ; "
                  "les "
                  "régressions en retrouvent {} %, le reste tient au jeu des paramètres entre eux."},
                 percent(answer_.chance->value), percent(answer_.chance->half_width), percent(rest),
                 percent(std::min(rest, answer_.everything.cut.value)));
        } else {
            line(
                {"Chance and people are not told apart (too few sets of parameters were drawn twice: it takes some "
                 "replicates "
                 "more than the posterior has rows).",
                 "Hasard et population ne sont pas séparés (trop peu de jeux de paramètres tirés deux fois : il faut "
                 "quelques "
                 "simulations de plus que le calage n'a donné de tirages)."});
        }
        text_ += '\n';
    }

    void head(Text const& title)
    {
        text_ += fmt::format("{:<58}{:>16}{:>14}{:>18}\n", title.in(language_),
                             Text{"variance cut, %", "variance ôtée, %"}.in(language_),
                             Text{"narrower, %", "resserré, %"}.in(language_), Text{"worth", "valeur"}.in(language_));
    }

    void row(std::string const& name, Information const& known)
    {
        std::string const none = Text{"none", "rien"}.in(language_);
        bool const pays = known.worth.value > 0;
        text_ += fmt::format("{:<58}{:>16}{:>14}{:>18}\n", name,
                             known.is_none ? none : percent(known.cut.value) + " ± " + percent(known.cut.half_width),
                             known.is_none ? "" : percent(known.narrowing()),
                             pays ? in_unit(known.worth.value) + " ± " + in_unit(known.worth.half_width) : none);
    }

    void table()
    {
        text_ += format(
            language_,
            {"Worth is in the unit of the indicator: {}.\n", "La valeur est dans l'unité de l'indicateur : {}.\n"},
            indicator().unit.in(language_));
        head({"If one knew", "Si l'on connaissait"});
        row(Text{"all parameters, as far as found", "tous les paramètres, tels que retrouvés"}.in(language_),
            answer_.everything);
        for (auto const& group : answer_.groups)
            if (!group.known.is_none)
                row("  " + std::string(title(parameter_groups()[static_cast<std::size_t>(group.row)], language_)),
                    group.known);
        std::size_t shown = 0, none = 0;
        for (auto const& one : answer_.parameters) {
            if (one.known.is_none)
                ++none;
            else if (shown < kRowsShown)
                ++shown, row("    " + parameter_fields()[static_cast<std::size_t>(one.row)].path, one.known);
        }
        auto const more = answer_.parameters.size() - none - shown;
        if (more > 0) line({"    and {} more that tell less", "    et {} autres, qui disent moins"}, more);
        if (none > 0)
            line({"    none that these draws show: {} parameters", "    rien que ces tirages montrent : {} paramètres"},
                 none);
        text_ += '\n';
    }

    /// "(b) would narrow the interval by 12 %".
    void planned()
    {
        for (auto const& why : frame_.left_out) text_ += why + '\n';
        if (answer_.data.empty()) return;
        head({"If one collected", "Si l'on recueillait"});
        for (std::size_t i = 0; i < answer_.data.size(); ++i)
            row(fmt::format("({}) {}", letter(i), data_.planned()[i].title(language_)), answer_.data[i]);
        if (answer_.together) row(Text{"all of these", "le tout"}.in(language_), *answer_.together);
        text_ += '\n';
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < answer_.data.size(); ++i)
            if (!answer_.data[i].is_none) order.push_back(i);
        std::stable_sort(order.begin(), order.end(),
                         [&](auto a, auto b) { return answer_.data[a].cut.value > answer_.data[b].cut.value; });
        for (auto const i : order)
            line({"({}) would narrow the interval by {} %.", "({}) resserrerait l'intervalle de {} %."}, letter(i),
                 percent(answer_.data[i].narrowing()));
        if (order.empty())
            line({"None of these would narrow the interval, as far as these draws show.",
                  "Rien de cela ne resserrerait l'intervalle, pour autant que ces tirages le montrent."});
    }

    [[nodiscard]] static char letter(std::size_t i) { return static_cast<char>('a' + i); }

    VoiFrame const& frame_;
    Draws const& draws_;
    DataRecorder const& data_;
    VoiAnswer const& answer_;
    Language language_;
    std::string text_;
};

}  // namespace

std::string voi_text(VoiFrame const& frame, Draws const& draws, DataRecorder const& data, VoiAnswer const& answer,
                     Language language)
{
    return VoiText(frame, draws, data, answer, language).make();
}

}  // namespace cptsim
