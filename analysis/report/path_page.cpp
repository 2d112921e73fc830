#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "analysis/effects/answer_numbers.hpp"
#include "analysis/report/first_page.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

class PathTable {
  public:
    PathTable(Answer const& answer, Language language) : a_(answer), language_(language)
    {
        for (auto const& row : a_.policies)
            for (auto const& step : row.path) years_.insert(years_of(row, step));
    }

    [[nodiscard]] std::string write() const
    {
        auto const title = in({"Year after year, and at what price", "Au fil des années, et à quel prix"});
        std::string out = "<h2>" + title + "</h2><div class=\"mx-w\" tabindex=\"0\" role=\"region\" aria-label=\"" +
                          title + "\"><table class=\"mx pt\"><thead><tr><th scope=\"col\">" +
                          in({"Change in active members", "Variation du nombre de membres actifs"}) + "</th>";
        for (int const years : years_)
            out += "<th scope=\"col\">" +
                   html(format(language_, {"after {} year{}", "après {} an{}"}, years, years > 1 ? "s" : "")) + "</th>";
        for (auto const column : {kAnswerMemberCost, kAnswerHourCost})
            out += fmt::format("<th scope=\"col\">{}<small>{}</small></th>",
                               html(capital(a_.fields[column].title.in(language_))), in(a_.fields[column].unit));
        out += "</tr></thead><tbody>";
        for (std::size_t i = 0; i < a_.policies.size(); ++i) out += row(a_.policies[i], i);
        return out + "</tbody></table></div>";
    }

  private:
    [[nodiscard]] std::string in(Text words) const { return html(words.in(language_)); }
    [[nodiscard]] static int years_of(AnswerRow const& row, AnswerStep const& step)
    {
        return (step.date + 1 - row.start) / 12;
    }

    [[nodiscard]] std::string row(AnswerRow const& row, std::size_t place) const
    {
        auto out = fmt::format("<tr><th scope=\"row\" class=\"pc {}\">{}</th>", colour_class(place), html(row.brief));
        for (int const years : years_) {
            auto const step = std::find_if(row.path.begin(), row.path.end(),
                                           [&](auto const& x) { return years_of(row, x) == years; });
            out += step == row.path.end() ? "<td></td>" : cell(step->cell);
        }
        for (auto const column : {kAnswerMemberCost, kAnswerHourCost})
            out += price(row.cells[column], !row.cost_caveat.empty());
        return out + "</tr>";
    }

    [[nodiscard]] std::string cell(AnswerCell const& x) const
    {
        if (!x.has_range()) return none(x.why);
        auto const range = html(shown_range(x.effect.predictive, 0, true, language_));
        if (!x.has_mean()) return "<td class=\"no\"><span class=\"v\">–</span><small>" + range + "</small></td>";
        if (x.reading == Reading::identical)
            return "<td class=\"no\"><span class=\"v\">0</span><small>" + html(reading_words(x, language_)) +
                   "</small></td>";
        return fmt::format("<td class=\"{}\"><span class=\"v\">{}{}{}</span><small>{}</small></td>",
                           is_clear(x.reading) ? "cl" : "un", mark_html(x.confidence, language_),
                           html(shown_difference(x.effect.mean.mean, 0, language_)), sign_behind(x, language_), range);
    }

    [[nodiscard]] std::string price(AnswerCell const& x, bool has_caveat) const
    {
        if (!x.has_mean()) return none(x.why);
        return fmt::format("<td><span class=\"v\">{}{}{}</span><small>{}</small></td>",
                           mark_html(x.confidence, language_), html(shown(x.effect.mean.mean, 0, language_)),
                           has_caveat ? "\u00A0\u00A7" : "",
                           html(shown_range(x.effect.predictive, 0, false, language_)));
    }

    [[nodiscard]] std::string none(Text const& why) const
    {
        return "<td class=\"no\"><span class=\"v\">–</span><small class=\"w\">" + in(why) + "</small></td>";
    }

    Answer const& a_;
    Language language_;
    std::set<int> years_;
};

}  // namespace

std::string path_table(Answer const& answer, Language language) { return PathTable(answer, language).write(); }

}  // namespace cptsim
