#include "sim/results/results_provenance.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <limits>
#include <set>

#include "sim/base/build_info.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/error.hpp"
#include "sim/base/language.hpp"
#include "sim/base/number.hpp"
#include "sim/base/text.hpp"
#include "sim/files/digest.hpp"
#include "sim/files/toml_reader.hpp"
#include "sim/input/territory_file.hpp"
#include "sim/results/results_layout.hpp"

namespace cptsim {
namespace {

constexpr char const* kGroup = "/provenance";
constexpr int kMostReplicates = 100000;  ///< that a launch or a study may ask for

/// "/provenance/points"
std::string in_group(std::string_view name) { return fmt::format("{}/{}", kGroup, name); }
constexpr std::array kSourceNames = {"defaults", "prior", "posterior"};

template <class Member>
std::vector<std::string> of_scenarios(Plan const& plan, Member const& member)
{
    std::vector<std::string> texts;
    for (auto const& scenario : plan.scenarios) texts.push_back(member(scenario));
    return texts;
}

std::string now() { return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::now())); }

void add_origin(NetcdfWriter& file, Plan const& plan)
{
    auto const add = [&](char const* name, std::string const& text) { file.add_attribute(kGroup, name, text); };
    add("version", version());
    add("results_version", std::to_string(results_version()));
    add("git_commit", git_commit());
    add("build", build_type());
    add("compiler", compiler());
    add("created", now());
    add("command_line", plan.command_line);
    add("seed", std::to_string(plan.seed));
    add("replicates", std::to_string(plan.replicates));
    add("last_month", month_name(plan.end_month));
    add("parameter_source", kSourceNames.at(static_cast<std::size_t>(plan.parameter_source)));
    if (!plan.own_sample.empty()) add("parameter_sample", plan.own_sample);
    add("placebo_scenario", std::to_string(plan.placebo_scenario));
    add("placebo_replicates", std::to_string(plan.placebo_replicates));
    add("population", plan.territories.name);
    add("population_file", plan.territories.file);
    add("population_sha256", plan.territories.sha256);
}

void add_scenarios(NetcdfWriter& file, Plan const& plan)
{
    auto const axis = scenario_axis(plan);
    file.add_axis(in_group("scenario"), axis.labels, axis.caption);
    add_titles(file, kGroup, plan);
    auto const add = [&](std::string const& name, Values const& values, Caption const& caption) {
        file.add_variable(in_group(name), {"scenario"}, values, caption);
    };
    add("scenario_toml", of_scenarios(plan, [](auto const& s) { return s.resolved_toml; }),
        {"1", "complete scenario, as TOML", "scénario complet, en TOML"});
    add("scenario_file", of_scenarios(plan, [](auto const& s) { return s.file; }),
        {"1", "file as given on the command line", "fichier donné sur la ligne de commande"});
    std::vector<std::int32_t> starts;
    for (auto const& scenario : plan.scenarios) starts.push_back(days_since_2019(scenario.policy_month));
    add("policy_start", starts,
        {"days since 2019-01-01", "first month that a policy may change",
         "premier mois qu'une politique peut changer"});
    file.add_attribute(in_group("policy_start"), "calendar", "standard");
}

void add_points(NetcdfWriter& file, Plan const& plan)
{
    std::vector<std::string> paths, units, meanings, meanings_fr;
    for (auto const& field : parameter_fields()) {
        paths.push_back(field.path);
        units.emplace_back(field.unit);
        meanings.emplace_back(field.meaning_en);
        meanings_fr.emplace_back(field.meaning_fr);
    }
    std::vector<std::int32_t> numbers;
    std::vector<double> values;
    for (auto const& point : plan.points) {
        numbers.push_back(static_cast<std::int32_t>(numbers.size()));
        values.insert(values.end(), point.begin(), point.end());
    }
    file.add_axis(in_group("parameter"), paths, {"1", "path of the parameter", "chemin du paramètre"});
    // Not `point`, which is an axis of sweeps: theirs are of a design, these are draws.
    file.add_axis(in_group("parameter_set"), numbers,
                  {"1", "set of parameter values", "jeu de valeurs des paramètres"});
    file.add_variable(in_group("parameter_unit"), {"parameter"}, units, {"1", "unit", "unité"});
    file.add_variable(in_group("parameter_meaning"), {"parameter"}, meanings, {"1", "meaning", "sens (en anglais)"});
    file.add_variable(in_group("parameter_meaning_fr"), {"parameter"}, meanings_fr,
                      {"1", "meaning, in French", "sens"});
    file.add_variable(in_group("points"), {"parameter_set", "parameter"}, values,
                      {"as parameter_unit", "values of the parameters, before those that a scenario sets",
                       "valeurs des paramètres, avant celles que fixe un scénario"});
}

/// The texts of /provenance as numbers; what is none means that the file is damaged.
class ProvenanceReader {
  public:
    ProvenanceReader(NetcdfReader const& file, std::string const& path) : file_(file), path_(path) {}

    [[nodiscard]] std::string text(char const* name) const { return file_.attribute(kGroup, name); }

    [[nodiscard]] std::uint64_t seed() const
    {
        auto const number = parse_number<std::uint64_t>(text("seed"));
        if (!number) fail("seed");
        return *number;
    }

    [[nodiscard]] int whole(char const* name, int least, int most) const
    {
        auto const number = parse_number<int>(text(name));
        if (!number || *number < least || *number > most) fail(name);
        return *number;
    }

    [[nodiscard]] int last_month() const
    {
        auto const month = parse_month(text("last_month"));
        if (!month || *month < 0 || *month > month_index(kLastYear, 12)) fail("last_month");
        return *month;
    }

    [[nodiscard]] ParameterSource parameter_source() const
    {
        auto const found = std::find(kSourceNames.begin(), kSourceNames.end(), text("parameter_source"));
        if (found == kSourceNames.end()) fail("parameter_source");
        return static_cast<ParameterSource>(found - kSourceNames.begin());
    }

    [[nodiscard]] std::vector<std::string> texts(char const* name) const { return file_.texts(in_group(name)); }

    [[nodiscard]] std::vector<Scenario> scenarios() const
    {
        auto const names = texts("scenario"), titles = texts("scenario_title"), titles_fr = texts("scenario_title_fr"),
                   tomls = texts("scenario_toml"), files = texts("scenario_file");
        auto const starts = file_.integers(in_group("policy_start"));
        for (auto const* others : {&titles, &titles_fr, &tomls, &files})
            if (others->size() != names.size()) fail("scenario");
        if (starts.size() != names.size()) fail("policy_start");
        if (names.empty() || std::set(names.begin(), names.end()).size() != names.size()) fail("scenario");
        std::vector<Scenario> scenarios(names.size());
        for (std::size_t i = 0; i < names.size(); ++i) {
            scenarios[i].name = names[i];
            scenarios[i].title_en = titles[i];
            scenarios[i].title_fr = titles_fr[i];
            scenarios[i].resolved_toml = tomls[i];
            scenarios[i].file = files[i];
            scenarios[i].population = text("population");
            scenarios[i].end_month = last_month();
            auto const start = month_of_days(starts[i]);
            if (!start) fail("policy_start");
            scenarios[i].policy_month = *start;
        }
        return scenarios;
    }

    /// Values by row of parameter_fields(); NaN for a parameter that the file does not know.
    [[nodiscard]] std::vector<std::vector<double>> points() const
    {
        auto const paths = texts("parameter");
        auto const values = file_.reals(in_group("points"));
        auto const shape = file_.shape(in_group("points"));
        if (paths.empty() || shape.size() != 2 || shape[1] != paths.size() || values.size() != shape[0] * shape[1])
            fail("points");
        std::vector<std::vector<double>> points(
            values.size() / paths.size(),
            std::vector<double>(parameter_fields().size(), std::numeric_limits<double>::quiet_NaN()));
        for (std::size_t column = 0; column < paths.size(); ++column) {
            int const row = parameter_index(paths[column]);
            if (row < 0) continue;
            for (std::size_t point = 0; point < points.size(); ++point) {
                auto& value = points[point][static_cast<std::size_t>(row)];
                if (!std::isnan(value)) fail("parameter");  // which comes twice
                value = values[point * paths.size() + column];
                if (!std::isfinite(value)) fail("points");
            }
        }
        return points;
    }

    [[nodiscard]] TerritoryTable territories() const
    {
        auto const csv = file_.text(in_group("territories"));
        if (sha256_hex(csv) != file_.attribute(in_group("territories"), "sha256")) fail("territories");
        auto table = read_territories_text(csv, path_ + ":/provenance/territories");
        table.name = text("population");
        table.file = text("population_file");
        table.sha256 = text("population_sha256");
        return table;
    }

  private:
    [[noreturn]] void fail(std::string const& name) const
    {
        throw InputError({path_},
                         both({"is damaged (its /provenance has no good '{}') a copy of it, or run again?",
                               "est abîmé (sans « {} » valable dans /provenance) une copie, ou relancer le calcul ?"},
                              name));
    }

    NetcdfReader const& file_;
    std::string const& path_;
};

}  // namespace

void add_titles(NetcdfWriter& file, std::string const& group, Plan const& plan)
{
    file.add_variable(group + "/scenario_title", {"scenario"},
                      of_scenarios(plan, [](auto const& s) { return s.title_en; }),
                      {"1", "title of the scenario", "titre du scénario (en anglais)"});
    file.add_variable(group + "/scenario_title_fr", {"scenario"},
                      of_scenarios(plan, [](auto const& s) { return s.title_fr; }),
                      {"1", "title of the scenario, in French", "titre du scénario"});
}

void add_provenance(NetcdfWriter& file, Plan const& plan)
{
    file.add_group(kGroup);
    add_origin(file, plan);
    add_scenarios(file, plan);
    add_points(file, plan);
    auto const csv = territories_csv(plan.territories);
    auto const path = in_group("territories");
    file.add_variable(path, {}, std::vector<std::string>{csv},
                      {"1", "table of territories, as CSV", "table des territoires, en CSV"});
    file.add_attribute(path, "sha256", sha256_hex(csv));
}

Plan read_provenance(NetcdfReader const& file, std::string const& path)
{
    ProvenanceReader const from(file, path);
    Plan plan;
    plan.scenarios = from.scenarios();
    plan.territories = from.territories();
    plan.seed = from.seed();
    plan.replicates = from.whole("replicates", 1, kMostReplicates);
    plan.end_month = from.last_month();
    plan.parameter_source = from.parameter_source();
    plan.points = from.points();
    plan.own_sample = from.text("parameter_sample");
    plan.placebo_scenario = from.whole("placebo_scenario", -1, static_cast<int>(plan.scenarios.size()) - 1);
    plan.placebo_replicates = from.whole("placebo_replicates", 0, plan.replicates);
    plan.command_line = from.text("command_line");
    return plan;
}

}  // namespace cptsim
