// The segments in a sweep's folder: what they hold, and how one worker writes and joins them (docs/results.md,
// "Sweeps").
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "analysis/sweep/segment_file.hpp"
#include "analysis/sweep/sweep.hpp"

namespace cptsim {

/// Values that a sweep keeps of a run.
[[nodiscard]] std::size_t values_of_run(Sweep const&);

/// Throws InputError, naming the segment, where it has runs that the sweep does not have, or of another width.
void require_fits(std::string const& path, SegmentIndex const&, std::size_t runs, std::size_t width);

/// What the segments of a folder hold.
struct SweepState {
    explicit SweepState(Sweep const&);
    enum Status : std::uint8_t { missing, done, failed };
    std::size_t width;                              ///< values of a run
    std::vector<Status> runs;                       ///< [run]
    std::map<std::uint32_t, std::string> failures;  ///< why, of runs that no segment has as done
    std::set<std::string> segments;                 ///< names of those that were read
    std::uint64_t bytes = 0;                        ///< of these
    [[nodiscard]] std::size_t count(Status) const;

    /// Notes what a segment says, once it fits.
    void note(std::string const& path, SegmentIndex const&);
    void note_done(std::uint32_t first, std::uint32_t last);
    /// Unless it is done.
    void note_failed(std::uint32_t run, std::string const& why);
};

/// Reads the ends of all segments in DIR/segments that `state` does not know yet. Segments that are joined meanwhile
/// are found where they went. Throws InputError for one that is damaged, or of another sweep.
void scan_segments(std::string const& folder, std::string const& key, SweepState& state);

/// The segments of one worker. One thread at a time.
class OwnSegments {
  public:
    OwnSegments(std::string const& folder, Sweep const&, std::string key, std::string worker);

    /// Writes results, in ascending order of runs, into a segment. Returns its name: they are safe.
    std::string write(std::vector<SweepResult> const& results);
    /// Whether there are so many that they should be joined.
    [[nodiscard]] bool are_many() const;

    /// Joins small ones into one. The old ones go when the new one is safe, of which `safe` is told the name before.
    using Safe = std::function<void(std::string const& name)>;
    void join_own(Safe const& safe) { try_to_join(own_, safe); }
    /// The same with those of all workers but the `living`; what these left half written goes.
    void join_orphans(std::set<std::string> const& living, Safe const& safe);
    /// Why segments could not be joined, "" where they were; no result depends on it.
    [[nodiscard]] std::string const& join_problem() const { return join_problem_; }

  private:
    void try_to_join(std::vector<std::string> names, Safe const&);
    void join(std::vector<std::string> const& names, Safe const&);
    [[nodiscard]] std::string next_name();
    [[nodiscard]] SegmentWriter begin(std::string const& name) const;

    std::string folder_;  ///< DIR/segments
    std::string key_, worker_;
    std::vector<KeptField> fields_;
    std::size_t width_ = 0, runs_;
    std::size_t written_ = 0;
    std::vector<std::string> own_;  ///< that were not joined yet
    std::string join_problem_;
};

}  // namespace cptsim
