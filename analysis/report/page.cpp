#include "analysis/report/page.hpp"

#include <fmt/format.h>

#include <map>
#include <stdexcept>

#include "analysis/report/escape.hpp"
#include "analysis/report/page_files.hpp"
#include "analysis/report/run_tables.hpp"
#include "analysis/report/words.hpp"
#include "sim/base/error.hpp"
#include "sim/base/text.hpp"
#include "sim/files/atomic_file.hpp"
#include "sim/files/digest.hpp"
#include "sim/input/wording.hpp"

namespace cptsim {
namespace {

/// The text with each key between double braces replaced: once, so that no value is looked at again.
std::string fill_template(std::string const& text, std::map<std::string, std::string> const& slots, Language language)
{
    std::string out;
    for (std::size_t from = 0;;) {
        auto const open = text.find("{{", from);
        out += text.substr(from, open - from);
        if (open == std::string::npos) return out;
        auto const close = text.find("}}", open);
        auto const key = text.substr(open + 2, close - open - 2);
        auto const slot = slots.find(key);
        out += slot != slots.end() ? slot->second : escape_html(typeset(report_word(key, language)));
        from = close + 2;
    }
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
    std::string title, sections, script;
    std::vector<ReportTable> tables;
};

/// All that a script shows: words and tables.
std::string page_data(std::vector<ReportTable> const& tables, Language language)
{
    std::vector<std::string> words;
    for (auto const& word : report_words())
        words.push_back(fmt::format("\"{}\":{}", word.key, json_text(typeset(word.words.in(language)))));
    return fmt::format("{{\"lang\":\"{}\",\"words\":{{{}}},\n\"tables\":{}}}", Text{"en", "fr"}.in(language),
                       fmt::join(words, ","), tables_json(tables));
}

std::string assemble(Kind const& kind, Language language)
{
    if (!has_report_page()) throw std::logic_error("a report without its library of charts");
    auto const hash = [](std::string const& text) { return fmt::format("'sha256-{}'", sha256_base64(text)); };
    auto const script = "'use strict';\n(function () {\n" + page_base() + kind.script + "})();\n";
    auto const sections =
        fill_template(kind.sections, {{"glossary_section", fill_template(page_glossary(), {}, language)}}, language);
    auto const library = page_chart_library(), style = page_style();
    auto const policy = fmt::format(
        "default-src 'none'; script-src {} {}; style-src {}; img-src data:; base-uri 'none'; form-action 'none'",
        hash(library), hash(script), hash(style));
    return fill_template(page_template(),
                         {{"lang", Text{"en", "fr"}.in(language)},
                          {"title", escape_html(kind.title)},
                          {"policy", escape_html(policy)},
                          {"style", style},
                          {"sections", sections},
                          {"library", library},
                          {"script", script},
                          {"data", page_data(kind.tables, language)}},
                         language);
}

}  // namespace

bool has_report_page() { return !page_chart_library().empty(); }

std::string report_page(ReportInput const& input, Language language)
{
    return assemble(
        {title_of(input.summary->plan, language), page_run_sections(), page_run_script(), run_tables(input, language)},
        language);
}

std::string study_page(StudyReportInput const& input, Language language)
{
    auto const& sweep = input.outcomes->sweep();
    auto const title = title_of_study(sweep, language);
    return assemble({title.empty() ? title_of(sweep.plan, language) : title, page_study_sections(), page_study_script(),
                     study_tables(input, language)},
                    language);
}

void check_report(std::string const& path, bool force)
{
    if (!has_report_page())
        throw InputError(both({"{}: no report can be written (Chart.js was not found when this program was built) "
                               "apt-get install libjs-chart.js, and build again?",
                               "{} : pas de rapport possible (ce programme a été construit sans Chart.js) apt-get "
                               "install libjs-chart.js, et reconstruire ?"},
                              path));
    check_output(path, force);
}

void write_report(std::string const& path, bool force, std::string const& page)
{
    AtomicFile file(path, force);
    file.write(page);
    file.commit();
}

}  // namespace cptsim
