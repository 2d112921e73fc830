#include "analysis/report/page.hpp"

#include <fmt/format.h>

#include <map>
#include <stdexcept>

#include "analysis/report/common.hpp"
#include "analysis/report/json.hpp"
#include "analysis/report/page_files.hpp"
#include "analysis/report/words.hpp"

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

/// "Valletoux – Voluntary membership", the titles of the policies and of the reference.
std::string title_of(Plan const& plan, Language language)
{
    std::string title;
    for (int i = 1; i < static_cast<int>(plan.scenarios.size()); ++i) {
        auto const& scenario = plan.scenarios[static_cast<std::size_t>(i)];
        if (i == plan.placebo_scenario) continue;
        title += (title.empty() ? "" : ", ") + (language == Language::fr ? scenario.title_fr : scenario.title_en);
    }
    auto const& reference = plan.scenarios.front();
    return title.empty() ? (language == Language::fr ? reference.title_fr : reference.title_en) : title;
}

/// What differs between kinds of pages.
struct Kind {
    std::string title, sections, script, data;
};

std::string assemble(Kind const& kind, Language language, Base64Hash const& sha256_base64)
{
    if (!has_report_page()) throw std::logic_error("a report without its library of charts");
    auto const hash = [&](std::string const& text) { return fmt::format("'sha256-{}'", sha256_base64(text)); };
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
                          {"data", kind.data}},
                         language);
}

}  // namespace

bool has_report_page() { return !page_chart_library().empty(); }

std::string report_page(ReportInput const& input, Language language, Base64Hash const& sha256_base64)
{
    return assemble(
        {title_of(input.summary->plan, language), page_run_sections(), page_run_script(), report_json(input, language)},
        language, sha256_base64);
}

std::string study_page(StudyReportInput const& input, Language language, Base64Hash const& sha256_base64)
{
    auto const& sweep = input.outcomes->sweep();
    auto const title = title_of_study(sweep, language);
    return assemble({title.empty() ? title_of(sweep.plan, language) : title, page_study_sections(), page_study_script(),
                     study_json(input, language)},
                    language, sha256_base64);
}

}  // namespace cptsim
