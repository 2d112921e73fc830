// The folder of a sweep: its manifest, segments of finished runs, and who is at work on what (docs/results.md,
// "Sweeps").
#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "analysis/sweep/segment_file.hpp"
#include "analysis/sweep/sweep.hpp"
#include "analysis/sweep/sweep_locks.hpp"

namespace cptsim {

/// Whether a folder is that of a sweep.
[[nodiscard]] bool has_manifest(std::string const& folder);

/// What the segments of a folder hold.
struct SweepState {
    enum Status : std::uint8_t { missing, done, failed };
    std::vector<Status> runs;                       ///< [run]
    std::map<std::uint32_t, std::string> failures;  ///< why, of runs that no segment has as done
    std::set<std::string> segments;                 ///< names of those that were read
    std::uint64_t bytes = 0;                        ///< of these
    [[nodiscard]] std::size_t count(Status) const;
};

/// Packs of a shard (of `shards`, from 0) with a run that `is_to_do`, in their order.
[[nodiscard]] std::vector<std::size_t> packs_to_do(SweepPacks const&, std::size_t shard, std::size_t shards,
                                                   std::function<bool(std::size_t run)> const& is_to_do);

/// Reads the ends of all segments in DIR/segments that `state` does not know yet. Segments that are joined meanwhile
/// are found where they went. Throws InputError for one that is damaged, or of another sweep.
void scan_segments(std::string const& folder, std::string const& key, SweepState& state);

/// A process at work in a folder, or one that died there.
struct SweepWorker {
    std::string name, host, started;  ///< `started` in UTC
    long pid = 0;
    bool alive = false;
    std::size_t done = 0, failed = 0;  ///< runs that it has finished
    double seconds = 0;                ///< since it began, as it last said
    std::string shard;                 ///< "1/4", or ""
};
[[nodiscard]] std::vector<SweepWorker> sweep_workers(std::string const& folder);

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
    ~SweepFolder() override;

    /// Packs of the shard (of `shards`, from 0) with runs that are not done, in their order.
    [[nodiscard]] std::vector<std::size_t> pending(std::size_t shard, std::size_t shards);
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
    [[nodiscard]] bool locks_work() const { return locks_.works(); }
    /// Why segments could not be joined, "" where they were; no result depends on it.
    [[nodiscard]] std::string const& join_problem() const { return join_problem_; }

  private:
    void open_manifest();
    void register_worker();
    void describe_worker(bool ended);
    void write_segment();
    [[nodiscard]] std::string next_segment();
    [[nodiscard]] bool is_to_do(std::size_t run) const;
    [[nodiscard]] bool is_living(SweepWorker const&) const;
    void try_to_join(std::vector<std::string> names);
    void join(std::vector<std::string> names);
    void join_orphans();
    void note(std::uint32_t run, bool failed, std::string const& why);

    std::string folder_;
    Sweep const& sweep_;
    FolderOptions options_;
    std::string key_;
    std::vector<KeptField> fields_;
    std::size_t width_ = 0;
    SweepPacks packs_;
    std::string worker_;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();

    mutable std::mutex mutex_;  ///< of all below
    LockFile locks_;
    std::unique_ptr<LockFile> presence_;
    SweepState state_;
    std::vector<SweepResult> waiting_;        ///< for the next segment
    std::vector<std::size_t> waiting_packs_;  ///< claimed until it is written
    std::size_t waiting_bytes_ = 0;
    std::chrono::steady_clock::time_point last_written_ = start_;
    std::size_t done_ = 0, failed_ = 0;
    std::set<std::uint32_t> own_failures_;  ///< runs that failed in this process

    std::mutex writing_;            ///< of one segment at a time
    std::vector<std::string> own_;  ///< segments of this worker that were not joined yet
    std::size_t segments_ = 0;
    std::string join_problem_;
    std::atomic<double> writing_seconds_ = 0;
};

}  // namespace cptsim
