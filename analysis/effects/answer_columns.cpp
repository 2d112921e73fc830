// The columns of the answer's table: titles, units, the rows of indicators() behind them.
#include <cmath>

#include "analysis/effects/answer_cells.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

constexpr double kHoursInThousands = 5000;  ///< of the reference, in the year
constexpr double kMoneyInMillions = 1;      ///< the same

}  // namespace

std::array<AnswerField, kAnswerColumns> answer_fields(Summary const& s)
{
    bool const thousands = source_of(s, kAnswerHours).divisor > 1, millions = source_of(s, kAnswerCost).divisor == 1;
    return {
        {{"active",
          {"active members", "membres actifs"},
          {"per 100 professionals", "pour 100 professionnels"},
          {"per 100", "pour 100"},
          1},
         {"hours_year",
          {"hours for the CPTS", "heures consacrées"},
          thousands ? Text{"thousand a year", "milliers par an"} : Text{"a year", "par an"},
          thousands ? Text{"thousand/yr", "milliers/an"} : Text{"a year", "par an"},
          thousands ? 1 : 0},
         {"chosen",
          {"voluntary membership", "adhésion volontaire"},
          {"% of professionals", "% des professionnels"},
          {"%", "%"},
          1},
         {"dormant_cpts", {"dormant CPTS", "CPTS en sommeil"}, {"number", "nombre"}, {"number", "nombre"}, 1},
         {"severe_persons",
          {"severe exhaustion", "épuisement sévère"},
          {"persons", "personnes"},
          {"persons", "personnes"},
          0},
         {"public_cost",
          {"public cost", "coût public"},
          millions ? Text{"M€ a year", "M€ par an"} : Text{"€ a year", "€ par an"},
          millions ? Text{"M€/yr", "M€/an"} : Text{"€/yr", "€/an"},
          millions ? 1 : 0},
         {"care_lost",
          {"care lost", "soins perdus"},
          thousands ? Text{"thousand hours a year", "milliers d'heures par an"} : Text{"hours a year", "heures par an"},
          thousands ? Text{"thousand h", "milliers h"} : Text{"hours", "heures"},
          thousands ? 1 : 0},
         {"hour_cost",
          {"cost per additional hour", "coût par heure de plus"},
          {"€ of public money", "€ d'argent public"},
          {"€", "€"},
          0},
         {"member_cost",
          {"cost per additional active member", "coût par membre actif de plus"},
          {"€ of public money a year", "€ d'argent public par an"},
          {"€/yr", "€/an"},
          0}}};
}

ColumnSource source_of(Summary const& s, AnswerColumn column)
{
    switch (column) {
        case kAnswerActive:
            return {indicator::active_, 1};
        case kAnswerHours:
        case kAnswerCare: {
            int const last = static_cast<int>(s.dates.size()) - 1;
            double const hours = last < 0 ? 0 : level(s, 0, last, indicator::hours_year_).mean.mean;
            return {column == kAnswerCare ? indicator::care_lost_ : indicator::hours_year_,
                    hours >= kHoursInThousands ? 1000.0 : 1.0};
        }
        case kAnswerChosen:
            return {indicator::chosen_, 1};
        case kAnswerDormant:
            return {indicator::dormant_cpts_, 1};
        case kAnswerSevere:
            return {indicator::severe_persons_, 1};
        case kAnswerCost: {
            int const last = static_cast<int>(s.dates.size()) - 1;
            double const millions = last < 0 ? 1 : level(s, 0, last, indicator::public_cost_).mean.mean;
            return {indicator::public_cost_, millions >= kMoneyInMillions ? 1.0 : 1e-6};
        }
        case kAnswerHourCost:
        case kAnswerMemberCost:
        case kAnswerColumns:
            break;
    }
    return {indicator::public_cost_, 1};
}

NumberForm form_of(Summary const& s, SaidQuantity const& q, Effect const& effect)
{
    auto const fields = answer_fields(s);
    for (int column = 0; column < kAnswerEffects; ++column) {
        auto const [indicator, divisor] = source_of(s, static_cast<AnswerColumn>(column));
        if (indicator != q.indicator) continue;
        auto const decimals = fields[static_cast<std::size_t>(column)].decimals;
        return {divisor * q.scale, cell_decimals(scaled(effect, 1 / divisor), decimals)};
    }
    return {};
}

}  // namespace cptsim
