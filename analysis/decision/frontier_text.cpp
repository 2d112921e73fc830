// The words and the table of `cptsim frontier`.
#include <fmt/format.h>

#include <algorithm>

#include "analysis/decision/draws.hpp"
#include "analysis/decision/frontier.hpp"
#include "analysis/effects/indicators.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/text.hpp"
#include "sim/input/wording.hpp"

namespace cptsim {
namespace {

Indicator const& indicator_of(FrontierStudy const& study)
{
    return indicators()[static_cast<std::size_t>(study.indicator)];
}

std::string name_of(MixedLever const& lever) { return lever_fields()[static_cast<std::size_t>(lever.lever)].name; }

/// What a mix adds of a lever. A search ends beside a bound, seldom at it: under 1 % of the most counts as nothing.
double added(MixedLever const& lever, double share)
{
    constexpr double kNothing = 0.01;
    return share < kNothing ? 0 : share * lever.most;
}

std::string mix_words(FrontierStudy const& study, Mix const& mix, Language language)
{
    std::string words;
    for (std::size_t j = 0; j < mix.size(); ++j)
        if (double const more = added(study.levers[j], mix[j]); more != 0)
            words += (words.empty() ? "" : "; ") + name_of(study.levers[j]) + (more < 0 ? " " : " +") +
                     format_number(more, 2, language);
    return words.empty() ? Text{"the reference", "la référence"}.in(language) : words;
}

/// What each lever is, what the reference has of it, and how much more a mix may have.
std::string lever_words(FrontierStudy const& study, Language language)
{
    std::string text = Text{"\nLevers:\n", "\nLeviers :\n"}.in(language);
    for (auto const& one : study.levers) {
        auto const& field = lever_fields()[static_cast<std::size_t>(one.lever)];
        double low = field.max, high = field.min;
        for (std::size_t p = 0; p < one.reference.size(); ++p)
            if ((one.professions >> p & 1U) != 0)
                low = std::min(low, one.reference[p]), high = std::max(high, one.reference[p]);
        auto const today = low < high ? format(language, {"{} to {}", "{} à {}"}, plain_number(low), plain_number(high))
                                      : plain_number(low);
        auto const unit = unit_words(field.unit, language);
        text += format(language,
                       {"  {}{}: {}; {} in the reference, {} of it at most from {} on\n",
                        "  {}{} : {} ; {} dans la référence, {} au plus à partir de {}\n"},
                       field.name, unit.empty() ? "" : " (" + std::string(unit) + ')', meaning(field, language), today,
                       fmt::format("{}{}", one.most < 0 ? "" : "+", plain_number(one.most)),
                       month_words(one.from, language));
    }
    return text;
}

std::string question(FrontierStudy const& study, Language language)
{
    auto const& one = indicator_of(study);
    return format(language,
                  {"the most of {} ({}), {}, for so much money a year beyond {}, over mixes of {} levers",
                   "le plus possible de : {} ({}), {}, pour tant d'argent par an de plus que {}, en mêlant {} leviers"},
                  one.title.in(language), one.unit.in(language), month_words(study.month, language),
                  study.search.scenarios.front().name, study.levers.size());
}

std::string sample(FrontierStudy const& study, Language language)
{
    return format(language,
                  {"{}: {}, searched over {} draws, run again over {} others (other parameters, people and chance)",
                   "{} : {}, recherche sur {} tirages, reprise sur {} autres (paramètres, populations et hasard)"},
                  study.file, study.search.territories.name, study.search.replicates, study.fresh.replicates);
}

}  // namespace

std::string front_text(FrontierStudy const& study, std::vector<FrontPoint> const& front, Language language)
{
    Text const method = {
        "COBYLA (Powell 1994) on common random numbers; money is what is spent, wherever it lay, with costs that the "
        "study "
        "states; a mix that costs too much on the fresh draws is pulled back towards the reference",
        "COBYLA (Powell 1994) à tirages communs ; l'argent est celui qui est dépensé, d'où qu'il vienne, plus les "
        "coûts posés "
        "par l'étude ; un mélange trop cher sur les nouveaux tirages est ramené vers la référence"};
    Text const error = {
        "± is 90 % over populations of the fresh draws; the gain seen by the search is optimistic, for comparison",
        "± : 90 %, d'une population à l'autre des nouveaux tirages ; le gain vu par la recherche est optimiste, pour "
        "comparaison"};
    auto text =
        preface(question(study, language), sample(study, language), method.in(language), error.in(language), language);
    int const decimals = indicator_of(study).decimals;
    text += fmt::format("{:>10}{:>20}{:>20}{:>14}{:>12}  {}\n", Text{"M EUR/yr", "M€/an"}.in(language),
                        Text{"gain", "gain"}.in(language), Text{"spent", "dépensé"}.in(language),
                        Text{"within, %", "dans le budget, %"}.in(language), Text{"searched", "recherche"}.in(language),
                        Text{"mix", "mélange"}.in(language));
    auto const estimate = [&](MeanEstimate const& e, int digits) {
        return format_number(e.mean, digits, language) + " ± " + format_number(e.half_width, digits, language);
    };
    bool any_pulled = false, any_dominated = false;
    for (auto const& point : front) {
        any_pulled = any_pulled || point.kept < 1;
        any_dominated = any_dominated || point.is_dominated;
        text += fmt::format("{:>10}{:>20}{:>20}{:>14}{:>12}  {}{}{}\n", format_number(point.budget, language),
                            estimate(point.gain, decimals), estimate(point.cost, 2),
                            format_number(100 * point.within, 0, language),
                            format_number(point.search.gain, decimals, language), mix_words(study, point.mix, language),
                            point.kept < 1 ? " *" : "", point.is_dominated ? " †" : "");
    }
    if (any_pulled)
        text += Text{"* pulled back: the mix of the search cost more than the budget on the fresh draws\n",
                     "* ramené : le mélange de la recherche dépassait le budget sur les nouveaux tirages\n"}
                    .in(language);
    if (any_dominated)
        text += Text{"† a smaller budget gained as much\n", "† un budget moindre a autant rapporté\n"}.in(language);
    return text + lever_words(study, language);
}

std::string front_csv(FrontierStudy const& study, std::vector<FrontPoint> const& front)
{
    std::string csv = "budget,gain,gain_error,cost,cost_error,within,searched_gain,searched_cost,kept";
    for (auto const& lever : study.levers) csv += ',' + name_of(lever);
    csv += '\n';
    for (auto const& point : front) {
        std::vector<std::string> cells;
        for (double const value :
             {point.budget, point.gain.mean, point.gain.half_width, point.cost.mean, point.cost.half_width,
              point.within, point.search.gain, point.search.cost, point.kept})
            cells.push_back(plain_number(value));
        for (std::size_t j = 0; j < point.mix.size(); ++j)
            cells.push_back(plain_number(added(study.levers[j], point.mix[j])));
        csv += fmt::format("{}\n", fmt::join(cells, ","));
    }
    return csv;
}

}  // namespace cptsim
