// cptsim scenarios: what is shipped, policies and populations.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "sim/base/text.hpp"
#include "sim/files/text_file.hpp"
#include "sim/input/scenario_file.hpp"
#include "sim/input/territory_file.hpp"
#include "sim/input/wording.hpp"

namespace cptsim::app {
namespace {

void run_scenarios(Language language)
{
    std::vector<std::string> files;
    std::error_code error;
    for (auto const& file : std::filesystem::directory_iterator(shipped_folder(), error))
        if (file.path().extension() == ".toml") files.push_back(file.path().string());
    std::sort(files.begin(), files.end());
    for (auto const& scenario : read_scenarios(files, {}))
        fmt::print("{:<28} {}\n", scenario.name, title(scenario, language));
    fmt::print("\n{}\n", Text{"Tables of territories, for --population (more: cptsim territories list)",
                              "Tables de territoires, pour --population (plus : cptsim territories list)"}
                             .in(language));
    for (auto const& name : shipped_tables()) {
        auto const table = read_territories(name, "");
        fmt::print("{:<28} {}\n", name,
                   format(language, {"{} territories, {} inhabitants", "{} territoires, {} habitants"},
                          table.rows.size(), format_number(table.inhabitants(), 0, language)));
    }
}

}  // namespace

void setup_scenarios(Program& program)
{
    auto command =
        program.add("scenarios", "List the scenarios and the tables of territories that come with the program");
    auto const language = std::make_shared<Language>();
    command.language(*language);
    command.run([language] { run_scenarios(*language); });
}

}  // namespace cptsim::app
