#include "app/launch.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "sim/base/error.hpp"
#include "sim/io/scenario_file.hpp"
#include "sim/io/scenario_reader.hpp"
#include "sim/io/territory_file.hpp"
#include "sim/io/text_file.hpp"
#include "sim/run/ensemble.hpp"

namespace cptsim::app {
namespace {

/// This program's command line, quoted for a shell where needed.
std::string command_line()
{
    std::ifstream file("/proc/self/cmdline", std::ios::binary);
    std::string const bytes{std::istreambuf_iterator<char>(file), {}};
    std::string text;
    for (std::size_t first = 0; first < bytes.size();) {
        std::string const argument = bytes.substr(first, bytes.find('\0', first) - first);
        first += argument.size() + 1;
        bool const plain =
            !argument.empty() && argument.find_first_of(" '\"\\$`*?[]{}()<>|&;#~!\t\n") == std::string::npos;
        std::string quoted = argument;
        for (std::size_t i = 0; (i = quoted.find('\'', i)) != std::string::npos; i += 4) quoted.replace(i, 1, "'\\''");
        text += (text.empty() ? "" : " ") + (plain ? argument : '\'' + quoted + '\'');
    }
    return text;
}

/// The last month of all scenarios, which must agree.
int common_end(std::vector<Scenario> const& scenarios)
{
    for (auto const& scenario : scenarios)
        if (scenario.end_month != scenarios.front().end_month)
            throw InputError(
                fmt::format("{}: {} and {} end in different months (they are compared month by month) give "
                            "one end to all, as in --until 2034-12",
                            scenario.file, scenarios.front().name, scenario.name));
    return scenarios.front().end_month;
}

TerritoryTable territories(LaunchOptions const& options, std::vector<Scenario> const& scenarios)
{
    std::string const here = folder_of(scenarios.front().file);
    if (!options.population.empty()) return read_territories(options.population, here);
    auto const& first = scenarios.front().population;
    for (auto const& scenario : scenarios)
        if (scenario.population != first)
            throw InputError(
                fmt::format("{}: {} and {} ask for different populations (they are compared on the same "
                            "people) choose one with --population",
                            scenario.file, scenarios.front().name, scenario.name));
    return read_territories(first.empty() ? "france" : first, here);
}

/// The reference with 1 EUR a year for chosen members from the start of the policies on. A reference that pays that
/// bonus already gets none: an euro on top of dated and targeted entries would be another policy.
void add_placebo(Plan& plan)
{
    constexpr int kPlaceboReplicates = 8;
    auto const& reference = plan.scenarios.front();
    bool const named =
        std::any_of(plan.scenarios.begin(), plan.scenarios.end(), [](auto const& x) { return x.name == "placebo"; });
    bool const pays = std::any_of(reference.levers.begin(), reference.levers.end(),
                                  [](auto const& x) { return x.lever == lever::membership_bonus; });
    if (plan.scenarios.size() < 2 || named || pays) return;

    Scenario twin = reference;
    twin.name = "placebo";
    twin.title_en = "Placebo: 1 EUR a year";
    twin.title_fr = "Placebo : 1 EUR par an";
    twin.description_en =
        "The reference, where chosen members receive 1 EUR a year: its gross flows measure coincidence.";
    twin.description_fr =
        "La référence, où chaque adhérent reçoit 1 EUR par an : ses entrées et sorties brutes mesurent les "
        "coïncidences.";
    LeverEntry bonus;
    bonus.lever = lever::membership_bonus;
    bonus.month = std::max_element(plan.scenarios.begin(), plan.scenarios.end(), [](auto const& a, auto const& b) {
                      return a.policy_month < b.policy_month;
                  })->policy_month;
    bonus.value.fill(1);
    auto const later = std::find_if(twin.levers.begin(), twin.levers.end(),
                                    [&](auto const& entry) { return entry.month > bonus.month; });
    twin.levers.insert(later, bonus);
    twin.resolved_toml = canonical_toml(twin);
    plan.placebo_scenario = static_cast<int>(plan.scenarios.size());
    plan.placebo_replicates = std::min(kPlaceboReplicates, plan.replicates);
    plan.scenarios.push_back(std::move(twin));
}

}  // namespace

void add_launch_options(CLI::App& command, LaunchOptions& options)
{
    add_scenario_options(command, options.scenarios);
    command.add_option("--population", options.population, "Territories: alsace, ile_de_france, france, or a CSV file")
        ->type_name("NAME|FILE");
    command
        .add_option("--parameters", options.parameters, "prior: a draw for each replicate; defaults: the same for all")
        ->type_name("prior|defaults")
        ->check(CLI::IsMember({"prior", "defaults"}))
        ->capture_default_str();
    command.add_option("--seed", options.seed, "Seed of all random draws")->type_name("S")->capture_default_str();
    command.add_option("--until", options.until, "Last month of the runs")->type_name("YYYY-MM");
}

Plan make_plan(LaunchOptions const& options)
{
    auto sets = options.scenarios.sets;
    if (!options.until.empty()) sets.push_back("time.end=" + options.until);

    Plan plan;
    plan.scenarios = read_scenarios(options.scenarios.files, sets, options.scenarios.limits);
    plan.end_month = common_end(plan.scenarios);
    plan.territories = territories(options, plan.scenarios);
    plan.seed = options.seed;
    plan.replicates = options.replicates;
    if (options.parameters == "defaults") {
        plan.parameter_source = ParameterSource::defaults;
        plan.points = {default_point()};
    } else {
        plan.parameter_source = ParameterSource::prior;
        for (int r = 0; r < plan.replicates; ++r) plan.points.push_back(prior_point(plan.seed, r));
    }
    plan.command_line = command_line();
    if (options.placebo) add_placebo(plan);
    return plan;
}

}  // namespace cptsim::app
