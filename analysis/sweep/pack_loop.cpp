#include "analysis/sweep/pack_loop.hpp"

#include <atomic>
#include <mutex>
#include <new>
#include <system_error>

#include "sim/base/error.hpp"
#include "sim/base/parallel.hpp"
#include "sim/run/progress_meter.hpp"

namespace cptsim {
namespace {

class PackLoop {
  public:
    PackLoop(RunTogether const& together, SweepOptions const& options) : together_(together), options_(options) {}

    SweepOutcome run(std::span<std::size_t const> packs, std::size_t at_once, SweepLedger& ledger)
    {
        auto const start = Clock::now();
        ProgressMeter progress(options_.progress, static_cast<double>(packs.size()));
        parallel_in_order(packs.size(), at_once, [&](std::size_t i) {
            if (stopped()) return;
            auto const runs = ledger.claim(packs[i]);
            if (auto results = results_of(runs)) {
                count(*results);
                if (!results->empty()) ledger.keep(packs[i], std::move(*results));
            }
            progress.add(1);
        });
        outcome_.wall_seconds = seconds_since(start);
        return outcome_;
    }

  private:
    [[nodiscard]] bool stopped() const
    {
        return (options_.fail_fast && failed_) || (options_.stopped && options_.stopped());
    }

    /// Results of runs side by side or, where that fails, of each alone, to find the one that fails.
    std::optional<std::vector<SweepResult>> results_of(std::span<std::uint32_t const> runs)
    {
        if (runs.empty()) return std::vector<SweepResult>{};
        try {
            return together_(runs, [this] { return stopped(); });
        } catch (InputError const&) {
            throw;
        } catch (std::bad_alloc const&) {
            throw;  // the machine's failure, not the run's: it stays missing
        } catch (std::system_error const&) {
            throw;
        } catch (std::exception const& error) {
            if (runs.size() == 1) return failure(runs[0], error.what());
        }
        std::vector<SweepResult> results;
        for (auto const run : runs) {
            auto one = results_of({&run, 1});
            if (one) results.push_back(std::move(one->front()));
        }
        // Stopped amid this: what was done is kept, the rest is missing.
        return results;
    }

    std::vector<SweepResult> failure(std::uint32_t run, char const* why)
    {
        failed_ = true;
        SweepResult result;
        result.run = run;
        result.failure = why;
        if (result.failure.empty()) result.failure = "unknown";
        return {result};
    }

    void count(std::vector<SweepResult> const& results)
    {
        std::scoped_lock const lock(mutex_);
        for (auto const& result : results) ++(result.failed() ? outcome_.failed : outcome_.done);
    }

    RunTogether const& together_;
    SweepOptions const& options_;
    SweepOutcome outcome_;
    std::atomic<bool> failed_ = false;
    std::mutex mutex_;
};

}  // namespace

SweepOutcome run_packs(std::span<std::size_t const> packs, std::size_t at_once, SweepLedger& ledger,
                       RunTogether const& together, SweepOptions const& options)
{
    return PackLoop(together, options).run(packs, at_once, ledger);
}

}  // namespace cptsim
