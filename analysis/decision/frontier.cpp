#include "analysis/decision/frontier.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>

#include "analysis/effects/indicators.hpp"
#include "sim/run/ensemble.hpp"

namespace cptsim {
namespace {

double mean_of(std::vector<ClusteredValue> const& values)
{
    double sum = 0;
    for (auto const& one : values) sum += one.value;
    return sum / static_cast<double>(values.size());
}

/// Keeps indicator and cost of each run.
class MixRecorder final : public Recorder {
  public:
    explicit MixRecorder(FrontierStudy const& study) : study_(study) {}
    void begin(Plan const& plan) override
    {
        plan_ = &plan;
        auto const runs = plan.scenarios.size() * static_cast<std::size_t>(plan.replicates);
        gain_.assign(runs, kNaN);
        cost_.assign(runs, kNaN);
    }
    void write(Run const& run, Observation const& observation) override
    {
        auto const at = place(run.scenario, run.replicate);
        gain_[at] = indicator_value(*plan_, observation, study_.indicator, study_.month);
        cost_[at] = indicator_value(*plan_, observation, indicator::spending_, study_.month);
    }
    void finish() override {}

    /// Replicates in which both runs have a value.
    [[nodiscard]] MixRuns runs(double stated_cost) const
    {
        MixRuns result;
        double const sign = study_.lower ? -1 : 1;
        for (int r = 0; r < plan_->replicates; ++r) {
            double const gain = sign * (gain_[place(1, r)] - gain_[place(0, r)]);
            if (std::isnan(gain)) continue;
            result.gain.push_back({r / kStreams, gain});
            result.cost.push_back({r / kStreams, cost_[place(1, r)] - cost_[place(0, r)] + stated_cost});
        }
        return result;
    }

  private:
    [[nodiscard]] std::size_t place(int scenario, int replicate) const
    {
        return static_cast<std::size_t>(scenario * plan_->replicates + replicate);
    }
    FrontierStudy const& study_;
    Plan const* plan_ = nullptr;
    std::vector<double> gain_, cost_;
};

struct Stopped {};

class FrontSearch {
  public:
    FrontSearch(FrontierStudy const& study, RunMix const& run, FrontProgress const& progress)
        : study_(study), run_(run), progress_(progress)
    {
        auto const budgets = static_cast<double>(study.budgets.size());
        auto const first = static_cast<double>(2 * study.levers.size() + 1);
        planned_ = first + budgets * (study.evaluations + kMostPulls);
    }

    std::vector<FrontPoint> make()
    {
        try_simple_mixes();
        for (double const budget : study_.budgets) {
            auto const start = best_within(budget);
            improve_mix([&](Mix const& mix) { return evaluate(mix); }, budget, start, study_.evaluations);
        }
        std::vector<FrontPoint> front;
        for (double const budget : study_.budgets) front.push_back(run_again(budget));
        for (std::size_t i = 0; i < front.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if (front[j].gain.mean >= front[i].gain.mean) front[i].is_dominated = true;
        return front;
    }

  private:
    static constexpr int kMostPulls = 6;
    static constexpr double kRounding = 1e-9;

    struct Tried {
        Mix mix;
        MixValue value;
    };

    MixRuns run(Plan const& plan, Mix const& mix)
    {
        ++done_;
        if (!progress_(std::min(1.0, done_ / planned_))) throw Stopped{};
        return run_(plan, mix);
    }

    MixValue evaluate(Mix const& mix)
    {
        for (auto const& one : tried_)
            if (one.mix == mix) return one.value;
        auto const runs = run(study_.search, mix);
        tried_.push_back({mix, {mean_of(runs.gain), mean_of(runs.cost)}});
        return tried_.back().value;
    }

    /// Each lever alone, and all together: where searches begin.
    void try_simple_mixes()
    {
        auto const n = study_.levers.size();
        tried_.push_back({Mix(n, 0.0), {}});  // the reference gains and costs nothing
        for (std::size_t j = 0; j < n; ++j)
            for (double const share : {0.5, 1.0}) {
                Mix mix(n, 0.0);
                mix[j] = share;
                evaluate(mix);
            }
        if (n > 1) evaluate(Mix(n, 0.5));
    }

    [[nodiscard]] Mix best_within(double budget) const
    {
        Tried const* best = &tried_.front();
        for (auto const& one : tried_)
            if (one.value.cost <= budget && one.value.gain > best->value.gain) best = &one;
        return best->mix;
    }

    FrontPoint run_again(double budget)
    {
        FrontPoint point;
        point.budget = budget;
        auto const chosen = best_within(budget);
        point.search = evaluate(chosen);
        point.mix = chosen;
        auto runs = run(study_.fresh, chosen);
        for (int pull = 0; mean_of(runs.cost) > budget * (1 + kRounding); ++pull) {
            // Cost rises at least in proportion near the reference, so that the last pull ends at it.
            double const share = pull + 1 < kMostPulls ? std::min(0.95, budget / mean_of(runs.cost)) : 0;
            point.kept *= share;
            for (std::size_t j = 0; j < chosen.size(); ++j) point.mix[j] = point.kept * chosen[j];
            if (share == 0) {  // the reference itself: nothing gained, nothing spent
                point.gain.mean = point.gain.half_width = point.cost.mean = point.cost.half_width = 0;
                point.within = 1;
                return point;
            }
            runs = run(study_.fresh, point.mix);
        }
        point.gain = estimate_mean(runs.gain);
        point.cost = estimate_mean(runs.cost);
        auto const kept =
            std::count_if(runs.cost.begin(), runs.cost.end(), [&](auto const& c) { return c.value <= budget; });
        point.within = static_cast<double>(kept) / static_cast<double>(runs.cost.size());
        return point;
    }

    FrontierStudy const& study_;
    RunMix const& run_;
    FrontProgress const& progress_;
    std::vector<Tried> tried_;
    double done_ = 0, planned_ = 1;
};

}  // namespace

Scenario mixed(Scenario const& reference, std::vector<MixedLever> const& levers, Mix const& mix)
{
    auto scenario = reference;
    scenario.name = "mix";
    for (std::size_t j = 0; j < levers.size(); ++j) {
        if (!(mix[j] > 0)) continue;  // as the reference
        LeverEntry entry;
        entry.lever = levers[j].lever;
        entry.month = levers[j].from;
        entry.target.professions = levers[j].professions;
        for (std::size_t p = 0; p < entry.value.size(); ++p)
            entry.value[p] =
                (levers[j].professions >> p & 1U) != 0 ? levers[j].reference[p] + mix[j] * levers[j].most : 0;
        auto const later = std::find_if(scenario.levers.begin(), scenario.levers.end(),
                                        [&](auto const& other) { return other.month > entry.month; });
        scenario.levers.insert(later, entry);
    }
    return scenario;
}

MixRuns run_mix(FrontierStudy const& study, Plan const& plan, Mix const& mix, int threads)
{
    auto both = plan;
    both.scenarios.push_back(mixed(plan.scenarios.front(), study.levers, mix));
    MixRecorder recorder(study);
    run_ensemble(both, recorder, threads, {}, nullptr);
    double stated = 0;
    for (std::size_t j = 0; j < mix.size(); ++j) stated += mix[j] * study.levers[j].cost;
    return recorder.runs(stated);
}

std::vector<FrontPoint> find_front(FrontierStudy const& study, RunMix const& run, FrontProgress const& progress)
{
    try {
        return FrontSearch(study, run, progress).make();
    } catch (Stopped const&) {
        return {};
    }
}

}  // namespace cptsim
