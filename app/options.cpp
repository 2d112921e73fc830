// Options that several subcommands share.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <charconv>
#include <limits>

#include "app/commands.hpp"
#include "sim/base/error.hpp"

namespace cptsim::app {

std::uint64_t parse_whole(std::string const& option, std::string const& text, std::uint64_t max)
{
    std::uint64_t value = 0;
    auto const* const end = text.data() + text.size();
    auto const [last, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || last != end || value > max)
        throw InputError(fmt::format("{} is \"{}\" (must be a whole number from 0 to {})", option, text, max));
    return value;
}

void add_scenario_options(CLI::App& command, ScenarioOptions& options)
{
    command.add_option("SCENARIO", options.files, "Scenario files, or names of shipped scenarios")->required();
    // Exactly one value each: what follows it is a scenario again.
    command
        .add_option("--set", options.sets, "Set one number, as in board.term_months=24 or levers.lump_sum.2025-01=500")
        ->type_name("KEY=VALUE")
        ->type_size(1)
        ->allow_extra_args(false);
    command.add_flag("--extends-anywhere", options.limits.extends_anywhere,
                     "Let a scenario extend a file outside its own folder");
}

void add_launch_options(CLI::App& command, LaunchOptions& options)
{
    add_scenario_options(command, options.scenarios);
    command.add_option("--population", options.population, "Territories: alsace, ile_de_france, france, or a CSV file")
        ->type_name("NAME|FILE");
    command
        .add_option(
            "--parameters", options.parameters,
            "A draw for each replicate, from the posterior, the priors or a sample (CSV); defaults: the same for "
            "all (else posterior, where one is shipped, or prior)")
        ->type_name("posterior|prior|defaults|FILE.csv");
    command
        .add_option_function<std::string>(
            "--seed",
            [&options](std::string const& text) {
                options.seed = parse_whole("--seed", text, std::numeric_limits<std::uint64_t>::max());
            },
            "Seed of all random draws")
        ->type_name("S")
        ->default_str(std::to_string(options.seed));
    command.add_option("--until", options.until, "Last month of the runs")->type_name("YYYY-MM");
}

void add_language_option(CLI::App& command, Language& language)
{
    language = choose_language("");
    command
        .add_option_function<std::string>(
            "--lang", [&language](std::string const& option) { language = choose_language(option); },
            "Language of the output: fr or en (else that of LANG)")
        ->type_name("fr|en");
}

}  // namespace cptsim::app
