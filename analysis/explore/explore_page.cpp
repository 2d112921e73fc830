#include "analysis/explore/explore_page.hpp"

#include <fmt/format.h>

#include <vector>

#include "analysis/explore/explore_files.hpp"
#include "analysis/explore/explore_words.hpp"
#include "analysis/explore/land.hpp"
#include "analysis/explore/policy_form.hpp"
#include "analysis/explore/request.hpp"
#include "analysis/explore/territory_choice.hpp"
#include "analysis/report/escape.hpp"
#include "analysis/report/geography.hpp"
#include "analysis/report/words.hpp"
#include "analysis/report/workbook.hpp"
#include "sim/files/digest.hpp"
#include "sim/files/json.hpp"
#include "sim/input/territory_cells.hpp"
#include "sim/input/territory_file.hpp"
#include "sim/model/fields.hpp"
#include "sim/model/names.hpp"
#include "sim/model/places.hpp"

namespace cptsim {
namespace {

/// Months from the first start on in which the law of a field changes: [[60,840],[84,0]].
std::string law_json(PolicyField const& field, Scenario const& baseline)
{
    std::vector<std::string> steps;
    for (int m = first_start(baseline); m <= baseline.end_month; ++m)
        if (steps.empty() || law_of(field, baseline, m) != law_of(field, baseline, m - 1))
            steps.push_back(json_array({json_number(static_cast<double>(m)), json_number(law_of(field, baseline, m))}));
    return json_array(steps);
}

std::string groups_json(Scenario const& baseline, Language language)
{
    std::vector<std::string> groups;
    for (std::size_t g = 0; g < policy_groups().size(); ++g) {
        std::vector<std::string> fields;
        for (auto const& field : policy_fields())
            if (field.group == static_cast<int>(g))
                fields.push_back(JsonObject()
                                     .text("id", field.id)
                                     .text("title", field.title.in(language))
                                     .text("unit", field.unit.in(language))
                                     .add("law", law_json(field, baseline))
                                     .json());
        groups.push_back(JsonObject()
                             .text("id", policy_groups()[g].id)
                             .text("title", policy_groups()[g].title.in(language))
                             .add("fields", json_array(fields))
                             .json());
    }
    return json_array(groups);
}

std::string tables_json()
{
    std::vector<std::string> all;
    for (auto const& [population, title] : offered_tables())
        all.push_back(json_array({json_string(population), json_string(title)}));
    return json_array(all);
}

std::string tiles_json()
{
    std::vector<std::string> tiles;
    for (auto const& tile : department_tiles())
        tiles.push_back(JsonObject()
                            .text("code", tile.code)
                            .text("name", department_name(tile.code))
                            .count("row", static_cast<std::size_t>(tile.row))
                            .count("column", static_cast<std::size_t>(tile.column))
                            .json());
    return json_array(tiles);
}

std::string professions_json(Language language)
{
    std::vector<std::string> all;
    for (std::size_t p = 0; p < kProfessions; ++p)
        all.push_back(
            JsonObject().text("id", kProfessionNames[p]).text("title", kProfessionWords[p].full.in(language)).json());
    return json_array(all);
}

/// The words of the table, with the meanings of the report where it has them.
std::string glossary_json(Language language)
{
    std::vector<std::string> all;
    auto const add = [&](std::string const& word, std::string const& meaning) {
        all.push_back(json_array({json_string(word), json_string(meaning)}));
    };
    auto const own = [&](std::string const& id) {
        add(explore_word("word_" + id, language), explore_word("means_" + id, language));
    };
    own("cpts");
    for (std::string const id : {"active", "chosen", "nominal", "dormant"})
        add(explore_word("word_" + id, language), report_word("means_" + id, language));
    for (auto const* id : {"care", "severe", "cost", "hour"}) own(id);
    return json_array(all);
}

std::string texts_json(std::map<std::string, std::string> const& texts)
{
    JsonObject object;
    for (auto const& [name, text] : texts) object.text(name, text);
    return object.json();
}

std::string page_data(ExplorePageInput const& input, Language language)
{
    return JsonObject()
        .text("tab", input.tab)
        .text("lang", Text{"en", "fr"}.in(language))
        .add("words", explore_words_json(language))
        .add("territory", texts_json(input.territory))
        .add("tables", tables_json())
        .add("tiles", tiles_json())
        .add("professions", professions_json(language))
        .add("glossary", glossary_json(language))
        .add("groups", groups_json(*input.baseline, language))
        .count("most", kMostReplicates)
        .count("few", kFirstReplicates)
        .count("policies", kMostPolicies)
        .number("campaignCost", parameter_fields()[parameter::money_campaign_cost].default_value)
        .add("workbooks", has_workbooks() ? "true" : "false")
        .json();
}

}  // namespace

ExplorePage explore_page(ExplorePageInput const& input, Language language)
{
    auto const style = explore_style();
    auto const script = "'use strict';\n(() => {\n" + explore_script() + "})();\n";
    return {fill_slots(explore_template(),
                       {{"lang", Text{"en", "fr"}.in(language)},
                        {"style", style},
                        {"script", script},
                        {"data", page_data(input, language)}},
                       [&](std::string const& key) { return escape_html(explore_word(key, language)); }),
            fmt::format("default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; connect-src 'self'; "
                        "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
                        sha256_base64(script), sha256_base64(style))};
}

std::string start_page()
{
    return "<!doctype html><html lang=\"fr\"><head><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"0; "
           "url=/\"><link rel=\"icon\" href=\"data:,\"><title>cptsim</title></head><body><main><p><a "
           "href=\"/\">cptsim</a></p></main></body></html>\n";
}

std::string start_policy()
{
    return "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}

}  // namespace cptsim
