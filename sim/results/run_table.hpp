// /runs of a result file: what became of each run.
#pragma once
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "sim/files/netcdf_file.hpp"
#include "sim/model/recorder.hpp"
#include "sim/results/run_grid.hpp"

namespace cptsim {

enum class RunStatus : std::uint8_t {
    done,
    missing,      ///< planned, but not run: the launch was interrupted, or the sweep is not finished
    not_planned,  ///< the placebo twin of a launch runs for fewer replicates
    failed,       ///< of a sweep
};
/// "done", "missing", "not planned", "failed".
[[nodiscard]] char const* status_name(RunStatus);

/// A row of /runs.
struct StoredRun {
    Run run;  ///< its point is a row of /provenance/points in a launch (-1: not planned), of the design in a sweep
    RunStatus status = RunStatus::missing;
    std::string digest = {};                                                ///< "" unless done
    std::string key = {};                                                   ///< "" when not planned
    std::string failure = {};                                               ///< why it failed
    double professional_months = std::numeric_limits<double>::quiet_NaN();  ///< of a launch, where it is done
    [[nodiscard]] bool done() const { return status == RunStatus::done; }
};

/// Adds /runs: `rows` are all those of the grid, in their order.
void add_runs(NetcdfWriter&, RunGrid const&, std::vector<StoredRun> const& rows);
/// Reads them again. Throws InputError, naming `path`, where they are not the runs of the grid.
[[nodiscard]] std::vector<StoredRun> read_runs(NetcdfReader const&, RunGrid const&, std::string const& path);

/// The file digest: of all runs that are done.
[[nodiscard]] std::string digest_of(std::vector<StoredRun> const&);

}  // namespace cptsim
