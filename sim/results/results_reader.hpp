// A result file opened for reading: its plan, and its runs one by one.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "sim/files/netcdf_file.hpp"
#include "sim/model/recorder.hpp"
#include "sim/results/results_layout.hpp"

namespace cptsim {

/// Looks at a file before HDF5 does, which a damaged file can bring down: refuses what is no HDF5 file, and what does
/// not fit its seal. Files that other tools have copied carry no seal.
std::string const& require_whole(std::string const& path);

/// A row of /runs.
struct StoredRun {
    Run run;
    std::string status;  ///< "done", "missing", "not planned"
    std::string digest;  ///< "" unless done
    std::string key;     ///< "" when not planned
    double professional_months = 0;
    [[nodiscard]] bool done() const { return !digest.empty(); }
};

/// Opens a result file; whatever is no whole result file that this program can read is refused with an InputError that
/// names it. Any thread may read.
class ResultsFile {
  public:
    explicit ResultsFile(std::string path);

    /// What was run. The parameters and levers that a scenario sets stand in its resolved_toml only.
    [[nodiscard]] Plan const& plan() const { return plan_; }
    /// Every scenario x replicate, whether done or not.
    [[nodiscard]] std::vector<StoredRun> const& runs() const { return runs_; }
    /// What a run that is done left behind.
    [[nodiscard]] Observation read(StoredRun const&) const;
    /// Hands all runs that are done to a recorder, as the launch did. `plan` is plan(), or plan() with more of its
    /// scenarios filled in.
    void replay(Plan const& plan, Recorder& recorder) const;
    /// The twin with parameters from the priors, where the launch ran one.
    [[nodiscard]] std::optional<IndicatorTable> prior() const;
    /// The file digest, computed anew from the values. Throws InputError when a run's values are not those of its
    /// digest.
    [[nodiscard]] std::string digest() const;
    /// The file digest as the writer noted it.
    [[nodiscard]] std::string recorded_digest() const;
    /// A text of /provenance, as "git_commit" (docs/results.md).
    [[nodiscard]] std::string provenance(std::string const& name) const;

  private:
    void require_kind() const;
    void require_observables(std::string const& group, std::vector<ObservableField> const& fields) const;
    void read_runs();
    [[noreturn]] void fail(std::string text) const;

    std::string path_;
    NetcdfReader file_;
    Plan plan_;
    std::vector<StoredRun> runs_;
};

}  // namespace cptsim
