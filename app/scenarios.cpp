// cptsim scenarios: what is shipped.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "sim/files/json.hpp"
#include "sim/files/text_file.hpp"
#include "sim/input/scenario_file.hpp"
#include "sim/input/wording.hpp"

namespace cptsim::app {
namespace {

struct ScenariosOptions {
    std::string format;
    Language language{};
};

void print_json(std::vector<Scenario> const& scenarios)
{
    std::vector<std::string> all;
    for (auto const& scenario : scenarios)
        all.push_back(JsonObject()
                          .text("name", scenario.name)
                          .text("title_en", scenario.title_en)
                          .text("title_fr", scenario.title_fr)
                          .text("file", scenario.file)
                          .json());
    fmt::print("{}\n", JsonObject("scenarios").add("scenarios", json_array(all)).json());
}

void run_scenarios(ScenariosOptions const& options)
{
    (void)shipped_file("baseline.toml");  // a list of nothing would look like an answer
    std::vector<std::string> files;
    std::error_code error;
    for (auto const& file : std::filesystem::directory_iterator(shipped_folder(), error))
        if (file.path().extension() == ".toml") files.push_back(file.path().string());
    std::sort(files.begin(), files.end());
    auto const scenarios = read_scenarios(files, {});
    if (options.format == "json") return print_json(scenarios);
    for (auto const& scenario : scenarios) fmt::print("{:<28} {}\n", scenario.name, title(scenario, options.language));
}

}  // namespace

void setup_scenarios(Program& program)
{
    auto command = program.add("scenarios", "List the scenarios that come with the program");
    auto const options = std::make_shared<ScenariosOptions>();
    command.text("--format", options->format, "table or json").one_of({"table", "json"}).default_is("table");
    command.language(options->language);
    command.run([options] { run_scenarios(*options); });
}

}  // namespace cptsim::app
