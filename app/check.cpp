// cptsim check SCENARIO...: every fault at once, or "ok".
#include <fmt/format.h>

#include <map>
#include <memory>

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "sim/base/text.hpp"
#include "sim/files/text_file.hpp"
#include "sim/input/scenario_file.hpp"
#include "sim/input/territory_file.hpp"

namespace cptsim::app {
namespace {

struct CheckOptions {
    ScenarioOptions scenarios;
    Language language{};
};

void run_check(CheckOptions const& options)
{
    auto const scenarios = read_scenarios(options.scenarios.files, options.scenarios.sets, options.scenarios.limits);
    std::map<std::string, TerritoryTable> tables;
    for (auto const& scenario : scenarios)
        if (!scenario.population.empty()) {
            auto table = read_territories(scenario.population, folder_of(scenario.file));
            tables.emplace(table.file, std::move(table));
        }
    for (auto const& scenario : scenarios)
        fmt::print("{}",
                   format(options.language, {"{}: ok, {}\n", "{} : correct, {}\n"}, scenario.file, scenario.name));
    for (auto const& [file, table] : tables)
        if (int const known = table.known_signatures(); known > 0)
            fmt::print("{}", format(options.language,
                                    {"{}: {} of {} territories with a known date of signature\n",
                                     "{} : date de signature connue pour {} territoires sur {}\n"},
                                    file, known, table.rows.size()));
}

}  // namespace

void setup_check(Program& program)
{
    auto command = program.add(
        "check", {"Check scenarios: all errors at once", "Vérifie des scénarios : toutes les erreurs d'un coup"});
    auto const options = std::make_shared<CheckOptions>();
    add_scenario_options(command, options->scenarios);
    command.language(options->language);
    command.run([options] { run_check(*options); });
}

}  // namespace cptsim::app
