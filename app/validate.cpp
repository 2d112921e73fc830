// cptsim validate: observed patterns beside predicted ones, those that were kept out of the calibration too.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "analysis/calibration/calibration_file.hpp"
#include "analysis/calibration/simulator.hpp"
#include "analysis/calibration/validation_report.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/progress.hpp"
#include "sim/base/parallel.hpp"
#include "sim/files/atomic_file.hpp"
#include "sim/files/digest.hpp"
#include "sim/files/text_file.hpp"
#include "sim/input/launch.hpp"
#include "sim/run/ensemble.hpp"

namespace cptsim::app {
namespace {

struct ValidateOptions {
    std::string calibration = "calibration", parameters, output, csv;
    int replicates = 64;
    int threads = 0;
    bool force = false, quiet = false;
    Language language{};
};

std::vector<CalibrationPoint> prediction_points(Calibration const& calibration,
                                                std::optional<ParameterSample> const& sample,
                                                std::string const& parameters, int replicates)
{
    std::vector<CalibrationPoint> points;
    for (int r = 0; r < replicates; ++r) {
        auto const evaluation = kPredictionEvaluation + static_cast<std::uint32_t>(r);
        if (sample) {
            points.push_back({sample_parameters(*sample, r), sample_operators(*sample, r), evaluation});
        } else if (parameters == "defaults") {
            points.push_back({default_point(), {}, evaluation});
            for (auto const& field : operator_fields()) points.back().operators.push_back(field.default_value);
        } else {
            points.push_back(prior_draw(calibration, evaluation));
        }
    }
    return points;
}

/// Values of the targets [point][target]; a pack of points at a time, for the progress.
std::vector<std::vector<double>> predict(Calibration const& calibration, std::vector<CalibrationTarget> const& targets,
                                         std::span<CalibrationPoint const> points, ValidateOptions const& options)
{
    TargetSimulator simulator(calibration, targets);
    ProgressReport progress(options.language, options.quiet);
    std::vector<std::vector<double>> values;
    while (values.size() < points.size()) {
        auto const count = std::min<std::size_t>(kLanes, points.size() - values.size());
        for (auto& row : simulator.values(points.subspan(values.size(), count))) values.push_back(std::move(row));
        progress.show(static_cast<double>(values.size()) / static_cast<double>(points.size()));
    }
    return values;
}

std::string source_of(ValidateOptions const& options, std::optional<ParameterSample> const& sample)
{
    if (sample)
        return fmt::format("{}, SHA-256 {}", std::filesystem::path(sample->file).filename().string(),
                           sha256_hex(read_text(sample->file, std::size_t{1} << 26)).substr(0, 16));
    return Text{"the priors", "lois a priori"}.in(options.language);
}

void validate(ValidateOptions const& options)
{
    for (auto const& file : {options.output, options.csv})
        if (!file.empty()) check_output(file, options.force);
    Validation v;
    v.calibration = read_calibration(options.calibration);
    auto uses = v.calibration.uses;
    if (std::find(uses.begin(), uses.end(), "validate") == uses.end()) uses.emplace_back("validate");
    v.targets = make_targets(v.calibration, uses);
    v.sample = find_sample(options.parameters);
    v.replicates = options.replicates;
    v.source = options.parameters == "defaults"
                   ? Text{"all at their defaults", "valeurs par défaut"}.in(options.language)
                   : source_of(options, v.sample);
    auto const check = [&](std::optional<ParameterSample> const& sample, std::string const& parameters) {
        auto const points = prediction_points(v.calibration, sample, parameters, options.replicates);
        return check_predictions(v.targets, predict(v.calibration, v.targets, points, options));
    };
    v.checks = check(v.sample, options.parameters);
    if (v.sample) v.before_data = check({}, "prior");
    auto const text = validation_markdown(v, options.language);
    fmt::print("{}", text);
    for (auto const& [name, contents] : {std::pair(options.output, text), std::pair(options.csv, validation_csv(v))}) {
        if (name.empty()) continue;
        AtomicFile file(name, options.force);
        file.write(contents);
        file.commit();
    }
}

}  // namespace

void setup_validate(Program& program)
{
    auto command = program.add("validate", "Compare observed patterns with what the model predicts");
    auto const options = std::make_shared<ValidateOptions>();
    command.text("CALIBRATION", options->calibration, "Calibration that names patterns and populations").with_default();
    command
        .text("--parameters", options->parameters,
              "Draws from the posterior, the priors of the calibration or a sample (CSV), or the defaults")
        .shown_as("posterior|prior|defaults|FILE.csv");
    command.whole("--replicates", options->replicates, 2, 100000, "Draws").shown_as("N").with_default();
    command.text("-o,--output", options->output, "Write the table to a file as well").shown_as("FILE.md");
    command.text("--csv", options->csv, "Write the numbers").shown_as("FILE.csv");
    command.flag("--force", options->force, "Replace files that exist");
    command.threads(options->threads);
    command.flag("--quiet", options->quiet, "No progress on stderr");
    command.language(options->language);
    command.run([options] { with_threads(options->threads, [&] { validate(*options); }); });
}

}  // namespace cptsim::app
