// cptsim validate: observed patterns beside predicted ones, those that were kept out of the calibration too.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <memory>

#include "analysis/calibration/predictive.hpp"
#include "analysis/calibration/simulator.hpp"
#include "app/commands.hpp"
#include "app/launch.hpp"
#include "sim/base/parallel.hpp"
#include "sim/io/atomic_file.hpp"
#include "sim/io/calibration_file.hpp"
#include "sim/run/ensemble.hpp"

namespace cptsim::app {
namespace {

struct ValidateOptions {
    std::string calibration = "calibration", parameters, output, csv;
    int replicates = 64;
    int threads = 0;
    bool force = false;
    Language language{};
};

/// Signed CPTS that a line through the counts of June 2022 (282) and mid-2023 (427) gives.
struct LineForecast {
    int month;
    double value;
};
constexpr LineForecast kLine[] = {{month_index(2024, 2), 510}, {month_index(2024, 6), 561}};

double line_forecast(CalibrationTarget const& target)
{
    for (auto const& forecast : kLine)
        if (target.quantity->name == std::string("stage_signed") && target.population == 0 &&
            target.month == forecast.month)
            return forecast.value;
    return std::nan("");
}

std::vector<CalibrationPoint> prediction_points(Calibration const& calibration, ValidateOptions const& options)
{
    auto const sample = find_sample(options.parameters);
    std::vector<CalibrationPoint> points;
    for (int r = 0; r < options.replicates; ++r) {
        auto const evaluation = kPredictionEvaluation + static_cast<std::uint32_t>(r);
        if (sample) {
            points.push_back({sample_parameters(*sample, r), sample_operators(*sample, r), evaluation});
        } else if (options.parameters == "defaults") {
            points.push_back({default_point(), {}, evaluation});
            for (auto const& field : operator_fields()) points.back().operators.push_back(field.default_value);
        } else {
            points.push_back(prior_draw(calibration, evaluation));
        }
    }
    return points;
}

/// Decimals that show three digits of a value.
int decimals(double value)
{
    return std::clamp(2 - static_cast<int>(std::floor(std::log10(std::abs(value) + 1e-9))), 0, 3);
}

std::string share(std::vector<CalibrationTarget> const& targets, std::vector<PredictiveCheck> const& checks,
                  std::string const& use)
{
    int inside = 0, all = 0;
    for (std::size_t t = 0; t < targets.size(); ++t)
        if (targets[t].use == use) inside += checks[t].inside, ++all;
    return all == 0 ? "" : fmt::format("{} {}/{}", use, inside, all);
}

std::string markdown(std::vector<CalibrationTarget> const& targets, std::vector<PredictiveCheck> const& checks,
                     Language language)
{
    auto const number = [&](double value, double like) { return format_number(value, decimals(like), language); };
    std::string text =
        Words{
            "| pattern | use | observed | predicted | 90 % interval | z | inside | line "
            "|\n|---|---|--:|--:|---|--:|---|--:|\n",
            "| motif | usage | observé | prédit | intervalle à 90 % | z | dedans | droite "
            "|\n|---|---|--:|--:|---|--:|---|--:|\n"}
            .in(language);
    for (std::size_t t = 0; t < targets.size(); ++t) {
        auto const& target = targets[t];
        auto const& check = checks[t];
        double const line = line_forecast(target);
        text += fmt::format("| {} | {} | {} | {} | {} – {} | {} | {} | {} |\n", target.label, target.use,
                            number(target.value, target.value), number(check.median, target.value),
                            number(check.low, target.value), number(check.high, target.value),
                            format_number(check.z, 1, language),
                            check.inside ? Words{"yes", "oui"}.in(language) : Words{"no", "non"}.in(language),
                            std::isnan(line) ? "" : number(line, line));
    }
    text += Words{"\nObserved inside the interval: ", "\nObservé dans l'intervalle : "}.in(language);
    std::string uses;
    for (auto const* use : {"calibrate", "weak", "soft_bound", "validate"}) {
        auto const part = share(targets, checks, use);
        uses += (uses.empty() || part.empty() ? "" : ", ") + part;
    }
    return text + uses + ".\n";
}

std::string csv(std::vector<CalibrationTarget> const& targets, std::vector<PredictiveCheck> const& checks)
{
    std::string text = "pattern,month,use,unit,observed,median,low,high,z,inside,draws,line\n";
    for (std::size_t t = 0; t < targets.size(); ++t) {
        auto const& target = targets[t];
        auto const& check = checks[t];
        text += fmt::format("{},{}-{:02},{},{},{},{},{},{},{},{},{},{}\n", target.label, kFirstYear + target.month / 12,
                            target.month % 12 + 1, target.use, target.unit, target.value, check.median, check.low,
                            check.high, check.z, check.inside ? 1 : 0, check.draws, line_forecast(target));
    }
    return text;
}

void validate(ValidateOptions const& options)
{
    for (auto const& file : {options.output, options.csv})
        if (!file.empty()) check_output(file, options.force);
    auto const calibration = read_calibration(options.calibration);
    auto uses = calibration.uses;
    if (std::find(uses.begin(), uses.end(), "validate") == uses.end()) uses.emplace_back("validate");
    auto const targets = make_targets(calibration, uses);
    auto const points = prediction_points(calibration, options);
    auto const checks = check_predictions(targets, TargetSimulator(calibration, targets).values(points));
    auto const table = markdown(targets, checks, options.language);
    fmt::print("{}", table);
    for (auto const& [name, text] : {std::pair(options.output, table), std::pair(options.csv, csv(targets, checks))}) {
        if (name.empty()) continue;
        AtomicFile file(name, options.force);
        file.write(text);
        file.commit();
    }
}

}  // namespace

void setup_validate(CLI::App& program)
{
    auto* const command = program.add_subcommand("validate", "Compare observed patterns with what the model predicts");
    auto const options = std::make_shared<ValidateOptions>();
    command->add_option("CALIBRATION", options->calibration, "Calibration that names patterns and populations")
        ->capture_default_str();
    command
        ->add_option("--parameters", options->parameters,
                     "Draws from the posterior, the priors of the calibration or a sample (CSV), or the defaults")
        ->type_name("posterior|prior|defaults|FILE.csv");
    command->add_option("--replicates", options->replicates, "Draws")
        ->type_name("N")
        ->check(CLI::Range(2, 100000))
        ->capture_default_str();
    command->add_option("-o,--output", options->output, "Write the table to a file as well")->type_name("FILE.md");
    command->add_option("--csv", options->csv, "Write the numbers")->type_name("FILE.csv");
    command->add_flag("--force", options->force, "Replace files that exist");
    command->add_option("--threads", options->threads, "Threads (else as many as the process may use)")
        ->type_name("T")
        ->check(CLI::Range(1, 4096));
    add_language_option(*command, options->language);
    command->callback([options] { with_threads(options->threads, [&] { validate(*options); }); });
}

}  // namespace cptsim::app
