// cptsim scenarios: what is shipped.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "sim/files/text_file.hpp"
#include "sim/input/scenario_file.hpp"
#include "sim/input/wording.hpp"

namespace cptsim::app {
namespace {

void run_scenarios(Language language)
{
    (void)shipped_file("baseline.toml");  // a list of nothing would look like an answer
    std::vector<std::string> files;
    std::error_code error;
    for (auto const& file : std::filesystem::directory_iterator(shipped_folder(), error))
        if (file.path().extension() == ".toml") files.push_back(file.path().string());
    std::sort(files.begin(), files.end());
    for (auto const& scenario : read_scenarios(files, {}))
        fmt::print("{:<28} {}\n", scenario.name, title(scenario, language));
}

}  // namespace

void setup_scenarios(Program& program)
{
    auto command = program.add("scenarios", {"List the scenarios that come with the program",
                                             "Liste les scénarios fournis avec le programme"});
    auto const language = std::make_shared<Language>();
    command.language(*language);
    command.run([language] { run_scenarios(*language); });
}

}  // namespace cptsim::app
