// All segments of a sweep, of one folder or of several, as one, and merged into one file.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "analysis/sweep/segment_file.hpp"
#include "analysis/sweep/sweep_file.hpp"

namespace cptsim {

/// Opens the segments of folders of one sweep. A run may stand in several of them, if all say the same of it.
class SweepSegments {
  public:
    /// Folders may be of smaller sweeps that are nested in it (nested_runs()). Throws InputError for a damaged segment,
    /// for folders of different sweeps, and for a run with two results.
    SweepSegments(std::vector<std::string> const& folders, Manifest const&);

    [[nodiscard]] MergedRun::Status status(std::size_t run) const;
    [[nodiscard]] std::size_t count(MergedRun::Status) const;
    /// Lasts as long as this.
    [[nodiscard]] MergeSource source() const;

  private:
    [[nodiscard]] SegmentReader const& segment(std::size_t run) const;
    [[nodiscard]] std::size_t record(std::size_t run) const;
    [[nodiscard]] SegmentRecord head(std::size_t run) const;
    /// `runs` says where the runs of the segment's sweep stand here; empty: in the same places.
    void add(std::size_t segment, std::vector<std::uint32_t> const& runs);

    std::size_t runs_, width_;
    std::vector<SegmentReader> segments_;
    std::vector<std::uint64_t> places_;  ///< [run] segment and record, 0: none
    std::map<std::uint32_t, std::string> failed_;
};

/// What a merge did.
struct Merged {
    std::string path, digest;
    std::size_t done = 0, runs = 0;
};
/// Writes the runs of folders of one sweep, or of sweeps that are nested in the largest, into one file: `output`, or
/// that in the first folder where it is "". Throws InputError where runs are missing and `partial` is not said.
[[nodiscard]] Merged merge_folders(std::vector<std::string> const& folders, std::string const& output, bool partial,
                                   bool force);

}  // namespace cptsim
