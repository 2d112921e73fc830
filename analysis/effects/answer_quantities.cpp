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
SaidQuantity const counted_money{
    indicator::public_cost_,
    1,
    Digits::two,
    {"% M€ a year above the law as simulated", "% M€ par an au-delà du droit constant simulé"},
    {"% M€ a year below the law as simulated", "% M€ par an en deçà du droit constant simulé"},
    {"% M€ of public money a year", "% M€ d'argent public par an"},
    {"public cost", "le coût public"},
    {" M€ a year", " M€ par an"}};
SaidQuantity const counted_euros{
    indicator::public_cost_,
    1e6,
    Digits::whole,
    {"% € a year above the law as simulated", "% € par an au-delà du droit constant simulé"},
    {"% € a year below the law as simulated", "% € par an en deçà du droit constant simulé"},
    {"% € of public money a year", "% € d'argent public par an"},
    {"public cost", "le coût public"},
    {" € a year", " € par an"}};
}  // namespace quantity

namespace {

constexpr double kFirmPercent = 95, kMostPercent = 999;

std::string share_of_ties(Effect const& e, Language language)
{
    return whole_percent(100.0 * e.tied / std::max(1, e.mean.values), language);
}

/// "85 % of the simulations", or "45 %, no effect in 50 % of the simulations".
std::string share_alone(Effect const& e, Language language)
{
    auto const ties = share_of_ties(e, language);
    auto const without = ties == "0" ? "" : format(language, {", no effect in {} %", ", sans effet dans {} %"}, ties);
    return format(language, {"{} %{} of the simulations", "{} %{} des simulations"},
                  whole_percent(share_of_mean_sign(e), language), without);
}

/// An effect with the numbers of its quantity.
class Clause {
  public:
    Clause(SaidQuantity const& q, SaidEffect const& said, Language language)
        : q_(q),
          e_(said),
          language_(language),
          mean_(q.scale * said.effect.mean.mean),
          range_{q.scale * said.effect.predictive.low, q.scale * said.effect.predictive.high}
    {
        // A sign without a number would be nothing: what the table has no digits for is said with its own.
        if ((is_clear(e_.reading) || is_likely(e_.reading)) && number(std::abs(mean_)) == "0") e_.form = {};
    }

    [[nodiscard]] std::string write() const
    {
        switch (e_.reading) {
            case Reading::missing:
            case Reading::too_few:
                return format(language_, {"nothing can be said of {}", "rien à dire sur {}"}, in(q_.on));
            case Reading::range_only:
                return format(language_,
                              {"{}: {} simulations are too few for a mean{}",
                               "{} : {} simulations ne suffisent pas à une moyenne{}"},
                              in(q_.on), e_.effect.mean.values, ends());
            case Reading::identical:
                return format(
                    language_,
                    {"no effect on {} in any simulation", "aucun effet sur {}, quelle que soit la simulation"},
                    in(q_.on));
            case Reading::higher:
            case Reading::lower:
                return with_number(in(mean_ > 0 ? q_.more : q_.fewer), number(std::abs(mean_)), std::abs(mean_),
                                   language_) +
                       said_range(range_, mean_, language_, q_.digits, e_.form);
            case Reading::rather_higher:
            case Reading::rather_lower:
                return likely();
            case Reading::uncertain:
                return format(language_,
                              {"{} on average{}, sign uncertain: {}", "{} en moyenne{}, de sens incertain : {}"},
                              signed_mean(), ends(), share_in_words(e_.effect, language_));
            case Reading::open:
            case Reading::small:
                break;
        }
        return unsigned_effect();
    }

  private:
    [[nodiscard]] std::string in(Text words) const { return words.in(language_); }
    [[nodiscard]] std::string number(double x) const { return said(x, language_, q_.digits, e_.form); }
    [[nodiscard]] std::string difference(double x) const { return said_difference(x, language_, q_.digits, e_.form); }
    [[nodiscard]] std::string ends() const { return said_signed_range(range_, language_, q_.digits, e_.form); }
    [[nodiscard]] std::string signed_mean() const
    {
        return with_number(in(q_.plain), difference(mean_), std::abs(mean_), language_);
    }

    [[nodiscard]] std::string likely() const
    {
        return format(language_, {"{} on average{}, probably {}: {}{}", "{} en moyenne{}, {} probable : {}{}"},
                      signed_mean(), ends(), in(mean_ > 0 ? Text{"higher", "hausse"} : Text{"lower", "baisse"}),
                      share_alone(e_.effect, language_), not_yet_clear(e_.effect, language_));
    }

    /// Neither a sign nor a mean that is clear of its error: how far it may go either way, and what that is of the
    /// base.
    [[nodiscard]] std::string unsigned_effect() const
    {
        auto const low = difference(range_.low), high = difference(range_.high);
        auto const share = range_of_base(e_.effect.predictive, e_.base, language_);
        // As at the top, whatever the effect's digits.
        auto const base = std::isfinite(e_.base) ? said(q_.scale * e_.base, language_, q_.digits) : std::string();
        if (e_.reading == Reading::small)
            return format(language_,
                          {"at most a small effect on {} ({} on average, from {} to {}{}, of {})",
                           "au plus un petit effet sur {} ({} en moyenne, de {} à {}{}, pour {})"},
                          in(q_.on), difference(mean_), low, high, in(q_.unit), base);
        auto const of = share.empty() ? "" : format(language_, {"{} of {}; ", "{} de {} ; "}, share, base);
        return format(language_,
                      {"effect on {} unknown: between {} and {}{} ({}mean {})",
                       "effet inconnu sur {} : entre {} et {}{} ({}moyenne {})"},
                      in(q_.on), low, high, in(q_.unit), of, difference(mean_));
    }

    SaidQuantity const& q_;
    SaidEffect e_;
    Language language_;
    double mean_;
    Interval range_;
};

}  // namespace

std::string not_yet_clear(Effect const& e, Language language)
{
    if (share_of_mean_sign(e) < kFirmPercent || std::abs(e.mean.mean) > e.mean.half_width) return {};
    return Text{", but the mean lies within its error", ", mais la moyenne reste imprécise"}.in(language);
}

std::string range_of_base(Interval range, double base, Language language)
{
    double const low = 100 * range.low / base, high = 100 * range.high / base;
    if (!(base > 0) || std::max(std::abs(low), std::abs(high)) > kMostPercent) return {};
    auto const percent = [&](double x) {
        auto const text = whole_percent(x, language);
        return (x > 0 && text != "0" ? "+" : "") + text + " %";
    };
    return format(language, {"{} to {}", "{} à {}"}, percent(low), percent(high));
}

std::string clause(SaidQuantity const& q, SaidEffect const& effect, Language language)
{
    return Clause(q, effect, language).write();
}

std::string clause(SaidQuantity const& q, Effect const& effect, Language language)
{
    return clause(q, SaidEffect{effect, read(effect), kNaN, {}}, language);
}

double share_of_mean_sign(Effect const& e)
{
    return e.mean.values > 0 ? 100.0 * (e.mean.mean < 0 ? e.negative : e.positive) / e.mean.values : kNaN;
}

std::string share_in_words(Effect const& e, Language language, bool brief)
{
    auto const side = Text{e.mean.mean < 0 ? "lower" : "higher", e.mean.mean < 0 ? "baisse" : "hausse"}.in(language);
    if (!brief) return format(language, {"{} in {}", "{} dans {}"}, side, share_alone(e, language));
    auto const words = fmt::format("{} {} %", side, whole_percent(share_of_mean_sign(e), language));
    auto const ties = share_of_ties(e, language);
    return ties == "0" ? words : words + format(language, {", no effect {} %", ", sans effet {} %"}, ties);
}

}  // namespace cptsim
