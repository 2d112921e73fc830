#include "analysis/report/sheets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "analysis/effects/answer.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/sheet_words.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/text.hpp"
#include "sim/input/wording.hpp"
#include "sim/model/names.hpp"

namespace cptsim {
namespace {

constexpr std::uint64_t kWholeInSheets = 999'999'999'999'999;  ///< spreadsheets keep fifteen digits

std::string heading_of(std::string const& column, Language language)
{
    auto const found =
        std::find_if(kSheetHeadings.begin(), kSheetHeadings.end(), [&](auto const& h) { return h.name == column; });
    return found == kSheetHeadings.end() ? column : found->words.in(language);
}

Indicator const* indicator_of(std::string_view id)
{
    auto const& all = indicators();
    auto const found = std::find_if(all.begin(), all.end(), [&](auto const& x) { return x.id == id; });
    return found == all.end() ? nullptr : &*found;
}

/// What an id of a column means: of an indicator, a profession, an observable; else the id.
std::string title_of(std::string const& column, std::string const& id, Language language)
{
    if (auto const* const one = column == "indicator" ? indicator_of(id) : nullptr) return one->title.in(language);
    for (std::size_t p = 0; column == "profession" && p < kProfessions; ++p)
        if (id == kProfessionNames[p]) return kProfessionWords[p].full.in(language);
    for (auto const& payer : payers())
        if (column == "payer" && id == payer.id)
            return fmt::format("{} ({})", payer.title.in(language), payer.payer.in(language));
    if (column == "observable")
        for (auto const& field : observable_fields())
            if (id == field.name) return std::string(meaning(field, language));
    return id;
}

/// Cells of a column as a reader of a spreadsheet wants them: numbers as the CSV has them, names in words.
SheetCell cell_of(Column const& column, std::size_t row, Language language)
{
    if (column.type == Column::Type::text) return title_of(column.name, column.texts[row], language);
    double const value = column.numbers[row];
    if (std::isnan(value)) return {};
    switch (column.type) {
        case Column::Type::month:
            return SheetMonth{static_cast<int>(value)};
        case Column::Type::real:
            return std::strtod(short_number(value).c_str(), nullptr);
        case Column::Type::truth:
            return std::string((value != 0 ? Text{"yes", "oui"} : Text{"no", "non"}).in(language));
        case Column::Type::named: {
            return title_of(column.name, column.names.at(static_cast<std::size_t>(value)), language);
        }
        case Column::Type::whole:
        case Column::Type::text:
            break;
    }
    return value;
}

SheetCell unit_cell(Column const& column, std::size_t row, Language language)
{
    auto const* const one = indicator_of(column.names.at(static_cast<std::size_t>(column.numbers[row])));
    return std::string(one ? one->unit.in(language) : "");
}

Sheet sheet_of(ReportTable const& table, ShownTable const& shown, Language language)
{
    Sheet sheet{
        shown.name.in(language), shown.says.in(language), {}, std::vector<std::vector<SheetCell>>(table.rows())};
    for (auto const& column : table.columns()) {
        if (column.page_only) continue;
        bool const has_unit = column.name == "indicator" && column.type == Column::Type::named;
        sheet.headings.push_back(heading_of(column.name, language));
        if (has_unit) sheet.headings.push_back(heading_of("unit", language));
        for (std::size_t row = 0; row < table.rows(); ++row) {
            sheet.rows[row].push_back(cell_of(column, row, language));
            if (has_unit) sheet.rows[row].push_back(unit_cell(column, row, language));
        }
    }
    return sheet;
}

/// What ran and what made it, each with its name.
Sheet notes(Plan const& plan, ReportIdentity const& identity, Language language)
{
    Sheet sheet{Text{"Notes", "Notes"}.in(language), "", {"", ""}, {}};
    auto const add = [&](Text const& what, std::string const& text) {
        if (!text.empty()) sheet.rows.push_back({std::string(what.in(language)), text});
    };
    for (std::size_t i = 0; i < plan.scenarios.size(); ++i) {
        auto const& scenario = plan.scenarios[i];
        auto const role = i == 0 ? Text{"reference", "référence"} : Text{"scenario", "scénario"};
        if (static_cast<int>(i) != plan.placebo_scenario)
            add(role, scenario.name + Text{": ", " : "}.in(language) + std::string(title(scenario, language)));
    }
    add({"population", "population"}, plan.territories.name);
    add({"months", "mois"},
        format(language, {"{} to {}", "de {} à {}"}, month_words(0, language), month_words(plan.end_month, language)));
    auto const count = [&](Text const& what, double number) {
        sheet.rows.push_back({std::string(what.in(language)), number});
    };
    count({"runs of each scenario", "simulations de chaque scénario"}, plan.replicates);
    if (plan.seed <= kWholeInSheets)
        count({"seed", "graine"}, static_cast<double>(plan.seed));
    else
        add({"seed", "graine"}, std::to_string(plan.seed));
    add({"program", "programme"},
        format(language, {"cptsim {}, results {}, commit {}", "cptsim {}, résultats {}, commit {}"}, identity.version,
               identity.results_version, identity.commit));
    add({"result file", "fichier de résultats"}, identity.file);
    add({"digest", "empreinte"}, identity.digest);
    add({"command", "commande"}, identity.command);
    add({"how to read", "lecture"},
        Text{
            "Means and intervals are over runs. The interval from 5 % to 95 % holds nine runs in ten: quote it. The "
            "precision of a mean shrinks with more runs. An empty cell is a value that does not exist.",
            "Moyennes et intervalles portent sur les simulations. L'intervalle de 5 % à 95 % contient neuf simulations "
            "sur dix : c'est lui qu'il faut citer. La précision d'une moyenne s'améliore avec le nombre de "
            "simulations. Une cellule vide est une valeur qui n'existe pas."}
            .in(language));
    return sheet;
}

/// The table of policies by indicators, a row for each cell.
Sheet answer_sheet(ReportInput const& input, Language language)
{
    auto const answer = make_answer(*input.summary, input.prior, language);
    Sheet sheet{Text{"Answer", "Réponse"}.in(language),
                Text{"The table of the first page: levels under the law as it is, then what each policy adds.",
                     "Le tableau de la première page : niveaux à droit constant, puis ce que chaque politique ajoute."}
                    .in(language),
                {},
                {}};
    for (auto const* name :
         {"policy", "indicator", "unit", "month", "mean", "q05", "q95", "replicates", "reading", "rests_on"})
        sheet.headings.push_back(heading_of(name, language));
    auto const add = [&](AnswerRow const& row) {
        bool const level = row.scenario == 0;
        for (std::size_t column = 0; column < row.cells.size(); ++column) {
            auto const& cell = row.cells[column];
            auto const number = [](bool has, double value) { return has ? SheetCell(value) : SheetCell(); };
            auto const words = [&](bool has, std::string text) {
                return has ? SheetCell(std::move(text)) : SheetCell();
            };
            sheet.rows.push_back(
                {row.label, std::string(answer.fields[column].title.in(language)),
                 std::string(answer.fields[column].unit.in(language)), SheetMonth{row.date},
                 number(cell.has_mean(), cell.effect.mean.mean), number(cell.has_range(), cell.effect.predictive.low),
                 number(cell.has_range(), cell.effect.predictive.high), static_cast<double>(cell.effect.mean.values),
                 words(!level, reading_words(cell, language)),
                 words(!level && cell.has_mean(), confidence_words(cell.confidence).in(language))});
        }
    };
    add(answer.reference);
    for (auto const& row : answer.policies) add(row);
    return sheet;
}

void list_sheets(std::vector<Sheet>& sheets)
{
    for (std::size_t i = 1; i < sheets.size(); ++i) sheets[0].rows.push_back({sheets[i].name, sheets[i].says});
}

Sheet factor_sheet(Sweep const& sweep, Language language)
{
    Sheet sheet{Text{"Factors", "Facteurs"}.in(language),
                Text{"What the study varies.", "Ce que l'étude fait varier."}.in(language),
                {heading_of("factor", language), Text{"meaning", "sens"}.in(language), heading_of("unit", language)},
                {}};
    for (auto const& factor : sweep.factors) {
        bool const parameter = factor.kind == SweepFactor::Kind::parameter;
        auto const row = static_cast<std::size_t>(parameter ? factor.rows.front() : factor.entry.lever);
        auto const says =
            parameter ? meaning(parameter_fields()[row], language) : meaning(lever_fields()[row], language);
        auto const unit = parameter ? parameter_fields()[row].unit : lever_fields()[row].unit;
        bool const date = factor.kind == SweepFactor::Kind::date;
        sheet.rows.push_back({factor.path, std::string(says), date ? std::string() : unit_words(unit, language)});
    }
    return sheet;
}

Sheet point_sheet(Sweep const& sweep, Language language)
{
    Sheet sheet{
        Text{"Points", "Points"}.in(language),
        Text{"The value of each factor at each point.", "La valeur de chaque facteur à chaque point."}.in(language),
        {heading_of("point", language)},
        {}};
    for (auto const& factor : sweep.factors) sheet.headings.push_back(factor.path);
    for (std::size_t point = 0; point < sweep.design.size(); ++point) {
        auto& row = sheet.rows.emplace_back();
        row.emplace_back(static_cast<double>(point));
        for (std::size_t i = 0; i < sweep.factors.size(); ++i) {
            auto const& factor = sweep.factors[i];
            double const value = sweep.design[point][i];
            if (factor.kind == SweepFactor::Kind::date)
                row.emplace_back(SheetMonth{static_cast<int>(value)});
            else if (factor.has_words())
                row.emplace_back(
                    value_words(lever_fields()[static_cast<std::size_t>(factor.entry.lever)], value, language));
            else
                row.emplace_back(value);
        }
    }
    return sheet;
}

/// Mean of what exists, and of how many it is.
std::pair<double, std::size_t> mean_of(std::vector<double> const& values)
{
    double sum = 0;
    std::size_t count = 0;
    for (double const value : values)
        if (!std::isnan(value)) {
            sum += value;
            ++count;
        }
    return {count == 0 ? 0 : sum / static_cast<double>(count), count};
}

Sheet outcome_sheet(StudyOutcomes const& outcomes, Language language)
{
    auto const& scenarios = outcomes.sweep().plan.scenarios;
    Sheet sheet{Text{"Outcomes", "Résultats"}.in(language),
                Text{"Each outcome at each point: mean over its runs, and mean difference from the reference.",
                     "Chaque résultat à chaque point : moyenne de ses simulations, et écart moyen à la référence."}
                    .in(language),
                {},
                {}};
    for (auto const* name : {"outcome", "unit", "scenario", "month", "point", "mean", "replicates"})
        sheet.headings.push_back(heading_of(name, language));
    sheet.headings.emplace_back(Text{"difference from the reference", "écart à la référence"}.in(language));
    for (std::size_t o = 0; o < outcomes.list().size(); ++o)
        for (std::size_t date = 0; date < outcomes.dates().size(); ++date)
            for (std::size_t s = 0; s < scenarios.size(); ++s) {
                auto const at = [&](auto values) {
                    return (outcomes.*values)(static_cast<int>(o), static_cast<int>(date), static_cast<int>(s));
                };
                auto const levels = at(&StudyOutcomes::levels);
                auto const effects = s == 0 ? PointValues(levels.size()) : at(&StudyOutcomes::effects);
                for (std::size_t point = 0; point < levels.size(); ++point) {
                    auto const [mean, runs] = mean_of(levels[point]);
                    if (runs == 0) continue;
                    auto const [effect, pairs] = mean_of(effects[point]);
                    auto const& outcome = outcomes.list()[o];
                    sheet.rows.push_back({std::string(outcome.title.in(language)),
                                          std::string(outcome.unit.in(language)), scenarios[s].name,
                                          SheetMonth{outcomes.dates()[date]}, static_cast<double>(point), mean,
                                          static_cast<double>(runs), pairs == 0 ? SheetCell() : SheetCell(effect)});
                }
            }
    return sheet;
}

}  // namespace

std::vector<Sheet> run_sheets(ReportInput const& input, Language language)
{
    std::vector<Sheet> sheets = {notes(input.summary->plan, input.identity, language)};
    if (!input.summary->dates.empty()) sheets.push_back(answer_sheet(input, language));
    auto const tables = summary_tables(input);
    for (auto const& shown : kShownTables)
        for (auto const& table : tables)
            if (table.name() == shown.table && table.rows() > 0) sheets.push_back(sheet_of(table, shown, language));
    list_sheets(sheets);
    return sheets;
}

std::vector<Sheet> study_sheets(StudyReportInput const& input, Language language)
{
    auto const& sweep = input.outcomes->sweep();
    std::vector<Sheet> sheets = {notes(sweep.plan, input.identity, language), factor_sheet(sweep, language),
                                 point_sheet(sweep, language), outcome_sheet(*input.outcomes, language)};
    sheets[0].rows.insert(sheets[0].rows.begin(),
                          {std::string(Text{"study", "étude"}.in(language)), title_of_study(sweep, language)});
    list_sheets(sheets);
    return sheets;
}

}  // namespace cptsim
