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
    PackLoop(SweepLedger& ledger, BeginUnit const& begin, SweepOptions const& options)
        : ledger_(ledger), begin_(begin), options_(options)
    {
    }

    SweepOutcome run(std::span<std::vector<std::size_t> const> units, std::size_t at_once)
    {
        auto const start = Clock::now();
        std::size_t packs = 0;
        for (auto const& unit : units) packs += unit.size();
        ProgressMeter progress(options_.progress, static_cast<double>(packs));
        parallel_in_order(units.size(), at_once, [&](std::size_t i) { run_unit(units[i], progress); });
        outcome_.wall_seconds = seconds_since(start);
        return outcome_;
    }

  private:
    [[nodiscard]] bool stopped() const
    {
        return (options_.fail_fast && failed_) || (options_.stopped && options_.stopped());
    }

    /// Claims all packs of a unit before any is run, so that it is one process that computes what they share.
    void run_unit(std::vector<std::size_t> const& packs, ProgressMeter& progress)
    {
        if (stopped()) return;
        std::vector<std::vector<std::uint32_t>> claimed;
        std::vector<std::uint32_t> all;
        for (auto const pack : packs) {
            claimed.push_back(ledger_.claim(pack));
            all.insert(all.end(), claimed.back().begin(), claimed.back().end());
        }
        auto const together = begin_(all);
        for (std::size_t i = 0; i < packs.size() && !stopped(); ++i) {
            if (auto results = results_of(claimed[i], together)) {
                count(*results);
                if (!results->empty()) ledger_.keep(packs[i], std::move(*results));
            }
            progress.add(1);
        }
    }

    /// Results of runs side by side or, where that fails, of each alone, to find the one that fails.
    std::optional<std::vector<SweepResult>> results_of(std::span<std::uint32_t const> runs, RunTogether const& together)
    {
        if (runs.empty()) return std::vector<SweepResult>{};
        try {
            return together(runs, [this] { return stopped(); });
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
            auto one = results_of({&run, 1}, together);
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

    SweepLedger& ledger_;
    BeginUnit const& begin_;
    SweepOptions const& options_;
    SweepOutcome outcome_;
    std::atomic<bool> failed_ = false;
    std::mutex mutex_;
};

}  // namespace

SweepOutcome run_packs(std::span<std::vector<std::size_t> const> units, std::size_t at_once, SweepLedger& ledger,
                       BeginUnit const& begin, SweepOptions const& options)
{
    return PackLoop(ledger, begin, options).run(units, at_once);
}

}  // namespace cptsim
