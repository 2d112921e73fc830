// What every result file holds, of a launch as of a merged sweep: /observations, /effects, /runs, /provenance.
#pragma once
#include <mutex>
#include <string>
#include <vector>

#include "sim/files/netcdf_file.hpp"
#include "sim/model/recorder.hpp"
#include "sim/results/run_grid.hpp"
#include "sim/results/run_table.hpp"

namespace cptsim {

/// A group whose variables lie over runs.
class GroupWriter {
  public:
    /// Adds the group with its axes and its variables, all NaN. `grid` outlives this.
    GroupWriter(NetcdfWriter&, RunGrid const& grid, std::string group, std::vector<GridField> const& fields);
    /// Takes the values of a run: those of each field at its row. Any thread may call where a block is one run; else
    /// one does, in the order in which runs lie in the file, and a block is written when the next one begins.
    void write(Run const&, std::vector<std::vector<float>> const& values);
    /// Writes the last block.
    void flush();

  private:
    void add_axes();
    void add_field(GridField const&);
    void put(RunBlock const&, std::size_t field, std::vector<float> const& values);

    NetcdfWriter& file_;
    RunGrid const& grid_;
    std::string group_;
    std::vector<GridField> fields_;
    std::vector<std::size_t> slabs_;         ///< of the fields
    RunBlock block_;                         ///< that is being filled
    std::vector<std::vector<float>> parts_;  ///< its values, by field; none before the first
};

/// Writes the runs of a grid into a file. The memory that it takes is a block of runs, and their keys and digests.
class GridWriter {
  public:
    GridWriter(NetcdfWriter&, RunGrid);
    GridWriter(GridWriter const&) = delete;
    GridWriter& operator=(GridWriter const&) = delete;

    [[nodiscard]] RunGrid const& grid() const { return grid_; }
    /// Notes a run in /runs: a run that is never noted is not planned.
    void note(StoredRun);
    /// Takes what a noted run left behind, once, in the order that GroupWriter::write() says: it is done.
    void write(Run const&, std::string digest, Observation const&);
    /// Whether any run is done.
    [[nodiscard]] bool any_done() const;
    /// Writes /runs; nothing can be noted or written afterwards. Returns the file digest.
    std::string finish_runs();
    /// Writes /provenance, and in the root format, versions and digest.
    void add_origin();

  private:
    [[nodiscard]] StoredRun& row(Run const& run) { return rows_.at(grid_.row(run)); }

    NetcdfWriter& file_;
    RunGrid grid_;
    std::vector<GroupWriter> groups_;  ///< /observations, and /effects of a launch
    std::mutex mutex_;                 ///< of the rows
    std::vector<StoredRun> rows_;
    std::string digest_;
};

}  // namespace cptsim
