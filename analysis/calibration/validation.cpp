#include "analysis/calibration/validation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "analysis/calibration/calibration_file.hpp"
#include "analysis/calibration/simulator.hpp"
#include "sim/files/digest.hpp"
#include "sim/files/text_file.hpp"
#include "sim/input/launch.hpp"
#include "sim/run/ensemble.hpp"

namespace cptsim {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{64} << 20;

std::string source_words(Validation const& v, Language language)
{
    if (v.sample)
        return fmt::format("{}, SHA-256 {}", std::filesystem::path(v.sample->file).filename().string(),
                           sha256_hex(read_text(v.sample->file, kMaxBytes)).substr(0, 16));
    if (v.parameters == ParameterSource::defaults)
        return Text{"all at their defaults", "valeurs par défaut"}.in(language);
    return Text{"the priors", "lois a priori"}.in(language);
}

CalibrationPoint point_of(Validation const& v, ParameterSource source, int replicate)
{
    auto const evaluation = kPredictionEvaluation + static_cast<std::uint32_t>(replicate);
    if (source == ParameterSource::posterior)
        return {sample_parameters(*v.sample, replicate), sample_operators(*v.sample, replicate), evaluation};
    if (source == ParameterSource::prior) return prior_draw(v.calibration, evaluation);
    CalibrationPoint point{default_point(), {}, evaluation};
    for (auto const& field : operator_fields()) point.operators.push_back(field.default_value);
    return point;
}

}  // namespace

Validation begin_validation(std::string const& calibration, std::string const& parameters, int replicates,
                            Language language)
{
    Validation v;
    v.calibration = read_calibration(calibration);
    auto uses = v.calibration.uses;
    if (std::find(uses.begin(), uses.end(), "validate") == uses.end()) uses.emplace_back("validate");
    v.targets = make_targets(v.calibration, uses);
    v.sample = find_sample(parameters);
    v.parameters = v.sample                   ? ParameterSource::posterior
                   : parameters == "defaults" ? ParameterSource::defaults
                                              : ParameterSource::prior;
    v.replicates = replicates;
    v.source = source_words(v, language);
    return v;
}

std::vector<std::vector<double>> parameter_draws(Validation const& v, ParameterSource source, int draws)
{
    std::vector<std::vector<double>> parameters;
    for (int draw = 0; draw < draws; ++draw) parameters.push_back(point_of(v, source, draw).parameters);
    return parameters;
}

std::vector<PredictiveCheck> check_draws(Validation const& v, ParameterSource source,
                                         std::function<void(double)> const& show)
{
    TargetSimulator simulator(v.calibration, v.targets);
    std::vector<std::vector<double>> values;
    for (int done = 0; done < v.replicates;) {  // a pack at a time
        std::vector<CalibrationPoint> points;
        for (int lane = 0; lane < kLanes && done < v.replicates; ++lane, ++done)
            points.push_back(point_of(v, source, done));
        for (auto& row : simulator.values(points)) values.push_back(std::move(row));
        show(static_cast<double>(done) / v.replicates);
    }
    return check_predictions(v.targets, values);
}

}  // namespace cptsim
