#include "analysis/report/common.hpp"

#include "analysis/report/words.hpp"

namespace cptsim {
namespace {

std::string const& in(Language language, std::string const& en, std::string const& fr)
{
    return language == Language::fr ? fr : en;
}

}  // namespace

void write_opening(Json& json, Language language)
{
    json.key("lang").text(Text{"en", "fr"}.in(language));
    json.key("words").object();
    for (auto const& word : report_words()) json.key(word.key).text(typeset(word.words.in(language)));
    json.end();
}

void write_scenarios(Json& json, Plan const& plan, Language language,
                     std::function<std::size_t(int scenario)> const& replicates)
{
    json.key("scenarios").array();
    for (int i = 0; i < static_cast<int>(plan.scenarios.size()); ++i) {
        auto const& scenario = plan.scenarios[static_cast<std::size_t>(i)];
        json.object().key("name").text(scenario.name);
        json.key("title").text(in(language, scenario.title_en, scenario.title_fr));
        json.key("description").text(in(language, scenario.description_en, scenario.description_fr));
        json.key("role").text(i == 0 ? "reference" : i == plan.placebo_scenario ? "placebo" : "policy");
        json.key("replicates").whole(static_cast<long>(replicates(i))).end();
    }
    json.end();
}

void write_texts(Json& json, std::vector<std::string> const& texts)
{
    json.array();
    for (auto const& text : texts) json.text(typeset(text));
    json.end();
}

void write_asked(Json& json, std::vector<AskedScenario> const& scenarios)
{
    json.key("asked").array();
    for (auto const& asked : scenarios) {
        json.object().key("notes");
        write_texts(json, asked.notes);
        json.key("items").array();
        for (auto const& item : asked.items) {
            json.object().key("heading").text(typeset(item.heading)).key("lines");
            write_texts(json, item.lines);
            json.end();
        }
        json.end().end();
    }
    json.end();
}

void write_identity(Json& json, Plan const& plan, ReportIdentity const& from, long runs)
{
    constexpr char const* kSourceNames[] = {"defaults", "prior", "posterior"};
    json.key("identity").object();
    json.key("version").text(from.version).key("results").text(from.results_version);
    json.key("commit").text(from.commit).key("build").text(from.build).key("created").text(from.created);
    json.key("file").text(from.file).key("digest").text(from.digest).key("command").text(from.command);
    json.key("seed").text(std::to_string(plan.seed)).key("replicates").whole(plan.replicates);
    json.key("parameters").text(kSourceNames[static_cast<std::size_t>(plan.parameter_source)]);
    json.key("population").text(plan.territories.name);
    json.key("territories").whole(static_cast<long>(plan.territories.rows.size()));
    json.key("inhabitants").whole(static_cast<long>(plan.territories.inhabitants()));
    json.key("populationDigest").text(plan.territories.sha256);
    json.key("runs").whole(runs).end();
}

}  // namespace cptsim
