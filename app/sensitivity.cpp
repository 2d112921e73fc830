// cptsim sensitivity FILE.h5: which factors of a study move what comes out.
#include <fmt/format.h>

#include <memory>

#include "analysis/sweep/sensitivity_table.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "sim/files/atomic_file.hpp"

namespace cptsim::app {
namespace {

struct SensitivityCommand {
    std::string file, csv;
    SensitivityChoice choice;
    bool force = false;
    Language language{};
};

void run_sensitivity(SensitivityCommand const& command)
{
    check_outputs({{command.csv, OutputKind::table}}, {command.file}, command.force);
    StudyResults results(command.file);
    auto const tables = sensitivity_tables(command.file, results, command.choice);
    results.read();
    std::string csv = kSensitivityHeader;
    for (auto const& table : tables) {
        auto const texts = sensitivity_texts(results, table, command.language);
        fmt::print("{}\n", texts.table);
        csv += texts.csv;
    }
    if (command.csv.empty()) return;
    AtomicFile file(command.csv, command.force);
    file.write(csv);
    file.commit();
}

}  // namespace

void setup_sensitivity(Program& program)
{
    auto command = program.add("sensitivity", "Say which factors of a study move its outcomes");
    auto const options = std::make_shared<SensitivityCommand>();
    command.text("FILE", options->file, "Merged file of a sweep").shown_as("FILE.h5").required();
    command
        .texts("--outcome", options->choice.outcomes,
               "An indicator or a kept observable; repeatable (default: headlines)")
        .shown_as("NAME")
        .repeatable();
    command.text("--scenario", options->choice.scenario, "One scenario (default: all but the reference)");
    command.text("--month", options->choice.month, "A kept December (default: the last)").shown_as("YYYY-MM");
    command.flag("--levels", options->choice.levels,
                 "Of each scenario itself, not of its difference from the reference");
    command.text("--csv", options->csv, "Also write the figures to a file").shown_as("FILE.csv");
    command.flag("--force", options->force, "Replace the file if it exists");
    command.language(options->language);
    command.run([options] { run_sensitivity(*options); });
}

}  // namespace cptsim::app
