// cptsim scenarios: what is shipped, policies and populations.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "sim/base/text.hpp"
#include "sim/files/json.hpp"
#include "sim/files/text_file.hpp"
#include "sim/input/scenario_file.hpp"
#include "sim/input/territory_file.hpp"
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
    auto const language = options.language;
    if (options.format == "json") return print_json(scenarios);
    for (auto const& scenario : scenarios) fmt::print("{:<28} {}\n", scenario.name, title(scenario, language));
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
        program.add("scenarios", {"List the scenarios and the tables of territories that come with the program",
                                  "Liste les scénarios et les tables de territoires fournis"});
    auto const options = std::make_shared<ScenariosOptions>();
    command.text("--format", options->format, {"A table, or JSON", "Une table, ou du JSON"})
        .one_of({"table", "json"})
        .default_is("table");
    command.language(options->language);
    command.run([options] { run_scenarios(*options); });
}

}  // namespace cptsim::app
