#include "analysis/sweep/run.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

#include "sim/base/parallel.hpp"
#include "sim/run/pack_run.hpp"

namespace cptsim {
namespace {

/// Scenarios and points of some runs, as a plan of their own: one point a lane, and one scenario for all lanes whose
/// levers are the same.
class LanePlan {
  public:
    LanePlan(Sweep const& sweep, std::span<std::uint32_t const> numbers) : sweep_(sweep)
    {
        plan.territories = sweep.plan.territories;
        plan.seed = sweep.plan.seed;
        plan.replicates = sweep.plan.replicates;
        plan.end_month = sweep.plan.end_month;
        for (auto const number : numbers) add(sweep.run(number));
    }
    LanePlan(LanePlan const&) = delete;
    LanePlan& operator=(LanePlan const&) = delete;

    Plan plan;
    Pack pack;

  private:
    void add(Run const& run)
    {
        auto scenario = varied(sweep_, run.scenario, run.point);
        auto const lane = pack.runs.size();
        plan.points.push_back(replicate_parameters(sweep_, run.replicate));
        for (auto const& [row, value] : scenario.parameters) plan.points.back()[static_cast<std::size_t>(row)] = value;
        scenario.parameters.clear();
        pack.runs.push_back({scenario_of(std::move(scenario), run.scenario), run.replicate, static_cast<int>(lane)});
        pack.reference_lane[lane] = static_cast<int>(lane);
    }

    int scenario_of(Scenario scenario, int number)
    {
        bool const varies = std::any_of(sweep_.factors.begin(), sweep_.factors.end(), [&](SweepFactor const& factor) {
            return factor.kind != SweepFactor::Kind::parameter && factor.scenarios[static_cast<std::size_t>(number)];
        });
        auto const known = shared_.find(number);
        if (!varies && known != shared_.end()) return known->second;
        int const row = static_cast<int>(plan.scenarios.size());
        plan.scenarios.push_back(std::move(scenario));
        if (!varies) shared_.emplace(number, row);
        return row;
    }

    Sweep const& sweep_;
    std::map<int, int> shared_;  ///< scenario of the sweep -> of this plan
};

/// The people of the frames in work: drawn once, given up when later frames are asked for.
class Frames {
  public:
    explicit Frames(Plan const& plan) : plan_(plan) {}
    std::shared_ptr<Frame const> get(int number)
    {
        if (auto known = find(number)) return known;
        // Not under the lock: a thread that waits for its parallel tasks may take up another pack. Two may draw.
        auto drawn = std::make_shared<Frame const>(draw_frame(plan_, number));
        std::scoped_lock const lock(mutex_);
        if (kept_.size() > 1) kept_.erase(kept_.begin());
        return kept_.emplace(number, std::move(drawn)).first->second;
    }

  private:
    std::shared_ptr<Frame const> find(int number)
    {
        std::scoped_lock const lock(mutex_);
        auto const found = kept_.find(number);
        return found == kept_.end() ? nullptr : found->second;
    }
    Plan const& plan_;
    std::map<int, std::shared_ptr<Frame const>> kept_;
    std::mutex mutex_;
};

/// Runs side by side: one lane of a pack each.
class Simulation {
  public:
    explicit Simulation(Sweep const& sweep)
        : sweep_(sweep), fields_(kept_fields(sweep.kept, sweep.plan)), packs_(sweep), frames_(sweep.plan)
    {
    }

    /// As RunTogether.
    std::optional<std::vector<SweepResult>> run(std::span<std::uint32_t const> numbers,
                                                std::function<bool()> const& stopped)
    {
        auto const frame = frames_.get(packs_[packs_.pack_of(numbers[0])].frame);
        LanePlan const lanes(sweep_, numbers);
        PackRun run(lanes.plan, *frame, lanes.pack);
        run.initialise();
        for (int year = 0; year * 12 < lanes.plan.months(); ++year) {
            if (stopped()) return {};
            run.advance_year(year);
        }
        std::vector<SweepResult> results;
        for (std::size_t lane = 0; lane < numbers.size(); ++lane) {
            auto const observation = run.take_observation(static_cast<int>(lane));
            SweepResult result;
            result.run = numbers[lane];
            for (auto const& field : fields_)
                for (auto const at : field.source)
                    result.values.push_back(observation.own[static_cast<std::size_t>(field.observable)][at]);
            results.push_back(std::move(result));
            std::scoped_lock const lock(mutex_);
            professional_months_ += observation.professional_months;
        }
        return results;
    }

    [[nodiscard]] double professional_months() const { return professional_months_; }

  private:
    Sweep const& sweep_;
    std::vector<KeptField> fields_;
    SweepPacks packs_;
    Frames frames_;
    double professional_months_ = 0;
    std::mutex mutex_;
};

}  // namespace

SweepOutcome run_sweep(Sweep const& sweep, std::span<std::size_t const> packs, SweepLedger& ledger,
                       SweepOptions const& options)
{
    check_addresses(sweep.plan.territories);
    SweepOutcome outcome;
    with_threads(options.threads, [&] {
        Simulation simulation(sweep);
        outcome = run_packs(
            packs, packs_at_once(sweep.plan), ledger,
            [&](auto const& runs, auto const& stopped) { return simulation.run(runs, stopped); }, options);
        outcome.professional_months = simulation.professional_months();
    });
    return outcome;
}

SweepResult run_alone(Sweep const& sweep, Run const& run, int threads)
{
    check_addresses(sweep.plan.territories);
    SweepResult result;
    auto const number = static_cast<std::uint32_t>(sweep.number(run));
    with_threads(threads, [&] {
        auto results = Simulation(sweep).run({&number, 1}, [] { return false; });
        result = std::move(results->front());
    });
    return result;
}

}  // namespace cptsim
