#include "analysis/sweep/sensitivity_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/sweep/study_sensitivity.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/error.hpp"
#include "sim/base/text.hpp"
#include "sim/files/csv.hpp"
#include "sim/files/toml_reader.hpp"
#include "sim/input/wording.hpp"

namespace cptsim {
namespace {

std::vector<int> named_outcomes(std::vector<std::string> const& names, StudyOutcomes const& outcomes)
{
    std::vector<int> rows;
    for (auto const& id : names) {
        rows.push_back(outcomes.find(id));
        if (rows.back() >= 0) continue;
        std::vector<std::string> ids;
        for (auto const& outcome : outcomes.list()) ids.push_back(outcome.id);
        throw InputError(both({"--outcome: no outcome is called \"{}\" (what was kept allows {}){}",
                               "--outcome : aucun résultat ne s'appelle « {} » (ce qui a été gardé permet {}){}"},
                              id, fmt::format("{}", fmt::join(ids, ", ")), suggestion(id, ids)));
    }
    return rows;
}

std::vector<int> usual_outcomes(StudyOutcomes const& outcomes)
{
    auto const& list = outcomes.list();
    bool const any = std::any_of(list.begin(), list.end(), [](auto const& outcome) { return outcome.headline; });
    std::vector<int> rows;
    for (std::size_t i = 0; i < list.size(); ++i)
        if (list[i].headline || !any) rows.push_back(static_cast<int>(i));
    return rows;
}

int chosen_date(std::string const& file, std::string const& written, std::vector<int> const& dates)
{
    if (dates.empty())
        throw InputError({file}, {"has no December (outcomes are taken in December) keep one?",
                                  "n'a pas de mois de décembre (les résultats sont ceux de décembre) en garder un ?"});
    if (written.empty()) return static_cast<int>(dates.size()) - 1;
    TomlReader reader;
    auto const month = reader.month(written, {"--month", 0, 1});
    if (!month) throw InputError(reader.problems({}));
    auto const found = std::find(dates.begin(), dates.end(), *month);
    if (found != dates.end()) return static_cast<int>(found - dates.begin());
    std::vector<std::string> names;
    for (int const date : dates) names.push_back(month_name(date));
    throw InputError(both({"--month is \"{}\" (Decembers that were kept are {})",
                           "--month vaut « {} » (les mois de décembre conservés sont {})"},
                          written, fmt::format("{}", fmt::join(names, ", "))));
}

std::vector<int> chosen_scenarios(SensitivityChoice const& choice, Plan const& plan)
{
    std::vector<int> chosen;
    std::vector<std::string> names;
    for (std::size_t s = 0; s < plan.scenarios.size(); ++s) {
        names.push_back(plan.scenarios[s].name);
        bool const shown = choice.levels || s > 0 || plan.scenarios.size() == 1;
        if (choice.scenario.empty() ? shown : names.back() == choice.scenario) chosen.push_back(static_cast<int>(s));
    }
    if (chosen.empty())
        throw InputError(
            both({"--scenario: the study has no \"{}\" (it has {})", "--scenario : l'étude n'a pas « {} » (elle a {})"},
                 choice.scenario, fmt::format("{}", fmt::join(names, ", "))));
    return chosen;
}

/// A line for each figure of each factor, behind the fields that all lines share.
std::string csv_lines(std::vector<std::string> const& key, std::vector<SweepFactor> const& factors,
                      StudySensitivity const& indices)
{
    std::string start, csv;
    for (auto const& text : key) start += csv_text(text) + ',';
    auto const figures = sensitivity_figures(indices);
    for (std::size_t i = 0; i < figures.values.size(); ++i)
        for (std::size_t j = 0; j < figures.names.size(); ++j) {
            double const value = figures.values[i][j];
            csv += start + csv_text(factors[i].path) + ',' + figures.names[j] + ',' +
                   (std::isnan(value) ? "" : plain_number(value)) + '\n';
        }
    return csv;
}

auto outputs_of(StudyOutcomes const& outcomes, SensitivityTable const& table)
{
    return table.effect ? outcomes.effects(table.outcome, table.date, table.scenario)
                        : outcomes.levels(table.outcome, table.date, table.scenario);
}

}  // namespace

std::vector<SensitivityTable> sensitivity_tables(std::string const& file, StudyResults const& results,
                                                 SensitivityChoice const& choice)
{
    auto const& outcomes = results.outcomes();
    auto const rows = choice.outcomes.empty() ? usual_outcomes(outcomes) : named_outcomes(choice.outcomes, outcomes);
    if (rows.empty())
        throw InputError(
            {file},
            {"holds no outcome at a December (see [keep] in its study) other months or observables?",
             "ne contient aucun résultat en décembre (voir [keep] dans son étude) d'autres mois ou observables ?"});
    int const date = chosen_date(file, choice.month, outcomes.dates());
    std::vector<SensitivityTable> tables;
    for (int const scenario : chosen_scenarios(choice, results.sweep().plan))
        for (int const row : rows) tables.push_back({scenario, row, date, scenario > 0 && !choice.levels});
    return tables;
}

void refuse_without_variance(std::string const& file, StudyResults const& results,
                             std::vector<SensitivityTable> const& tables)
{
    std::vector<std::string> ids;
    for (auto const& table : tables) {
        auto const& outcome = results.outcomes().list()[static_cast<std::size_t>(table.outcome)];
        auto const& outputs = outputs_of(results.outcomes(), table);
        auto const moves = [&](std::vector<double> const& point) {
            return !std::equal(point.begin(), point.end(), outputs[0].begin(), outputs[0].end(),
                               [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); });
        };
        if (std::any_of(outputs.begin(), outputs.end(), moves)) return;
        if (std::find(ids.begin(), ids.end(), outcome.id) == ids.end()) ids.push_back(outcome.id);
    }
    throw InputError({file},
                     both({"no factor of the study moves {}: every point has the same values (another --outcome, "
                           "or --levels? else factors that matter, or wider ranges)",
                           "aucun facteur de l'étude ne fait varier {} : tous les points ont les mêmes valeurs "
                           "(un autre --outcome, ou --levels ? sinon d'autres facteurs, ou des plages plus "
                           "larges)"},
                          fmt::format("{}", fmt::join(ids, ", "))));
}

SensitivityTexts sensitivity_texts(StudyResults const& results, SensitivityTable const& table, Language language)
{
    auto const& sweep = results.sweep();
    auto const& outcomes = results.outcomes();
    auto const& outcome = outcomes.list()[static_cast<std::size_t>(table.outcome)];
    auto const& scenario = sweep.plan.scenarios[static_cast<std::size_t>(table.scenario)];
    int const month = outcomes.dates()[static_cast<std::size_t>(table.date)];
    SensitivityOptions options;
    options.clusters = outcomes.frames();
    auto const indices = study_sensitivity(results.manifest().design.method, sweep.factors, results.design(),
                                           outputs_of(outcomes, table), options);
    std::string name(title(scenario, language));
    if (table.effect)
        name += Text{" less ", " moins "}.in(language) + std::string(title(sweep.plan.scenarios[0], language));
    SensitivityTitle const heading{outcome.title.in(language), outcome.unit.in(language),
                                   fmt::format("{}, {}", name, month_words(month, language)), outcome.decimals};
    return {format_sensitivity(indices, sweep.factors, heading, language),
            csv_lines({scenario.name, table.effect ? "true" : "false", outcome.id, month_name(month)}, sweep.factors,
                      indices)};
}

}  // namespace cptsim
