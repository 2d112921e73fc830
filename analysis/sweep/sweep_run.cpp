#include "analysis/sweep/sweep_run.hpp"

#include <atomic>
#include <map>
#include <memory>
#include <new>
#include <optional>
#include <system_error>

#include "sim/base/error.hpp"
#include "sim/base/parallel.hpp"
#include "sim/run/pack_run.hpp"
#include "sim/run/progress_meter.hpp"

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
        pack.written[lane] = true;
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

class SweepRunner {
  public:
    SweepRunner(Sweep const& sweep, SweepOptions const& options, double total)
        : sweep_(sweep),
          options_(options),
          fields_(kept_fields(sweep.kept, sweep.plan)),
          packs_(sweep),
          frames_(sweep.plan),
          progress_(options.progress, total)
    {
    }

    SweepOutcome run(std::span<std::size_t const> packs, SweepLedger& ledger)
    {
        auto const start = Clock::now();
        parallel_in_order(packs.size(), packs_at_once(sweep_.plan), [&](std::size_t i) {
            if (stopped()) return;
            auto const numbers = ledger.claim(packs[i]);
            if (auto results = results_of(numbers)) {
                count(*results);
                if (!results->empty()) ledger.keep(packs[i], std::move(*results));
            }
            progress_.add(1);
        });
        outcome_.wall_seconds = seconds_since(start);
        return outcome_;
    }

    /// Nothing where it was stopped.
    std::optional<std::vector<SweepResult>> side_by_side(std::span<std::uint32_t const> numbers)
    {
        if (options_.before_each)
            for (auto const number : numbers) options_.before_each(sweep_.run(number));
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
            outcome_.professional_months += observation.professional_months;
        }
        return results;
    }

  private:
    [[nodiscard]] bool stopped() const
    {
        return (options_.fail_fast && failed_) || (options_.stopped && options_.stopped());
    }

    /// Results of runs side by side or, where that fails, of each alone, to find the one that fails.
    std::optional<std::vector<SweepResult>> results_of(std::span<std::uint32_t const> numbers)
    {
        if (numbers.empty()) return std::vector<SweepResult>{};
        try {
            return side_by_side(numbers);
        } catch (InputError const&) {
            throw;
        } catch (std::bad_alloc const&) {
            throw;  // the machine's failure, not the run's: it stays missing
        } catch (std::system_error const&) {
            throw;
        } catch (std::exception const& error) {
            if (numbers.size() == 1) return failure(numbers[0], error.what());
        }
        std::vector<SweepResult> results;
        for (auto const number : numbers) {
            auto one = results_of({&number, 1});
            if (one) results.push_back(std::move(one->front()));
        }
        // Stopped amid this: what was done is kept, the rest is missing.
        return results;
    }

    std::vector<SweepResult> failure(std::uint32_t number, char const* why)
    {
        failed_ = true;
        SweepResult result;
        result.run = number;
        result.failure = why;
        if (result.failure.empty()) result.failure = "unknown";
        return {result};
    }

    void count(std::vector<SweepResult> const& results)
    {
        std::scoped_lock const lock(mutex_);
        for (auto const& result : results) ++(result.failed() ? outcome_.failed : outcome_.done);
    }

    Sweep const& sweep_;
    SweepOptions const& options_;
    std::vector<KeptField> fields_;
    SweepPacks packs_;
    Frames frames_;
    ProgressMeter progress_;
    SweepOutcome outcome_;
    std::atomic<bool> failed_ = false;
    std::mutex mutex_;
};

}  // namespace

SweepOutcome run_sweep(Sweep const& sweep, std::span<std::size_t const> packs, SweepLedger& ledger,
                       SweepOptions const& options)
{
    check_addresses(sweep.plan.territories);
    SweepOutcome outcome;
    with_threads(options.threads,
                 [&] { outcome = SweepRunner(sweep, options, static_cast<double>(packs.size())).run(packs, ledger); });
    return outcome;
}

SweepResult run_alone(Sweep const& sweep, Run const& run, SweepOptions const& options)
{
    check_addresses(sweep.plan.territories);
    SweepResult result;
    auto const number = static_cast<std::uint32_t>(sweep.number(run));
    with_threads(options.threads, [&] {
        auto results = SweepRunner(sweep, options, 1).side_by_side({&number, 1});
        if (results) result = std::move(results->front());
    });
    return result;
}

}  // namespace cptsim
