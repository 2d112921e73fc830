// What a report costs beyond reading its results: 5 scenarios of 200 replicates, by number of territories.
#include <benchmark/benchmark.h>

#include <random>

#include "analysis/report/page.hpp"
#include "tests/analysis/effects/made_up.hpp"

namespace cptsim {
namespace {

constexpr int kScenarios = 5, kReplicates = 200, kPriorReplicates = 40;

Plan plan_of(std::size_t territories, int replicates, ParameterSource source)
{
    auto plan = made_up_plan(kScenarios, replicates);
    plan.end_month = 191;
    plan.parameter_source = source;
    auto const row = plan.territories.rows.front();
    plan.territories.rows.assign(territories, row);
    for (std::size_t i = 0; i < territories; ++i) {
        plan.territories.rows[i].id = "t" + std::to_string(i);
        plan.territories.rows[i].name = "Territory " + std::to_string(i);
        plan.territories.rows[i].milieu = "rural";
        plan.territories.rows[i].zone = "other";
    }
    std::mt19937 engine(1);
    std::uniform_real_distribution<double> draw;
    plan.points.assign(static_cast<std::size_t>(replicates), std::vector<double>(parameter_fields().size()));
    for (auto& point : plan.points)
        for (double& value : point) value = draw(engine);
    return plan;
}

void record(Plan const& plan, SummaryRecorder& summary, ReportRecorder* series)
{
    std::minstd_rand engine(2);
    summary.begin(plan);
    if (series) series->begin(plan);
    auto observation = made_up_observation(plan, 1);
    for (auto const& run : planned_runs(plan)) {
        for (auto* arrays : {&observation.own, &observation.paired})
            for (auto& array : *arrays)
                for (float& value : array) value = static_cast<float>(engine() % 1000);
        summary.write(run, observation);
        if (series) series->write(run, observation);
    }
}

void write_report(benchmark::State& state)
{
    auto const territories = static_cast<std::size_t>(state.range(0));
    SummaryRecorder summary, prior;
    ReportRecorder series;
    record(plan_of(territories, kReplicates, ParameterSource::posterior), summary, &series);
    record(plan_of(territories, kPriorReplicates, ParameterSource::prior), prior, nullptr);
    ReportInput input;
    input.summary = &summary.summary();
    input.prior = &prior.summary();
    input.series = &series.series();
    if (!has_charts()) {
        state.SkipWithError("this build has no Chart.js: no report can be written");
        return;
    }
    std::size_t bytes = 0;
    for (auto _ : state) bytes = report_page(input, Language::fr).size();
    state.counters["MB"] = static_cast<double>(bytes) / 1e6;
}
BENCHMARK(write_report)->Arg(10)->Arg(850)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace cptsim
