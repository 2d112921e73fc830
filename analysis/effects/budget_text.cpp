// The budget for a terminal, and the words that go with it there and on the page.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/effects/answer_quantities.hpp"
#include "analysis/effects/answer_text.hpp"
#include "analysis/effects/text_grid.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

constexpr std::size_t kHeadWidth = 12;

std::vector<std::vector<std::string>> budget_heads(Answer const& answer, Language language)
{
    auto const in = [&](Text words) { return std::string(words.in(language)); };
    std::vector<std::vector<std::string>> heads;
    for (int const payer : paying(answer)) {
        auto const& field = payers()[static_cast<std::size_t>(payer)];
        auto lines = wrapped(in(field.title), kHeadWidth);
        for (auto const& line : wrapped('(' + in(field.payer) + ')', kHeadWidth)) lines.push_back(line);
        heads.push_back(lines);
    }
    heads.push_back({"total"});
    heads.push_back({in({"cumulated", "cumul"})});
    return heads;
}

std::vector<std::vector<std::string>> budget_cells(Answer const& answer, BudgetRow const& row, Language language)
{
    bool const level = row.scenario == 0;
    auto const cell = [&](Effect const& e) -> std::vector<std::string> {
        double const most = std::max(std::abs(e.predictive.low), std::abs(e.predictive.high));
        int const decimals = has_small_budget(answer) ? cell_decimals(e, 3) : std::min(1, cell_decimals(e, 1));
        if (e.mean.values < kDrawsForAnswer) return {"–"};
        if (most == 0) return {"0"};
        auto const range = shown_range(e.predictive, decimals, !level, language, true);
        if (e.mean.values < kDrawsForMean) return {"–", range};
        return {level ? shown(e.mean.mean, decimals, language) : shown_difference(e.mean.mean, decimals, language),
                range};
    };
    std::vector<std::vector<std::string>> cells;
    for (int const payer : paying(answer)) cells.push_back(cell(row.by_payer[static_cast<std::size_t>(payer)]));
    cells.push_back(cell(row.total));
    cells.push_back(cell(row.cumulated));
    cells.back().push_back(fmt::format("{}–{}", row.first + kFirstYear, row.last + kFirstYear));
    return cells;
}

std::string mark_of_caveat(AnswerRow const& row)
{
    return row.cost_caveat.empty() ? "" : std::string(" ") + kCaveatMark;
}

}  // namespace

std::string price_words(Answer const& answer, Language language)
{
    auto const all = paying(answer);
    bool const unnamed = std::any_of(all.begin(), all.end(), [](int p) { return p == kPayGrants || p == kPaySupport; });
    return std::string(Text{
               "Euros of 2023, not discounted; sums may differ by rounding. The ACI grows with the missions achieved.",
               "Euros de 2023, sans actualisation ; les sommes peuvent différer par les arrondis. L'ACI croît "
               "avec les missions réalisées."}
                           .in(language)) +
           (unnamed ? Text{" No payer named: the scenario does not say who pays.",
                           " Payeur non désigné : le scénario ne dit pas qui paie."}
                          .in(language)
                    : "");
}

std::vector<std::string> caveats(Answer const& answer, Language language)
{
    std::vector<std::string> out;
    for (auto const& row : answer.policies)
        if (!row.cost_caveat.empty())
            out.push_back(format(language, {"{} {}: {}.{}", "{} {} : {}.{}"}, kCaveatMark, row.brief, row.cost_caveat,
                                 row.paid_before.empty() ? "" : ' ' + row.paid_before));
    return out;
}

std::string unit_cost_words(AnswerRow const& row, AnswerColumn column, Language language)
{
    auto const& cell = row.cells[column];
    if (!cell.has_mean()) return format(language, {"not given ({})", "non donné ({})"}, cell.why.in(language));
    bool const is_yearly = column == kAnswerMemberCost;
    return said(cell.effect.mean.mean, language) +
           (is_yearly ? Text{" € a year", " € par an"} : Text{" €", " €"}).in(language) +
           said_range(cell.effect.predictive, 1, language) + mark_of_caveat(row);
}

std::string format_budget(Answer const& answer, Language language)
{
    auto const in = [&](Text words) { return std::string(words.in(language)); };
    std::string out = in({"Public money, M€ a year", "Argent public, M€ par an"}) + '\n';
    auto const line = [&](std::string const& text) {
        for (auto const& part : wrapped(text, kAnswerWidth)) out += part + '\n';
    };
    if (answer.budget.empty()) return out + in({"No policy to compare.", "Aucune politique à comparer."}) + '\n';
    TextGrid grid(kAnswerWidth);
    grid.add("", budget_heads(answer, language));
    grid.rule();
    for (auto const& row : answer.budget) {
        auto const found = std::find_if(answer.policies.begin(), answer.policies.end(),
                                        [&](auto const& policy) { return policy.scenario == row.scenario; });
        grid.add(row.scenario == 0 ? in({"Law as it is", "À droit constant"}) : found->label + mark_of_caveat(*found),
                 budget_cells(answer, row, language));
    }
    out += grid.text();
    for (auto const& row : answer.policies)
        line(format(language,
                    {"{}: cost per additional active member {}; per additional hour {}",
                     "{} : coût par membre actif de plus {} ; par heure de plus {}"},
                    row.brief, unit_cost_words(row, kAnswerMemberCost, language),
                    unit_cost_words(row, kAnswerHourCost, language)));
    for (auto const& caveat : caveats(answer, language)) line(caveat);
    line(price_words(answer, language));
    for (auto const& purchase : answer.purchases) line(purchase.text);
    return out;
}

}  // namespace cptsim
