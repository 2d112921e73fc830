// The result file of a launch: takes finished runs, writes netCDF-4 (docs/results.md).
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "sim/files/netcdf_file.hpp"
#include "sim/model/recorder.hpp"
#include "sim/results/grid_writer.hpp"
#include "sim/results/results_layout.hpp"

namespace cptsim {

class AtomicFile;

/// Reads a file that was written again, before it gets its name. Throws std::runtime_error where it does not hold the
/// runs of `digest`.
void require_digest(AtomicFile const&, std::string const& digest);

/// Something measured of the launch itself, for /timing: never part of a digest.
struct Measure {
    std::string name;
    double value = 0;
    Caption caption;
};

/// Keeps finished runs compressed in memory; finish() writes them to `path` in one step, after reading the new file
/// again and comparing its digest. Nothing is written when no run was finished.
class ResultsWriter final : public Recorder {
  public:
    /// Refuses `path` at once where it could not be written in the end (InputError, see check_output()), and where a
    /// file that is no HDF5 would be replaced.
    ResultsWriter(std::string path, bool force);

    void begin(Plan const&) override;
    void write(Run const&, Observation const&) override;
    void finish() override;

    /// Measures for /timing; before finish().
    void set_timing(std::vector<Measure> timing) { timing_ = std::move(timing); }

    /// The twin of the launch with parameters from the priors, for /prior; before finish(). Never part of a digest.
    void set_prior(IndicatorTable prior) { prior_ = std::move(prior); }

    /// The file digest, after finish(); "" when no run was finished.
    [[nodiscard]] std::string const& digest() const { return digest_; }

  private:
    void add_timing();
    void add_prior();

    std::string path_;
    bool force_;
    NetcdfWriter file_;
    std::optional<GridWriter> runs_;  ///< since begin()
    std::vector<Measure> timing_;
    std::optional<IndicatorTable> prior_;
    std::string digest_;
};

}  // namespace cptsim
