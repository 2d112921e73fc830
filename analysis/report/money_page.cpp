#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/effects/answer_numbers.hpp"
#include "analysis/report/first_page.hpp"
#include "sim/base/calendar.hpp"

namespace cptsim {
namespace {

std::string in(Text words, Language language) { return html(words.in(language)); }

/// Mean, and the range below it; "0" where nothing is paid in any simulation.
std::string money_cell(Effect const& e, bool level, bool is_small, Language language, bool is_strong = false)
{
    if (e.mean.values < kDrawsForAnswer) return "<td>–</td>";
    double const most = std::max(std::abs(e.predictive.low), std::abs(e.predictive.high));
    if (most == 0) return "<td>0</td>";
    int const decimals = is_small ? cell_decimals(e, 3) : std::min(1, cell_decimals(e, 1));
    auto const range = html(shown_range(e.predictive, decimals, !level, language));
    if (e.mean.values < kDrawsForMean) return "<td>–<small>" + range + "</small></td>";
    auto const mean =
        html(level ? shown(e.mean.mean, decimals, language) : shown_difference(e.mean.mean, decimals, language));
    return fmt::format("<td>{}<small>{}</small></td>", is_strong ? "<b>" + mean + "</b>" : mean, range);
}

std::string heads(Answer const& answer, std::string const& first, Language language)
{
    std::string out = "<thead><tr><th scope=\"col\">" + first + "</th>";
    for (int const payer : paying(answer)) {
        auto const& field = payers()[static_cast<std::size_t>(payer)];
        out += fmt::format("<th scope=\"col\">{}<small>{}</small></th>", html(capital(field.title.in(language))),
                           in(field.payer, language));
    }
    return out;
}

AnswerRow const& row_of(Answer const& answer, int scenario)
{
    if (scenario == 0) return answer.reference;
    return *std::find_if(answer.policies.begin(), answer.policies.end(),
                         [&](auto const& row) { return row.scenario == scenario; });
}

/// A row of a heading and the payers' cells.
std::string payer_cells(Answer const& answer, BudgetRow const& row, Language language)
{
    std::string out;
    for (int const payer : paying(answer))
        out += money_cell(row.by_payer[static_cast<std::size_t>(payer)], row.scenario == 0, has_small_budget(answer),
                          language);
    return out;
}

}  // namespace

std::string budget_table(Answer const& answer, Language language)
{
    auto const caption = Text{"Public money by payer", "Argent public par payeur"};
    std::string out =
        fmt::format("<div class=\"mx-w\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table class=\"bd\">",
                    in(caption, language));
    out += heads(answer, in({"M€ a year", "M€ par an"}, language), language);
    out += fmt::format("<th scope=\"col\">{}</th><th scope=\"col\">{}<small>{}</small></th></tr></thead><tbody>",
                       in({"Total", "Total"}, language), in({"Cumulated", "Cumul"}, language),
                       in({"since the policy", "depuis la politique"}, language));
    std::size_t colour = 0;
    for (auto const& row : answer.budget) {
        auto const& about = row_of(answer, row.scenario);
        bool const level = row.scenario == 0;
        out += fmt::format("<tr{}><th scope=\"row\" class=\"{}\">{}</th>", level ? " class=\"ref\"" : "",
                           level ? "" : "pc " + colour_class(colour++),
                           level ? in({"Law as it is", "À droit constant"}, language)
                                 : html(about.label) + (about.cost_caveat.empty() ? "" : "\u00A0\u00A7"));
        out += payer_cells(answer, row, language) +
               money_cell(row.total, level, has_small_budget(answer), language, true) +
               money_cell(row.cumulated, level, has_small_budget(answer), language) + "</tr>";
    }
    out += "</tbody></table></div><p class=\"lg\"><span>" + html(price_words(answer, language)) + "</span>";
    for (auto const& caveat : caveats(answer, language)) out += "<span>" + html(caveat) + "</span>";
    out += "</p>";
    for (auto const& purchase : answer.purchases) out += "<p class=\"dn\">" + html(purchase.text) + "</p>";
    return out;
}

std::string money_by_year(Summary const& s, Answer const& answer, Language language)
{
    std::string out;
    for (auto const& last : answer.budget) {
        auto const& about = row_of(answer, last.scenario);
        auto const title = last.scenario == 0 ? in({"Law as it is", "À droit constant"}, language) : html(about.label);
        out += fmt::format(
            "<h3>{}</h3><div class=\"mx-w\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table class=\"bd\">",
            title, title);
        out += heads(answer, in({"M€ a year", "M€ par an"}, language), language);
        out += fmt::format("<th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead><tbody>",
                           in({"Total", "Total"}, language), in({"Cumulated", "Cumul"}, language));
        for (int year = last.first; year <= last.last; ++year) {
            auto const row = budget_row(s, last.scenario, 12 * year + 11);
            out += fmt::format("<tr><th scope=\"row\">{}</th>{}{}{}</tr>", year + kFirstYear,
                               payer_cells(answer, row, language),
                               money_cell(row.total, last.scenario == 0, has_small_budget(answer), language, true),
                               money_cell(row.cumulated, last.scenario == 0, has_small_budget(answer), language));
        }
        out += "</tbody></table></div>";
    }
    return out;
}

}  // namespace cptsim
