#include "sim/results/results_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "sim/base/calendar.hpp"
#include "sim/base/count.hpp"
#include "sim/base/text.hpp"
#include "sim/files/json.hpp"
#include "sim/files/toml_reader.hpp"
#include "sim/model/places.hpp"

namespace cptsim {
namespace {

/// The lines of `cptsim info`.
class Lines {
  public:
    Lines(ResultsFile const& results, Language language) : results_(results), language_(language) {}

    void add(Text const& name, std::string const& text)
    {
        fmt::format_to(std::back_inserter(text_), "  {:<14} {}\n", name.in(language_), text);
    }
    void add_study()
    {
        auto const text = results_.file().attribute("/sweep", Text{"title", "title_fr"}.in(language_));
        add({"study", "étude"}, text.empty() ? results_.file().attribute("/sweep", "file") : text);
    }
    void add_scenarios();
    void add_points();
    void add_runs();
    void add_kept();
    [[nodiscard]] std::string const& text() const { return text_; }

  private:
    ResultsFile const& results_;
    Language language_;
    std::string text_;
};

void Lines::add_scenarios()
{
    auto const& plan = results_.plan();
    for (std::size_t i = 0; i < plan.scenarios.size(); ++i) {
        auto const& scenario = plan.scenarios[i];
        auto text = format(language_, {"{}: {}", "{} : {}"}, scenario.name,
                           Text{scenario.title_en.c_str(), scenario.title_fr.c_str()}.in(language_));
        if (i == 0) text += Text{" (reference)", " (référence)"}.in(language_);
        if (static_cast<int>(i) == plan.placebo_scenario)
            text += format(language_, {" (placebo, replicates: {})", " (placebo, simulations : {})"},
                           plan.placebo_replicates);
        add(i == 0 ? Text{"scenarios", "scénarios"} : Text{}, text);
    }
}

void Lines::add_points()
{
    auto const& points = results_.grid().points();
    add({"points", "points"}, std::to_string(points.size));
    for (std::size_t i = 0; i < points.factors.size(); ++i)
        add(i == 0 ? Text{"factors", "facteurs"} : Text{}, points.factors[i].path);
}

void Lines::add_runs()
{
    auto const& runs = results_.runs();
    auto const count = [&](RunStatus status) {
        return std::count_if(runs.begin(), runs.end(), [&](auto const& run) { return run.status == status; });
    };
    auto text = format(language_, {"{} of {} done", "{} sur {} faites"}, count(RunStatus::done),
                       runs.size() - static_cast<std::size_t>(count(RunStatus::not_planned)));
    if (auto const failed = count(RunStatus::failed); failed > 0)
        text += format(language_, {", {} failed", ", {} en échec"}, failed);
    add({"runs", "simulations"}, text);
}

/// What a sweep keeps of each run.
void Lines::add_kept()
{
    constexpr std::size_t kMostMonths = 12;  // that are named one by one
    auto const& grid = results_.grid();
    std::vector<std::string> names, months;
    for (auto const& field : grid.observations()) names.push_back(field.field->name);
    for (int const month : grid.kept().months) months.push_back(month_name(month));
    add({"kept", "conservé"}, join(names));
    add({"of months", "aux mois"},
        months.size() <= kMostMonths
            ? join(months)
            : format(language_, {"{}, from {} to {}", "{}, de {} à {}"}, months.size(), months.front(), months.back()));
}

std::string population_words(TerritoryTable const& table, Language language)
{
    auto const synthetic =
        std::count_if(table.rows.begin(), table.rows.end(), [](auto const& row) { return row.synthetic; });
    auto text =
        format(language, {"{}: {}, {}", "{} : {}, {}"}, place_title(table.name),
               counted(static_cast<double>(table.rows.size()), {"territory", "territoire"},
                       {"territories", "territoires"}, language),
               counted(table.inhabitants(), {"inhabitant", "habitant"}, {"inhabitants", "habitants"}, language));
    if (synthetic > 0) text += format(language, {"; synthetic rows: {}", " ; lignes synthétiques : {}"}, synthetic);
    return text;
}

Text parameter_words(ParameterSource source)
{
    switch (source) {
        case ParameterSource::defaults:
            return {"defaults", "valeurs par défaut"};
        case ParameterSource::prior:
            return {"drawn from their priors for each replicate", "tirés avant calage pour chaque simulation"};
        case ParameterSource::posterior:
            return {"drawn from the posterior for each replicate",
                    "calés sur les données de 2019-2023, tirés pour chaque simulation"};
    }
    return {};
}

/// Underscores as TeX wants them.
std::string for_tex(std::string const& text)
{
    std::string escaped;
    for (char const c : text) escaped += c == '_' ? std::string("\\_") : std::string(1, c);
    return escaped;
}

/// Names of the scenarios but the placebo, of the population, of months, and the points of a sweep.
std::string subject(ResultsFile const& results, Language language)
{
    auto const& plan = results.plan();
    std::vector<std::string> names;
    for (std::size_t i = 0; i < plan.scenarios.size(); ++i)
        if (static_cast<int>(i) != plan.placebo_scenario) names.push_back(plan.scenarios[i].name);
    auto text = format(language, {"{} ({}, {} to {}", "{} ({}, de {} à {}"}, join(names), plan.territories.name,
                       month_name(0), month_name(plan.end_month));
    if (results.grid().is_sweep()) {
        auto const& points = results.grid().points();
        text += format(language, {"; points: {}, factors: {}", " ; points : {}, facteurs : {}"}, points.size,
                       points.factors.size());
    }
    return text + ')';
}

}  // namespace

std::string results_words(ResultsFile const& results, Language language)
{
    auto const& plan = results.plan();
    bool const sweep = results.grid().is_sweep();
    Lines lines(results, language);
    if (sweep) lines.add_study();
    lines.add_scenarios();
    if (sweep) lines.add_points();
    lines.add({"replicates", "par scénario"}, format(language, {"{}", "{} simulations"}, plan.replicates));
    lines.add_runs();
    if (sweep) lines.add_kept();
    lines.add({"population", "population"}, population_words(plan.territories, language));
    lines.add({"months", "mois"},
              format(language, {"{} to {}", "de {} à {}"}, month_name(0), month_name(plan.end_month)));
    lines.add({"parameters", "paramètres"}, plan.own_sample.empty()
                                                ? std::string(parameter_words(plan.parameter_source).in(language))
                                                : format(language,
                                                         {"own sample {}, a draw for each replicate",
                                                          "échantillon propre {}, un tirage par réplicat"},
                                                         plan.own_sample));
    lines.add({"seed", "graine"}, std::to_string(plan.seed));
    lines.add({"made by", "fait par"},
              fmt::format("cptsim {} (results {}), commit {}, {}, {}", results.provenance("version"),
                          results.provenance("results_version"), results.provenance("git_commit"),
                          results.provenance("build"), results.provenance("compiler")));
    lines.add({"made on", "fait le"}, results.provenance("created"));
    lines.add({"command line", "commande"}, plan.command_line);
    lines.add({"digest", "empreinte"}, results.recorded_digest());
    return lines.text();
}

std::string results_json(ResultsFile const& results)
{
    auto const& plan = results.plan();
    std::vector<std::string> scenarios, factors;
    for (std::size_t i = 0; i < plan.scenarios.size(); ++i)
        scenarios.push_back(JsonObject()
                                .text("name", plan.scenarios[i].name)
                                .text("title_en", plan.scenarios[i].title_en)
                                .text("title_fr", plan.scenarios[i].title_fr)
                                .add("placebo", static_cast<int>(i) == plan.placebo_scenario ? "true" : "false")
                                .json());
    auto const& runs = results.runs();
    auto const count = [&](RunStatus status) {
        return static_cast<std::size_t>(
            std::count_if(runs.begin(), runs.end(), [&](auto const& run) { return run.status == status; }));
    };
    JsonObject info("info");
    info.text("file", results.path())
        .text("kind", results.grid().is_sweep() ? "sweep" : "launch")
        .add("scenarios", json_array(scenarios))
        .count("replicates", static_cast<std::size_t>(plan.replicates))
        .count("runs", runs.size() - count(RunStatus::not_planned))
        .count("done", count(RunStatus::done))
        .count("failed", count(RunStatus::failed));
    if (results.grid().is_sweep()) {
        for (auto const& factor : results.grid().points().factors) factors.push_back(factor.path);
        info.count("points", results.grid().points().size).add("factors", json_texts(factors));
    }
    info.text("population", plan.territories.name)
        .count("territories", plan.territories.rows.size())
        .text("first_month", month_name(0))
        .text("last_month", month_name(plan.end_month))
        .add("seed", std::to_string(plan.seed));
    for (auto const* name : {"version", "results_version", "git_commit", "build", "compiler", "created"})
        info.text(name, results.provenance(name));
    return info.text("command_line", plan.command_line).text("digest", results.recorded_digest()).json() + '\n';
}

std::string citation(ResultsFile const& results, Language language)
{
    auto const& plan = results.plan();
    auto const digest = results.digest(), what = subject(results, language);
    auto const year = results.provenance("created").substr(0, 4);
    auto const version = results.provenance("version"), commit = results.provenance("git_commit");
    auto const made = format(language,
                             {"Commit {}, seed {}, {} replicates, SHA-256 {}",
                              "Commit {}, graine {}, {} simulations par scénario, SHA-256 {}"},
                             commit, plan.seed, plan.replicates, digest);
    return format(language,
                  {"The cptsim contributors ({}). cptsim {} [simulation results]: {}. {}.\n\n",
                   "Les contributeurs de cptsim ({}). cptsim {} [résultats de simulation] : {}. {}.\n\n"},
                  year, version, what, made) +
           format(
               language,
               {"@misc{{cptsim_{},\n  author = {{{{The cptsim contributors}}}},\n  title = {{cptsim {}, simulation "
                "results: {}}},\n  year = {{{}}},\n  note = {{{}}}\n}}\n",
                "@misc{{cptsim_{},\n  author = {{{{Les contributeurs de cptsim}}}},\n  title = {{cptsim {}, résultats "
                "de simulation : {}}},\n  year = {{{}}},\n  note = {{{}}}\n}}\n"},
               digest.substr(0, 8), version, for_tex(what), year, made);
}

}  // namespace cptsim
