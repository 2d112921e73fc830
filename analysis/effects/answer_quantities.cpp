#include "analysis/effects/answer_quantities.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/base/text.hpp"

namespace cptsim {

namespace quantity {
SaidQuantity const active{indicator::net_active_,
                          1,
                          Digits::whole,
                          {"% more active member{s}", "% membre{s} actif{s} de plus"},
                          {"% fewer active member{s}", "% membre{s} actif{s} de moins"},
                          {"% active member{s}", "% membre{s} actif{s}"},
                          {"active members", "les membres actifs"},
                          {"", ""}};
SaidQuantity const hours{indicator::hours_year_,
                         1,
                         Digits::whole,
                         {"% more hour{s} a year for the CPTS", "% heure{s} de plus par an consacrée{s} aux CPTS"},
                         {"% fewer hour{s} a year for the CPTS", "% heure{s} de moins par an consacrée{s} aux CPTS"},
                         {"% hour{s} a year for the CPTS", "% heure{s} par an consacrée{s} aux CPTS"},
                         {"hours for the CPTS", "les heures consacrées"},
                         {" a year", " par an"}};
SaidQuantity const care{indicator::care_lost_,
                        1,
                        Digits::whole,
                        {"% more hour{s} of care lost a year", "% heure{s} de soins perdue{s} de plus par an"},
                        {"% fewer hour{s} of care lost a year", "% heure{s} de soins perdue{s} de moins par an"},
                        {"% hour{s} of care lost a year", "% heure{s} de soins perdue{s} par an"},
                        {"care lost to the CPTS", "les soins perdus"},
                        {" hours a year", " heures par an"}};
SaidQuantity const nominal{indicator::nominal_members_,
                           1,
                           Digits::whole,
                           {"% more member{s} on paper", "% membre{s} de plus sur le papier"},
                           {"% fewer member{s} on paper", "% membre{s} de moins sur le papier"},
                           {"% member{s} on paper", "% membre{s} sur le papier"},
                           {"members on paper", "les membres sur le papier"},
                           {"", ""}};
SaidQuantity const chosen{indicator::net_chosen_,
                          1,
                          Digits::whole,
                          {"% more voluntary member{s}", "% adhérent{s} volontaire{s} de plus"},
                          {"% fewer voluntary member{s}", "% adhérent{s} volontaire{s} de moins"},
                          {"% voluntary member{s}", "% adhérent{s} volontaire{s}"},
                          {"voluntary membership", "l'adhésion volontaire"},
                          {"", ""}};
SaidQuantity const dormant{indicator::dormant_cpts_,
                           1,
                           Digits::whole,
                           {"% more dormant CPTS", "% CPTS de plus en sommeil"},
                           {"% fewer dormant CPTS", "% CPTS de moins en sommeil"},
                           {"% dormant CPTS", "% CPTS en sommeil"},
                           {"dormant CPTS", "les CPTS en sommeil"},
                           {"", ""}};
SaidQuantity const severe{indicator::severe_persons_,
                          1,
                          Digits::whole,
                          {"% more person{s} in severe exhaustion", "% personne{s} de plus en épuisement sévère"},
                          {"% fewer person{s} in severe exhaustion", "% personne{s} de moins en épuisement sévère"},
                          {"% person{s} in severe exhaustion", "% personne{s} en épuisement sévère"},
                          {"severe exhaustion", "l'épuisement sévère"},
                          {" persons", " personnes"}};
SaidQuantity const money{indicator::public_cost_,
                         1,
                         Digits::two,
                         {"% M€ more a year of public money", "% M€ d'argent public de plus par an"},
                         {"% M€ less a year of public money", "% M€ d'argent public de moins par an"},
                         {"% M€ of public money a year", "% M€ d'argent public par an"},
                         {"public cost", "le coût public"},
                         {" M€ a year", " M€ par an"}};
SaidQuantity const euros{indicator::public_cost_,
                         1e6,
                         Digits::whole,
                         {"% € more a year of public money", "% € d'argent public de plus par an"},
                         {"% € less a year of public money", "% € d'argent public de moins par an"},
                         {"% € of public money a year", "% € d'argent public par an"},
                         {"public cost", "le coût public"},
                         {" € a year", " € par an"}};
}  // namespace quantity

namespace {

/// A mean whose sign is open, to the digits that its range allows: of a range a thousand wide, hundreds.
std::string said_within(double mean, Interval range, Language language, Digits digits)
{
    double const width = range.high - range.low;
    if (!(width > 0)) return said_difference(mean, language, digits);
    double const unit = std::pow(10, std::floor(std::log10(width)) - 1);
    double const x = std::round(mean / unit) * unit;
    if (unit >= 1 || std::abs(x) >= 10) return said_difference(x, language, digits);
    int const decimals = std::min(3, static_cast<int>(std::lround(-std::log10(unit))));
    return shown_difference(x, decimals, language);
}

std::string percent(double share, Language language) { return format_number(share, 0, language); }

std::string share_of_ties(Effect const& e, Language language)
{
    return percent(100.0 * e.tied / std::max(1, e.mean.values), language);
}

/// "85 % of the simulations", or "45 %, no effect in 50 % of the simulations".
std::string share_alone(Effect const& e, Language language)
{
    auto const ties = share_of_ties(e, language);
    auto const without = ties == "0" ? "" : format(language, {", no effect in {} %", ", sans effet dans {} %"}, ties);
    return format(language, {"{} %{} of the simulations", "{} %{} des simulations"},
                  percent(share_of_mean_sign(e), language), without);
}

}  // namespace

std::string clause(SaidQuantity const& q, Effect const& effect, Language language)
{
    auto const reading = read(effect);
    double const mean = q.scale * effect.mean.mean;
    Interval const range{q.scale * effect.predictive.low, q.scale * effect.predictive.high};
    auto const in = [&](Text words) { return std::string(words.in(language)); };
    auto const ends = said_signed_range(range, language, q.digits);
    auto const number = said_within(mean, range, language, q.digits);
    auto const signed_mean = with_number(in(q.plain), number, std::abs(mean), language);
    switch (reading) {
        case Reading::missing:
        case Reading::too_few:
            return format(language, {"nothing can be said of {}", "rien à dire sur {}"}, in(q.on));
        case Reading::range_only:
            return format(
                language,
                {"{}: {} simulations are too few for a mean{}", "{} : {} simulations ne suffisent pas à une moyenne{}"},
                in(q.on), effect.mean.values, ends);
        case Reading::identical:
            return format(language,
                          {"no effect on {} in any simulation", "aucun effet sur {}, quelle que soit la simulation"},
                          in(q.on));
        case Reading::higher:
        case Reading::lower:
            return with_number(in(mean > 0 ? q.more : q.fewer), said(std::abs(mean), language, q.digits),
                               std::abs(mean), language) +
                   said_range(range, mean, language, q.digits);
        case Reading::rather_higher:
        case Reading::rather_lower:
            return format(language, {"{} on average{}, rather {}: {}", "{} en moyenne{}, plutôt en {} : {}"},
                          signed_mean, ends, in(mean > 0 ? Text{"higher", "hausse"} : Text{"lower", "baisse"}),
                          share_alone(effect, language));
        case Reading::uncertain:
            return format(language, {"{} on average{}, sign uncertain: {}", "{} en moyenne{}, de sens incertain : {}"},
                          signed_mean, ends, share_in_words(effect, language));
        case Reading::not_visible:
            break;
    }
    return format(language,
                  {"no visible effect on {} ({} on average, from {} to {}{})",
                   "pas d'effet visible sur {} ({} en moyenne, de {} à {}{})"},
                  in(q.on), number, said_difference(range.low, language, q.digits),
                  said_difference(range.high, language, q.digits), in(q.unit));
}

double share_of_mean_sign(Effect const& e)
{
    return e.mean.values > 0 ? 100.0 * (e.mean.mean < 0 ? e.negative : e.positive) / e.mean.values : kNaN;
}

std::string share_in_words(Effect const& e, Language language, bool brief)
{
    auto const side = Text{e.mean.mean < 0 ? "lower" : "higher", e.mean.mean < 0 ? "baisse" : "hausse"}.in(language);
    if (!brief) return format(language, {"{} in {}", "{} dans {}"}, side, share_alone(e, language));
    auto const words = fmt::format("{} {} %", side, percent(share_of_mean_sign(e), language));
    auto const ties = share_of_ties(e, language);
    return ties == "0" ? words : words + format(language, {", no effect {} %", ", sans effet {} %"}, ties);
}

}  // namespace cptsim
