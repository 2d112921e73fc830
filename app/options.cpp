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
    command.flag("--extends-anywhere", options.limits.extends_anywhere,
                 "Let a scenario extend a file outside its own folder");
}

void add_seal_option(Command& command, bool& unsealed)
{
    command.flag("--unsealed", unsealed,
                 "Also read a file without a checksum at its end, which another tool has written again");
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
