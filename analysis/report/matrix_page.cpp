// The table of policies by indicators on the first page.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "analysis/effects/answer_numbers.hpp"
#include "analysis/effects/answer_quantities.hpp"
#include "analysis/report/first_page.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

class Matrix {
  public:
    Matrix(Answer const& answer, Plan const& plan, Language language) : a_(answer), plan_(plan), language_(language) {}

    [[nodiscard]] std::string write() const
    {
        std::string out =
            "<h2 id=\"h-matrix\">" + in({"Policies and indicators", "Politiques et indicateurs"}) + "</h2>";
        if (!a_.policies.empty()) {
            out += "<p class=\"lead\">" +
                   in({"Mean differences; in brackets, the range of 90 % of the simulations. Under each row: what the "
                       "policy is, law as it is at that date → policy.",
                       "Écarts moyens ; entre crochets, la fourchette de 90 % des simulations. Sous chaque ligne : ce "
                       "qu'est la politique, droit constant à cette date → politique."}) +
                   "</p>" + legend();
        }
        out += "<div class=\"mx-w\" tabindex=\"0\" role=\"region\" aria-label=\"" +
               in({"Policies and indicators", "Politiques et indicateurs"}) +
               "\"><table class=\"mx\"><thead><tr><th scope=\"col\">" + in({"Policy", "Politique"}) + "</th>";
        for (auto const column : kAnswerOrder)
            out += fmt::format("<th scope=\"col\">{}<small>{}</small></th>",
                               html(capital(a_.fields[column].title.in(language_))), in(a_.fields[column].unit));
        out += "</tr></thead><tbody>" + matrix_row(a_.reference, 0);
        for (std::size_t i = 0; i < a_.policies.size(); ++i) out += matrix_row(a_.policies[i], i);
        return out + "</tbody></table></div>";
    }

  private:
    [[nodiscard]] std::string in(Text words) const { return html(words.in(language_)); }

    /// The marks that stand in the table, and the signs.
    [[nodiscard]] std::string legend() const
    {
        std::string out = "<p class=\"lg\">";
        for (auto const confidence :
             {Confidence::data, Confidence::assumptions, Confidence::imposed, Confidence::unknown})
            if (occurs(a_, confidence))
                out += "<span>" + mark_html(confidence, language_) + html(confidence_words(confidence).in(language_)) +
                       "</span>";
        for (auto const& sign : sign_words(a_, kAnswerOrder, language_)) out += "<span>" + html(sign) + "</span>";
        return out + "</p>";
    }

    /// Members who signed to escape a sanction count as voluntary.
    [[nodiscard]] bool has_sanction(AnswerRow const& row) const
    {
        auto const& levers = plan_.scenarios[static_cast<std::size_t>(row.scenario)].levers;
        return std::any_of(levers.begin(), levers.end(), [](auto const& entry) {
            return entry.lever == lever::sanction &&
                   std::any_of(entry.value.begin(), entry.value.end(), [](double x) { return x > 0; });
        });
    }

    [[nodiscard]] std::string matrix_row(AnswerRow const& row, std::size_t place) const
    {
        bool const level = row.scenario == 0;
        std::string const when = html(month_words(row.date, language_));
        std::string out = level ? fmt::format("<tr class=\"ref\"><th scope=\"row\">{}<small>{}</small></th>",
                                              in({"Law as it is", "À droit constant"}), when)
                                : fmt::format("<tr><th scope=\"row\" class=\"pc {}\">{}{}</th>", colour_class(place),
                                              html(row.label), row.date == a_.reference.date ? "" : when_of(row));
        for (auto const column : kAnswerOrder) out += cell(row, column);
        return out + "</tr>" + (level ? "" : measures(row));
    }

    /// What the policy is, across the table under its numbers, and members on paper where it moves them.
    [[nodiscard]] std::string measures(AnswerRow const& row) const
    {
        auto words = html(row.measures);
        if (has_sanction(row))
            words += in({" * Also those who sign to escape it.", " * Y compris ceux qui signent pour y échapper."});
        if (is_clear(row.listed.reading)) words += ' ' + listed_words(row);
        return fmt::format("<tr class=\"wh\"><td colspan=\"{}\"><div>{}</div></td></tr>", kAnswerOrder.size() + 1,
                           words);
    }

    [[nodiscard]] std::string listed_words(AnswerRow const& row) const
    {
        auto const& x = row.listed;
        auto const difference = html(shown_difference(x.effect.mean.mean, 0, language_)) + ' ' +
                                reading_mark(x.reading) + ' ' +
                                html(shown_range(x.effect.predictive, 0, true, language_));
        return "<b>" + in({"Members on paper:", "Membres sur le papier :"}) + "</b> " +
               mark_html(x.confidence, language_) + difference +
               html(format(language_, {", {} under the law as it is.", ", pour {} à droit constant."},
                           shown(x.base, 0, language_)));
    }

    /// The date of a policy that is looked at in another month than the others.
    [[nodiscard]] std::string when_of(AnswerRow const& row) const
    {
        return "<small>" +
               html(format(language_, {"{}, year {} of its policy", "{}, année {} de sa politique"},
                           month_words(row.date, language_), row.years)) +
               "</small>";
    }

    [[nodiscard]] std::string cell(AnswerRow const& row, AnswerColumn column) const
    {
        auto const& x = row.cells[column];
        auto const& field = a_.fields[column];
        bool const level = row.scenario == 0;
        if (!x.has_range()) return "<td class=\"no\"><span class=\"v\">–</span><small>" + in(x.why) + "</small></td>";
        int const decimals = cell_decimals(x.effect, field.decimals);
        auto const range = html(shown_range(x.effect.predictive, decimals, !level, language_));
        if (!x.has_mean())
            return fmt::format("<td class=\"no\"><span class=\"v\">–</span><small>{}</small></td>", range);
        auto const mean = x.effect.mean.mean;
        auto const number =
            html(level ? shown(mean, decimals, language_) : shown_difference(mean, decimals, language_));
        if (level) return fmt::format("<td><span class=\"v\">{}</span><small>{}</small></td>", number, range);
        auto const* const kind = is_clear(x.reading)                                         ? "cl"
                                 : x.reading == Reading::open || x.reading == Reading::small ? "no"
                                                                                             : "un";
        if (x.reading == Reading::identical)  // the same without the policy: nothing whose source could be asked
            return fmt::format("<td class=\"no\"><span class=\"v\">0</span><small>{}</small></td>",
                               html(reading_words(x, language_)));
        return fmt::format("<td class=\"{}\"><span class=\"v\">{}{}{}{}</span><small>{}</small>{}</td>", kind,
                           mark_html(x.confidence, language_), number, star(row, column), arrow(x), range, share(x));
    }

    /// What stands behind a number: who counts as voluntary, or what the author says of the cost.
    [[nodiscard]] char const* star(AnswerRow const& row, AnswerColumn column) const
    {
        if (column == kAnswerCost && !row.cost_caveat.empty()) return "\u00A0\u00A7";
        return column == kAnswerChosen && has_sanction(row) ? "*" : "";
    }

    /// Behind a mean whose sign is clear or likely.
    [[nodiscard]] std::string arrow(AnswerCell const& x) const
    {
        auto const* const sign = reading_mark(x.reading);
        if (*sign == '\0') return {};
        return fmt::format(" <span class=\"d\" aria-hidden=\"true\">{}</span><span class=\"sr\"> {}</span>", sign,
                           html(reading_words(x, language_)));
    }

    /// Below the range of a mean without such a sign: in how many simulations it is that of the mean, or what the range
    /// is of the level.
    [[nodiscard]] std::string share(AnswerCell const& x) const
    {
        if (!reading_sign(x.reading).empty() && *reading_mark(x.reading) != '\0') return {};
        auto sign = reading_sign(x.reading);
        if (x.reading == Reading::uncertain) sign += ' ' + share_in_words(x.effect, language_, true);
        if (x.reading == Reading::open) sign += ' ' + range_of_base(x.effect.predictive, x.base, language_);
        return fmt::format(
            "<small class=\"w\"><span aria-hidden=\"true\">{}</span><span class=\"sr\">{}</span></small>", html(sign),
            html(reading_words(x, language_)));
    }

    Answer const& a_;
    Plan const& plan_;
    Language language_;
};

}  // namespace

std::string matrix_table(Answer const& answer, Plan const& plan, Language language)
{
    return Matrix(answer, plan, language).write();
}

}  // namespace cptsim
