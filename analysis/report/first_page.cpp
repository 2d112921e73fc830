#include "analysis/report/first_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/effects/answer_numbers.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

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
        out += policies() + sentences();
        if (!a_.policies.empty()) out += plot();
        out += "<div class=\"pp\">";
        if (!a_.policies.empty()) out += path_table(a_, language_);
        out += terms() + "</div>";
        out += "</section><section class=\"p2\" id=\"matrix\" aria-labelledby=\"h-matrix\">" +
               matrix_table(a_, plan_, language_) + "</section>";
        if (!a_.budget.empty()) out += budget();
        return out + limits() + foot();
    }

  private:
    [[nodiscard]] std::string in(Text words) const { return html(words.in(language_)); }

    /// What each policy is, in a line; its table says the whole.
    [[nodiscard]] std::string policies() const
    {
        std::string out;
        for (auto const& row : a_.policies)
            if (!row.measures_line.empty())
                out += "<li><b>" + html(row.brief) + in({": ", " : "}) + "</b>" + html(row.measures_line) + "</li>";
        return out.empty() ? out : "<ul class=\"po\">" + out + "</ul>";
    }

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
            out += "<span>" + mark_html(sentence.marks[i], language_) +
                   html(capital(confidence_words(sentence.marks[i]).in(language_))) +
                   (sentence.about[i].empty() ? "" : in({": ", " : "}) + html(sentence.about[i])) + "</span>";
        return out;
    }

    /// The rule of quotation, for the marks that stand on the page.
    [[nodiscard]] std::string rule() const
    {
        std::array<std::string, 4> signs;
        for (std::size_t i = 0; i < signs.size(); ++i)
            if (auto const c = static_cast<Confidence>(i); occurs(a_, c)) signs[i] = mark_html(c, language_);
        return quoting_rule(signs, language_) + '.';
    }

    /// What the marks of the sentences mean, for those that occur.
    [[nodiscard]] std::string key() const
    {
        std::string out;
        for (auto const confidence :
             {Confidence::data, Confidence::assumptions, Confidence::imposed, Confidence::unknown}) {
            if (occurs(a_, confidence))
                out += "<span>" + mark_html(confidence, language_) + "<span>" +
                       html(capital(confidence_words(confidence).in(language_))) + in({": ", " : "}) +
                       in(confidence_meaning(confidence)) + "</span></span>";
        }
        out += "<span><span>" + rule() + "</span></span>";
        return "<p class=\"ky\">" + out + "</p>";
    }

    /// Whether a policy sets a lever.
    [[nodiscard]] bool uses(int lever) const
    {
        return std::any_of(a_.policies.begin(), a_.policies.end(), [&](auto const& row) {
            auto const& all = plan_.scenarios[static_cast<std::size_t>(row.scenario)].levers;
            return std::any_of(all.begin(), all.end(), [&](auto const& entry) { return entry.lever == lever; });
        });
    }
    [[nodiscard]] bool pays(Payer payer) const
    {
        auto const all = paying(a_);
        return std::find(all.begin(), all.end(), payer) != all.end();
    }

    /// What the words of the page mean: those that stand on it.
    [[nodiscard]] std::string terms() const
    {
        std::vector<Text> all = {
            {"Active member: on the list of a CPTS and giving it hours in the month, board included.",
             "Membre actif : adhérent qui donne des heures à sa CPTS dans le mois, bureau compris."},
            {"Care lost: the part of these hours that is taken from patients.",
             "Soins perdus : part de ces heures qui est prise aux patients."},
            {"On paper: all on the list, those attached by law included; voluntary: those who signed by themselves.",
             "Sur le papier : tous les inscrits, rattachés par la loi compris ; adhésion volontaire : ceux qui ont "
             "signé "
             "eux-mêmes."}};
        if (uses(lever::sanction))
            all.push_back(
                {"Some of them sign to escape a sanction.", "Certains signent pour échapper à une sanction."});
        if (uses(lever::attachment))
            all.push_back(
                {"Voluntary membership may rise under attachment, because those attached get to know their CPTS, "
                 "have little left to do to sign, and count as a norm.",
                 "L'adhésion volontaire peut monter sous un rattachement, car les rattachés découvrent leur CPTS, "
                 "n'ont presque plus rien à faire pour signer et pèsent comme une norme."});
        all.push_back({"Dormant CPTS: signed, with next to no active member for six months.",
                       "CPTS en sommeil : signée, mais presque sans membre actif depuis six mois."});
        all.push_back({"Severe exhaustion: the highest degree of burnout.",
                       "Épuisement sévère : épuisement professionnel au degré le plus élevé."});
        all.push_back({"Public cost: public money paid in the year, in euros of 2023.",
                       "Coût public : argent public versé dans l'année, en euros de 2023."});
        all.push_back({"ACI: the agreement by which the health insurance pays a CPTS.",
                       "ACI : accord par lequel l'Assurance maladie finance une CPTS."});
        if (uses(lever::lump_sum))
            all.push_back(
                {"Forfait structure: yearly lump sum of the health insurance to a practice; part of it was paid for "
                 "coordinated practice, until the end of 2025.",
                 "Forfait structure : somme annuelle de l'Assurance maladie à un cabinet ; une part rémunérait "
                 "l'exercice coordonné, jusqu'à fin 2025."});
        if (pays(kPayFir))
            all.push_back(
                {"FIR: regional fund of the health agency (ARS).", "FIR : fonds d'intervention régional de l'ARS."});
        if (uses(lever::coordinator_training))
            all.push_back(
                {"PACTE: training of coordinators and boards.", "PACTE : formation des coordinateurs et des bureaux."});
        std::string out;
        for (auto const& one : all) out += (out.empty() ? "" : " ") + in(one);
        return "<p class=\"tm\">" + out + "</p>";
    }

    [[nodiscard]] std::string plot() const
    {
        return "<h2>" + in({"What each policy changes", "Ce que change chaque politique"}) + "</h2><p class=\"lead\">" +
               in({"Mean difference and its uncertainty. Left of the vertical line: lower; right: higher.",
                   "Écart moyen et incertitude. À gauche du trait vertical : baisse ; à droite : hausse."}) +
               "</p>" + interval_plot(a_, language_);
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

std::string first_page(Answer const& answer, Plan const& plan, ReportIdentity const& from, Language language)
{
    return FirstPage(answer, plan, from, language).write();
}

}  // namespace cptsim
