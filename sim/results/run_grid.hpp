// The runs of a result file: what they lie on, what is kept of them, and how they lie in the file.
#pragma once
#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/files/netcdf_file.hpp"
#include "sim/model/kept.hpp"
#include "sim/model/recorder.hpp"

namespace cptsim {

/// A factor of a design, as a result file has it.
struct FactorColumn {
    std::string path;  ///< "board.seats", "levers.attachment.date"
    std::string units;
    Values values;  ///< [point] float64; text of a choice; int32 of a date: days since 2019-01-01
};

/// The points of a sweep's design.
struct PointTable {
    std::size_t size = 0;
    std::vector<FactorColumn> factors;
};

/// An observable as the runs of a file have it.
struct GridField {
    std::size_t row = 0;             ///< in Observation::own or paired, and in the list of `field`
    ObservableField const* field{};  ///< name, axes and meaning
    std::vector<std::size_t> shape;  ///< lengths of its axes in the file
    [[nodiscard]] std::size_t size() const;
};

/// Runs of one scenario that are one chunk of each variable.
struct RunBlock {
    std::size_t scenario = 0, point = 0, replicate = 0;  ///< of its first run
    std::size_t points = 1, replicates = 1;
    [[nodiscard]] auto operator<=>(RunBlock const&) const = default;
};

/// Scenario x replicate of a launch, of which everything is kept, each run a block; or scenario x point x replicate of
/// a sweep, of which some positions of some observables are kept, many runs in a block.
class RunGrid {
  public:
    RunGrid() = default;
    explicit RunGrid(Plan);
    /// A launch that was written when there were fewer observables: their rows in today's list.
    RunGrid(Plan, std::vector<int> observables);
    RunGrid(Plan, Kept, PointTable);

    [[nodiscard]] Plan const& plan() const { return plan_; }
    /// Whether there is an axis `point`.
    [[nodiscard]] bool is_sweep() const { return points_.has_value(); }
    /// Of a sweep.
    [[nodiscard]] PointTable const& points() const { return points_.value(); }
    [[nodiscard]] Kept const& kept() const { return kept_; }
    [[nodiscard]] std::vector<GridField> const& observations() const { return observations_; }
    [[nodiscard]] std::vector<GridField> const& effects() const { return effects_; }  ///< none of a sweep

    /// Rows of /runs.
    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] std::size_t row(Run const&) const;
    /// The run of a row; its point is -1 in a launch.
    [[nodiscard]] Run run(std::size_t row) const;

    /// All blocks, in the order in which they lie in the file.
    [[nodiscard]] std::vector<RunBlock> blocks() const;
    /// Runs of a block, in the order in which they lie in it.
    [[nodiscard]] std::vector<Run> runs(RunBlock const&) const;
    [[nodiscard]] RunBlock block_of(Run const&) const;
    /// Axes of a variable before its own.
    [[nodiscard]] std::vector<std::string> axes() const;
    /// Lengths of all axes of a variable, and those of its chunks.
    [[nodiscard]] std::vector<std::size_t> shape(GridField const&) const;
    [[nodiscard]] std::vector<std::size_t> chunk(GridField const&) const;
    /// Where a block stands in a variable.
    [[nodiscard]] std::vector<std::size_t> start(RunBlock const&, GridField const&) const;
    [[nodiscard]] std::vector<std::size_t> count(RunBlock const&, GridField const&) const;

  private:
    [[nodiscard]] RunBlock block(std::size_t scenario, std::size_t point, std::size_t replicate) const;
    [[nodiscard]] std::vector<std::size_t> lengths(std::size_t scenarios, std::size_t points, std::size_t replicates,
                                                   std::vector<std::size_t> const& others) const;
    [[nodiscard]] std::size_t points_count() const { return points_ ? points_->size : 1; }
    [[nodiscard]] std::size_t replicates() const { return static_cast<std::size_t>(plan_.replicates); }

    Plan plan_;
    Kept kept_;
    std::optional<PointTable> points_;
    std::vector<GridField> observations_, effects_;
    std::size_t block_points_ = 1, block_replicates_ = 1;
};

/// Kept values of a run, one field after the other, by observable.
[[nodiscard]] Observation observation_of(RunGrid const&, std::vector<float> const& values);

}  // namespace cptsim
