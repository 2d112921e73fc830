// cptsim sensitivity FILE.h5: which factors of a study move what comes out.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "analysis/sweep/study_results.hpp"
#include "analysis/sweep/study_sensitivity.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/error.hpp"
#include "sim/files/atomic_file.hpp"
#include "sim/files/csv.hpp"
#include "sim/files/toml_reader.hpp"
#include "sim/input/wording.hpp"

namespace cptsim::app {
namespace {

struct SensitivityCommand {
    std::string file, scenario, month, csv;
    std::vector<std::string> outcomes;
    bool levels = false, force = false;
    Language language{};
};

[[noreturn]] void refuse(SensitivityCommand const& command, std::string text)
{
    throw InputError({InputProblem{command.file, 0, 0, std::move(text)}});
}

/// Rows of outcomes that were asked for; else those of the headlines, or all where there is none of these.
std::vector<int> chosen_outcomes(SensitivityCommand const& command, StudyOutcomes const& outcomes)
{
    std::vector<std::string> ids;
    for (auto const& outcome : outcomes.list()) ids.push_back(outcome.id);
    std::vector<int> rows;
    for (auto const& id : command.outcomes) {
        rows.push_back(outcomes.find(id));
        if (rows.back() >= 0) continue;
        auto const near = did_you_mean(id, ids);
        throw InputError(fmt::format("--outcome: no outcome is called \"{}\" (what was kept allows {}){}", id,
                                     fmt::join(ids, ", "), near.empty() ? "" : " did you mean \"" + near + "\"?"));
    }
    auto const& list = outcomes.list();
    bool const any = std::any_of(list.begin(), list.end(), [](auto const& outcome) { return outcome.headline; });
    for (std::size_t i = 0; i < list.size() && command.outcomes.empty(); ++i)
        if (list[i].headline || !any) rows.push_back(static_cast<int>(i));
    if (rows.empty())
        refuse(command, "holds no outcome at a December (see [keep] in its study) other months or observables?");
    return rows;
}

int chosen_date(SensitivityCommand const& command, StudyOutcomes const& outcomes)
{
    auto const& dates = outcomes.dates();
    if (dates.empty()) refuse(command, "holds no December (which is when outcomes are taken) keep one?");
    if (command.month.empty()) return static_cast<int>(dates.size()) - 1;
    TomlReader reader;
    auto const month = reader.month(command.month, {"--month", 0, 1});
    if (!month) throw InputError(reader.problems({}));
    auto const found = std::find(dates.begin(), dates.end(), *month);
    if (found != dates.end()) return static_cast<int>(found - dates.begin());
    std::vector<std::string> names;
    for (int const date : dates) names.push_back(month_name(date));
    throw InputError(
        fmt::format("--month is \"{}\" (Decembers that were kept are {})", command.month, fmt::join(names, ", ")));
}

std::vector<int> chosen_scenarios(SensitivityCommand const& command, Plan const& plan)
{
    std::vector<int> chosen;
    std::vector<std::string> names;
    for (std::size_t s = 0; s < plan.scenarios.size(); ++s) {
        names.push_back(plan.scenarios[s].name);
        bool const shown = command.levels || s > 0 || plan.scenarios.size() == 1;
        if (command.scenario.empty() ? shown : names.back() == command.scenario) chosen.push_back(static_cast<int>(s));
    }
    if (chosen.empty())
        throw InputError(
            fmt::format("--scenario: the study has no \"{}\" (it has {})", command.scenario, fmt::join(names, ", ")));
    return chosen;
}

void add_rows(std::string& csv, std::vector<std::string> const& key, std::vector<SweepFactor> const& factors,
              StudySensitivity const& indices)
{
    auto const figures = sensitivity_figures(indices);
    for (std::size_t i = 0; i < figures.values.size(); ++i)
        for (std::size_t j = 0; j < figures.names.size(); ++j) {
            std::string line;
            for (auto const& text : key) line += csv_text(text) + ',';
            double const value = figures.values[i][j];
            csv += line + csv_text(factors[i].path) + ',' + figures.names[j] + ',' +
                   (std::isnan(value) ? "" : plain_number(value)) + '\n';
        }
}

void run_sensitivity(SensitivityCommand const& command)
{
    if (!command.csv.empty()) check_output(command.csv, command.force);
    StudyResults results(command.file);
    auto const& sweep = results.sweep();
    auto const& outcomes = results.outcomes();
    auto const rows = chosen_outcomes(command, outcomes);
    int const date = chosen_date(command, outcomes);
    auto const scenarios = chosen_scenarios(command, sweep.plan);
    results.read();

    std::string csv = "scenario,effect,outcome,month,factor,figure,value\n";
    SensitivityOptions options;
    options.clusters = outcomes.frames();
    for (int const scenario : scenarios)
        for (int const row : rows) {
            bool const effect = scenario > 0 && !command.levels;
            auto const& outcome = outcomes.list()[static_cast<std::size_t>(row)];
            auto const& of = sweep.plan.scenarios[static_cast<std::size_t>(scenario)];
            auto const indices = study_sensitivity(
                results.manifest().design.method, sweep.factors, results.design(),
                effect ? outcomes.effects(row, date, scenario) : outcomes.levels(row, date, scenario), options);
            int const month = outcomes.dates()[static_cast<std::size_t>(date)];
            auto const name = std::string(title(of, command.language));
            auto const less = Text{" less ", " moins "}.in(command.language);
            auto const where = fmt::format(
                "{}, {}", effect ? name + less + std::string(title(sweep.plan.scenarios[0], command.language)) : name,
                month_words(month, command.language));
            fmt::print("{}\n", format_sensitivity(indices, sweep.factors,
                                                  {outcome.title.in(command.language),
                                                   outcome.unit.in(command.language), where, outcome.decimals},
                                                  command.language));
            add_rows(csv, {of.name, effect ? "true" : "false", outcome.id, month_name(month)}, sweep.factors, indices);
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
    command.texts("--outcome", options->outcomes, "An indicator or a kept observable; repeatable (else headlines)")
        .shown_as("NAME")
        .repeatable();
    command.text("--scenario", options->scenario, "One scenario (else all but the reference)");
    command.text("--month", options->month, "A kept December (else the last)").shown_as("YYYY-MM");
    command.flag("--levels", options->levels, "Of each scenario itself, not of its difference from the reference");
    command.text("--csv", options->csv, "Write the figures to a file, too").shown_as("FILE.csv");
    command.flag("--force", options->force, "Replace the file if it exists");
    command.language(options->language);
    command.run([options] { run_sensitivity(*options); });
}

}  // namespace cptsim::app
