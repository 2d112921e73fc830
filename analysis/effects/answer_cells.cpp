#include "analysis/effects/answer_cells.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/base/text.hpp"

namespace cptsim {
namespace {

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

AnswerCell plain_cell(Summary const& s, Summary const* prior, int scenario, int date, ColumnSource source)
{
    auto const [indicator, divisor] = source;
    auto const values =
        scenario > 0 ? replicate_effects(s, scenario, date, indicator) : levels_of(s, 0, date, indicator);
    AnswerCell cell;
    cell.effect = scaled(scenario > 0 ? effect(s, scenario, date, indicator) : effect_of(values), 1 / divisor);
    cell.middle = middle_of(values, 1 / divisor);
    cell.reading = read(cell.effect);
    if (scenario > 0) {
        cell.base = level(s, 0, date, indicator).mean.mean / divisor;
        cell.reading = one_reading(s, scenario, date, indicator);
        cell.confidence = one_confidence(s, prior, scenario, date, indicator);
    }
    if (cell.reading == Reading::missing) cell.why = {"no value", "sans valeur"};
    if (cell.reading == Reading::too_few) cell.why = {"too few", "trop peu"};
    return cell;
}

/// What a policy brings more of, for what it costs more.
struct Gain {
    int indicator;
    AnswerCell const& cell;
    Text fewer, likely, unsure, unknown;
};

/// Why no cost of one more is given; empty where it is.
Text why_no_cost(Effect const& more, Gain const& gain, AnswerCell const& cost)
{
    if (!cost.has_mean() || !gain.cell.has_mean()) return {"too few", "trop peu"};
    if (gain.cell.reading == Reading::lower) return gain.fewer;
    if (gain.cell.reading == Reading::rather_higher) return gain.likely;
    if (gain.cell.reading == Reading::open) return gain.unknown;
    if (gain.cell.reading != Reading::higher || !(more.predictive.low > 0)) return gain.unsure;
    if (cost.reading == Reading::lower) return {"costs less", "coûte moins"};
    if (cost.reading != Reading::higher) return {"cost may not rise", "surcoût incertain"};
    return {};
}

/// Cost more over what is gained, and only where both clearly rise: each simulation then has a ratio of its own.
AnswerCell cost_of(Summary const& s, AnswerRow const& row, int date, Gain const& gain)
{
    AnswerCell cell;
    auto const& cost = row.cells[kAnswerCost];
    auto const more = replicate_effects(s, row.scenario, date, gain.indicator);
    cell.why = why_no_cost(effect_of(more), gain, cost);
    if (cell.why.en[0] != '\0') return cell;
    auto money = replicate_effects(s, row.scenario, date, indicator::public_cost_);
    for (auto& x : money) x.value *= 1e6;
    std::vector<ReplicateValue> own;
    // Where nothing is gained, no price is high enough.
    constexpr double kNoPrice = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < money.size(); ++i)
        own.push_back({money[i].replicate, more[i].value > 0 ? money[i].value / more[i].value : kNoPrice});
    cell.effect = effect_of(own);
    if (!std::isfinite(cell.effect.predictive.high)) {
        cell.why = gain.unsure;
        return cell;
    }
    cell.effect.mean = effect_of(linearised_ratio(money, more)).mean;
    cell.middle = middle_of(own, 1);
    cell.reading = Reading::higher;
    auto const either = [&](Confidence c) { return cost.confidence == c || gain.cell.confidence == c; };
    cell.confidence = gain.cell.confidence == Confidence::imposed ? Confidence::imposed
                      : either(Confidence::unknown)               ? Confidence::unknown
                      : either(Confidence::assumptions)           ? Confidence::assumptions
                                                                  : gain.cell.confidence;
    return cell;
}

/// Active members, as persons, at each date of a policy up to that of the row.
std::vector<AnswerStep> path_of(Summary const& s, Summary const* prior, AnswerRow const& row)
{
    std::vector<AnswerStep> path;
    for (int const date : date_rows(s, row.scenario)) {
        int const month = s.dates[static_cast<std::size_t>(date)];
        if (month < row.start || month > row.date) continue;
        path.push_back({month, plain_cell(s, prior, row.scenario, date, {indicator::net_active_, 1})});
    }
    return path;
}

/// What begins with "Cost:" in a description, to its end: what the author says of the cost wherever it stands.
std::string cost_caveat(Scenario const& scenario, Language language)
{
    std::string_view const text = language == Language::fr ? scenario.description_fr : scenario.description_en;
    for (std::string_view const head : {"Cost: ", "Co\u00FBt : ", "Co\u00FBt\u00A0: ", "Co\u00FBt\u202F: "}) {
        auto const at = text.find(head);
        if (at == std::string_view::npos || (at > 0 && text[at - 1] != ' ')) continue;
        auto said = shortened(text.substr(at + head.size()), kCaveatLength);
        while (!said.empty() && (said.back() == '.' || said.back() == ' ')) said.pop_back();
        return said;
    }
    return {};
}

}  // namespace

Effect scaled(Effect e, double factor)
{
    e.mean.mean *= factor, e.mean.half_width *= factor;
    e.predictive.low *= factor, e.predictive.high *= factor;
    return e;
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
    for (int column = 0; column < kAnswerEffects; ++column)
        row.cells[static_cast<std::size_t>(column)] =
            plain_cell(s, prior, scenario, date, source_of(s, static_cast<AnswerColumn>(column)));
    row.listed = plain_cell(s, prior, scenario, date, {indicator::nominal_members_, 1});
    // The reference has no hours more, and the average cost of its hours is no such number.
    if (scenario == 0) return row;
    row.cells[kAnswerHourCost] = cost_of(s, row, date,
                                         {indicator::hours_year_,
                                          row.cells[kAnswerHours],
                                          {"fewer hours", "moins d'heures"},
                                          {"hours: rise only probable", "heures : hausse seulement probable"},
                                          {"hours: rise uncertain", "heures : hausse incertaine"},
                                          {"hours: effect unknown", "heures : effet inconnu"}});
    row.cells[kAnswerMemberCost] = cost_of(s, row, date,
                                           {indicator::net_active_,
                                            row.cells[kAnswerActive],
                                            {"fewer members", "moins de membres"},
                                            {"members: rise only probable", "membres : hausse seulement probable"},
                                            {"members: rise uncertain", "membres : hausse incertaine"},
                                            {"members: effect unknown", "membres : effet inconnu"}});
    row.path = path_of(s, prior, row);
    row.cost_caveat = cost_caveat(x, language);
    return row;
}

}  // namespace cptsim
