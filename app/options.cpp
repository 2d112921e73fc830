// Options that several subcommands share.
#include <fmt/format.h>

#include <limits>

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "sim/base/error.hpp"
#include "sim/base/number.hpp"

namespace cptsim::app {

std::uint64_t parse_whole(std::string const& option, std::string const& text, std::uint64_t max)
{
    auto const value = parse_number<std::uint64_t>(text);
    if (!value || *value > max)
        throw InputError(fmt::format("{} is \"{}\" (must be a whole number from 0 to {})", option, text, max));
    return *value;
}

void add_scenario_options(Command& command, ScenarioOptions& options)
{
    command.texts("SCENARIO", options.files, "Scenario files, or names of shipped scenarios").required();
    command
        .texts("--set", options.sets,
               "Set one number, as in board.term_months=24 or levers.lump_sum.2025-01=500; repeatable")
        .shown_as("KEY=VALUE")
        .repeatable();
    add_anywhere(command, options.limits.extends_anywhere);
}

void add_mask(Command& command, int& least_persons)
{
    command.number_flag("--mask-small-cells{11}", least_persons, 2, 1000,
                        "Leave out what rests on fewer persons than N (default: 11), and what would give it away");
}

void add_anywhere(Command& command, bool& anywhere)
{
    command.flag("--extends-anywhere", anywhere, "Let files name others outside their own folder");
}

void add_launch_options(Command& command, LaunchOptions& options)
{
    add_scenario_options(command, options.scenarios);
    command
        .text("--population", options.population,
              "Territories: alsace, paca, ile_de_france, france (cptsim territories list), a CSV file, or parts: "
              "department:67, region:bretagne, cpts:NAME of france, paca/department:13 of another table; + joins parts")
        .shown_as("NAME|FILE|PARTS");
    command
        .text("--parameters", options.parameters,
              "A draw for each replicate, from the posterior, the priors or a sample (CSV); defaults: the same for "
              "all (default: posterior where one is shipped, else prior)")
        .shown_as("posterior|prior|defaults|FILE.csv");
    command.natural("--seed", options.seed, std::numeric_limits<std::uint64_t>::max(), "Seed of all random draws")
        .shown_as("S")
        .default_is(std::to_string(options.seed));
    command.text("--until", options.until, "Last month of the runs").shown_as("YYYY-MM");
}

}  // namespace cptsim::app
