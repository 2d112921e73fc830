#include "analysis/behaviour/behaviour.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "analysis/behaviour/measures.hpp"
#include "sim/input/scenario_file.hpp"
#include "sim/input/territory_file.hpp"

namespace cptsim {
namespace {

constexpr std::size_t kFrames = 4;  ///< synthetic people that packs of draws take in turn

/// An experiment, and what to do with each of its runs.
struct Step {
    Experiment experiment;
    std::function<void(ExperimentRun const&, DrawRecord&)> measure;
};

Step step(Scenario scenario, int end_month, std::vector<int> snapshots,
          std::function<void(ExperimentRun const&, DrawRecord&)> measure)
{
    scenario.end_month = end_month;
    return {{std::move(scenario), std::move(snapshots)}, std::move(measure)};
}

std::vector<int> decembers(int first, int last)
{
    std::vector<int> months;
    for (int year = first; year <= last; ++year) months.push_back(december(year));
    return months;
}

/// The runs that each draw goes through.
std::vector<Step> steps_of(BehaviourSetup const& setup)
{
    std::vector<Step> steps;
    auto panel = decembers(2022, 2033);
    panel.push_back(december(2033) + 1);  // a month later
    steps.push_back(step(setup.baseline, panel.back(), panel, measure_baseline));
    for (std::size_t level = 0; level < kIndemnities.size(); ++level)
        steps.push_back(step(with_indemnity(setup.baseline, kIndemnities[level]), december(2033), {december(2033)},
                             [level](auto const& run, auto& record) { measure_indemnity(run, level, record); }));
    auto uncrowded = setup.baseline;
    uncrowded.parameters[parameter::activity_crowding] = 0;
    for (std::size_t level = 0; level < kUncrowdedIndemnities.size(); ++level)
        steps.push_back(step(
            with_indemnity(uncrowded, kUncrowdedIndemnities[level]), december(2033), {},
            [level](auto const& run, auto& record) { record.uncrowded_all[level] = later_hours(run, kProfessions); }));
    for (bool const opt_out : {false, true})
        steps.push_back(step(opt_out ? setup.contract_opt_out : setup.contract_opt_in, december(2025), {},
                             [opt_out](auto const& run, auto& record) { measure_contracts(run, opt_out, record); }));
    steps.push_back(step(setup.activity_pay, december(2025), {}, measure_bonus));
    steps.push_back(step(setup.valletoux, december(2025), {december(2024)}, measure_opposition));
    for (std::size_t i = 0; i < kReviewIntervals.size(); ++i) {
        auto const add = [&](Scenario const& scenario, DrawRecord::Kept DrawRecord::*kept) {
            steps.push_back(
                step(with_review_interval(scenario, kReviewIntervals[i]), december(2028), decembers(2023, 2028),
                     [i, kept](auto const& run, auto& record) { (record.*kept)[i] = measure_retention(run); }));
        };
        add(setup.baseline, &DrawRecord::kept);
        add(setup.activity_pay, &DrawRecord::kept_policy);
    }
    return steps;
}

PatternSummary summarise(BehaviourPattern const& pattern, std::vector<double> const& values)
{
    PatternSummary summary;
    summary.draws = static_cast<int>(values.size());
    if (values.empty()) return summary;
    if (pattern.form == PatternForm::draws) {
        summary.median = mean(values);
        return summary;
    }
    summary.median = quantile(values, 0.5);
    summary.low = quantile(values, (1 - kCoverage) / 2);
    summary.high = quantile(values, (1 + kCoverage) / 2);
    if (std::isnan(pattern.low)) return summary;
    auto const in =
        std::count_if(values.begin(), values.end(), [&](double x) { return x >= pattern.low && x <= pattern.high; });
    summary.inside = static_cast<double>(in) / static_cast<double>(values.size());
    return summary;
}

}  // namespace

BehaviourSetup read_behaviour_setup(std::string const& population, std::uint64_t seed)
{
    BehaviourSetup setup;
    setup.baseline = read_scenario("baseline", {});
    setup.activity_pay = read_scenario("activity_pay", {});
    setup.valletoux = read_scenario("valletoux", {});
    setup.contract_opt_in = read_scenario("contract_opt_in", {});
    setup.contract_opt_out = read_scenario("contract_opt_out", {});
    setup.base.territories = read_territories(population, "");
    setup.base.seed = seed;
    setup.base.replicates = 1;
    return setup;
}

std::vector<PatternValues> behaviour_values(BehaviourSetup const& setup, std::vector<ExperimentDraw> const& draws,
                                            std::function<void(double)> const& show)
{
    auto const steps = steps_of(setup);
    double work = 0, done = 0;
    for (auto const& s : steps) work += s.experiment.scenario.end_month;
    std::map<std::size_t, Frame> frames;
    std::vector<PatternValues> values;
    for (std::size_t first = 0; first < draws.size(); first += kLanes) {  // a pack at a time
        auto const last = std::min(first + kLanes, draws.size());
        std::vector<ExperimentDraw> const pack(draws.begin() + static_cast<long>(first),
                                               draws.begin() + static_cast<long>(last));
        auto const number = first / kLanes % kFrames;
        if (!frames.count(number)) frames[number] = draw_frame(setup.base, static_cast<int>(number));
        std::vector<DrawRecord> records(pack.size());
        for (auto& record : records) record.values.fill(kNaN);
        for (auto const& s : steps) {
            run_experiment(setup.base, frames[number], s.experiment, pack,
                           [&](std::size_t draw, ExperimentRun const& run) { s.measure(run, records[draw]); });
            done += s.experiment.scenario.end_month * static_cast<double>(pack.size());
            show(done / (work * static_cast<double>(draws.size())));
        }
        for (auto& record : records) {
            conclude(record);
            values.push_back(record.values);
        }
    }
    return values;
}

std::vector<PatternSummary> summarise_behaviour(std::vector<PatternValues> const& values)
{
    std::vector<PatternSummary> summaries;
    for (std::size_t row = 0; row < behaviour::count; ++row) {
        std::vector<double> finite;
        for (auto const& draw : values)
            if (std::isfinite(draw[row])) finite.push_back(draw[row]);
        summaries.push_back(summarise(behaviour_patterns()[row], finite));
    }
    return summaries;
}

}  // namespace cptsim
