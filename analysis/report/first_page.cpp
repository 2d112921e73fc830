#include "analysis/report/first_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/effects/answer_numbers.hpp"
#include "analysis/report/escape.hpp"
#include "analysis/report/policy_words.hpp"
#include "analysis/report/words.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

constexpr std::size_t kColours = 7;

/// A square, so that it is no estimate: full, empty, hatched, dashed.
std::string mark(Confidence confidence, Language language)
{
    constexpr std::array kShapes = {
        "<rect x=\"1.75\" y=\"1.75\" width=\"8.5\" height=\"8.5\" fill=\"none\" stroke=\"currentColor\" "
        "stroke-width=\"1.5\"/>"
        "<path d=\"M2 10L10 2M2 6L6 2M6 10L10 6\" stroke=\"currentColor\" stroke-width=\"1.3\" fill=\"none\"/>",
        "<rect x=\"1.75\" y=\"1.75\" width=\"8.5\" height=\"8.5\" fill=\"none\" stroke=\"currentColor\" "
        "stroke-width=\"1.5\"/>",
        "<rect x=\"1\" y=\"1\" width=\"10\" height=\"10\" fill=\"currentColor\"/>",
        "<rect x=\"1.75\" y=\"1.75\" width=\"8.5\" height=\"8.5\" fill=\"none\" stroke=\"currentColor\" "
        "stroke-width=\"1.5\" "
        "stroke-dasharray=\"2 1.6\"/>"};
    return fmt::format(
        "<svg class=\"mk\" viewBox=\"0 0 12 12\" aria-hidden=\"true\">{}</svg><span class=\"sr\">{}: </span>",
        kShapes[static_cast<std::size_t>(confidence)], html(confidence_words(confidence).in(language)));
}

class FirstPage {
  public:
    FirstPage(Answer const& answer, Plan const& plan, ReportIdentity const& from, Language language)
        : a_(answer), plan_(plan), from_(from), language_(language)
    {
    }

    std::string write() const
    {
        std::string out =
            "<section class=\"p1\" id=\"answer\" aria-label=\"" + in({"The answer", "La réponse"}) + "\">";
        for (auto const& warning : a_.warnings) out += "<p class=\"caution\">" + html(warning) + "</p>";
        out += sentences();
        if (!a_.policies.empty()) out += plot();
        out += terms();
        out += "</section><section class=\"p2\" id=\"matrix\" aria-labelledby=\"h-matrix\">" + matrix() + "</section>";
        if (!a_.budget.empty()) out += budget();
        return out + limits() + foot();
    }

  private:
    [[nodiscard]] std::string in(Text words) const { return html(words.in(language_)); }

    [[nodiscard]] std::string sentences() const
    {
        if (a_.sentences.empty())
            return "<p class=\"dn\">" +
                   (a_.policies.empty()
                        ? in({"No policy to compare: the table shows the levels under the law as it is.",
                              "Aucune politique à comparer : le tableau donne la situation à droit constant."})
                        : in({"Too few simulations for a sentence: the plot and the table show what there is.",
                              "Trop peu de simulations pour une phrase : voir le graphique et le tableau."})) +
                   "</p>";
        std::string out = "<ol class=\"an\">";
        for (auto const& sentence : a_.sentences) {
            out += fmt::format("<li><p><strong>{}.</strong> {}</p>", html(sentence.claim), html(sentence.text));
            if (!sentence.marks.empty()) out += "<p class=\"cf\">" + marks(sentence) + "</p>";
            out += "</li>";
        }
        return out + "</ol>" + key();
    }

    /// Each mark before its own words and what they are about.
    [[nodiscard]] std::string marks(AnswerSentence const& sentence) const
    {
        std::string out;
        for (std::size_t i = 0; i < sentence.marks.size(); ++i)
            out += "<span>" + mark(sentence.marks[i], language_) +
                   html(capital(confidence_words(sentence.marks[i]).in(language_))) +
                   (sentence.about[i].empty() ? "" : in({": ", " : "}) + html(sentence.about[i])) + "</span>";
        return out;
    }

    /// The rule of quotation, and how much of the table the data back.
    [[nodiscard]] std::string rule() const
    {
        std::array<std::string, 4> signs;
        for (std::size_t i = 0; i < signs.size(); ++i) signs[i] = mark(static_cast<Confidence>(i), language_);
        int shown = 0, backed = 0;
        for (auto const& row : a_.policies)
            for (auto const& x : row.cells)
                if (x.has_mean() && x.reading != Reading::identical)
                    ++shown, backed += x.confidence == Confidence::data;
        auto const count = backed == 0 ? Text{"none", "aucun"}.in(language_) : std::to_string(backed);
        return quoting_rule(signs, language_) + ". " +
               html(format(language_,
                           {"Of the {} effects in the table, {} {} backed by data.",
                            "Des {} effets du tableau, {} {} sur les données."},
                           shown, count,
                           backed > 1    ? Text{"are", "s'appuient"}.in(language_)
                           : backed == 1 ? Text{"is", "s'appuie"}.in(language_)
                                         : Text{"is", "ne s'appuie"}.in(language_)));
    }

    /// What the marks of the sentences mean, for those that occur.
    [[nodiscard]] std::string key() const
    {
        std::string out;
        for (auto const confidence :
             {Confidence::data, Confidence::assumptions, Confidence::imposed, Confidence::unknown}) {
            bool const occurs = std::any_of(a_.sentences.begin(), a_.sentences.end(), [&](auto const& sentence) {
                return std::find(sentence.marks.begin(), sentence.marks.end(), confidence) != sentence.marks.end();
            });
            if (occurs)
                out += "<span>" + mark(confidence, language_) + "<span>" +
                       html(capital(confidence_words(confidence).in(language_))) + in({": ", " : "}) +
                       in(confidence_meaning(confidence)) + "</span></span>";
        }
        return "<p class=\"ky\">" + out + "<span><span>" + rule() + "</span></span></p>";
    }

    /// What the words of the page mean.
    [[nodiscard]] std::string terms() const
    {
        return "<p class=\"tm\">" +
               in({"Active member: on the list of a CPTS and giving it hours in the month, board included. Care lost: "
                   "the part "
                   "of these hours that is taken from patients. On paper: on the list, those attached by law included; "
                   "voluntary: those who signed by themselves, even to escape a sanction. Dormant CPTS: signed, with "
                   "next to no active member for six months. Severe exhaustion: the highest degree of burnout. Public "
                   "cost: public money paid in the year. ACI: the agreement by which the health insurance pays a CPTS. "
                   "FIR: regional fund of the health agency (ARS). PACTE: training of coordinators.",
                   "Membre actif : adhérent qui donne des heures à sa CPTS dans le mois, bureau compris. Soins perdus "
                   ": "
                   "part de ces heures qui est prise aux patients. Sur le papier : tous les inscrits, rattachés par la "
                   "loi compris ; adhésion volontaire : ceux qui ont signé eux-mêmes, fût-ce pour échapper à une "
                   "sanction. CPTS en sommeil : signée, mais presque sans membre actif depuis six mois. Épuisement "
                   "sévère : épuisement professionnel au degré le plus élevé. Coût public : argent public versé dans "
                   "l'année. ACI : accord par lequel l'Assurance maladie finance une CPTS. FIR : fonds d'intervention "
                   "régional de l'ARS. PACTE : formation des coordinateurs."}) +
               "</p>";
    }

    [[nodiscard]] std::string plot() const
    {
        return "<h2>" + in({"What each policy changes", "Ce que change chaque politique"}) + "</h2><p class=\"lead\">" +
               in({"Mean difference and its uncertainty. Left of the vertical line: lower; right: higher.",
                   "Écart moyen et incertitude. À gauche du trait vertical : baisse ; à droite : hausse."}) +
               "</p>" + interval_plot(a_, language_);
    }

    [[nodiscard]] std::string matrix() const
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

    /// All marks of the table: where confidence comes from, and what is said of a sign.
    [[nodiscard]] std::string legend() const
    {
        std::string out = "<p class=\"lg\">";
        for (auto const confidence :
             {Confidence::data, Confidence::assumptions, Confidence::imposed, Confidence::unknown})
            out +=
                "<span>" + mark(confidence, language_) + html(confidence_words(confidence).in(language_)) + "</span>";
        constexpr std::array<Text, 4> kSigns = {
            {{"▲ ▼ clear sign (95 % of the simulations)", "▲ ▼ sens net (95 % des simulations)"},
             {"△ ▽ likely (75 %)", "△ ▽ probable (75 %)"},
             {"higher 35 %: sign uncertain, higher in 35 % of the simulations",
              "hausse 35 % : sens incertain, hausse dans 35 % des simulations"},
             {"not visible: the mean lies within its Monte Carlo error",
              "non visible : moyenne inférieure à la précision du calcul"}}};
        for (auto const& sign : kSigns) out += "<span>" + in(sign) + "</span>";
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

    /// What the policy is, across the table under its numbers.
    [[nodiscard]] std::string measures(AnswerRow const& row) const
    {
        auto const scenario = static_cast<std::size_t>(row.scenario);
        auto words = policy_words(plan_.scenarios.front(), plan_.scenarios[scenario], row.date, language_);
        if (has_sanction(row))
            words += Text{" * Also those who sign to escape it.", " * Y compris ceux qui signent pour y échapper."}.in(
                language_);
        return fmt::format("<tr class=\"wh\"><td colspan=\"{}\"><div>{}</div></td></tr>", kAnswerColumns + 1,
                           html(words));
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
        auto const range =
            html(shown_range(x.effect.predictive, decimals, !level && column != kAnswerHourCost, language_));
        if (!x.has_mean())
            return fmt::format("<td class=\"no\"><span class=\"v\">–</span><small>{}</small></td>", range);
        auto const mean = x.effect.mean.mean;
        auto const number = html(level || column == kAnswerHourCost ? shown(mean, decimals, language_)
                                                                    : shown_difference(mean, decimals, language_));
        if (level) return fmt::format("<td><span class=\"v\">{}</span><small>{}</small></td>", number, range);
        auto const* const kind = is_clear(x.reading) ? "cl" : x.reading == Reading::not_visible ? "no" : "un";
        if (x.reading == Reading::identical)  // the same without the policy: nothing whose source could be asked
            return fmt::format("<td class=\"no\"><span class=\"v\">0</span><small>{}</small></td>",
                               html(reading_words(x, language_)));
        return fmt::format("<td class=\"{}\"><span class=\"v\">{}{}{}{}</span><small>{}</small>{}</td>", kind,
                           mark(x.confidence, language_), number,
                           column == kAnswerChosen && has_sanction(row) ? "*" : "",
                           column == kAnswerHourCost ? "" : arrow(x), range, column == kAnswerHourCost ? "" : share(x));
    }

    /// Behind a mean whose sign is clear or likely.
    [[nodiscard]] std::string arrow(AnswerCell const& x) const
    {
        auto const* const sign = reading_mark(x.reading);
        if (*sign == '\0') return {};
        return fmt::format(" <span class=\"d\" aria-hidden=\"true\">{}</span><span class=\"sr\"> {}</span>", sign,
                           html(reading_words(x, language_)));
    }

    /// Below the range of a mean without such a sign: in how many simulations it is that of the mean.
    [[nodiscard]] std::string share(AnswerCell const& x) const
    {
        if (x.reading != Reading::uncertain && x.reading != Reading::not_visible) return {};
        return "<small class=\"w\">" + html(reading_words(x, language_)) + "</small>";
    }

    [[nodiscard]] std::string budget() const
    {
        auto const year = std::to_string(a_.reference.date / 12 + kFirstYear);
        return "<section class=\"p2b\" id=\"budget\" aria-labelledby=\"h-budget\"><h2 id=\"h-budget\">" +
               in({"Who pays, and how much", "Qui paie, combien"}) + "</h2><p class=\"lead\">" +
               html(
                   format(language_,
                          {"Public money of {}: first what is paid under the law as it is, then what each policy adds.",
                           "Argent public de {} : d'abord à droit constant, puis ce que chaque politique ajoute."},
                          year)) +
               "</p>" + budget_table(a_, language_) + "</section>";
    }

    [[nodiscard]] std::string limits() const
    {
        std::string out = "<section id=\"unsaid\" aria-labelledby=\"h-unsaid\"><h2 id=\"h-unsaid\">" +
                          in({"What the model cannot say", "Ce que le modèle ne sait pas dire"}) +
                          "</h2><ul class=\"no two\">";
        for (auto const& limit : a_.limits)
            out += fmt::format("<li><strong>{}</strong> {}</li>", html(limit.heading), html(limit.text));
        return out + "</ul></section>";
    }

    [[nodiscard]] std::string foot() const
    {
        auto const file = from_.digest.empty() ? std::string() : ", " + from_.digest.substr(0, 12);
        return "<p class=\"foot\">cptsim " + html(from_.version) + html(file) + ". " +
               in({"Ranges cover chance and the parameters that the data leave uncertain; they do not cover errors in "
                   "how the "
                   "model is built.",
                   "Les fourchettes tiennent compte du hasard et de l'incertitude sur les paramètres ; elles ne "
                   "tiennent pas compte des erreurs de construction du modèle."}) +
               "</p>";
    }

    Answer const& a_;
    Plan const& plan_;
    ReportIdentity const& from_;
    Language language_;
};

}  // namespace

std::string html(std::string_view text) { return escape_html(typeset(text)); }

std::string colour_class(std::size_t row) { return 'c' + std::to_string(row < kColours ? row + 1 : 0); }

std::string first_page(Answer const& answer, Plan const& plan, ReportIdentity const& from, Language language)
{
    return FirstPage(answer, plan, from, language).write();
}

}  // namespace cptsim
