#include "analysis/report/page.hpp"

#include <fmt/format.h>

#include <map>

#include "analysis/effects/answer.hpp"
#include "analysis/report/escape.hpp"
#include "analysis/report/first_page.hpp"
#include "analysis/report/page_files.hpp"
#include "analysis/report/policy_words.hpp"
#include "analysis/report/run_tables.hpp"
#include "analysis/report/small_cells.hpp"
#include "analysis/report/words.hpp"
#include "sim/base/error.hpp"
#include "sim/base/text.hpp"
#include "sim/files/digest.hpp"
#include "sim/files/json.hpp"
#include "sim/input/wording.hpp"

namespace cptsim {
namespace {

std::string fill_template(std::string const& text, std::map<std::string, std::string> const& slots, Language language)
{
    return fill_slots(text, slots, [&](std::string const& key) { return html(report_word(key, language)); });
}

/// "Valletoux – Voluntary membership", the titles of the policies, or that of the reference alone.
std::string title_of(Plan const& plan, Language language)
{
    std::string all;
    for (std::size_t i = 1; i < plan.scenarios.size(); ++i) {
        if (static_cast<int>(i) == plan.placebo_scenario) continue;
        all += all.empty() ? "" : ", ";
        all += title(plan.scenarios[i], language);
    }
    return all.empty() ? std::string(title(plan.scenarios.front(), language)) : all;
}

/// What differs between kinds of pages.
struct Kind {
    std::string title, under_title, sections, script;
    std::map<std::string, std::string> slots;  ///< of the sections
    std::vector<ReportTable> tables;
};

/// All that a script shows: words and tables.
std::string page_data(std::vector<ReportTable> const& tables, Language language)
{
    std::vector<std::string> words;
    for (auto const& word : report_words())
        words.push_back(fmt::format("\"{}\":{}", word.key, json_string(typeset(word.words.in(language)))));
    return fmt::format("{{\"lang\":\"{}\",\"words\":{{{}}},\n\"tables\":{}}}", Text{"en", "fr"}.in(language),
                       fmt::join(words, ","), tables_json(tables));
}

/// The data, the library of charts and the script of the page; nothing without the library.
struct Scripts {
    std::string html;
    std::string policy = "'none'";  ///< what may run
};

Scripts scripts_of(Kind const& kind, Language language)
{
    if (!has_charts()) return {};
    auto const hash = [](std::string const& text) { return fmt::format("'sha256-{}'", sha256_base64(text)); };
    auto const script = "'use strict';\n(function () {\n" + page_base() + kind.script + "})();\n";
    auto const library = page_chart_library();
    return {fmt::format(
                "<script type=\"application/json\" id=\"data\">{}</script>\n<script>{}</script>\n<script>{}</script>\n",
                page_data(kind.tables, language), library, script),
            hash(library) + ' ' + hash(script)};
}

std::string assemble(Kind const& kind, Language language)
{
    auto slots = kind.slots;
    slots["glossary_list"] = fill_template(page_glossary(), {}, language);
    slots["limits_list"] = fill_template(page_run_limits(), {}, language);
    auto const sections = fill_template(kind.sections, slots, language);
    auto const style = page_style();
    auto const scripts = scripts_of(kind, language);
    auto const policy = fmt::format(
        "default-src 'none'; script-src {}; style-src 'sha256-{}'; img-src data:; base-uri 'none'; form-action 'none'",
        scripts.policy, sha256_base64(style));
    return fill_template(page_template(),
                         {{"lang", Text{"en", "fr"}.in(language)},
                          {"title", html(kind.title)},
                          {"under_title", kind.under_title},
                          {"policy", escape_html(policy)},
                          {"style", style},
                          {"sections", sections},
                          {"scripts", scripts.html}},
                         language);
}

}  // namespace

bool has_charts() { return !page_chart_library().empty(); }

std::string report_page(ReportInput const& input, Language language)
{
    auto answer = make_answer(*input.summary, input.prior, language);
    say_measures(answer, input.summary->plan, language);
    if (input.least_persons > 0) answer.warnings.push_back(small_cell_words(input.least_persons, language));
    Kind kind;
    kind.title = answer.question;
    if (!answer.headline.empty()) kind.under_title = "<p class=\"hl\">" + html(answer.headline) + "</p>";
    kind.under_title += "<p class=\"context\">" + html(context_of(answer)) + "</p>";
    kind.sections = "{{first_page}}\n" + (has_charts() ? page_run_sections() : page_run_bare_sections());
    kind.slots = {{"first_page", first_page(answer, input.summary->plan, input.identity, language)},
                  {"money_by_year", money_by_year(*input.summary, answer, language)}};
    kind.script = page_run_script();
    if (has_charts()) kind.tables = run_tables(input, language);
    return assemble(kind, language);
}

std::string study_page(StudyReportInput const& input, Language language)
{
    require_charts();
    auto const& sweep = input.outcomes->sweep();
    auto const title = title_of_study(sweep, language);
    Kind kind;
    kind.title = title.empty() ? title_of(sweep.plan, language) : title;
    kind.under_title =
        fmt::format("<p id=\"subtitle\"></p>\n<nav aria-label=\"{}\">\n<ol id=\"contents\"></ol>\n</nav>",
                    html(word::contents.in(language)));
    kind.sections = page_study_sections();
    kind.script = page_study_script();
    kind.tables = study_tables(input, language);
    return assemble(kind, language);
}

void require_charts()
{
    if (!has_charts())
        throw InputError(
            Text{"the page of a study is drawn by Chart.js, which was not found when this program was built "
                 "(the numbers are in cptsim export) apt-get install libjs-chart.js, and build again?",
                 "la page d'une étude est dessinée par Chart.js, absent lors de la construction de ce "
                 "programme (les nombres sont dans cptsim export) apt-get install libjs-chart.js, et "
                 "reconstruire ?"});
}

}  // namespace cptsim
