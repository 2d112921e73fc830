#include "analysis/effects/answer_cells.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/effects/answer_quantities.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

constexpr double kFirm = 0.95, kRather = 0.75;
constexpr double kHoursInThousands = 5000;  ///< of the reference, in the year
constexpr double kMoneyInMillions = 1;      ///< the same

Effect scaled(Effect e, double factor)
{
    e.mean.mean *= factor, e.mean.half_width *= factor;
    e.predictive.low *= factor, e.predictive.high *= factor;
    return e;
}

Interval middle_of(std::vector<ReplicateValue> const& all, double factor)
{
    std::vector<double> values;
    for (auto const& x : all)
        if (!std::isnan(x.value)) values.push_back(factor * x.value);
    return {quantile(values, 0.25), quantile(values, 0.75)};
}

std::vector<ReplicateValue> levels_of(Summary const& s, int scenario, int date, int indicator)
{
    std::vector<ReplicateValue> all;
    for (int const r : finished_replicates(s, {scenario})) all.push_back({r, s.value(scenario, r, date, indicator)});
    return all;
}

/// Never the other sign, and one in at least half of the draws.
bool never_otherwise(int with, int against, int values) { return against == 0 && 2 * with >= values; }

/// Ties may hide how seldom a sign comes, so half of the draws must have one.
bool has_sign_before_data(Effect const& e)
{
    int const n = e.mean.values;
    auto const one_way = [&](int with, int against) { return with > kFirm * n || never_otherwise(with, against, n); };
    return n >= kDrawsForSign && (one_way(e.positive, e.negative) || one_way(e.negative, e.positive));
}

AnswerCell plain_cell(Summary const& s, Summary const* prior, int scenario, int date, AnswerColumn column)
{
    auto const [indicator, divisor] = source_of(s, column);
    auto const values =
        scenario > 0 ? replicate_effects(s, scenario, date, indicator) : levels_of(s, 0, date, indicator);
    AnswerCell cell;
    cell.effect = scaled(scenario > 0 ? effect(s, scenario, date, indicator) : effect_of(values), 1 / divisor);
    cell.middle = middle_of(values, 1 / divisor);
    cell.reading = read(cell.effect);
    if (scenario > 0) cell.confidence = confidence(s, prior, scenario, date, indicator);
    if (cell.reading == Reading::missing) cell.why = {"no value", "sans valeur"};
    if (cell.reading == Reading::too_few) cell.why = {"too few", "trop peu"};
    return cell;
}

/// Cost more over hours more, and only where both clearly rise: each simulation then has a ratio of its own.
AnswerCell hour_cost(Summary const& s, AnswerRow const& row, int scenario, int date)
{
    AnswerCell cell;
    auto const &cost = row.cells[kAnswerCost], &hours = row.cells[kAnswerHours];
    if (!cost.has_mean() || !hours.has_mean()) {
        cell.why = hours.has_mean() ? cost.why : hours.why;
        if (cell.why.en[0] == '\0') cell.why = {"too few", "trop peu"};
        return cell;
    }
    cell.why = hours.reading == Reading::lower ? Text{"no hour more", "pas d'heure de plus"}
               : hours.reading != Reading::higher || !(hours.effect.predictive.low > 0)
                   ? Text{"hours unsure", "heures incertaines"}
               : cost.reading != Reading::higher ? Text{"no cost more", "pas de surcoût"}
                                                 : Text{};
    if (cell.why.en[0] != '\0') return cell;
    auto money = replicate_effects(s, scenario, date, indicator::public_cost_);
    auto const more = replicate_effects(s, scenario, date, indicator::hours_year_);
    for (auto& x : money) x.value *= 1e6;
    std::vector<ReplicateValue> own;
    for (std::size_t i = 0; i < money.size(); ++i)
        if (more[i].value > 0) own.push_back({money[i].replicate, money[i].value / more[i].value});
    cell.effect = effect_of(own);
    cell.effect.mean = effect_of(linearised_ratio(money, more)).mean;
    cell.middle = middle_of(own, 1);
    cell.reading = Reading::higher;
    auto const either = [&](Confidence c) { return cost.confidence == c || hours.confidence == c; };
    cell.confidence = hours.confidence == Confidence::imposed ? Confidence::imposed
                      : either(Confidence::unknown)           ? Confidence::unknown
                      : either(Confidence::assumptions)       ? Confidence::assumptions
                                                              : hours.confidence;
    return cell;
}

}  // namespace

Reading read(Effect const& e)
{
    int const n = e.mean.values;
    if (n == 0) return Reading::missing;
    if (n < kDrawsForAnswer) return Reading::too_few;
    if (n < kDrawsForMean) return Reading::range_only;
    if (e.is_identical()) return Reading::identical;
    double const mean = e.mean.mean;
    int const with = mean > 0 ? e.positive : e.negative, against = mean > 0 ? e.negative : e.positive;
    bool const clear_of_error = std::abs(mean) > e.mean.half_width;
    bool const one_side = mean > 0 ? e.predictive.low >= 0 : e.predictive.high <= 0;
    if (clear_of_error && one_side && 2 * with >= n) return mean > 0 ? Reading::higher : Reading::lower;
    if (with >= kRather * (with + against) && 2 * (with + against) >= n)
        return mean > 0 ? Reading::rather_higher : Reading::rather_lower;
    return clear_of_error ? Reading::uncertain : Reading::not_visible;
}

Confidence confidence(Summary const& s, Summary const* prior, int scenario, int date, int indicator)
{
    auto const& before = prior ? *prior : s;
    if (before.plan.parameter_source == ParameterSource::prior &&
        has_sign_before_data(effect(before, scenario, date, indicator)))
        return Confidence::imposed;
    if (s.plan.parameter_source == ParameterSource::prior) return Confidence::assumptions;
    if (s.plan.parameter_source != ParameterSource::posterior || !prior) return Confidence::unknown;
    auto const driven = is_assumption_driven(s, *prior, scenario, date, indicator);
    if (!driven) return Confidence::unknown;
    auto const reading = read(effect(s, scenario, date, indicator));
    bool const has_sign = is_clear(reading) || reading == Reading::rather_higher || reading == Reading::rather_lower;
    return *driven || !has_sign ? Confidence::assumptions : Confidence::data;
}

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
          {"hours given", "heures consacrées"},
          thousands ? Text{"thousand a year", "milliers par an"} : Text{"a year", "par an"},
          thousands ? Text{"thousand/yr", "milliers/an"} : Text{"a year", "par an"},
          0},
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
          0},
         {"hour_cost", {"an hour more", "heure de plus"}, {"€ of public money", "€ de coût public"}, {"€", "€"}, 0}}};
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
        case kAnswerColumns:
            break;
    }
    return {indicator::public_cost_, 1};
}

int answer_date(Summary const& s, int scenario)
{
    auto const rows = date_rows(s, scenario);
    if (rows.empty() || s.dates[static_cast<std::size_t>(rows.back())] < policy_start(s.plan, scenario)) return -1;
    return rows.back();
}

std::vector<int> answered(Summary const& s)
{
    std::vector<int> all;
    for (int i = 1; i < static_cast<int>(s.plan.scenarios.size()); ++i)
        if (i != s.plan.placebo_scenario && answer_date(s, i) >= 0) all.push_back(i);
    return all;
}

int fewest_replicates(Summary const& s)
{
    int fewest = s.plan.replicates;
    for (int scenario = 0; scenario < static_cast<int>(s.plan.scenarios.size()); ++scenario)
        if (scenario != s.plan.placebo_scenario)
            fewest = std::min(fewest, static_cast<int>(finished_replicates(s, {0, scenario}).size()));
    return fewest;
}

AnswerRow answer_row(Summary const& s, Summary const* prior, int scenario, int date, Language language)
{
    auto const& x = s.plan.scenarios[static_cast<std::size_t>(scenario)];
    AnswerRow row;
    row.scenario = scenario;
    row.name = x.name;
    row.title = Text{x.title_en.c_str(), x.title_fr.c_str()}.in(language);
    if (row.title.empty()) row.title = x.name;
    row.label = shortened(row.title, kLabelLength);
    row.start = scenario > 0 ? policy_start(s.plan, scenario) : policy_start(s.plan);
    row.date = s.dates[static_cast<std::size_t>(date)];
    row.years = (row.date + 1 - row.start) / 12;
    row.shares_cohort = shares_cohort(s.plan, scenario);
    for (int column = 0; column < kAnswerHourCost; ++column)
        row.cells[static_cast<std::size_t>(column)] =
            plain_cell(s, prior, scenario, date, static_cast<AnswerColumn>(column));
    // The reference has no hours more, and the average cost of its hours is no such number.
    if (scenario > 0) row.cells[kAnswerHourCost] = hour_cost(s, row, scenario, date);
    return row;
}

}  // namespace cptsim
