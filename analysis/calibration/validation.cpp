#include "analysis/calibration/validation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "analysis/calibration/calibration_file.hpp"
#include "analysis/calibration/simulator.hpp"
#include "analysis/stats/statistics.hpp"
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

/// Made targets without an observation, in the December of the last one that was fitted.
std::vector<CalibrationTarget> states_of(Calibration const& calibration)
{
    int last = 0;
    for (auto const& target : make_targets(calibration, calibration.uses)) last = std::max(last, target.month);
    std::vector<CalibrationTarget> states;
    for (auto const* name : {"active_per_member", "dormant_share"}) {
        auto& state = states.emplace_back();
        state.quantity = quantity_of(name);
        state.label = name;
        state.month = last / 12 * 12 + 11;
        state.professions = 0xFF;
    }
    return states;
}

}  // namespace

Validation begin_validation(std::string const& calibration, std::string const& parameters, int replicates,
                            Language language, bool anywhere)
{
    Validation v;
    v.calibration = read_calibration(calibration, anywhere);
    auto uses = v.calibration.uses;
    if (std::find(uses.begin(), uses.end(), "validate") == uses.end()) uses.emplace_back("validate");
    v.targets = make_targets(v.calibration, uses);
    v.states = states_of(v.calibration);
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

CheckedDraws check_draws(Validation const& v, ParameterSource source, std::function<void(double)> const& show)
{
    auto all = v.targets;
    all.insert(all.end(), v.states.begin(), v.states.end());
    TargetSimulator simulator(v.calibration, all);
    std::vector<std::vector<Measured>> values;
    for (int done = 0; done < v.replicates;) {  // a pack at a time
        std::vector<CalibrationPoint> points;
        for (int lane = 0; lane < kLanes && done < v.replicates; ++lane, ++done)
            points.push_back(point_of(v, source, done));
        for (auto& row : simulator.values(points)) values.push_back(std::move(row));
        show(static_cast<double>(done) / v.replicates);
    }
    CheckedDraws checked{check_predictions(v.targets, values), {}};
    for (std::size_t s = v.targets.size(); s < all.size(); ++s) {
        std::vector<double> draws;
        for (auto const& row : values) draws.push_back(row[s].value);
        auto& quantiles = checked.states.emplace_back();
        for (double const p : kBand) quantiles.push_back(quantile(draws, p));
    }
    return checked;
}

}  // namespace cptsim
