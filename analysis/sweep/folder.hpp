// The folder of a sweep, open for work: results go into segments, packs are claimed from other workers
// (docs/results.md, "Sweeps").
#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "analysis/sweep/claims.hpp"
#include "analysis/sweep/segments.hpp"
#include "analysis/sweep/shared_history.hpp"
#include "analysis/sweep/sweep.hpp"
#include "analysis/sweep/workers.hpp"

namespace cptsim {

struct Manifest;

/// Whether a folder is that of a sweep.
[[nodiscard]] bool has_manifest(std::string const& folder);
/// What the sweep of a folder is. Throws InputError where it is no folder of one.
[[nodiscard]] Manifest manifest_of(std::string const& folder);

/// How many packs of a shard a sweep into this folder would do: all of them where there is no such folder yet.
[[nodiscard]] std::size_t packs_left(Sweep const&, std::string const& folder, Shard);

struct FolderOptions {
    double segment_seconds = 10;  ///< of work, about, in a segment
    bool retry = false;           ///< take failed runs for missing
    std::string shard{};          ///< for those who ask who is at work
};

/// A sweep's folder, open for work. Any number of processes may have it open.
class SweepFolder final : public SweepLedger {
  public:
    /// Makes the folder with its manifest, or opens that of the same sweep. Throws InputError where it is of another
    /// one, and says what differs.
    SweepFolder(std::string folder, Sweep const&, FolderOptions const&);

    /// Packs of the shard with runs that are not done, in their order.
    [[nodiscard]] std::vector<std::size_t> pending(Shard = {});
    [[nodiscard]] std::vector<std::uint32_t> claim(std::size_t pack) override;
    void keep(std::size_t pack, std::vector<SweepResult> results) override;
    /// Writes what is not written yet.
    void flush();
    /// flush(), then joins this worker's segments, and those of workers that died.
    void finish();

    [[nodiscard]] SweepState const& state() const { return state_; }
    /// Looks again at what others have done.
    void refresh();
    /// Missing runs that another process has claimed.
    [[nodiscard]] std::size_t claimed_elsewhere() const;
    /// Seconds that threads spent on writing segments.
    [[nodiscard]] double writing_seconds() const { return writing_seconds_; }
    [[nodiscard]] bool locks_work() const { return claims_.work(); }
    /// Why segments could not be joined, "" where they were; no result depends on it.
    [[nodiscard]] std::string const& join_problem() const { return segments_.join_problem(); }

  private:
    using Clock = std::chrono::steady_clock;
    /// What waits for the next segment.
    struct Waiting {
        std::vector<SweepResult> results;
        std::vector<std::size_t> packs;  ///< claimed until they are written
        std::size_t bytes = 0;
        Clock::time_point since;
    };

    void open_manifest();
    void write_segment();
    [[nodiscard]] Waiting take_waiting();
    [[nodiscard]] bool is_to_do(std::size_t run) const;
    void note(SweepResult const&);
    [[nodiscard]] OwnSegments::Safe joined();
    void join_orphans();

    std::string folder_;
    Sweep const& sweep_;
    FolderOptions options_;
    std::string key_;
    SweepPacks packs_;
    SharedHistory history_;
    std::string worker_;
    Clock::time_point start_ = Clock::now();
    Claims claims_;

    mutable std::mutex mutex_;  ///< of all up to the next
    std::unique_ptr<Presence> presence_;
    SweepState state_;
    Waiting waiting_;
    std::size_t done_ = 0, failed_ = 0;
    std::set<std::uint32_t> own_failures_;  ///< runs that failed in this process

    std::mutex writing_;  ///< of one segment at a time
    OwnSegments segments_;
    std::atomic<double> writing_seconds_ = 0;
};

}  // namespace cptsim
