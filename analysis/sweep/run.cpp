#include "analysis/sweep/run.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

#include "analysis/sweep/shared_history.hpp"
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

/// What the runs of a unit share: computed by the first pack that goes on from it, given up with the unit.
struct UnitHistory {
    std::vector<std::uint32_t> runs;             ///< one of each history
    std::map<SharedHistory::History, int> lane;  ///< of each in `kept`
    std::unique_ptr<ReferenceRuns> kept;
    bool apart = false;  ///< each pack has its own: nothing is shared, or it failed
};

/// Runs side by side: one lane of a pack each.
class Simulation {
  public:
    explicit Simulation(Sweep const& sweep)
        : sweep_(sweep),
          fields_(kept_fields(sweep.kept, sweep.plan)),
          packs_(sweep),
          history_(sweep),
          frames_(sweep.plan)
    {
    }

    [[nodiscard]] SharedHistory const& history() const { return history_; }

    /// As BeginUnit. A run alone, such as one that may be to blame for the failure of its pack, goes all the way.
    RunTogether begin(std::vector<std::uint32_t> const& unit)
    {
        auto const shared = std::make_shared<UnitHistory>();
        for (auto const number : unit)
            if (shared->lane.emplace(history_.of(sweep_.run(number)), static_cast<int>(shared->runs.size())).second)
                shared->runs.push_back(number);
        shared->apart = history_.year() == 0 || unit.size() <= kLanes;
        return [this, shared](auto const& numbers, auto const& stopped) {
            if (numbers.size() == 1 || shared->apart) return run(numbers, stopped, nullptr);
            if (!shared->kept && !compute(*shared, stopped)) return std::optional<std::vector<SweepResult>>{};
            return run(numbers, stopped, shared.get());
        };
    }

    [[nodiscard]] double professional_months() const { return professional_months_; }

  private:
    [[nodiscard]] std::shared_ptr<Frame const> frame_of(std::uint32_t run)
    {
        return frames_.get(packs_[packs_.pack_of(run)].frame);
    }

    /// Computes the history of a unit; false where it is stopped.
    bool compute(UnitHistory& shared, std::function<bool()> const& stopped)
    {
        shared.apart = true;  // until it is there
        auto const frame = frame_of(shared.runs[0]);
        LanePlan const lanes(sweep_, shared.runs);
        auto kept = std::make_unique<ReferenceRuns>(lanes.plan);
        kept->pairs = false;
        kept->asked = {history_.year()};
        PackRun run(lanes.plan, *frame, lanes.pack);
        run.keep(*kept);
        run.initialise();
        for (int year = 0; year < history_.year(); ++year) {
            if (stopped()) return false;
            run.advance_year(year);
        }
        for (std::size_t lane = 0; lane < shared.runs.size(); ++lane)
            static_cast<void>(run.take_observation(static_cast<int>(lane)));
        shared.kept = std::move(kept);
        shared.apart = false;
        return true;
    }

    /// As RunTogether, from what the runs share on.
    std::optional<std::vector<SweepResult>> run(std::span<std::uint32_t const> numbers,
                                                std::function<bool()> const& stopped, UnitHistory const* shared)
    {
        auto const frame = frame_of(numbers[0]);
        LanePlan lanes(sweep_, numbers);
        if (shared) {
            lanes.pack.apart = true;
            lanes.pack.first_year = history_.year();
            for (std::size_t lane = 0; lane < numbers.size(); ++lane)
                lanes.pack.reference_lane[lane] = shared->lane.at(history_.of(sweep_.run(numbers[lane])));
        }
        PackRun run(lanes.plan, *frame, lanes.pack, shared ? shared->kept.get() : nullptr);
        run.initialise();
        for (int year = lanes.pack.first_year; year < years_begun(lanes.plan); ++year) {
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

    Sweep const& sweep_;
    std::vector<KeptField> fields_;
    SweepPacks packs_;
    SharedHistory history_;
    Frames frames_;
    double professional_months_ = 0;
    std::mutex mutex_;
};

/// Packs of the same unit together, in their order.
std::vector<std::vector<std::size_t>> in_units(std::span<std::size_t const> packs, SharedHistory const& history)
{
    std::vector<std::vector<std::size_t>> units;
    for (auto const pack : packs) {
        if (units.empty() || history.unit_of(units.back().front()) != history.unit_of(pack)) units.emplace_back();
        units.back().push_back(pack);
    }
    return units;
}

}  // namespace

SweepOutcome run_sweep(Sweep const& sweep, std::span<std::size_t const> packs, SweepLedger& ledger,
                       SweepOptions const& options)
{
    check_addresses(sweep.plan.territories);
    SweepOutcome outcome;
    with_threads(options.threads, [&] {
        Simulation simulation(sweep);
        outcome = run_packs(
            in_units(packs, simulation.history()), units_at_once(simulation.history().unit_bytes()), ledger,
            [&](auto const& runs) { return simulation.begin(runs); }, options);
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
        Simulation simulation(sweep);
        auto results = simulation.begin({number})({&number, 1}, [] { return false; });
        result = std::move(results->front());
    });
    return result;
}

}  // namespace cptsim
